"""What the transcript engine makes of minutes: turns, statements, answers, notes, venues, and nothing lost."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.layouts.documents import make_document, parse, parse_one, told
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import LAYOUTS, parse_document
from townmeeting.model import Meeting, ReplyBasis, Role, Share

TOWN_MEETING = """みどり野市長と語るタウンミーティング

日 時：令和6年5月18日（土） 10：00～
会 場：北部公民館
参 加 者：3名（傍聴者1名）
事 務 局：広報課
テーマ：住みよいまち
～移動と居場所～

参加者との意見交換

●参加者

＜発言 1＞

バスの本数が少ないので、増

やしてほしいです。

図書館を遅くまで開けてください。

<発言2>
堤防の工事は進んでいますか。

発言３
街灯が暗いです。

◆市長

>>発言1

バスは来年度に増やします。（拍手）

◇市職員

>> 発言１
運転手を募っています。

◆市長
＞＞発言2
>>発言3
どちらも今年度に行います。

■ 補足説明

「図書館の開館時間」について
夏は20時まで開けます。
（教育部 図書館）
「堤防」について
延長は620メートルです。
（土木課）
※補足の後の注です。
"""

TERSE = """参加者1：街灯が暗い
市：直します

参加者2：ごみ置場が遠い
参加者3：鍵を市役所まで借りに行くのは不便
市：検討します
"""

VENUES = """地区懇談会の記録

西谷地区
開催日時：10月8日 19時から
会場：西谷集会所
参加人数：2名

参加者1：除雪をしてほしい。
市：来月から行います。
参加者2：橋がさびている。
市：塗り替えます。

東台地区
開催日時：10月10日 19時から
会場：東台会館
参加人数：9名

参加者1：車が速い。
市：標識を立てます。
"""

COUNCIL = """みどり野市議会会議録　令和6年6月12日

出席議員　３名
１番森田太郎君
　　　午前１０時開議
○議長（森田太郎君）　これより会議を開きます。
　次に、一般質問を行います。２番川上花子君。
〔２番川上花子君登壇〕
○２番（川上花子君）　保育所についてお尋ねします。
　市長は「次のように述べました。
○市長の考えは変わらない」と申し上げます。（拍手）
〔市長谷川一郎君登壇〕
○市長（谷川一郎君）　お答えします。
　来年度に二か所つくります。
○議長（森田太郎君）　教育長。
○教育長（野原次郎君）　給食についてお答えします。
○２番（川上花子君）　分かりました。
○議長（森田太郎君）　お諮りします。
〔「異議なし」と呼ぶ者あり〕
○議長（森田太郎君）　散会します。
　　　午前１１時散会
"""

QUESTIONS = """説明会 質疑応答

１　文化ホールについて

問1　いつ完成しますか。
問2　席はいくつですか。
答1　令和9年です。
答2　800席です。
　舞台を広く取ります。

２　駐車場について

問1　何台分ですか。
答1　80台です。

問　企画課　☎0999-55-0101
"""

NEWSLETTER = """# 広報みどり野

## 収穫祭

- 1,200人が訪れました。

## 令和3年度 住民懇談会

11月に開きました。

### 西谷地区

実施日時：11月29日 15時～
参加人数：1名

参加者1：除雪をしてほしい。
行政：行います。

問 広報課 ☎0999-55-0101

## 健康相談

