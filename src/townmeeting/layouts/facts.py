"""Facts that a document states about its meeting (日時, 会場, 参加者) and totals it declares (意見数：8件)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from townmeeting.layouts.lines import even
from townmeeting.model import Datum, Quote
from townmeeting.text import fold

LONGEST_FACT = 400
"""Characters a line that states a fact may have."""
_LEAD = re.compile(
    r"^[\s○◯〇◎●◆◇□■△▲▽▼☆★・※*\-(]*(?:\(?(?:\d{1,2}|[一二三四五六七八九十])(?:[).、 ]|(?=[^\d年月日時.:]))[\s)]*)?"
)
_LEFT_OPEN = re.compile(r"^\s*[(【\[〔<〈][^)】\]〕>〉]{1,24}:")
_CLOSING = tuple(")】]〕>〉")
_FRAMED = re.compile(r"^\s*[【\[〔<〈《(]\s*(?P<label>[^】\]〕>〉》)]{1,16}?)\s*[】\]〕>〉》)]\s*:?\s*")
_COLON = re.compile(r"^(?P<label>[^:。、()]{1,24}?)\s*:\s*")


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact: its labels, folded, and what its value must hold."""

    name: str
    labels: frozenset[str]
    value: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True)
class TotalKind:
    """A phrase that declares a total; group n is the number."""

    name: str
    pattern: re.Pattern[str]
    example: str
    not_examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A total that a document declares, and the words that do."""

    name: str
    count: int
    quote: Quote


@cache
def load_facts() -> dict[str, Any]:
    """Return `data/facts.toml`."""
    return tomllib.loads(files("townmeeting").joinpath("data/facts.toml").read_text(encoding="utf-8"))


@cache
def fact_kinds() -> tuple[FactKind, ...]:
    """Return the kinds of facts in order of precedence."""
    return tuple(
        FactKind(f["name"], frozenset(map(fold, f["labels"])), re.compile(f["value"]), f["example"])
        for f in load_facts()["fact"]
    )


@cache
def total_kinds() -> tuple[TotalKind, ...]:
    """Return the phrases that declare totals."""
    return tuple(
        TotalKind(t["name"], re.compile(t["pattern"]), t["example"], tuple(t.get("not_examples", ())))
        for t in load_facts()["total"]
    )


@cache
def _all_labels() -> frozenset[str]:
    return frozenset().union(*(kind.labels for kind in fact_kinds()))


def _cut_label(text: str) -> tuple[str, int] | None:
    """Return the label of a line in even width and where its value begins: label：value, 【label】value, or, for a
    label that is known, label and blank."""
    framed = _FRAMED.match(text)
    if framed and fold(framed["label"]) in _all_labels():
        return framed["label"], framed.end()
    lead = _LEAD.match(text)
    start = lead.end() if lead else 0
    if found := _COLON.match(text[start:]):
        return found["label"], start + found.end()
    at = start
    for _ in range(6):
        at = text.find(" ", at + 1)
        if at < 0:
            return None
        if fold(text[start:at]) in _all_labels():
            return text[start:at], at
    return None


def find_fact(quote: Quote) -> Datum | None:
    """Return the fact that a line states, or None. The datum's quote is the value alone."""
    if len(quote.text) > LONGEST_FACT:
        return None
    text = even(quote.text)
    cut = _cut_label(text)
    if cut is None:
        return None
    label, start = cut
    value = text[start:].strip()
    kind = next((k for k in fact_kinds() if fold(label) in k.labels and k.value.search(value)), None)
    if kind is None:
        return None
    shown = quote.text[:start].strip().strip("：:【】[]〔〕<>＜＞〈〉《》").strip()
    end = len(quote.text.rstrip()) - (_LEFT_OPEN.match(text) is not None and value[-1:] in _CLOSING)
    return Datum(name=kind.name, label=" ".join(shown.split()), quote=quote.slice(start, end))


def is_fact(text: str) -> bool:
    """Tell whether a line states a fact about the meeting."""
    return find_fact(Quote(text)) is not None


def label_only(quote: Quote) -> str | None:
    """Return the name of the fact that a line announces and leaves to the next (【会場】), or None."""
    bare = fold(quote.text).strip("【】[]〔〕<>〈〉《》():・■□◆◇○●").lstrip("0123456789.")
    return next((k.name for k in fact_kinds() if bare in k.labels), None) if len(bare) <= 12 else None


def accepts(name: str, value: str) -> bool:
    """Tell whether a value may be that of a fact."""
    return any(k.name == name and k.value.search(even(value)) for k in fact_kinds())


def find_totals(quote: Quote) -> tuple[Declared, ...]:
    """Return the totals that a line declares, each kind once."""
    text = even(quote.text[:2000])
    found: dict[str, Declared] = {}
    for kind in total_kinds():
        if kind.name not in found and (match := kind.pattern.search(text)):
            found[kind.name] = Declared(kind.name, int(match["n"]), quote.slice(match.start(), match.end()))
    return tuple(found.values())


_PEOPLE = re.compile(r"(\d+) ?(?:名|人)")


def count_participants(data: Sequence[Datum]) -> Declared | None:
    """Return the number of participants that the data declare: the first number of people of that entry."""
    for datum in data:
        if datum.name == "participants" and (found := _PEOPLE.search(even(datum.quote.text))):
            return Declared("participants", int(found[1]), datum.quote)
    return None
