"""Sentences of a statement with their offsets: brackets hold together, list items and lines stand alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from townmeeting.model import Quote, join_quotes
from townmeeting.text import CLOSERS, OPENERS

_ENDS = "。！？!?｡"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_NUMBER = r"(?:\d{1,2}|[０-９]{1,2})"
_MARKER = re.compile(
    rf"(?:(?P<circled>[{_CIRCLED}])"
    rf"|[（(][ \u3000]*(?:(?P<paren>{_NUMBER})|[一二三四五六七八九十]{{1,2}}|[ア-ンａ-ｚa-z])[ \u3000]*[）)]"
    rf"|(?P<number>{_NUMBER})(?:[）)]|[ \u3000]?[．.](?![\d０-９]))"
    r"|[ア-ン][．)）]"
    r"|(?P<bullet>[・●○◆◇■□▪•※➢✓]|[-–—*＊](?=[ \u3000])))[ \u3000]*"
)
_HANGING = re.compile(r"[、，]\s*$")
_QUOTED_ON = re.compile(r"(?:と|って|という|との|の(?!で)|を)")
_LONG_BRACKET = 300
"""A bracket of more characters is taken for running text (or for one never closed), and sentences end inside it."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, list item or line: `text[start:end]` of the statement's text, without white space at its ends.

    `paragraph` counts the statement's segments from 0; `marker` is the printed list mark (①, ・, 1．) or "".
    """

    start: int
    end: int
    paragraph: int
    text: str
    marker: str = ""

    @property
    def body(self) -> str:
        """The words without the list mark."""
        return self.text[len(self.marker) :]


def bracket_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the outermost bracketed stretches as (start, end), brackets included. Unpaired brackets count as none."""
    pairs = dict(zip(CLOSERS, OPENERS, strict=False))
    stack: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for at, char in enumerate(text):
        if char in OPENERS:
            stack.append((char, at))
        elif char in pairs and any(opener == pairs[char] for opener, _ in stack[-4:]):
            while stack[-1][0] != pairs[char]:
                stack.pop()
            start = stack.pop()[1]
            while spans and spans[-1][0] > start:
                spans.pop()
            spans.append((start, at + 1))
    return tuple(spans)


def bracket_cover(text: str, longest: int | None = None) -> bytearray:
    """Return a 1 for each character inside brackets (of at most `longest` characters), brackets included, else 0."""
    covered = bytearray(len(text) + 1)
    for start, end in bracket_spans(text):
        if longest is None or end - start <= longest:
            covered[start:end] = b"\x01" * (end - start)
    return covered


def split_sentences(segments: tuple[Quote, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a statement, offsets counted in `join_quotes(segments)`: empty segments leave
    no trace."""
    found: list[Sentence] = []
    offset = 0
    for number, segment in enumerate(s for s in segments if s.text):
        for start, end in _pieces(segment.text):
            found.extend(_trimmed(segment.text, start, end, offset, number))
        offset += len(segment.text) + 1
    return _joined(found, segments)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Cut one segment before list marks and after sentence ends and lines."""
    covered = bracket_cover(text, _LONG_BRACKET)
    cuts = sorted({0, len(text), *_item_starts(text, covered), *_sentence_ends(text, covered)})
    return list(pairwise(cuts))


def _sentence_ends(text: str, covered: bytearray) -> list[int]:
    ends = []
    for match in re.finditer(rf"[{_ENDS}]+|(?<=[ぁ-んァ-ヶ一-龯])[．](?![\d０-９])|\n", text):
        if covered[match.start()] or _HANGING.search(text, max(0, match.start() - 3), match.start()):
            continue
        end = match.end()
        while end < len(text) and text[end] in CLOSERS and not covered[end]:
            end += 1
        if "。" in match.group() or not _QUOTED_ON.match(text, end):
            ends.append(end)
    return ends


def _item_starts(text: str, covered: bytearray) -> list[int]:
    """Return where list items begin: at line starts, after sentence ends and blanks, and circled numbers that go on
    counting from one that was accepted (次の事項：①…②…③…). A mark inside running words (として①…が) is none."""
    starts: list[int] = []
    counted: dict[str, int] = {}
    for match in _MARKER.finditer(text):
        at = match.start()
        before = text[at - 1] if at else "\n"
        kind = match.lastgroup or ""
        value = _value(match)
        outside = not covered[at] or (match.group()[0] in "（(" and (at == 0 or not covered[at - 1]))
        opened = before in "\n。：:｡" or (before in " \u3000" and kind != "bullet")
        follows = value is not None and counted.get(kind) == value - 1
        if outside and (opened or follows):
            starts.append(at)
            if value is not None:
                counted[kind] = value
    return starts


def _value(match: re.Match[str]) -> int | None:
    """Return the number of a mark that counts (③, 3．, （3）), or None."""
    if match["circled"]:
        return _CIRCLED.index(match["circled"]) + 1
    digits = match["number"] or match["paren"]
    return int(digits) if digits else None


def _trimmed(text: str, start: int, end: int, offset: int, paragraph: int) -> list[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return []
    marker = _MARKER.match(text, start, end)
    mark = marker.group() if marker and marker.end() < end else ""
    return [Sentence(offset + start, offset + end, paragraph, text[start:end], mark)]


def _joined(sentences: list[Sentence], segments: tuple[Quote, ...]) -> tuple[Sentence, ...]:
    """Join a line that ends in a comma with the next one: a sentence broken by a page or a cell."""
    if not any(_HANGING.search(s.text) for s in sentences):
        return tuple(sentences)
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if groups and _HANGING.search(groups[-1][-1].text) and not sentence.marker:
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    whole = join_quotes(segments).text
    return tuple(
        Sentence(g[0].start, g[-1].end, g[0].paragraph, whole[g[0].start : g[-1].end], g[0].marker) for g in groups
    )
