"""What people do to a workbook and what comes back: nothing they typed is lost, nothing they did not type appears."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.review.builders import (
    EXCHANGES,
    OPEN,
    Edited,
    applied,
    coverage_of,
    make_many,
    merged,
    review,
    values,
)
from townmeeting.reports.workbook import render_workbook
from townmeeting.review.records import Decisions
from townmeeting.review.store import render_decisions

BOOK = render_workbook([make_many()])
FILLED = {("1.1", "department", "企画課"), ("2.1", "status", "answered"), ("3.1", "remarks", "=至急")}


def filled() -> Edited:
    book = Edited(BOOK).reviewer("佐藤")
    return (
        book.set(OPEN, "1.1", "担当課", "　企画課 ")
        .set(OPEN, "2.1", "状態", "回答ずみ")
        .set(OPEN, "3.1", "備考", "=至急")
    )


def reverse(rows):
    return rows[::-1]


def shuffle(rows):
    return random.Random(7).sample(rows, len(rows))


def without_second_sheet(book: Edited) -> Edited:
    del book.book[EXCHANGES]
    return book


def columns_moved(book: Edited) -> Edited:
    page = book.book[OPEN]
    rows = [[c.value for c in row] for row in page.iter_rows()]
    page.delete_rows(1, len(rows))
    for row in rows:
        page.append(row[5:] + row[:5])
    return book


def note_above(book: Edited) -> Edited:
    book.book[OPEN].insert_rows(1, 5)
    book.book[OPEN]["A1"] = "各課へ: 期限までにお願いします。"
    return book


def ids_removed(book: Edited) -> Edited:
    for sheet in (OPEN, EXCHANGES):
        book.book[sheet].delete_cols(book.column(sheet, "tm_id"), 2)
    return book


def headers_spaced(book: Edited) -> Edited:
    for cell in book.book[OPEN][2]:
        cell.value = f" {'　'.join(cell.value)}\n" if cell.value else None
    return book


def sheets_renamed(book: Edited) -> Edited:
    book.book[OPEN].title = "作業用"
    return book


CHANGES = {
    "as it is": lambda b: b,
    "sorted": lambda b: b.rearrange(OPEN, reverse),
    "shuffled": lambda b: b.rearrange(OPEN, shuffle).rearrange(EXCHANGES, shuffle),
    "columns moved": columns_moved,
    "one sheet deleted": without_second_sheet,
    "rows deleted": lambda b: b.rearrange(OPEN, lambda rows: rows[:3]),
    "every row twice": lambda b: b.rearrange(OPEN, lambda rows: rows + rows),
    "empty rows between": lambda b: b.rearrange(
        OPEN, lambda rows: [r for row in rows for r in (row, [None] * len(row))]
    ),
    "a note above": note_above,
    "hidden columns removed": ids_removed,
    "headers with spaces and line feeds": headers_spaced,
    "sheet renamed": sheets_renamed,
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_typed_comes_back_whatever_was_done_to_the_sheet(name):
    decisions = merged(CHANGES[name](filled()).bytes())
    assert values(decisions) == FILLED
    assert {r.who for r in decisions.records} == {"佐藤"}
    assert decisions.leftovers == ()


def test_an_untouched_workbook_brings_nothing():
    assert merged(BOOK).records == ()
    assert merged(Edited(BOOK).bytes()).records == ()


def test_every_record_keeps_who_when_and_the_value_before():
    book = filled()
    record = next(r for r in merged(book.bytes()).records if r.field == "status")
    assert (record.who, record.value, record.before, record.machine) == ("佐藤", "answered", "partial", "partial")
    assert dt.datetime.fromisoformat(record.when).year >= 2024


def test_the_reviewer_is_the_option_then_the_overview_then_who_saved_then_the_file():
    book = filled()
    book.book.properties.lastModifiedBy = "鈴木"
    assert review(book.bytes(), who="田中").who == "田中"
    assert review(book.bytes()).who == "佐藤"
    assert review(book.reviewer("").bytes()).who == "鈴木"
    book.book.properties.lastModifiedBy = "townmeeting"
    assert review(book.bytes(), "総務課.xlsx").who == "総務課"


def test_the_same_edit_on_two_sheets_counts_once_and_different_ones_are_a_dispute():
    both = Edited(BOOK).set(OPEN, "1.1", "状態", "回答済").set(EXCHANGES, "1.1", "状態", "回答済み")
    assert values(merged(both.bytes())) == {("1.1", "status", "answered")}
    differ = Edited(BOOK).set(OPEN, "1.1", "状態", "回答済").set(EXCHANGES, "1.1", "状態", "一部回答")
    decided = coverage_of(applied(make_many(), merged(differ.bytes())), "1.1")
    assert decided.decided.disputed == ("status",)
    assert decided.status == "partial"


def test_a_duplicated_row_edited_twice_keeps_both_entries():
    book = filled().rearrange(OPEN, lambda rows: [*rows, rows[0][:]])
    page, column = book.book[OPEN], book.column(OPEN, "担当課")
    page.cell(page.max_row, column).value = "交通課"
    found = values(merged(book.bytes()))
    assert {("1.1", "department", "企画課"), ("1.1", "department", "交通課")} <= found


def test_a_tick_decides_the_status_that_was_shown():
    ticked = merged(Edited(BOOK).set(OPEN, "3.1", "確認", "○").bytes())
    assert values(ticked) == {("3.1", "confirmed", "confirmed"), ("3.1", "status", "unanswered")}


def test_a_tick_beside_an_unreadable_status_decides_nothing():
    book = Edited(BOOK).set(OPEN, "3.1", "確認", "済").set(OPEN, "3.1", "状態", "だいたい済み")
    decisions = merged(book.bytes())
    assert values(decisions) == {("3.1", "confirmed", "confirmed")}
    assert [(item.reason, item.value) for item in decisions.leftovers] == [("unreadable", "だいたい済み")]


def test_a_link_is_stored_with_the_words_it_leads_to():
    book = Edited(BOOK).set(EXCHANGES, "1.1", "回答の番号", "ｔ２．１")
    (record,) = merged(book.bytes()).records
    assert record.value.startswith("t2.1~")
    assert record.before == ""


def test_a_row_that_matches_nothing_is_kept_aside_with_what_was_typed():
    book = filled().rearrange(
        OPEN, lambda rows: [*rows, ["追加", None, None, "あとで加えた論点", *[None] * 7, "総務課"]]
    )
    (left,) = merged(book.bytes()).leftovers
    assert (left.reason, left.value, left.words) == ("no_row", "総務課", "あとで加えた論点")


def test_a_row_whose_words_were_wiped_counts_as_deleted_but_its_entries_are_kept():
    book = filled().set(OPEN, "1.1", "論点", None)
    decisions = merged(book.bytes())
    assert ("1.1", "department", "企画課") not in values(decisions)
    assert [(item.reason, item.value) for item in decisions.leftovers] == [("no_row", "企画課")]


def test_words_typed_over_are_told_and_the_entries_still_count():
    book = filled().set(OPEN, "1.1", "論点", "街灯はいらない。")
    decisions = merged(book.bytes())
    assert values(decisions) == FILLED
    assert [(item.reason, item.value) for item in decisions.leftovers] == [("words_altered", "街灯はいらない。")]


def test_dates_come_back_as_dates():
    book = Edited(BOOK).set(OPEN, "1.1", "期限", dt.date(2026, 3, 31)).set(OPEN, "2.1", "期限", "来年度")
    decisions = merged(book.bytes())
    assert values(decisions) == {("1.1", "deadline", "2026-03-31"), ("2.1", "deadline", "来年度")}
    again = Edited(render_workbook([applied(make_many(), decisions)]))
    cell = again.book[OPEN].cell(again.row(OPEN, "1.1"), again.column(OPEN, "期限"))
    assert cell.value == dt.datetime(2026, 3, 31)


def test_a_workbook_made_with_decisions_shows_them_and_brings_nothing_new():
    decisions = merged(filled().bytes())
    again = render_workbook([applied(make_many(), decisions)])
    shown = Edited(again)
    assert shown.book[OPEN].cell(shown.row(OPEN, "1.1"), shown.column(OPEN, "担当課")).value == "企画課"
    assert merged(again, store=decisions) == decisions


def test_a_second_reviewer_who_saw_the_first_one_s_entry_replaces_it():
    first = merged(Edited(BOOK).reviewer("佐藤").set(OPEN, "1.1", "状態", "回答済").bytes())
    shown = render_workbook([applied(make_many(), first)])
    second = Edited(shown).reviewer("鈴木").set(EXCHANGES, "1.1", "状態", "一部回答")
    both = merged(second.bytes(), store=first)
    decided = coverage_of(applied(make_many(), both), "1.1")
    assert (decided.status, decided.decided.disputed) == ("partial", ())
    assert {r.who for r in both.records} == {"佐藤", "鈴木"}


def test_an_emptied_cell_takes_back_what_stood_there():
    first = merged(filled().bytes())
    shown = Edited(render_workbook([applied(make_many(), first)])).reviewer("鈴木")
    shown.set(OPEN, "1.1", "担当課", None).set(EXCHANGES, "2.1", "状態", None)
    now = applied(make_many(), merged(shown.bytes(), store=first))
    assert coverage_of(now, "1.1").decided.value("department") == ""
    assert coverage_of(now, "2.1").status == "partial"


words = st.sampled_from(["回答済", "一部回答", "未回答", "回答不要"])
edits = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from(["状態", "備考"]), words, st.sampled_from("佐鈴田")), max_size=6
)


def workbooks(made: list[tuple[int, str, str, str]]) -> list[bytes]:
    books: dict[str, Edited] = {}
    for point, title, value, who in made:
        sheet = EXCHANGES if title == "状態" else OPEN
        if sheet == EXCHANGES or point != 4:  # point 4 is answered and not on the list of open points
            books.setdefault(who, Edited(BOOK).reviewer(who)).set(sheet, f"{point}.1", title, value)
    return [b.bytes() for b in books.values()]


@settings(max_examples=12)
@given(edits, st.randoms(use_true_random=False))
def test_neither_the_order_of_files_nor_merging_twice_changes_the_result(made, order):
    files = workbooks(made)
    mixed = order.sample(files, len(files))
    at_once = merged(*files)
    assert render_decisions(merged(*mixed)) == render_decisions(at_once)
    one_by_one = Decisions()
    for file in mixed:
        one_by_one = merged(file, store=one_by_one)
    assert sorted(values(one_by_one)) == sorted(values(at_once))
    assert render_decisions(merged(*files, store=at_once)) == render_decisions(at_once)
