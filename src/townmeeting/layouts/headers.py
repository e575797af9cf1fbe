"""Which column of a table is what: headers over several rows, rivals, and tables without a header."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from townmeeting.layouts.columns import MAX_HEADER, Column, Rule, TableSpec
from townmeeting.layouts.printed import is_number
from townmeeting.model import Table
from townmeeting.text import ends_sentence

_MAX_HEIGHT = 3


@dataclass(frozen=True, slots=True)
class Head:
    """A column: what it holds and how its header is printed ("" where there is none)."""

    column: Column
    text: str = ""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, and the number of rows that name them.

    `rivals` are printed headers that could all be the replies; `named` tells that there was a printed header.
    """

    heads: tuple[Head, ...]
    height: int = 0
    rivals: tuple[str, ...] = ()
    named: bool = True

    def has(self, *columns: Column) -> bool:
        """Tell whether every one of these columns is there."""
        return set(columns) <= {head.column for head in self.heads}

    @property
    def text(self) -> str:
        """The printed headers in one line, for messages."""
        return " | ".join(dict.fromkeys(head.text for head in self.heads if head.text))


@dataclass(frozen=True, slots=True)
class _Choice:
    """A column in the course of being named: the printed header, its cell, and the rules it meets."""

    text: str
    anchor: tuple[int, int]
    rules: tuple[Rule, ...]
    own: Column | None

    def strong(self) -> Column:
        return self.own or next((r.column for r in self.rules if not r.weak), Column.OTHER)

    def weak(self, column: Column) -> bool:
        return any(r.weak and r.column is column for r in self.rules)


def anchor_of(table: Table, row: int, column: int) -> tuple[int, int]:
    """Return the place of the cell whose words count at (row, column)."""
    return table.rows[row][column].origin or (row, column)


def read_header(table: Table, row: int, spec: TableSpec) -> Header | None:
    """Return the header that begins in a row of a table, or None where the row is none.

    Up to three rows are taken together: a header split over two rows, or one with a heading over several columns.
    """
    found = [h for n in range(1, _MAX_HEIGHT + 1) if (h := _header_of(table, row, n, spec)) is not None]
    best = max(found, key=lambda h: (_meanings(h), -h.height), default=None)
    return best if best is not None and _is_header(best) else None


def _meanings(header: Header) -> int:
    return len({h.column for h in header.heads} - {Column.OTHER})


def _is_header(header: Header) -> bool:
    has = header.has
    whole = has(Column.OPINION, Column.REPLY) or has(Column.BEFORE, Column.AFTER)
    # 「意見の内容 | 件数」 sums up and answers nothing
    printed = {h.column for h in header.heads if h.text} - {Column.OTHER}
    half = (has(Column.OPINION) or has(Column.NUMBER, Column.REPLY)) and len(printed) > 1 and not has(Column.COUNT)
    return whole or half or (bool(header.rivals) and has(Column.OPINION))


def _header_of(table: Table, row: int, height: int, spec: TableSpec) -> Header | None:
    rows = range(row, row + height)
    if rows[-1] >= len(table.rows) or not all(_may_be_header(table, r) for r in rows):
        return None
    if any(_is_data(table, r) for r in rows[1:]):
        return None
    choices = [_choose(table, rows, column, spec) for column in range(len(table.rows[row]))]
    return _assign(table, rows[-1] + 1, choices, height)


def _may_be_header(table: Table, row: int) -> bool:
    texts = [cell.quote.text for cell in table.rows[row] if cell.quote]
    return all(len(text) <= 2 * MAX_HEADER and (len(text) <= 30 or not text.rstrip().endswith("。")) for text in texts)


def _is_data(table: Table, row: int) -> bool:
    texts = [cell.quote.text for cell in table.rows[row] if cell.quote]
    return (
        not texts
        or any(ends_sentence(t) and not t.rstrip().endswith(("）", ")")) for t in texts)
        or is_number(texts[0])
    )


