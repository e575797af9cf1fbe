"""Tables that a converter left in a text as HTML: <table><tr><td rowspan="2">… with the way back to the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from townmeeting.model import Cell, Locator, Quote
from townmeeting.readers.grid import Spread, span_of
from townmeeting.readers.markup import TAG, Mark, find_marks, words_between

_TABLE = re.compile(r"<(/?)table(?:\s[^<>]{0,400})?>", re.IGNORECASE | re.ASCII)
_SPAN = re.compile(r"\b(row|col)span\s{0,3}=\s{0,3}[\"']?(\d{1,4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TagTable:
    """The offsets of an HTML table in a text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table after reading: its grid, how many places that has, and the stretches that are notation."""

    rows: tuple[tuple[Cell, ...], ...]
    filled: int
    markup: tuple[tuple[int, int], ...]


def find_tag_tables(text: str) -> list[TagTable]:
    """Return the outermost HTML tables of a text that are closed."""
    tables: list[TagTable] = []
    depth, start = 0, 0
    for m in _TABLE.finditer(text):
        if not m[1]:
            start = m.start() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                tables.append(TagTable(start, m.end()))
    return tables


def read_tag_table(text: str, table: TagTable, where: Locator) -> ReadTable:
    """Return the rows of a table; a table within a cell gives that cell lines."""
    rows: list[list[tuple[int, int, int, int]]] = []
    depth, opened = 0, None
    for m in TAG.finditer(text, table.start, table.end):
        name, closing = m[1].lower(), m[0].startswith("</")
        depth += (not closing) - closing if name == "table" else 0
        if depth != 1 and name != "table":
            continue
        if name in ("tr", "td", "th", "table") and opened is not None:
            rows[-1].append((opened[0], m.start(), *opened[1])) if depth < 2 else None
            opened = opened if depth > 1 else None
        if name == "tr" and not closing:
            rows.append([])
        elif name in ("td", "th") and not closing:
            rows = rows or [[]]
            opened = (m.end(), _spans(m[0]))
    return _spread(text, table, rows, where)


def _spans(tag: str) -> tuple[int, int]:
    found = {m[1].lower(): span_of(m[2]) for m in _SPAN.finditer(tag)}
    return found.get("row", 1), found.get("col", 1)


def _spread(text: str, table: TagTable, rows: list[list[tuple[int, int, int, int]]], where: Locator) -> ReadTable:
    spread = Spread(len(rows))
    words: list[tuple[int, int]] = []
    for number, row in enumerate(rows):
        for start, end, down, across in row:
            quote = _words(text, start, end, where)
            words += quote.spans
            spread.place(number, down, across, quote)
    markup, at = [], table.start
    for start, end in [*words, (table.end, table.end)]:
        if text[at:start].strip():
            markup.append((at, start))
        at = end
    return ReadTable(spread.grid(), spread.filled, tuple(markup))


def _words(text: str, start: int, end: int, where: Locator) -> Quote:
    """Return the words of a cell. Line ends in the source are no line breaks in HTML, but these texts come from
    converters that break lines where the page did."""
    marks = find_marks(text[start:end], start)
    ends = [Mark(start + m.start(), start + m.end(), breaks=True) for m in re.finditer("\n", text[start:end])]
    merged = sorted([*marks, *ends], key=lambda mark: mark.start)
    return words_between(text, start, end, merged, where, indent=False)
