"""PDF with a text layer: lines in reading order, ruled tables, page headers and numbers set aside. pdfplumber reads,
PDFium reads again as a check, and where the two differ the page is named."""

from __future__ import annotations

import io
import logging
import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.model import Block, Diagnostic, Locator, SourceDocument
from townmeeting.readers.build import REPLACEMENT, Canvas, Source, warn
from townmeeting.readers.pdf_furniture import find_furniture
from townmeeting.readers.pdf_page import Page, lay_out, write_page
from townmeeting.readers.pdf_second import SecondReading, agreement, is_unreadable, repaired, second_reading
from townmeeting.readers.pdf_tables import Grid, find_grids
from townmeeting.readers.pdf_text import Glyph, without_doubles


@dataclass(frozen=True, slots=True)
class RawPage:
    """What pdfplumber says of a page. `grids` is None where it has too many rules to look for tables; `sideways` tells
    that its text lies on its side as shown."""

    number: int
    size: tuple[float, float]
    glyphs: tuple[Glyph, ...]
    grids: tuple[Grid, ...] | None
    images: int
    sideways: bool


def read_pdf(source: Source) -> SourceDocument:
    """Return the text of a PDF, page by page.

    Raises TownMeetingError TM203 (no text layer), TM204 (password), TM207 (damaged) or TM210 (length).
    """
    pages: list[Page] = []
    diagnostics: list[Diagnostic] = []
    with second_reading(source) as second:
        for raw in _read_pages(source, second):
            page = lay_out(raw.number, raw.size, raw.glyphs, raw.grids or ())
            diagnostics += _doubts(raw, page, second.text(raw.number), source)
            pages.append(page)
    canvas = Canvas(source)
    blocks: list[Block] = []
    for page, furniture in zip(pages, find_furniture([(p.height, p.lines) for p in pages]), strict=True):
        blocks += write_page(page, furniture, canvas)
        canvas.put("\f" if page.number < len(pages) else "")
    if not blocks:
        raise TownMeetingError("TM203", path=source.name, pages=len(pages))
    return replace(canvas.document("pdf", blocks, diagnostics), physical_lines=True)


@contextmanager
def _guarded(source: Source) -> Iterator[None]:
    """Keep pdfminer's remarks on fonts and colours off the terminal, and turn its failures into TM207."""
    log = logging.getLogger("pdfminer")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except Exception as e:  # pdfminer raises whatever a damaged object leads it into
        raise source.broken(e if str(e) else type(e).__name__) from e
    finally:
        log.setLevel(level)


def _read_pages(source: Source, second: SecondReading) -> Iterator[RawPage]:
    import pdfplumber

    length = 0
    with _guarded(source):
        pdf = pdfplumber.open(io.BytesIO(source.data))
        pages = pdf.pages
    if len(pages) != second.pages:
        raise source.broken(f"{len(pages)} / {second.pages} pages")
    for page in pages:
        with _guarded(source):
            raw = _read_page(page)
            page.close()
        if any(is_unreadable(g.text) for g in raw.glyphs):
            raw = replace(raw, glyphs=repaired(raw.glyphs, second.glyphs(raw.number)))
        length += len(raw.glyphs)
        source.check_length(length)
        yield raw


def _read_page(page: Any) -> RawPage:  # noqa: ANN401  (pdfplumber ships no types)
    chars = page.chars
    grids = find_grids(page)
    return RawPage(
        number=page.page_number,
        size=(float(page.width), float(page.height)),
        glyphs=tuple(without_doubles(map(_glyph, chars))),
        grids=None if grids is None else tuple(grids),
        images=len(page.images),
        sideways=sum(not char["upright"] for char in chars) * 2 > len(chars),
    )


def _glyph(char: dict[str, Any]) -> Glyph:
    text = char["text"]
    if text.startswith("(cid:"):
        text = REPLACEMENT
    elif any("\u2e80" <= c <= "\u2fdf" for c in text):
        # Some fonts name 大 as the radical ⼤, which looks the same and is found by no search.
        text = unicodedata.normalize("NFKC", text)
    return Glyph(text, float(char["x0"]), float(char["x1"]), float(char["top"]), float(char["bottom"]))


def _doubts(raw: RawPage, page: Page, again: str, source: Source) -> Iterator[Diagnostic]:
    where = Locator(page=raw.number)
    first = "".join(g.text for g in raw.glyphs)
    if not first.strip():
        if raw.images:
            yield warn("page_without_text", where, page=raw.number)
        return
    share = agreement(first, again)
    if share < source.limits.pdf_agreement:
        yield warn("pdf_readings_differ", where, page=raw.number, share=f"{share:.0%}")
    if unreadable := sum(map(is_unreadable, first)):
        yield warn("unreadable_glyphs", where, page=raw.number, count=unreadable)
    if raw.sideways:
        yield warn("rotated_page", where, page=raw.number)
    if page.downwards:
        yield warn("vertical_page", where, page=raw.number)
    if raw.grids is None:
        yield warn("tables_not_sought", where, page=raw.number)
