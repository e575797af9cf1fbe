"""Workbooks really edited and saved by LibreOffice. Skipped with a reason where it is missing."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path

import openpyxl
import pytest

from tests.review.builders import EXCHANGES, OPEN, OVERVIEW, Edited, make_many, merged, values
from townmeeting.reports.workbook import render_workbook

SCRIPT = Path(__file__).with_name("edit_in_office.py")
BOOK = render_workbook([make_many()])
WIDE = len([c for c in Edited(BOOK).book[OPEN][2] if c.value])


@cache
def bridge() -> str:
    """Return a Python that can talk to LibreOffice, or ""."""
    if not shutil.which("soffice"):
        return ""
    for name in ("/usr/bin/python3", "python3", "/usr/lib/libreoffice/program/python"):
        found = shutil.which(name)
        if found and subprocess.run([found, "-c", "import uno"], capture_output=True).returncode == 0:
            return found
    return ""


def edit(folder: Path, *actions: list) -> bytes:
    python = bridge()
    if not python:
        pytest.skip("LibreOffice or its Python bridge is missing (apt-get install libreoffice-calc-nogui python3-uno)")
    source, target = folder / "followup.xlsx", folder / "returned.xlsx"
    source.write_bytes(BOOK)
    command = [python, SCRIPT, source, target, folder / "profile"]
    done = subprocess.run(command, input=json.dumps(actions).encode(), capture_output=True, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    assert source.read_bytes() == BOOK
    return target.read_bytes()


def at(sheet: str, point: str, title: str) -> tuple[int, int]:
    """Row and column of a cell, counted from 0."""
    book = Edited(BOOK)
    return book.row(sheet, point) - 1, book.column(sheet, title) - 1


def put(sheet: str, point: str, title: str, text: str) -> list:
    return ["set", sheet, *at(sheet, point, title), text]


FILLS = (
    put(OPEN, "1.1", "状態", "回答ずみ"),
    put(OPEN, "2.1", "担当課", "　企画課　"),
    put(OPEN, "3.1", "備考", "'=至急"),
    put(OPEN, "5.1", "対応内容", "一行目\n二行目"),
    put(EXCHANGES, "4.1", "状態", "一部回答"),
    ["set", OVERVIEW, 1, 1, "佐藤"],
)
FILLED = {
    ("1.1", "status", "answered"),
    ("2.1", "department", "企画課"),
    ("3.1", "remarks", "'=至急"),
    ("5.1", "action", "一行目\n二行目"),
    ("4.1", "status", "partial"),
}


def test_saving_alone_brings_nothing(tmp_path):
    decisions = merged(edit(tmp_path))
    assert decisions.records == ()
    assert decisions.leftovers == ()


def test_everything_filled_in_comes_back_after_sort_filter_move_and_insert(tmp_path):
    returned = edit(
        tmp_path,
        *FILLS,
        ["sort", OPEN, 2, 5, 0, WIDE],
        ["move_column", OPEN, at(OPEN, "1.1", "状態")[1], 1],
        ["width", OPEN, 3, 9000],
        ["insert_rows", OPEN, 0, 3],
        ["filter", OPEN, 4, 8, WIDE, 1, "未回答"],
        ["sort", EXCHANGES, 2, 6, 4, 14],
        ["author", "誰か"],
    )
    order = [row[0].value for row in openpyxl.load_workbook(io.BytesIO(returned))[OPEN].iter_rows(min_row=6)]
    assert order == ["5.1", "3.1", "2.1", "1.1"]  # LibreOffice did sort
    decisions = merged(returned)
    assert values(decisions) == FILLED
    assert {r.who for r in decisions.records} == {"佐藤"}
    assert decisions.leftovers == ()


def test_deleted_rows_take_nothing_else_with_them_and_doubled_rows_count_once(tmp_path):
    returned = edit(
        tmp_path,
        *FILLS,
        ["duplicate", OPEN, at(OPEN, "2.1", "担当課")[0], WIDE],
        ["delete", OPEN, at(OPEN, "1.1", "状態")[0]],
    )
    assert values(merged(returned)) == FILLED - {("1.1", "status", "answered")}


def test_drop_downs_colours_and_protection_survive(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(edit(tmp_path, put(OPEN, "1.1", "備考", "済"))))
    page = book[EXCHANGES]
    assert page.protection.sheet
    assert any(v.type == "list" for v in page.data_validations.dataValidation)
    assert len(page.conditional_formatting) > 0
    assert "townmeeting_run" in book.custom_doc_props.names
