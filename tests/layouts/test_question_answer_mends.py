"""Who speaks, behind a number or at a speech's end; quoted replies, headings above questions, tables come apart."""

from __future__ import annotations

import pytest

from tests.layouts.documents import parse, parse_one
from townmeeting.analysis.replies import first_match, reply_rules
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import parse_document
from townmeeting.model import Meeting, Role
from townmeeting.readers import read_document
from townmeeting.text import fold

DESCRIBED = (
    ("【発言1】 男性", "男性"),
    ("【発言1】　男性（高校生）", "男性(高校生)"),
    ("【発言1】北町　女性", "北町 女性"),
    ("【発言1】みどり町　女性　60代", "みどり町 女性 60代"),
    ("【発言1】60代・男性", "60代・男性"),
    ("【発言1】女性、40代", "女性、40代"),
    ("【発言1】：男性", "男性"),
    ("【発言1】北町在住の男性", "北町在住の男性"),
    ("【発言1】北町自治会長", "北町自治会長"),
    ("【発言1】山田さん", "山田さん"),
    ("＜発言１＞（70代女性）", "70代女性"),
    ("＜発言１＞（北町の女性）", "北町の女性"),
    ("【意見１】自営業・50代", "自営業・50代"),
    ("発言１：男性", "男性"),
)
SENTENCES = (
    "【発言1】男性から要望がありました。",
    "【発言1】女性の視点が足りません。",
    "【発言1】相談したいのは女性",
    "【発言1】農業",
    "【発言1】（男性）の方に伺います。",
    "【発言1】市長",
    "【発言1】歩道が狭い",
)
SIGNED = (
    ("Q: 橋はいつか。（みどりの会・山田太郎議員）", "A: 来年だ。（川上 教育部長）", "山田太郎議員", "教育部長"),
    ("問　橋はいつか（山田議員）", "答　来年だ。（町長）", "山田議員", "町長"),
    ("問１　橋はいつか。\n（山田委員）", "答１　来年だ。\n（建設課長）", "山田委員", "課長"),
)
UNSIGNED = (
    ("Q: 橋はいつか。（山田議員、川上議員）", "A: 来年だ。（建設課）"),
    ("Q: 橋はいつか。（町長）", "A: 来年だ。（山田議員）"),
    ("問（北町会）　橋はいつか。（山田議員）", "答（副町長）　来年だ。（担当：建設課長）"),
    ("Q: 橋の担当は建設課（山田議員）", "A: 来年だ。（みどり橋）"),
)
HEADS = ("通学路について", "通学路について ほか 山田 花子", "みどり線の増便　ほか　川上一郎", "交通安全　山田花子議員")
NO_HEADS = ("窓口は次の三か所", "みどり野公民館", "通学路について、次の会で説明する")
PAIRS = (
    ("質問\nバスは増えるか伺う。", "回答\n増便を検討する。"),
    ("Q：バスは増えますか。", "A：増便を検討します。"),
    ("問１　バスは増えるか。", "答　増便を検討する。"),
)
APART = (
    "No.\n意見（原文）\n市の考え方\n10\n橋が古くて怖いです。\n■橋について\n来年度に架け替えます。\n11\n街灯が暗い。\n",
    "番号\nご意見の概要\n町の考え方\n1 橋が古い。\n■橋について\n来年度に架け替えます。\n2 街灯が暗い。\n",
    "提出意見\n回答\n橋が古い。\n来年度に架け替えます。\n",
)
NOTHING = ("答弁漏れ。", "（答弁なし）", "回答なし", "未回答", "無答弁", "回答もれ", "未答弁。")
SOMETHING = ("答弁漏れはない。", "回答なしとした理由は次のとおりです。")


def said_and_told(meeting: Meeting) -> list[tuple[str, list[str]]]:
    return [(s.text, [a.text for a in s.answers]) for s in meeting.statements]


