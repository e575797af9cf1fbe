"""Word documents: paragraphs and tables in their order, with list numbers, merged cells, text boxes and notes.

python-docx opens the package; its `.text` loses tracked insertions, ruby and list numbers, so the XML is walked here.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from townmeeting.model import Block, Cell, Diagnostic, Locator, Paragraph, Quote, Severity, SourceDocument, Style, Table
from townmeeting.readers.build import Canvas, Source, warn
from townmeeting.readers.docx_numbers import Numbering, W, number_of, read_numbering, value_of
from townmeeting.readers.docx_text import ParagraphText, blocks_in, flat_text, read_paragraph
from townmeeting.readers.grid import MOST_COLUMNS, as_grid, column_name

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DEEPEST = 20
"""What is nested deeper than this in tables and text boxes was not written by a person and is read as one line."""
_PARTS = frozenset(("styles", "numbering", "footnotes", "endnotes", "comments"))
_FURNITURE = frozenset(("header", "footer"))


@dataclass(frozen=True, slots=True)
class StyleFacts:
    """What a paragraph style says: heading level (0 for none), list and depth."""

    level: int = 0
    number_id: str | None = None
    depth: int | None = None


@dataclass(slots=True)
class _Reading:
    """A document in the course of being read."""

    canvas: Canvas
    styles: dict[str, StyleFacts]
    numbering: Numbering
    notes: dict[tuple[str, str], Element]
    paragraphs: int = 0
    changes: int = 0
    hidden: int = 0


def read_docx(source: Source) -> SourceDocument:
    """Return the paragraphs and tables of a Word document.

    Raises TownMeetingError TM207 (damaged) or TM210 (length).
    """
    with _guarded(source):
        body, parts, furniture = _open(source)
    reading = _Reading(
        canvas=Canvas(source),
        styles=read_styles(parts.get("styles")),
        numbering=read_numbering(parts.get("numbering")),
        notes=_notes(parts),
    )
    blocks = list(_blocks(body, reading, 0))
    _set_aside_furniture(furniture, reading)
    return reading.canvas.document("docx", blocks, _remarks(reading, parts.get("comments")))


@contextmanager
def _guarded(source: Source) -> Iterator[None]:
    try:
        yield
    except Exception as e:  # python-docx raises whatever zip, XML and missing parts lead it into
        raise source.broken(e if str(e) else type(e).__name__) from e


def _open(source: Source) -> tuple[Element, dict[str, Element], list[Element]]:
    """Return the body of the document, its parts by kind, and its headers and footers."""
    import docx

    document = docx.Document(io.BytesIO(source.data))
    parts: dict[str, Element] = {}
    furniture: dict[str, Element] = {}
    for rel in document.part.rels.values():
        kind = rel.reltype.rsplit("/", 1)[-1]
        if not rel.is_external and kind in _FURNITURE:
            furniture[str(rel.target_part.partname)] = _root(rel.target_part)
        elif not rel.is_external and kind in _PARTS:
            parts[kind] = _root(rel.target_part)
    if document.element.body is None:
        raise ValueError("no w:body")
    return document.element.body, parts, list(furniture.values())


def _root(part: Any) -> Element:  # noqa: ANN401  (python-docx ships no types)
    """Return the XML of a part; python-docx leaves parts it has no class for as bytes."""
    if hasattr(part, "element"):
        element: Element = part.element
        return element
    from lxml import etree

    return etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))


def read_styles(root: Element | None) -> dict[str, StyleFacts]:
    """Return what each paragraph style says, what it takes from the styles it is based on included."""
    elements = {s.get(f"{W}styleId", ""): s for s in root.iter(f"{W}style")} if root is not None else {}
    return {name: _facts(name, elements) for name in elements}


def _facts(name: str, elements: dict[str, Element]) -> StyleFacts:
    level, number_id, depth = 0, None, None
    seen: set[str] = set()
    while name in elements and name not in seen:
        seen.add(name)
        style = elements[name]
        called = re.fullmatch(r"(?:heading|見出し) ?([1-9])|(title)", value_of(style, "name") or "", re.IGNORECASE)
        level = level or (int(called[1] or 1) if called else _outline(style.find(f"{W}pPr")))
        number_id = number_id or value_of(style, "pPr", "numPr", "numId")
        depth = number_of(style, "pPr", "numPr", "ilvl") if depth is None else depth
        name = value_of(style, "basedOn") or ""
    return StyleFacts(level, number_id, depth)


def _outline(properties: Element | None) -> int:
    """Return the heading level of an outline level: 1 for the outermost, 0 for body text."""
    outline = number_of(properties, "outlineLvl")
    return outline + 1 if outline is not None and 0 <= outline < 9 else 0


def _notes(parts: dict[str, Element]) -> dict[tuple[str, str], Element]:
    notes = {}
    for kind in ("footnote", "endnote"):
        for note in parts[f"{kind}s"].iter(f"{W}{kind}") if f"{kind}s" in parts else ():
            notes[kind, note.get(f"{W}id", "")] = note
    return notes


def _blocks(container: Element, reading: _Reading, deep: int) -> Iterator[Block]:
    if deep > _DEEPEST:
        yield Paragraph(quote=reading.canvas.write(flat_text(container)))
        return
    for element in blocks_in(container):
        if element.tag == f"{W}p":
            yield from _paragraph(element, reading, deep)
        elif (only := _only_cell(element)) is not None:
            # A frame drawn round the text, not a table.
            yield from _blocks(only, reading, deep + 1)
        else:
            yield _table(element, reading, deep)


def _paragraph(element: Element, reading: _Reading, deep: int) -> Iterator[Block]:
    reading.paragraphs += 1
    where = Locator(paragraph=reading.paragraphs)
    number, level, listed = _label(element, reading)
    found = _read(element, reading)
    style = Style.HEADING if level else Style.ITEM if listed else Style.BODY
    for n, line in enumerate(_lines(found, number)):
        quote = reading.canvas.write(line, where)
        reading.canvas.put("\n")
        if quote:
            yield Paragraph(quote=quote, style=style, level=level, gap=n == 0, number="" if n else number)
    _put_aside(found, reading, where)
    for kind, name in found.notes:
        yield from _note(kind, name, reading, deep)
    for box in found.boxes:
        yield from _blocks(box, reading, deep + 1)


def _lines(found: ParagraphText, number: str) -> list[str]:
    """Return the lines of a paragraph, its list number before the first."""
    text = f"{number} {found.text.lstrip()}" if number else found.text
    return [line.rstrip() for line in text.split("\n")] if text.strip() else []


def _read(element: Element, reading: _Reading) -> ParagraphText:
    found = read_paragraph(element)
    reading.changes += found.changes
    return found


def _put_aside(found: ParagraphText, reading: _Reading, where: Locator) -> None:
    for text, reason in found.asides:
        reading.canvas.skip(text, reason, where)
        reading.hidden += reason == "hidden"


def _note(kind: str, name: str, reading: _Reading, deep: int) -> Iterator[Block]:
    note = reading.notes.pop((kind, name), None)
    if note is not None:
        yield from _blocks(note, reading, deep + 1)


def _label(element: Element, reading: _Reading) -> tuple[str, int, bool]:
    """Return a paragraph's list number as shown, its heading level, and whether it is an item of a list."""
    properties = element.find(f"{W}pPr")
    facts = reading.styles.get(value_of(properties, "pStyle") or "", StyleFacts())
    level = _outline(properties) or facts.level
    number_id = value_of(properties, "numPr", "numId") or facts.number_id
    if not number_id or number_id == "0":
        return "", level, False
    depth = number_of(properties, "numPr", "ilvl")
    at = depth if depth is not None else facts.depth or 0
    has_words = any((t.text or "").strip() for t in element.iter(f"{W}t"))
    return reading.numbering.label(number_id, at) if has_words else "", level, True


