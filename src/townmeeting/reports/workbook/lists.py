"""A list on a sheet: title, header, rows; set up for the screen, the printer and the people who fill it in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from townmeeting.model import Verdict
from townmeeting.reports.selection import Finding
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.cells import Guard, is_risky
from townmeeting.reports.workbook.form import Column, Form, Sheet, pick
from townmeeting.reports.workbook.rows import ROWS
from townmeeting.reports.workbook.styles import FILL_HEADER, FILLABLE, HEADER_FILL, Look, Styles, status_rule
from townmeeting.reports.workbook.values import POINT_SOURCES, SOURCES, Place, Value, entry, printed
from townmeeting.review.ledger import ROW_ID, ROW_REVISION, Ledger
from townmeeting.review.values import CONFIRMED

TITLE_ROW, HEADER_ROW = 1, 2
LEADING = 1.6
"""Height of a line over the size of the font; 游ゴシック has the widest lines of the fonts in use."""
MOST_HEIGHT = 409.0
"""Highest row in points that Excel shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The rows of a sheet as values, ready for xlsx and csv alike. `ids` are the points' keys and revisions, one a
    row, on sheets whose rows are points."""

    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    ids: tuple[tuple[str, str], ...] = ()


def make_listing(sheet: Sheet, places: Sequence[Place], ledger: Ledger | None = None) -> Listing:
    """Return the rows of the sheet. The column of the meeting is there only where there are several."""
    columns = tuple(c for c in sheet.columns if c.key != "meeting" or len(places) > 1)
    rows, ids = [], []
    points = {(k.meeting, k.point): (str(k), p.revision) for k, p in ledger.points.items()} if ledger else {}
    keys = [m.key for m in ledger.meetings] if ledger else [""] * len(places)
    for key, place in zip(keys, places, strict=True):
        for subject in ROWS[sheet.source](place):
            rows.append(tuple(_value(sheet, c, subject, place) for c in columns))
            if ledger and sheet.source in POINT_SOURCES:
                ids.append(points[key, subject.point.id])
    return Listing(sheet=sheet, columns=columns, rows=tuple(rows), ids=tuple(ids))


def _value(sheet: Sheet, column: Column, subject: Any, place: Place) -> Value:  # noqa: ANN401  (any row's subject)
    known = SOURCES[sheet.source].get(column.key)
    if known:
        return known(subject, place)
    if column.fixed:
        return column.fixed
    if not isinstance(subject, Finding):
        return ""
    return printed(subject, column.printed) if column.printed else entry(subject, column.key, column.fill)


def quick_width(text: str) -> int:
    """Return about `text.width(text)`, in a tenth of the time: a full-width character takes three bytes of UTF-8."""
    return (len(text) + len(text.encode("utf-8", "replace"))) // 2


def column_width(title: str, values: Sequence[Value], least: int, most: int) -> int:
    """Return a column's width in half-width characters: as wide as its longest line, within the bounds."""
    longest = max((quick_width(line) for v in values if v for line in str(v).split("\n")), default=0)
    return max(least, min(most, max(longest + 2, quick_width(title) + 4)))


