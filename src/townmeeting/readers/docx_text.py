"""The text of a Word paragraph as Word shows it: insertions taken, deletions, hidden text and ruby set aside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from townmeeting.readers.docx_numbers import W, value_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

_BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_DELETED = frozenset((f"{W}del", f"{W}moveFrom"))
_UNSEEN = frozenset((f"{W}instrText", f"{W}delInstrText", f"{W}pPr", f"{W}rPr", f"{MC}Fallback", f"{W}sdtPr"))
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_OFF = ("0", "false", "off")


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph holds: its text, what is set aside (text, reason), the notes it refers to (kind, id), the
    text boxes anchored in it, and how many insertions and deletions are tracked in it."""

    parts: list[str] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    changes: int = 0

    @property
    def text(self) -> str:
        """The text, with a line feed for every line break."""
        return "".join(self.parts)


def read_paragraph(paragraph: Element) -> ParagraphText:
    """Return what a w:p holds, text boxes not opened."""
    found = ParagraphText()
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag in _UNSEEN or not isinstance(element.tag, str):
            continue
        stack += reversed(_take(element, found))
    return found


def _take(element: Element, found: ParagraphText) -> list[Element]:
    """Take what an element says and return the children still to be read."""
    tag = str(element.tag)
    if tag == f"{W}t":
        found.parts.append(element.text or "")
    elif tag in _BREAKS:
        found.parts.append(_BREAKS[tag])
    elif tag == f"{W}sym":
        found.parts.append(_symbol(element))
    elif tag in _NOTES:
        found.notes.append((_NOTES[tag], element.get(f"{W}id", "")))
    elif tag == f"{W}txbxContent":
        found.boxes.append(element)
    elif tag in _DELETED:
        found.changes += 1
        _set_aside(element, "deleted", found)
    elif tag == f"{W}rt":
        _set_aside(element, "ruby", found)
    elif tag == f"{W}r" and _is_hidden(element):
        _set_aside(element, "hidden", found)
    else:
        found.changes += tag in (f"{W}ins", f"{W}moveTo")
        return list(element)
    return []


def _set_aside(element: Element, reason: str, found: ParagraphText) -> None:
    text = "".join(t.text or "" for t in element.iter(f"{W}t", f"{W}delText"))
    if text.strip():
        found.asides.append((text, reason))


def _is_hidden(run: Element) -> bool:
    vanish = run.find(f"{W}rPr/{W}vanish")
    return vanish is not None and value_of(run, "rPr", "vanish") not in _OFF


def _symbol(element: Element) -> str:
    """Return the character of a symbol font; the private codes such fonts use stand for no letter."""
    code = element.get(f"{W}char", "")
    sign = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{4}", code) else ""
    return "" if not sign.isprintable() or "\ue000" <= sign <= "\uf8ff" else sign


def flat_text(element: Element) -> str:
    """Return all text under an element without a structure."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def blocks_in(container: Element) -> Iterator[Element]:
    """Yield the paragraphs and tables of a body, cell or text box in order, wrappers opened."""
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        if element.tag in (f"{W}p", f"{W}tbl"):
            yield element
        elif element.tag not in _UNSEEN and isinstance(element.tag, str) and element.tag != f"{W}sectPr":
            stack += reversed(element)
