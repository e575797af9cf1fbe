"""Glyphs on a page to lines of text: what stands beside what, where a gap is a space, how columns are cut apart and
which line end is only a wrap. Lengths are PDF points; an em is the size of the type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

SAME_LINE = 0.45
"""Glyphs whose middles lie less than this share of an em apart vertically are on one line: a superscript is,
ruby above its base is not."""
JAPANESE_GAP, ASCII_GAP = 0.6, 0.22
"""Gaps in em that count as a space between glyphs; justified Japanese lines are spread by up to half an em."""
GUTTER = 1.4
"""Least width of the gap between two columns, in em."""
COLUMN = 8
"""Least width of a column of running text, in em; the labels of a list of data (日時, 会場) are narrower."""

_RUBY = re.compile("[\u3041-\u30ff]+$")
_OPENS_ITEM = frozenset("・●○◆◇■□▪①②③④⑤⑥⑦⑧⑨⑩※-－（(【")
_MAY_CLOSE = frozenset("。．）)」】")


class Glyph(NamedTuple):
    """A character and its box; `top` is measured from the top of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def middle(self) -> float:
        """The height at which it stands."""
        return (self.top + self.bottom) / 2


Row = Sequence[Glyph]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and its box. `head` is the width of what cannot be broken at its beginning: an ASCII word or
    one glyph."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    em: float
    head: float

    @property
    def middle(self) -> float:
        """The height at which the line stands."""
        return (self.top + self.bottom) / 2


