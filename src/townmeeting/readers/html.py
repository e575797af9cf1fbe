"""Web pages: paragraphs, headings, list items and tables out of the tree lxml makes of the decoded text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from townmeeting.errors import TownMeetingError
from townmeeting.model import Block, Diagnostic, Locator, Paragraph, Quote, Severity, SourceDocument, Style, Table
from townmeeting.readers.build import Canvas, Source, decoded_text, warn
from townmeeting.readers.flow import UNSEEN, Aside, Grid, Line, apart, flow, is_hidden, text_of, walk
from townmeeting.readers.grid import Spread, column_name, span_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TITLE_PARTS = re.compile(r"\s*[|｜／]\s*|\s+[-－–—]\s+")
_SITE = re.compile("ホームページ|サイト|公式|トップページ|(?:[市町村区県都府道]|市役所|区役所|役場|県庁|都庁|議会)$")
_PROLOG = re.compile(r"\s*<\?xml[^>]*\?>")


def read_html(source: Source) -> SourceDocument:
    """Return what a page shows. The bytes are decoded by our own ladder, never by the parser: a page that calls
    itself Shift_JIS and holds ①㈱髙 loses its table in every parser that believes it.

    Raises TownMeetingError TM103, TM208 (encoding), TM201 (no words), TM206 (no text) or TM210 (length).
    """
    text, decoded, controls = decoded_text(source)
    canvas = Canvas(source, controls=controls)
    prolog = _PROLOG.match(text)
    root = _parse(text[prolog.end() if prolog else 0 :].replace("\f", " "), source)
    blocks = list(_blocks(root, canvas))
    doc = canvas.document("html", blocks, _folded(root))
    return replace(doc, encoding=decoded.encoding, encoding_reason=decoded.reason, title=_title(root))


def _title(root: Element) -> str:
    """Return the page's own part of its <title>: 説明会の記録 | みどり野市ホームページ names the site, too."""
    title = root.find(".//title")
    parts = [part for part in _TITLE_PARTS.split(text_of(title)) if part] if title is not None else []
    return next((part for part in parts if not _SITE.search(part)), parts[0] if parts else "")


def _parse(text: str, source: Source) -> Element:
    """Return the tree of a page.

    Without `huge_tree` libxml2 silently drops the rest of a page at 10 MB of text or 256 open elements, which old
    pages with unclosed <font> tags reach; our own limit on the length bounds the work, and what still runs into a
    limit is an error.
    """
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, no_network=True)
    try:
        root = html.document_fromstring(text, parser=parser)
    except etree.ParserError as e:
        raise TownMeetingError("TM201", path=source.name) from e
    except (etree.XMLSyntaxError, ValueError) as e:
        raise source.broken(e) from e
    for entry in parser.error_log:
        if entry.type_name == "ERR_RESOURCE_LIMIT":
            raise source.broken(entry.message)
    return root


def _blocks(root: Element, canvas: Canvas) -> Iterator[Block]:
    title = root.find(".//title")
    if title is not None:
        canvas.skip(text_of(title), "chrome")
    for item in flow(root, find_grids(root)):
        if isinstance(item, Aside):
            canvas.skip(item.text, item.reason)
        elif isinstance(item, Grid):
            yield _table(item.element, canvas)
        else:
            yield _paragraph(item, canvas)


def _paragraph(line: Line, canvas: Canvas) -> Paragraph:
    heading = re.fullmatch(r"h([1-6])", line.tag)
    style = Style.HEADING if heading else Style.ITEM if line.tag in ("li", "dt", "dd") else Style.BODY
    canvas.number += 1
    quote = canvas.write(line.shown, Locator(paragraph=canvas.number))
    canvas.put("\n")
    level = int(heading[1]) if heading else 2 if line.tag == "dd" else 0
    return Paragraph(quote=quote, style=style, level=level, gap=line.opens, number=line.number)


def _folded(root: Element) -> Iterator[Diagnostic]:
    """Tell of parts that are folded shut on the page and were read because they hold sentences."""
    count = sum(isinstance(e.tag, str) and is_hidden(e) and apart(e) is None and bool(text_of(e)) for e in root.iter())
    if count:
        yield warn("folded_text", severity=Severity.INFO, count=count)


def find_grids(root: Element) -> frozenset[Element]:
    """Return the tables that hold data. One that only places things on the page is read as what it places: one
    with a single cell, one said to be presentation, and one that wraps tables holding most of its text."""
    grids = []
    lengths: list[list[int]] = []
    for stage, element in walk(root, lambda e: not isinstance(e.tag, str) or e.tag in UNSEEN):
        if element.tag == "table" and stage == "start":
            lengths.append([0, 0])
        if element.tag == "table" and stage == "end":
            length, wrapped = lengths.pop()
            if lengths:
                lengths[-1] = [lengths[-1][0] + length, lengths[-1][1] + length]
            if wrapped * 2 <= length and _has_cells(element):
                grids.append(element)
        if lengths:
            lengths[-1][0] += len(((element.text if stage == "start" else element.tail) or "").strip())
    return frozenset(grids)


def _has_cells(table: Element) -> bool:
    if table.get("role") in ("presentation", "none"):
        return False
    rows = list(_table_rows(table))
    return len(rows) > 1 or any(len(_cells(row)) > 1 for row in rows)


def _table_rows(table: Element) -> Iterator[Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: Element) -> list[Element]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _table(table: Element, canvas: Canvas) -> Table:
    rows = list(_table_rows(table))
    spread = Spread(len(rows))
    canvas.number += 1
    where = Locator(paragraph=canvas.number)
    for number, row in enumerate(rows):
        for n, cell in enumerate(_cells(row)):
            quote = _words(cell, canvas, replace(where, cell=f"{column_name(n + 1)}{number + 1}"))
            spread.place(number, span_of(cell.get("rowspan")), span_of(cell.get("colspan")), quote)
            canvas.source.check_cells(spread.filled)
        canvas.put("\n")
    return Table(rows=spread.grid(), where=where)


def _words(cell: Element, canvas: Canvas, where: Locator) -> Quote:
    lines, asides = [], []
    for item in flow(cell, ()):
        if isinstance(item, Line):
            lines.append(item.shown)
        elif isinstance(item, Aside):
            asides.append(item)
    quote = canvas.write("\n".join(lines), where).strip()
    canvas.put("\t")
    for aside in asides:
        canvas.skip(aside.text, aside.reason, where)
    return quote
