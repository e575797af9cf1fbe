"""An exchange: the points of a statement (or of several that share a reply) and the replies they are owed."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from townmeeting.analysis.features import EMPTY, Ask, Bag, Passage, bag
from townmeeting.analysis.replies import first_match, reply_rules
from townmeeting.analysis.responses import Reply, Sentence, Unit, is_formal, join_soft
from townmeeting.model import Meeting, Point, Quote, ReplyBasis, Statement, Turn, join_quotes
from townmeeting.text import fold_with_map

LONGEST_CONTEXT = 600
"""Most characters before a point that count as leading up to it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A point with its place in the statement's words: [start, end) of `text`, the paragraph it stands in, where
    the words before it begin that belong to it, and the number of the list item it stands in (0: none)."""

    point: Point
    text: str
    start: int
    end: int
    paragraph: int
    since: int
    item: int = 0

    @property
    def ask(self) -> Ask:
        """What the point is compared by."""
        return Ask(bag(self.text, self.start, self.end), bag(self.text, self.since, self.end))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch [start, end) of one reply, with the unit or sentences it is made of."""

    reply: int
    unit: Unit

    @property
    def start(self) -> int:
        """Where it starts in the reply's text."""
        return self.unit.start

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.unit.end


@dataclass(frozen=True, slots=True)
class Exchange:
    """Points and the replies they are owed. `row` tells that the replies answer this one statement and nothing
    else (a table's row); `batch` that several people answer what was asked in one go (an assembly)."""

    points: tuple[Placed, ...]
    replies: tuple[Reply, ...]
    row: bool = False
    batch: bool = False

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """The units of all replies, in order."""
        return tuple(Stretch(i, u) for i, r in enumerate(self.replies) for u in r.units)


def passage(reply: Reply, unit: Unit) -> Passage:
    """Return what a unit is compared by. A note's heading is its take-up."""
    text = reply.quote.text
    words = bag(text, unit.start, unit.end)
    if reply.heading:
        return Passage(words, bag(reply.heading))
    taken = [bag(text, s.start, s.taken) for s in unit.sentences if s.taken > s.start]
    takeup = taken[0] if len(taken) == 1 else bag(reply.taken(unit)) if taken else headed(text, unit.start)
    return Passage(words, takeup, topic_of(text, unit.start, unit.end))


def headed(text: str, at: int) -> Bag:
    """Return the heading (■通学路の安全について) that the place in a long reply stands under, empty without one."""
    above = heading_above(text, at)
    return bag(text, *above) if above else EMPTY


def heading_above(text: str, at: int) -> tuple[int, int] | None:
    """Return [start, end) of the last heading that starts at the place or before it, None without one."""
    return next((span for span in reversed(heading_lines(text)) if span[0] <= at), None)


@lru_cache(maxsize=1 << 10)
def heading_lines(text: str) -> tuple[tuple[int, int], ...]:
    """Return where the headings of a reply stand: marked lines that are no sentence."""
    return tuple(m.span("words") for m in _HEADING.finditer(text))


@lru_cache(maxsize=1 << 12)
def topic_of(text: str, start: int, end: int) -> Bag:
    """Return the topic phrase that text[start:end] opens with, empty where it opens with none."""
    folded, offsets = fold_with_map(text[start:end])
    found = first_match(reply_rules().topic, folded)
    if not found:
        return EMPTY
    first, last = found.span("topic")
    return bag(text, start + offsets[first], start + offsets[last - 1] + 1)


def sentence_unit(sentence: Sentence) -> Unit:
    """Return a unit of one sentence."""
    return Unit((sentence,), sentence.cued, sentence.number)


_MARKER = re.compile(
    r"(?P<circled>[①-⑳])|(?P<figure>(?<![\d.．])[0-9０-９]{1,2})\s?(?:[.．、)）](?![\d０-９])|点目|つ目)"
    r"|(?:^|(?<=[\s。]))(?P<bullet>[・●○◆■])"
)


_HEADING = re.compile(r"^[ \u3000]*[■□◆◇●◎▼▲★☆〇○【〔《](?P<words>[^。\n]{2,40})$", re.MULTILINE)
_BESIDE = re.compile(
    r"[（(]?(?:[①-⑳]|[\d０-９]{1,2}(?:点目|つ目|番目)?)[.．)）]?\s*(?:[、,，・･]|及び|および|と|並びに)\s*[（(]?"
)


