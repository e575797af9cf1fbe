"""Letter-spaced text: 令 和 ８ 年, as tools print a PDF that sets every character apart."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace

from townmeeting.model import Block, Paragraph, Piece, Quote, SourceDocument

_KANJI = "一-鿿々"
_WORD = f"{_KANJI}぀-ヿ、。「」『』（）【】〔〕・：？！〜～％０-９Ａ-Ｚａ-ｚ■□○◎●◆◇→"
_KANJI_AND_NEXT = re.compile(f"[{_KANJI}](?P<blank> ?)(?=[{_WORD}])")
_BLANK = re.compile(f"(?<=[{_WORD}]) (?=[{_WORD}])")
# The blank behind a number, a mark or a letter that opens a line sets it off from the words: １ 防 災, Ｑ バ ス. That
# behind the figures of a date does not.
_OPENING = re.compile(r"\s*(?:[０-９](?: ?[０-９])?|[ＱＡ問答](?: ?[０-９]){0,2})(?= (?![年月日時分人名件回度校号]))")
_LEAST = 40
"""Kanji that must be looked at before a document can be said to be spaced."""
_SHARE, _LINE_SHARE = 0.5, 0.4
"""Share of the kanji with a blank behind them, in the whole document and in a line."""
_LONGEST = 10_000
"""Characters of a paragraph that is looked at; every blank left out makes a piece."""


def without_letter_spacing(doc: SourceDocument) -> SourceDocument:
    """Return the document with the blanks between the characters of its paragraphs left out of their quotes, where it
    is printed letter by letter; the text and every place in it stay as they are.

    Two blanks or more, and one beside a Latin letter, stay: they part words.
    """
    if not _is_spaced(doc):
        return doc
    return replace(doc, blocks=tuple(map(_block, doc.blocks)))


def _is_spaced(doc: SourceDocument) -> bool:
    if " " not in doc.text:
        return False
    texts = (block.quote.text for block in doc.blocks if isinstance(block, Paragraph))
    behind = Counter(m["blank"] for text in texts for m in _KANJI_AND_NEXT.finditer(text))
    return behind.total() >= _LEAST and behind[" "] >= _SHARE * behind.total()


def _block(block: Block) -> Block:
    if not isinstance(block, Paragraph) or len(block.quote.text) > _LONGEST:
        return block
    at, blanks = 0, []
    for line in block.quote.text.split("\n"):
        blanks += [at + blank for blank in _blanks(line)]
        at += len(line) + 1
    return replace(block, quote=_without(block.quote, blanks)) if blanks else block


def _blanks(line: str) -> list[int]:
    """Return the offsets of the blanks in a line that stand between its characters and part nothing."""
    behind = Counter(m["blank"] for m in _KANJI_AND_NEXT.finditer(line))
    if behind[" "] < _LINE_SHARE * behind.total():
        return []
    opening = _OPENING.match(line)
    kept = opening.end() if opening else -1
    return [m.start() for m in _BLANK.finditer(line) if m.start() != kept]


def _without(quote: Quote, blanks: list[int]) -> Quote:
    """Return the quote without the characters at these offsets, its other characters where they were in the source."""
    pieces = []
    for piece in quote.pieces:
        begin, end = piece.at, piece.at + piece.end - piece.start
        inside = blanks[bisect_left(blanks, begin) : bisect_left(blanks, end)]
        for stop in (*inside, end):
            if begin < stop:
                start = piece.start + begin - piece.at
                moved = begin - bisect_left(blanks, begin)
                pieces.append(Piece(moved, start, start + stop - begin, piece.where))
            begin = stop + 1
    edges = zip((0, *(at + 1 for at in blanks)), (*blanks, None), strict=True)
    return Quote("".join(quote.text[a:b] for a, b in edges), tuple(pieces))
