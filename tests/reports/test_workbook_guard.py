"""Whatever a text begins with or holds, a cell and a CSV field hold it as text."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell import WriteOnlyCell

from tests.review.builders import OPEN, Edited, make_many, merged
from townmeeting.errors import TownMeetingError
from townmeeting.model import Status
from townmeeting.reports.table_csv import render_table
from townmeeting.reports.workbook import render_workbook
from townmeeting.reports.workbook.cells import Guard, is_risky
from townmeeting.review.guard import CELL_LIMIT, cell_safe, units

RISKY = (
    "=1+1",
    "+81-3",
    "-5",
    "@SUM(A1)",
    "＝1+1",
    "＋81",
    "－5",
    "＠a",
    "\t=1",
    " =1",
    "=",
    "'=1",
    "=cmd|' /C calc'!A0",
)
PLAIN = ("バス", "1.1", "5-3", "a=b", "", "・-")


@pytest.mark.parametrize("text", RISKY)
def test_what_looks_like_a_formula_is_marked_as_text(text):
    assert is_risky(text)
    edited = Edited(render_workbook([make_many(words=(text,), states=(Status.UNANSWERED,))]))
    cell = edited.book[OPEN].cell(3, edited.column(OPEN, "論点"))
    assert (cell.value or "").strip() == text.strip()
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert merged(edited.bytes()).records == ()


@pytest.mark.parametrize("text", PLAIN)
def test_other_text_is_left_alone(text):
    assert not is_risky(text)


@settings(max_examples=200)
@given(st.text(max_size=40))
def test_no_text_becomes_a_formula_or_an_error(text):
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("s")
    cell = Guard("…").put(WriteOnlyCell(sheet), text)
    sheet.append([cell])
    data = io.BytesIO()
    book.save(data)
    back = openpyxl.load_workbook(data)["s"]["A1"]
    assert back.data_type in ("s", "n")
    assert back.value is None or isinstance(back.value, str)


@given(st.text(alphabet=st.sampled_from("あ𠮷a\x00\n"), max_size=60), st.integers(0, 40_000))
def test_a_cell_never_holds_more_than_excel_takes(text, times):
    whole = (text or "あ") * (times // max(1, len(text)))
    safe = cell_safe(whole, "（続き）")
    assert units(safe) <= CELL_LIMIT
    assert "\x00" not in safe
    assert len(safe) == len(whole) or safe.endswith("…（続き）")


def test_the_csv_is_the_list_of_open_points():
    data = render_table([make_many()])
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == 5
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    edited = Edited(render_workbook([make_many()]))
    header = [c.value for c in edited.book[OPEN][2] if c.value and not c.value.startswith("tm_")]
    assert rows[0] == header
    assert [r[0] for r in rows[1:]] == ["1.1", "2.1", "3.1", "5.1"]


@pytest.mark.parametrize("text", RISKY)
def test_a_csv_field_that_looks_like_a_formula_gets_an_apostrophe(text):
    data = render_table([make_many(words=(text,), states=(Status.UNANSWERED,))])
    row = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))[1]
    assert f"'{text}" in row


def test_cp932_is_written_or_its_lacking_characters_are_listed():
    assert render_table([make_many()], encoding="cp932").decode("cp932").startswith("管理番号")
    with pytest.raises(TownMeetingError) as error:
        render_table([make_many(words=("𠮷野の❤と𠮷田。",), states=(Status.UNANSWERED,))], encoding="cp932")
    assert error.value.code == "TM603"
    assert "U+20BB7" in str(error.value)
    assert "U+2764" in str(error.value)
    with pytest.raises(TownMeetingError) as error:
        render_table([make_many()], encoding="nonsense")
    assert error.value.code == "TM103"
