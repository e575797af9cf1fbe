"""Which point of today's analysis a decision is about: by id and words, by words alone, or by id and near words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from townmeeting.model import Analysis
from townmeeting.review.identity import PointKey, meeting_keys, point_key
from townmeeting.review.records import MeetingRef, Record
from townmeeting.text import fold

NEAR = 0.8
"""Share of characters (twice the common ones over both lengths) from which words under the same id count as the same
point in a corrected source. A mended typing error leaves over 0.9; two different points of one statement under 0.5."""


@dataclass(frozen=True, slots=True)
class Match:
    """The records about one point of today's analysis; `reworded` where its words are no longer those decided on."""

    records: tuple[Record, ...]
    reworded: bool


@dataclass(frozen=True, slots=True)
class Matched:
    """Records by (place of the analysis in the run, point id), and those that match nothing any more. `places` tells
    which analysis a meeting key stands for."""

    points: dict[tuple[int, str], Match]
    lost: tuple[Record, ...]
    absent: tuple[MeetingRef, ...]
    places: dict[str, int]


def match_records(analyses: Sequence[Analysis], meetings: Sequence[MeetingRef], records: Iterable[Record]) -> Matched:
    """Return which records belong to which point.

    A meeting is known by its key, else by its file's hash and id. `absent` are meetings that this run does not have;
    their records are neither matched nor lost.
    """
    keys = meeting_keys(analyses)
    places = _places(analyses, keys, meetings)
    by_key: dict[PointKey, list[Record]] = {}
    for record in records:
        by_key.setdefault(record.key, []).append(record)
    index = _Index(analyses)
    points: dict[tuple[int, str], Match] = {}
    lost: list[Record] = []
    for key, group in sorted(by_key.items()):
        place = places.get(key.meeting)
        if place is None:
            continue
        found = index.find(place, key, group[0].words)
        if found is None:
            lost += group
            continue
        point_id, reworded = found
        known = points.get((place, point_id), Match((), False))
        points[place, point_id] = Match((*known.records, *group), known.reworded or reworded)
    absent = tuple(m for m in meetings if m.key not in places)
    return Matched(points, tuple(lost), absent, places)


def _places(analyses: Sequence[Analysis], keys: Sequence[str], meetings: Sequence[MeetingRef]) -> dict[str, int]:
    places = {key: at for at, key in enumerate(keys)}
    by_source = {(a.meeting.source.sha256, a.meeting.id): at for at, a in enumerate(analyses)}
    for ref in meetings:
        for source in ref.sources:
            if ref.key not in places and (source, ref.id) in by_source:
                places[ref.key] = by_source[source, ref.id]
    return places


class _Index:
    """The points of a run by id and by words."""

    def __init__(self, analyses: Sequence[Analysis]) -> None:
        self.by_id: dict[tuple[int, str], str] = {}
        self.by_words: dict[tuple[int, str], list[str]] = {}
        self.hashes: dict[tuple[int, str], str] = {}
        for at, analysis in enumerate(analyses):
            for point in analysis.points:
                words = point_key("", point).words
                self.by_id[at, point.id] = point.quote.text
                self.hashes[at, point.id] = words
                self.by_words.setdefault((at, words), []).append(point.id)

    def find(self, place: int, key: PointKey, words: str) -> tuple[str, bool] | None:
        """Return the id of the point, and whether its words have changed."""
        if self.hashes.get((place, key.point)) == key.words:
            return key.point, False
        same = self.by_words.get((place, key.words), [])
        if len(same) == 1:
            return same[0], False
        now = self.by_id.get((place, key.point))
        if now is not None and _near(now, words):
            return key.point, True
        return None


def _near(now: str, then: str) -> bool:
    left, right = fold(now[:500]), fold(then[:500])  # the workbook remembers the first 500 characters
    return SequenceMatcher(None, left, right, autojunk=False).ratio() >= NEAR
