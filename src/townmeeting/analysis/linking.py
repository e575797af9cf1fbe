"""Which passage answers which point, read from the answer side.

Every unit of a reply looks for the point it is about, in order (Viterbi over the units, the points as states);
a point that no unit chose may share a neighbour's passage, and is open otherwise. The method is that of the
study: it is the decision, not the likeness, that finds missing replies.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from townmeeting.analysis.chains import (
    best_path,
    both_ways,
    concordance,
    fitting_set,
    keeps_order,
    marginals,
    off_diagonal,
    share,
)
from townmeeting.analysis.exchanges import (
    Exchange,
    Placed,
    Stretch,
    passage,
    sentence_unit,
    topic_of,
)
from townmeeting.analysis.features import EMPTY, Ask, Bag, Rarity, bag, compare, cover
from townmeeting.analysis.pieces import by_sentence, cut_clauses, lead, neighbours, number_sections, opens_new_matter
from townmeeting.analysis.replies import first_match, reply_rules
from townmeeting.analysis.responses import Reply, Unit, cut_turns
from townmeeting.settings import LinkSettings
from townmeeting.text import fold

if TYPE_CHECKING:
    from townmeeting.analysis.features import Matrix


def mix(parts: dict[str, Matrix], weights: Sequence[tuple[str, float]]) -> Matrix:
    """Return the weighted sum of the parts there are, points by units."""
    return sum((weight * parts[name] for name, weight in weights if name in parts), start=0.0 * parts["cosine"])


def counted(weights: Sequence[tuple[str, float]]) -> set[str]:
    """Return the names of the parts that a mix is made of."""
    return {"cosine", *(name for name, _ in weights)}


def weighed(
    parts: dict[str, Matrix], i: int, j: int, weights: Sequence[tuple[str, float]]
) -> tuple[tuple[str, float], ...]:
    """Return what each part adds to the score of point i and unit j."""
    return tuple((name, weight * float(parts[name][i, j])) for name, weight in weights if name in parts)


@dataclass(frozen=True, slots=True)
class Tie:
    """A stretch [start, end) of a reply that a point is tied to: the score of the pair, what each part adds to it, and
    how the tie was made ("whole", "own", "numbered", "shared", "note", "two_hops", "follow_up", "called_back",
    "asked_alike", "referred", "elsewhere"). `odds` is how likely the likeliest sentence of it answers the point, where
    the sentences of a row were weighed; `maybe` are the words of further sentences that may answer it too."""

    reply: Reply
    start: int
    end: int
    score: float
    parts: tuple[tuple[str, float], ...]
    how: str
    odds: float = 1.0
    maybe: tuple[str, ...] = ()

    @property
    def sentences(self) -> list[str]:
        """The words of the stretch, sentence by sentence."""
        text = self.reply.quote.text
        inside = self.reply.between(self.start, self.end)
        return [text[max(s.start, self.start) : min(s.end, self.end)] for s in inside]


@dataclass(frozen=True, slots=True)
class Asked:
    """A point with what was tied to it so far."""

    placed: Placed
    ties: tuple[Tie, ...] = ()

    @property
    def id(self) -> str:
        """The point's id."""
        return self.placed.point.id


Ties = dict[int, Sequence[Tie]]
"""Ties by the index of their point in the exchange."""


@dataclass(frozen=True, slots=True)
class Board:
    """The likeness of points (rows) and stretches (columns)."""

    scores: Matrix
    parts: dict[str, Matrix]


Seen = tuple[Board, int]
"""A board with the row of a point in it."""


