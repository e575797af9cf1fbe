"""Transcripts and tables annotated point by point: are the asks found, tied to their answers, and judged right?

Figures (0 to 1 unless said otherwise; "points" are those that need an answer):

- `point_precision`, `point_recall`, `point_f1`: points found among those of the gold.
- `link_precision`, `link_recall`, `link_f1`: characters of the linked passages among those of the gold's answers,
  the mean over gold points that have an answer. A point that was not found has none of its links.
- `note_f1`: points tied to a supplementary note (to any note) among those that have one.
- `status_accuracy`: points found and given the gold's status, over all of the gold's and the missed.
- `unanswered_precision`, `_recall`, `_f1`: points called unanswered; `open_...`: unanswered or partial.
- `kind_accuracy`: points found and given the gold's kind.
- `response_kind_accuracy`: the same for what the reply does, over found points where both sides name it.
- `gold_points`, `predicted_points`: how many there are on each side (counts), the latter in annotated statements.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from townmeeting.evaluation.alignment import NO_AGREEMENT, Agreement, agreement, locate, mean, overlap
from townmeeting.evaluation.gold import GoldPoint, GoldPoints
from townmeeting.evaluation.matching import Matching, Pair, match_points, sources_left_out, wanted_passages
from townmeeting.evaluation.record import FoundPoint, FoundResponse, Record
from townmeeting.evaluation.result import CLEARLY_WRONG, Figure, Miss, MissKind, Result, rounded


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """A gold point that has an answer: the passages linked to it and how far they are the gold's.

    `placed` is False where the gold's own answer stands nowhere in the turns.
    """

    gold: GoldPoint
    linked: tuple[FoundResponse, ...]
    figure: Agreement
    placed: bool


def score_points(gold: GoldPoints, record: Record) -> Result:
    """Return figures and misses: points first, then their links, notes, status and kinds."""
    matching = match_points(gold, record)
    answered = [p for p in gold.points if p.needs_answer and p.answers]
    links = tuple(_check_link(p, matching.found_for(p), sources_left_out(gold), record) for p in answered)
    figures = (
        *_point_figures(matching),
        *_link_figures(links),
        ("note_f1", _note_agreement(matching).f1),
        *_status_figures(gold, matching),
        *_kind_figures(matching),
        ("gold_points", _gold_count(matching)),
        ("predicted_points", len(matching.pairs) + len(matching.extra)),
    )
    return Result("points", rounded(figures), tuple(_misses(matching, links, record)))


def _gold_count(matching: Matching) -> int:
    return len(matching.pairs) + len(matching.missed)


def _named(prefix: str, figure: Agreement) -> Iterator[Figure]:
    yield f"{prefix}_precision", figure.precision
    yield f"{prefix}_recall", figure.recall
    yield f"{prefix}_f1", figure.f1


def _point_figures(matching: Matching) -> Iterator[Figure]:
    pairs = len(matching.pairs)
    yield from _named("point", agreement(pairs, pairs + len(matching.extra), _gold_count(matching)))


# ------------------------------------------------------------ links and notes


def _check_link(gold: GoldPoint, found: FoundPoint | None, left_out: tuple[str, ...], record: Record) -> LinkCheck:
    linked = tuple(r for r in found.responses if r.source not in left_out) if found else ()
    wanted = wanted_passages(gold, record)
    figure = overlap(record.linked(linked), wanted) if wanted else NO_AGREEMENT
    return LinkCheck(gold, linked, figure, bool(wanted))


def _link_figures(links: tuple[LinkCheck, ...]) -> Iterator[Figure]:
    yield "link_precision", mean((k.figure.precision for k in links), len(links))
    yield "link_recall", mean((k.figure.recall for k in links), len(links))
    yield "link_f1", mean((k.figure.f1 for k in links), len(links))


def _wants_note(point: GoldPoint) -> bool:
    return any(answer.source == "note" for answer in point.answers)


def _has_note(point: FoundPoint) -> bool:
    return any(response.source == "note" for response in point.responses)


def _note_agreement(matching: Matching) -> Agreement:
    both = sum(_wants_note(p.gold) and _has_note(p.found) for p in matching.pairs)
    found = sum(_has_note(p.found) for p in matching.pairs)
    wanted = sum(map(_wants_note, (*(p.gold for p in matching.pairs), *matching.missed)))
    return agreement(both, found, wanted)


# ------------------------------------------------------------ status and kinds


def _status_figures(gold: GoldPoints, matching: Matching) -> Iterator[Figure]:
    right = sum(p.gold.status == p.found.status for p in matching.pairs)
    yield "status_accuracy", right / max(1, _gold_count(matching))
    yield from _named("unanswered", _open_agreement(gold, matching, lambda status: status == "unanswered"))
    yield from _named("open", _open_agreement(gold, matching, lambda status: status in ("unanswered", "partial")))


def _open_agreement(gold: GoldPoints, matching: Matching, is_open: Callable[[str], bool]) -> Agreement:
    both = sum(is_open(p.gold.status) and is_open(p.found.status) for p in matching.pairs)
    found = sum(is_open(p.found.status) for p in matching.pairs)
    wanted = sum(p.needs_answer and is_open(p.status) for p in gold.points)
    return agreement(both, found, wanted)


def _kind_figures(matching: Matching) -> Iterator[Figure]:
    right = sum(p.gold.kind == p.found.kind for p in matching.pairs)
    named = [p for p in matching.pairs if p.gold.response_kind and p.found.response_kind]
    yield "kind_accuracy", right / max(1, _gold_count(matching))
    same = sum(p.gold.response_kind == p.found.response_kind for p in named)
    yield "response_kind_accuracy", same / max(1, len(named))


# ------------------------------------------------------------ misses


def _misses(matching: Matching, links: tuple[LinkCheck, ...], record: Record) -> Iterator[Miss]:
    for point in matching.missed:
        yield _missed(point, record)
    for extra in matching.extra:
        yield Miss(kind=MissKind.EXTRA_POINT, gold="", quote=extra.text, found=extra.kind)
    for link in links:
        yield from _link_misses(link)
    for pair in matching.pairs:
        yield from _pair_misses(pair)


def _missed(point: GoldPoint, record: Record) -> Miss:
    statement = record.find_statement(point.statement, point.quote)
    stands = statement is not None and bool(locate(point.quote, statement.body))
    kind = MissKind.POINT_NOT_FOUND if stands else MissKind.GOLD_QUOTE
    return Miss(kind=kind, gold=point.id, quote=point.quote, expected=point.kind)


def _link_misses(link: LinkCheck) -> Iterator[Miss]:
    expected = "\n".join(answer.quote for answer in link.gold.answers)
    if not link.placed:
        yield Miss(kind=MissKind.GOLD_QUOTE, gold=link.gold.id, quote=expected)
    elif link.figure.f1 < CLEARLY_WRONG:
        yield Miss(
            kind=MissKind.LINK,
            gold=link.gold.id,
            quote=link.gold.quote,
            expected=expected,
            found="\n".join(response.text for response in link.linked),
            figure=link.figure.f1,
        )


def _pair_misses(pair: Pair) -> Iterator[Miss]:
    gold, found = pair.gold, pair.found
    values = [(MissKind.STATUS, gold.status, found.status), (MissKind.KIND, gold.kind, found.kind)]
    if gold.response_kind and found.response_kind:
        values.append((MissKind.RESPONSE_KIND, gold.response_kind, found.response_kind))
    values.append((MissKind.NOTE, "note" * _wants_note(gold), "note" * _has_note(found)))
    for kind, expected, got in values:
        if expected != got:
            yield Miss(kind=kind, gold=gold.id, quote=gold.quote, expected=expected, found=got)
