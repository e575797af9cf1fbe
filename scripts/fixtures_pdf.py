"""PDF renderings of the fixture documents: running text, ruled tables cut by page ends, two columns.

Everything is placed by hand, line by line, so that page ends fall where a reader of PDFs finds them hard: in the
midst of a paragraph and in the midst of a table row. The fonts are the CID fonts that no viewer needs embedded.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from fixtures_content import COVERED, Blocks, Grid
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SERIF, GOTHIC = "HeiseiMin-W3", "HeiseiKakuGo-W5"
NEVER_FIRST = "、。，．」』）〕】・ー！？…"
MARGIN, TOP, BOTTOM = 62.0, 770.0, 72.0
LEADING = 1.6
"""Distance of lines, in font sizes."""

for font in (SERIF, GOTHIC):
    pdfmetrics.registerFont(UnicodeCIDFont(font))


def wrap(text: str, font: str, size: float, width: float) -> Iterator[str]:
    """Yield the lines that the text fills; a closing sign never begins one, a number is never cut."""
    for paragraph in text.split("\n"):
        line = ""
        for unit in _units(paragraph):
            full = pdfmetrics.stringWidth(line + unit, font, size) > width
            if line and full and unit[0] not in NEVER_FIRST:
                yield line
                line = ""
            line += unit
        yield line


def _units(text: str) -> Iterator[str]:
    run = ""
    for char in text:
        if char.isascii() and char.isalnum():
            run += char
            continue
        if run:
            yield run
        yield char
        run = ""
    if run:
        yield run


@dataclass(slots=True)
class Press:
    """A PDF in the course of being set. A page has one or more columns; what is full goes on in the next."""

    running_head: str
    columns: int = 1
    size: float = 10.5
    out: io.BytesIO = field(default_factory=io.BytesIO)
    canvas: Canvas = field(init=False)
    page: int = 0
    column: int = 0
    y: float = TOP

    def __post_init__(self) -> None:
        self.canvas = Canvas(self.out, pagesize=A4, invariant=1, pageCompression=0)
        self.canvas.setTitle(self.running_head)
        self._begin_page()

    @property
    def width(self) -> float:
        """The width of a column, in points."""
        return (A4[0] - 2 * MARGIN - 24 * (self.columns - 1)) / self.columns

    @property
    def x(self) -> float:
        """The left edge of the column being filled."""
        return MARGIN + self.column * (self.width + 24)

    def _begin_page(self) -> None:
        self.page += 1
        self.column = 0
        self.canvas.setFont(GOTHIC, 8)
        self.canvas.drawString(MARGIN, 805, self.running_head)
        self.canvas.drawCentredString(A4[0] / 2, 36, f"- {self.page} -")
        self.y = TOP

    def turn(self) -> None:
        """Go to the next column, or to the next page after the last."""
        if self.column + 1 < self.columns:
            self.column += 1
            self.y = TOP
        else:
            self.canvas.showPage()
            self._begin_page()

    def line(self, text: str, font: str, size: float) -> None:
        """Set one line."""
        if self.y < BOTTOM:
            self.turn()
        self.canvas.setFont(font, size)
        self.canvas.drawString(self.x, self.y, text)
        self.y -= size * LEADING

    def paragraph(self, text: str, *, heading: int = 0, gap: bool = False) -> None:
        """Set a paragraph; where the page is full, it goes on on the next."""
        font = GOTHIC if heading else SERIF
        size = self.size + (4, 2, 1)[heading - 1] if heading else self.size
        if gap and self.y < TOP:
            self.y -= self.size * 0.9
        for line in wrap(text, font, size, self.width):
            self.line(line, font, size)

    def table(self, grid: Grid) -> None:
        """Set a ruled table; rows are cut where the page is full, and the header stands on every page."""
        RuledTable(self, grid).draw()

    def finish(self) -> bytes:
        """Return the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.out.getvalue()


