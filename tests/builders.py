"""Small models built by hand, for tests that need no file."""

from __future__ import annotations

import datetime as dt

from townmeeting.model import (
    Account,
    Amendment,
    Analysis,
    Attempt,
    Check,
    Commitment,
    Coverage,
    Datum,
    Diagnostic,
    Evidence,
    Link,
    Locator,
    Meeting,
    Note,
    Origin,
    Piece,
    Point,
    PointKind,
    Quote,
    Remark,
    ReplyBasis,
    ReplyLink,
    Response,
    ResponseKind,
    Role,
    Share,
    Source,
    Speaker,
    Statement,
    Status,
    Strength,
    Tally,
    Turn,
    Unused,
)


def make_quote(text: str, start: int = 0, line: int = 1) -> Quote:
    """Return a quote of one piece."""
    return Quote(text, (Piece(0, start, start + len(text), Locator(line=line)),))


def make_meeting(question: str = "バスを増やしてほしい。", reply: str = "来年度から増やします。") -> Meeting:
    """Return a meeting of one statement, one answer and one note, with every kind of field filled."""
    asked = Turn(
        id="t1",
        position=0,
        label="1",
        speaker=Speaker(attribution="発言1", role=Role.RESIDENT),
        segments=(make_quote(question, 10, 2), make_quote("道も狭い。", 40, 3)),
        marker=make_quote("＜発言1＞", 0),
    )
    answer = Turn(
        id="t2",
        position=1,
        speaker=Speaker(attribution="市長", role=Role.MAYOR, name=None, title="市長"),
        segments=(make_quote(reply, 60, 5),),
        to=("1",),
    )
    note = Note(
        id="n1",
        position=2,
        heading=make_quote("「バス」について", 90, 7),
        department=make_quote("（交通部 交通課）", 120, 9),
        segments=(make_quote("三路線あります。", 100, 8),),
    )
    statement = Statement(
        id="1",
        label="1",
        speaker=asked.speaker,
        segments=asked.segments,
        turn=asked,
        answers=(answer,),
        notes=(note,),
        links=(
            ReplyLink(statement_id="1", target_id="t2", basis=ReplyBasis.REFERENCE, detail=">>発言1"),
            ReplyLink(statement_id="1", target_id="n1", basis=ReplyBasis.SUBJECT, detail="バス"),
        ),
        fields=(("対応区分", make_quote("反映", 130)),),
    )
    attempt = Attempt(layout="town-meeting", score=0.9, chosen=True, reason="印が揃う", reason_en="markers agree")
    account = Account(
        total=10,
        shares=((Share.STATEMENT, 6), (Share.UNUSED, 4)),
        unused=(Unused(quote=make_quote("1234", 200), reason="page_number"),),
    )
    return Meeting(
        id="m1",
        title="みどり野市長と語る会",
        source=Source(
            name="m.txt",
            format="txt",
            sha256="0" * 64,
            encoding="utf-8",
            encoding_reason="BOM",
            layout="town-meeting",
            attempts=(attempt,),
        ),
        statements=(statement,),
        turns=(asked, answer),
        notes=(note,),
        remarks=(Remark(quote=make_quote("（拍手）", 140)),),
        headings=(make_quote("●参加者", 5),),
        data=(Datum(name="venue", label="会場", quote=make_quote("市民会館", 150)),),
        date=dt.date(2024, 10, 6),
        checks=(Check(name="participants", declared=1, found=1), Check(name="opinions", declared=3, found=None)),
        amendments=(Amendment(before=make_quote("旧", 160), after=make_quote("新", 162), statement_ids=("1",)),),
        account=account,
        diagnostics=(Diagnostic(code="encoding_guessed", fields=(("encoding", "cp932"),)),),
    )


def make_analysis(
    meeting: Meeting | None = None, *, status: Status = Status.ANSWERED, check: bool = False, confidence: float = 0.8
) -> Analysis:
    """Return the analysis of `make_meeting`: one point that needs an answer, one opinion."""
    meeting = meeting or make_meeting()
    words = meeting.statements[0].segments[0]
    asked = Point(
        id="1.1",
        statement_id="1",
        quote=words,
        kind=PointKind.REQUEST,
        needs_answer=True,
        headline="バス",
        cues=("てほしい",),
    )
    praise = Point(
        id="1.2",
        statement_id="1",
        quote=meeting.statements[0].segments[1],
        kind=PointKind.OPINION,
        needs_answer=False,
        asks=("道",),
    )
    passage = Response(id="t2.1", turn_id="t2", origin=Origin.MAYOR, quote=meeting.turns[1].segments[0])
    link = Link(
        point_id="1.1",
        response_id="t2.1",
        score=0.8,
        evidence=(Evidence(kind="cosine", detail="増やす", weight=0.5),),
        ties=("増や",),
        reason="「増や」が共通します。",
    )
    linked = (link,) if status is not Status.UNANSWERED else ()
    decided = Coverage(
        point_id="1.1",
        status=status,
        response_kind=ResponseKind.PLANNED if linked else None,
        confidence=confidence,
        check=check,
        reason="回答があります。",
        missing=("時刻",),
        links=linked,
        candidates=() if linked else (link,),
    )
    free = Coverage(
        point_id="1.2", status=Status.UNANSWERED, response_kind=None, confidence=1.0, check=False, reason="意見です。"
    )
    answered = int(status is Status.ANSWERED)
    tally = Tally(
        dimension="meeting",
        name="",
        total=1,
        answered=answered,
        partial=int(status is Status.PARTIAL),
        unanswered=int(status is Status.UNANSWERED),
        check=int(check),
    )
    promise = Commitment(
        id="c1",
        turn_id="t2",
        quote=passage.quote,
        strength=Strength.WILL,
        who="市長",
        what="バスの増便",
        cue="ます",
        deadline_text="来年度",
        deadline=dt.date(2026, 3, 31),
        fiscal_year=2025,
        point_ids=("1.1",),
    )
    return Analysis(
        meeting=meeting,
        points=(asked, praise),
        responses=(passage,),
        coverage=(decided, free),
        commitments=(promise,),
        tallies=(tally,),
        diagnostics=(Diagnostic(code="written_replies"),),
        manifest=(("townmeeting", "0"),),
    )
