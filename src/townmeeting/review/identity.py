"""By what a row of a workbook is known again: after sorting, after a re-run, after the source was corrected."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from townmeeting.model import Analysis, Coverage, Meeting, Point, Verdict
from townmeeting.text import fold


def short_hash(*parts: str, length: int = 10) -> str:
    """Return the first hexadecimal digits of the SHA-256 of the parts."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def words_hash(text: str) -> str:
    """Return the hash of the words as they are compared: white space, width and case do not count."""
    return short_hash(fold(text), length=8)


def meeting_key(meeting: Meeting) -> str:
    """Return what a meeting is known by across runs: its title (else the file's name), date and place in the file.

    The file's content is left out, so that decisions survive a corrected source.
    """
    return short_hash(fold(meeting.title or meeting.source.name), str(meeting.date or ""), meeting.id)


def meeting_keys(analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """Return the key of each meeting of a run, in order; a key that comes twice gets -2, -3, ..."""
    seen: dict[str, int] = {}
    keys = []
    for analysis in analyses:
        key = meeting_key(analysis.meeting)
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return tuple(keys)


@dataclass(frozen=True, slots=True, order=True)
class PointKey:
    """What a point is known by: meeting key, point id, hash of its words."""

    meeting: str
    point: str
    words: str

    def __str__(self) -> str:
        return f"{self.meeting}/{self.point}/{self.words}"


def parse_key(text: str) -> PointKey | None:
    """Return the key that `str` wrote, or None for anything else."""
    meeting, _, rest = text.strip().partition("/")
    point, _, words = rest.rpartition("/")
    return PointKey(meeting, point, words) if meeting and point and words else None


def point_key(meeting: str, point: Point) -> PointKey:
    """Return the key of a point in the meeting of this key."""
    return PointKey(meeting, point.id, words_hash(point.quote.text))


def machine_verdict(point: Point, coverage: Coverage) -> Verdict:
    """Return what the machine says of a point, whatever people decided since."""
    if coverage.decided:
        return coverage.decided.machine
    return Verdict(coverage.status.value) if point.needs_answer else Verdict.NOT_NEEDED


def verdict(point: Point, coverage: Coverage) -> Verdict:
    """Return what holds for a point."""
    return Verdict(coverage.status.value) if point.needs_answer else Verdict.NOT_NEEDED
