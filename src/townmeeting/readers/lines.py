"""The lines of a plain text, and what each of them is: a rule, a row of a table, or words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from townmeeting.model import Locator
from townmeeting.readers.markup import PAGE_LINE, Mark, is_rule, page_of_comment

_LINE = re.compile("[^\n\f]+")
_DASHES = re.compile(r":?[-=]+:?$")
_BORDER = "|-:+ \u3000"


class Kind(Enum):
    """What a line is, by itself."""

    RULE = "rule"
    PAGE = "page"
    PIPE = "pipe"
    TAB = "tab"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words or signs: its offsets in the text (line end not included), kind and place. `gap` tells
    that an empty line stands before it."""

    start: int
    end: int
    kind: Kind
    gap: bool
    where: Locator


def split_lines(text: str, comments: list[Mark]) -> Iterator[Line]:
    """Yield the lines of the text that are not blank. A form feed ends a line and a page; so does a comment that
    names a page."""
    pages = _page_starts(text, comments)
    paged = len(pages) > 1
    number, at_page, at, first = 1, 0, 0, True
    for m in _LINE.finditer(text):
        if m[0].isspace():
            continue
        between = text.count("\n", at, m.start())
        number += between
        while at_page + 1 < len(pages) and pages[at_page + 1][0] <= m.start():
            at_page += 1
        where = Locator(page=pages[at_page][1] if paged else None, line=number)
        yield Line(m.start(), m.end(), kind_of(m[0]), first or between > 1, where)
        at, first = m.end(), False


def _page_starts(text: str, comments: list[Mark]) -> list[tuple[int, int]]:
    """Return (offset, page number) of every page start that can be told."""
    starts = [(0, 1)]
    named = [(mark.start, page) for mark in comments if (page := page_of_comment(text[mark.start : mark.end]))]
    if named:
        return starts + named
    for m in re.finditer("\f", text):
        starts.append((m.end(), len(starts) + 1))
    return starts


def kind_of(line: str) -> Kind:
    """Tell what a line that is not blank is, by itself."""
    if len(line) <= 40 and PAGE_LINE.match(line):
        return Kind.PAGE
    if "\t" in line:
        return Kind.TAB
    if is_rule(line):
        return Kind.RULE
    return Kind.PIPE if line.lstrip("-* \u3000").startswith("|") or is_delimiter(line) else Kind.WORDS


def is_delimiter(line: str) -> bool:
    """Tell whether the line is the `|---|---|` under the head of a pipe table."""
    return "|" in line and "-" in line and not line.strip(_BORDER)


def is_separator(line: str) -> bool:
    """Tell whether the line is a row of dashes between the rows of a tab table. A cell with one - means "none"."""
    if line.strip("-=:\t \u3000"):
        return False
    cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
    return bool(cells) and all(_DASHES.match(cell) for cell in cells) and any(len(cell) > 1 for cell in cells)


def has_columns(line: str) -> bool:
    """Tell whether the tabs of a line make cells, rather than an indent or a stray tab at its end."""
    inner = line.strip()
    if "\t" in inner:
        return True
    before, after = line[: line.find(inner)].count("\t"), line[line.find(inner) + len(inner) :].count("\t")
    return after > 1 or (before > 0 and after > 0)
