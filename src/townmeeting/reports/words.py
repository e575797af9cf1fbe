"""What people read: labels and sentences in Japanese or English. The texts themselves are data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from townmeeting.model import Diagnostic, Locator


@cache
def _labels() -> Mapping[str, Mapping[str, list[str]]]:
    text = files("townmeeting").joinpath("data/messages/labels.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """Return every sentence of data/messages by code: {"ja": ..., "en": ...}."""
    found: dict[str, Mapping[str, str]] = {}
    folder = files("townmeeting").joinpath("data/messages")
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".toml") and entry.name != "labels.toml":
            found.update(tomllib.loads(entry.read_text(encoding="utf-8")))
    return found


class Words:
    """The language of one run. `words("発言", "statements")` picks the text of that language."""

    def __init__(self, lang: str = "ja") -> None:
        self.lang = lang

    def __call__(self, ja: str, en: str) -> str:
        """Return the one of the two texts that is in this language."""
        return en if self.lang == "en" else ja

    def label(self, value: Enum) -> str:
        """Return what a value of the model is called."""
        return self.named(type(value).__name__, value.value)

    def named(self, group: str, value: str) -> str:
        """Return the label of `value` in a group of labels.toml; the value itself where it has none."""
        pair = _labels().get(group, {}).get(value)
        return self(*pair) if pair else value

    def sentence(self, code: str, fields: Mapping[str, Any] | None = None) -> str:
        """Return the sentence of a diagnostic code or reason; the code itself where none is written.

        Why a reader set something aside is written under `skipped_<reason>`.
        """
        entry = sentences().get(code) or sentences().get(f"skipped_{code}")
        return entry[self.lang if self.lang in entry else "ja"].format_map(fields or {}) if entry else code

    def diagnostic(self, diagnostic: Diagnostic) -> str:
        """Return a diagnostic as a sentence with its place."""
        place = self.place(diagnostic.where)
        text = self.sentence(diagnostic.code, dict(diagnostic.fields))
        return f"{text} ({place})" if place else text

    def place(self, where: Locator) -> str:
        """Return a place as people name it."""
        parts = (
            (where.page, f"{where.page}ページ", f"p.{where.page}"),
            (where.sheet, f"シート「{where.sheet}」", f"sheet {where.sheet}"),
            (where.cell, f"セル {where.cell}", f"cell {where.cell}"),
            (where.line, f"{where.line}行目", f"line {where.line}"),
            (where.paragraph, f"第{where.paragraph}段落", f"paragraph {where.paragraph}"),
        )
        return " ".join(self(ja, en) for value, ja, en in parts if value is not None)
