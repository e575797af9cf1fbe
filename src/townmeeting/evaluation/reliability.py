"""Calibration: of the links given a score of 0.8, are about eight in ten right?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townmeeting.errors import TownMeetingError
from townmeeting.evaluation.gold import GoldPoints
from townmeeting.evaluation.matching import match_points, sources_left_out, wanted_passages
from townmeeting.evaluation.record import Record

BINS = 10


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Links with a score from `low` up to, not including, `high` (the last bin includes 1.0): how many there are
    and how many are right."""

    low: float
    high: float
    links: int
    right: int

    @property
    def share(self) -> float | None:
        """The share that is right, 0 to 1, or None where the bin is empty."""
        return self.right / self.links if self.links else None


def measure_reliability(gold: GoldPoints, record: Record) -> tuple[ReliabilityBin, ...]:
    """Return ten bins of equal width over the links of the points found.

    A link is right where at least half of the characters of its passage lie in passages that answer the point.
    Links without a score and, where the annotation speaks of no note, links to notes are not counted.
    """
    links, right = [0] * BINS, [0] * BINS
    for score, is_right in _judged(gold, record):
        n = _bin(score)
        links[n] += 1
        right[n] += is_right
    return tuple(ReliabilityBin(n / BINS, (n + 1) / BINS, links[n], right[n]) for n in range(BINS))


def _bin(score: float) -> int:
    if not 0 <= score <= 1:
        raise TownMeetingError("TM113", place="points.responses.score", found=score, known="0.0–1.0")
    return min(int(score * BINS), BINS - 1)


def _judged(gold: GoldPoints, record: Record) -> Iterator[tuple[float, bool]]:
    left_out = sources_left_out(gold)
    for pair in match_points(gold, record).pairs:
        wanted = wanted_passages(pair.gold, record)
        for response in pair.found.responses:
            if response.score is not None and response.source not in left_out:
                passage = record.passage(response)
                yield response.score, bool(passage) and len(passage & wanted) * 2 >= len(passage)