class Linker:
    """Ties the points of one exchange. `written` tells that the replies of this meeting are written paragraphs."""

    def __init__(self, exchange: Exchange, rarity: Rarity, settings: LinkSettings, written: bool) -> None:
        self.exchange, self.rarity, self.settings, self.written = exchange, rarity, settings, written
        paper = settings.weights_written if written or exchange.row else settings.weights
        self.weights = settings.weights_long if exchange.batch else paper
        self.names = counted(self.weights) | {"topic"}

    def ties(self, in_order: bool = True) -> dict[int, tuple[Tie, ...]]:
        """Return the ties of each point (by its index in the exchange), in the order of the replies. `in_order` tells
        that the written replies of this meeting keep the order of the statements' paragraphs."""
        points, stretches = range(len(self.exchange.points)), self._open_stretches()
        if not points or not stretches:
            return {}
        found = self._link(list(points), stretches, in_order)
        return {i: tuple(ties) for i, ties in sorted(found.items())}

    def order(self) -> tuple[float, float]:
        """Return how far written replies keep the order of the statement's paragraphs (`concordance`)."""
        if self.exchange.row or self.exchange.batch or len(self._groups) < 2 or not self._open_stretches():
            return 0.0, 0.0
        return concordance(self._group_scores)

    def _open_stretches(self) -> list[Stretch]:
        """The units of the replies but for the closing words, where there is anything else."""
        stretches = self.exchange.stretches
        return [x for x in stretches if not x.unit.closing] or list(stretches)

    def _link(self, points: list[int], stretches: list[Stretch], in_order: bool) -> Ties:
        """Link as the kind of exchange asks for. Praise and views in a table's row leave the reply to the asks."""
        asks = [i for i in points if self.exchange.points[i].point.needs_answer]
        two = self._two(asks, stretches)
        if two is not None:
            return two
        if self.exchange.row:
            return self._inside(asks, stretches) if len(asks) > 1 else self._whole(points, stretches)
        one_matter = len(asks) <= 1 and sum(x.unit.hard for x in stretches) <= 1
        if len(points) == 1 or (one_matter and not self.exchange.batch and not self.written):
            return self._whole(points, stretches)
        if self._is_wordless(asks, stretches):
            return self._whole(asks, stretches)
        if self.written:
            return self._blocks(points, in_order)
        turned = stretches if self.exchange.batch else self._turned(stretches)
        if self.exchange.batch or not self._in_one_go(asks, turned):
            return self._units(points, turned)
        floor = self.settings.told_floor
        return {i: [t for t in ties if t.score >= floor] for i, ties in self._inside(asks, stretches).items()}

    def _is_wordless(self, asks: Sequence[int], stretches: Sequence[Stretch]) -> bool:
        """Tell whether a reply to several speakers names nothing that any of them said (検討します。): it can only mean
        all of them."""
        if self.exchange.batch or self._speakers(asks) < 2 or len(stretches) > 2:
            return False
        return float(self._board(asks, stretches).scores.max()) <= self.settings.wordless

    def _in_one_go(self, asks: Sequence[int], stretches: Sequence[Stretch]) -> bool:
        """Tell whether one speaker's asks are answered without a cue, in fewer stretches than there are asks: only the
        sentences can be told apart then."""
        return self._speakers(asks) == 1 and not any(x.unit.hard for x in stretches) and len(stretches) < len(asks)

    def _speakers(self, points: Sequence[int]) -> int:
        """Return how many statements the points are of."""
        return len({self.exchange.points[i].point.statement_id for i in points})

    def _board(self, points: Sequence[int], stretches: Sequence[Stretch]) -> Board:
        asks = [self.exchange.points[i].ask for i in points]
        spoken = self.weights is self.settings.weights
        near, thin = (self.settings.near, self.settings.thin) if spoken else (0.0, 0.0)
        sense = self.settings.sense if spoken else None if self.exchange.batch else 0.0
        units = [passage(self.exchange.replies[x.reply], x.unit) for x in stretches]
        parts = compare(asks, units, self.rarity, near, thin, sense, self.names)
        if "sense" in parts:
            parts["sense"] *= self._wordless_share(parts)
        return Board(mix(parts, self.weights), parts)

    def _wordless_share(self, parts: dict[str, Matrix]) -> Matrix:
        """Return for each stretch how much its meaning counts: less, the better its words fit one of the points."""
        import numpy as np

        words = mix({name: part for name, part in parts.items() if name != "sense"}, self.weights)
        share: Matrix = np.exp(-words.max(axis=0) / self.settings.told_in_words)
        return share

    def _tie(self, point: int, stretches: Sequence[Stretch], how: str) -> Tie:
        """Tie a point to neighbouring stretches of one reply as one."""
        reply = self.exchange.replies[stretches[0].reply]
        unit = Unit(tuple(s for x in stretches for s in x.unit.sentences))
        board = self._board([point], [Stretch(stretches[0].reply, unit)])
        parts = weighed(board.parts, 0, 0, self.weights)
        return Tie(reply, unit.start, unit.end, float(board.scores[0, 0]), parts, how)

    def _runs(
        self, point: int, stretches: Sequence[Stretch], chosen: Sequence[int], how: str, seen: Seen | None = None
    ) -> list[Tie]:
        """Tie a point to the chosen stretches, neighbours joined."""
        return [self._run(point, stretches, run, how, seen) for run in neighbours(stretches, chosen)]

    def _run(
        self, point: int, stretches: Sequence[Stretch], run: Sequence[int], how: str, seen: Seen | None = None
    ) -> Tie:
        """Tie a point to stretches side by side. What was `seen` of a single one is not compared again."""
        if seen and len(run) == 1:
            return self._seen_tie(stretches[run[0]], run[0], how, seen)
        return self._tie(point, [stretches[j] for j in run], how)

    def _seen_tie(self, x: Stretch, column: int, how: str, seen: Seen) -> Tie:
        board, row = seen
        parts = weighed(board.parts, row, column, self.weights)
        return Tie(self.exchange.replies[x.reply], x.start, x.end, float(board.scores[row, column]), parts, how)

    def _whole(self, points: list[int], stretches: list[Stretch]) -> Ties:
        return {i: self._runs(i, stretches, range(len(stretches)), "whole") for i in points}

    def _units(self, points: list[int], stretches: list[Stretch]) -> Ties:
        board = self._board(points, stretches)
        opens = [x.unit.hard or self._opens(stretches, j) for j, x in enumerate(stretches)]
        kept = self.exchange.batch or keeps_order([concordance(board.scores)], self.settings)
        path = best_path(board.scores, opens, self.settings, self._back(stretches, kept))
        found: Ties = {}
        for i, point in enumerate(points):
            mine = [j for j, p in enumerate(path) if p == i]
            found[point] = self._runs(point, stretches, mine, "own", (board, i))
        paragraphs = [(p.point.statement_id, p.paragraph) for p in (self.exchange.points[i] for i in points)]
        for i, units in share(board.scores, path, self.settings, paragraphs).items():
            found[points[i]] = self._runs(points[i], stretches, units, "shared", (board, i))
        return found

    def _opens(self, stretches: Sequence[Stretch], j: int) -> bool:
        """Tell whether a stretch behind another opens with its topic; answers read out one by one are not asked."""
        if self.exchange.batch or j == 0:
            return False
        texts = [
            self.exchange.replies[x.reply].text(x.unit) for x in stretches[max(0, j - self.settings.recent) : j + 1]
        ]
        return stretches[j].unit.topical or opens_new_matter(texts[-1], "\n".join(texts[:-1]))

    def _turned(self, stretches: Sequence[Stretch]) -> list[Stretch]:
        """Cut the stretches where a sentence names what one of the points asks about as its topic (保険は、…)."""
        asked = [p.ask.point for p in self.exchange.points]
        topics: dict[tuple[int, int], Bag] = {}
        for x in stretches:
            text = self.exchange.replies[x.reply].quote.text
            topics |= {(x.reply, s.start): topic_of(text, s.start, s.end) for s in x.unit.sentences[1:]}
        named = {at: topic for at, topic in topics.items() if topic.words}
        if not named:
            return [Stretch(x.reply, u) for x in stretches for u in cut_turns(x.unit)]
        shares = cover(list(named.values()), asked, self.rarity).max(axis=1)
        turns = {at for at, share in zip(named, shares.tolist(), strict=True) if share >= self.settings.turned}
        return [
            Stretch(x.reply, u)
            for x in stretches
            for u in cut_turns(x.unit, {start for reply, start in turns if reply == x.reply})
        ]

    def _back(self, stretches: Sequence[Stretch], kept: bool) -> list[float]:
        """The cost of going back to an earlier point at each stretch: nothing where another answerer begins, nor where
        the replies do not keep the order of what was asked."""
        same = [True] * len(stretches)
        if self.exchange.batch:
            same = [False, *(a.reply == b.reply for a, b in pairwise(stretches))]
        return [self.settings.back if kept and s else 0.0 for s in same]

    def _blocks(self, points: list[int], in_order: bool) -> Ties:
        """Match paragraphs of the reply with paragraphs of the statement, then look inside each pair. Of a
        reply to several speakers in one paragraph the sentences are matched."""
        groups, stretches = self._groups, self._open_stretches()
        if len(groups) == 1:
            return self._inside(points, stretches)
        several = self._speakers(points) > 1
        if several and len(stretches) == 1 and len(stretches[0].unit.sentences) >= len(groups):
            stretches = by_sentence(stretches)
            scores = self._block_scores(groups, stretches)
        else:
            scores = self._group_scores
        path = best_path(scores, [True] * len(stretches), self.settings, self._back(stretches, in_order))
        found: Ties = {}
        for g, group in enumerate(groups):
            mine = [x for x, p in zip(stretches, path, strict=True) if p == g]
            if mine:
                found |= self._inside(group, mine)
        return found

    @cached_property
    def _groups(self) -> list[list[int]]:
        """The points by the paragraph of the statement they stand in."""
        blocks: dict[tuple[str, int], list[int]] = {}
        for i, p in enumerate(self.exchange.points):
            blocks.setdefault((p.point.statement_id, p.paragraph), []).append(i)
        return list(blocks.values())

    @cached_property
    def _group_scores(self) -> Matrix:
        """The likeness of these paragraphs and the units of the replies."""
        return self._block_scores(self._groups, self._open_stretches())

    def _block_scores(self, groups: Sequence[Sequence[int]], stretches: Sequence[Stretch]) -> Matrix:
        asks = [self._block_ask(g) for g in groups]
        units = [passage(self.exchange.replies[x.reply], x.unit) for x in stretches]
        return mix(compare(asks, units, self.rarity, names=self.names), self.weights)

    def _block_ask(self, group: Sequence[int]) -> Ask:
        """A paragraph of the statement as one ask: it is its own context, which is not to count twice."""
        first = self.exchange.points[group[0]]
        start = first.text.rfind("\n", 0, first.start) + 1
        end = first.text.find("\n", first.start)
        whole = bag(first.text, start, len(first.text) if end < 0 else end)
        return Ask(whole, EMPTY)

    def _inside(self, points: list[int], stretches: list[Stretch]) -> Ties:
        """Give each sentence of replies that answer these points and no others to its point."""
        if len(points) == 1:
            return self._whole(points, stretches)
        numbered = self._by_number(points, stretches)
        if numbered is not None:
            return numbered
        single = self._pieces(stretches, len(points))
        import numpy as np

        board = self._board(points, single)
        odds = self._odds(board, single)
        sizes = np.array([x.end - x.start for x in single], dtype=float)
        found: Ties = {}
        for i, point in enumerate(points):
            chosen = fitting_set(odds[i], sizes)
            further = [j for j, p in enumerate(odds[i]) if j not in chosen and p >= self.settings.maybe]
            maybe = tuple(self.exchange.replies[single[j].reply].text(single[j].unit) for j in further)
            found[point] = [
                replace(self._run(point, single, run, "own", (board, i)), odds=float(odds[i, run].max()), maybe=maybe)
                for run in neighbours(single, chosen)
            ]
        return found

    def _odds(self, board: Board, single: Sequence[Stretch]) -> Matrix:
        """Return how likely each sentence answers each point."""
        scores = board.scores + self.settings.topic * board.parts["topic"]
        scores -= self.settings.diagonal * off_diagonal(*scores.shape)
        leads = [lead(self.exchange.replies[x.reply].text(x.unit)) for x in single]
        return both_ways(marginals(scores, leads, self.settings), scores, self.settings)

    def _pieces(self, stretches: Sequence[Stretch], wanted: int) -> list[Stretch]:
        """The sentences of the stretches, cut into clauses where there are fewer of them than points."""
        single = by_sentence(stretches)
        if len(single) >= wanted:
            return single
        texts = {x.reply: self.exchange.replies[x.reply].quote.text for x in single}
        clauses = [(x.reply, c) for x in single for s in x.unit.sentences for c in cut_clauses(texts[x.reply], s)]
        return [Stretch(r, sentence_unit(c)) for r, c in clauses]

    def _two(self, asks: Sequence[int], stretches: Sequence[Stretch]) -> Ties | None:
        """Follow 前者 and 後者 where two things are asked and the reply begins with them, or with a take-up of the two:
        behind anything else they may be two ways of doing one."""
        single = by_sentence(stretches)
        if len(asks) != 2 or len(single) < 2:
            return None
        texts, rules = [fold(self.exchange.replies[x.reply].text(x.unit)) for x in single], reply_rules()
        first = next((n for n, t in enumerate(texts) if first_match(rules.former, t)), len(texts))
        second = next((n for n, t in enumerate(texts) if n > first and first_match(rules.latter, t)), None)
        before = [s for x in single[:first] for s in x.unit.sentences]
        if second is None or not all(s.said or s.greeting for s in before):
            return None
        parts = range(first, second), range(second, len(single))
        return {i: self._runs(i, single, part, "numbered") for i, part in zip(asks, parts, strict=True)}

    def _by_number(self, points: Sequence[int], stretches: Sequence[Stretch]) -> Ties | None:
        """Follow the numbers where both sides are numbered lists (①…②… answered by 1点目…2点目…)."""
        items = {i: max(1, self.exchange.points[i].item) for i in points}
        sections = number_sections(stretches, self.exchange.replies)
        if len(sections) < 2 or max(items.values()) < 2 or not set(items.values()) <= set(sections):
            return None
        found: Ties = {}
        for number, mine in sections.items():
            group = [i for i in points if items[i] == number]
            if group:
                inside = self._inside(group, mine)
                found |= {i: tuple(replace(t, how="numbered") for t in ties) for i, ties in inside.items()}
        return found
