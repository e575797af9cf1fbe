"""Excel workbooks: a sheet is a table, and a cell hidden under a merged one points to the cell with the words."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from townmeeting.model import Block, Cell, Diagnostic, Locator, Paragraph, Severity, SourceDocument, Table
from townmeeting.readers.build import Canvas, Source, warn
from townmeeting.readers.grid import column_name
from townmeeting.readers.xlsx_parts import SheetParts, read_parts

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.cell.cell import MergedCell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

Place = tuple[int, int]
"""Row and column of a cell, from 1."""

_LITERAL = re.compile(r'(?P<before>(?:"[^"]*")?)(?:General|#,##0|0+|#)(?P<after>(?:"[^"]*")?)(?:_.|\\.)*(?:;.*)?')


def read_xlsx(source: Source) -> SourceDocument:
    """Return the sheets of a workbook as tables, numbers and dates as text; the words of text boxes follow the table
    of their sheet as paragraphs.

    Raises TownMeetingError TM207 (damaged) or TM210 (too many cells).
    """
    try:
        parts = read_parts(source.data)
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError) as e:
        raise source.broken(e) from e
    for part in parts:
        source.check_cells(max(part.cells, part.merged))
    drawn = {part.title: part.drawn for part in parts}
    canvas = Canvas(source)
    blocks: list[Block] = []
    diagnostics: list[Diagnostic] = []
    for sheet in _load(source).worksheets:
        diagnostics += _remarks(sheet)
        blocks += _sheet(sheet, drawn.get(sheet.title, ()), canvas)
        canvas.put("\n")
    return canvas.document("xlsx", blocks, [*diagnostics, *_uncalculated(parts)])


def _load(source: Source) -> Workbook:
    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(io.BytesIO(source.data), data_only=True)
    except Exception as e:  # openpyxl raises whatever its XML classes run into
        raise source.broken(e if str(e) else type(e).__name__) from e


def _sheet(sheet: Worksheet, drawn: tuple[str, ...], canvas: Canvas) -> Iterator[Block]:
    # `_cells` holds the cells that exist; the dimensions of a sheet formatted to its last row claim 17 billion.
    values = {place: text for place, cell in sheet._cells.items() if (text := displayed(cell)).strip()}
    if values:
        yield _table(sheet, values, canvas)
    for text in drawn:
        canvas.put("\n")
        quote = canvas.write(text, Locator(sheet=sheet.title))
        yield Paragraph(quote=quote, gap=True)


def _table(sheet: Worksheet, values: dict[Place, str], canvas: Canvas) -> Table:
    top, left = min(r for r, _ in values), min(c for _, c in values)
    bottom, right = max(r for r, _ in values), max(c for _, c in values)
    covered = _covered(sheet, values)
    bottom = max([bottom, *(r for r, _ in covered)])
    right = max([right, *(c for _, c in covered)])
    canvas.source.check_cells((bottom - top + 1) * (right - left + 1))
    rows = []
    for row in range(top, bottom + 1):
        cells = []
        for column in range(left, right + 1):
            anchor = covered.get((row, column))
            if anchor:
                cells.append(Cell(origin=(anchor[0] - top, anchor[1] - left)))
            else:
                cells.append(_cell(sheet.title, (row, column), values.get((row, column), ""), canvas))
        rows.append(tuple(cells))
        canvas.put("\n")
    return Table(rows=tuple(rows), where=Locator(sheet=sheet.title))


def _cell(title: str, place: Place, text: str, canvas: Canvas) -> Cell:
    if not text:
        return Cell()
    quote = canvas.write(text, Locator(sheet=title, cell=f"{column_name(place[1])}{place[0]}"))
    canvas.put("\t")
    return Cell(quote=quote.strip())


def _covered(sheet: Worksheet, values: dict[Place, str]) -> dict[Place, Place]:
    """Return, for every cell hidden under a merged one with words, the place of the cell that shows."""
    covered: dict[Place, Place] = {}
    for area in sheet.merged_cells.ranges:
        anchor = (area.min_row, area.min_col)
        if anchor in values:
            for row in range(area.min_row, area.max_row + 1):
                for column in range(area.min_col, area.max_col + 1):
                    covered[row, column] = anchor
            del covered[anchor]
    return covered


def displayed(cell: SheetCell | MergedCell) -> str:
    """Return a cell's value about as Excel shows it: whole numbers without a point, dates as ISO, and the words a
    number format puts around a number (0"件")."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return _number(value, cell.number_format) if isinstance(value, int | float) else str(value)


def _number(value: float, form: str) -> str:
    if form.endswith("%"):
        return f"{value * 100:.10g}%"
    shown = f"{value:.15g}" if isinstance(value, float) else str(value)
    literal = _LITERAL.fullmatch(form)
    return f"{literal['before'].strip(chr(34))}{shown}{literal['after'].strip(chr(34))}" if literal else shown


def _remarks(sheet: Worksheet) -> Iterator[Diagnostic]:
    where = Locator(sheet=sheet.title)
    if sheet.sheet_state != "visible":
        yield warn("hidden_sheet", where, sheet=sheet.title)
    rows = sum(bool(d.hidden) for d in sheet.row_dimensions.values())
    columns = sum(bool(d.hidden) for d in sheet.column_dimensions.values())
    if rows or columns:
        yield warn("hidden_cells", where, sheet=sheet.title, rows=rows, columns=columns)
    comments = sum(cell.comment is not None for cell in sheet._cells.values())
    if comments:
        yield warn("comments_not_read", where, Severity.INFO, count=comments)
    errors = sorted(place for place, cell in sheet._cells.items() if cell.data_type == "e")
    if errors:
        first = f"{column_name(errors[0][1])}{errors[0][0]}"
        yield warn("error_values", where, sheet=sheet.title, count=len(errors), cell=first)


def _uncalculated(parts: list[SheetParts]) -> Iterator[Diagnostic]:
    """Warn of formulas that the program which wrote the file never calculated: their cells read as empty."""
    for part in parts:
        if part.uncalculated:
            first = part.uncalculated[0]
            where = Locator(sheet=part.title, cell=first)
            yield warn("formulas_without_value", where, sheet=part.title, count=len(part.uncalculated), cell=first)
