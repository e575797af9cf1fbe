"""What a file is, told by its first bytes; the ending only decides where the content leaves a choice."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

MAGICS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"GIF8", "GIF"),
    (0, b"II*\x00", "TIFF"),
    (0, b"MM\x00*", "TIFF"),
    (0, b"BM", "BMP"),
    (4, b"ftyphei", "HEIC"),
    (4, b"ftypmif1", "HEIC"),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftyp", "MP4"),
    (8, b"WEBP", "WebP"),
    (0, b"ID3", "MP3"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (0, b"Rar!", "RAR"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"MZ\x90", "EXE"),
)
"""Offset, bytes and name of what is certainly no document."""

OLD_OFFICE = (
    ("WordDocument", ".doc", ".docx"),
    ("Workbook", ".xls", ".xlsx"),
    ("Book", ".xls", ".xlsx"),
    ("PowerPoint Document", ".ppt", ".pdf"),
)
"""A stream of an old Office file, its ending, and what to save it as."""

_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:[^-]|-(?!->))*-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_PACKAGES = (("ppt/", "PowerPoint"), ("mimetype", "OpenDocument"), ("Index/", "iWork"))


class Content(Enum):
    """What the bytes are. FOREIGN is certainly no document, OTHER a kind of document no reader knows."""

    TEXT = "text"
    HTML = "HTML"
    PDF = "PDF"
    DOCX = "Word"
    XLSX = "Excel"
    OTHER = "other"
    FOREIGN = "foreign"
    OLD = "old"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Found:
    """The kind of content; `detail` names it or says what is wrong, `better` the ending to save it with, and
    `unpacked` is the size of a package in bytes once unpacked."""

    content: Content
    detail: str = ""
    better: str = ""
    unpacked: int = 0

    @property
    def called(self) -> str:
        """The name of what was found."""
        return self.detail or self.content.value


def sniff(data: bytes) -> Found:
    """Tell what the bytes are."""
    if not data.strip(b"\x00\xef\xbb\xbf\xfe\xff \t\r\n\f\v"):
        return Found(Content.EMPTY)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _sniff_zip(data)
    if data.startswith(_OLE):
        return _sniff_ole(data)
    if b"%PDF-" in data[:1024]:
        return Found(Content.PDF)
    if data.startswith(b"{\\rtf"):
        return Found(Content.OTHER, "RTF")
    if data.startswith(b"MIME-Version:"):
        return Found(Content.OTHER, "MHTML")
    for offset, magic, name in MAGICS:
        if data.startswith(magic, offset) and (name != "BMP" or data[6:10] == bytes(4)):
            return Found(Content.FOREIGN, name)
    return Found(Content.HTML if _is_html(data[:4096]) else Content.TEXT)


def _is_html(head: bytes) -> bool:
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.replace(b"\0", b"")[2:]
    return bool(_HTML.match(head.removeprefix(b"\xef\xbb\xbf")))


def _sniff_ole(data: bytes) -> Found:
    """An encrypted .docx or .xlsx is wrapped in the container of the old formats."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Found(Content.ENCRYPTED)
    for stream, ending, better in OLD_OFFICE:
        if stream.encode("utf-16-le") + b"\0\0" in data:
            return Found(Content.OLD, ending, better)
    return Found(Content.OLD, "OLE", ".docx")


def _sniff_zip(data: bytes) -> Found:
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
            unpacked = sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as e:
        return Found(Content.BROKEN, str(e))
    if "xl/workbook.bin" in names:
        return Found(Content.OLD, ".xlsb", ".xlsx")
    for folder, content in (("word/", Content.DOCX), ("xl/", Content.XLSX)):
        if any(name.startswith(folder) for name in names):
            return Found(content, unpacked=unpacked)
    kinds = (kind for start, kind in _OTHER_PACKAGES if any(name.startswith(start) for name in names))
    return Found(Content.OTHER, next(kinds, "ZIP"))
