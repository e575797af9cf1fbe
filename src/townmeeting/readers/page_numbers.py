"""Page numbers that stand as lines of their own in a text that a PDF was copied into."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from townmeeting.readers.lines import Kind, Line
from townmeeting.text import ends_sentence

_DASH = "[-‐‑‒–—―−ー~〜]"
_NUMBER = re.compile(
    rf"(?P<frame>{_DASH}|[(\[<])? ?(?P<word>p\.?|page|第)? ?(?P<n>\d{{1,4}}) ?(?:/ ?(?P<all>\d{{1,4}}))? ?"
    rf"(?P<unit>ページ|頁|page)? ?(?:{_DASH}|[)\]>])?",
    re.IGNORECASE,
)
_LONGEST = 16
"""Characters of a line that may be a page number."""
_SHORT = 8
"""Characters of a line that may be the name of a figure below it: 件数, and 12 on the next line."""
_STEP = 3
"""Most by which the next page number may be higher, of two only by one: 3 and 12 are figures that somebody was told."""
_LEAST = 2
"""Page numbers that must ascend: one alone may be anything."""


def find_page_numbers(text: str, lines: Sequence[Line]) -> frozenset[int]:
    """Return the offsets of the lines that are page numbers: all of one form, ascending through the whole text.

    A bare number may also head a row of a table or a question that was copied line by line. It is taken for a page
    number only where each stands at the end of its page; where the text keeps no page ends, the last one must end
    the text.
    """
    forms: dict[str, list[tuple[int, int, int]]] = {}
    for at, line in enumerate(lines):
        if line.kind is Kind.WORDS and line.end - line.start <= _LONGEST:
            found = _NUMBER.fullmatch(unicodedata.normalize("NFKC", text[line.start : line.end]).strip())
            if found:
                forms.setdefault(_form(found), []).append((at, int(found["n"]), int(found["all"] or 0)))
    kept = (found for form, found in forms.items() if _are_pages(text, found, lines, bare=not form))
    return frozenset(lines[at].start for found in kept for at, _, _ in found)


def _form(found: re.Match[str]) -> str:
    """Return what tells a number apart from a bare one: 3 has nothing, "- 3 -" its dashes, 4/12 the last page."""
    frame = found["frame"] or ""
    # (3) also counts items of a list, so brackets prove as little as nothing.
    marks = ("-" if frame and frame not in "([<" else "", found["word"], found["all"], found["unit"])
    return "".join(part or "" for part in marks).lower()


def _are_pages(text: str, found: Sequence[tuple[int, int, int]], lines: Sequence[Line], *, bare: bool) -> bool:
    numbers, at = [n for _, n, _ in found], [at for at, _, _ in found]
    apart = all(later - earlier > 1 for earlier, later in pairwise(at))
    step = _STEP if len(found) > _LEAST else 1
    ascending = all(earlier < later <= earlier + step for earlier, later in pairwise(numbers))
    if len(found) < _LEAST or not apart or not ascending or any(last and n > last for _, n, last in found):
        return False
    if not bare or all(_ends_page(lines, n) for n in at):
        return True
    below_words = all(n > 0 and _is_text(text[lines[n - 1].start : lines[n - 1].end]) for n in at)
    return below_words and at[-1] == len(lines) - 1 and not _is_paged(lines)


def _is_text(line: str) -> bool:
    return len(line) >= _SHORT or ends_sentence(line)


def _is_paged(lines: Sequence[Line]) -> bool:
    return lines[0].where.page is not None


def _ends_page(lines: Sequence[Line], at: int) -> bool:
    return _is_paged(lines) and (at == len(lines) - 1 or lines[at + 1].where.page != lines[at].where.page)
