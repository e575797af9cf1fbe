"""Minutes as assemblies and boards print them: who is present and who signs, stage notes, bodies, seats, debate."""

from __future__ import annotations

import pytest

from tests.layouts.documents import parse, parse_one
from townmeeting.errors import TownMeetingError
from townmeeting.layouts.lines import even
from townmeeting.layouts.rosters import names_roster
from townmeeting.layouts.speakers import speaker_of
from townmeeting.model import Meeting, Role

ROSTER = """○議事日程
出席議員（3名）
　　１番　　森　田　太　郎　議員
　　２番　　川　上　花　子　議員
地方自治法第121条による出席者
　　市長　　　　　　谷　川　一　郎
　　副市長　　　　　野　原　次　郎
出席事務局職員
　　事務局長　　　　岸　本　三　郎
　　午前10時00分　開会
"""
OPENING = """○議長（森田太郎議員）　これより定例会を開会いたします。
○議長（森田太郎議員）　日程第１、会期の決定を議題といたします。
　御異議ありませんか。
　　〔｢異議なし」と呼ぶ者あり〕
○議長（森田太郎議員）　提案理由の説明を求めます。谷川市長。
　　〔市長　谷川　一郎　登壇〕
○市長（谷川　一郎）　提案いたしました議案の概要を申し上げます。
　　〔市長　谷川　一郎　降壇〕
○議長（森田太郎議員）　本日は、これをもって散会いたします。
　　午前10時31分　散会
"""
ASKED = """○議長（森田太郎君）　一般質問を行います。
○２番（川上花子君）　橋はいつ直りますか。
○市長（谷川一郎君）　来年度に直します。
"""
STAFF = "○議長（森田太郎君）　開きます。\n○２番（川上花子君）　橋はいつ直りますか。\n"


def spoken(meeting: Meeting) -> list[tuple[Role, str]]:
    return [(t.role, t.text) for t in meeting.turns]


def codes(meeting: Meeting) -> list[str]:
    return [d.code for d in meeting.diagnostics]


def remarks(meeting: Meeting) -> list[str]:
    return [r.quote.text.strip() for r in meeting.remarks]


# ------------------------------------------------------------ who is present


@pytest.mark.parametrize("roster", ["", ROSTER])
def test_an_opening_day_on_which_nobody_asks(roster: str):
    meeting = parse_one(roster + OPENING)
    assert meeting.source.layout == "minutes"
    assert [t.role for t in meeting.turns] == [Role.CHAIR] * 3 + [Role.MAYOR, Role.CHAIR]
    assert codes(meeting) == ["no_statements"]
    assert [t.text for t in meeting.turns][-1] == "本日は、これをもって散会いたします。"


def test_a_list_of_officials_with_marks_is_no_meeting():
    with pytest.raises(TownMeetingError, match="TM301"):
        parse("○議長（森田太郎）\n○副議長（川上花子）\n○市長（谷川一郎）\n○副市長（野原次郎）\n")


@pytest.mark.parametrize("heading", ["○出席議員", "○欠席議員", "○説明員", "○出席者", "○出席議員（３名）", "○署名議員"])
def test_the_heading_of_a_list_is_no_speaker(heading: str):
    meeting = parse_one(f"○招集告示\n○議事日程\n{heading}\nみどり野市議会定例会会議録\n{ASKED}")
    assert spoken(meeting)[0] == (Role.CHAIR, "一般質問を行います。")
    assert len(meeting.turns) == 3
    assert heading in [h.text for h in meeting.headings]
    assert meeting.datum("attendees") is None


HEADINGS = (
    ("出席議員（25名）", True),
    ("出 席 議 員 (38名)", True),
    ("出席委員 8名", True),
    ("説明のため会議に出席した者の職氏名", True),
    ("欠席委員 なし", True),
    ("出席議員は25名です", False),
    ("出席議員は定足数に達しております。", False),
    ("出席者1", False),
    ("出席者: 街灯が暗い。", False),
    ("説明員(山田課長)", False),
    ("自席からお答えします。", False),
)


