"""Replies and notes cut into units: the stretches that one matter is answered by.

A reply is cut at its paragraphs, and inside a paragraph before every sentence that takes up what somebody
said (…というお話もありました, 次に…についてのお尋ねですが) or opens a numbered item (1点目, ①, 3．). A sentence that
only takes up belongs to what follows it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from townmeeting.analysis.replies import FORMAL, first_match, reach, reply_rules
from townmeeting.analysis.sentences import split_sentences
from townmeeting.model import Note, Origin, Quote, Role, Turn, join_quotes
from townmeeting.text import fold

LEAD_IN = 60
"""Longest remark, in characters, that leads in to a take-up in the same paragraph."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence at [start, end) of a reply's text; its take-up part ends at `taken` (= start where it has none).

    `said` tells that the take-up says that somebody raised the matter, rather than naming a topic (給食については、).
    `formal` marks the take-up of an answerer who reads out answers one by one (…についてのお尋ねでございます); a
    `greeting` opens the reply and is about nothing; `onward` sentences open with また, なお, 次に;
    `turning` ones may turn to another matter inside a paragraph (それから、…);
    `back` ones take up what was said before this statement (先ほど…というお話がありました);
    `topical` ones open a paragraph with their topic (待合室につきましては、…).
    """

    start: int
    end: int
    taken: int
    paragraph: int
    number: int | None = None
    said: bool = False
    formal: bool = False
    greeting: bool = False
    onward: bool = False
    back: bool = False
    turning: bool = False
    topical: bool = False

    @property
    def cued(self) -> bool:
        """Whether a cue opens a matter here."""
        return self.taken > self.start or self.number is not None


@dataclass(frozen=True, slots=True)
class Unit:
    """The sentences of a reply that are decided on together. `hard` tells that a take-up or a number opens it,
    so that it cannot merely go on with the matter before."""

    sentences: tuple[Sentence, ...]
    hard: bool = False
    number: int | None = None
    closing: bool = False

    @property
    def back(self) -> bool:
        """Whether it opens with a take-up of what was said before this statement."""
        return any(s.back for s in self.sentences[:2])

    @property
    def topical(self) -> bool:
        """Whether it opens a paragraph with its topic."""
        return self.sentences[0].topical

    @property
    def start(self) -> int:
        """Where the unit starts in the reply's text."""
        return self.sentences[0].start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.sentences[-1].end


@dataclass(frozen=True, slots=True)
class Reply:
    """A turn or note with its words as one quote (`quote.text` is the turn's text), cut into units."""

    id: str
    origin: Origin
    quote: Quote
    units: tuple[Unit, ...]
    heading: str = ""

    def text(self, unit: Unit | Sentence) -> str:
        """The words of a unit or sentence."""
        return self.quote.text[unit.start : unit.end]

    def taken(self, unit: Unit) -> str:
        """The words with which the unit takes something up; "" where it does not."""
        return "".join(self.quote.text[s.start : s.taken] for s in unit.sentences)

    def between(self, start: int, end: int) -> list[Sentence]:
        """The sentences that reach into [start, end) of the reply's text, in order."""
        return [s for u in self.units for s in u.sentences if s.start < end and start < s.end]


def item_number(sentence: str) -> int | None:
    """Return the number that opens the sentence as an item (①, 2点目, 3．), or None."""
    found = first_match(reply_rules().numbering, sentence.lstrip())
    if found is None:
        return None
    digits = found.group(1)
    if digits.isdecimal():
        return int(digits)
    values = [int(unicodedata.numeric(c)) for c in digits]
    return values[0] * values[1] if len(values) == 2 and values[1] == 10 else sum(values)


def mark_sentences(segments: tuple[Quote, ...]) -> tuple[Sentence, ...]:
    """Return the sentences of a reply, with what their cues say."""
    rules, before = reply_rules(), -1
    found: list[Sentence] = []
    for cut in split_sentences(segments):
        first = cut.paragraph != before
        folded = fold(cut.text)
        opening = rules.courtesy if all(s.greeting for s in found) else rules.courtesy[:0]
        greeting = first_match((*rules.greeting, *opening), folded) is not None
        said = 0 if greeting else reach(rules.takeup, cut.text)
        opened = reach(rules.opening, cut.text) if first and not greeting else 0
        taken = cut.start + max(said, opened)
        formal = not greeting and first_match((r for r in rules.takeup if r.name in FORMAL), folded) is not None
        onward = first_match(rules.onward, folded) is not None
        number = None if greeting else item_number(cut.text)
        turning = first_match(rules.turning, folded) is not None
        back = said > 0 and first_match(rules.back, fold(cut.text[:said])) is not None
        topical = first and not greeting and first_match(rules.topical, folded) is not None
        cues = (number, said > 0, formal, greeting, onward, back, turning, topical)
        found.append(Sentence(cut.start, cut.end, taken, cut.paragraph, *cues))
        before = cut.paragraph
    return tuple(found)


def _only_takes_up(sentence: Sentence) -> bool:
    """Tell whether next to nothing follows the take-up part: …というお話もいただきました。"""
    return sentence.taken > sentence.start and sentence.end - sentence.taken <= 20


