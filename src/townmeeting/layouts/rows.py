"""The rows of a document's tables in order, each cell under its column, and what stands between the tables."""

from __future__ import annotations

from dataclasses import replace

from townmeeting.layouts.blocks import MAX_CAPTION, Block, answers_in_blocks, caption_of, read_block
from townmeeting.layouts.both import read_both, split_events
from townmeeting.layouts.columns import Column, TableSpec
from townmeeting.layouts.headers import Head, Header, anchor_of, follow_header, guess_header, read_header
from townmeeting.layouts.printed import bare_number, clean_label, is_number, leading_number
from townmeeting.layouts.table_events import Caption, Change, Line, Loose, More, Opinion, Reply, Rows, Slot
from townmeeting.model import Paragraph, Quote, SourceDocument, Table
from townmeeting.text import fold


def read_rows(doc: SourceDocument, spec: TableSpec) -> Rows:
    """Return the rows of all tables of the document that hold opinions, replies or amendments."""
    reader = _Reader(spec)
    reader.read(doc)
    reader.rows.events = split_events(reader.rows.events)
    if not any(isinstance(e, Line | Opinion) for e in reader.rows.events):
        guessing = _Reader(spec, guess=True)
        guessing.read(doc)
        return guessing.rows if guessing.rows.bare else reader.rows
    return reader.rows


