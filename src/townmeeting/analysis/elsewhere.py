"""Answers outside a point's own replies: supplementary notes, replies to other statements, closing words.

Every note goes to the point it fits best, by its heading; a second point of the same statement gets it too if it fits
nearly as well. A note that fits the reply to a point rather than its words (two hops: ask about people without
telephones, reply about the radio system, note about the radio system) counts for that point as well.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from townmeeting.analysis.exchanges import Exchange, Placed, Stretch, passage
from townmeeting.analysis.features import Rarity, bag, compare, cover
from townmeeting.analysis.linking import Tie, mix, weighed
from townmeeting.analysis.responses import Reply
from townmeeting.settings import LinkSettings

if TYPE_CHECKING:
    from townmeeting.analysis.features import Matrix


@dataclass(frozen=True, slots=True)
class Asked:
    """A point with what was tied to it so far."""

    placed: Placed
    ties: tuple[Tie, ...] = ()

    @property
    def id(self) -> str:
        """The point's id."""
        return self.placed.point.id


def link_notes(
    asked: Sequence[Asked], notes: Sequence[Reply], rarity: Rarity, settings: LinkSettings
) -> dict[str, tuple[Tie, ...]]:
    """Return the notes of each point, by point id. Points that ask nothing get no note."""
    waiting = [a for a in asked if a.placed.point.needs_answer]
    full = [n for n in notes if n.units]
    if not waiting or not full:
        return {}
    heads = [passage(n, n.units[0]) for n in full]
    parts = compare([a.placed.ask for a in waiting], heads, rarity, settings.near, settings.thin, settings.sense)
    direct = mix(parts, settings.weights)
    scores = direct + settings.two_hops * _hops(waiting, full, rarity)
    found: dict[str, list[Tie]] = {}
    for j, note in enumerate(full):
        head = note.units[0]
        for i in _takers(waiting, [float(s) for s in scores[:, j]], settings):
            values = weighed(parts, i, j, settings.weights)
            how = "note" if direct[i, j] >= settings.note_floor else "two_hops"
            found.setdefault(waiting[i].id, []).append(
                Tie(note, head.start, head.end, float(scores[i, j]), values, how)
            )
    return {key: tuple(ties) for key, ties in found.items()}


def _takers(waiting: Sequence[Asked], row: Sequence[float], settings: LinkSettings) -> Iterator[int]:
    best = max(range(len(row)), key=lambda i: (row[i], -i))
    if row[best] < settings.note_floor:
        return
    own = waiting[best].placed.point.statement_id
    for i, a in enumerate(waiting):
        second = a.placed.point.statement_id == own and row[i] >= settings.note_second * row[best]
        if i == best or second:
            yield i


def call_back(
    found: Sequence[Exchange], rarity: Rarity, settings: LinkSettings
) -> tuple[tuple[Exchange, ...], dict[str, tuple[Tie, ...]]]:
    """Give the units that take up what was said before (先ほど…というお話がありました) to the point they mean.

    Returns the exchanges, in which such units are set aside, and the ties by point id. A unit stays where it is
    unless a point of an earlier exchange fits it better than each of its own by `settings.called_back`.
    """
    ties: dict[str, list[Tie]] = {}
    kept = []
    for n, exchange in enumerate(found):
        earlier = [p for e in found[:n] for p in e.points if p.point.needs_answer]
        moved = {} if exchange.batch or exchange.row else _meant(exchange, earlier, rarity, settings)
        for key, tie in moved.values():
            ties.setdefault(key, []).append(tie)
        kept.append(_set_aside(exchange, set(moved)) if moved else exchange)
    return tuple(kept), {key: tuple(t) for key, t in ties.items()}


def _meant(
    exchange: Exchange, earlier: Sequence[Placed], rarity: Rarity, settings: LinkSettings
) -> dict[tuple[int, int], tuple[str, Tie]]:
    """Return the earlier point, with the tie, for each unit (reply, start) that calls back to one."""
    stretches = [x for x in exchange.stretches if x.unit.back]
    if not stretches or not earlier:
        return {}
    placed = [*earlier, *exchange.points]
    units = [passage(exchange.replies[x.reply], x.unit) for x in stretches]
    parts = compare([p.ask for p in placed], units, rarity, settings.near, settings.thin)
    scores = mix(parts, settings.weights)
    found = {}
    for j, x in enumerate(stretches):
        row = [float(s) for s in scores[:, j]]
        best = max(range(len(earlier)), key=lambda i: (row[i], i))
        if row[best] >= max(settings.note_floor, max(row[len(earlier) :], default=0.0) + settings.called_back):
            values = weighed(parts, best, j, settings.weights)
            tie = Tie(exchange.replies[x.reply], x.start, x.end, row[best], values, "called_back")
            found[x.reply, x.start] = placed[best].point.id, tie
    return found


def _set_aside(exchange: Exchange, moved: Container[tuple[int, int]]) -> Exchange:
    replies = tuple(
        replace(r, units=tuple(replace(u, closing=u.closing or (i, u.start) in moved) for u in r.units))
        for i, r in enumerate(exchange.replies)
    )
    return replace(exchange, replies=replies)


def _hops(waiting: Sequence[Asked], notes: Sequence[Reply], rarity: Rarity) -> Matrix:
    """Return how well each note's heading is covered by the passages tied to each point, 0 to 1."""
    import numpy as np

    heads = [bag(n.heading) for n in notes]
    replies = [[bag(t.reply.quote.text, t.start, t.end) for t in a.ties] for a in waiting]
    found = np.zeros((len(waiting), len(notes)))
    for i, bags in enumerate(replies):
        if bags:
            found[i] = cover(heads, bags, rarity).max(axis=1)
    return found


def look_elsewhere(
    asked: Sequence[Asked], replies: Sequence[Reply], rarity: Rarity, settings: LinkSettings
) -> dict[str, tuple[Tie, ...]]:
    """Return the best passages, by point id, among all replies and notes of the meeting that are not tied to the
    point: at most `settings.candidates`, best first."""
    stretches = [Stretch(i, u) for i, r in enumerate(replies) for u in r.units]
    if not asked or not stretches:
        return {}
    parts = compare([a.placed.ask for a in asked], [passage(replies[x.reply], x.unit) for x in stretches], rarity)
    scores = mix(parts, settings.weights)
    found = {}
    for i, a in enumerate(asked):
        taken = {(t.reply.id, k) for t in a.ties for k in range(t.start, t.end)}
        free = [j for j, x in enumerate(stretches) if (replies[x.reply].id, x.start) not in taken]
        best = sorted(free, key=lambda j: (-float(scores[i, j]), j))[: settings.candidates]
        found[a.id] = tuple(
            Tie(
                replies[stretches[j].reply],
                stretches[j].start,
                stretches[j].end,
                float(scores[i, j]),
                weighed(parts, i, j, settings.weights),
                "elsewhere",
            )
            for j in best
        )
    return found
