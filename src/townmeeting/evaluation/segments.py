"""Composed transcripts: which stretch of a statement is answered by which passage, and which by none.

How the analysis cuts a stretch into points is left free: all points that lie in it count together.

Figures (0 to 1 unless said otherwise):

- `link_precision`, `link_recall`, `link_f1`: characters of the passages linked to a stretch among those that answer
  it, the mean over stretches that have an answer.
- `unanswered_precision`, `unanswered_recall`, `unanswered_f1`: stretches that got nothing (no passage, or every point
  called unanswered) among those that have no answer.
- `gold_segments`: the number of stretches (a count).

An answer of the gold that stands in no turn wants nothing linked: without a link it counts as perfect, as in the
figures published so far. Such entries are listed as GOLD_QUOTE; look at those first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townmeeting.evaluation.alignment import NOWHERE, Agreement, Offsets, agreement, locate, mean, overlap
from townmeeting.evaluation.gold import GoldSegment, GoldSegments
from townmeeting.evaluation.record import FoundPoint, FoundResponse, FoundStatement, Record
from townmeeting.evaluation.result import CLEARLY_WRONG, Figure, Miss, MissKind, Result, rounded


@dataclass(frozen=True, slots=True)
class SegmentCheck:
    """A stretch with the passages linked to its points. `silent` tells that the analysis sees no answer to it;
    `wanted` is where its answers stand, `figure` None where it has none."""

    gold: GoldSegment
    linked: tuple[FoundResponse, ...]
    silent: bool
    wanted: Offsets
    figure: Agreement | None


def score_segments(gold: GoldSegments, record: Record) -> Result:
    """Return figures and misses of a composed transcript."""
    checks = tuple(_check(segment, record) for segment in gold.segments)
    misses = tuple(miss for check in checks for miss in _misses(check))
    return Result("segments", rounded(_figures(checks)), misses)


def _check(segment: GoldSegment, record: Record) -> SegmentCheck:
    statement = record.find_statement(segment.statement, segment.quote)
    inside = _points_inside(segment, statement, record) if statement else ()
    linked = tuple(response for point in inside for response in point.responses)
    got = record.linked(linked)
    wanted = NOWHERE.union(*(record.place(answer.quote, statement) for answer in segment.answers))
    return SegmentCheck(
        gold=segment,
        linked=linked,
        silent=not got or all(point.status == "unanswered" for point in inside),
        wanted=wanted,
        figure=overlap(got, wanted) if segment.answers else None,
    )


def _points_inside(segment: GoldSegment, statement: FoundStatement, record: Record) -> tuple[FoundPoint, ...]:
    """Return the statement's points of which more than half lies in the stretch."""
    own = locate(segment.quote, statement.body)
    placed = ((point, locate(point.text, statement.body)) for point in record.points_of(statement))
    return tuple(point for point, at in placed if len(at & own) * 2 > len(at))


def _figures(checks: tuple[SegmentCheck, ...]) -> Iterator[Figure]:
    links = [check.figure for check in checks if check.figure]
    yield "link_precision", mean((k.precision for k in links), len(links))
    yield "link_recall", mean((k.recall for k in links), len(links))
    yield "link_f1", mean((k.f1 for k in links), len(links))
    silent = [check for check in checks if check.silent]
    without = sum(check.gold.status == "unanswered" for check in checks)
    figure = agreement(sum(check.gold.status == "unanswered" for check in silent), len(silent), without)
    yield "unanswered_precision", figure.precision
    yield "unanswered_recall", figure.recall
    yield "unanswered_f1", figure.f1
    yield "gold_segments", len(checks)


def _misses(check: SegmentCheck) -> Iterator[Miss]:
    gold, found = check.gold, "\n".join(response.text for response in check.linked)
    expected = "\n".join(answer.quote for answer in gold.answers)
    if gold.answers and not check.wanted:
        yield Miss(kind=MissKind.GOLD_QUOTE, gold=gold.id, quote=expected)
    elif check.figure and check.figure.f1 < CLEARLY_WRONG:
        yield Miss(
            kind=MissKind.LINK,
            gold=gold.id,
            quote=gold.quote,
            expected=expected,
            found=found,
            figure=check.figure.f1,
        )
    elif not gold.answers and not check.silent:
        yield Miss(kind=MissKind.ANSWER_GIVEN, gold=gold.id, quote=gold.quote, found=found)
