"""Assembly minutes: is the passage that answers a question, summed up by another hand, tied to the point it is about?

A summary's points are those of its questioner, the closest in words first; a point counts where it is linked to half
of the passage or more.

Figures (shares of the summaries, 0 to 1, unless said otherwise):

- `answer_linked`: some point of the questioner is linked to the passage.
- `right_point_top1`, `right_point_top3`: the closest point is; one of the three closest is.
- `top1_link_f1`: characters linked to the closest point among those of the passage, the mean.
- `gold_summaries`: the number of summaries (a count).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from townmeeting.evaluation.alignment import Offsets, bare, grams, locate, mean, overlap
from townmeeting.evaluation.gold import GoldSummaries, GoldSummary
from townmeeting.evaluation.record import FoundPoint, Record
from townmeeting.evaluation.result import Figure, Miss, MissKind, Result, rounded

TWO = 2
"""Characters a run: most content words are written with two."""

HALF = 0.5
"""Share of the answering passage that must be linked."""

NEAREST = 3
"""Points looked at for `right_point_top3`."""


@dataclass(frozen=True)
class _Asked:
    """The points of one questioner, with their words and the places they are linked to."""

    points: tuple[FoundPoint, ...]
    linked: tuple[Offsets, ...]
    bags: tuple[Counter[str], ...]
    carriers: Counter[str]

    def order(self, query: Counter[str]) -> list[int]:
        """Return the points by closeness to the query, the closest first; of equals the earlier."""
        return sorted(range(len(self.points)), key=lambda n: -self._closeness(self.bags[n], query))

    def _closeness(self, bag: Counter[str], query: Counter[str]) -> float:
        shared = sum(min(bag[run], query[run]) * self._rarity(run) for run in query if run in bag)
        return float(shared / (1 + sum(count * self._rarity(run) for run, count in bag.items())) ** 0.5)

    def _rarity(self, run: str) -> float:
        return math.log(1 + len(self.points) / (1 + self.carriers[run]))


@dataclass(frozen=True, slots=True)
class SummaryCheck:
    """A summary with the share of its passage, 0 to 1, that each point of its questioner is linked to (the closest
    point first), and the link F1 of the closest."""

    gold: GoldSummary
    placed: bool
    shares: tuple[float, ...] = ()
    closest: FoundPoint | None = None
    f1: float = 0.0

    def hit(self, nearest: int | None = None) -> bool:
        """Whether one of the nearest points (of all, for None) is linked to the passage."""
        return any(share >= HALF for share in self.shares[:nearest])


def score_summaries(gold: GoldSummaries, record: Record) -> Result:
    """Return figures and misses of a sitting."""
    speakers = {s.id: s.speaker for s in record.statements}
    names = dict.fromkeys(bare(summary.questioner) for summary in gold.summaries)
    asked = {name: _asked_by(name, speakers, record) for name in names}
    checks = tuple(_check(summary, asked[bare(summary.questioner)], record) for summary in gold.summaries)
    misses = tuple(miss for check in checks for miss in _misses(check))
    return Result("summaries", rounded(_figures(checks)), misses)


def _asked_by(name: str, speakers: dict[str, str], record: Record) -> _Asked:
    points = tuple(p for p in record.points if name in speakers.get(p.statement, ""))
    bags = tuple(grams(bare(p.text), TWO) for p in points)
    return _Asked(
        points,
        tuple(record.linked(p.responses) for p in points),
        bags,
        Counter(run for bag in bags for run in bag),
    )


def _check(summary: GoldSummary, asked: _Asked, record: Record) -> SummaryCheck:
    wanted = locate(summary.answer, record.whole)
    if not wanted or not asked.points:
        return SummaryCheck(summary, bool(wanted))
    order = asked.order(grams(bare(f"{summary.topic}。{summary.summary}"), TWO))
    shares = tuple(len(wanted & asked.linked[n]) / len(wanted) for n in order)
    f1 = overlap(asked.linked[order[0]], wanted).f1
    return SummaryCheck(summary, True, shares, asked.points[order[0]], f1)


def _figures(checks: Sequence[SummaryCheck]) -> Iterator[Figure]:
    n = len(checks)
    yield "answer_linked", sum(check.hit() for check in checks) / n
    yield "right_point_top1", sum(check.hit(1) for check in checks) / n
    yield "right_point_top3", sum(check.hit(NEAREST) for check in checks) / n
    yield "top1_link_f1", mean((check.f1 for check in checks), n)
    yield "gold_summaries", n


def _misses(check: SummaryCheck) -> Iterator[Miss]:
    gold = check.gold
    if not check.placed:
        yield Miss(kind=MissKind.GOLD_QUOTE, gold=gold.id, quote=gold.answer)
    elif check.closest is None:
        yield Miss(kind=MissKind.NO_POINT_OF_SPEAKER, gold=gold.id, quote=gold.summary, expected=gold.questioner)
    elif not check.hit(NEAREST):
        kind = MissKind.LINKED_ELSEWHERE if check.hit() else MissKind.LINKED_NOWHERE
        yield Miss(
            kind=kind,
            gold=gold.id,
            quote=gold.summary,
            expected=gold.answer,
            found="\n".join(r.text for r in check.closest.responses),
            figure=max(check.shares[:NEAREST]),
        )