class _Reader:
    """Goes through the blocks with the header that holds at the moment."""

    def __init__(self, spec: TableSpec, *, guess: bool = False) -> None:
        self.spec = spec
        self.guess = guess
        self.rows = Rows()
        self.header: Header | None = None
        self.under: Header | None = None
        self.blocks = False
        self.waiting: list[Paragraph] = []
        self.in_block = False
        self.above_header = False
        self.pending_number: tuple[Quote, ...] = ()
        self.last_number = 0

    def read(self, doc: SourceDocument) -> None:
        """Read every block in order."""
        self.blocks = any(isinstance(b, Table) and answers_in_blocks(b, self.spec) for b in doc.blocks)
        for at, block in enumerate(doc.blocks):
            if isinstance(block, Paragraph):
                self.waiting.append(block)
            elif block.rows:
                self._table(block, at)
        self._loose(last=True)

    def _loose(self, *, last: bool = False) -> None:
        if self.waiting:
            self.rows.events.append(Loose(tuple(self.waiting), last))
            caption = None if last else caption_of(self.waiting, self.spec)
            if caption:
                self.rows.events.append(Caption(caption))
            self.waiting.clear()

    # -------------------------------------------------------- tables

    def _table(self, table: Table, at: int) -> None:
        headers = _headers(table, self.spec)
        if not any(h.has(Column.OPINION) for h in headers.values()) and (both := read_both(table, self.spec)):
            headers = {0: both}
        self.under = self._first_columns(table, headers)
        goes_on = self.in_block and not headers and not table.rows[0][0].quote
        if self.under is None and not headers and not goes_on and not self._has_blocks(table):
            self.header = None  # a table of something else: what comes after it continues nothing
            self.waiting.clear()
            return
        self._loose()
        fresh, row = True, 0
        while row < len(table.rows):
            if header := headers.get(row):
                self._take_header(table, row, header)
                fresh, row = True, row + header.height
                continue
            self.above_header = row + 1 in headers
            fresh = not self._row(table, at, row, fresh=fresh) and fresh
            row += 1
        self.header = self.under or self.header

    def _has_blocks(self, table: Table) -> bool:
        """Tell whether a table has named blocks, in a document where replies are such blocks."""
        return self.blocks and any(self._named(table, row) for row in range(len(table.rows)))

    def _named(self, table: Table, row: int) -> Block | None:
        return read_block([cell.quote for cell in table.rows[row] if cell.quote and not cell.origin], self.spec)

    def _first_columns(self, table: Table, headers: dict[int, Header]) -> Header | None:
        """Return the columns that the rows above the first header stand under."""
        if 0 in headers:
            return headers[0]
        if self.header is not None and (same := follow_header(self.header, table)) and self._fits(same, table):
            return same
        guessed = guess_header(table, self.spec) if self.guess and not headers else None
        if guessed:
            self.rows.bare = True
            self.rows.rivals = self.rows.rivals or guessed.rivals
        return guessed

    def _fits(self, header: Header, table: Table) -> bool:
        """Tell whether the rows of a table without a header can stand under the columns of the one before."""
        kinds = [h.column for h in header.heads]
        if self._has_blocks(table):
            return False
        if Column.NUMBER not in kinds:
            return header.has(Column.AFTER) or self._speaks_officially(table, kinds)
        texts = [row[kinds.index(Column.NUMBER)].quote.text for row in table.rows]
        numbers = [text for text in texts if is_number(text)]
        strange = len([text for text in texts if text.strip()]) - len(numbers)
        counts_on = not numbers or _as_int(numbers[0]) > self.last_number
        return strange * 2 <= len(texts) and (counts_on or self._speaks_officially(table, kinds))

    def _speaks_officially(self, table: Table, kinds: list[Column]) -> bool:
        at = kinds.index(Column.REPLY) if Column.REPLY in kinds else -1
        return at >= 0 and any(self.spec.finds("official", row[at].quote.text) for row in table.rows)

    def _take_header(self, table: Table, row: int, header: Header) -> None:
        self.under, self.in_block = header, False
        self.rows.headers.append(header)
        if header.rivals and header.has(Column.OPINION):
            self.rows.rivals = self.rows.rivals or header.rivals
        for r in range(row, row + header.height):
            self.rows.headings += [cell.quote for cell in table.rows[r] if cell.quote]

    def _row(self, table: Table, at: int, row: int, *, fresh: bool) -> bool:
        """Read one row below its header; tell whether it was one of opinions."""
        if self._block(table, at, row):
            return True
        slots = self._slots(table, at, row)
        inside = not fresh or not any(isinstance(e, Line) for e in self.rows.events)
        caption = _caption_row(table, row, slots, self.spec, inside=inside)
        if caption and self._opens_group(caption):
            self.rows.events.append(Caption(caption))
        if caption or self.under is None or _is_aside(slots, self.spec) or not any(s.quote for s in slots):
            return False
        if not self.under.has(Column.OPINION) and self.under.has(Column.BEFORE):
            if any(s.column in (Column.BEFORE, Column.AFTER) and s.quote for s in slots):
                self.rows.events.append(Change(slots))
            return True
        slots = self._split_number(table, slots)
        self.rows.events.append(Line(slots, fresh, table.ruled))
        return True

    def _opens_group(self, caption: Quote) -> bool:
        """Tell whether a heading opens a group: below a header any, else one with a mark, right above a header."""
        marked = self.spec.finds("group", caption.text)
        return self.under is not None or (marked and (self.above_header or self.in_block))

    def _slots(self, table: Table, at: int, row: int) -> tuple[Slot, ...]:
        """Return the cells of a row, each once, under the weightiest of the columns it reaches over."""
        heads = self.under.heads if self.under else (Head(Column.OTHER),) * len(table.rows[row])
        best: dict[tuple[int, int], Head] = {}
        for column, head in enumerate(heads[: len(table.rows[row])]):
            anchor = anchor_of(table, row, column)
            held = best.get(anchor)
            best[anchor] = head if held is None or _WEIGHT[head.column] < _WEIGHT[held.column] else held
        return _settled(
            [Slot(head, table.rows[a[0]][a[1]].quote, (at, *a), inherited=a[0] < row) for a, head in best.items()]
        )

    def _split_number(self, table: Table, slots: tuple[Slot, ...]) -> tuple[Slot, ...]:
        """Cut the number off the first cell where the table has no column of numbers: 「3 秋元委員」.

        Only a number that goes on counting is one: an opinion may begin with the number of its first item.
        """
        if any(s.column is Column.NUMBER for s in slots):
            numbers = [s.quote.text for s in slots if s.column is Column.NUMBER and s.quote]
            self.last_number = _as_int(numbers[0]) if numbers else self.last_number
            return slots
        cut = leading_number(slots[0].quote) if slots and not slots[0].inherited else None
        if cut is None or not self._counts_on(table, cut[0]):
            return slots
        self.last_number = _as_int(cut[0].text)
        number = Slot(Head(Column.NUMBER), cut[0], (*slots[0].key[:2], -1))
        return (number, replace(slots[0], quote=cut[1]), *slots[1:])

    def _counts_on(self, table: Table, number: Quote) -> bool:
        value = _as_int(number.text)
        if slots_number := self.last_number:
            return value == slots_number + 1
        cuts = [leading_number(row[0].quote) for row in table.rows]
        return value == 1 and len([c for c in cuts if c]) > 1

    # -------------------------------------------------------- blocks: a name beside the words

    def _block(self, table: Table, at: int, row: int) -> bool:
        """Read a row that names itself in its first cell; tell whether it was one."""
        cells = _own_cells(table, at, row)
        if self.in_block and len(cells) == 1 and not table.rows[row][0].quote and not table.rows[row][0].origin:
            self.rows.events.append(More(cells[0]))
            return True
        block = self._named(table, row) if self.blocks else None
        if block is None or (self.under is not None and self.under.has(Column.OPINION, Column.REPLY)):
            return False
        number, marker, words = cells[: block.at], cells[block.at], cells[block.at + 1]
        if block.column is Column.NUMBER:
            self.pending_number = (marker.quote, words.quote)
        elif block.column is Column.REPLY:
            self.rows.events.append(Reply(marker.quote, block.label, block.name, words))
        else:
            held = self.pending_number + tuple(slot.quote for slot in number)
            self.rows.events.append(Opinion(marker.quote, block.label, held, words))
            self.pending_number = ()
        self.in_block = block.column is not Column.NUMBER
        return True