def _choose(table: Table, rows: range, column: int, spec: TableSpec) -> _Choice:
    """Name a column: the lowest header cell that says something, or all of them read as one."""
    anchors = tuple(
        dict.fromkeys(
            anchor_of(table, r, column)
            for r in rows
            if r == rows[-1] or not _spans(table, range(r, rows[-1] + 1), column)
        )
    )
    cells = [(a, text) for a in anchors if (text := _line(table, a))]
    tries = [*reversed(cells), (anchors[-1], "".join(text for _, text in cells))]
    choices = [_Choice(text, a, spec.columns_of(text), spec.own_column(text)) for a, text in tries]
    said = [c for c in choices if c.strong() is not Column.OTHER] or [c for c in choices if c.rules]
    return next(iter(said), choices[0])


def _spans(table: Table, rows: range, column: int) -> bool:
    """Tell whether a header cell stands over several columns that have headers of their own, and this one has none."""
    top, below = rows[0], rows[1:]
    beside = column + 1
    if beside >= len(table.rows[top]) or _line(table, anchor_of(table, top, column)) == "":
        return False
    alone = _inked(table, top, beside) is None or anchor_of(table, top, beside) == anchor_of(table, top, column)
    return alone and all(
        _inked(table, r, column) is None
        and anchor_of(table, r, column)[0] == r
        and _inked(table, r, beside) is not None
        for r in below
    )


def _inked(table: Table, row: int, column: int) -> tuple[int, int] | None:
    """Return the anchor of a place that has words, or None."""
    anchor = anchor_of(table, row, column)
    return anchor if table.rows[anchor[0]][anchor[1]].quote else None


def _line(table: Table, anchor: tuple[int, int]) -> str:
    return "".join(line.strip() for line in table.rows[anchor[0]][anchor[1]].quote.text.splitlines())


def _assign(table: Table, below: int, choices: Sequence[_Choice], height: int) -> Header:
    """Settle the columns against each other: own names first, weak ones last, one column of replies."""
    columns = [choice.strong() for choice in choices]
    _own_first(columns, choices)
    _one_a_header(table, below, columns, choices)
    rivals = _settle_replies(table, below, columns, choices)
    _settle_opinions(columns, choices)
    _settle_amendments(columns)
    heads = tuple(Head(column, choice.text) for column, choice in zip(columns, choices, strict=True))
    return number_without_header(table, below, Header(heads, height, rivals))


def _own_first(columns: list[Column], choices: Sequence[_Choice]) -> None:
    taken = {c.own for c in choices if c.own}
    for at, choice in enumerate(choices):
        if not choice.own and columns[at] in taken:
            columns[at] = Column.OTHER


def _one_a_header(table: Table, below: int, columns: list[Column], choices: Sequence[_Choice]) -> None:
    """Where one header cell stands over several columns, the one with most words is meant, the rest are beside it."""
    for anchor in {c.anchor for c in choices}:
        same = [at for at, c in enumerate(choices) if c.anchor == anchor and columns[at] is not Column.OTHER]
        if len(same) > 1:
            best = max(same, key=lambda at: (_ink(table, below, at), -at))
            for at in same:
                columns[at] = columns[at] if at == best else Column.OTHER


def _ink(table: Table, below: int, column: int) -> int:
    return sum(len(row[column].quote.text) for row in table.rows[below:])


def _settle_replies(table: Table, below: int, columns: list[Column], choices: Sequence[_Choice]) -> tuple[str, ...]:
    replies = [at for at, column in enumerate(columns) if column is Column.REPLY]
    if not replies and Column.OPINION in columns:
        replies = _second_choice(columns, choices)
    if len(replies) > 1:
        replies = [at for at in replies if _ink(table, below, at)] or replies[:1]
    for at, column in enumerate(columns):
        if column is Column.REPLY:
            columns[at] = Column.OTHER
    for at in replies:
        columns[at] = Column.REPLY
    return tuple(choices[at].text for at in replies) if len(replies) > 1 else ()


def _second_choice(columns: list[Column], choices: Sequence[_Choice]) -> list[int]:
    """Columns that are the replies where none says so: a weak name, then what was done (対応, then 対応状況)."""
    weak = [at for at, c in enumerate(choices) if columns[at] is Column.OTHER and c.weak(Column.REPLY)]
    if weak:
        return weak
    actions = [at for at, column in enumerate(columns) if column is Column.ACTION]
    words = [at for at in actions if not re.search("状況|結果|経過|予定", choices[at].text)]
    return words or actions


