"""The two hidden sheets: what the drop-downs offer, and what the workbook remembers for the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from townmeeting.model import Verdict
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.cells import Guard
from townmeeting.reports.workbook.departments import all_departments
from townmeeting.reports.workbook.form import Column, Form, pick
from townmeeting.reports.workbook.values import Place
from townmeeting.review.ledger import SHEET, Ledger, ledger_rows


def offered(form: Form, places: Sequence[Place], words: Words) -> dict[str, tuple[str, ...]]:
    """Return what each drop-down offers, by column key."""
    lists = {c.key: _choices(c, places, words) for c in form.fields.values()}
    return {key: texts for key, texts in lists.items() if texts}


def _choices(column: Column, places: Sequence[Place], words: Words) -> tuple[str, ...]:
    if column.fill == "status":
        return tuple(words.named("Verdict", v.value) for v in Verdict)
    if column.fill == "confirmed":
        return (words("確認済", "checked"),)
    if column.departments:
        return tuple(sorted({n for p in places for n in all_departments(p.analysis)}))
    return tuple(pick(c, words.lang) for c in column.choices)


def list_areas(title: str, lists: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the range of each list on the sheet called `title`, by column key."""
    from openpyxl.utils import get_column_letter

    quoted = title.replace("'", "''")
    letters = {key: get_column_letter(at) for at, key in enumerate(lists, 1)}
    return {key: f"'{quoted}'!${letters[key]}$2:${letters[key]}${len(texts) + 1}" for key, texts in lists.items()}


def write_lists(book: Any, title: str, lists: Mapping[str, Sequence[str]], guard: Guard) -> None:  # noqa: ANN401
    """Write the sheet of offered values, one column a list, its key on top."""
    from openpyxl.cell import WriteOnlyCell

    sheet = book.create_sheet(title)
    sheet.sheet_state = "hidden"
    for row in zip_longest(*((key, *texts) for key, texts in lists.items())):
        sheet.append([None if t is None else guard.put(WriteOnlyCell(sheet), t) for t in row])


def write_ledger(book: Any, ledger: Ledger) -> None:  # noqa: ANN401
    """Write the hidden sheet by which rows and values are known again."""
    from openpyxl.cell import WriteOnlyCell

    sheet = book.create_sheet(SHEET)
    sheet.sheet_state = "veryHidden"
    guard = Guard("")
    cells: list[Any] = []
    for row in ledger_rows(ledger):
        while len(cells) < len(row):
            cells.append(WriteOnlyCell(sheet))
        sheet.append([guard.put(cell, text) for cell, text in zip(cells, row, strict=False)])
