"""Paragraphs cut where a mark begins or ends, so that overlapping passages stand once and can all be marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from townmeeting.model import Quote
from townmeeting.reports.masking import Masker
from townmeeting.reports.spans import Stretch, occurrences


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one run, underlined where they are a word that ties a point and a passage."""

    text: str
    tie: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Letters that lie in the same passages (`marks`, none for plain words); `begins` names those that start here."""

    marks: tuple[str, ...]
    begins: tuple[str, ...]
    pieces: tuple[Piece, ...]


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Marking:
    """What to mark in a list of paragraphs: passages by name, and the words underlined within each."""

    passages: Mapping[str, Sequence[Stretch]]
    ties: Mapping[str, Sequence[str]]


def mark(segments: Sequence[Quote], marking: Marking, masker: Masker) -> tuple[Paragraph, ...]:
    """Return the paragraphs with their passages marked; a passage begins in the first run of its first stretch."""
    begun: set[str] = set()
    paragraphs = []
    for number, segment in enumerate(segments):
        here = [
            (s.start, s.end, name) for name, found in marking.passages.items() for s in found if s.segment == number
        ]
        runs = _cut(segment.text, here, _ties(segment.text, here, marking.ties), masker)
        named = []
        for run in runs:
            begins = tuple(m for m in run.marks if m not in begun)
            begun.update(begins)
            named.append(Run(run.marks, begins, run.pieces))
        paragraphs.append(tuple(named))
    return tuple(paragraphs)


def underline(text: str, ties: Iterable[str], masker: Masker) -> tuple[Piece, ...]:
    """Return the text as pieces, the tie words underlined and names masked."""
    runs = _cut(text, (), list(_found(ties, text, 0, len(text))), masker)
    return tuple(p for run in runs for p in run.pieces)


def _ties(text: str, here: Iterable[tuple[int, int, str]], ties: Mapping[str, Sequence[str]]) -> list[tuple[int, int]]:
    return [place for start, end, name in here for place in _found(ties.get(name, ()), text, start, end)]


def _found(ties: Iterable[str], text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    # single characters stand everywhere, so that underlining them tells nothing
    return (place for word in dict.fromkeys(ties) if len(word) > 1 for place in occurrences(word, text, start, end))


def _cut(
    text: str, marks: Sequence[tuple[int, int, str]], ties: Sequence[tuple[int, int]], masker: Masker
) -> list[Run]:
    masks = masker.ranges(text)
    cuts = {0, len(text), *(n for m in (*marks, *masks) for n in m[:2]), *(n for t in ties for n in t)}
    stand_in = {start: name for start, _, name in masks}
    parts = []
    for start, end in pairwise(sorted(cuts)):
        names = tuple(dict.fromkeys(name for low, high, name in marks if low <= start and end <= high))
        tie = any(low <= start and end <= high for low, high in ties)
        masked = any(low <= start < high for low, high, _ in masks)
        parts.append((names, Piece(stand_in.get(start, "") if masked else text[start:end], tie)))
    return [
        Run(names, (), _join(piece for _, piece in group if piece.text))
        for names, group in groupby(parts, key=lambda part: part[0])
    ]


def _join(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    return tuple(
        Piece("".join(p.text for p in group), tie) for tie, group in groupby(pieces, key=lambda piece: piece.tie)
    )