毎週水曜に行います。
問 保健センター ☎0999-55-0166
"""

ALL = (TOWN_MEETING, TERSE, VENUES, COUNCIL, QUESTIONS, NEWSLETTER)


def links(meeting: Meeting) -> list[tuple[str, str, ReplyBasis]]:
    return [(s.id, x.target_id, x.basis) for s in meeting.statements for x in s.links]


# ------------------------------------------------------------ town meetings


def test_statements_and_the_answers_that_name_them():
    meeting = parse_one(TOWN_MEETING)
    assert meeting.source.layout == "town-meeting"
    both = "どちらも今年度に行います。"
    assert told(meeting) == [
        (
            "1",
            "バスの本数が少ないので、増やしてほしいです。\n図書館を遅くまで開けてください。",
            ["バスは来年度に増やします。", "運転手を募っています。"],
        ),
        ("2", "堤防の工事は進んでいますか。", [both]),
        ("3", "街灯が暗いです。", [both]),
    ]
    assert [t.role for t in meeting.turns] == [Role.RESIDENT] * 3 + [Role.MAYOR, Role.STAFF, Role.MAYOR]
    assert {basis for _, target, basis in links(meeting) if target.startswith("t")} == {ReplyBasis.REFERENCE}


def test_notes_have_heading_and_department_and_find_their_statement():
    meeting = parse_one(TOWN_MEETING)
    assert [(n.heading.text, n.text, n.department.text) for n in meeting.notes] == [
        ("「図書館の開館時間」について", "夏は20時まで開けます。", "（教育部 図書館）"),
        ("「堤防」について", "延長は620メートルです。", "（土木課）"),
    ]
    assert [[n.id for n in s.notes] for s in meeting.statements] == [["n1"], ["n2"], []]
    assert "※補足の後の注です。" in [r.quote.text for r in meeting.remarks]


def test_meeting_data_at_the_head():
    meeting = parse_one(TOWN_MEETING)
    assert meeting.title == "みどり野市長と語るタウンミーティング"
    assert meeting.date == dt.date(2024, 5, 18)
    facts = ("venue", "participants", "secretariat", "theme")
    assert [meeting.datum(f) for f in facts] == [
        "北部公民館",
        "3名（傍聴者1名）",
        "広報課",
        "住みよいまち\n～移動と居場所～",
    ]
    assert [(c.name, c.declared, c.found, c.ok) for c in meeting.checks] == [("participants", 3, 3, True)]


def test_a_reply_without_a_number_belongs_to_every_statement_since_the_last_reply():
    first = "＜発言1＞\n街灯が暗い。\n◆市長\n替えます。\n"
    text = first + "＜発言2＞\n橋がさびている。\n＜発言3＞\n道が狭い。\n◆市長\n直します。\n"
    meeting = parse_one(text)
    assert [[t.text for t in s.answers] for s in meeting.statements] == [["替えます。"], ["直します。"], ["直します。"]]
    assert [k.basis.value for s in meeting.statements for k in s.links] == ["adjacency", "together", "together"]
    assert [d.code for d in meeting.diagnostics] == ["reply_to_many"]


def test_a_reply_to_several_speakers_of_a_dialogue_says_so():
    text = "参加者1：街灯が暗いです。\n参加者2：橋がさびています。\n市：{}直します。\n"
    text += "参加者3：道が狭いです。\n市：広げます。\n"
    for opening, answers in (("", [0, 1, 1]), ("お二人にまとめてお答えします。", [1, 1, 1])):
        meeting = parse_one(text.format(opening))
        assert [len(s.answers) for s in meeting.statements] == answers


def test_a_reply_that_addresses_an_earlier_speaker_is_to_him_too():
    text = "○参加者Ａ：街灯が暗いです。\n○参加者Ｂ：橋がさびています。\n○参加者Ｃ：道が狭いです。\n"
    meeting = parse_one(text + "○町長：参加者Ａさん、よく見てくださいました。街灯は替えます。道も広げます。\n")
    assert [len(s.answers) for s in meeting.statements] == [1, 0, 1]
    mentioned = parse_one(text + "○町長：参加者Ａさんと同じ地区の方ですね。4人に1人が高齢者です。道は広げます。\n")
    assert [len(s.answers) for s in mentioned.statements] == [0, 0, 1]


def test_a_reply_without_a_number_is_not_tied_where_others_print_one():
    text = "＜発言1＞\n街灯が暗い。\n＜発言2＞\n橋。\n◆市長\n>>発言1\n替えます。\n◆市長\nありがとうございました。\n"
    meeting = parse_one(text)
    assert [[t.text for t in s.answers] for s in meeting.statements] == [["替えます。"], []]


NOTES_BY_NUMBER = """＜発言1＞
街灯が暗い。
◆市長
替えます。
＜発言2＞
橋がさびている。
◆市長
塗ります。

