"""Folding and measuring of Japanese text. What is stored stays as the source has it; folding serves matching only."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

SENTENCE_END = "。．！？!?"
CLOSERS = "」』）)】〕］]＞>〉》”’"
OPENERS = "「『（(【〔［[＜<〈《“‘"
QUOTED = re.compile(r"「[^「」]*」|『[^『』]*』")
"""Words in quotation marks, without any inside them: not the speaker's own."""
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−ー－"), "-")


@lru_cache(maxsize=1 << 14)
def fold(text: str) -> str:
    """Return the form used for comparing: NFKC, lower case, no white space.

    ＜発言 2＞ and <発言2> fold to the same string (one town's minutes mix both).
    """
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


def fold_with_map(text: str) -> tuple[str, list[int]]:
    """Return `fold(text)` (character by character) and, for each of its characters, the offset in `text`."""
    folded: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        for piece in unicodedata.normalize("NFKC", char).lower():
            if not piece.isspace():
                folded.append(piece)
                offsets.append(at)
    return "".join(folded), offsets


def squeeze(text: str) -> str:
    """Return the text without any white space."""
    return "".join(text.split())


def count_ink(text: str) -> int:
    """Return the number of non-blank characters."""
    return len(squeeze(text))


def width(text: str) -> int:
    """Return the width in terminal cells: East Asian wide and full-width characters count two."""
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def clip(text: str, cells: int) -> str:
    """Return the text on one line, cut to at most `cells` half-width cells, with … where something was cut."""
    line = " ".join(text.split())
    if width(line) <= cells:
        return line
    kept, used = [], 0
    for char in line:
        used += width(char)
        if used > cells - 2:
            break
        kept.append(char)
    return "".join(kept) + "…"


def visible(text: str) -> str:
    """Return the text with control and direction-changing characters replaced by U+FFFD.

    Document text goes to a terminal only in this form: escape sequences in minutes must not act.
    Line feeds and tabs stay.
    """
    return "".join(
        c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in "\u200b\u200d\ufe0f" else "\ufffd"
        for c in text
    )


def ends_sentence(text: str) -> bool:
    """Tell whether the text ends as a sentence does, closing brackets aside."""
    bare = text.rstrip().rstrip(CLOSERS)
    closed = len(bare) < len(text.rstrip())
    return bool(bare) and (bare[-1] in SENTENCE_END or closed)
