"""The fictional town's documents as blocks, read from the hand-written sources in fixtures/source."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

PAGE_BREAK = "[[改頁]]"
"""Where the source wants a page to end in the midst of a paragraph."""
COVERED = "^"
"""A cell that the merged cell above it covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of text. `gap`: an empty line stands before it; `heading`: its level, 0 for none."""

    text: str
    gap: bool = False
    heading: int = 0

    @property
    def plain(self) -> str:
        """The text without the mark of the page end."""
        return self.text.replace(PAGE_BREAK, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table. `widths` are shares of the page's width; in `rows`, "^" is a covered cell and "" an empty one."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]

    def span(self, row: int, column: int) -> int:
        """Return how many rows the cell takes up, 0 where a cell above covers it."""
        if self.rows[row][column] == COVERED:
            return 0
        stop = row + 1
        while stop < len(self.rows) and self.rows[stop][column] == COVERED:
            stop += 1
        return stop - row

    def flat(self, covered: str) -> list[list[str]]:
        """Return header and rows with `covered` written into every covered cell."""
        return [list(self.header), *([covered if c == COVERED else c for c in row] for row in self.rows)]


Blocks = tuple[Line | Grid, ...]


def load_text(path: Path, headings: Mapping[str, int]) -> Blocks:
    """Return the lines of a source. `headings` gives the level of the lines that are headings."""
    blocks, gap = [], False
    for text in path.read_text(encoding="utf-8").split("\n"):
        if text:
            blocks.append(Line(text=text, gap=gap, heading=headings.get(text, 0)))
        gap = not text
    return tuple(blocks)


def load_markdown(path: Path) -> Blocks:
    """Return the lines of a Markdown source without its marks."""
    blocks, gap = [], False
    for text in path.read_text(encoding="utf-8").split("\n"):
        words = text.lstrip("#")
        if text and text != "---":
            level = len(text) - len(words)
            blocks.append(Line(text=words.strip().replace("**", ""), gap=gap, heading=level))
        gap = not text or text == "---"
    return tuple(blocks)


def load_tables(path: Path) -> Blocks:
    """Return the blocks of a TOML source."""
    return tuple(_block(b) for b in tomllib.loads(path.read_text(encoding="utf-8"))["block"])


def _block(block: dict) -> Line | Grid:
    if "rows" in block:
        rows = tuple(tuple(cell.strip() for cell in row) for row in block["rows"])
        return Grid(name=block["name"], header=tuple(block["header"]), rows=rows, widths=tuple(block["widths"]))
    if "heading" in block:
        return Line(text=block["heading"], gap=True, heading=1 if block["heading"].startswith("「") else 2)
    return Line(text=block["paragraph"], gap=True)


def questions_as_grid(blocks: Blocks) -> Blocks:
    """Return a 問1/答1 record as a table of questions and answers, its head lines kept."""
    head, rows = [], []
    for block in blocks:
        mark = re.match(r"[問答]\d+ ", block.text)
        if mark and block.text.startswith("問"):
            rows.append([mark[0].strip(), block.text[mark.end() :], ""])
        elif mark:
            rows[-1][2] = block.text[mark.end() :]
        elif rows:
            rows[-1][2] += "\n" + block.text
        else:
            head.append(block)
    grid = Grid(name="質疑応答", header=("No.", "質問", "回答"), rows=tuple(map(tuple, rows)), widths=(6, 40, 40))
    return (*head, grid)


def with_replaced(blocks: Blocks, words: Mapping[str, str]) -> Blocks:
    """Return the lines with words exchanged."""
    changed = []
    for block in blocks:
        text = block.text
        for old, new in words.items():
            text = text.replace(old, new)
        changed.append(replace(block, text=text))
    return tuple(changed)
