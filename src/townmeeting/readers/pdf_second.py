"""The second reading of a PDF, by PDFium: a check on every page, and help where the first could not name a glyph.

Of the fonts that Japanese files name and do not embed, pdfminer knows fewer characters (﨑), and none in files whose
owner forbade editing them; of tables and columns PDFium knows nothing.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.readers.build import REPLACEMENT, Source
from townmeeting.readers.pdf_text import Glyph

_SAME_SIGN = str.maketrans("−〜—–‖¢£¬￢￠￡", "-~――∥￠￡￢￢￠￡")
"""Signs that two tables of the same character set give different code points."""


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A document open in PDFium."""

    pdf: Any
    source: Source

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.pdf)

    def text(self, number: int) -> str:
        """Return the text of page `number`, counted from 1."""
        with self._text_page(number) as (_, text_page):
            return str(text_page.get_text_range())

    def glyphs(self, number: int) -> list[Glyph]:
        """Return the characters of page `number` with their boxes."""
        from pypdfium2 import raw

        found = []
        with self._text_page(number) as (page, text_page):
            show = _shower(page.get_rotation(), page.get_mediabox())
            for n in range(text_page.count_chars()):
                code = raw.FPDFText_GetUnicode(text_page, n)
                if code > 0x20 and not 0xD800 <= code < 0xE000:
                    found.append(show(chr(code), *text_page.get_charbox(n)))
        return found

    @contextmanager
    def _text_page(self, number: int) -> Iterator[tuple[Any, Any]]:
        import pypdfium2

        try:
            page = self.pdf[number - 1]
            text_page = page.get_textpage()
        except pypdfium2.PdfiumError as e:
            raise self.source.broken(e) from e
        try:
            yield page, text_page
        finally:
            text_page.close()
            page.close()


def _shower(rotation: int, box: tuple[float, float, float, float]) -> Callable[..., Glyph]:
    """Return the function from a character and its box in the file (left, bottom, right, top) to a glyph on the page
    as it is shown, turned clockwise by `rotation`."""
    left, bottom, right, top = box

    def show(text: str, x0: float, y0: float, x1: float, y1: float) -> Glyph:
        if rotation == 90:
            return Glyph(text, y0 - bottom, y1 - bottom, x0 - left, x1 - left)
        if rotation == 180:
            return Glyph(text, right - x1, right - x0, y0 - bottom, y1 - bottom)
        if rotation == 270:
            return Glyph(text, top - y1, top - y0, right - x1, right - x0)
        return Glyph(text, x0 - left, x1 - left, top - y1, top - y0)

    return show


@contextmanager
def second_reading(source: Source) -> Iterator[SecondReading]:
    """Open the document in PDFium.

    Raises TownMeetingError TM204 (password) or TM207 (damaged).
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(source.data)
    except pypdfium2.PdfiumError as e:
        if "password" in str(e).lower() or "security" in str(e).lower():
            raise TownMeetingError("TM204", path=source.name) from e
        raise source.broken(e) from e
    try:
        yield SecondReading(pdf, source)
    finally:
        pdf.close()


def is_unreadable(text: str) -> bool:
    """Tell whether a glyph stands for no character that is known."""
    return text == REPLACEMENT or "\ue000" <= text <= "\uf8ff"


def repaired(glyphs: Sequence[Glyph], second: Sequence[Glyph]) -> tuple[Glyph, ...]:
    """Return the glyphs with those that are unreadable named as the second reading names the one at their place."""
    known = sorted((g for g in second if not is_unreadable(g.text)), key=lambda g: g.x0 + g.x1)
    middles = [(g.x0 + g.x1) / 2 for g in known]
    return tuple(_named(g, known, middles) if is_unreadable(g.text) else g for g in glyphs)


def _named(glyph: Glyph, known: Sequence[Glyph], middles: Sequence[float]) -> Glyph:
    em = glyph.bottom - glyph.top
    first, last = bisect_left(middles, glyph.x0 - 0.1 * em), bisect_left(middles, glyph.x1 + 0.1 * em)
    near = [g for g in known[first:last] if abs(g.middle - glyph.middle) < 0.6 * em]
    if not near:
        return glyph
    at = (glyph.x0 + glyph.x1) / 2
    best = min(near, key=lambda g: abs((g.x0 + g.x1) / 2 - at) + abs(g.middle - glyph.middle))
    return glyph._replace(text=best.text)


def agreement(first: str, second: str) -> float:
    """Return the share of characters two readings of a page have in common, order and white space aside."""
    a, b = _counted(first), _counted(second)
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 1.0


def _counted(text: str) -> Counter[str]:
    folded = unicodedata.normalize("NFKC", text.translate(_SAME_SIGN)).translate(_SAME_SIGN)
    return Counter(c for c in folded if c.isprintable() and not c.isspace())
