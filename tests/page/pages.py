"""Pages for the tests: of the fixtures, of hand-made meetings, and of as many statements as wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from tests.conftest import DOCUMENTS
from townmeeting.model import (
    Analysis,
    Coverage,
    Link,
    Meeting,
    Origin,
    Piece,
    Point,
    PointKind,
    Quote,
    ReplyBasis,
    ReplyLink,
    Response,
    ResponseKind,
    Role,
    Source,
    Speaker,
    Statement,
    Status,
    Turn,
)
from townmeeting.pipeline import analyze_meetings, build_topics, read_meetings
from townmeeting.reports.page import render_page
from townmeeting.tally import recount

STATUSES = tuple(Status)
KINDS = tuple(PointKind)


@cache
def analyses_of(name: str) -> tuple[Analysis, ...]:
    """Return the analyses of a fixture document."""
    return analyze_meetings(read_meetings(DOCUMENTS / name))


def write_page(analyses: Sequence[Analysis], path: Path, **wanted: object) -> Path:
    """Write the page with its topics and return where."""
    path.write_bytes(render_page(analyses, topics=build_topics(analyses), **wanted))
    return path


class _Source:
    """Grows a source text, so that every quote has a place of its own in it."""

    def __init__(self) -> None:
        self.at = 0

    def quote(self, text: str) -> Quote:
        start, self.at = self.at, self.at + len(text) + 1
        return Quote(text, (Piece(0, start, start + len(text)),))


def make_large(
    statements: int, *, question: str = "通学路の歩道を広げてほしい。", reply: str = "歩道は来年度に広げます。"
) -> Analysis:
    """Return an analysis of so many statements with two points and one reply each; statuses and kinds take turns.

    `question` and `reply` are put into the words, whatever they hold.
    """
    source = _Source()
    turns: list[Turn] = []
    found: list[Statement] = []
    points: list[Point] = []
    coverage: list[Coverage] = []
    responses: list[Response] = []
    for n in range(1, statements + 1):
        first, second = source.quote(f"{question}（その{n}）"), source.quote("毎日歩いていて、そう思います。")
        asked = Turn(
            id=f"t{2 * n - 1}",
            position=2 * n - 1,
            speaker=Speaker(attribution=f"発言{n}", role=Role.RESIDENT),
            segments=(first, second),
            label=str(n),
        )
        words = source.quote(f"{reply}（第{n}）ほかの事もあわせて進めます。" * 3)
        answer = Turn(
            id=f"t{2 * n}", position=2 * n, speaker=Speaker(attribution="市長", role=Role.MAYOR), segments=(words,)
        )
        turns += [asked, answer]
        basis = ReplyLink(statement_id=str(n), target_id=answer.id, basis=ReplyBasis.ADJACENCY)
        found.append(
            Statement(
                id=str(n),
                label=str(n),
                speaker=asked.speaker,
                segments=asked.segments,
                turn=asked,
                answers=(answer,),
                links=(basis,),
            )
        )
        passage = Response(
            id=f"{answer.id}.1", turn_id=answer.id, origin=Origin.MAYOR, quote=words.slice(0, len(words.text) // 2)
        )
        responses.append(passage)
        for at, quote in enumerate((first, second), 1):
            status = STATUSES[(n + at) % len(STATUSES)]
            kind = KINDS[(n * at) % len(KINDS)]
            link = Link(
                point_id=f"{n}.{at}", response_id=passage.id, score=0.9, ties=("歩道",), reason="語が共通です。"
            )
            points.append(
                Point(
                    id=f"{n}.{at}",
                    statement_id=str(n),
                    quote=quote,
                    kind=kind,
                    needs_answer=kind is not PointKind.OPINION,
                    headline=quote.text[:12],
                )
            )
            coverage.append(
                Coverage(
                    point_id=f"{n}.{at}",
                    status=status,
                    response_kind=None if status is Status.UNANSWERED else ResponseKind.PLANNED,
                    confidence=(n % 10) / 10,
                    check=n % 7 == 0,
                    reason="この論点を取り上げ、説明しています。",
                    links=() if status is Status.UNANSWERED else (link,),
                )
            )
    file = Source(
        name="large.txt", format="text", sha256="1" * 64, encoding=None, encoding_reason=None, layout="minutes"
    )
    meeting = Meeting(id="m1", title="みどり野市の大きな集会", source=file, statements=tuple(found), turns=tuple(turns))
    whole = Analysis(meeting=meeting, points=tuple(points), responses=tuple(responses), coverage=tuple(coverage))
    return replace(whole, tallies=recount(whole))
