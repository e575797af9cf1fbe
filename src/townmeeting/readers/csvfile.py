"""CSV and TSV: one table, every cell with the way back to its place in the file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from townmeeting.model import Cell, Diagnostic, Locator, Skipped, SourceDocument, Table
from townmeeting.readers.build import Source, controls_replaced, decoded_text, quote_of, warn
from townmeeting.readers.grid import as_grid, column_name

DELIMITERS = ",\t;"
_SAMPLE_LINES = 50


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its offsets, quotes included; the stretches of the text that are its value; the line it begins on,
    counted from the first one read; whether it ends a row, is quoted, and whether that quote is never closed."""

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    line: int
    ends_row: bool
    quoted: bool = False
    left_open: bool = False


def read_csv(source: Source) -> SourceDocument:
    """Return the one table of a CSV or TSV file; the delimiter is told by the ending and the content.

    Raises TownMeetingError TM103, TM208 (encoding), TM206 (no text) or TM210 (length, cells).
    """
    text, decoded, controls = decoded_text(source)
    text = text.replace("\f", "\n")
    delimiter = find_delimiter(text, prefer="," if source.name.lower().endswith(".csv") else "\t")
    fields = []
    for field in tokenize(text, delimiter):
        fields.append(field)
        source.check_stretches(len(fields))
    rows = list(_rows(text, fields))
    source.check_cells(len(rows) * max(map(len, rows), default=0))
    return SourceDocument(
        name=source.name,
        format="csv",
        sha256=source.sha256,
        text=text,
        blocks=(Table(rows=as_grid(rows), where=Locator(line=1), ruled=False),),
        skipped=tuple(_notation(text, fields)),
        encoding=decoded.encoding,
        encoding_reason=decoded.reason,
        diagnostics=(*controls_replaced(controls), *_remarks(fields)),
    )


def find_delimiter(text: str, *, prefer: str) -> str:
    """Return the delimiter: `prefer` where every line has it, else the one that gives the most lines the same
    number of fields."""
    lines = [line for line in text[:200_000].split("\n")[:_SAMPLE_LINES] if line.strip()]

    def fit(delimiter: str) -> tuple[int, bool]:
        counts = [line.count(delimiter) for line in lines if delimiter in line]
        return (max(map(counts.count, counts), default=0), delimiter == prefer)

    return prefer if all(prefer in line for line in lines) else max(DELIMITERS, key=fit)


def tokenize(text: str, delimiter: str, at: int = 0) -> Iterator[Field]:
    """Yield the fields of the text from offset `at` on, as the csv module of the standard library splits it."""
    boundary = re.compile(f"[{delimiter}\n]")
    line = 1
    while at < len(text):
        quoted = text[at] == '"'
        spans, end, closed = _quoted(text, at) if quoted else ([], at, True)
        found = boundary.search(text, end)
        stop = found.start() if found else len(text)
        if stop > end:
            spans.append((end, stop))
        ends_row = stop >= len(text) or text[stop] == "\n"
        yield Field(at, stop, tuple(spans), line, ends_row, quoted, not closed)
        line += text.count("\n", at, stop + 1)
        at = stop + 1
        if not ends_row and at >= len(text):
            yield Field(at, at, (), line, True)


def _quoted(text: str, at: int) -> tuple[list[tuple[int, int]], int, bool]:
    """Return the stretches of a quoted value beginning at `at` (one quote of each doubled pair left out), the offset
    after its closing quote, and whether there is one; without, the value runs to the end of the text."""
    spans, start = [], at + 1
    while (close := text.find('"', start)) >= 0:
        if not text.startswith('""', close):
            spans.append((start, close))
            return spans, close + 1, True
        spans.append((start, close + 1))
        start = close + 2
    spans.append((start, len(text)))
    return spans, len(text), False


def _rows(text: str, fields: list[Field]) -> Iterator[list[Cell]]:
    """Yield the rows that have words; the cells count as a spreadsheet would show them."""
    row: list[Cell] = []
    number = 1
    for field in fields:
        where = Locator(line=field.line, cell=f"{column_name(len(row) + 1)}{number}")
        row.append(Cell(quote=quote_of(text, field.spans, where).strip()))
        if field.ends_row:
            if any(cell.quote for cell in row):
                yield row
            row = []
            number += 1


def _notation(text: str, fields: list[Field]) -> Iterator[Skipped]:
    """Yield the quotes and delimiters between the values."""
    at, line = 0, 1
    for start, end, on in [*((s, e, f.line) for f in fields for s, e in f.spans), (len(text), len(text), 0)]:
        gap = text[at:start]
        if gap.strip():
            left = at + len(gap) - len(gap.lstrip())
            yield Skipped(start=left, end=at + len(gap.rstrip()), reason="markup", where=Locator(line=line))
        at, line = end, on or line


def _remarks(fields: list[Field]) -> Iterator[Diagnostic]:
    for field in fields:
        if field.left_open:
            yield warn("quote_left_open", Locator(line=field.line), line=field.line)
