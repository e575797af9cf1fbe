"""The only door to Sudachi and spaCy: tokens with their normalised spelling, and versions for the manifest.

Sudachi alone serves points, links and coverage: it is loaded at the first call and takes 0.2 s, where a GiNZA
pipeline takes over a second and gave no better points (docs/decisions).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from typing import Any

MAX_BYTES = 48_000
"""Sudachi refuses inputs over 49,149 bytes of UTF-8."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word: as written, in Sudachi's normalised spelling (子ども -> 子供), its part of speech (six levels)
    and its offsets in the text it was found in."""

    surface: str
    norm: str
    pos: tuple[str, ...]
    start: int
    end: int


@lru_cache(maxsize=1)
def _tokenizer() -> Any:  # noqa: ANN401  (SudachiPy ships no types)
    from sudachipy import Dictionary, SplitMode

    return Dictionary().create(mode=SplitMode.C)


def _chunks(text: str) -> list[tuple[int, str]]:
    """Cut the text into stretches Sudachi accepts, at sentence ends or line ends where there are any."""
    if len(text) * 4 <= MAX_BYTES:
        return [(0, text)]
    longest, chunks, start = MAX_BYTES // 4, [], 0
    while start < len(text):
        end = min(start + longest, len(text))
        if end < len(text):
            at = max(text.rfind(mark, start, end) for mark in "。\n、")
            end = at + 1 if at > start else end
        chunks.append((start, text[start:end]))
        start = end
    return chunks


@lru_cache(maxsize=1 << 13)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of the text in order. Any length is taken; white space gives no token.

    Remembered: points, links and topics ask for the same paragraphs, and the pass over them is made once.
    """
    found = []
    for offset, chunk in _chunks(text):
        for m in _tokenizer().tokenize(chunk):
            if m.surface().strip():
                found.append(
                    Token(m.surface(), m.normalized_form(), m.part_of_speech(), offset + m.begin(), offset + m.end())
                )
    return tuple(found)


@lru_cache(maxsize=1 << 12)
def verb_before_masu(stem: str) -> tuple[str, str, str] | None:
    """Return the last verb or auxiliary of `stem` as it stands before ます (目指し): as written, its dictionary form
    (目指す) and Sudachi's name of its conjugation (五段-サ行); None where no such word stands there.

    The short strings have a memory of their own, so that they do not push paragraphs out of that of `tokens`.
    """
    words = list(_tokenizer().tokenize(stem + "ます"))
    at = next((i for i, m in enumerate(words) if m.begin() == len(stem)), 0)
    if at == 0:
        return None
    word = words[at - 1]
    conjugation = str(word.part_of_speech()[4])
    return None if conjugation == "*" else (word.surface(), word.dictionary_form(), conjugation)


def versions() -> tuple[tuple[str, str], ...]:
    """Return the names and versions that decide how text is cut into words and which words are near."""
    return tuple((name, version(name)) for name in ("sudachipy", "sudachidict-core", "ja-ginza"))
