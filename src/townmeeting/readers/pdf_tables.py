"""Ruled tables on a PDF page: the grid of cells the rules make, merged ones included, and the text in each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from townmeeting.model import Cell, Locator, Quote, Table, join_quotes
from townmeeting.readers.build import Canvas
from townmeeting.readers.pdf_text import Glyph, TextLine, joint, lines_of

SNAP = 3.0
"""Rules closer than this are one rule, in points; the tolerance pdfplumber joins them with."""
MOST_RULES = 3000
"""Most rules on a page whose tables are sought; a map or a drawing has more, and crossing them takes minutes."""
PADDING = 8.0
"""Most white space supposed inside the border of a cell, in points."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on a page: its box and the boxes (x0, top, x1, bottom) of its cells."""

    box: Box
    cells: tuple[Box, ...]


def find_grids(page: Any) -> list[Grid] | None:  # noqa: ANN401  (pdfplumber ships no types)
    """Return the ruled tables of a pdfplumber page, those with one cell only (frames) left out; None where the page
    has too many rules to look."""
    edges = page.edges
    if len(edges) > MOST_RULES:
        return None
    grids = []
    for table in page.find_tables({"explicit_vertical_lines": open_sides(edges)}):
        cells = tuple(_box(cell) for cell in table.cells)
        if len(cells) > 1:
            grids.append(Grid(_box(table.bbox), cells))
    return sorted(grids, key=lambda g: (g.box[1], g.box[0]))


def _box(numbers: Iterable[Any]) -> Box:
    return cast(Box, tuple(map(float, numbers)))


def open_sides(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rules missing at the left and right side of tables drawn without them, as Japanese offices like to.

    Such a table has three or more horizontal rules of the same length and a vertical one between their ends.
    """
    across = [e for e in edges if e["orientation"] == "h"]
    down = [e for e in edges if e["orientation"] == "v"]
    missing = []
    for x0, x1 in {(round(e["x0"] / SNAP), round(e["x1"] / SNAP)) for e in across}:
        rules = [e for e in across if abs(e["x0"] / SNAP - x0) <= 1 and abs(e["x1"] / SNAP - x1) <= 1]
        top, bottom = min(e["top"] for e in rules), max(e["bottom"] for e in rules)
        if len({round(e["top"] / SNAP) for e in rules}) < 3 or not _crossed(down, rules[0], top, bottom):
            continue
        for side in (min(e["x0"] for e in rules), max(e["x1"] for e in rules)):
            if not any(abs(e["x0"] - side) <= SNAP and e["top"] < bottom and e["bottom"] > top for e in down):
                missing.append({"object_type": "line", "x0": side, "x1": side, "top": top, "bottom": bottom,
                                "width": 0, "height": bottom - top, "orientation": "v"})  # fmt: skip
    return missing


def _crossed(down: list[dict[str, Any]], rule: dict[str, Any], top: float, bottom: float) -> bool:
    return any(
        rule["x0"] + SNAP < e["x0"] < rule["x1"] - SNAP and e["top"] >= top - SNAP and e["bottom"] <= bottom + SNAP
        for e in down
    )


def glyphs_in(grid: Grid, glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """Return, for the number of each cell, the glyphs whose middle lies in it."""
    x0, top, x1, bottom = grid.box
    order = sorted(range(len(grid.cells)), key=lambda n: grid.cells[n][1])
    tops = [grid.cells[n][1] for n in order]
    found: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, glyph.middle
        if not (x0 <= x <= x1 and top <= y <= bottom):
            continue
        for n in reversed(order[: bisect_right(tops, y)]):
            cell = grid.cells[n]
            if cell[0] <= x < cell[2] and y < cell[3]:
                found.setdefault(n, []).append(glyph)
                break
    return found


def build_table(grid: Grid, inside: dict[int, list[Glyph]], canvas: Canvas, where: Locator) -> Table:
    """Write the cells of a grid row by row and return them as a table."""
    columns = _distinct(cell[0] for cell in grid.cells)
    tops = _distinct(cell[1] for cell in grid.cells)
    covers = _covers(grid, columns, tops)
    anchors: dict[int, tuple[int, int]] = {}
    rows = []
    for row in range(len(tops)):
        cells = []
        for column in range(len(columns)):
            n = covers.get((row, column))
            if n is None:
                cells.append(Cell())
            elif n in anchors:
                cells.append(Cell(origin=anchors[n]))
            else:
                anchors[n] = (row, column)
                cells.append(Cell(quote=_words(grid.cells[n], inside.get(n, []), canvas, where)))
        rows.append(tuple(cells))
        canvas.put("\n")
    return Table(rows=tuple(rows), where=where)


def _distinct(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _covers(grid: Grid, columns: list[float], tops: list[float]) -> dict[tuple[int, int], int]:
    """Return, for each place of the grid, the number of the cell that covers it."""
    covers: dict[tuple[int, int], int] = {}
    for n, (x0, top, x1, bottom) in enumerate(grid.cells):
        for row in range(bisect_right(tops, top + SNAP) - 1, bisect_right(tops, bottom - SNAP)):
            for column in range(bisect_right(columns, x0 + SNAP) - 1, bisect_right(columns, x1 - SNAP)):
                covers.setdefault((row, column), n)
    return covers


def _words(cell: Box, glyphs: list[Glyph], canvas: Canvas, where: Locator) -> Quote:
    lines = lines_of(glyphs)
    if not lines:
        return Quote()
    right = cell[2] - min(max(0.0, min(line.x0 for line in lines) - cell[0]), PADDING)
    quote, above = Quote(), None
    for line in lines:
        quote = join_quotes([quote, canvas.write(line.text, where)], _between(above, line, right))
        canvas.put("\n")
        above = line
    return quote


def _between(above: TextLine | None, line: TextLine, right: float) -> str:
    return joint(above, line, right) if above else ""
