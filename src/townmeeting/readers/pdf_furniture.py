"""Page headers, footers and page numbers: lines that belong to the paper, not to the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from townmeeting.readers.pdf_text import TextLine

EDGE = 0.11
"""Share of the page height at its top and bottom where headers and footers stand."""
DRIFT = 4.0
"""How far the same header may move from page to page, in points."""

_DASH = "[-－―‐–—−~〜～]"
_NUMBER = re.compile(
    rf"(?:{_DASH}|[(（\[])?\s*(?:[pP]\.?|page|Page|第)?\s*[0-9０-９]{{1,4}}\s*"
    rf"(?:[/／]\s*[0-9０-９]{{1,4}}|ページ|頁)?\s*(?:{_DASH}|[)）\]])?$"
)
_OUTER_NUMBER = re.compile(rf"^{_DASH}?\s*[0-9０-９]{{1,4}}\s*{_DASH}?\s|\s{_DASH}?\s*[0-9０-９]{{1,4}}\s*{_DASH}?$")

Lines = Sequence[TextLine]


def find_furniture(pages: Sequence[tuple[float, Lines]]) -> list[frozenset[int]]:
    """Return, for each page given as (height, lines), the numbers of the lines that are furniture.

    From each edge inwards, a line is furniture as long as it is nothing but a page number, or the same line, a page
    number before or behind it aside, stands at the same height on half of the pages (and on two at least).
    """
    edges = [list(_edges(lines, height)) for height, lines in pages]
    seen: dict[str, list[tuple[int, float]]] = {}
    for page, ((_, lines), edge) in enumerate(zip(pages, edges, strict=True)):
        for n in {n for inward in edge for n in inward}:
            seen.setdefault(_key(lines[n]), []).append((page, lines[n].middle))
    needed = max(2, (len(pages) + 1) // 2)
    return [
        frozenset(n for inward in edge for n in _outermost(lines, inward, seen, needed))
        for (_, lines), edge in zip(pages, edges, strict=True)
    ]


def _edges(lines: Lines, height: float) -> Iterator[list[int]]:
    """Yield the numbers of the lines at the top and at the bottom edge, from the edge inwards."""
    order = sorted(range(len(lines)), key=lambda n: lines[n].middle)
    yield [n for n in order if lines[n].bottom < height * EDGE]
    yield [n for n in reversed(order) if lines[n].top > height * (1 - EDGE)]


def _outermost(lines: Lines, inward: list[int], seen: dict[str, list[tuple[int, float]]], needed: int) -> Iterator[int]:
    for n in inward:
        line = lines[n]
        repeats = len({page for page, at in seen[_key(line)] if abs(at - line.middle) <= DRIFT})
        if repeats < needed and not _NUMBER.match(line.text.strip()):
            return
        yield n


def _key(line: TextLine) -> str:
    return "".join(_OUTER_NUMBER.sub("", line.text.strip()).split()) or "#"
