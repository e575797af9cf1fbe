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
from townmeeting.analysis.linking import Asked, Tie, counted, mix, weighed
from townmeeting.analysis.replies import first_match, reply_rules
from townmeeting.analysis.responses import Reply
from townmeeting.analysis.voids import is_promised
from townmeeting.model import Origin
from townmeeting.settings import LinkSettings
from townmeeting.text import fold

if TYPE_CHECKING:
    from townmeeting.analysis.features import Matrix


_IN_WORDS = ("cosine", "context", "takeup")
"""The parts that are above 0 only where a word is shared."""


def link_notes(
    asked: Sequence[Asked], notes: Sequence[Reply], rarity: Rarity, settings: LinkSettings
) -> dict[str, tuple[Tie, ...]]:
    """Return the notes of each point, by point id. Points that ask nothing get no note."""
    waiting = [a for a in asked if a.placed.point.needs_answer]
    full = [n for n in notes if n.units]
    if not waiting or not full:
        return {}
    heads, names = [passage(n, n.units[0]) for n in full], {*counted(settings.weights), *_IN_WORDS}
    asks, near, thin, sense = [a.placed.ask for a in waiting], settings.near, settings.thin, settings.sense
    parts = compare(asks, heads, rarity, near, thin, sense, names)
    direct = mix(parts, settings.weights)
    fits = direct + settings.two_hops * _hops(waiting, full, rarity)
    put_off = _put_off(waiting, direct, sum((parts[name] for name in _IN_WORDS), start=0.0 * direct))
    scores = fits + settings.put_off * put_off
    found: dict[str, list[Tie]] = {}
    for j, note in enumerate(full):
        head, nearest = note.units[0], int(direct[:, j].argmax())
        for i in _takers(waiting, [float(s) for s in scores[:, j]], settings):
            values = weighed(parts, i, j, settings.weights)
            far = direct[i, j] < settings.note_floor
            how = "follow_up" if put_off[i, j] and (far or i != nearest) else "two_hops" if far else "note"
            found.setdefault(waiting[i].id, []).append(Tie(note, head.start, head.end, float(fits[i, j]), values, how))
    return {key: tuple(ties) for key, ties in found.items()}


def is_put_off(tie: Tie) -> bool:
    """Tell whether the passage only puts the answer off (担当から御説明します): notes make up for that."""
    return tie.reply.origin is not Origin.NOTE and bool(tie.sentences) and all(map(is_promised, tie.sentences))


def _put_off(waiting: Sequence[Asked], direct: Matrix, words: Matrix) -> Matrix:
    """Return 1 for each point (row) that was told that an answer follows, at the note that fits it best, else 0, and 0
    where they have no word in common (`words`)."""
    import numpy as np

    told = [any(is_promised(x) for t in a.ties for x in t.sentences) for a in waiting]
    best = np.arange(direct.shape[1])[None, :] == direct.argmax(axis=1)[:, None]
    found: Matrix = best * np.sign(words) * np.array(told, dtype=float)[:, None]
    return found


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
    unless a point of an earlier exchange fits it better than each of its own by `settings.called_back`; one that says
    that somebody asked for the same before (先ほどの方からも同じ御要望を…) stays, and answers the earlier point too.
    """
    ties: dict[str, list[Tie]] = {}
    kept = []
    for n, exchange in enumerate(found):
        earlier = [p for e in found[:n] for p in e.points if p.point.needs_answer]
        meant = () if exchange.batch or exchange.row else _meant(exchange, earlier, rarity, settings)
        for called in meant:
            ties.setdefault(called.point_id, []).append(called.tie)
        moved = {(c.reply, c.tie.start) for c in meant if not c.both}
        kept.append(_set_aside(exchange, moved) if moved else exchange)
    return tuple(kept), {key: tuple(t) for key, t in ties.items()}


@dataclass(frozen=True, slots=True)
class _Called:
    """The tie of an earlier point to a unit of the reply with this index; `both`: the unit answers its own too."""

    point_id: str
    reply: int
    tie: Tie
    both: bool


def _meant(
    exchange: Exchange, earlier: Sequence[Placed], rarity: Rarity, settings: LinkSettings
) -> tuple[_Called, ...]:
    """Return the ties of earlier points to the units that call back to them."""
    stretches = [x for x in exchange.stretches if x.unit.back]
    if not stretches or not earlier:
        return ()
    placed = [*earlier, *exchange.points]
    units = [passage(exchange.replies[x.reply], x.unit) for x in stretches]
    names = counted(settings.weights)
    parts = compare([p.ask for p in placed], units, rarity, settings.near, settings.thin, names=names)
    scores = mix(parts, settings.weights)
    found = []
    for j, x in enumerate(stretches):
        row = [float(s) for s in scores[:, j]]
        best = max(range(len(earlier)), key=lambda i: (row[i], i))
        reply = exchange.replies[x.reply]
        taken = fold(reply.taken(x.unit))
        both = first_match(reply_rules().both, taken) is not None
        own = max(row[len(earlier) :], default=0.0)
        least = settings.note_second * own if both else own + settings.called_back
        if row[best] >= max(settings.note_floor, least) and not _speaks_here(taken, exchange):
            values = weighed(parts, best, j, settings.weights)
            tie = Tie(reply, x.start, x.end, row[best], values, "asked_alike" if both else "called_back")
            found.append(_Called(placed[best].point.id, x.reply, tie, both))
    return tuple(found)


def _speaks_here(taken: str, exchange: Exchange) -> bool:
    """Tell whether somebody who is named by what he is (保育士の方から) says so of himself in the statement at hand."""
    named = next((m for r in reply_rules().back if (m := r.pattern.search(taken)) and "who" in m.groupdict()), None)
    return named is not None and any(named["who"] in fold(p.text) for p in exchange.points)


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
    units = [passage(replies[x.reply], x.unit) for x in stretches]
    parts = compare([a.placed.ask for a in asked], units, rarity, names=counted(settings.weights))
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
