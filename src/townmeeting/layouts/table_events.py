"""What the tables of a document hold, in order: rows, named blocks, headings, and the paragraphs between them."""

from __future__ import annotations

from dataclasses import dataclass, field

from townmeeting.layouts.columns import Column
from townmeeting.layouts.headers import Head, Header
from townmeeting.model import Paragraph, Quote

Key = tuple[int, int, int]
"""A cell: number of its table in the document, row, column."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell of a row under its column. `inherited` cells stand in a row above and are merged with this one; `marker`
    is what is printed before the words of a reply that shares its cell with the opinion."""

    head: Head
    quote: Quote
    key: Key
    inherited: bool = False
    marker: Quote = Quote()

    @property
    def column(self) -> Column:
        """What the cell holds."""
        return self.head.column


@dataclass(frozen=True, slots=True)
class Line:
    """A row of an opinion table.

    `fresh` tells that it is the first after a header or at the top of a table, where a page may have ended;
    `ruled` that the format itself draws the cells.
    """

    slots: tuple[Slot, ...]
    fresh: bool
    ruled: bool

    def of(self, *columns: Column) -> tuple[Slot, ...]:
        """Return the cells of these columns that belong to the row itself and hold words."""
        return tuple(s for s in self.slots if s.column in columns and s.quote and not s.inherited)

    def has(self, *columns: Column) -> bool:
        """Tell whether the table has such a column."""
        return any(s.column in columns for s in self.slots)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply in a block of its own: 「No. 1 に対する市の考え方」 beside or above the words."""

    marker: Quote
    label: str
    header: str
    slot: Slot


@dataclass(frozen=True, slots=True)
class Opinion:
    """An opinion in a block of its own: 「意見1」 beside the words. `number` is a cell 「番号 | 1」 above it."""

    marker: Quote
    label: str
    number: tuple[Quote, ...]
    slot: Slot


@dataclass(frozen=True, slots=True)
class More:
    """A row without a first cell under such a block: the block goes on after a page end."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class Caption:
    """A heading that opens a group of rows."""

    quote: Quote


@dataclass(frozen=True, slots=True)
class Loose:
    """Paragraphs between two tables; they may go on with a cell that a page end cut. `last`: no table follows."""

    paragraphs: tuple[Paragraph, ...]
    last: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A row of a table of amendments."""

    slots: tuple[Slot, ...]


Event = Line | Reply | Opinion | More | Caption | Loose | Change


@dataclass(slots=True)
class Rows:
    """What the tables of a document hold, in order.

    `rivals` is the header whose replies cannot be told apart; `bare` that columns were told by their words
    only; `headers` are the printed ones.
    """

    events: list[Event] = field(default_factory=list)
    headings: list[Quote] = field(default_factory=list)
    headers: list[Header] = field(default_factory=list)
    rivals: tuple[str, ...] = ()
    bare: bool = False
