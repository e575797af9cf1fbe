"""What no layout claimed, looked at once more: facts, headings, page numbers, or unused with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from townmeeting.layouts.account import UNEXPLAINED, Paint
from townmeeting.layouts.facts import Declared, accepts, find_fact, find_totals, label_only
from townmeeting.layouts.lines import Line as PrintedLine
from townmeeting.layouts.lines import even, is_bracketed, looks_like_heading, starts_item
from townmeeting.layouts.words import pattern
from townmeeting.model import Datum, Paragraph, Quote, SourceDocument, Style, Table, Unused, join_quotes
from townmeeting.text import fold

LONGEST_TITLE = 80
_PERSONS = "!attendees"
"""The fact that 出席議員 announces; in a table of contents the title of the minutes follows, and names nobody."""


@dataclass(slots=True)
class Leftovers:
    """What became of the stretches that no layout claimed, each with its offset in the source; `titles` are those
    headings that stand before the meeting."""

    data: list[tuple[int, Datum]] = field(default_factory=list)
    headings: list[tuple[int, Quote]] = field(default_factory=list)
    unused: list[Unused] = field(default_factory=list)
    totals: list[tuple[int, Declared]] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Left:
    """A free stretch: what the format says of it, whether it is a whole block, and whether a table held it."""

    quote: Quote
    style: Style = Style.BODY
    gap: bool = False
    whole: bool = True
    in_table: bool = False
    numbered: bool = False

    @property
    def start(self) -> int:
        return self.quote.spans[0][0]


@dataclass(frozen=True, slots=True)
class Extent:
    """Where the speeches or rows of a document begin and end, as offsets; `tables` tells that they are rows."""

    start: int
    end: int
    tables: bool


def sort_leftovers(doc: SourceDocument, paint: Paint, extent: Extent, known_headings: frozenset[str]) -> Leftovers:
    """Return what the free stretches of a document are. `known_headings` are the folded texts of headings that the
    layout knows: a table's header repeated on the next page is one."""
    result = Leftovers()
    pending = ""
    for left in _free(doc, paint):
        pending = _place(result, left, pending, extent, known_headings)
    return result


def _free(doc: SourceDocument, paint: Paint) -> Iterator[_Left]:
    for block in doc.blocks:
        if isinstance(block, Table):
            yield from _free_rows(block, paint)
            continue
        for quote in _lines(block):
            if left := paint.left_of(quote).strip():
                yield _Left(
                    left, block.style, block.gap, left.text.strip() == quote.text.strip(), numbered=bool(block.number)
                )


def _lines(block: Paragraph) -> Iterator[Quote]:
    at = 0
    for text in block.quote.text.split("\n"):
        if text.strip():
            yield block.quote.slice(at, at + len(text))
        at += len(text) + 1


def _free_rows(table: Table, paint: Paint) -> Iterator[_Left]:
    """Yield the free cells; a row that is all free and short is one stretch, for 意見の件数 | 42件 is one fact."""
    for row in table.rows:
        free = [left for cell in row if (left := paint.left_of(cell.quote).strip())]
        filled = sum(1 for cell in row if cell.quote)
        if free and len(free) == filled > 1 and sum(len(q.text) for q in free) <= 200:
            yield _Left(join_quotes(free, "\t"), in_table=True)
        else:
            yield from (_Left(quote, in_table=True, whole=quote.text == quote.text.strip()) for quote in free)


def _place(result: Leftovers, left: _Left, pending: str, extent: Extent, known: frozenset[str]) -> str:
    """Put one stretch where it belongs; return the fact whose value is expected next."""
    result.totals += [(left.start, total) for total in find_totals(left.quote)]
    if datum := find_fact(left.quote):
        result.data.append((left.start, datum))
        result.headings += [(left.start, rest) for rest in _around(left.quote, datum)]
        return datum.name if datum.name == "theme" else ""
    if (
        pending
        and (pattern("datum_goes_on").search(even(left.quote.text.strip())) or pending.startswith("!"))
        and accepts(pending.strip("!"), left.quote.text)
        and not (pending == _PERSONS and _is_title(left.quote.text.strip()))
    ):
        _continue_datum(result, left, pending)
        return ""
    if name := label_only(left.quote):
        result.headings.append((left.start, left.quote))
        return "!" + name
    _place_other(result, left, extent, known)
    return ""