@pytest.mark.parametrize(("text", "is_heading"), HEADINGS)
def test_a_heading_of_a_list_is_told_from_a_sentence(text: str, is_heading: bool):
    assert names_roster(even(text), alone=True) is is_heading


def test_a_list_above_minutes_without_marks_names_no_speaker():
    roster = "出席委員\n　会長　　森　田　太　郎\n　３番　　川　上　花　子　委員\n欠席委員　　谷　川　一　郎\n"
    said = "議長　開きます。\n事務局　説明します。\n川上委員　いつですか。\n事務局　来月です。\n"
    meeting = parse_one(roster + said)
    assert [t.text for t in meeting.turns] == ["開きます。", "説明します。", "いつですか。", "来月です。"]
    (statement,) = meeting.statements
    assert [a.text for a in statement.answers] == ["来月です。"]


def test_a_speaker_right_below_a_list_speaks():
    meeting = parse_one("出席委員　８名\n" + BOARD.format(seat="川上委員"))
    assert [t.role for t in meeting.turns][:2] == [Role.CHAIR, Role.STAFF]


SPOKEN_BELOW = (
    "出席者\n\n質疑応答\n\n住民：橋の補修\n市：直します。\n住民：道の拡幅\n市：広げます。\n",
    "出席者\n住民：橋が古い\n市：直します。\n住民：道が狭い\n市：広げます。\n",
    "出席者\n参加者1：橋の補修\n市：直します。\n参加者2：道の拡幅\n市：広げます。\n",
)


@pytest.mark.parametrize("text", SPOKEN_BELOW)
def test_a_list_swallows_no_speech(text: str):
    assert [len(s.answers) for s in parse_one(text).statements] == [1, 1]


def test_a_list_of_names_behind_colons_is_no_speech():
    text = "出席者\n市長：谷川一郎\n副市長：野原次郎\n\n質疑応答\n\n住民：橋が古い。\n市長：直します。\n"
    assert [t.text for t in parse_one(text + text[-20:]).turns] == ["橋が古い。", "直します。"] * 2


def test_participants_still_speak():
    meeting = parse_one("出席者1：橋が古い。\n市：直します。\n出席者2：道が狭い。\n市：広げます。\n")
    assert [s.label for s in meeting.statements] == ["出席者1", "出席者2"]


# ------------------------------------------------------------ the end of a sitting

SIGNED = (
    "　　　　　議　長　　　森田　太郎\n　　　　　署名議員　　川　上　花　子\n",
    "上記会議の次第を記載し、その相違ないことを証するためここに署名する。\n　　議長　　　森　田　太　郎\n",
)


@pytest.mark.parametrize("signed", SIGNED)
@pytest.mark.parametrize("end", ["午後３時７分散会", "（午後四時三十分　閉会）"])
def test_what_is_signed_after_the_end_is_no_speech(end: str, signed: str):
    meeting = parse_one(f"{ASKED}○議長（森田太郎君）　散会いたします。\n　{end}\n\n{signed}")
    assert meeting.turns[-1].text == "散会いたします。"
    assert end in remarks(meeting)
    assert meeting.account is not None
    assert {u.reason for u in meeting.account.unused} == {"after_meeting"}
    assert meeting.account.unexplained == 0


def test_signatures_end_minutes_without_marks():
    text = "議長　開きます。\n川上委員　いつですか。\n事務局　来月です。\n議長　終わります。\n"
    signed = "午後３時閉会\n議長　　　森　田　太　郎\n"
    assert [t.text for t in parse_one(text + signed).turns] == [
        "開きます。",
        "いつですか。",
        "来月です。",
        "終わります。",
    ]