def without_doubles(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield the glyphs without those printed a second time a hair apart, as bold type often is."""
    seen: dict[tuple[str, int, int], Glyph] = {}
    for glyph in glyphs:
        x, y = round(glyph.x0), round(glyph.top)
        near = (seen.get((glyph.text, x + dx, y + dy)) for dx in (0, -1, 1) for dy in (0, -1, 1))
        if not any(g and abs(g.x0 - glyph.x0) < 1 and abs(g.top - glyph.top) < 1 for g in near):
            seen[glyph.text, x, y] = glyph
            yield glyph


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """Return the glyphs in rows from top to bottom, each from left to right, without spaces at its ends."""
    rows: list[list[Glyph]] = []
    middle = em = 0.0
    for glyph in sorted(glyphs, key=lambda g: (g.middle, g.x0)):
        height = glyph.bottom - glyph.top
        if rows and glyph.middle - middle < SAME_LINE * max(em, height):
            rows[-1].append(glyph)
            if height > em:
                middle, em = glyph.middle, height
        else:
            rows.append([glyph])
            middle, em = glyph.middle, height
    trimmed = (_trim(sorted(row, key=lambda g: g.x0)) for row in rows)
    return [row for row in trimmed if row]


def _trim(row: list[Glyph]) -> Row:
    inked = [number for number, glyph in enumerate(row) if glyph.text.strip()]
    return row[inked[0] : inked[-1] + 1] if inked else []


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Return the glyphs as lines of text from top to bottom."""
    return [line_of(row) for row in rows_of(glyphs)]


def line_of(row: Row) -> TextLine:
    """Return a row as a line, with white space where its gaps are wide."""
    em = median(g.bottom - g.top for g in row if g.text.strip()) or 1.0
    parts = [row[0].text]
    for left, right in pairwise(row):
        parts += [_gap(left, right, em), right.text if right.text.strip() else _space(right, em)]
    return TextLine(
        text="".join(parts),
        x0=row[0].x0,
        x1=max(g.x1 for g in row),
        top=min(g.top for g in row),
        bottom=max(g.bottom for g in row),
        em=em,
        head=_head(row),
    )


def _space(glyph: Glyph, em: float) -> str:
    """pdfplumber tells of a full-width space only by its width."""
    return "\u3000" if glyph.x1 - glyph.x0 > 0.75 * em else " "


def _gap(left: Glyph, right: Glyph, em: float) -> str:
    gap = (right.x0 - left.x1) / em
    if not (left.text.strip() and right.text.strip()) and gap < 1:
        return ""
    latin = left.text.isascii() and right.text.isascii()
    if gap < (ASCII_GAP if latin else JAPANESE_GAP):
        return ""
    return " " if gap < 1 else "\u3000" * min(round(gap), 8)


def _head(row: Row) -> float:
    end = row[0].x1
    for left, right in pairwise(row):
        if not (left.text.isascii() and right.text.isascii()) or not right.text.strip() or right.x0 - left.x1 > 1:
            break
        end = right.x1
    return end - row[0].x0


def indent_of(line: TextLine, left: float) -> str:
    """Return the white space by which a line stands in from the left edge of its column, as full-width spaces."""
    return "\u3000" * max(0, min(8, round((line.x0 - left) / line.em)))


def joint(line: TextLine, following: TextLine, right: float) -> str:
    """Return what stands between two lines of a cell whose text may reach to `right`: nothing or a space where the
    line was full and only wrapped, a line feed where it was ended."""
    room = right - line.x1 - following.head
    if room > line.em * 1.2:
        return "\n"
    if line.text[-1] in _MAY_CLOSE and following.text[0] in _OPENS_ITEM:
        return "\n"
    return " " if line.text[-1].isascii() and following.text[0].isascii() else ""


def without_ruby(lines: Sequence[TextLine]) -> tuple[list[TextLine], list[TextLine]]:
    """Return the lines without the small kana set above others, and those."""
    kept: list[TextLine] = []
    ruby: list[TextLine] = []
    for line, below in zip(lines, [*lines[1:], *lines[-1:]], strict=True):
        small = line.em <= below.em * 0.65 and 0 < below.middle - line.middle < below.em * 1.5
        above = small and line.x0 >= below.x0 - line.em and line.x1 <= below.x1 + line.em
        (ruby if above and all(map(_RUBY.match, line.text.split())) else kept).append(line)
    return kept, ruby


def find_gutter(rows: Sequence[Row]) -> float | None:
    """Return the x at which a page of two columns is to be cut, or None for one column.

    A gutter is a strip in the middle of the text that hardly any row crosses, with running text on both sides: many
    rows to its left reach up to it and most to its right begin at it.
    """
    if len(rows) < 8:
        return None
    em = median(g.bottom - g.top for row in rows for g in row)
    left, right = min(row[0].x0 for row in rows), max(g.x1 for row in rows for g in row)
    strip = _emptiest_strip(rows, left, right)
    if strip is None or strip[1] - strip[0] < GUTTER * em or min(strip[0] - left, right - strip[1]) < COLUMN * em:
        return None
    low, high = strip
    inked = [[g for g in row if g.text.strip()] for row in rows]
    ends = [max(g.x1 for g in part) for row in inked if (part := [g for g in row if g.x1 <= low + 1])]
    starts = [min(g.x0 for g in part) for row in inked if (part := [g for g in row if g.x0 >= high - 1])]
    if len(ends) < 5 or len(starts) < 5:
        return None
    reach = sum(low - end < 2 * em for end in ends) >= 0.3 * len(ends)
    begin = sum(start - high < 1.2 * em for start in starts) >= 0.6 * len(starts)
    return (low + high) / 2 if reach and begin else None


def _emptiest_strip(rows: Sequence[Row], left: float, right: float) -> tuple[float, float] | None:
    """Return the widest strip in the middle half of the text that at most a tenth of the rows cross, or two."""
    first, width = int(left), int(right) - int(left) + 2
    steps = [0] * (width + 1)
    for row in rows:
        for g in row:
            if g.text.strip():
                steps[max(0, int(g.x0) - first)] += 1
                steps[min(width, max(int(g.x1) - first, 0))] -= 1
    covered, best, start = 0, (0, 0), None
    for x in range(width):
        covered += steps[x]
        if covered <= max(2, len(rows) * 0.1) and width // 4 <= x <= width * 3 // 4:
            start = x if start is None else start
            best = max(best, (start, x), key=lambda strip: strip[1] - strip[0])
        else:
            start = None
    return (float(first + best[0]), float(first + best[1])) if best[1] else None


def cut_rows(rows: Sequence[Row], gutter: float) -> list[TextLine]:
    """Return the rows as lines, those that leave the gutter free cut in two there."""
    lines = []
    for row in rows:
        inked = [g for g in row if g.text.strip()]
        left, right = [g for g in inked if g.x1 <= gutter], [g for g in inked if g.x0 >= gutter]
        em = max(g.bottom - g.top for g in row)
        free = not left or not right or min(g.x0 for g in right) - max(g.x1 for g in left) >= 0.9 * em
        if free and len(left) + len(right) == len(inked):
            halves = [g for g in row if g.x1 <= gutter], [g for g in row if g.x1 > gutter]
            lines += [line_of(part) for half in halves if (part := _trim(half))]
        else:
            lines.append(line_of(row))
    return lines


def writes_downwards(glyphs: Sequence[Glyph]) -> bool:
    """Tell whether a page is set in columns from top to bottom: most glyphs stand under the one before."""
    inked = [g for g in glyphs if g.text.strip()]
    down = sum(
        abs(b.x0 + b.x1 - a.x0 - a.x1) < a.bottom - a.top and 0 < b.middle - a.middle < 2 * (a.bottom - a.top)
        for a, b in pairwise(inked)
    )
    return len(inked) > 20 and down > 0.6 * len(inked)


def turned(glyphs: Iterable[Glyph], width: float) -> list[Glyph]:
    """Return the glyphs of a page set downwards as if it were set in lines: its right edge becomes the top."""
    return [Glyph(g.text, g.top, g.bottom, width - g.x1, width - g.x0) for g in glyphs]
