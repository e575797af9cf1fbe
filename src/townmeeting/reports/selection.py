"""Which points a list shows. One place, so that every report filters alike."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townmeeting.model import Analysis, Coverage, Note, Point, Response, Statement, Turn
from townmeeting.text import fold


@dataclass(frozen=True, slots=True)
class Finding:
    """A point with everything that belongs to it."""

    analysis: Analysis
    statement: Statement
    point: Point
    coverage: Coverage
    passages: tuple[Response, ...]

    @property
    def departments(self) -> tuple[str, ...]:
        """Who replied: the departments of notes and the speakers of answers, each once."""
        meeting = self.analysis.meeting
        places: dict[str, Turn | Note] = {t.id: t for t in meeting.turns} | {n.id: n for n in meeting.notes}
        names = (_department(places[p.turn_id]) for p in self.passages)
        return tuple(dict.fromkeys(n for n in names if n))


def _department(origin: Turn | Note) -> str:
    return origin.department.text.strip("（）() 　") if isinstance(origin, Note) else origin.speaker.full


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a list is narrowed to. An empty tuple or None leaves a property free.

    `below` and `above` bound the confidence (0 to 1, both inclusive); `text` filters compare folded text.
    """

    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    speaker: str = ""
    department: str = ""
    above: float | None = None
    below: float | None = None
    check_only: bool = False
    needs_answer: bool = False

    def takes(self, finding: Finding) -> bool:
        """Tell whether the finding belongs in the list."""
        coverage, point = finding.coverage, finding.point
        return (
            (not self.statuses or coverage.status in self.statuses)
            and (not self.kinds or point.kind in self.kinds)
            and (not self.needs_answer or point.needs_answer)
            and (not self.check_only or coverage.check)
            and (self.above is None or coverage.confidence >= self.above)
            and (self.below is None or coverage.confidence <= self.below)
            and self._speaks(finding.statement)
            and (not self.department or any(fold(self.department) in fold(d) for d in finding.departments))
        )

    def _speaks(self, statement: Statement) -> bool:
        """A bare number names the statement with that label; anything else is looked for in label and speaker."""
        wanted = fold(self.speaker)
        if wanted.isdigit():
            return wanted in (fold(statement.label), fold(statement.id))
        return wanted in fold(f"{statement.label} {statement.speaker.full}")


def findings(analysis: Analysis) -> Iterator[Finding]:
    """Yield each point with its statement, coverage and linked passages, in the order of the source."""
    statements = {s.id: s for s in analysis.meeting.statements}
    coverage = {c.point_id: c for c in analysis.coverage}
    responses = {r.id: r for r in analysis.responses}
    for point in analysis.points:
        found = coverage[point.id]
        passages = tuple(responses[k.response_id] for k in found.links)
        yield Finding(analysis, statements[point.statement_id], point, found, passages)


def select(analysis: Analysis, selection: Selection) -> tuple[Finding, ...]:
    """Return the findings that the selection takes."""
    return tuple(f for f in findings(analysis) if selection.takes(f))
