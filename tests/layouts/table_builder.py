"""Documents of paragraphs and tables built by hand, as a reader would give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from townmeeting.layouts.base import Draft
from townmeeting.layouts.material import Material
from townmeeting.layouts.opinion_table import OpinionTable
from townmeeting.model import Block, Cell, Locator, Paragraph, Piece, Quote, SourceDocument, Statement, Style, Table

Row = Sequence[str] | str


@dataclass(frozen=True)
class TableText:
    """A table to build: rows as cells, or as one text cut at "|".

    A cell "^" is merged with the one above, "<" with the one to the left.
    """

    rows: tuple[Row, ...]
    ruled: bool = True
    sheet: str | None = None


def ruled(*rows: Row, sheet: str | None = None) -> TableText:
    """Return a table whose cells the format draws."""
    return TableText(rows, sheet=sheet)


def tabbed(*rows: Row) -> TableText:
    """Return a table of tabs, which knows no merged cells."""
    return TableText(rows, ruled=False)


@dataclass
class _Pen:
    parts: list[str] = field(default_factory=list)
    at: int = 0

    def write(self, text: str, where: Locator) -> Quote:
        start = self.at
        self.parts += [text, "\n"]
        self.at += len(text) + 1
        return Quote(text, (Piece(0, start, start + len(text), where),)) if text else Quote()


def build(*blocks: str | TableText) -> SourceDocument:
    """Return a document; a text that begins with "# " is a heading."""
    pen = _Pen()
    built: list[Block] = [_table(pen, b) if isinstance(b, TableText) else _paragraph(pen, b) for b in blocks]
    text = "".join(pen.parts)
    return SourceDocument(name="midorino.txt", format="text", sha256="0" * 64, text=text, blocks=tuple(built))


def _paragraph(pen: _Pen, text: str) -> Paragraph:
    style = Style.HEADING if text.startswith("# ") else Style.BODY
    return Paragraph(quote=pen.write(text.removeprefix("# "), Locator()), style=style, gap=True)


def _table(pen: _Pen, table: TableText) -> Table:
    rows = [[c.strip(" ") for c in row.split("|")] if isinstance(row, str) else list(row) for row in table.rows]
    width = max(map(len, rows))
    grid: list[list[Cell]] = []
    for r, row in enumerate(rows):
        grid.append([])
        for c, text in enumerate([*row, *[""] * (width - len(row))]):
            grid[r].append(_cell(pen, grid, r, c, text, Locator(sheet=table.sheet)))
    return Table(rows=tuple(map(tuple, grid)), ruled=table.ruled)


def _cell(pen: _Pen, grid: list[list[Cell]], r: int, c: int, text: str, where: Locator) -> Cell:
    if text not in ("^", "<"):
        return Cell(quote=pen.write(text, where))
    at = (r - 1, c) if text == "^" else (r, c - 1)
    return Cell(origin=grid[at[0]][at[1]].origin or at)


def parse(*blocks: str | TableText) -> Draft:
    """Return the one meeting of such a document."""
    (draft,) = OpinionTable().read(Material(build(*blocks))).drafts()
    return draft


def statement(draft: Draft, label: str, section: str = "") -> Statement:
    """Return the only statement with this label."""
    (found,) = [s for s in draft.statements if s.label == label and section in s.section]
    return found


def pairs(draft: Draft) -> list[tuple[str, str, list[str]]]:
    """Return label, words and replies of every statement."""
    return [(s.label, s.text, [turn.text for turn in s.answers]) for s in draft.statements]


def bases(draft: Draft, label: str) -> list[str]:
    """Return why each reply belongs to the statement."""
    return [link.basis.value for link in statement(draft, label).links]


def claims(draft: Draft) -> Counter[int]:
    """Return how often each offset of the source is claimed; a cell that several statements share counts once."""
    quotes = {q for s in draft.statements for q in (*s.segments, *(quote for _, quote in s.fields))}
    quotes |= {q for t in draft.turns for q in (*t.segments, t.marker)}
    quotes |= {q for n in draft.notes for q in n.segments} | set(draft.headings)
    quotes |= {q for a in draft.amendments for q in (a.before, a.after, a.reason)}
    return Counter(at for q in quotes for start, end in q.spans for at in range(start, end))
