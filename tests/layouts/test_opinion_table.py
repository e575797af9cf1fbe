"""Rows of opinion tables become statements with their own replies, whatever the table looks like."""

from __future__ import annotations

import pytest

from tests.layouts.table_builder import bases, build, claims, pairs, parse, ruled, statement, tabbed
from townmeeting.errors import TownMeetingError
from townmeeting.layouts.base import ENOUGH
from townmeeting.layouts.material import Material
from townmeeting.layouts.opinion_table import OpinionTable
from townmeeting.model import NoteKind, Role

HEADER = "No. | 意見の概要 | 市の考え方"
BENCH = "公園にベンチを置いてほしい。"
BENCH_REPLY = "来年度に置きます。"
BUS = "バスを増やしてほしい。"
BUS_REPLY = "便数を検討します。"
TWO = [("1", BENCH, [BENCH_REPLY]), ("2", BUS, [BUS_REPLY])]


# ------------------------------------------------------------ where the columns stand

SHAPES = {
    "plain": (ruled(HEADER, f"1 | {BENCH} | {BENCH_REPLY}", f"2 | {BUS} | {BUS_REPLY}"),),
    "tabs": (tabbed(HEADER, f"1 | {BENCH} | {BENCH_REPLY}", f"2 | {BUS} | {BUS_REPLY}"),),
    "header repeated on each page": (
        ruled(HEADER, f"1 | {BENCH} | {BENCH_REPLY}"),
        ruled(HEADER, f"2 | {BUS} | {BUS_REPLY}"),
    ),
    "header repeated inside a table": (
        tabbed(HEADER, f"1 | {BENCH} | {BENCH_REPLY}", HEADER, f"2 | {BUS} | {BUS_REPLY}"),
    ),
    "second page without header": (
        ruled(HEADER, f"1 | {BENCH} | {BENCH_REPLY}"),
        ruled(f"2 | {BUS} | {BUS_REPLY}"),
    ),
    "header over two rows": (
        ruled("No. | ご意見の | 市の", " | 概要 | 考え方", f"1 | {BENCH} | {BENCH_REPLY}", f"2 | {BUS} | {BUS_REPLY}"),
    ),
    "header cell merged over two rows": (
        ruled(
            "No. | 市民意見 | < | 市の考え方",
            "^ | 該当箇所 | 意見の概要 | ^",
            f"1 | 第1章 | {BENCH} | {BENCH_REPLY}",
            f"2 | 第2章 | {BUS} | {BUS_REPLY}",
        ),
    ),
    "super-header over several columns": (
        tabbed(
            "第2回みどり野市推進委員会における委員の意見に対する市の考え方 | | | 計画策定に当たった対応",
            "番号 | 意見、質問等 | 市の考え方 | 対応区分",
            f"1 | {BENCH} | {BENCH_REPLY} | 反映",
            f"2 | {BUS} | {BUS_REPLY} | 参考",
        ),
    ),
    "title row above the header": (
        ruled(
            "みどり野市緑の計画（案）への意見一覧 | < | <",
            HEADER,
            f"1 | {BENCH} | {BENCH_REPLY}",
            f"2 | {BUS} | {BUS_REPLY}",
        ),
    ),
    "number in the first cell, then in its own column": (
        tabbed("委員名 | 意見、質問等 | 市の考え方", f"1 秋田委員 | {BENCH} | {BENCH_REPLY}"),
        tabbed(" | 委員名 | 意見、質問等 | 市の考え方", f"2 | 石川委員 | {BUS} | {BUS_REPLY}"),
    ),
    "numbers without a header": (
        ruled(" | ご意見 | 町の回答", f"1 | {BENCH} | {BENCH_REPLY}", f"2 | {BUS} | {BUS_REPLY}"),
    ),
    "question and answer columns": (
        ruled("番号 | 質問 | 回答", f"（１） | {BENCH} | {BENCH_REPLY}", f"（２） | {BUS} | {BUS_REPLY}"),
    ),
    "reply to the left": (
        ruled("№ | 本市の考え方(案) | 提出意見", f"№１ | {BENCH_REPLY} | {BENCH}", f"№２ | {BUS_REPLY} | {BUS}"),
    ),
    "an opinion of several columns' width": (
        ruled(
            "No. | 項目 | 意見の内容 | 県の考え方",
            f"1 | 公園 | {BENCH} | {BENCH_REPLY}",
            f"2 | {BUS} | < | {BUS_REPLY}",
        ),
    ),
    "only a column of what was done": (
        ruled("No. | 意見 | 対応状況", f"1 | {BENCH} | {BENCH_REPLY}", f"2 | {BUS} | {BUS_REPLY}"),
    ),
    "header in two columns of one name": (
        ruled("No. | 意見の概要 | 市の考え方 | <", f"1 | {BENCH} | ◎ | {BENCH_REPLY}", f"2 | {BUS} | ○ | {BUS_REPLY}"),
    ),
    "totals and remarks below": (
        ruled(
            HEADER,
            f"1 | {BENCH} | {BENCH_REPLY}",
            f"2 | {BUS} | {BUS_REPLY}",
            "計 | 2件 | ",
            "※ 原文のまま掲載 | < | <",
            " | | ",
            "問合せ先 | 企画課 | ",
        ),
    ),
    "no header at all": (
        ruled(f"1 | {BENCH} | 来年度に置くことを検討します。", f"2 | {BUS} | 便数の見直しを検討します。"),
    ),
    "named blocks": (
        ruled("No. | ご意見（原文）", f"1 | {BENCH}"),
        ruled(f"No. 1 に対する市の考え方 | {BENCH_REPLY}"),
        ruled("No. | ご意見（原文）", f"2 | {BUS}"),
        ruled(f"No. 2 に対する市の考え方 | {BUS_REPLY}"),
    ),
    "a form for each opinion": (
        ruled("番号 | 1", f"意見の概要 | {BENCH}", f"市の考え方 | {BENCH_REPLY}"),
        ruled("番号 | 2", f"意見の概要 | {BUS}", f"市の考え方 | {BUS_REPLY}"),
    ),
    "a number before the names of opinion and reply": (
        ruled(
            f"1 | 意見の概要 | {BENCH}",
            f"^ | 市の考え方 | {BENCH_REPLY}",
            f"2 | 意見の概要 | {BUS}",
            f"^ | 市の考え方 | {BUS_REPLY}",
        ),
    ),
    "a column split in two by a stray line": (
        ruled(
            "No. | 意見の概要 |  | 市の考え方 | ",
            f"1 | {BENCH} |  |  | {BENCH_REPLY}",
            f"2 |  | {BUS} | {BUS_REPLY} | ",
        ),
    ),
    "replies in a table of their own": (
        ruled("No. | 意見の概要", f"1 | {BENCH}", f"2 | {BUS}"),
        ruled("No. | 市の考え方", f"1 | {BENCH_REPLY}", f"2 | {BUS_REPLY}"),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_gives_the_same_two_statements(shape: str) -> None:
    found = pairs(parse(*SHAPES[shape]))
    if shape == "no header at all":
        found = [
            (label, words, [r.replace("くことを検討し", "き").replace("の見直し", "") for r in replies])
            for label, words, replies in found
        ]
    assert found == TWO


@pytest.mark.parametrize("shape", SHAPES)
def test_no_character_is_claimed_twice(shape: str) -> None:
    doubles = [at for at, times in claims(parse(*SHAPES[shape])).items() if times > 1]
    assert doubles == []


@pytest.mark.parametrize("shape", SHAPES)
def test_a_table_is_taken_without_being_forced(shape: str) -> None:
    assert OpinionTable().read(Material(build(*SHAPES[shape]))).score.value >= ENOUGH


NOT_OPINIONS = {
    "figures": ruled(
        "1 | 意見等の提出者数 | 3人、1団体", "2 | 意見等の件数 | 42件", "3 | 意見等の概要及び市の考え方 | "
    ),
    "schedule": ruled("日時 | 会場", "7月1日 | 公民館", "7月2日 | 市役所"),
    "figures with opinions in the first column": ruled(
        "意見の内容 | 件数", "緑地に関すること | 3件", "公園に関すること | 4件"
    ),
    "facts beside names": ruled("募集期間 | 7月1日から7月31日まで", "提出された意見 | 3件", "提出方法 | 郵送"),
    "legend": ruled("区分 | 内容 | 説明", "A | 反映 | 案に反映します。", "B | 参考 | 参考にします。"),
}


@pytest.mark.parametrize("name", NOT_OPINIONS)
def test_other_tables_are_left_alone(name: str) -> None:
    alone = build("みどり野市の意見募集について", NOT_OPINIONS[name])
    assert OpinionTable().read(Material(alone)).drafts() == ()
    assert OpinionTable().read(Material(alone)).score.value == 0.0
    beside = parse(NOT_OPINIONS[name], *SHAPES["plain"])
    assert pairs(beside) == TWO
    text = build(NOT_OPINIONS[name]).text
    assert not [at for at in claims(beside) if at < len(text)]


# ------------------------------------------------------------ what cannot be read says so

REFUSED = [
    (
        "TM303",
        ["No. | 意見の概要 | 市の考え方 | 教育委員会の回答", f"1 | {BENCH} | {BENCH_REPLY} | 同じです。"],
        "市の考え方、教育委員会の回答",
    ),
    ("TM303", ["No. | 意見の概要 | 回答 | 回答", f"1 | {BENCH} | {BENCH_REPLY} | 同じです。"], "回答、回答"),
    ("TM302", ["No. | 意見の概要 | 提出日", f"1 | {BENCH} | 7月1日", f"2 | {BUS} | 7月2日"], "意見の概要"),
]


@pytest.mark.parametrize(("code", "rows", "words"), REFUSED)
def test_a_table_without_one_column_of_replies_is_refused(code: str, rows: list[str], words: str) -> None:
    doc = build(ruled(*rows))
    assert OpinionTable().read(Material(doc)).score.value >= ENOUGH
    with pytest.raises(TownMeetingError) as raised:
        OpinionTable().read(Material(doc)).drafts()
    assert raised.value.code == code
    assert words in str(raised.value)


def test_two_columns_of_replies_without_headers_are_refused() -> None:
    rows = [f"{n} | 公園のベンチを増やしてください | 検討します。 | 予算を確保し、設置に努めます。" for n in (1, 2, 3)]
    with pytest.raises(TownMeetingError) as raised:
        OpinionTable().read(Material(build(ruled(*rows)))).drafts()
    assert raised.value.code == "TM303"
    assert "3列目、4列目" in str(raised.value)


def test_a_second_column_of_replies_that_is_empty_is_no_rival() -> None:
    draft = parse(ruled("No. | 意見 | 市の考え方 | 事務局の考え", f"1 | {BENCH} | {BENCH_REPLY} | "))
    assert pairs(draft) == TWO[:1]


# ------------------------------------------------------------ cells beside opinion and reply


def test_what_was_done_later_is_a_note_and_not_the_reply() -> None:
    draft = parse(
        ruled(
            "No. | 意見 | 市の考え方 | 対応区分 | 対応状況", f"1 | {BENCH} | {BENCH_REPLY} | 反映 | 5月に置きました。"
        )
    )
    only = statement(draft, "1")
    assert [t.text for t in only.answers] == [BENCH_REPLY]
    assert [(n.text, n.kind) for n in only.notes] == [("5月に置きました。", NoteKind.ACTION)]
    assert [(link.target_id, link.basis.value) for link in only.links] == [("t1", "row"), ("n1", "row")]
    assert {name: q.text for name, q in only.fields} == {"No.": "1", "対応区分": "反映"}
    assert [t.position for t in draft.turns] < [n.position for n in draft.notes]


def test_a_dash_is_neither_a_reply_nor_a_note() -> None:
    draft = parse(
        ruled("No. | 意見 | 市の考え方 | 対応状況", f"1 | {BENCH} | － | なし", f"2 | {BUS} | {BUS_REPLY} | 済み")
    )
    assert statement(draft, "1").answers == ()
    assert statement(draft, "1").notes == ()
    assert [t.text for t in draft.turns] == [BUS_REPLY]


def test_the_speaker_is_the_name_in_the_row_and_the_office_answers() -> None:
    draft = parse(
        ruled("No. | 委員名 | 該当箇所 | 意見 | 市の\n考え方", f"1 | 秋田 委員 | 第1章 | {BENCH} | {BENCH_REPLY}")
    )
    only = statement(draft, "1")
    assert (only.speaker.attribution, only.speaker.role) == ("秋田委員", Role.RESIDENT)
    assert (draft.turns[0].speaker.attribution, draft.turns[0].role) == ("市の考え方", Role.STAFF)
    assert {n: q.text for n, q in only.fields}["該当箇所"] == "第1章"


def test_a_place_merged_over_rows_counts_for_each_of_them() -> None:
    draft = parse(
        ruled(
            "該当箇所 | No. | 意見 | 市の考え方", f"第1章 | 1 | {BENCH} | {BENCH_REPLY}", f"^ | 2 | {BUS} | {BUS_REPLY}"
        )
    )
    assert pairs(draft) == TWO
    assert [{n: q.text for n, q in s.fields}["該当箇所"] for s in draft.statements] == ["第1章", "第1章"]


LABELS = [
    ("1", "1"),
    ("No.３", "3"),
    ("（２）", "2"),
    ("2-1", "2-1"),
    ("２－１", "2-1"),
    ("[4]", "4"),
    ("意見5", "意見5"),
    ("問１", "問1"),
    ("7番", "7番"),
    ("発言6", "6"),
    ("①", "1"),
    ("A-2", "A-2"),
    ("4～6", "4~6"),
    ("1\n2", "1、2"),
]


@pytest.mark.parametrize(("printed", "label"), LABELS)
def test_labels_are_the_printed_numbers(printed: str, label: str) -> None:
    draft = parse(ruled(["No.", "意見", "回答"], [printed, BENCH, BENCH_REPLY]))
    assert [s.label for s in draft.statements] == [label]


def test_rows_without_numbers_are_counted_and_said_to_be() -> None:
    draft = parse(ruled("意見 | 回答", f"{BENCH} | {BENCH_REPLY}", f"{BUS} | {BUS_REPLY}"))
    assert pairs(draft) == TWO
    assert [(d.code, dict(d.fields)) for d in draft.diagnostics] == [("labels_counted", {"count": "2"})]


COUNTS = [
    (BENCH, 1),
    ("公園にベンチを置いてほしい。（2件）", 2),
    ("公園にベンチを置いてほしい（３件）。", 3),
    ("次の点が分からない。\n①費用\n②場所（2件）\n③時期", 2),
    ("次の点が分からない。①費用 ②場所(2件) ③時期", 2),
    ("①日陰（2件）\n②遊具（3件）", 4),
    ("賛成です。（同様の意見ほか4件）", 5),
    ("昨年の苦情（3件）はどうなりましたか。", 1),
]


@pytest.mark.parametrize(("words", "count"), COUNTS)
def test_a_row_stands_for_as_many_opinions_as_it_says(words: str, count: int) -> None:
    only = parse(ruled(["No.", "意見", "回答"], ["1", words, BENCH_REPLY])).statements[0]
    assert only.count == count
    assert "".join(only.text.split()) == "".join(words.split())


def test_a_column_of_counts_goes_before_the_words() -> None:
    draft = parse(
        ruled("No. | 意見 | 件数 | 回答", f"1 | {BENCH}（2件） | 5件 | {BENCH_REPLY}", f"2~4 | {BUS} | | {BUS_REPLY}")
    )
    assert [s.count for s in draft.statements] == [5, 3]


SEGMENTS = [
    ("道が狭い。\n歩道を広げてほしい。", ["道が狭い。", "歩道を広げてほしい。"]),
    (
        "通学路の歩道がとても狭くて雨の日\nに危ないので広げてほしい。",
        ["通学路の歩道がとても狭くて雨の日に危ないので広げてほしい。"],
    ),
    ("次の点を伺います。\n1．費用\n2．期間", ["次の点を伺います。", "1．費用", "2．期間"]),
    ("次の点が不明\n①費用について\n②期間について", ["次の点が不明", "①費用について", "②期間について"]),
    (
        "要望\n歩道がとても狭くて雨の日に危ないので広げてほしい。",
        ["要望", "歩道がとても狭くて雨の日に危ないので広げてほしい。"],
    ),
    ("自治体の DX\nplan を示して", ["自治体の DX plan を示して"]),
]


@pytest.mark.parametrize(("words", "segments"), SEGMENTS)
def test_lines_of_a_cell_become_paragraphs(words: str, segments: list[str]) -> None:
    draft = parse(ruled(["No.", "意見", "回答"], ["1", words, BENCH_REPLY]))
    assert [q.text for q in draft.statements[0].segments] == segments


def test_a_reply_of_nothing_but_digits_takes_no_time() -> None:
    draft = parse(ruled("No. | 意見 | 回答", f"1 | {BENCH} | No.{'1' * 3000}", f"2 | {BUS} | {'1、' * 2000}"))
    assert [len(s.answers) for s in draft.statements] == [1, 1]


def test_nothing_found_means_no_meeting() -> None:
    doc = build("みどり野市の広報です。")
    assert OpinionTable().read(Material(doc)).drafts() == ()
    assert OpinionTable().read(Material(doc)).score.value == 0.0


def test_a_printed_number_is_the_reason_of_a_link() -> None:
    draft = parse(*SHAPES["named blocks"])
    assert [(k.basis.value, k.detail) for k in statement(draft, "2").links] == [
        ("reference", "No. 2 に対する市の考え方")
    ]
    assert draft.turns[1].to == ("2",)
    assert draft.turns[1].speaker.attribution == "市の考え方"
    assert bases(parse(*SHAPES["replies in a table of their own"]), "1") == ["number"]
    assert bases(parse(*SHAPES["a form for each opinion"]), "1") == ["adjacency"]


def test_blocks_of_question_and_answer_pair_by_their_numbers() -> None:
    rows = (f"問1 | {BENCH}", f"問2 | {BUS}", f"答1 | {BENCH_REPLY}", f"答2 | {BUS_REPLY}")
    assert pairs(parse(ruled(*rows))) == [("問1", BENCH, [BENCH_REPLY]), ("問2", BUS, [BUS_REPLY])]


@pytest.mark.parametrize("shape", SHAPES)
def test_parsing_twice_gives_the_same(shape: str) -> None:
    assert parse(*SHAPES[shape]) == parse(*SHAPES[shape])