def test_a_break_ends_no_speech():
    text = STAFF + "○議長（森田太郎君）　休憩します。\n午後３時休憩\n午後３時10分再開\n再開します。\n"
    assert parse_one(text).turns[-1].text == "休憩します。\n再開します。"


# ------------------------------------------------------------ stage notes

STAGE = (
    "（川上花子議員　除斥）",
    "（川上花子議員　復席）",
    "（川上花子議員　退場）",
    "（森田太郎議員　入場）",
    "（賛　成　者　起　立）",
    "〔賛成者挙手〕",
    "（全員挙手）",
    "（起立多数）",
    "〔市長　谷川　一郎　登壇〕",
    "〔「異議なし」と呼ぶ者あり〕",
    "〔資料編参照〕",
    "〔別冊掲載〕",
)


@pytest.mark.parametrize("note", STAGE)
@pytest.mark.parametrize("alone", [False, True])
def test_a_stage_note_is_a_remark_and_the_speech_goes_on(note: str, alone: bool):
    blank = "\n" if alone else "　"
    text = ASKED.replace("）　", f"）{blank}")
    meeting = parse_one(f"{text}○議長（森田太郎君）{blank}お諮りします。\n{note}\n続けます。\n{note}\n{text}")
    assert meeting.turns[3].text == "お諮りします。\n続けます。"
    assert len(meeting.turns) == 7
    assert remarks(meeting) == [note, note]
    assert [t.section for t in meeting.turns] == [""] * 7


def test_words_in_brackets_stay_words():
    text = STAFF + "○市長（谷川一郎君）　次のとおりです。\n（図１参照）\n以上です。\n"
    assert parse_one(text).turns[-1].text == "次のとおりです。\n（図１参照）\n以上です。"


# ------------------------------------------------------------ who speaks

BRACKETS = (
    ("○（野原　次副市長）", Role.STAFF),
    ("○（岸　　宏彦都市施設担当部長）", Role.STAFF),
    ("○（谷　川　一　郎市長）", Role.MAYOR),
    ("○（川　上　花　子議員）", Role.RESIDENT),
    ("○みどり野省（岸本部長）", Role.STAFF),
    ("○みどり野県（岸本課長補佐）", Role.STAFF),
    ("○一般社団法人全国みどり工業会（岸本理事）", Role.RESIDENT),
    ("○株式会社みどり野交通（岸本取締役会長）", Role.RESIDENT),
    ("○岸本参事官", Role.STAFF),
    ("○岸本審議官", Role.STAFF),
    ("○岸本企画官", Role.STAFF),
    ("○岸本専門官", Role.STAFF),
    ("○岸本調査官", Role.STAFF),
    ("○岸本構成員", Role.RESIDENT),
    ("○岸本オブザーバー", Role.OTHER),
    ("○岸本座長代理", Role.CHAIR),
)


@pytest.mark.parametrize(("marker", "role"), BRACKETS)
def test_a_speaker_is_known(marker: str, role: Role):
    meeting = parse_one(f"{ASKED}{marker}　承知しております。\n")
    assert spoken(meeting)[-1] == (role, "承知しております。")
    assert len(meeting.turns) == 4


def test_who_speaks_for_a_body_is_named():
    speaker = speaker_of("全国みどり工業会", "岸本理事")
    assert (speaker.role, speaker.attribution, speaker.name, speaker.title) == (
        Role.RESIDENT,
        "全国みどり工業会",
        "岸本",
        "理事",
    )
    assert speaker_of("事務局", "岸本企画官").role is Role.STAFF
    assert speaker_of("岸本構成員").name == "岸本"


@pytest.mark.parametrize(
    "line", ["○開会あいさつ（谷川市長）", "○みどり野県（地震・水害）について", "○（仮称）みどりの丘"]
)
def test_an_item_with_a_bracket_is_no_speaker(line: str):
    assert len(parse_one(f"{STAFF}○市長（谷川一郎君）　次のとおりです。\n{line}\n").turns) == 3


