"""Which point of the analysis is which point of the gold: one to one, inside one statement, the closest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from townmeeting.evaluation.alignment import NOWHERE, Offsets, locate
from townmeeting.evaluation.gold import GoldPoint, GoldPoints
from townmeeting.evaluation.record import FoundPoint, FoundStatement, Record

HALF = 0.5
"""Share of the gold quotation that a point must cover: annotators quote one sentence more or less."""

WITHIN = 0.8
"""Share of a point that must lie in a longer gold quotation for the point to be a part of it."""

NO_FRAGMENT = 0.25
"""Share of that longer quotation it must then make up."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold point that needs an answer, and the point of the analysis that is the same."""

    gold: GoldPoint
    found: FoundPoint


@dataclass(frozen=True, slots=True)
class Matching:
    """Points that need an answer, sorted: found, missed (not found, or taken for one that needs no answer),
    and extra (points of the analysis that are none of the gold's).

    A point matched to a gold point that needs no answer is in none of them: it is neither right nor wrong.
    Statements without a gold point are not looked at.
    """

    pairs: tuple[Pair, ...]
    missed: tuple[GoldPoint, ...]
    extra: tuple[FoundPoint, ...]

    def found_for(self, gold: GoldPoint) -> FoundPoint | None:
        """Return the point of the analysis that is this one."""
        return next((pair.found for pair in self.pairs if pair.gold is gold), None)


def match_points(gold: GoldPoints, record: Record) -> Matching:
    """Return the matching of a whole document."""
    owners: dict[str, FoundStatement] = {}
    groups: dict[str, list[GoldPoint]] = {}
    homeless = []
    for point in gold.points:
        statement = record.find_statement(point.statement, point.quote)
        if statement is None:
            homeless.append(point)
            continue
        owners[statement.id] = statement
        groups.setdefault(statement.id, []).append(point)
    parts = [_match_within(owners[key], group, record.points_of(owners[key])) for key, group in groups.items()]
    return Matching(
        tuple(pair for part in parts for pair in part.pairs),
        (*filter(_asks, homeless), *(point for part in parts for point in part.missed)),
        tuple(point for part in parts for point in part.extra),
    )


def _asks(point: GoldPoint | FoundPoint) -> bool:
    return point.needs_answer


def _match_within(statement: FoundStatement, golds: list[GoldPoint], founds: tuple[FoundPoint, ...]) -> Matching:
    wanted = [locate(point.quote, statement.body) for point in golds]
    offered = [locate(point.text, statement.body) for point in founds]
    chosen = tuple(_closest_first(sorted(_candidates(wanted, offered))))
    taken = {g for g, _ in chosen}, {f for _, f in chosen}
    both = [(golds[g], founds[f]) for g, f in chosen if golds[g].needs_answer]
    silenced = [g for g, f in both if not f.needs_answer]
    return Matching(
        tuple(Pair(g, f) for g, f in both if f.needs_answer),
        (*silenced, *filter(_asks, (point for n, point in enumerate(golds) if n not in taken[0]))),
        tuple(filter(_asks, (point for n, point in enumerate(founds) if n not in taken[1]))),
    )


def _candidates(wanted: list[Offsets], offered: list[Offsets]) -> Iterator[tuple[float, int, int]]:
    """Yield (minus the Dice coefficient, gold, found) of every pair that may be the same point."""
    for g, a in enumerate(wanted):
        for f, b in enumerate(offered):
            both = len(a & b)
            if both and (both >= HALF * len(a) or (both >= WITHIN * len(b) and both >= NO_FRAGMENT * len(a))):
                yield -2 * both / (len(a) + len(b)), g, f


def _closest_first(candidates: Iterable[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    taken_gold: set[int] = set()
    taken_found: set[int] = set()
    for _, g, f in candidates:
        if g not in taken_gold and f not in taken_found:
            taken_gold.add(g)
            taken_found.add(f)
            yield g, f


def wanted_passages(point: GoldPoint, record: Record) -> Offsets:
    """Return where in the turns the passages stand that answer a gold point."""
    statement = record.find_statement(point.statement, point.quote)
    return NOWHERE.union(*(record.place(answer.quote, statement) for answer in point.answers))


def sources_left_out(gold: GoldPoints) -> tuple[str, ...]:
    """Return the sources that the annotation says nothing about.

    One without a single note (a table's) does not speak of notes: those linked are neither right nor wrong.
    """
    has_notes = any(answer.source == "note" for point in gold.points for answer in point.answers)
    return () if has_notes else ("note",)
