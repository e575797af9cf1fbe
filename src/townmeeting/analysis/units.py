"""Sentences and parts of sentences that may ask by themselves, with what they do and how they open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from townmeeting.analysis.asks import ASKS, Ask, Discourse, ask_table, find_ask
from townmeeting.analysis.cuts import asks_by_itself, find_cuts
from townmeeting.analysis.sentences import Sentence, split_sentences
from townmeeting.model import PointKind, Quote

_FIRST_OF_SEVERAL = re.compile(r"まず|はじめに|初めに|第一|[一1１](?:つ|点)目")
_ANNOUNCED = Ask("announcement", PointKind.OPINION, 0.0, "")
_OPENINGS = (
    "new_matter",
    "consequence",
    "paraphrase",
    "alternative",
    "illustration",
    "reason",
    "demonstrative",
    "aside",
    "special_case",
    "effect",
)


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence, or a part of one that asks by itself. `opens` are the names of the ways it opens (`discourse` in
    `data/asks.toml`); `item` tells that it stands in a list item, whether or not the item's mark is its own."""

    start: int
    end: int
    paragraph: int
    text: str
    marker: str
    ask: Ask | None
    opens: frozenset[str]
    item: bool = False

    @property
    def strength(self) -> float:
        """How strongly it asks, 0 where it says nothing that needs a point."""
        return self.ask.strength if self.ask else 0.0

    @property
    def kind(self) -> PointKind:
        """What it does; a sentence whose end says nothing is a view."""
        return self.ask.kind if self.ask else PointKind.OPINION

    @property
    def rule(self) -> str:
        """The rule that decided, or ""."""
        return self.ask.rule if self.ask else ""

    @property
    def body(self) -> str:
        """The words without the list mark."""
        return self.text[len(self.marker) :]


def split_units(segments: tuple[Quote, ...]) -> tuple[Unit, ...]:
    """Return the units of a statement in order; offsets as in `split_sentences`."""
    talk = ask_table().discourse
    return _announced([unit for sentence in split_sentences(segments) for unit in _parts(sentence, talk)], talk)


def _announced(units: list[Unit], talk: Discourse) -> tuple[Unit, ...]:
    """Take the strength from sentences that only announce a matter (…について伺います。), where the asking follows."""
    announces = [u.strength >= ASKS and bool(talk.announcement.match(u.body)) for u in units]
    follows, coming = False, None
    for n in range(len(units) - 1, -1, -1):
        after = units[n + 1] if n + 1 < len(units) else None
        if _names_worry(units[n], coming, talk):
            units[n] = replace(units[n], ask=_ANNOUNCED)
        coming = units[n] if units[n].strength >= 1 else coming
        if not announces[n]:
            follows = follows or units[n].strength >= 2
            continue
        leads_on = after and ("new_matter" not in after.opens or _FIRST_OF_SEVERAL.match(after.body))
        if leads_on and (follows or announces[n + 1]):
            units[n] = replace(units[n], ask=_ANNOUNCED)
        follows = False
    return tuple(units)


def _names_worry(unit: Unit, coming: Unit | None, talk: Discourse) -> bool:
    """Tell whether the unit names a worry (…の件が気になります。) and leaves it to the next question to say which."""
    near = coming is not None and coming.kind is PointKind.QUESTION and coming.paragraph == unit.paragraph
    return near and talk.worry_named.match(unit.body) is not None


def _parts(sentence: Sentence, talk: Discourse) -> list[Unit]:
    """Return the sentence as one unit, or cut where each part asks something of its own."""
    ask = _decide(sentence.body, talk)
    cuts = find_cuts(sentence, ask)
    if not cuts:
        return [_unit(sentence, 0, len(sentence.text), ask, talk)]
    bounds = [0, *cuts, len(sentence.text)]
    parts = []
    for start, end in pairwise(bounds):
        part = sentence.text[start:end]
        own = find_ask(part) if asks_by_itself(part) else None
        parts.append(_unit(sentence, start, end, own or ask, talk))
    return parts


def _unit(sentence: Sentence, start: int, end: int, ask: Ask | None, talk: Discourse) -> Unit:
    text = sentence.text[start:end]
    marker = sentence.marker if start == 0 else ""
    at = sentence.start + start
    opens = _openings(text[len(marker) :], talk)
    return Unit(at, at + len(text), sentence.paragraph, text, marker, ask, opens, bool(sentence.marker))


def _openings(body: str, talk: Discourse) -> frozenset[str]:
    found = {name for name in _OPENINGS if getattr(talk, name).match(body)}
    if opened := talk.new_matter.match(body):
        rest = body[opened.end() :].lstrip("、，")
        found |= {name for name in ("demonstrative", "illustration", "alternative") if getattr(talk, name).match(rest)}
    return frozenset(found)


def _decide(body: str, talk: Discourse) -> Ask | None:
    if any(pattern.search(body) for pattern in talk.courtesy):
        return Ask("courtesy", PointKind.OPINION, 0.0, "")
    return find_ask(body)