# ------------------------------------------------------------ speakers that are not known

UNKNOWN = (
    ("○特命係（岸本三郎）　ご説明いたします。", "○特命係（岸本三郎）"),
    ("○みどり野環境塾（岸本塾長）　ご説明いたします。", "○みどり野環境塾（岸本塾長）"),
    ("○みどり野物産（岸本専務）　ご説明いたします。", "○みどり野物産（岸本専務）"),
)
LISTS = (
    "○歩道の整備\n○街灯の設置",
    "○歩道を広げます。",
    "○歩道　来年度に広げます。\n○街灯　今年度に増やします。",
    "○みどり会館（北町）　来年度に直します。\n○みどり公園（南町）　今年度に直します。",
    "○みどり会館（北町）　来年度に直します。\n詳しくは別紙です。\n○みどり公園（南町）　今年度に直します。",
    "○対象者　市内に住む方",
    "・特命係（岸本三郎）　ご説明いたします。",
    "○防災対策（地震）",
    "◆特命係（岸本三郎）　ご説明いたします。",
)


@pytest.mark.parametrize(("line", "shown"), UNKNOWN)
def test_a_speaker_whose_words_a_speech_swallows_is_told(line: str, shown: str):
    meeting = parse_one(f"{ASKED}{line}\n{ASKED}")
    (told,) = [d for d in meeting.diagnostics if d.code == "unread_speaker"]
    assert dict(told.fields) == {"line": shown, "count": "1"}
    assert told.where.line == 4


def test_a_speaker_without_brackets_is_told():
    asked = "○森田議長　開きます。\n○川上議員　いつですか。\n○谷川市長　来年です。\n"
    found = [
        d for d in parse_one(f"{asked}○岸本専務　補足いたします。\n{asked}").diagnostics if d.code == "unread_speaker"
    ]
    assert [dict(d.fields)["line"] for d in found] == ["○岸本専務"]


@pytest.mark.parametrize("items", LISTS)
def test_a_list_in_a_speech_is_no_unknown_speaker(items: str):
    assert "unread_speaker" not in codes(parse_one(f"{ASKED}次のとおりです。\n{items}\n以上です。\n{ASKED}"))


# ------------------------------------------------------------ turns that ask for no answer


@pytest.mark.parametrize("call", ["議長", "議長。", "はい、議長。", "議長、２番。", "委員長！"])
def test_a_call_for_the_floor_is_no_statement(call: str):
    meeting = parse_one(f"{ASKED}○２番（川上花子君）　{call}\n○議長（森田太郎君）　川上議員。\n{ASKED}")
    assert [s.text for s in meeting.statements] == ["橋はいつ直りますか。"] * 2
    assert (Role.RESIDENT, call) in spoken(meeting)


def test_who_asks_the_chair_asks():
    meeting = parse_one(f"{ASKED}○２番（川上花子君）　議長に伺います。\n")
    assert [s.text for s in meeting.statements] == ["橋はいつ直りますか。", "議長に伺います。"]


DEBATE = (
    ("これより討論に入ります。", "本案に対する反対討論を行います。費用が重すぎます。"),
    ("討論の通告がありますので、発言を許します。", "私は議案第９号に賛成の立場で討論いたします。"),
    ("質疑を終わります。討論に入ります。", "賛成の立場から意見を述べます。橋は必要です。"),
    (
        "提出者の説明を求めます。２番川上議員。",
        "議員提出議案について御説明いたします。御審議の上、御決定くださるようお願いします。",
    ),
    ("質疑を許します。", "委員会に付託されるよう動議を提出いたします。"),
)
ASKING = (
    ("これより討論に入ります。", "反対の立場から伺います。費用はいくらですか。"),
    ("これより討論に入ります。", "街灯を増やしてください。"),
    (
        "討論に入ります。討論なしと認め、討論を終わります。一般質問を行います。",
        "反対の立場から意見を述べます。計画を改めてほしい。",
    ),
    ("質疑を許します。", "私は計画に反対の立場です。理由をお示しください。"),
    ("一般質問を行います。", "計画の御説明をお願いいたします。"),
)


