"""Plain text and Markdown. Both are read the same way: a .txt holds Markdown as often as a .md does."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from townmeeting.model import Block, Cell, Paragraph, Quote, Skipped, SourceDocument, Style, Table
from townmeeting.readers.build import Source, controls_replaced, decoded_text, quote_of
from townmeeting.readers.grid import as_grid
from townmeeting.readers.lines import Kind, Line, has_columns, is_delimiter, is_separator, split_lines
from townmeeting.readers.markup import (
    Mark,
    find_closing,
    find_comments,
    find_marks,
    find_opening,
    without_overlaps,
    words_between,
)
from townmeeting.readers.page_numbers import find_page_numbers
from townmeeting.readers.tabs import QuotedTable, find_quoted_table
from townmeeting.readers.tags import TagTable, find_tag_tables, read_tag_table

_STYLES = {"heading": Style.HEADING, "item": Style.ITEM, "quoted": Style.BODY}


def read_plain(source: Source) -> SourceDocument:
    """Return the lines of a text as paragraphs, and its pipe, tab and HTML tables as tables.

    Raises TownMeetingError TM103, TM208 (encoding) or TM210 (length).
    """
    text, decoded, controls = decoded_text(source)
    page = PlainText(text, source)
    return SourceDocument(
        name=source.name,
        format="text",
        sha256=source.sha256,
        text=text,
        blocks=tuple(page.blocks()),
        skipped=tuple(sorted(page.skipped, key=lambda s: s.start)),
        encoding=decoded.encoding,
        encoding_reason=decoded.reason,
        physical_lines=True,
        diagnostics=controls_replaced(controls),
    )


@dataclass(slots=True)
class PlainText:
    """A text in the course of being read: its lines, and what of it was set aside so far."""

    text: str
    source: Source
    skipped: list[Skipped] = field(default_factory=list)
    stretches: int = 0
    comments: list[Mark] = field(init=False)
    lines: list[Line] = field(init=False)
    tables: list[TagTable] = field(init=False)
    page_numbers: frozenset[int] = field(init=False)
    has_quotes: bool = field(init=False)

    def __post_init__(self) -> None:
        self.comments = find_comments(self.text)
        self.tables = find_tag_tables(self.text)
        self.has_quotes = '\t"' in self.text or '\n"' in self.text or self.text.startswith('"')
        self.lines = []
        for line in split_lines(self.text, self.comments):
            self.lines.append(line)
            self._count(1)
        self.page_numbers = find_page_numbers(self.text, self.lines)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks in order."""
        at, gap, after_table = 0, False, False
        tables = iter([*self.tables, None])
        table = next(tables)
        while at < len(self.lines):
            line = self.lines[at]
            gap = gap or line.gap
            if table and table.start < line.end:
                yield from self._tag_table(line, table, gap=gap)
                at, gap, after_table, table = self._after(table.end, at), False, False, next(tables)
                continue
            if quoted := self._quoted_table(line):
                yield self._cells(quoted, line)
                at, gap, after_table = self._after(quoted.end, at), False, True
                continue
            stop = self._end_of_table(at, after_table=after_table)
            if stop > at:
                yield self._table(self.lines[at:stop])
                at, gap, after_table = stop, False, line.kind is Kind.TAB
                continue
            at += 1
            if line.kind is Kind.RULE or line.kind is Kind.PAGE or line.start in self.page_numbers:
                self._skip(line.start, line.end, line, "markup" if line.kind is Kind.RULE else "page_furniture")
                gap = gap or line.kind is Kind.RULE
                continue
            yield from self._paragraph(line, gap=gap)
            gap, after_table = False, False

    def _quoted_table(self, line: Line) -> QuotedTable | None:
        if line.kind is not Kind.TAB or not self.has_quotes:
            return None
        return find_quoted_table(self.text, line.start)

    def _cells(self, table: QuotedTable, line: Line) -> Table:
        """Return a table of cells that may have several lines; what is between their words is notation."""
        rows, at = [], line.start
        for row in table.rows:
            cells = []
            for spans in row:
                cells.append(Cell(quote=quote_of(self.text, spans, line.where).strip()))
                for start, end in spans:
                    self._skip(at, start, line)
                    at = end
            self._count(len(cells))
            rows.append(cells)
        self._skip(at, table.end, line)
        self._count(len(rows) * max(map(len, rows)))
        return Table(rows=as_grid(rows), where=line.where, ruled=False)

    def _end_of_table(self, at: int, *, after_table: bool) -> int:
        """Return the index after the table that begins at line `at`, or `at` where none does."""
        kind = self.lines[at].kind
        if kind is Kind.PIPE:
            stop = self._run(at, lambda line: line.kind is kind)
            return stop if stop - at > 1 else at
        if kind is Kind.TAB:
            stop = self._run(at, lambda line: line.kind is kind)
            return stop if self._is_tab_table(at, stop, after_table=after_table) else at
        return self._end_of_bare_pipes(at)

    def _run(self, at: int, belongs: Callable[[Line], bool]) -> int:
        """Return the index after the lines from `at` on that belong together: no empty line, no page end between."""
        page, stop = self.lines[at].where.page, at + 1
        while stop < len(self.lines) and belongs(line := self.lines[stop]) and not line.gap and line.where.page == page:
            stop += 1
        return stop

    def _is_tab_table(self, at: int, stop: int, *, after_table: bool) -> bool:
        rows = [self._line_text(line) for line in self.lines[at:stop]]
        if not any(has_columns(row) or is_separator(row) for row in rows):
            # What stands right after a tab table, its first cell empty, is a cell that a page end cut.
            return after_table
        if len(rows) == 1 and rows[0].strip().count("\t") == 1:
            # Speaker, tab, words in the midst of running text is no table.
            return self._stands_alone(at)
        return True

    def _stands_alone(self, at: int) -> bool:
        before = self.lines[at].gap or self.lines[at - 1].kind is not Kind.WORDS
        after = at + 1 == len(self.lines) or self.lines[at + 1].gap or self.lines[at + 1].kind is not Kind.WORDS
        return before and after

    def _end_of_bare_pipes(self, at: int) -> int:
        """A pipe table without pipes at the line ends is told by the delimiter under its head."""
        under = at + 1
        if under >= len(self.lines) or "|" not in self._line_text(self.lines[at]) or self.lines[under].gap:
            return at
        if not is_delimiter(self._line_text(self.lines[under])):
            return at
        return self._run(under, lambda line: "|" in self._line_text(line))

    def _table(self, lines: list[Line]) -> Table:
        tabs = lines[0].kind is Kind.TAB
        rows = []
        for line in lines:
            words = self._line_text(line)
            if is_separator(words) if tabs else is_delimiter(words):
                self._skip(line.start, line.end, line)
                continue
            spans = _at_tabs(line, words) if tabs else self._at_pipes(line, words)
            self._count(len(spans))
            rows.append([Cell(quote=self._words(start, end, line, indent=False)) for start, end in spans])
        self._count(len(rows) * max(map(len, rows), default=0))
        return Table(rows=as_grid(rows), where=lines[0].where, ruled=False)

    def _at_pipes(self, line: Line, words: str) -> list[tuple[int, int]]:
        """Cut a row at its pipes, the bullet before it and the pipes themselves set aside."""
        start = line.start
        first = words.find("|")
        if not words[:first].strip("-* \u3000"):
            self._skip(line.start, line.start + first + 1, line)
            start += first + 1
        spans = []
        at = self.text.find("|", start, line.end)
        while at >= 0:
            if self.text[at - 1] != "\\":
                spans.append((start, at))
                self._skip(at, at + 1, line)
                start = at + 1
            at = self.text.find("|", at + 1, line.end)
        return spans if spans and not self.text[start : line.end].strip() else [*spans, (start, line.end)]

    def _tag_table(self, line: Line, table: TagTable, *, gap: bool) -> Iterator[Block]:
        """Yield a table written in HTML, and the words beside it on its first and last line."""
        if self.text[line.start : table.start].strip():
            yield from self._paragraph(replace(line, end=table.start), gap=gap)
        read = read_tag_table(self.text, table, line.where)
        self._count(read.filled)
        for start, end in read.markup:
            self._skip(start, end, line)
        yield Table(rows=read.rows, where=line.where)
        after = self.lines[self._after(table.end, 0) - 1]
        if self.text[table.end : after.end].strip() and after.start < table.end:
            yield from self._paragraph(replace(after, start=table.end), gap=False)

    def _after(self, offset: int, at: int) -> int:
        """Return the index of the first line that begins at or after an offset."""
        return bisect_left(self.lines, offset, lo=at, key=lambda line: line.start)

    def _paragraph(self, line: Line, *, gap: bool) -> Iterator[Paragraph]:
        words = self._line_text(line)
        start, end = line.start, line.end
        style, level, quoted = Style.BODY, 0, False
        if "\t" not in words and (opening := find_opening(words, start)):
            self._skip(opening.mark.start, opening.mark.end, line)
            start, style, level = opening.mark.end, _STYLES[opening.kind], opening.level
            quoted = opening.kind == "quoted"
            if level and (closing := find_closing(words, line.start)):
                self._skip(closing.start, closing.end, line)
                end = closing.start
        quote = self._words(start, end, line, indent=style is Style.BODY)
        if quote:
            yield Paragraph(quote=quote, style=style, level=level, gap=gap, quoted=quoted)

    def _words(self, start: int, end: int, line: Line, *, indent: bool) -> Quote:
        marks = self._marks(start, end)
        for mark in marks:
            self._skip(mark.start, mark.end, line)
        return words_between(self.text, start, end, marks, line.where, indent=indent)

    def _marks(self, start: int, end: int) -> list[Mark]:
        """Return the notation between two offsets, the comments that reach into it cut to size."""
        marks = find_marks(self.text[start:end], start)
        first = bisect_left(self.comments, start, key=lambda c: c.end)
        inside = []
        while first < len(self.comments) and self.comments[first].start < end:
            comment = self.comments[first]
            inside.append(Mark(max(comment.start, start), min(comment.end, end)))
            first += 1
        return without_overlaps(sorted([*inside, *marks], key=lambda m: m.start)) if inside else marks

    def _line_text(self, line: Line) -> str:
        return self.text[line.start : line.end]

    def _skip(self, start: int, end: int, line: Line, reason: str = "markup") -> None:
        words = self.text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if start < end:
            self._count(1)
            self.skipped.append(Skipped(start=start, end=end, reason=reason, where=line.where))

    def _count(self, more: int) -> None:
        self.stretches += more
        self.source.check_stretches(self.stretches)


def _at_tabs(line: Line, words: str) -> list[tuple[int, int]]:
    spans, start = [], line.start
    for cell in words.split("\t"):
        spans.append((start, start + len(cell)))
        start += len(cell) + 1
    return spans
