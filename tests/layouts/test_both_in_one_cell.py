"""A cell that holds the opinion and its reply is read as both; one that only seems to is left whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.layouts.table_builder import TableText, build, ruled, tabbed
from townmeeting.layouts import parse_document
from townmeeting.layouts.both import split_pairs
from townmeeting.model import Meeting, Piece, Quote

TOLD = [("1", "街灯が暗い。", ["来月直します。"]), ("2", "橋が古い。", ["塗り替えます。"])]
TABLES = (
    ruled("番号 | 意見・回答", "1 | 街灯が暗い。（回答）来月直します。", "2 | 橋が古い。（回答）塗り替えます。"),
    tabbed("番号 | 意見・回答", "1 | 街灯が暗い。（回答）来月直します。", "2 | 橋が古い。（回答）塗り替えます。"),
    ruled("番号 | 意見", "1 | 街灯が暗い。\n（回答）来月直します。", "2 | 橋が古い。\n（回答）塗り替えます。"),
    ruled(
        "番号 | 意見の概要及び市の考え方",
        "1 | 街灯が暗い。\n【市の考え方】来月直します。",
        "2 | 橋が古い。\n【市の考え方】塗り替えます。",
    ),
    ruled(
        "No. | 質問・意見及び回答 | 備考",
        "1 | （質問）街灯が暗い。\n（回答：道路課）来月直します。 | 済",
        "2 | （意見）橋が古い。\n（回答：土木課）塗り替えます。 | －",
    ),
    ruled(
        "項目 | 質疑応答の内容",
        "道路 | 問　街灯が暗い。\n答　来月直します。",
        "橋 | 問　橋が古い。\n答　塗り替えます。",
    ),
    ruled("分野 | 主な意見等", "道路 | ・街灯が暗い。\n→来月直します。\n・橋が古い。\n⇒塗り替えます。"),
    ruled(
        "No | 地区 | 内容",
        "1 | 北 | 街灯が暗い。【回答】来月直します。",
        "2 | 南 | 橋が古い。【回答】塗り替えます。",
    ),
    ruled("番号 | 質疑・応答", "1 | Q：街灯が暗い。A：来月直します。", "2 | Q：橋が古い。A：塗り替えます。"),
    ruled("番号 | 意見 | 市の考え方", "1 | 街灯が暗い。 | 来月直します。", "2 | 橋が古い。（回答）塗り替えます。 | "),
)
UNSPLIT = (
    ("案のうち（回答）とは何か。", "空欄の記入例です。"),
    ("現行の案\n→変更後の案", ""),
)


def meeting_of(table: TableText) -> Meeting:
    (meeting,) = parse_document(build(table))
    return meeting


@pytest.mark.parametrize("table", TABLES)
def test_opinion_and_reply_are_told_apart(table: TableText):
    meeting = meeting_of(table)
    assert meeting.source.layout == "opinion-table"
    assert [(s.text, [a.text for a in s.answers]) for s in meeting.statements] == [told[1:] for told in TOLD]
    assert [s.label for s in meeting.statements] == ["1", "2"]
    assert meeting.account is not None
    assert (meeting.account.balanced, meeting.account.unexplained) == (True, 0)


def test_the_department_in_the_mark_answers():
    assert [a.speaker.attribution for s in meeting_of(TABLES[4]).statements for a in s.answers] == [
        "回答：道路課",
        "回答：土木課",
    ]


@pytest.mark.parametrize(("opinion", "reply"), UNSPLIT)
def test_what_only_looks_like_a_mark_leaves_the_opinion_whole(opinion: str, reply: str):
    rows = ("番号 | 意見 | 市の考え方", ["1", "街灯が暗い。", "来月直します。"], ["2", opinion, reply])
    statement = meeting_of(ruled(*rows)).statements[1]
    assert statement.text == opinion
    assert [a.text for a in statement.answers] == ([reply] if reply else [])


def test_a_list_of_facts_in_two_columns_is_no_such_table():
    rows = (
        "日時 | 令和6年5月18日",
        "場所 | 北部公民館",
        "内容 | Q：街灯は直りますか。A：来月直します。\nQ：橋は。A：塗ります。",
    )
    meeting = meeting_of(ruled(*rows))
    assert meeting.source.layout == "question-answer"
    assert [s.text for s in meeting.statements] == ["街灯は直りますか。", "橋は。"]
    assert meeting.datum("venue") == "北部公民館"


def test_the_number_of_a_row_is_no_part_of_the_reply_above():
    meeting = meeting_of(
        ruled("1 | 北町 | Q：街灯は。", "2 | 市 | A：来月直します。", "3 | 南町 | Q：橋は。", "4 | 市 | A：塗ります。")
    )
    assert [(s.text, [a.text for a in s.answers]) for s in meeting.statements] == [
        ("街灯は。", ["来月直します。"]),
        ("橋は。", ["塗ります。"]),
    ]


def test_a_number_that_two_rows_print_is_told():
    rows = (
        "番号 | 意見 | 回答",
        "1 | 街灯が暗い。 | 直します。",
        "1 | 橋が古い。 | 塗ります。",
        "2 | 駅が遠い。 | はい。",
    )
    meeting = meeting_of(ruled(*rows))
    assert [dict(d.fields) for d in meeting.diagnostics if d.code == "label_repeated"] == [
        {"labels": "1", "count": "1"}
    ]
    merged = meeting_of(ruled("番号 | 意見 | 回答", "1 | 街灯が暗い。 | 直します。", "^ | 橋が古い。 | 塗ります。"))
    assert [s.label for s in merged.statements] == ["1", "1"]
    assert not [d for d in merged.diagnostics if d.code == "label_repeated"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="あ漢。か？ \n・→（）【】回答質問意見QA：1.", max_size=60))
def test_a_cell_that_is_split_keeps_every_character_once(text: str):
    quote = Quote(text, (Piece(0, 0, len(text)),)) if text else Quote()
    spans = sorted(s for p in split_pairs(quote) for q in (p.mark, p.opinion, p.marker, p.reply) for s in q.spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    if spans:
        assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