def _starts_unit(sentence: Sentence, group: Sequence[Sentence]) -> bool:
    """Tell whether the sentence opens a unit of its own after the sentences of `group`.

    A short remark before the take-up in the same paragraph (車の時代です。バスのお話もありましたが、) leads in to it.
    """
    before = group[-1]
    if before.greeting or sentence.greeting:
        return before.greeting != sentence.greeting
    leads_in = len(group) == 1 and not before.cued and not sentence.onward and before.end - before.start <= LEAD_IN
    if leads_in and sentence.paragraph == before.paragraph and sentence.taken > sentence.start:
        return False
    if _only_takes_up(before) and sentence.number is None:
        return False
    return sentence.taken > sentence.start or sentence.number is not None or sentence.paragraph != before.paragraph


def cut_units(sentences: Sequence[Sentence], text: str) -> tuple[Unit, ...]:
    """Return the units of a reply, in order, covering all its sentences."""
    groups: list[list[Sentence]] = []
    for sentence in sentences:
        if not groups or _starts_unit(sentence, groups[-1]):
            groups.append([])
        groups[-1].append(sentence)
    return _mark_closing(tuple(_unit(g) for g in groups), text)


def _unit(sentences: Sequence[Sentence]) -> Unit:
    first = sentences[0]
    aside = all(s.greeting for s in sentences)
    return Unit(tuple(sentences), any(s.cued for s in sentences), first.number, aside)


def _mark_closing(units: tuple[Unit, ...], text: str) -> tuple[Unit, ...]:
    """Mark as closing what stands from a paragraph that opens with 本日は to the end, where it thanks people."""
    opens, thanks = reply_rules().closing
    for at in range(1, len(units)):
        rest = fold(text[units[at].start :])
        begins = units[at].sentences[0].paragraph != units[at - 1].sentences[-1].paragraph
        if begins and opens.pattern.search(rest) and thanks.pattern.search(rest):
            return units[:at] + tuple(replace(u, closing=True, hard=False) for u in units[at:])
    return units


def join_soft(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    """Return the units with each that no cue opens joined to the one before: how answers read out one by one stand."""
    joined: list[Unit] = []
    for unit in units:
        if joined and not unit.hard and not unit.closing and not joined[-1].closing:
            joined[-1] = replace(joined[-1], sentences=joined[-1].sentences + unit.sentences)
        else:
            joined.append(unit)
    return tuple(joined)


def cut_turns(unit: Unit, turns: Container[int] = ()) -> tuple[Unit, ...]:
    """Return the unit cut before the sentences that may turn to another matter, by a word or because they start at one
    of `turns`; only the first part stays hard."""
    starts = [n for n, s in enumerate(unit.sentences) if n and (s.turning or s.start in turns)]
    bounds = pairwise([0, *starts, len(unit.sentences)])
    parts = [unit.sentences[a:b] for a, b in bounds]
    first = replace(unit, sentences=parts[0])
    return (first, *(replace(unit, sentences=p, hard=False, number=None) for p in parts[1:]))


def is_formal(units: Sequence[Unit]) -> bool:
    """Tell whether answers are read out one by one: most take-ups say …についてのお尋ねでございます."""
    formal = sum(any(s.formal for s in u.sentences) for u in units)
    taken = sum(any(s.said for s in u.sentences) for u in units)
    return formal >= 2 and formal >= 0.7 * taken


def takeup_share(replies: Sequence[Reply], assumed: int = 0) -> float:
    """Return the share of units that say that somebody raised the matter: 0.42 in a spoken town meeting, 0.2 to 0.3 in
    an assembly, 0.0 to 0.07 in written replies. So many units without one are `assumed` besides those there are: one
    among the ten replies of a venue says little."""
    units = [u for r in replies for u in r.units]
    return sum(any(s.said for s in u.sentences) for u in units) / (len(units) + assumed) if units else 0.0


def _cut(segments: Sequence[Quote]) -> tuple[Quote, tuple[Sentence, ...]]:
    kept = tuple(s for s in segments if s.text)
    return join_quotes(kept), mark_sentences(kept)


def cut_turn(turn: Turn) -> Reply:
    """Return a turn as a reply cut into units."""
    quote, sentences = _cut(turn.segments)
    origin = Origin.MAYOR if turn.role is Role.MAYOR else Origin.STAFF
    return Reply(turn.id, origin, quote, cut_units(sentences, quote.text))


def said_again(answers: Iterable[Sequence[Reply]]) -> frozenset[str]:
    """Return the sentences, folded, that several statements got word for word; `answers` are the replies to each."""
    count = Counter(
        text for replies in answers for text in {fold(r.text(s)) for r in replies for u in r.units for s in u.sentences}
    )
    return frozenset(text for text, n in count.items() if n > 1)


def cut_note(note: Note) -> Reply:
    """Return a note as a reply of one unit: its heading has said what it is about."""
    quote, sentences = _cut(note.segments)
    return Reply(note.id, Origin.NOTE, quote, (Unit(sentences, True),) if sentences else (), note.heading.text)