def town_meeting(label: str) -> Meeting:
    return parse_one(
        f"みどり野市 集会\n{label}\n橋が古いです。\n◆市長\n直します。\n＜発言2＞\n街灯が暗い。\n◆市長\n直します。\n"
    )


@pytest.mark.parametrize(("label", "who"), DESCRIBED)
def test_who_speaks_may_stand_behind_the_number(label: str, who: str):
    statement = town_meeting(label).statements[0]
    assert (statement.text, statement.speaker.attribution, statement.label) == ("橋が古いです。", who, "1")
    assert statement.speaker.role is Role.RESIDENT
    assert statement.turn is not None
    assert statement.turn.marker.text.startswith(label[:5])


@pytest.mark.parametrize("label", [label for label, _ in DESCRIBED] + list(SENTENCES))
def test_a_label_line_loses_no_character(label: str):
    account = town_meeting(label).account
    assert account is not None
    assert (account.balanced, account.unexplained) == (True, 0)


@pytest.mark.parametrize("line", SENTENCES)
def test_a_sentence_behind_the_number_stays_text(line: str):
    statement = town_meeting(line).statements[0]
    assert statement.text.startswith(line.partition("】")[2])
    assert statement.speaker.attribution == "発言1"


def test_the_speech_may_follow_the_bracket_that_names_who_speaks():
    statement = town_meeting("＜発言１＞（70代女性）歩道も狭いです。").statements[0]
    assert (statement.speaker.attribution, statement.text) == ("70代女性", "歩道も狭いです。\n橋が古いです。")


def markdown(text: str) -> Meeting:
    (meeting,) = parse_document(read_document(text.encode(), "a.md"))
    return meeting


def test_a_quotation_under_a_question_is_its_answer():
    meeting = markdown(
        "# みどり野市 質疑\n\nQ: 橋はいつか。\n> 来年度に直す。\n>\n> 費用は国が持つ。\n\nQ: 街灯は。\n> 増やす。\n"
        "続けて点検もする。\n\n意見: 駅が暗い。\n"
    )
    assert said_and_told(meeting) == [
        ("橋はいつか。", ["来年度に直す。\n費用は国が持つ。"]),
        ("街灯は。", ["増やす。\n続けて点検もする。"]),
        ("駅が暗い。", []),
    ]
    assert {a.role for s in meeting.statements for a in s.answers} == {Role.STAFF}


def test_a_quotation_that_names_who_answers_is_his_answer():
    (statement, _) = markdown("Q: 橋はいつか。\n> 町長：来年度に直す。\n\nQ: 街灯は。\n> 増やす。\n").statements
    assert [(a.role, a.text) for a in statement.answers] == [(Role.MAYOR, "来年度に直す。")]


def test_a_quotation_beside_a_marked_answer_is_none():
    meeting = markdown("Q: 次の文は何か。\n> 橋を直す。\nA: 昨年の計画だ。\n\nQ: 街灯は。\nA: 増やす。\n")
    assert said_and_told(meeting) == [("次の文は何か。\n橋を直す。", ["昨年の計画だ。"]), ("街灯は。", ["増やす。"])]


@pytest.mark.parametrize(("question", "answer", "asker", "answerer"), SIGNED)
def test_a_name_in_brackets_at_the_end_is_who_spoke(question: str, answer: str, asker: str, answerer: str):
    meeting = parse_one(f"みどり野町議会 質疑\n{question}\n{answer}\n")
    (statement,) = meeting.statements
    (reply,) = statement.answers
    assert [statement.text.rstrip("。"), reply.text] == ["橋はいつか", "来年だ。"]
    assert statement.speaker.attribution.endswith(asker)
    assert (statement.speaker.role, statement.speaker.name) == (Role.RESIDENT, asker[:-2])
    assert str(reply.speaker.title).endswith(answerer)
    assert meeting.account is not None
    assert (meeting.account.balanced, meeting.account.unexplained) == (True, 0)


