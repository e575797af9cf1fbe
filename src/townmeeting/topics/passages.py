"""The texts in which terms are looked for: statements with their points, and what replies to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from townmeeting.model import Analysis, PointRef, Quote, Statement, join_quotes, meeting_keys

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a statement, or of a reply (`statement` ""): its text, whose it is, which points stand where.

    `stretches` are (start, end, point) in the text, sorted.
    """

    meeting: str
    holder: str
    statement: str
    speaker: str
    text: str
    stretches: tuple[tuple[int, int, PointRef], ...] = ()

    def points_at(self, start: int, end: int) -> tuple[PointRef, ...]:
        """Return the points of which text[start:end] is a part."""
        return tuple(point for low, high, point in self.stretches if low <= start and end <= high)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sorting key by which 2.10 comes after 2.9."""
    return tuple((0, int(part), "") if part.isdigit() else (1, 0, part) for part in _DIGITS.split(text) if part)


def sort_points(points: set[PointRef]) -> tuple[PointRef, ...]:
    """Return the points in the order of their meetings and ids."""
    return tuple(sorted(points, key=lambda p: (p.meeting_id, natural(p.point_id), p.point_id)))


def gather_passages(analyses: Sequence[Analysis]) -> tuple[Passage, ...]:
    """Return every paragraph of statements, answers and notes of the meetings, each once."""
    found: list[Passage] = []
    for key, analysis in zip(meeting_keys(analyses), analyses, strict=True):
        found += _statements(key, analysis)
        found += _replies(key, analysis)
    return tuple(found)


def _statements(key: str, analysis: Analysis) -> Iterator[Passage]:
    points: dict[str, list[tuple[Quote, PointRef]]] = {}
    for point in analysis.points:
        points.setdefault(point.statement_id, []).append((point.quote, PointRef(key, point.id)))
    for statement in analysis.meeting.statements:
        own = points.get(statement.id, [])
        for segment in statement.segments:
            yield Passage(
                meeting=key,
                holder=f"{key}/{statement.id}",
                statement=statement.id,
                speaker=_person(key, statement),
                text=segment.text,
                stretches=tuple(sorted(_stretches(segment, own), key=lambda s: (s[0], s[1], s[2].point_id))),
            )


def _person(key: str, statement: Statement) -> str:
    """Return who speaks: an unnamed submitter of a table is a person of its own."""
    return f"{key}/{statement.speaker.full.strip() or statement.id}"


def _stretches(segment: Quote, points: Sequence[tuple[Quote, PointRef]]) -> Iterator[tuple[int, int, PointRef]]:
    """Yield where in the segment the pieces of each point stand, found over their places in the source."""
    for quote, point in points:
        for piece in quote.pieces:
            for mine in segment.pieces:
                low, high = max(piece.start, mine.start), min(piece.end, mine.end)
                if low < high:
                    yield mine.at + low - mine.start, mine.at + high - mine.start, point


def _replies(key: str, analysis: Analysis) -> Iterator[Passage]:
    meeting = analysis.meeting
    turns = {t.id: t for s in meeting.statements for t in s.answers}
    notes = {n.id: n for n in (*meeting.notes, *(n for s in meeting.statements for n in s.notes))}
    for name, origin in (turns | notes).items():
        # As a whole, as the analysis cuts it into words: the pass over it is made once.
        yield Passage(key, f"{key}/{name}", "", "", join_quotes(origin.segments).text)
