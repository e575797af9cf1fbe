"""Names beside the words: a cell 「No. 1 に対する市の考え方」, and headings that open a group of rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from townmeeting.layouts.columns import Column, TableSpec
from townmeeting.layouts.printed import is_number
from townmeeting.model import Paragraph, Quote, Style, Table
from townmeeting.text import fold

MAX_CAPTION = 80
"""Longest heading of a group in characters."""

_FIGURE = re.compile(r"[^\d]{0,6}\d+(?:件|人|名|通|者|団体).{0,12}")


@dataclass(frozen=True, slots=True)
class Block:
    """What a cell beside the words says: the column it stands for, its number ("" without) and its printed words.

    `at` is the place of that cell among the cells of its row: 1 where a number stands before it.
    """

    column: Column
    label: str
    name: str
    at: int = 0


def read_block(cells: Sequence[Quote], spec: TableSpec) -> Block | None:
    """Return what the first of two cells names: 「No. 1 に対する市の考え方」; the number may have a cell before it.

    None where the cells are no such pair; 「提出された意見 | 3件」 states a figure and is none.
    """
    if len(cells) == 3 and is_number(cells[0].text):
        block = read_block(cells[1:], spec)
        return Block(block.column, block.label, block.name, 1) if block else None
    if len(cells) != 2 or len(fold(cells[0].text)) > 40 or _FIGURE.fullmatch(fold(cells[1].text)):
        return None
    text = " ".join(cells[0].text.split())
    label, name = _split_name(text)
    rule = next((r for r in spec.columns_of(name) if not r.weak or label), None)
    if rule is None or rule.column not in (Column.OPINION, Column.REPLY, Column.NUMBER):
        return None
    if is_number(cells[1].text) != (rule.column is Column.NUMBER):
        return None
    return Block(rule.column, label, text) if not spec.columns_of(cells[1].text) else None


_NUMBER_BEFORE = re.compile(
    r"(?:no\.?|意見|番号|質問|項番|#)*[(\[【]?(?P<number>\d+(?:-\d+)*)[)\]】]?番?[.:]?(?:の(?:意見|質問))?(?P<name>\D.*)"
)
_NUMBER_BEHIND = re.compile(r"(?P<name>.*?\D)(?:no\.?)?[(\[【]?(?P<number>\d+(?:-\d+)*)[)\]】]?[.:]?")


def _split_name(text: str) -> tuple[str, str]:
    """Cut the number off a name, before or behind it: ("1", "に対する市の考え方"), ("3", "回答")."""
    folded = fold(text)
    found = _NUMBER_BEFORE.fullmatch(folded) or _NUMBER_BEHIND.fullmatch(folded)
    return (found["number"], found["name"].removeprefix("の")) if found else ("", folded)


def answers_in_blocks(table: Table, spec: TableSpec) -> bool:
    """Tell whether a table has a reply in a named block."""
    for row in table.rows:
        block = read_block([cell.quote for cell in row if cell.quote and not cell.origin], spec)
        if block is not None and block.column is Column.REPLY:
            return True
    return False


def caption_of(paragraphs: list[Paragraph], spec: TableSpec) -> Quote | None:
    """Return the heading of a group that stands right before a table, explanations between them aside."""
    for paragraph in reversed(paragraphs):
        text = paragraph.quote.text
        if spec.finds("remark", text):
            continue
        short = len(text) <= MAX_CAPTION and not text.rstrip().endswith(("。", "．"))
        marked = paragraph.style is Style.HEADING or bool(paragraph.number) or spec.finds("group", text)
        return paragraph.quote if short and marked else None
    return None
