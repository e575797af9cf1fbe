"""Edges between terms: in how many points two terms stand together, and how much that says."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import combinations

from townmeeting.model import PointRef, TermEdge
from townmeeting.settings import TopicSettings
from townmeeting.topics.count import Counted
from townmeeting.topics.passages import sort_points

Measure = Callable[[int, int, int, int], float]


def jaccard(both: int, one: int, other: int, total: int) -> float:
    """Return the points of both over the points of either (KH Coder's default)."""
    return both / (one + other - both)


def npmi(both: int, one: int, other: int, total: int) -> float:
    """Return the normalised pointwise mutual information, 0 where the terms meet no more often than by chance."""
    if both == total:
        return 1.0
    return max(0.0, math.log(both * total / (one * other)) / -math.log(both / total))


MEASURES: dict[str, Measure] = {"jaccard": jaccard, "npmi": npmi}


def make_edges(terms: Sequence[Counted], settings: TopicSettings) -> tuple[tuple[TermEdge, ...], int]:
    """Return the strongest edges, each with its points, sorted by its terms, and how many there were in all.

    `settings.measure` is a key of MEASURES.
    """
    shared: dict[tuple[str, str], set[PointRef]] = defaultdict(set)
    points_of = sorted_points_of(terms)
    for point, keys in points_of.items():
        for pair in combinations(keys, 2):
            shared[pair].add(point)
    size = {t.key: len(t.points) for t in terms}
    total = len(points_of)
    measure = MEASURES[settings.measure]
    edges = [
        TermEdge(
            source=one,
            target=other,
            count=len(points),
            weight=round(measure(len(points), size[one], size[other], total), 6),
            points=sort_points(points),
        )
        for (one, other), points in shared.items()
    ]
    linked = _by_more_than_chance([e for e in edges if e.weight > 0], len(terms))
    strongest = sorted(linked, key=lambda e: (-e.weight * math.sqrt(e.count), e.source, e.target))
    kept = sorted(strongest[: settings.max_edges], key=lambda e: (e.source, e.target))
    return tuple(kept), len(linked)


def _by_more_than_chance(edges: list[TermEdge], terms: int) -> list[TermEdge]:
    """Leave out the pairs that meet only once, where enough others (one a term) hold the graph together.

    In hundreds of points any two common terms meet once: such pairs made one topic of a table of 382 opinions. In a
    meeting of sixty points, or where each point is one sentence, they are what there is.
    """
    repeated = [e for e in edges if e.count > 1]
    return repeated if len(repeated) >= terms else edges


def sorted_points_of(terms: Sequence[Counted]) -> dict[PointRef, list[str]]:
    """Return the keys of the terms of each point, sorted."""
    found: dict[PointRef, list[str]] = defaultdict(list)
    for key, points in sorted((t.key, t.points) for t in terms):
        for point in points:
            found[point].append(key)
    return found