_WEIGHT = {
    column: at
    for at, column in enumerate(
        (
            Column.OPINION,
            Column.REPLY,
            Column.AFTER,
            Column.BEFORE,
            Column.ACTION,
            Column.CHANGES,
            Column.SPEAKER,
            Column.NUMBER,
            Column.REASON,
            Column.CATEGORY,
            Column.PLACE,
            Column.COUNT,
            Column.OTHER,
        )
    )
}


def _settled(slots: list[Slot]) -> tuple[Slot, ...]:
    """Give words under no header to the empty cell of opinions or replies to their left.

    Lines that a PDF draws a little apart split one column in two, and the words stand in the second.
    """
    for at in range(1, len(slots)):
        left, slot = slots[at - 1], slots[at]
        bare = slot.column is Column.OTHER and not slot.head.text and slot.quote and not slot.inherited
        if bare and left.column in (Column.OPINION, Column.REPLY) and not left.quote and not left.inherited:
            slots[at - 1], slots[at] = replace(left, head=slot.head), replace(slot, head=left.head)
    return tuple(slots)


def _as_int(text: str) -> int:
    label = bare_number(clean_label(text)).split("-")[0]
    return int(label) if label.isdecimal() else 0


def _headers(table: Table, spec: TableSpec) -> dict[int, Header]:
    """Return the headers of a table by the row they begin in."""
    found: dict[int, Header] = {}
    row = 0
    while row < len(table.rows):
        header = read_header(table, row, spec)
        if header:
            found[row] = header
        row += header.height if header else 1
    return found


def _own_cells(table: Table, at: int, row: int) -> list[Slot]:
    """Return the cells with words that begin in this row."""
    return [
        Slot(Head(Column.OTHER), cell.quote, (at, row, column))
        for column, cell in enumerate(table.rows[row])
        if cell.quote and not cell.origin
    ]


# ------------------------------------------------------------ rows and lines that are no opinion


def _caption_row(table: Table, row: int, slots: tuple[Slot, ...], spec: TableSpec, *, inside: bool) -> Quote | None:
    """Return the words of a row that is a heading: one cell over the whole width, or words where the number stands.

    Alone in another column they need the mark of a heading, and no page end before them (`inside`).
    """
    filled = [s for s in slots if s.quote and not s.inherited]
    if len(filled) != 1 or len(table.rows[row]) < 2 or spec.finds("remark", filled[0].quote.text):
        return None
    text = filled[0].quote.text
    if is_number(text) or spec.finds("total", text):
        return None
    whole = len({anchor_of(table, row, c) for c in range(len(table.rows[row]))}) == 1
    if len(text) > (2 * MAX_CAPTION if whole else MAX_CAPTION) or text.rstrip().endswith(("。", "．")):
        return None
    if whole:
        return filled[0].quote
    numbers = [s for s in slots if s.column is Column.NUMBER and not s.inherited]
    if filled[0] in numbers:
        return filled[0].quote
    alone = filled[0].key[2] == 0 or (inside and bool(numbers) and filled[0].column is not Column.REPLY)
    return filled[0].quote if alone and spec.finds("group", text) else None


def _is_aside(slots: tuple[Slot, ...], spec: TableSpec) -> bool:
    """Tell whether a row explains or adds up the table, or is a line below it (問合せ先 | 企画課)."""
    own = [s for s in slots if s.quote and not s.inherited]
    first = own[0].quote.text if own else ""
    if spec.finds("total", first) and len(fold(first)) <= 6:
        return True
    unnumbered = any(s.column is Column.NUMBER and not is_number(s.quote.text) for s in own)
    unanswered = not any(s.column in (Column.REPLY, Column.ACTION) and s.quote for s in slots)
    return (len(own) == 1 and spec.finds("remark", first)) or (unnumbered and unanswered)
