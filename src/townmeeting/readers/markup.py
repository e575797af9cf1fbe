"""Markup in plain text: what of a line is Markdown or HTML notation and not words.

Minutes reach people as text that a converter made out of a PDF or Word file, so a .txt holds Markdown headings,
pipe tables and stray HTML tags as often as a .md does. Only notation is taken off that nothing in minutes is
written like: ＜発言1＞ and <発言5> are labels, >>発言1 is an address, and a single * is a footnote mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from townmeeting.model import Locator, Quote
from townmeeting.readers.build import quote_of

_BLOCKS = (
    "address article aside blockquote body br caption center dd details div dl dt figcaption figure footer form h1 h2 "
    "h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul"
)
_INLINE = (
    "a abbr b big cite code del em font i img ins kbd label mark q rb rp rt ruby s small span strike strong sub sup "
    "time tt u var wbr"
)
BLOCK_TAGS = frozenset(_BLOCKS.split())
INLINE_TAGS = frozenset(_INLINE.split())
TAG = re.compile(
    r"</?(" + "|".join(sorted(BLOCK_TAGS | INLINE_TAGS, key=len, reverse=True)) + r")(?:\s[^<>]{0,400})?\s{0,9}/?>",
    re.IGNORECASE | re.ASCII,
)
_LINK = re.compile(r"(!?\[)[^\[\]\n]{0,300}(\]\((?:https?:|mailto:|/|\.|#)[^()\s]{0,600}\))")
_ESCAPED = re.compile(r"\\(?=[*_#>~`|\[\]])")
_EMPHASIS = re.compile(r"\*{2,}|_{2,}")
_HEADING = re.compile(r"\s{0,3}(#{1,6}) +(?=\S)")
_CLOSING = re.compile(r" +#+\s*$")
_BULLET = re.compile(r"\s*([-*+]) +(?=\S)")
# "> 発言4" is how some minutes point at what they answer, so a short line that ends in a number is no quotation.
_QUOTED = re.compile(r"\s{0,3}(>) (?!\s*>)(?!.{0,12}[0-9０-９]\W?\s*$)(?=\S)")
_QUOTED_BLANK = re.compile(r"\s{0,3}>\s*$")
_RULE = re.compile(r"\s*(?:[-=*_─━―＝＿－−ー]\s*){3,}$")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)\S*\s*$")
_PAGE = re.compile(r"\D{0,12}?(\d{1,4})\D{0,6}$")
PAGE_LINE = re.compile(r"\s*[-－―‐–—−]\s*[0-9０-９]{1,4}\s*[-－―‐–—−]\s*$")
"""- 3 - standing alone: a page number in whatever text it stands."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of notation; `breaks` tells that the words after it begin a new line."""

    start: int
    end: int
    breaks: bool = False


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands before the words of a line: the notation, and what it makes of the line."""

    mark: Mark
    kind: str
    level: int = 0


def is_rule(line: str) -> bool:
    """Tell whether the line is a rule, a fence or the empty line of a quotation, and holds no words."""
    return (
        bool(_RULE.match(line) or _FENCE.match(line) or _QUOTED_BLANK.match(line))
        if len(line) < 500
        else not line.strip("-=*_─━―＝＿－− \u3000")
    )


def find_opening(line: str, start: int) -> Opening | None:
    """Return the notation a line begins with (# heading, - item, > quotation); `start` is its offset."""
    if m := _HEADING.match(line):
        return Opening(Mark(start + m.start(1), start + m.end()), "heading", len(m[1]))
    if m := _BULLET.match(line):
        return Opening(Mark(start + m.start(1), start + m.end()), "item")
    if m := _QUOTED.match(line[:2000]):
        return Opening(Mark(start + m.start(1), start + m.end()), "quoted")
    return None


def find_closing(line: str, start: int) -> Mark | None:
    """Return the #s that close a heading."""
    m = _CLOSING.search(line) if len(line) < 500 else None
    return Mark(start + m.start(), start + m.end()) if m else None


def find_marks(line: str, start: int) -> list[Mark]:
    """Return the notation inside a line, in order: HTML tags, links, pairs of ** or __."""
    marks = []
    if "<" in line:
        marks += [Mark(start + m.start(), start + m.end(), m[1].lower() in BLOCK_TAGS) for m in TAG.finditer(line)]
    if "](" in line:
        for m in _LINK.finditer(line):
            marks += [Mark(start + m.start(g), start + m.end(g)) for g in (1, 2)]
    if "\\" in line:
        marks += [Mark(start + m.start(), start + m.end()) for m in _ESCAPED.finditer(line)]
    if "**" in line or "__" in line:
        marks += _find_emphasis(line, start)
    return without_overlaps(sorted(marks, key=lambda mark: mark.start)) if len(marks) > 1 else marks


def _find_emphasis(line: str, start: int) -> Iterator[Mark]:
    """Pair ** with ** and __ with __ where words touch them from inside. Within a word __ is a blank to fill in."""
    waiting: dict[str, int] = {}
    for m in _EMPHASIS.finditer(line):
        sign, before, after = m[0], line[m.start() - 1 : m.start()], line[m.end() : m.end() + 1]
        loose = sign[0] == "*"
        if len(sign) > 3:
            continue
        if sign in waiting and not before.isspace() and (loose or not after.isalnum()):
            opened = waiting.pop(sign)
            yield Mark(start + opened, start + opened + len(sign))
            yield Mark(start + m.start(), start + m.end())
        elif after and not after.isspace() and (loose or not before.isalnum()):
            waiting[sign] = m.start()


def without_overlaps(marks: list[Mark]) -> list[Mark]:
    """Return the marks, sorted by their start, without those that begin inside another."""
    kept: list[Mark] = []
    for mark in marks:
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return kept


def find_comments(text: str) -> list[Mark]:
    """Return the HTML comments of a text."""
    found = []
    at = text.find("<!--")
    while at >= 0:
        end = text.find("-->", at + 4)
        if end < 0:
            break
        found.append(Mark(at, end + 3))
        at = text.find("<!--", end + 3)
    return found


def page_of_comment(comment: str) -> int | None:
    """Return the page number a converter left in a comment such as `<!-- page 3 -->`."""
    inner = comment[4:-3].strip()
    if len(inner) > 30 or not ("page" in inner.lower() or "ページ" in inner or "頁" in inner):
        return None
    m = _PAGE.match(inner)
    return int(m[1]) if m else None


def words_between(source: str, start: int, end: int, marks: list[Mark], where: Locator, *, indent: bool) -> Quote:
    """Return source[start:end] without the marks as a quote; where a mark breaks the line, so does the quote.

    White space is taken off at the ends and around breaks; `indent` keeps it at the very beginning.
    """
    parts: list[tuple[int, int] | str] = []
    for number, segment in enumerate(_segments(start, end, marks)):
        if kept := _trim(source, segment, keep_indent=indent and number == 0):
            parts += ["\n", *kept]
    return quote_of(source, parts, where)


def _segments(start: int, end: int, marks: list[Mark]) -> Iterator[list[tuple[int, int]]]:
    segment, at = [], start
    for mark in marks:
        segment.append((at, mark.start))
        at = mark.end
        if mark.breaks:
            yield segment
            segment = []
    segment.append((at, end))
    yield segment


def _trim(source: str, spans: list[tuple[int, int]], *, keep_indent: bool) -> list[tuple[int, int]]:
    """Return the spans without white space at both ends of the whole, blank ones dropped."""
    left = [span for span in spans if span[0] < span[1]]
    while left and not source[left[0][0] : left[0][1]].strip():
        left.pop(0)
    while left and not source[left[-1][0] : left[-1][1]].strip():
        left.pop()
    if not left:
        return left
    first, last = left[0], left[-1]
    if not keep_indent:
        body = source[first[0] : first[1]]
        left[0] = first = (first[1] - len(body.lstrip()), first[1])
        last = left[-1]
    left[-1] = (last[0], last[0] + len(source[last[0] : last[1]].rstrip()))
    return left
