"""Where mends for real minutes must hold back: what only looks like a page number, a list of names or a debate."""

from __future__ import annotations

from townmeeting.layouts import parse_document
from townmeeting.model import Meeting
from townmeeting.readers import read_document


def parse(text: str, name: str = "a.txt") -> Meeting:
    [meeting] = parse_document(read_document(text.encode(), name))
    return meeting


def test_figures_that_answer_are_no_page_numbers() -> None:
    meeting = parse(
        "参加者A：バスは一日に何本ありますか。\n町長：町が平日に運行しているバスの本数は次のとおりです。\n3\n"
        "参加者B：公園のベンチは何基増やす予定ですか。\n建設課長：来年度に増やすベンチの数は次のとおりです。\n12\n"
    )
    assert [s.answers[0].text.split("\n")[-1] for s in meeting.statements] == ["3", "12"]


def test_a_quotation_beside_marked_answers_is_nobodys_reply() -> None:
    meeting = parse(
        "## Q1: バスを増やしてください。\n\nA1: 増やします。\n\n## Q2: 歩道が狭いです。広げてください。\n\n"
        "> 隣の町では広げたと聞きました。\n\n## Q3: 橋を塗ってください。\n\n> 何度もお願いしています。\n",
        "a.md",
    )
    assert [len(s.answers) for s in meeting.statements] == [1, 0, 0]


def test_a_member_who_asks_for_an_answer_is_owed_one_whatever_stands_before() -> None:
    meeting = parse(
        "○議長（山田太郎君）　これより第一号議案の討論を行います。\n"
        "○５番（谷二郎君）　賛成の立場で討論いたします。\n"
        "○議長（山田太郎君）　議案は可決されました。次に、市政に対する質問です。\n"
        "○５番（谷二郎君）　私は学校の統合に反対の立場から質問いたします。時期を説明してください。\n"
        "○市長（川上一郎君）　統合は来年四月です。\n"
    )
    assert [[a.text for a in s.answers] for s in meeting.statements] == [["統合は来年四月です。"]]


def test_a_seat_that_the_chair_has_just_called_speaks_beside_another() -> None:
    meeting = parse(
        "議長　１番\n１番　歩道を広げてください。狭くて危ないです。\n町長　広げます。\n議長　２番\n"
        "２番　バスを増やしてください。一日三本では足りません。\n３番　私も賛成です。\n町長　検討します。\n"
    )
    assert [s.text[:3] for s in meeting.statements][:2] == ["歩道を", "バスを"]


def test_a_sentence_of_an_attendant_is_no_list_of_names() -> None:
    meeting = parse(
        "○出席委員　歩道が狭いので早く広げてほしいと思います\n○事務局　来年度に広げます。\n"
        "○川上委員　バスを増やしてください。\n○事務局　検討します。\n"
    )
    assert len(meeting.statements) == 2