@lru_cache(maxsize=1 << 10)
def item_starts(text: str) -> tuple[int, ...]:
    """Return where the items of a numbered or bulleted list start: 1, 2, 3 in order, or two bullets and more.

    Only a run that starts at 1 and counts up is a list; 第3章(2) or 2.5倍 is none.
    """
    runs: dict[str, list[int]] = {"circled": [], "figure": [], "bullet": []}
    for m in _MARKER.finditer(text):
        kind = m.lastgroup or "bullet"
        run = runs[kind]
        value = len(run) + 1 if kind == "bullet" else int(unicodedata.numeric(m.group()[0])) if kind == "circled" else 0
        if kind == "figure":
            value = int(m.group("figure"))
        if value == len(run) + 1:
            run.append(m.start())
    longest = max(runs.values(), key=lambda run: len(run))
    return tuple(longest) if len(longest) > 1 else ()


def shared_items(text: str, starts: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers, last first, that only stand beside the next and share its words: 1 in 「①、②　修正した」."""
    shared = [i for i, (a, b) in enumerate(pairwise(starts), 1) if _BESIDE.fullmatch(text, a, b)]
    return tuple(reversed(shared))


def item_at(starts: Sequence[int], at: int) -> int:
    """Return the number of the list item in which the offset stands, 0 before the first."""
    return sum(s <= at for s in starts)


def _offset(quote: Quote, source: int) -> int | None:
    """Return where in the quote's words an offset of the source stands."""
    return next((p.at + source - p.start for p in quote.pieces if p.start <= source < p.end), None)


def place(quote: Quote, point: Point) -> tuple[int, int]:
    """Return [start, end) of a point in its statement's words.

    The way through the source is taken, since the same words may stand twice; words without a place are looked for.
    """
    start = _offset(quote, point.quote.pieces[0].start) if point.quote.pieces else None
    if start is None:
        start = max(0, quote.text.find(point.quote.text))
    end = _offset(quote, point.quote.pieces[-1].end - 1) if point.quote.pieces else None
    return start, max(start, end + 1 if end is not None else min(len(quote.text), start + len(point.quote.text)))


def place_points(statement: Statement, points: Sequence[Point]) -> tuple[Placed, ...]:
    """Return the points of a statement with their places. What stands between the point before, or the start of
    the paragraph, and a point is its context."""
    quote = join_quotes(statement.segments)
    text, starts = quote.text, item_starts(quote.text)
    placed, last = [], 0
    for point in points:
        start, end = place(quote, point)
        since = _context_start(text, start, last)
        placed.append(Placed(point, text, start, end, text.count("\n", 0, start), since, item_at(starts, start)))
        last = end
    return tuple(placed)


def _context_start(text: str, start: int, last: int) -> int:
    """Return where the words begin that lead up to a point: after the point before (which ends at `last`) in the same
    paragraph, else with the paragraph after that one; an assembly member leads up to an ask over many paragraphs."""
    line = text.rfind("\n", 0, start) + 1
    if last > start or last > line:
        return min(last, start) if last > line else line
    after = text.find("\n", last) + 1 if last else 0
    return max(after if 0 < after <= line else 0 if not last else line, start - LONGEST_CONTEXT)


def is_row(statement: Statement) -> bool:
    """Tell whether the replies are to this statement alone: a row of a table, whatever tied the cells together."""
    return statement.turn is None


def pointed_to(statement: Statement) -> tuple[Turn, ...]:
    """Return the replies to other statements that the printed reply of a row points to (No.3と同じ)."""
    same = {k.target_id for k in statement.links if k.basis is ReplyBasis.SAME_AS}
    return tuple(t for t in statement.answers if t.id in same)


def own_answers(statement: Statement) -> tuple[Turn, ...]:
    """Return the replies to the statement itself; those it only points to where there is no other."""
    others = {t.id for t in pointed_to(statement)}
    return tuple(t for t in statement.answers if t.id not in others) or statement.answers


def exchanges(meeting: Meeting, points: Iterable[Point], replies: Mapping[str, Reply]) -> tuple[Exchange, ...]:
    """Return the exchanges of a meeting, in the order of its statements. Only points that need an answer, or
    got one all the same, take part: all of them. Statements that share a spoken reply are one exchange."""
    of_statement: dict[str, list[Point]] = defaultdict(list)
    for point in points:
        of_statement[point.statement_id].append(point)
    groups: dict[tuple[str, ...], list[Statement]] = defaultdict(list)
    for statement in meeting.statements:
        own = () if not statement.answers or is_row(statement) else tuple(t.id for t in statement.answers)
        groups[own or ("", statement.id)].append(statement)
    found = []
    for statements in groups.values():
        placed = tuple(p for s in statements for p in place_points(s, of_statement[s.id]))
        answers = tuple(replies[t.id] for t in own_answers(statements[0]))
        batch = is_formal([u for r in answers for u in r.units])
        if batch:
            answers = tuple(replace(r, units=join_soft(r.units)) for r in answers)
        found.append(Exchange(placed, answers, is_row(statements[0]), batch))
    return tuple(found)
