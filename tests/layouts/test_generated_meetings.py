"""Meetings made up at random, written as lines and read back: the same words, the same links, and nothing lost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.layouts.documents import make_document
from townmeeting.errors import TownMeetingError
from townmeeting.layouts import parse_document
from townmeeting.layouts.account import SHARES
from townmeeting.layouts.lines import Line, even, lines_of
from townmeeting.layouts.markers import find_hit
from townmeeting.layouts.marking import mark_lines
from townmeeting.layouts.material import Material
from townmeeting.layouts.spec import built_in
from townmeeting.model import Meeting, Quote, SourceDocument
from townmeeting.text import count_ink

SENTENCES = st.sampled_from(
    [
        "街灯が暗いので増やしてほしいです。",
        "図書館は何時まで開いていますか。",
        "「広報みどり野」に載せてはどうでしょうか。",
        "予算は1,200万円です。",
        "来年度に行います（国の補助を使います）。",
        "市長は「安全が第一だ」と言いました。",
        "DXとWi-Fiを進めます！",
        "ありがとうございました。",
        "参加者は14名でした。",
        "Q&Aのページを作ります。",
        "問題は３つあります。",
    ]
)
PARAGRAPHS = st.lists(SENTENCES, min_size=1, max_size=3).map("".join)
SPEECHES = st.lists(PARAGRAPHS, min_size=1, max_size=3).map(tuple)
BLANKS = st.sampled_from(["", "\n"])


@dataclass(frozen=True)
class Talk:
    """A statement and its replies, as generated."""

    words: tuple[str, ...]
    replies: tuple[tuple[str, ...], ...]


TALKS = st.lists(
    st.builds(Talk, SPEECHES, st.lists(SPEECHES, min_size=0, max_size=2).map(tuple)), min_size=2, max_size=6
)


def as_town_meeting(talks: list[Talk], gap: str, data: Any) -> str:
    numbers = data.draw(st.sampled_from(["＜発言{}＞", "<発言{}>", "＜発言 {}＞", "【発言{}】"]))
    to = data.draw(st.sampled_from([">>発言{}", "＞＞発言{}", ">> 発言 {}"]))
    asked = [[numbers.format(n), *t.words] for n, t in enumerate(talks, 1)]
    replies = [["◆市長", to.format(n), *words] for n, t in enumerate(talks, 1) for words in t.replies]
    return _lines(["●参加者"], *asked, *replies, gap=gap)


def as_dialogue(talks: list[Talk], gap: str, data: Any) -> str:
    mark = data.draw(st.sampled_from(["{}：", "【{}】", "（{}）", "{}:"]))
    turns = []
    for n, talk in enumerate(talks, 1):
        turns.append([mark.format(f"参加者{n}") + talk.words[0], *talk.words[1:]])
        turns += [[mark.format("市") + words[0], *words[1:]] for words in talk.replies]
    return _lines(*turns, gap=gap)


def as_questions(talks: list[Talk], gap: str, data: Any) -> str:
    ask, answer = data.draw(
        st.sampled_from([("問{}　", "答{}　"), ("Q{}：", "A{}："), ("質問{}：", "回答{}："), ("Ｑ{}．", "Ａ{}．")])
    )
    turns = []
    for n, talk in enumerate(talks, 1):
        turns.append([ask.format(n) + talk.words[0], *talk.words[1:]])
        turns += [[answer.format(n) + words[0], *words[1:]] for words in talk.replies]
    return _lines(*turns, gap=gap)


def as_minutes(talks: list[Talk], gap: str, data: Any) -> str:
    mark = data.draw(st.sampled_from("○◯〇◎"))
    turns = [[f"{mark}議長（森田太郎君）　ただいまから会議を開きます。"]]
    for n, talk in enumerate(talks, 1):
        turns.append([f"{mark}{n}番（川上花子君）　" + talk.words[0], *(f"　{w}" for w in talk.words[1:])])
        turns += [[f"{mark}市長（谷川一郎君）　" + words[0], *(f"　{w}" for w in words[1:])] for words in talk.replies]
        turns.append([f"{mark}議長（森田太郎君）　次に進みます。"])
    return _lines(*turns, gap=gap)


def _lines(*turns: list[str], gap: str) -> str:
    return "\n".join(f"{line}\n{gap}" for turn in turns for line in turn)


WAYS = {
    "town-meeting": as_town_meeting,
    "dialogue": as_dialogue,
    "question-answer": as_questions,
    "minutes": as_minutes,
}


def read(text: str) -> tuple[SourceDocument, Meeting]:
    doc = make_document(text)
    (meeting,) = parse_document(doc)
    return doc, meeting


def meetings_or_none(doc: SourceDocument, layout: str) -> tuple[Meeting, ...]:
    """Return the meetings, or none where the layout finds nobody speaking; any other error is one."""
    try:
        return parse_document(doc, layout=layout)
    except TownMeetingError as error:
        if error.code != "TM301":
            raise
        return ()


def quotes_of(meeting: Meeting) -> list[Quote]:
    turns = [q for t in meeting.turns for q in (*t.segments, t.marker)]
    notes = [q for n in meeting.notes for q in (n.heading, *n.segments, n.department)]
    assert meeting.account is not None
    unused = [u.quote for u in meeting.account.unused]
    return [
        *turns,
        *notes,
        *meeting.headings,
        *(r.quote for r in meeting.remarks),
        *(d.quote for d in meeting.data),
        *unused,
    ]


def check_quote(doc: SourceDocument, quote: Quote) -> None:
    covered = set()
    for p in quote.pieces:
        assert doc.text[p.start : p.end] == quote.text[p.at : p.at + p.end - p.start]
        covered.update(range(p.at, p.at + p.end - p.start))
    assert all(c.isspace() for at, c in enumerate(quote.text) if at not in covered)


@settings(max_examples=40)
@given(st.sampled_from(sorted(WAYS)), TALKS, BLANKS, st.data())
def test_what_was_written_is_read(way: str, talks: list[Talk], gap: str, data: Any):
    assume(any(t.replies for t in talks))
    _, meeting = read(WAYS[way](talks, gap, data))
    assert meeting.source.layout == way
    assert [tuple(s.text for s in x.segments) for x in meeting.statements] == [t.words for t in talks]
    answers = [tuple(tuple(s.text for s in a.segments) for a in x.answers) for x in meeting.statements]
    assert answers == [t.replies for t in talks]


@settings(max_examples=40)
@given(st.sampled_from(sorted(WAYS)), TALKS, BLANKS, st.data())
def test_nothing_is_lost_and_everything_leads_back(way: str, talks: list[Talk], gap: str, data: Any):
    doc, meeting = read(WAYS[way](talks, gap, data))
    quotes = quotes_of(meeting)
    for quote in quotes:
        check_quote(doc, quote)
    claimed = [n for q in quotes for a, b in q.spans for n in range(a, b) if not doc.text[n].isspace()]
    assert len(claimed) == len(set(claimed)) == count_ink(doc.text)
    account = meeting.account
    assert account is not None
    assert account.balanced
    assert account.total == count_ink(doc.text)
    assert [share for share, _ in account.shares] == list(SHARES)


@settings(max_examples=30)
@given(st.sampled_from(sorted(WAYS)), TALKS, BLANKS, st.data())
def test_turns_are_in_order_and_no_speaker_line_lies_in_one(way: str, talks: list[Talk], gap: str, data: Any):
    _, meeting = read(WAYS[way](talks, gap, data))
    starts = [t.marker.spans[0][0] for t in meeting.turns]
    assert starts == sorted(set(starts))
    rules = (*built_in(way).rules, *built_in("common").rules)
    for quote in (q for t in meeting.turns for q in t.segments[1:]):
        hit = find_hit(rules, Line(quote, even(quote.text)))
        assert hit is None or not hit.is_speech


@settings(max_examples=20)
@given(st.sampled_from(sorted(WAYS)), TALKS, st.data())
def test_the_same_bytes_give_the_same_meeting(way: str, talks: list[Talk], data: Any):
    text = WAYS[way](talks, "", data)
    assert read(text) == read(text)


@given(
    st.text(
        alphabet="○◆＜＞>【】（）()「」:： 　\n発言問答市長議長参加者番１2。、（拍手）■補足説明について#", max_size=120
    )
)
def test_any_text_is_a_meeting_or_an_error_and_never_loses_a_character(text: str):
    doc = make_document(text)
    for layout in WAYS:
        for meeting in meetings_or_none(doc, layout):
            assert meeting.account is not None
            assert meeting.account.balanced
            for quote in quotes_of(meeting):
                check_quote(doc, quote)


@given(st.text(alphabet="あ漢A1。、\n 　", max_size=80))
def test_lines_hold_every_character(text: str):
    doc = make_document(text)
    assert "".join("".join(line.quote.text.split()) for line in lines_of(doc)) == "".join(text.split())


@given(st.text(alphabet="あか漢QA問答：.。？ \u3000「」【】（）・→1\n", max_size=80))
def test_a_line_cut_at_a_marker_loses_nothing(text: str):
    material = Material(make_document(text))
    for way in ("question-answer", "opinion-list"):
        lines, hits = mark_lines(built_in(way), material)
        assert len(lines) == len(hits)
        assert "".join("".join(line.quote.text.split()) for line in lines) == "".join(text.split())


def test_a_document_is_cut_into_lines_once(monkeypatch: pytest.MonkeyPatch):
    documents: list[object] = []

    def counted(doc: SourceDocument) -> tuple[Line, ...]:
        documents.append(doc)
        return lines_of(doc)

    monkeypatch.setattr("townmeeting.layouts.material.lines_of", counted)
    parse_document(make_document("参加者1：街灯が暗い。\n市：直します。\n参加者2：橋。\n市：塗ります。\n"))
    assert len(documents) == 1
