"""Cells that hold an opinion and its reply, 街灯が暗い。（回答）直します。, under one header (意見・回答, 内容)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from townmeeting.layouts.columns import MAX_HEADER, Column, TableSpec
from townmeeting.layouts.headers import Head, Header, number_without_header
from townmeeting.layouts.lines import even
from townmeeting.layouts.table_events import Event, Line, Slot
from townmeeting.layouts.words import pattern
from townmeeting.model import Quote, Table
from townmeeting.text import CLOSERS

_ASIDE = 1000
"""Added to the column of a cell for the keys of what is cut out of it."""
_BRACKETS = tuple("(（【[［〔<＜〈")
"""An arrow in an opinion beside an empty cell of replies may stand for anything."""

_SAMPLE = 200
"""Rows of a table that tell whether it is written so."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An opinion and its reply out of one cell, each with the mark before it."""

    mark: Quote
    opinion: Quote
    marker: Quote
    reply: Quote


def split_pairs(quote: Quote) -> tuple[Pair, ...]:
    """Return the pairs of opinion and reply that a cell holds; none where it marks no reply behind an opinion."""
    text = even(quote.text)
    begins = [0, *(start for start in _questions(text) if start)]
    pairs = [pair for start, end in _stretches(begins, text) if (pair := _pair(quote, text, start, end))]
    return tuple(pairs) if pairs and all(p.opinion and p.reply for p in pairs) else ()


def _questions(text: str) -> Iterator[int]:
    """Yield where further opinions begin: at a mark of the kind that the cell begins with, behind a reply."""
    first = pattern("question_mark").match(text)
    if not first:
        return
    kind = _kind(first[0])
    for found in pattern("question_mark").finditer(text):
        if _kind(found[0]) == kind:
            yield found.start()


def _kind(mark: str) -> str:
    return "".join("1" if char.isdigit() else char for char in mark if not char.isspace())


def _stretches(begins: list[int], text: str) -> list[tuple[int, int]]:
    """Return the stretches of a cell with a reply each: one that has none goes with the next."""
    found: list[tuple[int, int]] = []
    start = since = begins[0]
    for end in [*begins[1:], len(text)]:
        if pattern("reply_mark").search(text, since, end):
            found.append((start, end))
            start = end
        since = end
    if found and start < len(text):
        found[-1] = (found[-1][0], len(text))
    return found


def _pair(quote: Quote, text: str, start: int, end: int) -> Pair | None:
    reply = pattern("reply_mark").search(text, start, end)
    if reply is None:
        return None
    mark = pattern("question_mark").match(text, start, reply.start())
    words = mark.end() if mark else start
    return Pair(
        mark=quote.slice(start, words).strip(),
        opinion=quote.slice(words, reply.start()).strip(),
        marker=quote.slice(reply.start(), reply.end()).strip(),
        reply=quote.slice(reply.end(), end).strip(),
    )


def split_line(line: Line) -> Iterator[Line]:
    """Yield a row once for every pair in its cell of opinions, where the cell of replies is empty or missing."""
    opinions = line.of(Column.OPINION)
    replies = [s for s in line.slots if s.column is Column.REPLY and (s.quote or s.inherited)]
    pairs = split_pairs(opinions[0].quote) if len(opinions) == 1 and not replies else ()
    if not pairs or (line.has(Column.REPLY) and not all(p.marker.text.startswith(_BRACKETS) for p in pairs)):
        yield line
        return
    beside = tuple(s for s in line.slots if s is not opinions[0] and s.column is not Column.REPLY)
    for number, pair in enumerate(pairs):
        others = beside if number == 0 else tuple(replace(s, inherited=True) for s in beside)
        yield replace(line, slots=(*others, *_slots(opinions[0], pair, number)))


def _slots(cell: Slot, pair: Pair, number: int) -> Iterator[Slot]:
    table, row, column = cell.key
    if pair.mark:
        yield Slot(Head(Column.OTHER), pair.mark, (table, row, column + (3 * number + 3) * _ASIDE))
    yield replace(cell, quote=pair.opinion, key=(table, row, column + (3 * number + 2) * _ASIDE))
    key = (table, row, column + (3 * number + 1) * _ASIDE)
    yield Slot(Head(Column.REPLY, _who(pair.marker)), pair.reply, key, marker=pair.marker)


def _who(marker: Quote) -> str:
    """Return the words of a mark without its own brackets, colon or arrow: 回答（道路課） of 【回答（道路課）】."""
    bare = "".join(marker.text.split()).strip(":：.．→⇒➡⇨➔=>＞")
    return bare[1:-1] if bare[:1] in _BRACKETS and bare[-1] in CLOSERS else bare


def split_events(events: list[Event]) -> list[Event]:
    """Return the events of a document with every such row split."""
    return [part for event in events for part in (split_line(event) if isinstance(event, Line) else (event,))]


def read_both(table: Table, spec: TableSpec) -> Header | None:
    """Return the header of a table in which one column holds opinions and replies, or None.

    It is told by the cells: at least half of those with words must hold both, and the first row may not.
    """
    first = [cell.quote.text for cell in table.rows[0]] if len(table.rows) > 1 else []
    known = any(spec.columns_of(text) for text in first)  # 日時 | 令和6年… is the first row of a list of facts
    if len(first) < 2 or any(len(text) > MAX_HEADER for text in first) or not known:
        return None
    shares = [_share_of_pairs(table, column) for column in range(len(first))]
    best = max(range(len(first)), key=lambda column: (shares[column], -column))
    if shares[best] < 0.5 or split_pairs(table.rows[0][best].quote):
        return None
    kinds = [next((r.column for r in spec.columns_of(text) if not r.weak), Column.OTHER) for text in first]
    taken = (Column.OPINION, Column.REPLY, Column.BEFORE, Column.AFTER)
    kinds = [Column.OPINION if n == best else Column.OTHER if k in taken else k for n, k in enumerate(kinds)]
    heads = tuple(Head(kind, text.strip()) for kind, text in zip(kinds, first, strict=True))
    return number_without_header(table, 1, Header(heads, 1))


def _share_of_pairs(table: Table, column: int) -> float:
    cells = [row[column].quote for row in table.rows[1 : _SAMPLE + 1] if column < len(row) and row[column].quote]
    return sum(bool(split_pairs(cell)) for cell in cells) / len(cells) if cells else 0.0
