"""How far two reviewers agree: Cohen's kappa over the points that both decided, and the points on which they differ.

J. Cohen, A coefficient of agreement for nominal scales, Educational and Psychological Measurement 20 (1960).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from townmeeting.review.identity import PointKey
from townmeeting.review.records import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two reviewers over the `points` that both decided: how many they see alike, and Cohen's kappa.

    `kappa` is None where they have no point in common, or where both said the same one thing of all of them and
    chance cannot be told from agreement.
    """

    first: str
    second: str
    points: int
    alike: int
    kappa: float | None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Disagreement:
    """A field of a point on which people differ: each value with who said it."""

    key: PointKey
    field: str
    words: str
    sides: tuple[tuple[str, str], ...]


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Return (observed - expected) / (1 - expected) agreement, or None where that is undefined."""
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    expected = sum(first[c] * second[c] for c in first) / len(pairs) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def verdicts(records: Iterable[Record]) -> dict[str, dict[PointKey, str]]:
    """Return who -> point -> the last status that person gave, points taken back left out."""
    last: dict[tuple[str, PointKey], Record] = {}
    for record in sorted((r for r in records if r.field == "status"), key=lambda r: (r.when, r.value)):
        last[record.who, record.key] = record
    found: dict[str, dict[PointKey, str]] = {}
    for (who, key), record in last.items():
        if record.value:
            found.setdefault(who, {})[key] = record.value
    return found


def agreements(records: Iterable[Record]) -> tuple[Agreement, ...]:
    """Return the agreement of every two reviewers, by name."""
    by_person = verdicts(records)
    found = []
    for first, second in combinations(sorted(by_person), 2):
        common = sorted(by_person[first].keys() & by_person[second].keys())
        pairs = [(by_person[first][k], by_person[second][k]) for k in common]
        alike = sum(a == b for a, b in pairs)
        kappa = cohen_kappa(pairs)
        found.append(Agreement(first=first, second=second, points=len(pairs), alike=alike, kappa=kappa))
    return tuple(found)