def _rows(table: Element) -> list[Element]:
    return [row for row in _direct(table, "tr") if row.find(f"{W}trPr/{W}del") is None]


def _direct(element: Element, name: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, wrappers opened."""
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}moveTo"):
            stack += reversed(child)


def _only_cell(table: Element) -> Element | None:
    rows = _rows(table)
    cells = list(_direct(rows[0], "tc")) if len(rows) == 1 else []
    return cells[0] if len(cells) == 1 else None


def _table(table: Element, reading: _Reading, deep: int) -> Table:
    where = Locator(paragraph=reading.paragraphs + 1)
    rows: list[list[Cell]] = []
    open_above: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(_rows(table)):
        cells = [Cell()] * min(max(number_of(row, "trPr", "gridBefore") or 0, 0), MOST_COLUMNS)
        for cell in _direct(row, "tc"):
            cells += _spread(cell, (number, len(cells)), open_above, reading, deep)
        rows.append(cells)
        reading.canvas.put("\n")
    _deleted_rows(table, reading)
    return Table(rows=as_grid(rows), where=where)


def _spread(
    cell: Element, at: tuple[int, int], open_above: dict[int, tuple[int, int]], reading: _Reading, deep: int
) -> list[Cell]:
    """Return a cell and those it covers to its right; `open_above` holds the cells that reach down, by column."""
    across = max(1, min(number_of(cell, "tcPr", "gridSpan") or 1, MOST_COLUMNS))
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    continues = merge is not None and merge.get(f"{W}val") in (None, "continue") and at[1] in open_above
    where = Locator(paragraph=reading.paragraphs + 1, cell=f"{column_name(at[1] + 1)}{at[0] + 1}")
    quote = _words(cell, reading, where, deep)
    origin = open_above[at[1]] if continues else at
    if merge is None:
        open_above.pop(at[1], None)
    elif not continues:
        open_above[at[1]] = at
    if continues and not quote:
        return [Cell(origin=origin)] * across
    return [Cell(quote=quote), *[Cell(origin=at)] * (across - 1)]


def _words(cell: Element, reading: _Reading, where: Locator, deep: int) -> Quote:
    """Write the lines of a cell, those of tables and boxes in it after another, and return them as one quote."""
    lines: list[str] = []
    asides: list[ParagraphText] = []
    _collect(cell, reading, lines, asides, deep)
    quote = reading.canvas.write("\n".join(lines), where).strip()
    reading.canvas.put("\t")
    for found in asides:
        _put_aside(found, reading, where)
    return quote


def _collect(container: Element, reading: _Reading, lines: list[str], asides: list[ParagraphText], deep: int) -> None:
    if deep > _DEEPEST:
        lines.append(flat_text(container))
        return
    for element in blocks_in(container):
        if element.tag == f"{W}tbl":
            for row in _rows(element):
                for cell in _direct(row, "tc"):
                    _collect(cell, reading, lines, asides, deep + 1)
            continue
        reading.paragraphs += 1
        number, _, _ = _label(element, reading)
        found = _read(element, reading)
        lines += _lines(found, number)
        asides.append(found)
        notes = [reading.notes.pop(key) for key in found.notes if key in reading.notes]
        for inner in [*notes, *found.boxes]:
            _collect(inner, reading, lines, asides, deep + 1)


def _deleted_rows(table: Element, reading: _Reading) -> None:
    for row in _direct(table, "tr"):
        if row.find(f"{W}trPr/{W}del") is not None:
            reading.changes += 1
            text = "".join(t.text or "" for t in row.iter(f"{W}t", f"{W}delText"))
            reading.canvas.skip(text, "deleted")


def _set_aside_furniture(furniture: list[Element], reading: _Reading) -> None:
    for root in furniture:
        reading.canvas.put("\n")
        text = "\n".join(read_paragraph(p).text for p in root.iter(f"{W}p"))
        reading.canvas.skip(text.strip(), "page_furniture")


def _remarks(reading: _Reading, comments: Element | None) -> Iterator[Diagnostic]:
    if reading.changes:
        yield warn("tracked_changes", count=reading.changes)
    if reading.hidden:
        yield warn("hidden_text", count=reading.hidden)
    count = sum(1 for _ in comments.iter(f"{W}comment")) if comments is not None else 0
    if count:
        yield warn("comments_not_read", severity=Severity.INFO, count=count)
