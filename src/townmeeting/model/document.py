"""What a file held, after reading and before anyone asked what it means."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from townmeeting.model.places import Diagnostic, Locator, Quote


class Style(StrEnum):
    """What a format says of a paragraph; BODY where it says nothing."""

    BODY = "body"
    HEADING = "heading"
    ITEM = "item"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, or one physical line where the format knows lines only.

    `gap` tells that an empty line (or the format's own paragraph end) stands before it; `level` is that of a heading,
    and 2 for an item that says something of the item above (<dd>); `number` is a list number that the format keeps
    apart from the text (docx) and shows before it; `quoted` tells that a text sets it as a quotation (> …).
    """

    quote: Quote
    style: Style = Style.BODY
    level: int = 0
    gap: bool = False
    number: str = ""
    quoted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table. A cell hidden under a merged one has no words, and `origin` (row, column) names
    the cell whose words count for it."""

    quote: Quote = Quote()
    origin: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table as a full grid: every row has the same number of cells. `ruled` is False where the format
    cannot say that cells are merged (tabs, pipes, commas)."""

    rows: tuple[tuple[Cell, ...], ...]
    where: Locator = Locator()
    ruled: bool = True

    def cell(self, row: int, column: int) -> Cell:
        """Return the cell at (row, column), or the merged cell that covers it."""
        cell = self.rows[row][column]
        return self.rows[cell.origin[0]][cell.origin[1]] if cell.origin else cell


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A stretch of the source text that the reader set aside, and why: "markup", "page_furniture", "chrome",
    "deleted", "hidden", "ruby"."""

    start: int
    end: int
    reason: str
    where: Locator = Locator()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDocument:
    """A file after reading: its text as one string, untouched, and the blocks that point into it.

    Every non-blank character of `text` lies in a block or in `skipped`. `encoding` is the one chosen (for a
    text file), `encoding_reason` why. `physical_lines` tells that paragraphs are lines as printed, which the
    layout has to join. `title` is the one that the format keeps apart from the text (a web page's <title>).
    """

    name: str
    format: str
    sha256: str
    text: str
    blocks: tuple[Block, ...]
    skipped: tuple[Skipped, ...] = ()
    encoding: str | None = None
    encoding_reason: str | None = None
    physical_lines: bool = False
    title: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()
