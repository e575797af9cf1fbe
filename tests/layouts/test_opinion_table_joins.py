"""Cells cut by page ends, shared replies, pointers to other rows, and groups."""

from __future__ import annotations

import pytest

from tests.layouts.table_builder import TableText, bases, claims, pairs, parse, ruled, statement, tabbed

HEADER = "No. | 意見の概要 | 市の考え方"
LONG = "公園の木陰が少なく、夏の昼間に子どもを遊ばせることができない。木を植えてほしい。"
LONG_REPLY = "御意見のとおり、木陰は大切だと考えています。来年度に十本を植えます。"
BUS, BUS_REPLY = "バスを増やしてほしい。", "便数を検討します。"
FIRST = f"1 | {LONG} | {LONG_REPLY}"
OTHER_GROUP = f"1 | {BUS} | {BUS_REPLY}"
THIRD = f"3 | 駅前も。 | {BUS_REPLY}"
NEXT = f"2 | {BUS} | {BUS_REPLY}"
WHOLE = [("1", LONG, [LONG_REPLY]), ("2", BUS, [BUS_REPLY])]


def cut(*places: int) -> tuple[str, str, str, str]:
    """Cut opinion and reply in two."""
    at, reply_at = places
    return LONG[:at], LONG[at:], LONG_REPLY[:reply_at], LONG_REPLY[reply_at:]


O1, O2, R1, R2 = cut(12, 16)

