"""Meetings, workbooks and edits for the tests of the way back."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl

from tests.builders import make_meeting, make_quote
from townmeeting.model import (
    Analysis,
    Coverage,
    Link,
    Meeting,
    Origin,
    Point,
    PointKind,
    Response,
    Role,
    Speaker,
    Statement,
    Status,
    Turn,
)
from townmeeting.review.applying import apply_decisions
from townmeeting.review.merging import merge_reviews
from townmeeting.review.reading import read_review
from townmeeting.review.records import Decisions
from townmeeting.tally import recount

OPEN, EXCHANGES, OVERVIEW = "未回答・要確認", "対応表", "概要"
WORDS = (
    "街灯を増やしてほしい。",
    "公園の遊具はいつ直るのか。",
    "図書館を夜も開けてほしい。",
    "ごみの袋が高い。",
    "通学路が暗い。",
)
STATES = (Status.UNANSWERED, Status.PARTIAL, Status.UNANSWERED, Status.ANSWERED, Status.PARTIAL)


def make_many(
    words: tuple[str, ...] = WORDS, states: tuple[Status, ...] = STATES, title: str = "みどり野の会"
) -> Analysis:
    """Return a meeting with one statement and one reply a point; points that are not unanswered are linked."""
    statements, turns, points, responses, coverage = [], [], [], [], []
    for n, (text, status) in enumerate(zip(words, states, strict=True), 1):
        start = 1000 * n
        resident = Speaker(attribution=f"発言{n}", role=Role.RESIDENT)
        asked = Turn(
            id=f"t{2 * n - 1}", position=2 * n, speaker=resident, segments=(make_quote(text, start, n),), label=str(n)
        )
        mayor = Speaker(attribution="市長", role=Role.MAYOR)
        reply = make_quote(f"{n}番目のお尋ねにお答えします。", start + 500, n)
        answer = Turn(id=f"t{2 * n}", position=2 * n + 1, speaker=mayor, segments=(reply,))
        turns += [asked, answer]
        statements.append(
            Statement(id=str(n), label=str(n), speaker=resident, segments=asked.segments, turn=asked, answers=(answer,))
        )
        points.append(
            Point(id=f"{n}.1", statement_id=str(n), quote=asked.segments[0], kind=PointKind.REQUEST, needs_answer=True)
        )
        responses.append(Response(id=f"t{2 * n}.1", turn_id=answer.id, origin=Origin.MAYOR, quote=reply))
        link = Link(point_id=f"{n}.1", response_id=f"t{2 * n}.1", score=0.7)
        linked = (link,) if status is not Status.UNANSWERED else ()
        coverage.append(
            Coverage(
                point_id=f"{n}.1",
                status=status,
                response_kind=None,
                confidence=0.7,
                check=False,
                reason="機械の理由です。",
                links=linked,
                candidates=() if linked else (link,),
            )
        )
    base = make_meeting()
    meeting: Meeting = replace(
        base, title=title, statements=tuple(statements), turns=tuple(turns), notes=(), account=None, remarks=()
    )
    analysis = Analysis(
        meeting=meeting,
        points=tuple(points),
        responses=tuple(responses),
        coverage=tuple(coverage),
        manifest=(("a", "1"),),
    )
    return replace(analysis, tallies=recount(analysis))


class Edited:
    """A workbook opened for editing as a person would: cells by point and by the title of their column."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def column(self, sheet: str, title: str, header: int = 2) -> int:
        return next(c.column for c in self.book[sheet][header] if c.value == title)

    def row(self, sheet: str, point: str) -> int:
        return next(c.row for c in self.book[sheet]["A"] if c.value == point)

    def set(self, sheet: str, point: str, title: str, value: object) -> Edited:
        self.book[sheet].cell(self.row(sheet, point), self.column(sheet, title)).value = value
        return self

    def reviewer(self, name: str) -> Edited:
        self.book[OVERVIEW]["B2"] = name
        return self

    def rearrange(self, sheet: str, change: Callable[[list[list[Any]]], list[list[Any]]]) -> Edited:
        """Replace the rows under the header by what `change` makes of them."""
        page = self.book[sheet]
        rows = [[c.value for c in row] for row in page.iter_rows(min_row=3)]
        page.delete_rows(3, len(rows))
        for row in change(rows):
            page.append(row)
        return self

    def bytes(self) -> bytes:
        data = io.BytesIO()
        self.book.save(data)
        return data.getvalue()


def review(data: bytes, name: str = "list.xlsx", **options: Any):
    return read_review(data, name, **options)


def merged(*files: bytes, store: Decisions | None = None, **options: Any) -> Decisions:
    """Return the store after merging these workbooks."""
    return merge_reviews(
        store or Decisions(), [review(f, f"{n}.xlsx", **options) for n, f in enumerate(files)]
    ).decisions


def values(decisions: Decisions) -> set[tuple[str, str, str]]:
    """Return (point, field, value) of every record."""
    return {(r.key.point, r.field, r.value) for r in decisions.records}


def applied(analysis: Analysis, decisions: Decisions) -> Analysis:
    return apply_decisions([analysis], decisions).analyses[0]


def coverage_of(analysis: Analysis, point: str) -> Coverage:
    return next(c for c in analysis.coverage if c.point_id == point)


def news(analysis: Analysis) -> dict[str, list[str]]:
    """Return the codes of decision diagnostics with the points they are about."""
    found: dict[str, list[str]] = {}
    for d in analysis.diagnostics:
        if d.code.startswith("decision_"):
            found.setdefault(d.code, []).append(dict(d.fields)["point"])
    return found
