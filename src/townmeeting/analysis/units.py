"""Sentences and parts of sentences that may ask by themselves, with what they do and how they open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from townmeeting.analysis.asks import WINDOW, Ask, Discourse, ask_table, find_ask
from townmeeting.analysis.sentences import Sentence, bracket_cover, split_sentences
from townmeeting.model import PointKind, Quote
from townmeeting.nlp import tokens

SUBJECT = re.compile(
    r"(?:[一-龯々ァ-ヶーA-Za-zＡ-Ｚａ-ｚ0-9０-９」）)]|こと|もの|ところ|ほう|たち|の)(?:は|が|も)(?!ある程度)"
)
_STRUNG = re.compile(
    r"(?:(?<=ます)|(?<=です)|(?<=ました)|(?<=たい)|(?<=べき)|(?<=べきだ)|(?<=ほしい))"
    r"(?:し|のと|とともに|と同時に|ほか)、"
)
_FIRST_OF_SEVERAL = re.compile(r"まず|はじめに|初めに|第一|[一1１](?:つ|点)目")
_LISTED = re.compile(r"(?<=[のうすたるいん])か、")
_TELLS = re.compile(
    r"(?:示|明らか|説明|公表|公開|知ら|教え|答え|回答|伺|聞|知り|分か|わか)[ぁ-ん願頂欲致下貰]{0,16}。?$"
)
_BLANK = re.compile(r"(?<=[一-龯々ァ-ヶー])[ \u3000](?=[一-龯々ァ-ヶー]{2})")
_TWO_ACTIONS = re.compile(
    r"(?<=[のな])[一-龯々ァ-ヶー]{0,6}(?P<left>[一-龯々]{2})と(?=[^\s、]{2,24}[のな][一-龯々ァ-ヶー]{0,6}(?P<right>[一-龯々]{2})$)"
)
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
    announces = [u.strength >= 3 and bool(talk.announcement.match(u.body)) for u in units]
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
    cuts = _item_cuts(sentence) if sentence.marker else []
    if not cuts and ask and ask.strength >= 2:
        cuts = _listed_cuts(sentence.text, ask) or _strung_cuts(sentence.text)
    if not cuts:
        return [_unit(sentence, 0, len(sentence.text), ask, talk)]
    bounds = [0, *cuts, len(sentence.text)]
    parts = []
    for start, end in pairwise(bounds):
        listed = _LISTED.search(sentence.text, max(0, end - 3), end)
        parts.append(_unit(sentence, start, end, ask if listed else find_ask(sentence.text[start:end]) or ask, talk))
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


def _item_cuts(sentence: Sentence) -> list[int]:
    """Cut a list item of bare noun phrases: after its title at every blank (1．窓口 時間の延長 職員の増員), and at と
    between two actions that each have something of their own (時間の延長と職員の増員)."""
    if "。" in sentence.text:
        return []
    blanks = [m.end() for m in _BLANK.finditer(sentence.text, len(sentence.marker))]
    start = blanks[0] if blanks else len(sentence.marker)
    joined = [m.end() for m in _TWO_ACTIONS.finditer(sentence.text, start) if _two_actions(m)]
    return sorted({*blanks[1:], *joined})


def _two_actions(match: re.Match[str]) -> bool:
    return all(tokens(match[side])[-1].pos[2] == "サ変可能" for side in ("left", "right"))


def _listed_cuts(text: str, ask: Ask | None) -> list[int]:
    """Cut a list of questions (…のか、…のか) where each part has its own subject and the end asks to be told."""
    if ask is None or (ask.kind is not PointKind.QUESTION and not _TELLS.search(text[-24:])):
        return []
    cuts, last, covered = [], 0, bracket_cover(text)
    for match in _LISTED.finditer(text):
        if (
            not covered[match.start()]
            and not text.endswith(("という", "と"), last, match.start())
            and SUBJECT.search(text, last, match.end())
            and SUBJECT.search(text, match.end(), match.end() + 200)
            and not ask_table().discourse.alternative.match(text, match.end())
        ):
            cuts.append(match.end())
            last = match.end()
    return cuts


def _strung_cuts(text: str) -> list[int]:
    """Cut where two asks are strung together (…していただきたいですし、…もお願いします)."""
    cuts, last, covered = [], 0, bracket_cover(text)
    second = find_ask(text)
    for match in _STRUNG.finditer(text):
        first = find_ask(text[max(last, match.end() - WINDOW) : match.end()])
        if not covered[match.start()] and first and second and min(first.strength, second.strength) >= 2:
            cuts.append(match.end())
            last = match.end()
    return cuts
