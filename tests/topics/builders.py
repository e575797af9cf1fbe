"""Analyses of a few sentences about Midorino, made by hand: what was said, point by point, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence

from townmeeting.model import (
    Analysis,
    Coverage,
    Link,
    Locator,
    Meeting,
    Note,
    Origin,
    Piece,
    Point,
    PointKind,
    Quote,
    Response,
    Role,
    Source,
    Speaker,
    Statement,
    Status,
    Turn,
)

Said = tuple[str, str]
"""A sentence that is a point, and its status: answered, partial, unanswered, or "" where it needs no answer."""

MIDORINO: tuple[tuple[Said, ...], ...] = (
    (("図書館の開館時間を延ばしてほしい。", "answered"), ("図書館の駐車場が狭い。", "unanswered")),
    (("コミュニティバスの停留所を増やしてほしい。", "partial"), ("コミュニティバスの運賃が高い。", "answered")),
    (("図書館の駐車場に屋根がほしい。", "unanswered"), ("子どもの遊び場が足りない。", "answered")),
    (("窓口業務の予約をスマートフォンでしたい。", "answered"), ("こどもの遊び場に遊具がほしい。", "unanswered")),
    (("停留所の時刻表が読めない。", "unanswered"), ("窓口の予約が取れない。", ""), ("図書館の本が古い。", "answered")),
)


def _quote(text: str, start: int, at: int = 0) -> Quote:
    return Quote(text, (Piece(0, start + at, start + at + len(text), Locator(line=1)),))


def make_talk(
    statements: Sequence[Sequence[Said]] = MIDORINO,
    *,
    meeting_id: str = "m1",
    name: str = "midorino.txt",
    title: str = "市長と語る会",
    sha256: str = "0" * 64,
    speakers: Sequence[str] = (),
) -> Analysis:
    """Return the analysis of a meeting: a statement a group of sentences, a reply to each answered point."""
    points: list[Point] = []
    coverage: list[Coverage] = []
    responses: list[Response] = []
    made: list[Statement] = []
    start = 0
    for number, said in enumerate(statements, 1):
        text = "".join(sentence for sentence, _ in said)
        name_of = speakers[number - 1] if number <= len(speakers) else f"発言{number}"
        speaker = Speaker(attribution=name_of, role=Role.RESIDENT)
        reply = Turn(
            id=f"t{number}",
            position=number,
            speaker=Speaker(attribution="交通課長", role=Role.STAFF, title="交通課長"),
            segments=(_quote("お答えします。", start + len(text) + 1),),
        )
        made.append(
            Statement(
                id=str(number), label=str(number), speaker=speaker, segments=(_quote(text, start),), answers=(reply,)
            )
        )
        at = 0
        for place, (sentence, status) in enumerate(said, 1):
            key = f"{number}.{place}"
            points.append(_point(key, str(number), _quote(sentence, start, at), bool(status)))
            linked = status in ("answered", "partial")
            if linked:
                quote = reply.segments[0]
                responses.append(Response(id=f"t{number}.{place}", turn_id=reply.id, origin=Origin.STAFF, quote=quote))
            coverage.append(_coverage(key, status or "unanswered", f"t{number}.{place}" if linked else ""))
            at += len(sentence)
        start += len(text) + 20
    meeting = Meeting(
        id=meeting_id,
        title=title,
        source=Source(
            name=name, format="txt", sha256=sha256, encoding="utf-8", encoding_reason=None, layout="town-meeting"
        ),
        statements=tuple(made),
        turns=tuple(s.answers[0] for s in made),
        notes=(Note(id="n1", position=99, segments=(_quote("図書館は土曜日も開きます。", start + 50),)),),
    )
    return Analysis(meeting=meeting, points=tuple(points), coverage=tuple(coverage), responses=tuple(responses))


def _point(key: str, statement: str, quote: Quote, needs: bool) -> Point:
    return Point(id=key, statement_id=statement, quote=quote, kind=PointKind.REQUEST, needs_answer=needs)


def _coverage(key: str, status: str, response: str) -> Coverage:
    links = (Link(point_id=key, response_id=response, score=0.8),) if response else ()
    return Coverage(
        point_id=key, status=Status(status), response_kind=None, confidence=0.8, check=False, reason="", links=links
    )
