"""Word renderings of the fixture documents: tables with merged cells, numbered lists, tracked changes, ruby."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.text.paragraph import Paragraph
from fixtures_content import Blocks, Grid, Line
from fixtures_formats import READINGS, STAMP, normalise_zip

Fill = Callable[[Paragraph, str], None]

TRACKED = {
    "来年度から平日に限って": ("なるべく早い時期から", "来年度から"),
    "補助の割合を": ("補助の額を", "補助の割合を"),
}
"""Stretches that a reviser changed: where, the struck-out words, the words put in."""


def as_document(blocks: Blocks, *, fill: Fill | None = None) -> bytes:
    """Return a docx file. `fill` writes the words of a paragraph."""
    document = Document()
    document.core_properties.author = "みどり野市"
    for paragraph in _grouped(blocks):
        if isinstance(paragraph, Grid):
            _add_grid(document, paragraph)
        elif paragraph.heading:
            (fill or fill_plain)(document.add_heading(level=paragraph.heading), paragraph.plain)
        else:
            (fill or fill_plain)(document.add_paragraph(), paragraph.plain)
    return _saved(document)


def _saved(document: WordDocument) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return normalise_zip(out.getvalue())


def _grouped(blocks: Blocks) -> list[Line | Grid]:
    """A line that only continues the one before (a second line of a theme) shares its paragraph."""
    out: list[Line | Grid] = []
    for block in blocks:
        if isinstance(block, Line) and out and isinstance(out[-1], Line) and block.text.startswith("―"):
            out[-1] = Line(text=out[-1].text + "\n" + block.text, gap=out[-1].gap)
        else:
            out.append(block)
    return out


def fill_plain(paragraph: Paragraph, text: str) -> None:
    """Write the words as one run; a line break stays one."""
    paragraph.add_run(text)


def fill_tracked(paragraph: Paragraph, text: str) -> None:
    """Write the words with their tracked changes and readings."""
    at = 0
    marks = re.compile("|".join(map(re.escape, [*TRACKED, *READINGS])))
    for found in marks.finditer(text):
        if found.start() > at:
            paragraph.add_run(text[at : found.start()])
        at = found.end()
        if found[0] in READINGS:
            paragraph._p.append(_ruby(found[0], READINGS[found[0]]))
            continue
        struck, put_in = TRACKED[found[0]]
        paragraph._p.append(_change("w:del", "w:delText", struck))
        paragraph._p.append(_change("w:ins", "w:t", put_in))
        if rest := found[0][len(put_in) :]:
            paragraph.add_run(rest)
    if at < len(text):
        paragraph.add_run(text[at:])


def _element(name: str, *children: BaseOxmlElement, text: str | None = None, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    element.extend(children)
    if text is not None:
        element.text = text
    return element


def _change(name: str, text_name: str, text: str) -> BaseOxmlElement:
    run = _element("w:r", _element(text_name, text=text))
    return _element(name, run, id="1", author="広聴広報課", date=f"{STAMP:%Y-%m-%dT%H:%M:%SZ}")


def _ruby(word: str, reading: str) -> BaseOxmlElement:
    above = _element("w:rt", _element("w:r", _element("w:t", text=reading)))
    base = _element("w:rubyBase", _element("w:r", _element("w:t", text=word)))
    return _element("w:r", _element("w:ruby", _element("w:rubyPr"), above, base))


def _add_grid(document: WordDocument, grid: Grid) -> None:
    table = document.add_table(rows=1, cols=len(grid.header), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, grid.header, strict=True):
        cell.text = words
    for row in grid.flat("")[1:]:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    for c, share in enumerate(grid.widths):
        table.columns[c].width = Mm(160 * share / sum(grid.widths))
        for r in range(len(grid.rows)):
            if (span := grid.span(r, c)) > 1:
                words = table.cell(r + 1, c).text
                table.cell(r + 1, c).merge(table.cell(r + span, c)).text = words


def as_numbered_list(blocks: Blocks) -> bytes:
    """Return a 問/答 record in which Word itself numbers the questions and answers, outside the text."""
    document = Document()
    document.core_properties.author = "みどり野市"
    lists = {mark: _add_numbering(document, f"{mark}%1") for mark in "問答"}
    for block in blocks:
        mark = re.match(r"([問答])\d+ ", block.text)
        if mark:
            paragraph = document.add_paragraph(block.text[mark.end() :])
            level = _element("w:ilvl", val="0")
            paragraph._p.get_or_add_pPr().append(_element("w:numPr", level, _element("w:numId", val=lists[mark[1]])))
        elif block.heading:
            document.add_heading(block.plain, level=block.heading)
        else:
            document.add_paragraph(block.plain)
    return _saved(document)


def _add_numbering(document: WordDocument, template: str) -> str:
    """Add a numbering of the form `template` (%1 is the number) and return its id."""
    numbering = document.part.numbering_part.element
    abstract_id = str(900 + len(numbering.findall(qn("w:abstractNum"))))
    level = _element(
        "w:lvl",
        _element("w:start", val="1"),
        _element("w:numFmt", val="decimal"),
        _element("w:lvlText", val=template),
        ilvl="0",
    )
    definition = _element("w:abstractNum", level, abstractNumId=abstract_id)
    numbering.insert(len(numbering.findall(qn("w:abstractNum"))), definition)
    number_id = str(900 + len(numbering.findall(qn("w:num"))))
    numbering.append(_element("w:num", _element("w:abstractNumId", val=abstract_id), numId=number_id))
    return number_id