def row_height(values: Sequence[Value], widths: Sequence[int], size: int) -> float:
    """Return the height in points that shows every line of the row's texts, at most what Excel allows."""
    lines = 1
    for value, room in zip(values, widths, strict=True):
        if isinstance(value, str) and len(value) * 2 > room - 2:
            lines = max(lines, sum(-(-quick_width(part) // (room - 2)) or 1 for part in value.split("\n")))
    return min(MOST_HEIGHT, lines * size * LEADING + 4)


class ListSheet:
    """Writes one list into a workbook opened for writing only."""

    def __init__(self, book: Any, styles: Styles, form: Form, guard: Guard, words: Words) -> None:  # noqa: ANN401
        self.book, self.styles, self.form, self.guard, self.words = book, styles, form, guard, words

    def write(self, title: str, listing: Listing, head: str, home: str, choices: Mapping[str, str]) -> None:
        """Write the list under `head` on a sheet called `title`; `home` is the overview's title, `choices` the
        range of the offered values by column key."""
        sheet = self.book.create_sheet(title)
        widths = self._set_up(sheet, listing, head)
        self._head(sheet, listing, head, home)
        grow = growing_rows(sheet)
        for at, row in enumerate(self._rows(sheet, listing)):
            grow(HEADER_ROW + 1 + at, row_height(listing.rows[at], widths, self.form.size))
            sheet.append(row)
        last = HEADER_ROW + len(listing.rows)
        sheet.auto_filter.ref = f"A{HEADER_ROW}:{_letter(len(listing.columns) + 2 * bool(listing.ids))}{last}"
        if listing.rows:
            self._offer(sheet, listing, last, choices)

    def _set_up(self, sheet: Any, listing: Listing, head: str) -> list[int]:  # noqa: ANN401
        widths = []
        for at, column in enumerate(listing.columns, 1):
            values = [row[at - 1] for row in listing.rows]
            size = column_width(pick(column.title, self.words.lang), values, column.least, column.most)
            sheet.column_dimensions[_letter(at)].width = size
            widths.append(size)
        for at in range(len(listing.columns) + 1, len(listing.columns) + 1 + 2 * bool(listing.ids)):
            sheet.column_dimensions[_letter(at)].hidden = True
        sheet.row_dimensions[TITLE_ROW].height = 24
        sheet.row_dimensions[HEADER_ROW].height = 30
        sheet.freeze_panes = f"B{HEADER_ROW + 1}"
        set_up_page(sheet, self.form.paper, head)
        sheet.print_title_rows = f"{TITLE_ROW}:{HEADER_ROW}"
        protect(sheet)
        return widths

    def _head(self, sheet: Any, listing: Listing, head: str, home: str) -> None:  # noqa: ANN401
        title = self.styles.template(sheet, Look(bold=True, size=self.form.size + 4, border=False, wrap=False))
        back = self.styles.template(sheet, Look(border=False, wrap=False, link=True))
        link = link_to(self.guard.put(back, self.words("概要へ", "Overview")), home) if home else None
        sheet.append([link, self.guard.put(title, head)])
        sheet.append([*map(self._header(sheet), listing.columns), *((ROW_ID, ROW_REVISION) if listing.ids else ())])

    def _header(self, sheet: Any) -> Any:  # noqa: ANN401
        def cell(column: Column) -> Any:  # noqa: ANN401
            ground = FILL_HEADER if column.fill else HEADER_FILL
            look = Look(bold=True, colour="FFFFFF", ground=ground, across="center")
            return self.guard.put(self.styles.template(sheet, look), pick(column.title, self.words.lang))

        return cell

    def _rows(self, sheet: Any, listing: Listing) -> Iterator[list[Any]]:  # noqa: ANN401
        # Data cells are unlocked: Excel sorts a protected sheet only where every cell of the range is.
        plain = [self.styles.template(sheet, _look(c)) for c in listing.columns]
        quoted = [self.styles.template(sheet, _look(c, quoted=True)) for c in listing.columns]
        put = self.guard.put
        for at, values in enumerate(listing.rows):
            row = [
                put(quoted[i] if isinstance(v, str) and v and is_risky(v) else plain[i], v)
                for i, v in enumerate(values)
            ]
            yield [*row, *listing.ids[at]] if listing.ids else row

    def _offer(self, sheet: Any, listing: Listing, last: int, choices: Mapping[str, str]) -> None:  # noqa: ANN401
        from openpyxl.worksheet.datavalidation import DataValidation

        shut = DataValidation(type="custom", formula1="FALSE", allow_blank=False, showErrorMessage=True)
        shut.errorTitle = self.words("この列は書き換えられません", "This column is fixed")
        shut.error = self.words("黄色の列に記入してください。", "Please use the yellow columns.")
        for at, column in enumerate(listing.columns, 1):
            area = f"{_letter(at)}{HEADER_ROW + 1}:{_letter(at)}{last}"
            if not column.fill:
                shut.add(area)
            elif column.key in choices:
                sheet.data_validations.append(self._drop_down(column, choices[column.key], area))
            if column.fill == "status":
                for verdict in Verdict:
                    rule = status_rule(verdict, self.words.named("Verdict", verdict.value))
                    sheet.conditional_formatting.add(area, rule)
        if shut.sqref:
            sheet.data_validations.append(shut)

    def _drop_down(self, column: Column, source: str, area: str) -> Any:  # noqa: ANN401
        from openpyxl.worksheet.datavalidation import DataValidation

        strict = column.fill in ("status", CONFIRMED)
        offer = DataValidation(type="list", formula1=source, allow_blank=True, showErrorMessage=strict)
        offer.errorStyle = "warning"
        offer.errorTitle = pick(column.title, self.words.lang)[:32]  # Excel calls a file damaged that has more
        offer.error = self.words("一覧にない語です。このまま入れますか。", "Not in the list. Keep it?")
        offer.add(area)
        return offer


def _look(column: Column, *, quoted: bool = False) -> Look:
    return Look(
        ground=FILLABLE if column.fill else "",
        locked=False,
        quoted=quoted,
        across="center" if column.key in ("kind", "status", "confirmed", "strength", "severity") else "left",
        number="yyyy/mm/dd" if column.fill == "date" or column.key == "deadline_day" else "General",
    )


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return get_column_letter(number)


def growing_rows(sheet: Any) -> Callable[[int, float], None]:  # noqa: ANN401
    """Return a function that gives a row a height which is only the first: the row still grows as people type.

    openpyxl marks every height as fixed by hand, and a row without any is one line high in some programs.
    """
    from openpyxl.worksheet.dimensions import RowDimension

    class Growing(RowDimension):
        customHeight = False

    def grow(row: int, height: float) -> None:
        sheet.row_dimensions[row] = Growing(sheet, index=row, ht=height)

    return grow


def link_to(cell: Any, title: str) -> Any:  # noqa: ANN401
    """Make the cell a link to the top of another sheet of this workbook. Rows are not linked to: they get sorted."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = title.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1", display=str(cell.value))
    return cell


def set_up_page(sheet: Any, paper: str, head: str) -> None:  # noqa: ANN401
    """Set up the printed page: landscape, one page wide, name of the list and page numbers below."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = {"a4": 9, "a3": 8}[paper]
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.oddFooter.left.text = head[:100].replace("&", "&&")
    sheet.oddFooter.right.text = "&P / &N"


def protect(sheet: Any) -> None:  # noqa: ANN401
    """Protect the sheet's frame without a password; sorting, filtering and column widths stay free."""
    guard = sheet.protection
    guard.sheet = True
    for name in ("sort", "autoFilter", "formatColumns", "formatRows", "formatCells", "deleteRows"):
        setattr(guard, name, False)
