"""The one count of what is answered and what is open, for the analysis and for what people decided afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from townmeeting.model import Analysis, Coverage, Meeting, Point, Response, Role, Status, Tally


def tally(name: str, dimension: str, decided: Sequence[Coverage]) -> Tally:
    """Return the counts over these decisions."""
    count = {s: sum(c.status is s for c in decided) for s in Status}
    return Tally(
        dimension=dimension,
        name=name,
        total=len(decided),
        answered=count[Status.ANSWERED],
        partial=count[Status.PARTIAL],
        unanswered=count[Status.UNANSWERED],
        check=sum(c.check for c in decided),
    )


def tallies(
    meeting: Meeting, points: Sequence[Point], coverage: Sequence[Coverage], responses: Iterable[Response]
) -> tuple[Tally, ...]:
    """Return the tallies of a meeting: as a whole, by statement, by kind, by department. Only points that need an
    answer count. A point answered by two departments counts for both."""
    owed = [(p, c) for p, c in zip(points, coverage, strict=True) if p.needs_answer]
    department = _departments(meeting, responses)
    groups: dict[tuple[str, str], list[Coverage]] = {("meeting", ""): [c for _, c in owed]}
    for key in ("statement", "kind", "department"):
        for p, c in owed:
            names = {"statement": [p.statement_id], "kind": [str(p.kind)]}.get(key) or department(p, c)
            for name in names:
                groups.setdefault((key, name), []).append(c)
    return tuple(tally(name, dimension, decided) for (dimension, name), decided in groups.items())


def recount(analysis: Analysis) -> tuple[Tally, ...]:
    """Return the tallies of an analysis as its coverage stands."""
    coverage = {c.point_id: c for c in analysis.coverage}
    decided = [coverage[p.id] for p in analysis.points]
    return tallies(analysis.meeting, analysis.points, decided, analysis.responses)


def _departments(meeting: Meeting, responses: Iterable[Response]) -> Callable[[Point, Coverage], tuple[str, ...]]:
    """Return who answered a point: the departments of the notes and the answering staff of its statement."""
    turns = {r.id: r.turn_id for r in responses}
    notes = (*meeting.notes, *(n for s in meeting.statements for n in s.notes))
    signed = {n.id: n.department.text.strip("（）()") for n in notes}
    spoke = {
        s.id: {t.id: t.speaker.title or t.speaker.attribution for t in s.answers if t.role is not Role.MAYOR}
        for s in meeting.statements
    }

    def who(point: Point, coverage: Coverage) -> tuple[str, ...]:
        names = signed | spoke.get(point.statement_id, {})
        found = (names.get(turns[link.response_id], "") for link in coverage.links)
        return tuple(dict.fromkeys(name for name in found if name))

    return who
