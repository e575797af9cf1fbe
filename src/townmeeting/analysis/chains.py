"""The decision over a chain of passages: which point each is about, or how likely it is about which.

Viterbi over the units of a spoken reply, forward-backward over the sentences of a reply that is about these points
alone (Rabiner 1989).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from townmeeting.settings import LinkSettings

if TYPE_CHECKING:
    from townmeeting.analysis.features import Matrix


def best_path(
    scores: Matrix, hard: Sequence[bool], settings: LinkSettings, back: Sequence[float]
) -> tuple[int | None, ...]:
    """Return for each unit the point it is about, or None where it is about none.

    `scores` is points by units. A unit that goes on with the matter before gains `go_on` if it is soft and costs
    `again` if a cue opens it; going back to an earlier point with unit j costs `back[j]`. States are (last point,
    was the last unit about it).
    """
    import numpy as np

    m, n = scores.shape
    gain = scores - settings.theta
    backward = np.arange(m)[:, None] > np.arange(m)[None, :]  # from row to column
    total = gain[:, 0].copy()
    idle = np.zeros(m)
    came: list[tuple[Matrix, Matrix]] = []
    for j in range(1, n):
        step = backward * back[j]
        stay = np.eye(m) * (settings.again if hard[j] else -settings.go_on)
        from_taken = total[:, None] - step - stay
        from_idle = idle[:, None] - step
        both = np.concatenate([from_taken, from_idle])
        arrow = both.argmax(axis=0)
        rest = np.stack([total - (0.0 if hard[j] else settings.drop), idle])
        rest_arrow = rest.argmax(axis=0)
        total, idle = both.max(axis=0) + gain[:, j], rest.max(axis=0)
        came.append((arrow, rest_arrow))
    return _trace(total, idle, came, m)


def _trace(total: Matrix, idle: Matrix, came: list[tuple[Matrix, Matrix]], m: int) -> tuple[int | None, ...]:
    taken = bool(total.max() >= idle.max())
    at = int(total.argmax() if taken else idle.argmax())
    path: list[int | None] = [at if taken else None]
    for arrow, rest_arrow in reversed(came):
        if taken:
            code = int(arrow[at])
            taken, at = code < m, code % m
        else:
            taken = int(rest_arrow[at]) == 0
        path.append(at if taken else None)
    return tuple(reversed(path))


def concordance(scores: Matrix) -> tuple[float, float]:
    """Return how far passages (columns) keep the order of points (rows), and the weight of what tells it.

    Two passages with different best points count by the smaller of their margins over the second best: for the order
    where they stand in that of the points, else against it (Kendall's tau, 1938, with weights).
    """
    import numpy as np

    if min(scores.shape) < 2:
        return 0.0, 0.0
    best, ranked = scores.argmax(axis=0), np.sort(scores, axis=0)
    margin = ranked[-1] - ranked[-2]
    weight = np.triu(np.minimum(margin[:, None], margin[None, :]), 1)
    direction = np.sign(best[None, :] - best[:, None])
    return float((weight * direction).sum()), float((weight * np.abs(direction)).sum())


def keeps_order(told: Iterable[tuple[float, float]], settings: LinkSettings) -> bool:
    """Tell whether replies keep the order of what was asked, by their concordances; so it is where nothing tells."""
    pairs = list(told)
    weight = sum(w for _, w in pairs)
    return not weight or sum(c for c, _ in pairs) >= settings.in_order * weight


def share(
    scores: Matrix, path: Sequence[int | None], settings: LinkSettings, paragraphs: Sequence[tuple[str, int]]
) -> dict[int, list[int]]:
    """Let each point that no unit chose join the units of other points that fit it best.

    A unit whose owner stands in the same paragraph of the statement needs to fit less: three asks in one breath get
    one answer.
    """
    owned = {p for p in path if p is not None}
    found = {}
    for i in (i for i in range(scores.shape[0]) if i not in owned):
        row = [
            (float(scores[i, j]) + (settings.share_near if paragraphs[p] == paragraphs[i] else 0.0), j)
            for j, p in enumerate(path)
            if p is not None
        ]
        best = max(row, default=(0.0, -1))[0]
        if row and best >= settings.share_floor:
            found[i] = [j for s, j in row if s >= settings.share_best * best]
    return found


def off_diagonal(m: int, n: int) -> Matrix:
    """Return how far each pair lies from the diagonal, 0 to 1: replies keep the order and share of the points."""
    import numpy as np

    return np.abs((np.arange(m)[:, None] + 0.5) / m - (np.arange(n)[None, :] + 0.5) / n)


def marginals(scores: Matrix, leads: Sequence[int], settings: LinkSettings) -> Matrix:
    """Return for each point and sentence of a row's reply the probability that the sentence is about the point.

    Forward-backward over the chain of sentences, each about exactly one point; columns sum to 1.
    """
    import numpy as np

    m, n = scores.shape
    step = np.where(np.arange(m)[:, None] > np.arange(m)[None, :], settings.back, 0.0)
    stay = np.eye(m) * settings.row_go_on
    moves = {k: -(step + stay * k) / settings.heat for k in set(leads)}
    emit = scores / settings.heat
    ahead, behind = [emit[:, 0]], [np.zeros(m)]
    for j in range(1, n):
        ahead.append(np.logaddexp.reduce(ahead[-1][:, None] + moves[leads[j]], axis=0) + emit[:, j])
        k = n - j
        behind.append(np.logaddexp.reduce(moves[leads[k]] + (emit[:, k] + behind[-1])[None, :], axis=1))
    both = np.stack(ahead, axis=1) + np.stack(behind[::-1], axis=1)
    odds: Matrix = np.exp(both - np.logaddexp.reduce(both, axis=0))
    return odds


def both_ways(odds: Matrix, scores: Matrix, settings: LinkSettings) -> Matrix:
    """Return how likely each sentence of a row's reply answers each point, read from both sides.

    `odds` (points by sentences) tell which point a sentence is about: each sentence looks for its point. But a point
    looks for its sentences too, and one that fits it worse than others do answers it less often than that tells. The
    odds of the two readings are multiplied, the second against an even chance for every sentence.
    """
    import numpy as np

    n = scores.shape[1]
    if n < 2:
        return odds
    wish = scores / settings.heat
    wish = wish - np.logaddexp.reduce(wish, axis=1, keepdims=True)
    drawn = _log_odds(np.exp(wish)) + np.log(n - 1)
    found: Matrix = 1.0 / (1.0 + np.exp(-(_log_odds(odds) + drawn)))
    return found


def _log_odds(share: Matrix) -> Matrix:
    import numpy as np

    bounded = np.clip(share, 1e-4, 1 - 1e-4)
    found: Matrix = np.log(bounded / (1 - bounded))
    return found


def fitting_set(odds: Matrix, sizes: Matrix) -> list[int]:
    """Return the sentences whose union has the highest expected F1 with what answers the point.

    Where the odds leave it open which of two sentences is meant, both are taken: a link to a little too much
    serves a reader better than one to the wrong half.
    """
    order = sorted(range(len(odds)), key=lambda j: (-odds[j], j))
    mass = float((odds * sizes).sum())
    best, chosen, size, hit = 0.0, 1, 0.0, 0.0
    for k, j in enumerate(order, 1):
        size += float(sizes[j])
        hit += float(sizes[j] * odds[j])
        if 2 * hit / (size + mass) > best + 1e-12:
            best, chosen = 2 * hit / (size + mass), k
    return sorted(order[:chosen])