def _settle_opinions(columns: list[Column], choices: Sequence[_Choice]) -> None:
    if Column.OPINION not in columns and Column.REPLY in columns:
        for at, choice in enumerate(choices):
            if columns[at] is Column.OTHER and choice.weak(Column.OPINION):
                columns[at] = Column.OPINION
    if Column.OPINION in columns:
        end = columns.index(Column.REPLY) if Column.REPLY in columns else len(columns)
        for at in range(columns.index(Column.OPINION), end):
            if columns[at] is Column.REASON:  # 意見 | 理由 | 市の考え方: the reason is the resident's
                columns[at] = Column.OPINION


def _settle_amendments(columns: list[Column]) -> None:
    pair = {Column.BEFORE, Column.AFTER}
    if not pair <= set(columns):
        columns[:] = [Column.OTHER if c in pair else c for c in columns]
    elif Column.OPINION not in columns:
        columns[:] = [Column.REASON if c in (Column.CHANGES, Column.REPLY) else c for c in columns]


def number_without_header(table: Table, below: int, header: Header) -> Header:
    """Take a column without a header that holds numbers as the one of numbers."""
    if header.has(Column.NUMBER):
        return header
    for at, head in enumerate(header.heads):
        if not head.text and _share_of_numbers(table, below, at) >= 0.6:
            heads = (*header.heads[:at], Head(Column.NUMBER), *header.heads[at + 1 :])
            return replace(header, heads=heads)
    return header


def _share_of_numbers(table: Table, below: int, column: int) -> float:
    texts = [row[column].quote.text for row in table.rows[below:] if row[column].quote]
    return sum(map(is_number, texts)) / len(texts) if texts else 0.0


# ------------------------------------------------------------ tables without a header


def follow_header(header: Header, table: Table) -> Header | None:
    """Return the columns of a table that goes on after a page end without its header, or None where it does not fit.

    The number may have moved into the first cell, or out of it into a column of its own.
    """
    width = len(table.rows[0]) if table.rows else 0
    heads = header.heads
    while width and len(heads) < width and not any(row[width - 1].quote for row in table.rows):
        width -= 1
    if len(heads) == width:
        return replace(header, height=0, heads=heads + (Head(Column.OTHER),) * (len(table.rows[0]) - width))
    numbered = _share_of_numbers(table, 0, 0) >= 0.6
    if len(heads) + 1 == width and not header.has(Column.NUMBER) and numbered:
        return replace(header, height=0, heads=(Head(Column.NUMBER), *heads))
    if len(heads) == width + 1 and heads[0].column is Column.NUMBER and not numbered:
        return replace(header, height=0, heads=heads[1:])
    return None


_ENOUGH_WORDS = 10


def guess_header(table: Table, spec: TableSpec) -> Header | None:
    """Return the columns of a table without any header by what its cells hold, or None.

    Replies are told by the way offices write; the opinions are the wordiest column to the left of them. Two
    columns of replies are rivals.
    """
    columns = range(len(table.rows[0]) if table.rows else 0)
    official = [at for at in columns if _official(table, at, spec) >= 0.6]
    if len(table.rows) < 2 or not official:
        return None
    left = [at for at in range(official[0]) if _mean_ink(table, at) >= _ENOUGH_WORDS]
    rivals = tuple(f"{at + 1}列目" for at in official) if len(official) > 1 else ()
    if not left:
        return None
    opinion = max(left, key=lambda at: (_mean_ink(table, at), -at))
    kinds = {opinion: Column.OPINION, official[0]: Column.REPLY}
    heads = tuple(Head(kinds.get(at, Column.OTHER)) for at in columns)
    return number_without_header(table, 0, Header(heads, 0, rivals, named=False))


def _official(table: Table, column: int, spec: TableSpec) -> float:
    texts = [row[column].quote.text for row in table.rows if row[column].quote]
    return sum(spec.finds("official", text) for text in texts) / len(texts) if texts else 0.0


def _mean_ink(table: Table, column: int) -> float:
    return _ink(table, 0, column) / len(table.rows)