補足説明（後日、担当課より）

○ 街灯の型について（発言2関連）
橋の街灯も同じ型に替えます。
（道路課）

○ 塗料について（発言1、発言2）
さび止めを塗ります。
（道路課）
"""


def test_a_note_that_names_statements_by_number_belongs_to_them():
    meeting = parse_one(NOTES_BY_NUMBER)
    assert [[n.heading.text for n in s.notes] for s in meeting.statements] == [
        ["○ 塗料について（発言1、発言2）"],
        ["○ 街灯の型について（発言2関連）", "○ 塗料について（発言1、発言2）"],
    ]
    assert {k.basis.value for s in meeting.statements for k in s.links if k.target_id.startswith("n")} == {"reference"}


def test_a_reply_to_a_single_statement_needs_no_number():
    meeting = parse_one("＜発言1＞\n街灯が暗い。\n◆市長\n直します。\n＜発言2＞\n橋。\n◆市長\n塗ります。\n")
    assert [len(s.answers) for s in meeting.statements] == [1, 1]


def test_a_reference_to_nothing_is_said():
    meeting = parse_one("＜発言1＞\n街灯が暗い。\n◆市長\n>>発言9\n直します。\n")
    assert [(d.code, dict(d.fields)["number"]) for d in meeting.diagnostics] == [("reference_to_nothing", "9")]


# ------------------------------------------------------------ dialogues


def test_a_terse_dialogue_without_full_stops():
    meeting = parse_one(TERSE)
    assert told(meeting) == [
        ("参加者1", "街灯が暗い", ["直します"]),
        ("参加者2", "ごみ置場が遠い", []),
        ("参加者3", "鍵を市役所まで借りに行くのは不便", ["検討します"]),
    ]


def test_every_venue_is_a_meeting_with_its_own_data():
    west, east = parse(VENUES)
    assert (len(west.statements), len(east.statements)) == (2, 1)
    assert [m.datum("venue") for m in (west, east)] == ["西谷集会所", "東台会館"]
    assert [m.title for m in (west, east)] == ["地区懇談会の記録 西谷地区", "地区懇談会の記録 東台地区"]
    assert [(c.declared, c.found) for m in (west, east) for c in m.checks] == [(2, 2), (9, None)]
    assert [s.id for s in east.statements] == ["参加者1"]


def test_a_meeting_inside_a_newsletter():
    meeting = parse_one(NEWSLETTER, wrapped=False)
    assert told(meeting) == [("参加者1", "除雪をしてほしい。", ["行います。"])]
    assert meeting.date == dt.date(2021, 11, 29)
    assert meeting.account is not None
    reasons = {u.quote.text: u.reason for u in meeting.account.unused}
    assert reasons["- 1,200人が訪れました。"] == "outside_meeting"
    assert reasons["問 広報課 ☎0999-55-0101"] == "contact"
    assert reasons["毎週水曜に行います。"] == "outside_meeting"


@pytest.mark.parametrize("lead", ["市長", "【市長】", "（市長）", "◆市長：", "市長："])
def test_the_forms_of_a_speaker_mean_the_same(lead: str):
    text = "".join(f"参加者{n}：街灯が暗い。\n{lead}\n直します。\n" for n in (1, 2, 3))
    meeting = parse_one(text, layout="dialogue")
    assert [s.answers[0].role for s in meeting.statements] == [Role.MAYOR] * 3


# ------------------------------------------------------------ minutes


def test_assembly_minutes():
    meeting = parse_one(COUNCIL)
    assert meeting.source.layout == "minutes"
    assert [(t.role, t.speaker.name) for t in meeting.turns[:3]] == [
        (Role.CHAIR, "森田太郎"),
        (Role.RESIDENT, "川上花子"),
        (Role.MAYOR, "谷川一郎"),
    ]
    first, second = meeting.statements
    assert [a.speaker.title for a in first.answers] == ["市長", "教育長"]
    assert (second.text, second.answers) == ("分かりました。", ())
    assert meeting.date == dt.date(2024, 6, 12)


def test_what_nobody_said_is_a_remark():
    meeting = parse_one(COUNCIL)
    remarks = [r.quote.text for r in meeting.remarks]
    assert "（拍手）" in remarks
    assert "〔「異議なし」と呼ぶ者あり〕" in remarks
    assert "午前１１時散会" in remarks
    assert not any("登壇" in t.text or "拍手" in t.text or "異議" in t.text for t in meeting.turns)


def test_a_marker_inside_a_quotation_opens_no_turn():
    assert "○市長の考えは変わらない" in parse_one(COUNCIL).statements[0].text
    text = """○議長（森田太郎君）　開きます。
