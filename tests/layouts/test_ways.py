"""Every way of writing among `ways.toml` is read as it is meant, as printed lines and as paragraphs."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.layouts.documents import parse, parse_one
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import parse_document
from townmeeting.model import Meeting, Role
from townmeeting.readers import read_document

WAYS = tomllib.loads(Path(__file__).with_name("ways.toml").read_text(encoding="utf-8"))["way"]
READ = [
    (way, wrapped) for way in WAYS if "told" in way for wrapped in ((True,) if way.get("printed") else (True, False))
]
REFUSED = [way for way in WAYS if way.get("refused")]
ANSWERERS = (
    ("〔質問〕\nいつか。\n〔回答・建設課〕\n今週です。\n", "建設課", Role.STAFF),
    ("【質問】いつか。\n【回答（建設課）】今週です。\n", "建設課", Role.STAFF),
    ("＜質問＞いつか。\n＜回答：副市長＞今週です。\n", "副市長", Role.STAFF),
    ("【質問】いつか。\n【建設課回答】今週です。\n", "建設課", Role.STAFF),
    ("《質問》いつか。\n《回答》（建設課）今週です。\n", "建設課", Role.STAFF),
    ("質問者（北町会）　いつか。\n回答者（教育次長）　今週です。\n", "教育次長", Role.STAFF),
    ("【質問】いつか。\n【市の対応・考え方】今週です。\n", "", Role.STAFF),
    ("○参加者A いつか。\n○市長 今週です。\n", "市長", Role.MAYOR),
    ("○参加者Ａ　いつか。\n○市長（山田太郎）　今週です。\n", "市長", Role.MAYOR),
    ("（60代・男性）いつか。\n【町長】今週です。\n", "町長", Role.MAYOR),
    ("問　いつか。\n町長　今週です。\n問　どこか。\n総務課長　北町です。\n", "町長", Role.MAYOR),
)
ASKERS = (
    ("（北町 60代）", "北町 60代"),
    ("（30代・女性）", "30代・女性"),
    ("男性（70代）：", "男性(70代)"),
    ("（主婦）", "主婦"),
    ("参加者（北町会）：", "参加者"),
    ("北町子ども会：", "北町子ども会"),
    ("PTA：", "PTA"),
    ("自治会長：", "自治会長"),
    ("（南町会長）", "南町会長"),
    ("【北町会 山田さん】", "北町会"),
    ("町民：", "町民"),
)
PAGES = (
    (("Q．いつか。", "A．今週です。", "Q．どこか。", "A．北町です。"), "question-answer"),
    (("Q1　いつか。", "今週です。", "Q2　どこか。", "北町です。"), "question-answer"),
    (("<b>Q</b>いつか。", "<b>A</b>今週です。", "<b>Q</b>どこか。", "<b>A</b>北町です。"), "question-answer"),
    (("いつか。", "<p>今週です。</p>", "どこか。", "<p>北町です。</p>"), "opinion-list"),
    (("質問", "いつか。", "回答", "今週です。", "質問", "どこか。", "回答", "北町です。"), "question-answer"),
)


def terms(*words: str) -> str:
    """Return a list of terms out of <dt> and <dd> by turns."""
    return "<dl>" + "".join(f"<d{'td'[n % 2]}>{w}</d{'td'[n % 2]}>" for n, w in enumerate(words)) + "</dl>"


def read_page(body: str) -> Meeting:
    page = f"<html><meta charset='utf-8'><body>{body}</body></html>"
    (meeting,) = parse_document(read_document(page.encode(), "page.html"))
    return meeting


@pytest.mark.parametrize(("way", "wrapped"), READ, ids=lambda v: v["name"] if isinstance(v, dict) else str(v))
def test_a_way_of_writing_is_read(way: dict[str, Any], wrapped: bool):
    meeting = parse_one(way["text"], wrapped=wrapped)
    assert [[s.text, *(a.text for a in s.answers)] for s in meeting.statements] == way["told"]
    assert meeting.account is not None
    assert (meeting.account.balanced, meeting.account.unexplained) == (True, 0)


@pytest.mark.parametrize(("way", "wrapped"), [(w, x) for w, x in READ if "notes" in w], ids=lambda v: str(v)[:40])
def test_a_note_belongs_to_the_statement_it_stands_under(way: dict[str, Any], wrapped: bool):
    meeting = parse_one(way["text"], wrapped=wrapped)
    owners = {n.id: [s.label for s in meeting.statements if n in s.notes] for n in meeting.notes}
    assert [[n.text, *owners[n.id]] for n in meeting.notes] == way["notes"]


@pytest.mark.parametrize("way", REFUSED, ids=lambda w: w["name"])
@pytest.mark.parametrize("wrapped", [True, False])
def test_a_list_that_answers_nothing_is_no_meeting(way: dict[str, Any], wrapped: bool):
    with pytest.raises(TownMeetingError, match="TM301"):
        parse(way["text"], wrapped=wrapped)


@pytest.mark.parametrize(("text", "who", "role"), ANSWERERS)
def test_the_one_who_answers_is_named(text: str, who: str, role: Role):
    (answer, *_) = parse_one(text).statements[0].answers
    assert (answer.speaker.attribution, answer.role) == (who, role)
    assert answer.text == "今週です。"


@pytest.mark.parametrize(("marker", "who"), ASKERS)
def test_the_one_who_asks_is_named(marker: str, who: str):
    (statement,) = parse_one(f"{marker}橋が古い。\n市長：直します。\n", layout="dialogue").statements
    assert (statement.speaker.attribution.replace("（", "(").replace("）", ")"), statement.text) == (who, "橋が古い。")
    assert statement.speaker.role is Role.RESIDENT


def test_a_number_before_the_word_is_the_label():
    meeting = parse_one("3 質問：いつか。\n 回答：今週です。\n4 質問：どこか。\n 回答：北町です。\n")
    assert [(s.label, s.speaker.attribution) for s in meeting.statements] == [("3", ""), ("4", "")]


@pytest.mark.parametrize(("words", "layout"), PAGES)
def test_a_list_of_terms_is_questions_and_answers(words: tuple[str, ...], layout: str):
    meeting = read_page(f"<h1>説明会の質疑</h1>{terms(*words)}")
    assert meeting.source.layout == layout
    assert [(s.text, [a.text for a in s.answers]) for s in meeting.statements] == [
        ("いつか。", ["今週です。"]),
        ("どこか。", ["北町です。"]),
    ]


def test_a_list_of_terms_at_the_head_states_facts():
    facts = terms("日時", "令和6年5月18日", "会場", "北部公民館")
    meeting = read_page(f"{facts}<h3>質疑</h3>{terms(*PAGES[3][0])}")
    assert (meeting.datum("date"), meeting.datum("venue")) == ("令和6年5月18日", "北部公民館")
    assert len(meeting.statements) == 2


def test_a_list_of_places_is_no_meeting():
    places = terms("図書館", "９時から開いています。", "公民館", "予約してご利用ください。")
    with pytest.raises(TownMeetingError, match="TM301"):
        read_page(f"<h1>施設案内</h1>{places}")


REPEATED = (
    ("問1　いつか。\n答1　今週です。\n問2　どこか。\n答2　北町です。\n問2　誰か。\n答2　市です。\n", [("問2", "1")]),
    ("＜発言1＞\nバス。\n＜発言1＞\n橋。\n◆市長\n>>発言1\nはい。\n", [("1", "1")]),
    ("参加者1：いつか。\n市：今週です。\n参加者1：どこか。\n市：北町です。\n", []),
    ("１　橋について\n\n問1　いつか。\n答1　今週です。\n\n２　駅について\n\n問1　いつか。\n答1　来週です。\n", []),
)


@pytest.mark.parametrize(("text", "repeated"), REPEATED)
def test_a_number_that_is_printed_twice_is_told(text: str, repeated: list[tuple[str, str]]):
    found = [dict(d.fields) for d in parse_one(text).diagnostics if d.code == "label_repeated"]
    assert [(f["labels"], f["count"]) for f in found] == repeated


def test_numbered_speech_of_an_unknown_kind_is_refused_and_not_swallowed_by_a_list():
    text = (
        "■北会場　11月7日\n発言1　住民\nバスを増やしてほしい。\n市長\n検討します。\n"
        "■南会場　11月8日\n発言2　住民\n街灯が暗い。\n市長\n直します。\n"
    )
    with pytest.raises(TownMeetingError) as refused:
        parse_document(read_document(text.encode(), "a.txt"))
    assert refused.value.code == "TM301"
