"""Source documents built by hand: a paragraph per line, as a plain text is read."""

from __future__ import annotations

import hashlib

from townmeeting.layouts import parse_document
from townmeeting.model import Locator, Meeting, Paragraph, Piece, Quote, Skipped, SourceDocument, Style


def make_document(text: str, *, wrapped: bool = True) -> SourceDocument:
    """Return the text as a document; lines that begin with # are headings of that level, the signs set aside."""
    blocks, skipped, at, gap = [], [], 0, False
    for number, line in enumerate(text.split("\n"), 1):
        words = line.lstrip("#").lstrip(" ") if line.startswith("#") else line
        start = at + len(line) - len(words)
        if words.strip():
            quote = Quote(words, (Piece(0, start, start + len(words), Locator(line=number)),))
            if start > at:
                skipped.append(Skipped(start=at, end=start - 1, reason="markup"))
            level = len(line) - len(line.lstrip("#"))
            style = Style.HEADING if level else Style.BODY
            blocks.append(Paragraph(quote=quote, gap=gap, style=style, level=level))
        gap = not line.strip()
        at += len(line) + 1
    return SourceDocument(
        name="minutes.txt",
        format="text",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        blocks=tuple(blocks),
        skipped=tuple(skipped),
        physical_lines=wrapped,
    )


def parse(text: str, *, layout: str | None = None, wrapped: bool = True) -> tuple[Meeting, ...]:
    """Return the meetings of a text."""
    return parse_document(make_document(text, wrapped=wrapped), layout=layout)


def parse_one(text: str, *, layout: str | None = None, wrapped: bool = True) -> Meeting:
    """Return the one meeting of a text."""
    (meeting,) = parse(text, layout=layout, wrapped=wrapped)
    return meeting


def told(meeting: Meeting) -> list[tuple[str, str, list[str]]]:
    """Return label, words and the words of the answers of each statement."""
    return [(s.label, s.text, [a.text for a in s.answers]) for s in meeting.statements]
