"""What openpyxl does not tell of a workbook, taken from its XML: formulas without a saved result, text boxes, and how
large the sheets are before anything is loaded."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_UNCALCULATED = re.compile(
    rb'<c\s[^<>]*\br="([A-Z]{1,3}\d{1,7})"[^<>]*>\s*<f(?:\s[^<>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
_DRAWN_PARAGRAPH = re.compile(r"<a:p[ >](?:(?!</a:p>).)*</a:p>", re.DOTALL)
_DRAWN_TEXT = re.compile(r"<a:t(?:\s[^>]*)?>([^<]*)</a:t>")


@dataclass(frozen=True, slots=True)
class SheetParts:
    """The facts of one sheet: `cells` and `merged` count the cells it has and those its merged areas cover,
    `uncalculated` names the formulas without a result, `drawn` are the paragraphs in its text boxes."""

    title: str
    cells: int
    merged: int
    uncalculated: tuple[str, ...]
    drawn: tuple[str, ...]


def read_parts(data: bytes) -> list[SheetParts]:
    """Return the facts of the sheets in their order.

    Raises zipfile.BadZipFile or KeyError where the package is damaged.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = set(package.namelist())
        targets = _relations(package, "xl/workbook.xml", names)
        book = package.read("xl/workbook.xml").decode("utf-8", "replace")
        sheets = [dict(_ATTRIBUTE.findall(m[1])) for m in _SHEET.finditer(book)]
        return [
            _facts(package, unescape(sheet.get("name", "")), path, names)
            for sheet in sheets
            if (path := targets.get(_relation_id(sheet), "")) in names
        ]


def _relation_id(sheet: dict[str, str]) -> str:
    return next((value for name, value in sheet.items() if name.endswith(":id")), "")


def _relations(package: zipfile.ZipFile, part: str, names: set[str]) -> dict[str, str]:
    """Return the parts that a part of the package refers to, by id."""
    folder, name = posixpath.split(part)
    path = f"{folder}/_rels/{name}.rels"
    if path not in names:
        return {}
    found = {}
    for m in _RELATION.finditer(package.read(path).decode("utf-8", "replace")):
        relation = dict(_ATTRIBUTE.findall(m[1]))
        target = unescape(relation.get("Target", ""))
        full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        found[relation.get("Id", "")] = full
    return found


def _facts(package: zipfile.ZipFile, title: str, path: str, names: set[str]) -> SheetParts:
    xml = package.read(path)
    drawings = [p for p in _relations(package, path, names).values() if "/drawings/drawing" in p and p in names]
    return SheetParts(
        title=title,
        cells=xml.count(b"<c "),
        merged=sum(_area(m) for m in _MERGED.finditer(xml)),
        uncalculated=tuple(m[1].decode() for m in _UNCALCULATED.finditer(xml)),
        drawn=tuple(text for p in sorted(drawings) for text in _drawn(package.read(p).decode("utf-8", "replace"))),
    )


def _area(m: re.Match[bytes]) -> int:
    return (_column(m[3]) - _column(m[1]) + 1) * (int(m[4]) - int(m[2]) + 1)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _drawn(xml: str) -> Iterator[str]:
    for m in _DRAWN_PARAGRAPH.finditer(xml):
        text = unescape("".join(_DRAWN_TEXT.findall(m[0])))
        if text.strip():
            yield text