CUTS: dict[str, tuple[str | TableText, ...]] = {
    "both cells, header repeated": (ruled(HEADER, f"1 | {O1} | {R1}"), ruled(HEADER, f" | {O2} | {R2}", NEXT)),
    "both cells, no header on the second page": (ruled(HEADER, f"1 | {O1} | {R1}"), ruled(f" | {O2} | {R2}", NEXT)),
    "the reply alone": (ruled(HEADER, f"1 | {LONG} | {R1}"), ruled(HEADER, f" |  | {R2}", NEXT)),
    "the opinion alone": (ruled(HEADER, f"1 | {O1} | {LONG_REPLY}"), ruled(HEADER, f" | {O2} | ", NEXT)),
    "in the midst of a table": (tabbed(HEADER, f"1 | {O1} | {R1}", f" | {O2} | {R2}", NEXT),),
    "over two pages": (
        ruled(HEADER, f"1 | {O1[:5]} | {R1[:9]}"),
        ruled(HEADER, f" | {O1[5:]} | {R1[9:]}"),
        ruled(HEADER, f" | {O2} | {R2}", NEXT),
    ),
    "the reply goes on as a paragraph": (tabbed(HEADER, f"1 | {LONG} | {R1}"), R2, tabbed(HEADER, NEXT)),
    "the opinion goes on as a paragraph": (
        tabbed("No. | ご意見", f"1 | {O1}"),
        O2,
        tabbed(f"No. 1 に対する市の考え方 | {LONG_REPLY}"),
        tabbed("No. | ご意見", f"2 | {BUS}"),
        tabbed(f"No. 2 に対する市の考え方 | {BUS_REPLY}"),
    ),
    "a block goes on in a table without its name": (
        tabbed("No. | ご意見", f"1 | {LONG}"),
        tabbed(f"No. 1 に対する市の考え方 | {R1}"),
        tabbed(f" | {R2}"),
        tabbed("No. | ご意見", f"2 | {BUS}"),
        tabbed(f"No. 2 に対する市の考え方 | {BUS_REPLY}"),
    ),
    "a table without numbers": (
        ruled("意見 | 回答", f"{O1} | {R1}"),
        ruled("意見 | 回答", f"{O2} | {R2}", f"{BUS} | {BUS_REPLY}"),
    ),
    "a number in the first cell": (
        tabbed("委員名 | 意見 | 回答", f"1 秋田委員 | {O1} | {R1}"),
        tabbed("委員名 | 意見 | 回答", f" | {O2} | {R2}", f"2 石川委員 | {BUS} | {BUS_REPLY}"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CUTS)
def test_a_row_cut_by_a_page_end_is_one_statement(name: str) -> None:
    draft = parse(*CUTS[name])
    assert pairs(draft) == WHOLE
    assert max(claims(draft).values()) == 1


def test_a_numbered_item_after_the_page_end_is_a_paragraph_of_its_own() -> None:
    draft = parse(
        ruled(HEADER, ["1", "次の点を伺います。\n1．費用\n2．期間", "1．来年度に示します。\n2．三年です。"]),
        ruled("\u3000 | 3．担当 | 3．公園課です。"),
    )
    (only,) = draft.statements
    assert [q.text for q in only.segments] == ["次の点を伺います。", "1．費用", "2．期間", "3．担当"]
    assert [q.text for q in only.answers[0].segments] == ["1．来年度に示します。", "2．三年です。", "3．公園課です。"]


def test_a_whole_row_at_the_top_of_a_page_without_numbers_is_a_statement_of_its_own() -> None:
    rows = ["歩道の整備を求める意見 | 案のとおりとする", "駅前の緑化を求める意見 | 参考とする"]
    draft = parse(ruled("意見 | 回答", rows[0]), ruled("意見 | 回答", rows[1]))
    assert len(draft.statements) == 2


NO_CONTINUATION = [
    "3 意見を受けて修正した箇所",
    "※ 意見は原文のまま掲載しています。",
    "# みどり野市の考え方の一覧",
    "問合せ先 都市計画課",
]


@pytest.mark.parametrize("line", NO_CONTINUATION)
def test_a_line_below_a_finished_table_is_not_taken_in(line: str) -> None:
    draft = parse(tabbed(HEADER, f"1 | 歩道の整備を求める意見 | {BUS_REPLY}"), line)
    assert pairs(draft) == [("1", "歩道の整備を求める意見", [BUS_REPLY])]


# ------------------------------------------------------------ one reply for several statements

SHARED: dict[str, tuple[TableText, ...]] = {
    "merged cell": (ruled(HEADER, FIRST, f"2 | {BUS} | ^", THIRD),),
    "empty cell of a table of tabs": (tabbed(HEADER, FIRST, f"2 | {BUS} | ", THIRD),),
    "merged cell cut by a page end": (
        ruled(HEADER, "8 | 川の意見。 | 川を直します。", "9 | 橋の意見。 | ^", FIRST),
        ruled(HEADER, f"2 | {BUS} | ", THIRD),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SHARED)
def test_a_shared_reply_is_one_turn_of_several_statements(name: str) -> None:
    draft = parse(*SHARED[name])
    own, other = statement(draft, "1"), statement(draft, "2")
    assert own.answers == other.answers
    shared = "merged" if name == "merged cell" else "assumed"
    assert (bases(draft, "1"), bases(draft, "2"), bases(draft, "3")) == (["row"], [shared], ["row"])
    assert other.links[0].detail == "1"
    assert sum(t.text == LONG_REPLY for t in draft.turns) == 1


def test_a_shared_reply_may_be_cut_by_a_page_end_between_its_rows() -> None:
    draft = parse(
        ruled(HEADER, f"1 | {LONG} | {R1[:10]}は、", f"2 | {BUS} | ^"),
        ruled(HEADER, "3 | 駅前も。 | 後半です。", "4 | 川も。 | ^"),
    )
    assert {s.answers for s in draft.statements} == {(draft.turns[0],)}
    assert draft.turns[0].text == f"{R1[:10]}は、後半です。"
    assert [bases(draft, label) for label in "1234"] == [["row"], ["merged"], ["merged"], ["merged"]]


def test_three_rows_below_one_reply_share_it() -> None:
    draft = parse(tabbed(HEADER, FIRST, f"2 | {BUS} | ", "3 | 駅前も。 | "))
    assert [len(s.answers) for s in draft.statements] == [1, 1, 1]
    assert [d.code for d in draft.diagnostics] == ["reply_shared_by_empty_cell"] * 2


OPEN: dict[str, tuple[str | TableText, ...]] = {
    "ruled, and merged nowhere": (ruled(HEADER, FIRST, f"2 | {BUS} | ", THIRD),),
    "ruled, and merged elsewhere": (ruled(HEADER, "8 | 川。 | 直します。", "9 | 橋。 | ^", FIRST, f"2 | {BUS} | "),),
    "first row of a group": (
        "# 1 公園に関すること",
        tabbed(HEADER, FIRST),
        "# 2 交通に関すること",
        tabbed(HEADER, f"2 | {BUS} | "),
    ),
    "first row of all": (tabbed(HEADER, f"2 | {BUS} | ", FIRST),),
    "nothing the office fills is filled": (
        tabbed("No. | 意見 | 市の考え方 | 対応区分", f"1 | {LONG} | {LONG_REPLY} | 反映", f"2 | {BUS} |  | "),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", OPEN)
def test_an_empty_reply_that_nothing_shares_is_left_open_and_said_to_be(name: str) -> None:
    draft = parse(*OPEN[name])
    assert statement(draft, "2").answers == ()
    assert [(d.code, dict(d.fields)["label"]) for d in draft.diagnostics] == [("reply_cell_empty", "2")]


def test_several_replies_beside_one_merged_opinion_are_turns_of_their_own() -> None:
    draft = parse(ruled(HEADER, FIRST, "^ | ^ | 費用は来年度に示します。", NEXT))
    assert pairs(draft) == [("1", LONG, [LONG_REPLY, "費用は来年度に示します。"]), ("2", BUS, [BUS_REPLY])]


def test_opinions_below_one_merged_number_are_statements_of_their_own() -> None:
    draft = parse(ruled(HEADER, FIRST, f"^ | {BUS} | {BUS_REPLY}"))
    assert [(s.id, s.label) for s in draft.statements] == [("1", "1"), ("1-b", "1")]
    assert [[t.text for t in s.answers] for s in draft.statements] == [[LONG_REPLY], [BUS_REPLY]]


# ------------------------------------------------------------ "the same as No. 1"

SAME = [
    "No.1と同様",
    "№１に同じ。",
    "1番に同じ",
    "No.1の回答参照",
    "No.1の市の考え方をご参照ください。",
    "ご意見については、No.1の回答のとおりです。",
    "番号1と同じです。",
    "No.1と同様です。なお、時期は未定です。",
    "同上",
    "〃",
    "上記のとおり",
    "上記の回答のとおりです。",
    "前項と同様",
]


@pytest.mark.parametrize("words", SAME)
def test_a_pointer_keeps_its_words_and_ties_the_other_reply(words: str) -> None:
    draft = parse(ruled(HEADER, FIRST, f"2 | {BUS} | {words}"))
    pointing = statement(draft, "2")
    assert [t.text for t in pointing.answers] == [words, LONG_REPLY]
    assert bases(draft, "2") == ["row", "same_as"]
    assert pointing.links[1].detail in words
    assert bases(draft, "1") == ["row"]


NO_POINTER = [
    "第1章と同様の表現に改めます。また、図を加えます。",
    "木を植える場所は、No.1でお答えした内容に沿って、地区ごとの事情を見ながら決めてまいります。",
    "上記の計画は、県が所管しています。",
    "1点目は検討します。",
    "今後の参考とします。",
]


@pytest.mark.parametrize("words", NO_POINTER)
def test_a_reply_of_its_own_is_no_pointer(words: str) -> None:
    draft = parse(ruled(HEADER, FIRST, f"2 | {BUS} | {words}"))
    assert [t.text for t in statement(draft, "2").answers] == [words]


def test_pointers_are_followed_and_may_name_several_rows_and_later_ones() -> None:
    rows = [
        FIRST,
        f"2 | {BUS} | No.1と同様",
        "3 | 駅前も。 | 同上",
        "4 | 両方。 | No.1、5と同様",
        "5 | 川。 | 川を直します。",
    ]
    draft = parse(ruled(HEADER, *rows))
    assert [t.text for t in statement(draft, "3").answers] == ["同上", "No.1と同様", LONG_REPLY]
    assert [t.text for t in statement(draft, "4").answers] == ["No.1、5と同様", LONG_REPLY, "川を直します。"]


def test_rows_that_point_to_each_other_end() -> None:
    draft = parse(ruled(HEADER, f"1 | {LONG} | No.2と同様", f"2 | {BUS} | No.1と同様", "3 | 川。 | No.9と同様"))
    assert [t.text for t in statement(draft, "1").answers] == ["No.2と同様", "No.1と同様"]
    assert [t.text for t in statement(draft, "3").answers] == ["No.9と同様"]


def test_a_pointer_means_its_own_group_unless_it_names_another() -> None:
    draft = parse(
        "# 1 公園に関すること",
        ruled(HEADER, FIRST),
        "# 2 交通に関すること",
        ruled(HEADER, OTHER_GROUP, "2 | 夜も。 | No.1と同様", "3 | 木も。 | 1のNo.1と同様"),
    )
    assert [t.text for t in statement(draft, "2").answers] == ["No.1と同様", BUS_REPLY]
    assert [t.text for t in statement(draft, "3").answers] == ["1のNo.1と同様", LONG_REPLY]


# ------------------------------------------------------------ groups that restart the numbering

CHANGED, OTHERS = "Ⅰ．意見を踏まえて修正するもの", "Ⅱ．その他の意見"
GROUPS: dict[str, tuple[str | TableText, ...]] = {
    "headings before tables": (
        CHANGED,
        ruled(HEADER, FIRST),
        OTHERS,
        ruled(HEADER, OTHER_GROUP),
    ),
    "rows over the whole width": (
        ruled(HEADER, f"{CHANGED} | < | <", FIRST, f"{OTHERS} | < | <", OTHER_GROUP),
    ),
    "rows over the whole width that count": (
        ruled(HEADER, f"{CHANGED} | < | <", FIRST, f"{OTHERS} | < | <", OTHER_GROUP, "合計（2件） | < | <"),
    ),
    "rows with words where the number stands": (
        tabbed(HEADER, f"{CHANGED} | | ", FIRST, f"{OTHERS} | | ", OTHER_GROUP),
    ),
    "headings in the column of opinions": (
        tabbed(HEADER, f" | {CHANGED} | ", FIRST, f" | {OTHERS} | ", OTHER_GROUP),
    ),
    "rows above repeated headers": (
        ruled(f"{CHANGED} | < | <", HEADER, FIRST, f"{OTHERS} | < | <", HEADER, OTHER_GROUP),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", GROUPS)
def test_groups_are_sections_and_their_numbers_part_of_the_ids(name: str) -> None:
    draft = parse(*GROUPS[name])
    assert [(s.id, s.label, s.section) for s in draft.statements] == [
        ("I/1", "1", CHANGED),
        ("II/1", "1", OTHERS),
    ]
    assert pairs(draft) == [("1", LONG, [LONG_REPLY]), ("1", BUS, [BUS_REPLY])]
    assert {CHANGED, OTHERS} <= {q.text for q in draft.headings}


def test_a_heading_may_say_how_many_opinions_follow() -> None:
    rows = ("１　公園に関すること（1件） | < | <", FIRST, "２　交通に関すること（1件） | < | <", OTHER_GROUP)
    draft = parse(ruled(HEADER, *rows))
    assert [s.section for s in draft.statements] == ["１ 公園に関すること（1件）", "２ 交通に関すること（1件）"]


def test_sheets_are_groups_where_nothing_else_is() -> None:
    draft = parse(
        ruled(HEADER, FIRST, sheet="公園"),
        ruled(HEADER, OTHER_GROUP, sheet="交通"),
    )
    assert [(s.id, s.section) for s in draft.statements] == [("1/1", "公園"), ("2/1", "交通")]


def test_one_heading_before_the_table_is_no_group() -> None:
    draft = parse("# 2 意見の概要と市の考え方について", ruled(HEADER, FIRST, NEXT))
    assert [(s.id, s.section) for s in draft.statements] == [("1", ""), ("2", "")]


def test_a_label_printed_twice_in_one_group_is_kept_apart() -> None:
    draft = parse(ruled(HEADER, FIRST, OTHER_GROUP))
    assert [s.id for s in draft.statements] == ["1", "1-b"]


def test_a_reply_to_a_number_nobody_has_is_kept_and_reported() -> None:
    draft = parse(
        tabbed("No. | ご意見", f"1 | {BUS}"),
        tabbed(f"No. 1 に対する市の考え方 | {BUS_REPLY}"),
        tabbed(f"No. 7 に対する市の考え方 | {LONG_REPLY}"),
    )
    assert [t.text for t in draft.turns] == [BUS_REPLY, LONG_REPLY]
    assert [len(s.answers) for s in draft.statements] == [1]
    assert [(d.code, dict(d.fields)) for d in draft.diagnostics] == [("reply_without_statement", {"label": "7"})]


def test_pointers_find_numbers_that_are_printed_with_a_word() -> None:
    draft = parse(ruled(HEADER, f"意見1 | {LONG} | {LONG_REPLY}", f"意見2 | {BUS} | 意見1と同様"))
    assert [t.text for t in statement(draft, "意見2").answers] == ["意見1と同様", LONG_REPLY]
