"""What the analysis found: points, the passages that answer them, what stays open, what was promised."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from townmeeting.model.meeting import Meeting
from townmeeting.model.places import Diagnostic, Quote


class PointKind(StrEnum):
    """What a point does. An OPINION asks nothing."""

    QUESTION = "question"
    REQUEST = "request"
    PROPOSAL = "proposal"
    CONCERN = "concern"
    OPINION = "opinion"


class Status(StrEnum):
    """Whether a point got its answer."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    UNANSWERED = "unanswered"


class ResponseKind(StrEnum):
    """What a reply does with a point."""

    EXPLAINED = "explained"
    DONE = "done"
    PLANNED = "planned"
    CONSIDER = "consider"
    DECLINED = "declined"
    ACKNOWLEDGED = "acknowledged"


class Origin(StrEnum):
    """Where a passage stands."""

    MAYOR = "mayor"
    STAFF = "staff"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The smallest thing a reviewer ticks off, word for word as the statement has it.

    `id` is `<statement id>.<n>`; `headline` is cut out of the words, never invented; `cues` are the words that
    made it a point of this kind; `asks` are the words of what it asks for (question word, rarest nouns).
    """

    id: str
    statement_id: str
    quote: Quote
    kind: PointKind
    needs_answer: bool
    headline: str = ""
    cues: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A passage of a reply or note on one matter. `turn_id` names the turn or note it stands in."""

    id: str
    turn_id: str
    origin: Origin
    quote: Quote
    kind: ResponseKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One part of a link's score: its name, the words that speak for it, and its weight in the sum."""

    kind: str
    detail: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A point tied to a passage. `score` is the calibrated share of such links that are right, 0 to 1;
    `ties` are the shared words; `reason` is one Japanese sentence."""

    point_id: str
    response_id: str
    score: float
    evidence: tuple[Evidence, ...] = ()
    ties: tuple[str, ...] = ()
    reason: str = ""


class Verdict(StrEnum):
    """What a person can say of a point: one of the statuses, or that nobody owes it an answer."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    UNANSWERED = "unanswered"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing a person changed about a point: `field` is "status", "links", "confirmed" or a column to fill.

    `before` is the value that the person saw; `when` is ISO 8601 as the person's workbook tells it.
    """

    field: str
    value: str
    before: str
    who: str
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What people decided about a point, beside what the machine says now (`machine`).

    `changes` are those in force; `disputed` names the fields on which people disagree; `seen` are the ids of the
    records in force, by which a later decision is known to have been made in their knowledge.
    """

    machine: Verdict
    changes: tuple[Change, ...]
    disputed: tuple[str, ...] = ()
    seen: tuple[str, ...] = ()

    def value(self, field: str) -> str | None:
        """Return what people put into a field, or None where nobody touched it."""
        return next((c.value for c in self.changes if c.field == field), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The decision on one point. `check` marks the band 要確認; `missing` are the words of the point that no
    linked passage takes up; `reason` is one Japanese sentence; `candidates` are links considered and not made;
    `decided` tells what people decided, where they did."""

    point_id: str
    status: Status
    response_kind: ResponseKind | None
    confidence: float
    check: bool
    reason: str
    missing: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    candidates: tuple[Link, ...] = ()
    decided: Decision | None = None


class Strength(StrEnum):
    """How firmly something is promised, strongest first."""

    DONE = "done"
    WILL = "will"
    STRIVE = "strive"
    CONSIDER = "consider"
    REFER = "refer"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Commitment:
    """A passage that promises, defers or declines something: who, what, how firmly, by when.

    `deadline_text` is as printed (来年度); `deadline` its last day, `fiscal_year` the 年度 it names, both
    reckoned from the meeting's date and None where they cannot be.
    """

    id: str
    turn_id: str
    quote: Quote
    strength: Strength
    who: str
    what: str
    cue: str
    deadline_text: str = ""
    deadline: dt.date | None = None
    fiscal_year: int | None = None
    point_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Points that need an answer, counted: over all of them, or over a group (`name` of `dimension`)."""

    dimension: str
    name: str
    total: int
    answered: int
    partial: int
    unanswered: int
    check: int

    @property
    def share(self) -> float | None:
        """Answered over total, or None where nothing needs an answer."""
        return self.answered / self.total if self.total else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything found about one meeting. `manifest` names version, dictionary and settings of the run."""

    meeting: Meeting
    points: tuple[Point, ...] = ()
    responses: tuple[Response, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    tallies: tuple[Tally, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    manifest: tuple[tuple[str, str], ...] = ()
