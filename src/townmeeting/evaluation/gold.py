"""The gold: what people say is in a document. Four kinds, told by the key that holds the entries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.evaluation.fields import Entry, kind_of

KINDS = ("rows", "points", "segments", "summaries")
POINT_KINDS = ("question", "request", "proposal", "concern", "opinion")
STATUSES = ("answered", "partial", "unanswered")
RESPONSE_KINDS = ("explained", "done", "planned", "consider", "declined", "acknowledged")
SOURCES = ("mayor", "staff", "note")


@dataclass(frozen=True, slots=True)
class GoldRow:
    """A row of a table, or a question with its reply: the printed label and both texts in full."""

    label: str
    statement: str
    response: str


@dataclass(frozen=True, slots=True)
class GoldTotal:
    """A total the document declares of itself, and how many there are."""

    name: str
    declared: object
    found: object


@dataclass(frozen=True, slots=True)
class GoldRows:
    """Every row of a document, in any order, and the totals it declares."""

    rows: tuple[GoldRow, ...]
    totals: tuple[GoldTotal, ...]


@dataclass(frozen=True, slots=True)
class GoldAnswer:
    """A passage that answers a point. `source` is mayor, staff or note."""

    quote: str
    source: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class GoldPoint:
    """One ask inside the statement labelled `statement`. Compared by identity: two annotators' points pasted into
    one file may be equal and are two points all the same."""

    id: str
    statement: str
    quote: str
    needs_answer: bool
    kind: str
    status: str
    response_kind: str
    answers: tuple[GoldAnswer, ...]


@dataclass(frozen=True, slots=True)
class GoldPoints:
    """The points of some statements of a document; statements without a point here are left out of account."""

    points: tuple[GoldPoint, ...]


@dataclass(frozen=True, slots=True)
class GoldSegment:
    """A stretch of the statement labelled `statement` and the passages that answer it."""

    id: str
    statement: str
    quote: str
    status: str
    answers: tuple[GoldAnswer, ...]


@dataclass(frozen=True, slots=True)
class GoldSegments:
    """Stretches of statements; how the analysis cuts them into points is left free."""

    segments: tuple[GoldSegment, ...]


@dataclass(frozen=True, slots=True)
class GoldSummary:
    """A question summed up in another's words, who put it, and the passage that answers it."""

    id: str
    questioner: str
    topic: str
    summary: str
    answer: str


@dataclass(frozen=True, slots=True)
class GoldSummaries:
    """Summaries of the questions of a long sitting."""

    summaries: tuple[GoldSummary, ...]


Gold = GoldRows | GoldPoints | GoldSegments | GoldSummaries


def read_gold(data: bytes, name: str) -> dict[str, Any]:
    """Return the JSON object of a gold file (UTF-8, with or without byte order mark), known to be usable.

    Raises TM107 where the bytes are no JSON, TM111 where it is of no known kind, TM112 for an entry that cannot
    be used. `name` is the file's name for the message.
    """
    try:
        values = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise TownMeetingError("TM107", path=name, detail=error) from error
    if not isinstance(values, dict):
        raise TownMeetingError("TM111", path=name, known=", ".join(KINDS))
    parse_gold(values, name)
    return values


def parse_gold(values: Mapping[str, Any], name: str) -> Gold:
    """Return the typed form of a gold object.

    Raises TM111 where it has the key of no known kind, TM112 for a missing key, a value of another type, a word
    that the annotation rules do not have, or a list without entries, which measures nothing.
    """
    kind = kind_of(values, KINDS)
    if kind is None:
        raise TownMeetingError("TM111", path=name, known=", ".join(KINDS))
    top = Entry(values, "TM112", name)
    entries = top.entries(kind)
    if not entries:
        raise top.refuse(kind, [], "[{…}, …]")
    if kind == "rows":
        return GoldRows(tuple(map(_row, entries)), tuple(_total(n, e) for n, e in top.named("checks")))
    if kind == "points":
        return GoldPoints(tuple(map(_point, entries)))
    if kind == "segments":
        return GoldSegments(tuple(map(_segment, entries)))
    return GoldSummaries(tuple(map(_summary, entries)))


def _row(entry: Entry) -> GoldRow:
    return GoldRow(entry.label("label"), entry.text("statement"), entry.text("response"))


def _total(name: str, entry: Entry) -> GoldTotal:
    return GoldTotal(name, entry.present("declared"), entry.present("found"))


def _id(entry: Entry) -> str:
    return entry.label("id") if "id" in entry.values else ""


def _point(entry: Entry) -> GoldPoint:
    asks = entry.flag("needs_answer")
    return GoldPoint(
        id=_id(entry),
        statement=entry.label("statement"),
        quote=entry.text("quote"),
        needs_answer=asks,
        kind=entry.word("kind", POINT_KINDS, optional=not asks),
        status=entry.word("status", STATUSES, optional=not asks),
        response_kind=entry.word("response_kind", RESPONSE_KINDS, optional=True),
        answers=tuple(
            GoldAnswer(a.text("quote"), a.word("source", SOURCES)) for a in entry.entries("answers", optional=not asks)
        ),
    )


def _segment(entry: Entry) -> GoldSegment:
    return GoldSegment(
        id=_id(entry),
        statement=entry.label("statement"),
        quote=entry.text("quote"),
        status=entry.word("status", STATUSES),
        answers=tuple(GoldAnswer(a.text("quote"), a.text("source", "")) for a in entry.entries("answers")),
    )


def _summary(entry: Entry) -> GoldSummary:
    keys = ("questioner", "topic", "summary", "answer")
    return GoldSummary(_id(entry), *(entry.text(key) for key in keys))
