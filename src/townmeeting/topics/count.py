"""Terms counted: by statement and person before token, ranked by termhood."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from townmeeting.model import PointRef
from townmeeting.topics.termhood import Neighbours
from townmeeting.topics.vocabulary import Occurrence


@dataclass(frozen=True, slots=True)
class Counted:
    """A term with what was counted of it. `replies` are the answers and notes that take it up."""

    key: str
    units: tuple[str, ...]
    forms: tuple[str, ...]
    statements: int
    speakers: int
    replies: int
    tokens: int
    score: float
    points: frozenset[PointRef]


def count_terms(occurrences: Iterable[Occurrence], neighbours: Neighbours) -> tuple[Counted, ...]:
    """Return the terms, best first. A term that no statement holds is none."""
    by_key: dict[str, list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        by_key[occurrence.key].append(occurrence)
    counted = (_count(key, found, neighbours) for key, found in by_key.items())
    return tuple(sorted((c for c in counted if c.statements), key=lambda c: (-c.score, -c.statements, c.key)))


def _count(key: str, found: Sequence[Occurrence], neighbours: Neighbours) -> Counted:
    said = [o for o in found if o.passage.statement]
    statements = {o.passage.holder for o in said}
    replies = {o.passage.holder for o in found} - statements
    units = min((o.units for o in found), key=lambda units: [u.norm for u in units])
    points = frozenset(p for o in said for p in o.passage.points_at(o.start, o.end))
    return Counted(
        key=key,
        units=tuple(u.norm for u in units),
        forms=_forms(said),
        statements=len(statements),
        speakers=len({o.passage.speaker for o in said}),
        replies=len(replies),
        tokens=len(said),
        score=score(len(statements), len(points), neighbours.lr(units)),
        points=points,
    )


def _forms(found: Sequence[Occurrence]) -> tuple[str, ...]:
    """Return the printed forms, the most frequent first, then the shortest."""
    count = Counter(o.form for o in found)
    return tuple(sorted(count, key=lambda f: (-count[f], len(f), f)))


def score(statements: int, points: int, lr: float) -> float:
    """Return the termhood: the mean of statements and points that hold the term, times 1 + ln LR.

    TermExtract multiplies by LR itself, which puts 教育 of a school plan at ten times 新校舎; its logarithm kept both
    in their places on every document read (docs/topics.md).
    """
    return round((statements + points) / 2 * (1 + math.log(lr)), 4)