○２番（川上花子君）　記事に「次のとおり。
○市長（谷川一郎君）　お断りします。
とあった」と聞きます。
○市長（谷川一郎君）　お答えします。
"""
    meeting = parse_one(text)
    assert [t.role for t in meeting.turns] == [Role.CHAIR, Role.RESIDENT, Role.MAYOR]


def test_a_quotation_that_is_never_closed_swallows_no_speech():
    text = """○２番（川上花子君）　「保育所について聞きます。
○市長（谷川一郎君）　つくります。
○２番（川上花子君）　終わります。
"""
    assert [t.role for t in parse_one(text).turns] == [Role.RESIDENT, Role.MAYOR, Role.RESIDENT]


def test_an_unknown_speaker_is_told():
    text = COUNCIL + "○特命組（山本三郎君）　補足します。\n"
    meeting = parse_one(text)
    assert meeting.turns[-1].role is Role.OTHER
    assert [dict(d.fields) for d in meeting.diagnostics if d.code == "unknown_speaker"] == [
        {"speaker": "特命組", "count": "1"}
    ]


# ------------------------------------------------------------ questions and answers


def test_numbered_questions_and_answers_whose_numbering_restarts():
    meeting = parse_one(QUESTIONS)
    assert told(meeting) == [
        ("問1", "いつ完成しますか。", ["令和9年です。"]),
        ("問2", "席はいくつですか。", ["800席です。\n舞台を広く取ります。"]),
        ("問1", "何台分ですか。", ["80台です。"]),
    ]
    assert [s.id for s in meeting.statements] == [
        "1文化ホールについて/問1",
        "1文化ホールについて/問2",
        "2駐車場について/問1",
    ]
    assert [s.section for s in meeting.statements] == ["１　文化ホールについて"] * 2 + ["２　駐車場について"]
    assert {basis for _, _, basis in links(meeting)} == {ReplyBasis.NUMBER}


def test_a_contact_line_is_no_question():
    meeting = parse_one(QUESTIONS)
    assert meeting.account is not None
    assert [u.quote.text for u in meeting.account.unused if u.reason == "contact"] == ["問　企画課　☎0999-55-0101"]


def test_a_later_note_under_an_answer_belongs_to_its_question():
    later = "※後日回答：３月に直します。（道路課）"
    meeting = parse_one(f"問1　直りますか。\n答1　調べます。\n{later}\n問2　いつですか。\n答2　来年です。\n")
    (note,) = meeting.notes
    assert (note.text, note.department.text) == ("３月に直します。", "（道路課）")
    assert [[n.id for n in s.notes] for s in meeting.statements] == [["n1"], []]


ARROWS = """懇談会で出された主な意見

