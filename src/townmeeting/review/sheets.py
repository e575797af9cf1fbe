"""A reviewer's workbook as plain rows. It is read, never written: saving it through openpyxl would lose the
drop-downs that Excel keeps in an extension."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from townmeeting.errors import TownMeetingError
from townmeeting.review.ledger import MARK, SHEET
from townmeeting.review.values import cell_text

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
FORMULA = re.compile(rb"<f[ >/]")
MAX_UNPACKED = 1_000_000_000
"""Most bytes that the parts of a workbook may unpack to; 20,000 points take 0.1 thousand million."""

Rows = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """The sheets of a workbook as text, the hidden one apart; who saved it last, and when (ISO 8601, UTC)."""

    name: str
    sheets: dict[str, Rows]
    hidden: Rows
    saved_by: str
    saved_at: str


def read_pages(data: bytes, name: str) -> Pages:
    """Return the sheets of the workbook `name`.

    Raises TM404 (password), TM405 (no xlsx), TM409 (damaged), TM401 (not written by townmeeting).
    """
    _check_container(data, name)
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Excel adds to drop-downs and colours is of no use here
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheets = {s.title: _rows(s) for s in book.worksheets}
            if _has_formulas(data):
                typed = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
                sheets = {s.title: _with_formulas(sheets[s.title], _rows(s)) for s in typed.worksheets}
    except Exception as error:  # openpyxl raises whatever its XML classes raise
        raise TownMeetingError("TM409", path=name) from error
    hidden = sheets.pop(SHEET, None)
    if hidden is None:
        raise TownMeetingError("TM401", path=name)
    return Pages(name=name, sheets=sheets, hidden=hidden, saved_by=_saved_by(book), saved_at=_saved_at(book))


def _check_container(data: bytes, name: str) -> None:
    if data.startswith(OLE):
        raise TownMeetingError("TM404" if ENCRYPTED in data else "TM405", path=name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(i.file_size for i in archive.infolist())
            workbook = "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile as error:
        raise TownMeetingError("TM409" if data.startswith(b"PK") else "TM405", path=name) from error
    if not workbook:
        raise TownMeetingError("TM405", path=name)
    if size > MAX_UNPACKED:
        raise TownMeetingError("TM409", path=name)


def _rows(sheet: object) -> Rows:
    return list(_filled(sheet))


def _filled(sheet: object) -> Iterator[tuple[str, ...]]:
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # the declared size is not always the true one
    for row in sheet.iter_rows(values_only=True):  # type: ignore[attr-defined]
        texts = tuple(cell_text(v) for v in row)
        yield texts if any(texts) else ()


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n.startswith("xl/worksheets/") and n.endswith(".xml")]
        return any(FORMULA.search(archive.read(n)) for n in names)


def _with_formulas(values: Rows, typed: Rows) -> Rows:
    """Return the values, and where a formula has none, or an error, what was typed: 「=現地を確認」 is a note."""
    rows = []
    for shown, written in zip_longest(values, typed, fillvalue=()):
        pairs = zip_longest(shown, written, fillvalue="")
        rows.append(tuple(w if w.startswith("=") and (not v or v.startswith("#")) else v for v, w in pairs))
    return rows


def _saved_by(book: Workbook) -> str:
    name = cell_text(book.properties.lastModifiedBy)
    return "" if name == MARK else name  # what the workbook was written with, not who filled it in


def _saved_at(book: Workbook) -> str:
    when = book.properties.modified
    return when.strftime("%Y-%m-%dT%H:%M:%SZ") if when else ""
