"""The words of `data/topics.toml`: what makes a run of nouns, what is cut off it, what is no term by itself."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from townmeeting.nlp import Token, tokens
from townmeeting.text import fold

SPEECH = ("noun", "suffix", "number", "counter", "prefix", "adverbial", "adjectival", "verb", "place")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word lists as keys (`key_of`), parts of speech as beginnings of joined levels."""

    speech: dict[str, tuple[str, ...]]
    front: frozenset[str]
    back: frozenset[str]
    stop: frozenset[str]
    empty: frozenset[str]
    """Stop words of which no compound is made."""

    def is_a(self, kind: str, token: Token) -> bool:
        """Tell whether the token is of a kind of `SPEECH`."""
        return "-".join(token.pos[:3]).startswith(self.speech[kind])


def key_of(text: str) -> str:
    """Return the spelling under which a word is counted: normalised word by word, folded (子ども, こども -> 子供)."""
    return fold("".join(t.norm for t in tokens(text)))


def key_of_tokens(words: tuple[Token, ...]) -> str:
    """Return the key of words that are known already."""
    return fold("".join(t.norm for t in words))


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads(files("townmeeting").joinpath("data/topics.toml").read_text(encoding="utf-8"))


def word_lists() -> dict[str, list[str]]:
    """Return the words of the package by list, as written."""
    data = _data()
    trims = {f"trim.{name}": list(data["trim"][name]["words"]) for name in ("front", "back")}
    return trims | {f"stop.{rule['name']}": list(rule["words"]) for rule in data["stop"]}


@cache
def lexicon() -> Lexicon:
    """Return the words of the package, ready for comparing."""
    data = _data()
    return Lexicon(
        speech={name: tuple(data["speech"][name]) for name in SPEECH},
        front=_keys(data["trim"]["front"]["words"]),
        back=_keys(data["trim"]["back"]["words"]),
        stop=frozenset().union(*(_keys(rule["words"]) for rule in data["stop"])),
        empty=frozenset().union(*(_keys(rule["words"]) for rule in data["stop"] if not rule.get("compounds", True))),
    )


def _keys(words: list[str]) -> frozenset[str]:
    return frozenset(k for w in words for k in (key_of(w), fold(w)))