@pytest.mark.parametrize(("chair", "member"), DEBATE)
def test_a_turn_that_asks_for_no_answer_is_no_statement(chair: str, member: str):
    meeting = parse_one(f"{ASKED}○議長（森田太郎君）　{chair}\n○２番（川上花子君）　{member}\n")
    assert [s.text for s in meeting.statements] == ["橋はいつ直りますか。"]
    assert spoken(meeting)[-1] == (Role.RESIDENT, member)
    assert [dict(d.fields) for d in meeting.diagnostics if d.code == "asks_nothing"] == [{"count": "1"}]


@pytest.mark.parametrize(("chair", "member"), ASKING)
def test_who_asks_is_owed_an_answer_in_a_debate_too(chair: str, member: str):
    meeting = parse_one(f"{ASKED}○議長（森田太郎君）　{chair}\n○２番（川上花子君）　{member}\n")
    assert [s.text for s in meeting.statements][1:] == [member]
    assert "asks_nothing" not in codes(meeting)


# ------------------------------------------------------------ seats without a mark

BOARD = """議長
開会します。
事務局
議案第１号を説明します。
議長
質疑はございませんか。
{seat}
道はいつ直りますか。
事務局
来月です。
"""
ASSEMBLY = """議長　会議を開きます。
議長　10番、川上議員。
10番　保育所はいつできますか。お聞かせください。
議長　町長。
町長　来年度です。
10番　もう一度伺います。どこにできますか。
町長　北町です。
議長　よろしいですか。
10番　はい、わかりました。
"""


@pytest.mark.parametrize("seat", ["３番", "３番　川上委員", "３番　川上　花子委員"])
def test_a_seat_alone_on_a_line_speaks(seat: str):
    meeting = parse_one(BOARD.format(seat=seat))
    assert [(s.text, [a.text for a in s.answers]) for s in meeting.statements] == [
        ("道はいつ直りますか。", ["来月です。"])
    ]


def test_a_seat_before_its_words_speaks():
    meeting = parse_one(ASSEMBLY)
    assert [(s.text, [a.text for a in s.answers]) for s in meeting.statements] == [
        ("保育所はいつできますか。お聞かせください。", ["来年度です。"]),
        ("もう一度伺います。どこにできますか。", ["北町です。"]),
        ("はい、わかりました。", []),
    ]


def test_a_seat_with_a_name_in_brackets_speaks():
    text = "議長（森田太郎君）　開きます。\n10番（川上花子君）　いつですか。\n町長（谷川一郎君）　来年です。\n"
    assert [t.role for t in parse_one(text).turns] == [Role.CHAIR, Role.RESIDENT, Role.MAYOR]


NO_SEATS = (
    (
        "事務局\n番号順に説明します。\n１番　北町の田について、貸し借りです。\n２番　南町の畑、売り買いです。\n",
        "staff",
    ),
    ("事務局\n番号順に説明します。\n１番　北町の田について、貸し借りの申請です。\n", "staff"),
    ("議長\n署名する委員は\n３番　川上委員\n５番　谷川委員\nを指名します。\n", "chair"),
    ("議長\n署名する委員は\n３番　川上委員\nを指名します。\n", "chair"),
    ("議長\n３番　川上委員。\n", "chair"),
)


@pytest.mark.parametrize(("lines", "role"), NO_SEATS)
def test_a_number_in_a_list_is_no_seat(lines: str, role: str):
    board = BOARD.format(seat="川上委員")
    meeting = parse_one(board + lines)
    assert len(meeting.turns) == len(parse_one(board).turns) + 1
    assert meeting.turns[-1].role.value == role
