"""Word documents made in the test that needs them, with XML that python-docx has no word for."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

W = nsdecls("w")


def saved(document: Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def of_body(xml: str) -> bytes:
    """Return a document whose body is `xml` (elements with the prefixes w, mc, wps, v)."""
    document = docx.Document()
    body = document.element.body
    spaces = (
        f'{W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    for element in list(parse_xml(f"<w:body {spaces}>{xml}</w:body>")):
        body.insert(len(body) - 1, element)
    return saved(document)


def p(inner: str, properties: str = "") -> str:
    """Return a paragraph; `inner` is text, or XML where it begins with <."""
    run = inner if inner.startswith("<") else r(inner)
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<w:') else p(text)}</w:tc>"


def table(*rows: str) -> str:
    grid = "<w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>"
    return f"<w:tbl>{grid}{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def with_numbering(data: bytes, levels: Mapping[int, tuple[str, str]], *, more: str = "") -> bytes:
    """Return the document with list 1 made of levels {depth: (numFmt, lvlText)}; `more` are further w:num."""
    defined = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in levels.items()
    )
    xml = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="7">{defined}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}</w:numbering>'
    )
    return with_part(data, "word/numbering.xml", xml)


def with_part(data: bytes, name: str, xml: str) -> bytes:
    """Return the package with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, xml if entry.filename == name else old.read(entry.filename))
    return out.getvalue()


def with_notes(data: bytes, notes: str) -> bytes:
    """Return the document with a part of footnotes (id 2 and up are free)."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    content = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            xml = old.read(entry.filename)
            if entry.filename == "word/_rels/document.xml.rels":
                relation = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
                xml = xml.replace(b"</Relationships>", relation.encode())
            if entry.filename == "[Content_Types].xml":
                part = f'<Override PartName="/word/footnotes.xml" ContentType="{content}"/></Types>'
                xml = xml.replace(b"</Types>", part.encode())
            new.writestr(entry, xml)
        new.writestr("word/footnotes.xml", f"<w:footnotes {W}>{notes}</w:footnotes>")
    return out.getvalue()
