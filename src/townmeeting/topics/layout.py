"""Where terms stand in every picture: linked terms near each other, unlinked parts side by side, nothing by chance.

Fruchterman and Reingold's forces from a fixed start, a sunflower spiral by community. No random number is drawn and
sums are taken in sorted order, so the same graph gives the same picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from townmeeting.model import TermEdge

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Matrix = NDArray[float64]

Spot = tuple[float, float]

ROUNDS = 300
MOST_FORCED = 500
"""Terms of a part up to which forces are reckoned: time and memory grow with the square. Beyond, the start stays."""
MOST_PACKED = 200
"""Parts that are packed side by side; the others, single terms mostly, go around them."""
EVEN = 0.55
"""How far places are evened out: 0 leaves what the forces gave, at 1 only the order along each axis is kept.
Forces alone crowd the middle, where the labels are."""
WIDE = 1.25
"""Width of the picture over its height."""
_GOLDEN = math.pi * (3 - math.sqrt(5))


def place_terms(groups: Sequence[Sequence[str]], edges: Sequence[TermEdge]) -> dict[str, Spot]:
    """Return x and y, 0 to 1, of every term. `groups` are the communities, largest first, terms best first."""
    home = {key: at for at, group in enumerate(groups) for key in group}
    found: dict[str, Spot] = {}
    taken: list[tuple[Spot, float]] = []
    edge = 0.0
    for part in _parts(list(home), edges):
        forced = 3 < len(part) <= MOST_FORCED and len(taken) < MOST_PACKED
        places = _settle(part, _inside(part, edges), home) if forced else [_spiral(at) for at in range(len(part))]
        radius = 0.85 * (math.sqrt(len(part)) - 0.7)
        if len(taken) < MOST_PACKED:
            middle = _free_spot(radius + 0.35, taken)
            taken.append((middle, radius + 0.35))
            edge = max(edge, math.hypot(*middle) + radius + 0.35)
        else:
            middle = _spiral((edge + radius) ** 2 + len(found))
        for key, (x, y) in zip(part, _disc(places), strict=True):
            found[key] = (middle[0] + radius * x, middle[1] + radius * y)
    return _fit(found)


def _inside(part: Sequence[str], edges: Sequence[TermEdge]) -> list[TermEdge]:
    members = set(part)
    return [e for e in edges if e.source in members]


def _parts(keys: Sequence[str], edges: Sequence[TermEdge]) -> Iterator[list[str]]:
    """Yield the connected parts, largest first, each with its terms in the order of `keys`."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(keys)
    graph.add_edges_from((e.source, e.target) for e in edges)
    order = {key: at for at, key in enumerate(keys)}
    parts = [sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)]
    yield from sorted(parts, key=lambda part: (-len(part), order[part[0]]))


def _spiral(at: float) -> Spot:
    radius, angle = math.sqrt(at), at * _GOLDEN
    return radius * math.cos(angle), radius * math.sin(angle)


def _free_spot(radius: float, taken: Sequence[tuple[Spot, float]]) -> Spot:
    """Return the place nearest to the middle at which a disc of this radius touches no other."""
    for step in range(20_000):
        x, y = _spiral(step * 0.06)
        spot = (WIDE * x, y)
        if all(math.dist(spot, other) >= radius + size for other, size in taken):
            return spot
    return _spiral(float(20_000 + len(taken)))


def _settle(keys: Sequence[str], edges: Sequence[TermEdge], home: dict[str, int]) -> list[Spot]:
    import numpy as np

    places = np.array(_start(keys, home), dtype=float)
    pull = _pull(keys, edges, home)
    heat = 0.2 * math.sqrt(len(keys))
    for step in range(ROUNDS):
        moves = _moves(places, pull)
        length = np.maximum(np.sqrt((moves**2).sum(axis=1, keepdims=True)), 1e-9)
        places = places + moves / length * np.minimum(length, heat * (1 - step / ROUNDS))
    return [(float(x), float(y)) for x, y in places]


def _start(keys: Sequence[str], home: dict[str, int]) -> list[Spot]:
    """Return a spiral around a place of its own for every community."""
    number = {group: at for at, group in enumerate(dict.fromkeys(home[key] for key in keys))}
    inside = dict.fromkeys(number, 0)
    places = []
    for key in keys:
        x, y = _spiral(number[home[key]])
        dx, dy = _spiral(inside[home[key]])
        inside[home[key]] += 1
        places.append((4 * x + dx, 4 * y + dy))
    return places


def _pull(keys: Sequence[str], edges: Sequence[TermEdge], home: dict[str, int]) -> Matrix:
    """Return how strongly each pair attracts: by edge weight, more within a community."""
    import numpy as np

    at = {key: i for i, key in enumerate(keys)}
    pull = np.zeros((len(keys), len(keys)))
    for edge in edges:
        i, j = at[edge.source], at[edge.target]
        inside = home[edge.source] == home[edge.target]
        pull[i, j] = pull[j, i] = (0.4 if inside else 0.05) * (0.3 + edge.weight)
    return pull


def _moves(places: Matrix, pull: Matrix) -> Matrix:
    import numpy as np

    apart = places[:, None, :] - places[None, :, :]
    distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 0.05)
    force = 1.5 / distance**2 - pull
    np.fill_diagonal(force, 0.0)
    found: Matrix = (apart * force[:, :, None]).sum(axis=1) - 0.02 * places
    return found


def _disc(places: Sequence[Spot]) -> list[Spot]:
    """Return the places within -1 to 1, evened out along each axis."""
    axes = [_even([p[axis] for p in places]) for axis in (0, 1)]
    return list(zip(*axes, strict=True))


def _even(values: Sequence[float]) -> list[float]:
    low, high, last = min(values), max(values), max(1, len(values) - 1)
    rank = {at: n for n, at in enumerate(sorted(range(len(values)), key=lambda at: (round(values[at], 6), at)))}
    wide = high - low
    if wide < 1e-9:
        return [0.0] * len(values)
    return [(1 - EVEN) * (2 * (v - low) / wide - 1) + EVEN * (2 * rank[at] / last - 1) for at, v in enumerate(values)]


def _fit(places: dict[str, Spot]) -> dict[str, Spot]:
    """Return the places stretched to the unit square, rounded so that no last digit of a machine shows."""
    if not places:
        return {}
    bounds = [(min(p[a] for p in places.values()), max(p[a] for p in places.values())) for a in (0, 1)]

    def unit(value: float, low: float, high: float) -> float:
        return round((value - low) / (high - low), 4) if high - low > 1e-9 else 0.5

    return {key: (unit(x, *bounds[0]), unit(y, *bounds[1])) for key, (x, y) in places.items()}
