"""One page of a PDF: its lines, tables and columns, and the order they are read in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from townmeeting.model import Block, Locator, Paragraph
from townmeeting.readers.build import Canvas
from townmeeting.readers.pdf_tables import Grid, build_table, glyphs_in
from townmeeting.readers.pdf_text import (
    Glyph,
    TextLine,
    cut_rows,
    find_gutter,
    indent_of,
    line_of,
    rows_of,
    turned,
    without_ruby,
    writes_downwards,
)

GAP = 1.45
"""A step down of more than this many times the usual one is an empty line."""

Placed = tuple[Grid, dict[int, list[Glyph]]]


@dataclass(frozen=True, slots=True)
class Page:
    """A page before anything is decided that needs the other pages. `gutter` is the x at which its two columns
    part; `downwards` tells that it is set from top to bottom and its coordinates are turned."""

    number: int
    height: float
    lines: tuple[TextLine, ...]
    ruby: tuple[TextLine, ...]
    grids: tuple[Placed, ...]
    gutter: float | None = None
    downwards: bool = False


def lay_out(number: int, size: tuple[float, float], glyphs: Sequence[Glyph], grids: Sequence[Grid]) -> Page:
    """Return the page made of these glyphs and tables; `size` is its width and height."""
    if writes_downwards(glyphs):
        lines, ruby = without_ruby([line_of(row) for row in rows_of(turned(glyphs, size[0]))])
        return Page(number, size[0], tuple(lines), tuple(ruby), (), downwards=True)
    placed = tuple((grid, glyphs_in(grid, glyphs)) for grid in grids)
    taken = {id(g) for _, inside in placed for cell in inside.values() for g in cell}
    rows = rows_of(g for g in glyphs if id(g) not in taken)
    gutter = find_gutter(rows)
    found = [line_of(row) for row in rows]
    if gutter is not None:
        found = sorted(cut_rows(rows, gutter), key=lambda line: (_column(line.x0, line.x1, gutter), line.top))
    lines, ruby = without_ruby(found)
    return Page(number, size[1], tuple(lines), tuple(ruby), placed, gutter)


def write_page(page: Page, furniture: frozenset[int], canvas: Canvas) -> Iterator[Block]:
    """Write a page and yield its blocks in reading order; `furniture` are the numbers of lines to set aside."""
    where = Locator(page=page.number)
    for number in sorted(furniture):
        canvas.skip(page.lines[number].text, "page_furniture", where)
    for line in page.ruby:
        canvas.skip(line.text, "ruby", where)
    lines = [line for number, line in enumerate(page.lines) if number not in furniture]
    # Whether a page end is also a paragraph's end, nothing on the page tells.
    writer = _Writer(page, canvas, _usual_step(lines), _left_edges(page, lines), after_break=page.number == 1)
    for item in _in_order(page, lines):
        yield writer.paragraph(item) if isinstance(item, TextLine) else writer.table(item)


@dataclass(slots=True)
class _Writer:
    """Where the writing of a page stands."""

    page: Page
    canvas: Canvas
    step: float
    lefts: dict[int, float]
    after_break: bool
    number: int = 0
    above: TextLine | None = None

    def paragraph(self, line: TextLine) -> Paragraph:
        self.number += 1
        where = Locator(page=self.page.number, line=self.number)
        indent = indent_of(line, self.lefts[_column(line.x0, line.x1, self.page.gutter)])
        quote = self.canvas.write(indent + line.text, where)
        self.canvas.put("\n")
        down = line.middle - self.above.middle if self.above else 0.0
        gap = self.after_break or down > self.step * GAP
        self.above, self.after_break = line, False
        return Paragraph(quote=quote, gap=gap)

    def table(self, placed: Placed) -> Block:
        self.above, self.after_break = None, True
        return build_table(*placed, self.canvas, Locator(page=self.page.number))


def _left_edges(page: Page, lines: list[TextLine]) -> dict[int, float]:
    lefts: dict[int, float] = {}
    for line in lines:
        column = _column(line.x0, line.x1, page.gutter)
        lefts[column] = min(lefts.get(column, line.x0), line.x0)
    return lefts


def _column(x0: float, x1: float, gutter: float | None) -> int:
    """Return 1 for the left and 2 for the right column, 0 for what crosses them or a page without columns."""
    if gutter is None or x0 < gutter < x1:
        return 0
    return 1 if x1 <= gutter else 2


def _usual_step(lines: list[TextLine]) -> float:
    steps = [b.middle - a.middle for a, b in pairwise(lines) if b.middle > a.middle]
    return median(steps) if steps else 0.0


def _in_order(page: Page, lines: list[TextLine]) -> list[TextLine | Placed]:
    """Return lines and tables as they are read: bands between what crosses the columns, left before right."""
    items: list[tuple[float, int, TextLine | Placed]] = [
        (line.top, _column(line.x0, line.x1, page.gutter), line) for line in lines
    ]
    items += [(p[0].box[1], _column(p[0].box[0], p[0].box[2], page.gutter), p) for p in page.grids]
    items.sort(key=lambda item: (item[0], item[1]))
    ordered: list[TextLine | Placed] = []
    band: list[tuple[float, int, TextLine | Placed]] = []
    for item in [*items, None]:
        if item is not None and item[1]:
            band.append(item)
            continue
        ordered += [i[2] for i in sorted(band, key=lambda i: i[1])]
        band = []
        ordered += [item[2]] if item is not None else []
    return ordered
