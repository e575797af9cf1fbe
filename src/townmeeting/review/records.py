"""The store of decisions: a set of records, so that merging is a union and its order cannot matter.

A record knows which records it was made in the knowledge of (`replaces`). What two people put in without knowing of
each other stands side by side (a multi-value register) until somebody who has seen both decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from townmeeting.model import Change, Verdict
from townmeeting.review.identity import PointKey, short_hash


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Record:
    """One field of one point as one person put it, the value before, and what the machine said then.

    `field` is "status", "links", "confirmed" or a column to fill; `when` is ISO 8601 in UTC, or "" where the
    workbook does not tell; `words` are the point's, for people who read decisions.json.
    """

    key: PointKey
    field: str
    who: str
    when: str
    value: str
    before: str
    machine: str
    replaces: tuple[str, ...] = ()
    words: str = ""

    @property
    def id(self) -> str:
        """A hash of all but `when` and `words`: saving a workbook once more makes no new record."""
        facts = (str(self.key), self.field, self.who, self.value, self.before, self.machine, *self.replaces)
        return short_hash(*facts, length=12)


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class Leftover:
    """Something a person typed that could not be taken as a decision, kept so that nobody's work is lost.

    `reason` is "no_row" (the row matches no point), "unreadable" (a word that is no status, an id that is no
    passage) or "words_altered" (the point's own words were typed over).
    """

    reason: str
    meeting: str = ""
    point: str = ""
    field: str = ""
    value: str = ""
    who: str = ""
    when: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, order=True, kw_only=True)
class MeetingRef:
    """A meeting that decisions are about. `sources` are SHA-256 hashes of the files it was read from."""

    key: str
    id: str
    title: str
    date: str
    file: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """Everything in decisions.json, each part sorted."""

    meetings: tuple[MeetingRef, ...] = ()
    records: tuple[Record, ...] = ()
    leftovers: tuple[Leftover, ...] = ()


def merge(*stores: Decisions) -> Decisions:
    """Return the union. Commutative, associative, idempotent."""
    meetings: dict[str, MeetingRef] = {}
    for ref in sorted(m for s in stores for m in s.meetings):
        known = meetings.get(ref.key, ref)
        meetings[ref.key] = replace(known, sources=tuple(sorted({*known.sources, *ref.sources})))
    return Decisions(
        meetings=tuple(sorted(meetings.values())),
        records=_latest(r for s in stores for r in s.records),
        leftovers=_latest_leftovers(item for s in stores for item in s.leftovers),
    )


def _latest(records: Iterable[Record]) -> tuple[Record, ...]:
    best: dict[str, Record] = {}
    for record in sorted(records, key=lambda r: (r.when, r.words)):
        best[record.id] = record
    return tuple(sorted(best.values()))


def _latest_leftovers(items: Iterable[Leftover]) -> tuple[Leftover, ...]:
    best: dict[Leftover, Leftover] = {}
    for item in sorted(items, key=lambda i: i.when):
        best[replace(item, when="")] = item
    return tuple(sorted(best.values()))


def in_force(records: Iterable[Record]) -> tuple[Record, ...]:
    """Return, of the records of one field of one point, those that hold: each person's latest, less what somebody
    replaced in its knowledge. More than one value among them is a disagreement."""
    everything = sorted(records)
    replaced = {name for r in everything for name in r.replaces}
    last: dict[str, str] = {}
    for record in everything:
        last[record.who] = max(last.get(record.who, ""), record.when)
    return tuple(r for r in everything if r.when == last[r.who] and r.id not in replaced)


CAUTION = (Verdict.UNANSWERED, Verdict.PARTIAL, Verdict.ANSWERED, Verdict.NOT_NEEDED)
"""Where people disagree on a status, the first of these that one of them said holds: a wrong "answered" is worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """What a point's records come to: the changes in force, the disputed fields, the ids of the records in force.

    `records` holds the chosen record by field, `standing` every record in force.
    """

    changes: tuple[Change, ...]
    disputed: tuple[str, ...]
    seen: tuple[str, ...]
    records: Mapping[str, Record]
    standing: Mapping[str, tuple[Record, ...]]


def resolve(records: Iterable[Record]) -> Resolution:
    """Return what the records of one point come to. A pure function of the set: their order cannot matter."""
    by_field: dict[str, list[Record]] = {}
    for record in records:
        by_field.setdefault(record.field, []).append(record)
    chosen, everyone, disputed, seen = {}, {}, [], []
    for field in sorted(by_field):
        standing = in_force(by_field[field])
        if not standing:
            continue
        seen += [r.id for r in standing]
        chosen[field], everyone[field] = _choose(field, standing), standing
        if len({r.value for r in standing}) > 1:
            disputed.append(field)
    changes = tuple(Change(field=f, value=r.value, before=r.before, who=r.who, when=r.when) for f, r in chosen.items())
    return Resolution(
        changes=changes, disputed=tuple(disputed), seen=tuple(sorted(seen)), records=chosen, standing=everyone
    )


def _choose(field: str, standing: tuple[Record, ...]) -> Record:
    if field == "status":
        said = [r for r in standing if r.value] or list(standing)
        order = {v.value: at for at, v in enumerate(CAUTION)}
        return min(said, key=lambda r: (order.get(r.value, len(order)), r.when, r.who))
    return max(standing, key=lambda r: (r.when, r.who, r.value))
