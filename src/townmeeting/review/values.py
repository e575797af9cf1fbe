"""From what people type to what is stored: tolerant of width, spacing and spelling, and honest about the rest."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Mapping
from functools import cache
from importlib.resources import files

from townmeeting.text import fold

CONFIRMED = "confirmed"
"""The stored value of a ticked 確認 cell."""


@cache
def spellings(group: str) -> Mapping[str, str]:
    """Return folded spelling -> stored value of one group of data/review.toml."""
    text = files("townmeeting").joinpath("data/review.toml").read_text(encoding="utf-8")
    return {fold(word): value for value, words in tomllib.loads(text)[group].items() for word in words}


def cell_text(value: object) -> str:
    """Return a cell's value as text: dates as ISO 8601, whole numbers without a point, ends without white space.

    `_x000D_` is how some programs store the carriage return of a cell that was typed on another system.
    """
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(" \t\n\u3000\u00a0")


def read_verdict(text: str) -> str | None:
    """Return the stored value of a status as typed; "" for an empty cell, None for what is no status."""
    return spellings("verdict").get(fold(text)) if text else ""


def read_confirmed(text: str) -> str | None:
    """Return CONFIRMED for a tick or a word like 確認済み, "" for an empty cell, None for anything else."""
    return (CONFIRMED if fold(text) in spellings("confirmed") else None) if text else ""


def read_links(text: str, known: Collection[str]) -> str | None:
    """Return passage ids separated by one space; "" for an empty cell or なし, None where one is no passage."""
    if fold(text) in spellings("links"):
        return ""
    names = [n for n in re.split(r"[\s,、，・;；/]+", unicodedata.normalize("NFKC", text)) if n]
    exact = {fold(k): k for k in known}
    found = [exact.get(fold(n)) for n in names]
    return None if None in found else " ".join(dict.fromkeys(n for n in found if n is not None))


READERS: dict[str, Callable[[str], str | None]] = {"status": read_verdict, "confirmed": read_confirmed}