def _around(quote: Quote, datum: Datum) -> list[Quote]:
    """Return what stands before and behind the value of a fact in its line: the label, a closing bracket."""
    spans = datum.quote.spans
    if not spans:
        return [quote]
    start, end = _offset_in(quote, spans[0][0]), _offset_in(quote, spans[-1][1] - 1) + 1
    return [part for part in (quote.slice(0, start), quote.slice(end)) if part]


def _offset_in(quote: Quote, offset: int) -> int:
    return next(p.at + offset - p.start for p in quote.pieces if p.start <= offset < p.end)


def _continue_datum(result: Leftovers, left: _Left, pending: str) -> None:
    if pending.startswith("!"):
        label = result.headings[-1][1].text.strip()
        result.data.append((left.start, Datum(name=pending[1:], label=label, quote=left.quote)))
        return
    at, before = result.data[-1]
    whole = join_quotes((before.quote, left.quote), "\n")
    result.data[-1] = (at, Datum(name=before.name, label=before.label, quote=whole))


def _place_other(result: Leftovers, left: _Left, extent: Extent, known: frozenset[str]) -> None:
    text = left.quote.text.strip()
    if pattern("page_number").match(even(text)) and not left.in_table:
        result.unused.append(Unused(quote=left.quote, reason="page_number"))
    elif _is_heading(left, text, extent, known):
        result.headings.append((left.start, left.quote))
        if left.start < extent.start:
            result.titles.append((left.start, text))
    elif find_totals(left.quote):
        result.data.append((left.start, Datum(name="totals", label="", quote=left.quote)))
    else:
        result.unused.append(Unused(quote=left.quote, reason=_reason(left, text, extent)))


def choose_title(headings: Sequence[tuple[int, str]]) -> str:
    """Return the title among the headings before the meeting, each with its offset: the first, unless a later one
    names the meeting better, as a meeting's title reads (…懇談会 会議録), or is the full form of a short one at the
    page's head (説明会 質疑応答). A numbered heading (１　開会) is none."""
    title = ""
    for _, text in sorted(headings):
        if not _is_title(text) and (pattern("list_mark").match(even(text)) or pattern("no_title").match(even(text))):
            continue
        better = _is_title(text) and (not _is_title(title) or _is_short_for(title, text))
        if not title or better:
            title = text
    return title


def _is_short_for(short: str, full: str) -> bool:
    rest = iter(fold(full))
    return all(char in rest for char in fold(short))


def _is_title(text: str) -> bool:
    if len(text) > LONGEST_TITLE or text.endswith("。") or pattern("no_title").match(even(text)):
        return False
    return bool(pattern("title").search(even(text)))


def _is_heading(left: _Left, text: str, extent: Extent, known: frozenset[str]) -> bool:
    if left.style is Style.HEADING or fold(text) in known:
        return True
    if left.in_table and "\t" not in text and text.isdigit():
        return True
    if "\t" not in text and left.start < extent.start and _is_title(text):
        return True
    if left.in_table or not looks_like_heading(text) or not left.whole:
        return False
    line = PrintedLine(left.quote, even(text))
    return left.gap or left.numbered or is_bracketed(text) or starts_item(line)


def _reason(left: _Left, text: str, extent: Extent) -> str:
    if left.start < extent.start:
        return "front_matter"
    if left.start >= extent.end:
        return "after_meeting"
    if extent.tables and not left.in_table and pattern("explains_table").match(even(text)):
        return "explanation"
    return UNEXPLAINED