class RuledTable:
    """A table as columns of lines: the unit that a page takes or leaves is a line, not a row."""

    size, pad = 10.6, 4.0

    def __init__(self, press: Press, grid: Grid) -> None:
        self.press, self.grid = press, grid
        scale = press.width / sum(grid.widths)
        self.widths = [w * scale for w in grid.widths]
        self.edges = [press.x + sum(self.widths[:c]) for c in range(len(self.widths) + 1)]
        self.cells = [[self._lines(c, cell) for c, cell in enumerate(row)] for row in grid.rows]
        self.heights = self._row_heights()

    def _lines(self, column: int, cell: str) -> list[str]:
        if cell in ("", COVERED):
            return []
        return list(wrap(cell, SERIF, self.size, self.widths[column] - 2 * self.pad))

    def _row_heights(self) -> list[int]:
        """The number of lines of each row; the last row of a merged cell makes room for what is left of it."""
        grid = self.grid
        heights = [
            max(len(cell) for c, cell in enumerate(row) if grid.span(r, c) < 2) for r, row in enumerate(self.cells)
        ]
        for r, row in enumerate(self.cells):
            for c, cell in enumerate(row):
                if (span := grid.span(r, c)) > 1:
                    heights[r + span - 1] += max(0, len(cell) - sum(heights[r : r + span]))
        return heights

    def _running_lines(self) -> Iterator[tuple[int, bool, list[str]]]:
        """Yield for each line of the table: its row, whether it is the row's last, the words of every column."""
        for r, height in enumerate(self.heights):
            for n in range(height):
                words = [self._words_at(r, c, n) for c in range(len(self.widths))]
                yield r, n == height - 1, words

    def _words_at(self, row: int, column: int, line: int) -> str:
        while self.grid.rows[row][column] == COVERED:
            row -= 1
            line += self.heights[row]
        cell = self.cells[row][column]
        return cell[line] if line < len(cell) else ""

    def draw(self) -> None:
        """Set the table on as many pages as it takes."""
        press = self.press
        step = self.size * 1.5
        top = self._header()
        for row, last, words in self._running_lines():
            if press.y - step < BOTTOM:
                self._verticals(top, press.y)
                self._rule(range(len(self.widths)))
                press.turn()
                top = self._header()
            press.canvas.setFont(SERIF, self.size)
            for c, text in enumerate(words):
                press.canvas.drawString(self.edges[c] + self.pad, press.y - self.size - 1, text)
            press.y -= step
            if last:
                press.y -= 3
                self._rule([c for c in range(len(self.widths)) if not self._goes_on(row, c)])
        self._verticals(top, press.y)
        press.y -= 2 * step

    def _goes_on(self, row: int, column: int) -> bool:
        return row + 1 < len(self.grid.rows) and self.grid.rows[row + 1][column] == COVERED

    def _header(self) -> float:
        press = self.press
        top = press.y
        self._rule(range(len(self.widths)))
        press.canvas.setFont(GOTHIC, self.size)
        for c, words in enumerate(self.grid.header):
            press.canvas.drawString(self.edges[c] + self.pad, press.y - self.size - 2, words)
        press.y -= self.size * 1.8
        self._rule(range(len(self.widths)))
        return top

    def _rule(self, columns: range | list[int]) -> None:
        for c in columns:
            self.press.canvas.line(self.edges[c], self.press.y, self.edges[c + 1], self.press.y)

    def _verticals(self, top: float, bottom: float) -> None:
        for x in self.edges:
            self.press.canvas.line(x, top, x, bottom)


def as_pdf(blocks: Blocks, running_head: str, *, columns: int = 1) -> bytes:
    """Return a PDF of the blocks with a running head and page numbers."""
    press = Press(running_head, columns=columns)
    for block in blocks:
        if isinstance(block, Grid):
            press.table(block)
        else:
            press.paragraph(block.plain, heading=block.heading, gap=block.gap)
    return press.finish()
