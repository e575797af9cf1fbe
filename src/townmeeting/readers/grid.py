"""Tables as full grids: rows filled up, and cells that cover others spread over what they cover."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from townmeeting.model import Cell, Quote

MOST_COLUMNS = 1000
"""Most columns a cell may span; HTML itself allows no more."""


def as_grid(rows: Iterable[Iterable[Cell]]) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows filled up with empty cells to the width of the longest."""
    listed = [tuple(row) for row in rows]
    width = max((len(row) for row in listed), default=0)
    return tuple(row + (Cell(),) * (width - len(row)) for row in listed)


def column_name(number: int) -> str:
    """Return the letters of a column as spreadsheets print them: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(slots=True)
class Spread:
    """A grid of `height` rows in the making, where a cell takes the next free place of its row and may cover
    places to its right and below it, as in HTML."""

    height: int
    rows: list[dict[int, Cell]] = field(init=False)
    free: list[int] = field(init=False)
    filled: int = 0

    def __post_init__(self) -> None:
        self.rows = [{} for _ in range(self.height)]
        self.free = [0] * self.height

    def place(self, row: int, down: int, across: int, quote: Quote) -> tuple[int, int]:
        """Put a cell at the next free place of `row`, cut to the table, and return that place.

        0 for `down` means to the last row.
        """
        column = self.free[row]
        while column in self.rows[row]:
            column += 1
        down = min(down, self.height - row) if down else self.height - row
        across = max(1, min(across, MOST_COLUMNS))
        for r in range(row, row + down):
            for c in range(column, column + across):
                self.rows[r].setdefault(c, Cell(origin=(row, column)))
        self.rows[row][column] = Cell(quote=quote)
        self.free[row] = column + across
        self.filled += down * across
        return row, column

    def grid(self) -> tuple[tuple[Cell, ...], ...]:
        """Return the finished grid."""
        width = max((max(row) + 1 for row in self.rows if row), default=0)
        return as_grid([row.get(c, Cell()) for c in range(width)] for row in self.rows)


def span_of(value: str | None) -> int:
    """Return a rowspan or colspan as written in a page; 1 where it is no number."""
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1
