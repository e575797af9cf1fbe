"""Reviewers' workbooks into one store, with what a person should know about the merge."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.review.agreement import Agreement, Disagreement, agreements
from townmeeting.review.identity import PointKey
from townmeeting.review.reading import Review
from townmeeting.review.records import Decisions, Leftover, Record, in_force, merge
from townmeeting.schema import encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What one workbook brought: matched `rows`, values `changed`, points without a row left (`missing`), rows that
    repeat a point (`repeated`), things kept aside (`leftovers`), and whether another file in the same merge is by a
    reviewer of the same name (`namesake`)."""

    name: str
    who: str
    when: str
    rows: int
    changed: int
    missing: int
    repeated: int
    leftovers: int
    namesake: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The new store, and the report on it."""

    decisions: Decisions
    files: tuple[Reviewed, ...]
    added: int
    agreement: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]
    leftovers: tuple[Leftover, ...]


def merge_reviews(store: Decisions, reviews: Sequence[Review]) -> Merged:
    """Return the store with the reviews in it. Neither their order nor merging one twice changes the result.

    Raises TM403 where a workbook is about other meetings than the store or the first workbook.
    """
    known = {m.key for m in store.meetings} | ({s for m in store.meetings for s in m.sources})
    for review in reviews:
        _check_meeting(review, known)
        known |= _marks(review)
    decisions = merge(store, *(r.store for r in reviews))
    return Merged(
        decisions=decisions,
        files=tuple(_reviewed(r, reviews) for r in reviews),
        added=len({r.id for r in decisions.records} - {r.id for r in store.records}),
        agreement=agreements(decisions.records),
        disagreements=disagreements(decisions.records),
        leftovers=decisions.leftovers,
    )


def _marks(review: Review) -> set[str]:
    sources = {s for m in review.ledger.meetings for s in m.sources}
    return {m.key for m in review.ledger.meetings} | set(review.ledger.run) | sources


def _check_meeting(review: Review, known: set[str]) -> None:
    if known and not known & _marks(review):
        about = "、".join(m.title or m.file for m in review.ledger.meetings)
        raise TownMeetingError("TM403", path=review.name, about=about)


def _reviewed(review: Review, reviews: Sequence[Review]) -> Reviewed:
    return Reviewed(
        name=review.name,
        who=review.who,
        when=review.when,
        rows=review.rows,
        changed=len(review.store.records),
        missing=review.missing,
        repeated=review.repeated,
        leftovers=len(review.store.leftovers),
        namesake=sum(r.who == review.who for r in reviews) > 1,
    )


def disagreements(records: Iterable[Record]) -> tuple[Disagreement, ...]:
    """Return every field of a point on which more than one value stands."""
    groups: dict[tuple[PointKey, str], list[Record]] = {}
    for record in records:
        groups.setdefault((record.key, record.field), []).append(record)
    found = []
    for (key, field), group in groups.items():
        standing = in_force(group)
        if len({r.value for r in standing}) > 1:
            sides = tuple((r.who, r.value) for r in standing)
            found.append(Disagreement(key=key, field=field, words=standing[0].words, sides=sides))
    return tuple(sorted(found))


def merged_to_dict(merged: Merged) -> dict[str, Any]:
    """Return the report of a merge as JSON values."""
    return {
        "added": merged.added,
        "records": len(merged.decisions.records),
        "files": encode(merged.files),
        "agreement": [{"kappa": None, **encode(a)} for a in merged.agreement],
        "disagreements": [
            {
                "meeting": d.key.meeting,
                "point": d.key.point,
                "field": d.field,
                "words": d.words,
                "sides": [{"who": who, "value": value} for who, value in d.sides],
            }
            for d in merged.disagreements
        ],
        "leftovers": encode(merged.leftovers),
    }