・街灯を増やしてほしい。
　駅前が暗い。
→来年度に増やします。
・バスの本数が少ない。
⇒（交通課）検討します。
"""


def test_a_list_of_opinions_with_arrows():
    assert told(parse_one(ARROWS)) == [
        ("1", "街灯を増やしてほしい。\n駅前が暗い。", ["来年度に増やします。"]),
        ("2", "バスの本数が少ない。", ["検討します。"]),
    ]


def test_a_list_without_arrows_is_no_meeting():
    with pytest.raises(TownMeetingError, match="TM301"):
        parse("".join(f"・{n}番目の項目です。\n" for n in range(40)))


# ------------------------------------------------------------ joining


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        (("バスの本数を増", "やしてほしい。"), ["バスの本数を増やしてほしい。"]),
        (("バスの本数を増", "", "やしてほしい。"), ["バスの本数を増やしてほしい。"]),
        (("バスを増やして。", "橋を直して。"), ["バスを増やして。", "橋を直して。"]),
        (("Wi", "Fi と Web", "site を使う。"), ["Wi Fi と Web site を使う。"]),
        (("次の三つです。", "・バス", "・橋", "・街灯"), ["次の三つです。", "・バス", "・橋", "・街灯"]),
        (("　バスの本数を増", "　やしてほしい。"), ["バスの本数を増やしてほしい。"]),
        (("述べます", "　次に橋です。"), ["述べます", "次に橋です。"]),
    ],
)
def test_lines_that_the_print_broke_are_joined(lines: tuple[str, ...], paragraphs: list[str]):
    meeting = parse_one("＜発言1＞\n" + "\n".join(lines) + "\n◆市長\n>>発言1\nはい。\n")
    assert [s.text for s in meeting.statements[0].segments] == paragraphs


def test_paragraphs_of_a_format_that_has_them_are_never_joined():
    text = "＜発言1＞\nバスの本数を増\nやしてほしい。\n◆市長\n>>発言1\nはい。\n"
    assert len(parse_one(text, wrapped=False).statements[0].segments) == 2


# ------------------------------------------------------------ choosing a layout


def test_every_attempt_is_kept():
    meeting = parse_one(TERSE)
    assert [a.layout for a in meeting.source.attempts] == [layout.name for layout in LAYOUTS]
    assert [a.layout for a in meeting.source.attempts if a.chosen] == ["dialogue"]
    assert all(a.reason and a.reason_en for a in meeting.source.attempts)


@pytest.mark.parametrize("text", ["", "会議はありませんでした。\n", "○防災について\n○交通について\n"])
def test_no_meeting_is_an_error_with_the_attempts(text: str):
    with pytest.raises(TownMeetingError) as refused:
        parse_document(make_document(text))
    assert refused.value.code == "TM301"
    assert [a.layout for a in refused.value.fields["attempts"]] == [layout.name for layout in LAYOUTS]  # type: ignore[attr-defined]


def test_a_forced_layout_that_finds_nobody_is_an_error():
    with pytest.raises(TownMeetingError) as refused:
        parse_document(make_document(TERSE), layout="minutes")
    assert refused.value.code == "TM301"


def test_statements_nobody_answers_are_read_and_said():
    meeting = parse_one("参加者1：街灯が暗い。\n参加者2：橋がさびている。\n参加者3：バスが少ない。\n")
    assert len(meeting.statements) == 3
    assert [d.code for d in meeting.diagnostics] == ["no_answers"]


# ------------------------------------------------------------ the account


@pytest.mark.parametrize("text", ALL, ids=["town", "terse", "venues", "council", "questions", "newsletter"])
@pytest.mark.parametrize("wrapped", [True, False])
def test_the_account_balances_and_explains_everything(text: str, wrapped: bool):
    for meeting in parse(text, wrapped=wrapped):
        assert meeting.account is not None
        assert meeting.account.balanced
        assert meeting.account.unexplained == 0
        assert meeting.account.total == len("".join(text.replace("#", "").split())) + text.count("#")
        assert dict(meeting.account.shares)[Share.STATEMENT] > 0
