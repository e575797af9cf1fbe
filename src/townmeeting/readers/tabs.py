"""Tables that a spreadsheet saved as text: a cell of several lines stands in quotes, and its lines are no rows."""

from __future__ import annotations

from dataclasses import dataclass

from townmeeting.readers.csvfile import Field, tokenize

LONGEST_CELL = 20_000
"""A quote that is closed only after so many characters opened no cell."""


@dataclass(frozen=True, slots=True)
class QuotedTable:
    """The rows of a table, each cell as its stretches of the text, and the offset where the table ends."""

    rows: tuple[tuple[tuple[tuple[int, int], ...], ...], ...]
    end: int


def find_quoted_table(text: str, start: int) -> QuotedTable | None:
    """Return the tab table that begins at `start` if one of its cells is quoted because it has several lines.

    The table ends with the first line that has no tab. None where a quote is never closed, or closed in the midst of
    a cell: then it is a quotation mark that someone wrote.
    """
    rows: list[tuple[tuple[tuple[int, int], ...], ...]] = []
    row: list[Field] = []
    folded, end = False, start
    for field in tokenize(text, "\t", start):
        if not _is_whole(text, field):
            return None
        row.append(field)
        if not field.ends_row:
            continue
        if len(row) < 2:
            break
        folded = folded or any("\n" in text[s:e] for cell in row for s, e in cell.spans)
        rows.append(tuple(cell.spans for cell in row))
        end, row = field.end, []
    return QuotedTable(tuple(rows), end) if folded else None


def _is_whole(text: str, field: Field) -> bool:
    """Tell whether a field is free of quotes or quoted from its beginning to its end."""
    if field.left_open or not field.quoted:
        return not field.left_open
    return text[field.end - 1] == '"' and field.end - field.start < LONGEST_CELL
