"""The lines of a transcript: what stands on a line of its own in print, from paragraphs and table cells alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from townmeeting.layouts.words import pattern
from townmeeting.model import Paragraph, Quote, SourceDocument, Style, join_quotes
from townmeeting.text import CLOSERS, OPENERS, SENTENCE_END, ends_sentence

_CIRCLED = re.compile(r"\s*[①-⑳㉑-㉟㊱-㊿❶-❿]")
_RULE = re.compile(r"^[-=*_─━―＝＿－ー ]{3,}$")
LONGEST_HEADING = 40
"""Characters a line may have and still be a heading where no format says it is one."""


HEAD = 240
"""Characters of a line that its marker is looked for in; a line may hold ten million."""
LONGEST_SCAN = 20_000
"""Characters of one line that quotations and markers within it are looked for in; no paragraph comes near."""


@cache
def _table() -> dict[int, str]:
    """Full-width signs, circled digits, Roman numerals and every blank, to their one-character form."""
    table = {}
    for code in (
        *range(0xFF01, 0xFFE7),
        *range(0x2460, 0x24EB),
        *range(0x2160, 0x2180),
        0x9,
        0xA0,
        0x3000,
        *range(0x2000, 0x200B),
    ):
        folded = unicodedata.normalize("NFKC", chr(code))
        if len(folded) == 1:
            table[code] = folded
    return {**table, 0x9: " ", 0x2014: "-"}


def even(text: str) -> str:
    """Return the text with full-width letters, digits and signs in half width, character by character.

    Unlike `text.fold` it keeps every offset and all white space, which a speaker line needs: ○議長（山田君）　…
    """
    return text if text.isascii() else text.translate(_table())


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line: its words, its beginning in even width, and what the format says of it.

    `gap` tells that an empty line stands before it, `cut` that a rule (---) does; `indent` counts the blanks it
    begins with; `level` is that of a heading, else 0; `item` and `detail` tell that the format marks it as the item
    of a list, or as what is said of the item above (<dd>); `cell` and `row` number the cell and the row of a table it
    comes out of, from 1; `wrapped` tells that the format knows printed lines only, so a sentence may go on in the next;
    `quoted` that the text sets the line as a quotation.
    """

    quote: Quote
    even: str
    gap: bool = False
    cut: bool = False
    indent: int = 0
    level: int = 0
    item: bool = False
    detail: bool = False
    cell: int = 0
    row: int = 0
    wrapped: bool = False
    quoted: bool = False

    @property
    def start(self) -> int:
        """The offset in the source text."""
        return self.quote.pieces[0].start if self.quote.pieces else 0


def lines_of(doc: SourceDocument) -> tuple[Line, ...]:
    """Return the non-blank lines of a document in reading order."""
    cuts = sorted(s.start for s in doc.skipped if _RULE.match(doc.text[s.start : min(s.end, s.start + HEAD)]))
    found: list[Line] = []
    at = 0
    for line in _all_lines(doc):
        begin = at
        while at < len(cuts) and cuts[at] < line.start:
            at += 1
        found.append(replace(line, gap=True, cut=True) if at > begin else line)
    return tuple(found)


def _all_lines(doc: SourceDocument) -> Iterator[Line]:
    cells = rows = 0
    for block in doc.blocks:
        if isinstance(block, Paragraph):
            yield from _of_paragraph(block, wrapped=doc.physical_lines)
            continue
        for row in block.rows:
            rows += 1
            for cell in row:
                cells += 1
                for quote, indent in _split(cell.quote):
                    yield Line(quote, even(quote.text[:HEAD]), indent=indent, cell=cells, row=rows, wrapped=True)


def _of_paragraph(block: Paragraph, *, wrapped: bool) -> Iterator[Line]:
    first = True
    detail = block.style is Style.ITEM and block.level > 1
    for quote, indent in _split(block.quote):
        yield Line(
            quote,
            even(quote.text[:HEAD]),
            gap=first and block.gap,
            indent=indent,
            level=max(block.level, 1) if block.style is Style.HEADING else 0,
            item=first and not detail and (block.style is Style.ITEM or bool(block.number)),
            detail=first and detail,
            wrapped=wrapped,
            quoted=block.quoted,
        )
        first = False


def _split(quote: Quote) -> Iterator[tuple[Quote, int]]:
    at = 0
    for text in quote.text.split("\n"):
        if text.strip():
            yield quote.slice(at, at + len(text)), len(text) - len(text.lstrip())
        at += len(text) + 1


def looks_like_heading(text: str) -> bool:
    """Tell whether a line without a format of its own reads like a heading: short, and no sentence."""
    bare = text.strip()
    if not bare or len(bare) > LONGEST_HEADING or "。" in bare or "、" in pattern("quoted").sub("", bare[2:]):
        return False
    return not pattern("verb_end").search(bare.rstrip(CLOSERS + SENTENCE_END))


def starts_item(line: Line) -> bool:
    """Tell whether a line begins an item of a list."""
    return line.item or bool(pattern("list_mark").match(line.even) or _CIRCLED.match(line.quote.text))


def continues(before: Line, line: Line) -> bool:
    """Tell whether `line` is the rest of a sentence that the print cut: at the page's edge or its end.

    A paragraph that ends no sentence goes on, across an empty line too (Saitama's minutes are cut so by page
    ends), unless what follows is an item, is set in deeper, or what stands before reads like a heading.
    """
    if not line.wrapped or line.cell != before.cell or before.level or line.level or line.cut:
        return False
    if starts_item(line) or ends_sentence(before.quote.text):
        return False
    if line.indent > before.indent and not _opened_by_marker(before):
        return False
    if pattern("mid_sentence").match(line.quote.text):
        return True
    if starts_item(before) and looks_like_heading(before.quote.text):
        return False
    return not (looks_like_heading(before.quote.text) and (line.gap or line.indent > max(before.indent, 0)))


def _opened_by_marker(line: Line) -> bool:
    """The first line of a speech follows its marker, so its own indent says nothing."""
    return line.indent < 0


def join_lines(lines: list[Line]) -> tuple[Quote, ...]:
    """Return the paragraphs that the lines make, broken lines joined."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and continues(paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(_joined(p) for p in paragraphs)


def _joined(lines: list[Line]) -> Quote:
    whole = lines[0].quote
    for line in lines[1:]:
        joint = " " if _is_word(whole.text[-1:]) and _is_word(line.quote.text[:1]) else ""
        whole = join_quotes((whole, line.quote), joint)
    return whole


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def is_bracketed(text: str) -> bool:
    """Tell whether one pair of brackets encloses the whole text."""
    bare = text.strip()
    return len(bare) > 2 and bare[0] in OPENERS and bare[-1] == CLOSERS_OF.get(bare[0])


CLOSERS_OF = dict(zip("「『（(【〔［[＜<〈《", "」』）)】〕］]＞>〉》", strict=True))
