"""Random tables, cut by random page ends, come back as what they were made from; nothing is lost or told twice."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from tests.layouts.table_builder import Row, TableText, build, claims
from townmeeting.layouts.material import Material
from townmeeting.layouts.opinion_table import OpinionTable

SUBJECTS = ["公園", "バス", "図書館", "歩道", "水路", "保育所", "広報", "街灯", "駐輪場", "体育館"]
ASKS = ["を増やしてほしい", "の予定を教えてください", "を直すべきだ", "に手すりを付けてほしい", "の場所が分かりにくい"]
REPLIES = [
    "については検討してまいります",
    "は来年度に整備します",
    "については現状のとおりといたします",
    "の担当課に伝えます",
]

sentences = st.builds("{}{}。".format, st.sampled_from(SUBJECTS), st.sampled_from(ASKS))
opinions = st.lists(sentences, min_size=1, max_size=3).map("".join)
answers = st.lists(
    st.builds("{}{}。".format, st.sampled_from(SUBJECTS), st.sampled_from(REPLIES)), min_size=1, max_size=3
).map("".join)


@dataclass(frozen=True)
class Row_:
    opinion: str
    reply: str | None
    """None: shares the reply of the row above."""


@st.composite
def tables(draw: st.DrawFn) -> tuple[Row_, ...]:
    rows = draw(st.lists(st.builds(Row_, opinions, st.one_of(st.none(), answers, answers)), min_size=1, max_size=8))
    first = Row_(rows[0].opinion, rows[0].reply or "公園については検討してまいります。")
    return (first, *rows[1:])


def expected(rows: tuple[Row_, ...]) -> list[tuple[str, str, str]]:
    found: list[tuple[str, str, str]] = []
    for n, row in enumerate(rows, 1):
        found.append((str(n), row.opinion, found[-1][2] if row.reply is None else row.reply))
    return found


def read(*blocks: TableText) -> list[tuple[str, str, str]]:
    (draft,) = OpinionTable().read(Material(build(*blocks))).drafts()
    return [(s.label, s.text, "".join(t.text for t in s.answers)) for s in draft.statements]


HEADER: Row = ["No.", "意見の概要", "市の考え方"]


@given(tables(), st.booleans())
def test_a_table_comes_back(rows: tuple[Row_, ...], ruled: bool) -> None:
    empty = "^" if ruled else ""
    body = [[str(n), row.opinion, empty if row.reply is None else row.reply] for n, row in enumerate(rows, 1)]
    assert read(TableText((HEADER, *body), ruled=ruled)) == expected(rows)


@st.composite
def cut_tables(draw: st.DrawFn) -> tuple[tuple[Row_, ...], list[list[Row]]]:
    """A table of own replies, and its pages: between rows, or within one at any place of either cell."""
    rows = draw(st.lists(st.builds(Row_, opinions, answers), min_size=1, max_size=6))
    pages: list[list[Row]] = [[]]
    for n, row in enumerate(rows, 1):
        cells = [str(n), row.opinion, row.reply or ""]
        how = draw(st.sampled_from(["whole", "whole", "before", "within"]))
        if how == "before":
            pages.append([])
        if how == "within":
            at = [draw(st.integers(1, len(text) - 1)) for text in cells[1:]]
            pages[-1].append([cells[0], cells[1][: at[0]], cells[2][: at[1]]])
            pages.append([])
            cells = ["", cells[1][at[0] :], cells[2][at[1] :]]
        pages[-1].append(cells)
    return tuple(rows), [page for page in pages if page]


@given(cut_tables(), st.booleans(), st.booleans())
def test_page_ends_anywhere_leave_no_trace(
    made: tuple[tuple[Row_, ...], list[list[Row]]], ruled: bool, headed: bool
) -> None:
    rows, pages = made
    blocks = [TableText((HEADER, *page) if headed or n == 0 else tuple(page), ruled) for n, page in enumerate(pages)]
    assert [tuple("".join(part.split()) for part in row) for row in read(*blocks)] == expected(rows)


@given(cut_tables(), st.booleans())
def test_every_character_of_the_tables_is_told_once(
    made: tuple[tuple[Row_, ...], list[list[Row]]], headed: bool
) -> None:
    blocks = [TableText((HEADER, *page) if headed or n == 0 else tuple(page)) for n, page in enumerate(made[1])]
    doc = build(*blocks)
    (draft,) = OpinionTable().read(Material(doc)).drafts()
    told = claims(draft)
    assert {doc.text[at] for at in range(len(doc.text)) if told[at] == 0 and not doc.text[at].isspace()} == set()
    assert set(told.values()) == {1}


@given(cut_tables())
def test_quotes_lead_back_to_the_source(made: tuple[tuple[Row_, ...], list[list[Row]]]) -> None:
    doc = build(*[TableText((HEADER, *page)) for page in made[1]])
    (draft,) = OpinionTable().read(Material(doc)).drafts()
    quotes = [q for s in draft.statements for q in s.segments] + [q for t in draft.turns for q in t.segments]
    for quote in quotes:
        for piece in quote.pieces:
            end = piece.at + piece.end - piece.start
            assert doc.text[piece.start : piece.end] == quote.text[piece.at : end]


@given(cut_tables(), st.integers(2, 4))
def test_ids_are_unique_and_positions_follow_the_source(
    made: tuple[tuple[Row_, ...], list[list[Row]]], copies: int
) -> None:
    blocks: list[TableText] = []
    for _ in range(copies):
        blocks += [TableText((HEADER, *page)) for page in made[1]]
    (draft,) = OpinionTable().read(Material(build(*blocks))).drafts()
    ids = [s.id for s in draft.statements]
    assert len(set(ids)) == len(ids) == copies * len(made[0])
    starts = [t.segments[0].spans[0][0] for t in draft.turns]
    assert starts == sorted(starts)
    assert [t.id for t in draft.turns] == [f"t{n}" for n in range(1, len(starts) + 1)]


cells = st.text(alphabet="意見回答市の考え方No.1２-（）。、\n ※計同上－年参照件", max_size=12)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=6), st.booleans())
def test_no_table_makes_it_stumble(rows: list[list[str]], headed: bool) -> None:
    doc = build(TableText(tuple(([HEADER] if headed else []) + [[c.strip("^<") for c in row] for row in rows])))
    for draft in OpinionTable().read(Material(doc)).drafts():
        assert all(s.segments for s in draft.statements)
        known = {t.id for t in draft.turns} | {n.id for n in draft.notes}
        assert {link.target_id for s in draft.statements for link in s.links} <= known
        assert max(claims(draft).values()) == 1
