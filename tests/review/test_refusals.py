"""A workbook that cannot be taken is refused with its reason, and reviewers' files are never written to."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from tests.conftest import HOSTILE
from tests.review.builders import Edited, make_many, merged, review
from townmeeting.errors import TownMeetingError
from townmeeting.reports.workbook import render_workbook

BOOK = render_workbook([make_many()])


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def without_hidden_sheet() -> bytes:
    book = Edited(BOOK)
    del book.book["tm_data"]
    return book.bytes()


def of_version(version: str) -> bytes:
    book = Edited(BOOK)
    book.book["tm_data"]["B1"] = version
    return book.bytes()


def hidden_sheet_wiped() -> bytes:
    book = Edited(BOOK)
    book.book["tm_data"].delete_rows(1, 5)
    return book.bytes()


def hidden_sheet_scribbled() -> bytes:
    book = Edited(BOOK)
    for row in book.book["tm_data"].iter_rows():
        if row[0].value == "point":
            row[1].value = "x"
    return book.bytes()


def zip_of_text() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("a.txt", "a")
    return data.getvalue()


REFUSED = {
    "another workbook": (lambda: saved(openpyxl.Workbook()), "TM401"),
    "no hidden sheet": (without_hidden_sheet, "TM401"),
    "another version": (lambda: of_version("0"), "TM402"),
    "password": (lambda: (HOSTILE / "password.xlsx").read_bytes(), "TM404"),
    "old xls": (lambda: (HOSTILE / "old.xls").read_bytes(), "TM405"),
    "text": (lambda: "管理番号,状態\n".encode("cp932"), "TM405"),
    "empty": (lambda: b"", "TM405"),
    "another zip": (zip_of_text, "TM405"),
    "cut off": (lambda: BOOK[: len(BOOK) // 2], "TM409"),
    "hidden sheet wiped": (hidden_sheet_wiped, "TM409"),
    "hidden sheet scribbled on": (hidden_sheet_scribbled, "TM409"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_with_its_own_code(name):
    make, code = REFUSED[name]
    with pytest.raises(TownMeetingError) as error:
        review(make(), "返送.xlsx")
    assert error.value.code == code
    assert "返送.xlsx" in error.value.render("ja")


def test_another_meeting_is_refused_and_a_corrected_source_is_not():
    other = make_many(title="よその会")
    other = replace(other, meeting=replace(other.meeting, source=replace(other.meeting.source, sha256="2" * 64)))
    with pytest.raises(TownMeetingError) as error:
        merged(BOOK, render_workbook([other]))
    assert error.value.code == "TM403"
    assert "よその会" in error.value.render("ja")
    now = make_many()
    corrected = replace(now, meeting=replace(now.meeting, source=replace(now.meeting.source, sha256="1" * 64)))
    assert len(merged(BOOK, render_workbook([corrected])).meetings[0].sources) == 2
