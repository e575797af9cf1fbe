"""The console and the few shapes that every terminal report is made of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from townmeeting.text import visible

STATUS_STYLE = {"answered": "green", "partial": "yellow", "unanswered": "bold red"}


def make_console(stream: TextIO, width: int | None = None) -> Console:
    """Return a console on `stream`: no markup, no emoji codes, no highlighting, colour only on a terminal."""
    return Console(file=stream, width=width, markup=False, emoji=False, highlight=False, legacy_windows=False)


def plain(text: str, style: str = "") -> Text:
    """Return document text for the console: control characters replaced, nothing interpreted."""
    return Text(visible(text), style=style)


def _encodable(console: Console) -> bool:
    try:
        "─│┼".encode(console.encoding)
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def grid(console: Console, headers: Iterable[tuple[str, str]], rows: Iterable[Iterable[str | Text]]) -> Table:
    """Return a table. A header is (title, kind): "wide" takes the room, "narrow" at most 14 cells, "number" is
    right-aligned, "id" never wraps, "" none of these."""
    table = Table(box=box.SIMPLE_HEAD if _encodable(console) else box.ASCII2, pad_edge=False, show_edge=False)
    for title, kind in headers:
        table.add_column(
            title,
            justify="right" if kind == "number" else "left",
            ratio=1 if kind == "wide" else None,
            max_width=14 if kind == "narrow" else None,
            no_wrap=kind in ("number", "id"),
            overflow="fold",
        )
    for row in rows:
        table.add_row(*(cell if isinstance(cell, Text) else plain(cell) for cell in row))
    return table


def heading(console: Console, text: str) -> None:
    """Print a heading with an empty line before it."""
    console.print()
    console.print(plain(text, "bold"))


def indented(console: Console, text: str | Text, by: int = 2) -> None:
    """Print text with a left margin of `by` cells, wrapped within the width."""
    console.print(Padding(text if isinstance(text, Text) else plain(text), (0, 0, 0, by)))


def pairs(console: Console, rows: Iterable[tuple[str, str]]) -> None:
    """Print names and values in two columns; rows without a value are left out."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        if value:
            table.add_row(plain(name, "dim"), plain(value))
    console.print(Padding(table, (0, 0, 0, 2)))
