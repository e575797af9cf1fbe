"""Key word in context: every place where a term stands in a statement, with its point and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from townmeeting.model import Analysis, PointRef, TopicGraph, Verdict
from townmeeting.text import fold, fold_with_map
from townmeeting.topics.build import Decided, decided_points
from townmeeting.topics.passages import Passage, gather_passages, natural


@dataclass(frozen=True, slots=True, kw_only=True)
class KwicLine:
    """A hit. `point` is "" where the words belong to no point; the status is then None."""

    meeting_id: str
    statement_id: str
    point_id: str
    status: Verdict | None
    left: str
    match: str
    right: str


def spellings(graph: TopicGraph, wanted: str) -> tuple[str, ...]:
    """Return what to look for: all printed forms of the term that is meant, and the words as they were typed."""
    folded = fold(wanted)
    forms = [f for t in graph.terms if folded in (t.id, *map(fold, t.forms)) for f in t.forms]
    return tuple(dict.fromkeys(fold(f) for f in (*forms, wanted) if fold(f)))


def find_lines(analyses: Sequence[Analysis], wanted: Sequence[str]) -> tuple[KwicLine, ...]:
    """Return the hits of any folded spelling in statements, longest spelling first where several match at one place."""
    decided = decided_points(analyses)
    lines = (line for p in gather_passages(analyses) if p.statement for line in _hits(p, wanted, decided))
    return tuple(sorted(lines, key=lambda k: (k.meeting_id, natural(k.statement_id))))


def _hits(passage: Passage, wanted: Sequence[str], decided: dict[PointRef, Decided]) -> Iterator[KwicLine]:
    folded, offsets = fold_with_map(passage.text)
    at = 0
    while at < len(folded):
        word = max((w for w in wanted if folded.startswith(w, at)), key=len, default="")
        if not word:
            at += 1
            continue
        start, end = offsets[at], offsets[at + len(word) - 1] + 1
        yield _line(passage, start, end, decided)
        at += len(word)


def _line(passage: Passage, start: int, end: int, decided: dict[PointRef, Decided]) -> KwicLine:
    points = passage.points_at(start, end)
    found = decided[points[0]] if points else None
    return KwicLine(
        meeting_id=passage.meeting,
        statement_id=passage.statement,
        point_id=points[0].point_id if points else "",
        status=verdict(found) if found else None,
        left=passage.text[:start],
        match=passage.text[start:end],
        right=passage.text[end:],
    )


def verdict(found: Decided) -> Verdict:
    """Return the point's status as people read it."""
    return Verdict(found.coverage.status) if found.point.needs_answer else Verdict.NOT_NEEDED
