"""Readers: bytes to a source document. A format is one file here and one line in the registry; no reader knows
what a meeting is."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import PurePath

from townmeeting.errors import TownMeetingError
from townmeeting.model import Block, Diagnostic, Paragraph, Severity, SourceDocument
from townmeeting.readers.build import Source, warn
from townmeeting.readers.encoding import resolve
from townmeeting.readers.sniff import Content, Found, sniff
from townmeeting.readers.spacing import without_letter_spacing
from townmeeting.settings import ReadingLimits

__all__ = ["READERS", "Reader", "known_endings", "read_document"]


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its endings, the content it needs, and where the function that reads it is ("module:name", loaded
    when a file of the format comes: reading a text file must not pay for PDF)."""

    endings: tuple[str, ...]
    content: Content
    where: str

    def load(self) -> Callable[[Source], SourceDocument]:
        """Return the function that reads the format."""
        module, name = self.where.split(":")
        read: Callable[[Source], SourceDocument] = getattr(import_module(f"townmeeting.readers.{module}"), name)
        return read


# To add a format: write readers/<format>.py with one function Source -> SourceDocument whose blocks and skipped
# stretches hold every non-blank character of its text exactly once, and add its line here. Of the formats with the
# same content the first also reads files of other endings.
READERS: dict[str, Reader] = {
    "text": Reader(("txt", "text", "md", "markdown", ""), Content.TEXT, "plain:read_plain"),
    "csv": Reader(("csv", "tsv", "tab"), Content.TEXT, "csvfile:read_csv"),
    "html": Reader(("html", "htm", "xhtml"), Content.HTML, "html:read_html"),
    "pdf": Reader(("pdf",), Content.PDF, "pdf:read_pdf"),
    "docx": Reader(("docx", "docm", "dotx"), Content.DOCX, "docx:read_docx"),
    "xlsx": Reader(("xlsx", "xlsm", "xltx"), Content.XLSX, "xlsx:read_xlsx"),
}

DEFAULT_LIMITS = ReadingLimits()

_PROGRAM_TEXT = "json jsonl xml rtf odt ods jtd jtdc pptx ppt eml msg vtt srt tex yaml yml toml py js css"
_UNREAD = frozenset(_PROGRAM_TEXT.split())
"""Endings of files that may hold text and are written for programs or need a reader of their own."""


def read_document(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    format: str | None = None,
    limits: ReadingLimits = DEFAULT_LIMITS,
) -> SourceDocument:
    """Return what the bytes of a file hold. `name` is its name or path, or "-" for standard input.

    The content decides first and the ending after it; `format` (a key of `READERS`, or an ending) overrides both,
    `encoding` the recognition of the encoding.

    Raises TownMeetingError TM103 for an unknown format or encoding and TM201 to TM210 for a file that cannot be
    read: empty, without text, protected, old, of other content, damaged, undecodable, unknown or too large.
    """
    _check_size(name, len(data), limits)
    if encoding is not None:
        resolve(encoding)
    forced = None if format is None else READERS[_named(format)]
    ending = PurePath(name).suffix.lower().removeprefix(".")
    found = sniff(data)
    _refuse_unreadable(found, name, ending)
    _check_size(name, found.unpacked, limits)
    reader = forced or _choose(ending, found, name)
    if not _can_read(reader, found.content):
        raise TownMeetingError("TM206", path=name, expected=f".{ending or reader.endings[0]}", found=found.called)
    source = Source(name=name, data=data, sha256=hashlib.sha256(data).hexdigest(), limits=limits, encoding=encoding)
    doc = without_letter_spacing(reader.load()(source))
    blocks = tuple(block for block in doc.blocks if _has_words(block))
    if not blocks:
        raise TownMeetingError("TM201", path=name)
    notes = _notes(doc, encoding, ending if forced is None else "", reader)
    return replace(doc, blocks=blocks, diagnostics=(*notes, *doc.diagnostics))


def known_endings() -> str:
    """Return the endings that can be read, for messages."""
    return " ".join(f".{ending}" for reader in READERS.values() for ending in reader.endings if ending)


def _check_size(name: str, size: int, limits: ReadingLimits) -> None:
    if size > limits.max_bytes:
        limit = f"{limits.max_bytes / 1e6:,.0f} MB"
        raise TownMeetingError("TM210", path=name, size=f"{size / 1e6:,.1f} MB", limit=limit)


def _named(name: str) -> str:
    wanted = name.strip().lower().removeprefix(".")
    for form, reader in READERS.items():
        if wanted == form or (wanted and wanted in reader.endings):
            return form
    raise TownMeetingError("TM103", name=name, option="--format", known=", ".join(READERS))


def _refuse_unreadable(found: Found, name: str, ending: str) -> None:
    """Raise the error that belongs to content no reader can read."""
    match found.content:
        case Content.EMPTY:
            raise TownMeetingError("TM201", path=name)
        case Content.ENCRYPTED:
            raise TownMeetingError("TM204", path=name)
        case Content.OLD:
            raise TownMeetingError("TM205", path=name, format=found.detail, better=found.better)
        case Content.BROKEN:
            raise TownMeetingError("TM207", path=name, detail=found.detail)
        case Content.OTHER:
            raise TownMeetingError("TM209", path=name, suffix=found.detail, known=known_endings())
        case Content.FOREIGN:
            expected = f".{ending}" if ending else known_endings()
            raise TownMeetingError("TM206", path=name, expected=expected, found=found.detail)


def _choose(ending: str, found: Found, name: str) -> Reader:
    """Return the reader for the content; between formats of the same content the ending decides."""
    by_ending = next((reader for reader in READERS.values() if ending in reader.endings), None)
    if by_ending and (by_ending.content is found.content or found.content is Content.TEXT):
        return by_ending
    if found.content is Content.TEXT and ending in _UNREAD:
        raise TownMeetingError("TM209", path=name, suffix=f".{ending}", known=known_endings())
    return next(reader for reader in READERS.values() if reader.content is found.content)


def _can_read(reader: Reader, content: Content) -> bool:
    """Tell whether a reader takes such content: a page without a doctype is text, and a page can be read as text."""
    textual = (Content.TEXT, Content.HTML)
    return reader.content is content or (reader.content in textual and content in textual)


def _has_words(block: Block) -> bool:
    return bool(block.quote) if isinstance(block, Paragraph) else any(c.quote for row in block.rows for c in row)


def _notes(doc: SourceDocument, encoding: str | None, ending: str, reader: Reader) -> list[Diagnostic]:
    notes = []
    if ending and ending not in reader.endings:
        notes.append(warn("ending_differs", severity=Severity.INFO, ending=f".{ending}", format=doc.format))
    if encoding is not None and doc.encoding is None:
        notes.append(warn("encoding_ignored", encoding=encoding, format=doc.format))
    return notes