@pytest.mark.parametrize(("question", "answer"), UNSIGNED)
def test_other_brackets_at_the_end_stay_text(question: str, answer: str):
    (statement,) = parse_one(f"みどり野町議会 質疑\n{question}\n{answer}\n").statements
    assert [statement.text[-1], statement.answers[0].text[-1]] == ["）", "）"]


def test_what_a_numbered_question_is_names_nobody():
    meeting = parse_one("Q1（意見）：橋が古い。\nA1：直します。\nQ2（北町会）：街灯は。\nA2：増やします。\n")
    assert [(s.label, s.speaker.attribution, s.text) for s in meeting.statements] == [
        ("Q1", "Q1", "橋が古い。"),
        ("Q2", "北町会", "街灯は。"),
    ]


@pytest.mark.parametrize(("question", "answer"), PAIRS)
@pytest.mark.parametrize("head", HEADS)
def test_a_heading_right_above_a_question_is_no_part_of_the_answer_before(head: str, question: str, answer: str):
    meeting = parse_one(f"みどり野市議会だより\n{head}\n{question}\n{answer}\n{head}\n{question}\n{answer}\n")
    assert [s.section for s in meeting.statements] == [head, head]
    assert [len(a.text.split("\n")) for s in meeting.statements for a in s.answers] == [1, 1]


@pytest.mark.parametrize(("question", "answer"), PAIRS)
@pytest.mark.parametrize("line", NO_HEADS)
def test_the_last_line_of_an_answer_that_names_no_subject_stays_in_it(line: str, question: str, answer: str):
    first, _ = parse_one(f"みどり野市議会だより\n{question}\n{answer}\n{line}\n{question}\n{answer}\n").statements
    assert first.answers[0].text.endswith(line)


def test_a_subject_that_an_answer_breaks_off_before_stays_in_it():
    text = "質問\n何を話すか。\n回答\n次の会では、北町の\n通学路について\n質問\n橋は。\n回答\n直す。\n"
    assert parse_one(text).statements[0].answers[0].text == "次の会では、北町の通学路について"


@pytest.mark.parametrize("text", APART)
def test_a_table_that_came_apart_into_lines_is_refused(text: str):
    with pytest.raises(TownMeetingError) as refused:
        parse(text)
    assert refused.value.code == "TM304"
    assert text.split("\n")[1 if "\n市の" in text or "\n町の" in text else 0] in str(refused.value)


def test_names_of_columns_above_marked_pairs_are_headings():
    meeting = parse_one(
        "No.\n意見の概要\n市の考え方\n問１　橋が古い。\n答１　直します。\n問２　駅が暗い。\n答２　直します。\n"
    )
    assert said_and_told(meeting) == [("橋が古い。", ["直します。"]), ("駅が暗い。", ["直します。"])]


def test_names_of_columns_above_a_list_with_marked_replies_are_headings():
    meeting = parse_one(
        "意見の概要\n市の考え方\n・橋が古い。\n→直します。\n・街灯が暗い。\n→増やします。\n・駅が暗い。\n→直します。\n"
    )
    assert [len(s.answers) for s in meeting.statements] == [1, 1, 1]


@pytest.mark.parametrize(("words", "nothing"), [(w, True) for w in NOTHING] + [(w, False) for w in SOMETHING])
def test_words_that_say_there_is_no_reply_are_none(words: str, nothing: bool):
    assert (first_match(reply_rules().nothing, fold(words)) is not None) is nothing


def test_a_member_in_brackets_above_a_question_heads_it():
    text = "（山田議員）\n問１　橋は。\n答１　直す。\n（川上議員）\n問２　駅は。\n答２　直す。\n"
    meeting = parse_one(text)
    assert said_and_told(meeting) == [("橋は。", ["直す。"]), ("駅は。", ["直す。"])]
    assert [h.text for h in meeting.headings if "議員" in h.text][-1] == "（川上議員）"
