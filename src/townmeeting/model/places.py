"""Places and words: a `Quote` carries words of the source together with the way back to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Locator:
    """Where a person finds a stretch in the file; what a format does not know is None. All counts from 1."""

    page: int | None = None
    line: int | None = None
    paragraph: int | None = None
    sheet: str | None = None
    cell: str | None = None

    def __str__(self) -> str:
        parts = (
            ("p.", self.page),
            ("l.", self.line),
            ("¶", self.paragraph),
            ("", self.sheet),
            ("", self.cell),
        )
        return " ".join(f"{mark}{value}" for mark, value in parts if value is not None)


@dataclass(frozen=True, slots=True)
class Piece:
    """`doc.text[start:end]` stands, letter for letter, at `quote.text[at:at + end - start]`."""

    at: int
    start: int
    end: int
    where: Locator = Locator()


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the source, with the way back.

    Characters of `text` that no piece covers are joints (white space put between two stretches); every
    other character is the source's own. Pieces are in the order of `text` and do not overlap.
    """

    text: str = ""
    pieces: tuple[Piece, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    @property
    def where(self) -> Locator:
        """The place of the first stretch."""
        return self.pieces[0].where if self.pieces else Locator()

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """The stretches as (start, end) offsets into the source text."""
        return tuple((p.start, p.end) for p in self.pieces)

    def slice(self, start: int, end: int | None = None) -> Quote:
        """Return `text[start:end]` as a quote of its own, white space at both ends taken off."""
        stop = len(self.text) if end is None else min(end, len(self.text))
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        pieces = []
        for p in self.pieces:
            low, high = max(p.at, start), min(p.at + p.end - p.start, stop)
            if low < high:
                pieces.append(Piece(low - start, p.start + low - p.at, p.start + high - p.at, p.where))
        return Quote(self.text[start:stop], tuple(pieces))

    def strip(self) -> Quote:
        """Return the quote without white space at its ends."""
        return self.slice(0)


def join_quotes(quotes: Iterable[Quote], joint: str = "\n") -> Quote:
    """Return the non-empty quotes as one, with `joint` (white space or nothing) between them."""
    text, pieces = "", []
    for quote in quotes:
        if not quote.text:
            continue
        if text:
            text += joint
        pieces += [Piece(p.at + len(text), p.start, p.end, p.where) for p in quote.pieces]
        text += quote.text
    return Quote(text, tuple(pieces))


class Severity(StrEnum):
    """How much a diagnostic matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something a person should know about the reading. `code` is a key of `messages.toml`; `fields` fill it."""

    code: str
    severity: Severity = Severity.WARNING
    where: Locator = Locator()
    fields: tuple[tuple[str, str], ...] = ()
