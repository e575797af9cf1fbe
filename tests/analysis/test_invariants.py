"""What holds for every meeting: each point is decided once, and nothing is said that is not in the source."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.meetings import make_meeting
from townmeeting.analysis.stages import analyze_meeting
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import parse_document
from townmeeting.model import Analysis, Meeting, Quote, Status, join_quotes
from townmeeting.readers import read_document

DOCUMENTS = Path(__file__).parents[2] / "fixtures" / "documents"
FILES = sorted(p for p in DOCUMENTS.glob("*") if p.is_file())

ASKS = (
    "図書館を夜も開けてほしいです。",
    "また、バスはいつ増えますか。",
    "さらに、道が暗くて危険です。",
    "これらの対策として、街灯を増やすことを提案します。",
    "①遊具の修理と街灯の設置",
    "次の事項を重視すべきである。",
    "参加者の方が「公園を残してほしい」と言っていました。",
    "よい会でした。",
    "Please open the library at night.",
    "\n",
)
REPLIES = (
    "図書館のお話をいただきました。夜も開けます。",
    "また、バスについての御質問ですが、来年度に二本増やします。",
    "先ほど街灯を増やすというお話がありました。増やします。",
    "①遊具は年内に直します。",
    "2点目については、困難です。",
    "今後の参考とさせていただきます。",
    "本日はありがとうございました。",
    "We will consider it.",
    "\n",
)
BAD = {
    "nothing to ask": [("私は北町に住んでいます。", "よろしくお願いします。")],
    "no answer at all": [("図書館を夜も開けてほしいです。", None), ("バスはいつ増えますか。", None)],
    "answers without questions": [("", "図書館は夜も開けます。"), (" ", "バスは増やします。")],
    "one endless sentence": [("公園を増やしてほしくて、" * 5_000, "検討して、" * 12_000)],
    "a quotation": [("市長は「公園を必ず作ります。いつ作るのか。」と言いました。", "「公園」のお話がありました。")],
    "not Japanese": [("Please build a park. When will it open?", "Next year."), ("请修路。", "好的。")],
    "no words": [("。。？？", "！！！"), ("\u3000", "\u3000")],
}


def inside(quote: Quote, whole: Quote) -> bool:
    """Tell whether every character of the quote stands, by its place in the source, in the whole."""
    places = {p.start + k for p in whole.pieces for k in range(p.end - p.start)}
    return all(p.start + k in places for p in quote.pieces for k in range(p.end - p.start))


def check(meeting: Meeting, analysis: Analysis) -> None:
    """Fail where a point is not decided exactly once, or a point or passage is not where it says it is."""
    assert [c.point_id for c in analysis.coverage] == [p.id for p in analysis.points]
    assert len({p.id for p in analysis.points}) == len(analysis.points)
    words = {s.id: join_quotes(s.segments) for s in meeting.statements}
    assert {p.statement_id for p in analysis.points} == {key for key, q in words.items() if q.text.strip()}
    for point in analysis.points:
        assert point.quote.text in words[point.statement_id].text
        assert inside(point.quote, words[point.statement_id])
    notes = {n.id: n for n in (*meeting.notes, *(n for s in meeting.statements for n in s.notes))}
    turns = {t.id: t for s in meeting.statements for t in s.answers}
    for response in analysis.responses:
        holder = join_quotes((turns.get(response.turn_id) or notes[response.turn_id]).segments)
        assert response.quote.text in holder.text
        assert inside(response.quote, holder)
    known = {r.id for r in analysis.responses}
    for coverage in analysis.coverage:
        assert bool(coverage.links) is (coverage.status is not Status.UNANSWERED)
        assert (coverage.response_kind is not None) is bool(coverage.links)
        assert 0.0 <= coverage.confidence <= 1.0
        assert {x.response_id for x in (*coverage.links, *coverage.candidates)} <= known


@pytest.mark.parametrize("path", FILES, ids=[p.name for p in FILES])
def test_fixtures(path: Path) -> None:
    try:
        meetings = parse_document(read_document(path.read_bytes(), path.name))
    except TownMeetingError as error:
        pytest.skip(f"no layout of its own: {error.code}")
    for meeting in meetings:
        check(meeting, analyze_meeting(meeting))


@pytest.mark.parametrize("rows", [False, True])
@pytest.mark.parametrize("name", BAD)
def test_bad_input(name: str, rows: bool) -> None:
    meeting, _ = make_meeting(BAD[name], rows=rows, notes=[("「公園」について", "公園は三つあります。")])
    check(meeting, analyze_meeting(meeting))


def test_a_meeting_without_any_reply_leaves_all_open_for_certain() -> None:
    meeting, _ = make_meeting(BAD["no answer at all"])
    analysis = analyze_meeting(meeting)
    assert {c.status for c in analysis.coverage} == {Status.UNANSWERED}
    assert not any(c.check for c in analysis.coverage)


def test_quoted_words_are_no_point_of_their_own() -> None:
    meeting, _ = make_meeting(BAD["a quotation"])
    assert len(analyze_meeting(meeting).points) == 1


TALK = st.lists(
    st.tuples(
        st.lists(st.sampled_from(ASKS), max_size=6).map("".join),
        st.one_of(st.none(), st.lists(st.sampled_from(REPLIES), max_size=6).map("".join)),
    ),
    max_size=4,
)


@settings(max_examples=80, deadline=None, derandomize=True)
@given(TALK, st.booleans())
def test_generated_meetings(pairs: list[tuple[str, str | None]], rows: bool) -> None:
    meeting, _ = make_meeting(pairs, rows=rows, notes=[("「街灯」について", "街灯は四百あります。")])
    analysis = analyze_meeting(meeting)
    check(meeting, analysis)
    assert analyze_meeting(meeting) == analysis
