"""The analysis JSON as the evaluation sees it: turns, statements, points and checks of all meetings end to end."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from townmeeting.evaluation.alignment import NOWHERE, Offsets, bare, locate, shift
from townmeeting.evaluation.fields import Entry

LABEL_LENGTH = 40
"""Characters of a quotation that tell its statement where printed labels restart within a document."""


@dataclass(frozen=True, slots=True)
class FoundStatement:
    """A statement: its bare text as `body`, its replies and notes by turn id, replies first."""

    id: str
    label: str
    speaker: str
    text: str
    body: str
    answers: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundResponse:
    """A passage linked to a point. `score` is None where the analysis gives none."""

    turn: str
    source: str
    text: str
    score: float | None


@dataclass(frozen=True, slots=True)
class FoundPoint:
    """A point as the analysis has it; words it does not give are empty."""

    statement: str
    text: str
    needs_answer: bool
    kind: str
    status: str
    response_kind: str
    responses: tuple[FoundResponse, ...]


@dataclass(frozen=True, slots=True)
class FoundCheck:
    """A total the document declares, and what was counted."""

    declared: object
    found: object


@dataclass(frozen=True, slots=True)
class Record:
    """Everything found in one document.

    `turns` are bare texts by id, notes among them; `starts` their offsets in `whole`, which is all of them in
    order. Ids carry the number of their meeting, since a file with several venues repeats them.
    """

    turns: Mapping[str, str]
    starts: Mapping[str, int]
    whole: str
    statements: tuple[FoundStatement, ...]
    points: tuple[FoundPoint, ...]
    checks: Mapping[str, FoundCheck]

    def points_of(self, statement: FoundStatement) -> tuple[FoundPoint, ...]:
        """Return the points of a statement in order."""
        return tuple(p for p in self.points if p.statement == statement.id)

    def find_statement(self, label: str, quote: str) -> FoundStatement | None:
        """Return the statement that the gold means: one that has the quoted words, those under its label first,
        or the only one under that label."""
        wanted, start = plain_label(label), bare(quote)[:LABEL_LENGTH]
        same = tuple(s for s in self.statements if plain_label(s.label) == wanted)
        only = same[0] if len(same) == 1 else None
        return next((s for s in same + self.statements if start in s.body), only)

    def place(self, quote: str, statement: FoundStatement | None) -> Offsets:
        """Return where in `whole` a gold passage stands: in the replies or notes of its own statement if it is
        there (stock phrases recur), else anywhere."""
        for key in statement.answers + statement.notes if statement else ():
            if key in self.turns and (at := locate(quote, self.turns[key])):
                return shift(at, self.starts[key])
        return locate(quote, self.whole)

    def passage(self, response: FoundResponse) -> Offsets:
        """Return where in `whole` a linked passage stands, looked for in the turn it names only."""
        if response.turn not in self.turns:
            return NOWHERE
        return shift(locate(response.text, self.turns[response.turn]), self.starts[response.turn])

    def linked(self, responses: Iterable[FoundResponse]) -> Offsets:
        """Return where in `whole` the passages stand, taken together."""
        return NOWHERE.union(*map(self.passage, responses))


def plain_label(label: str) -> str:
    """Return a printed label without brackets, 発言 and No., so that ＜発言2＞, [2] and No.2 are the same."""
    return bare(label).strip("<>〈〉()[].").removeprefix("発言").removeprefix("No.").lower()


def read_record(analysis: Mapping[str, Any]) -> Record:
    """Return the analysis of a document, its meetings put end to end.

    Raises TM113 where it does not follow the JSON contract (docs/schema.md).
    """
    meetings = Entry(analysis, "TM113", "").entries("meetings")
    turns: dict[str, str] = {}
    for n, meeting in enumerate(meetings):
        turns |= {_own(n, t.text("id")): bare(t.text("text")) for t in meeting.entries("turns")}
    lengths = accumulate(map(len, turns.values()), initial=0)
    return Record(
        turns=turns,
        starts=dict(zip(turns, lengths, strict=False)),
        whole="".join(turns.values()),
        statements=tuple(_statement(n, s) for n, m in enumerate(meetings) for s in m.entries("statements")),
        points=tuple(_point(n, p) for n, m in enumerate(meetings) for p in m.entries("points", optional=True)),
        checks={c.text("name"): _check(c) for m in meetings for c in m.entries("checks", optional=True)},
    )


def _own(meeting: int, key: str) -> str:
    return f"{meeting}/{key}"


def _statement(n: int, entry: Entry) -> FoundStatement:
    text = entry.text("text")
    return FoundStatement(
        id=_own(n, entry.text("id")),
        label=entry.label("label"),
        speaker=bare(entry.text("speaker", "")),
        text=text,
        body=bare(text),
        answers=tuple(_own(n, key) for key in entry.texts("answers")),
        notes=tuple(_own(n, key) for key in entry.texts("notes")),
    )


def _point(n: int, entry: Entry) -> FoundPoint:
    return FoundPoint(
        statement=_own(n, entry.text("statement")),
        text=entry.text("text"),
        needs_answer=entry.flag("needs_answer", True),
        kind=entry.text("kind", ""),
        status=entry.text("status", ""),
        response_kind=entry.text("response_kind", ""),
        responses=tuple(_response(n, r) for r in entry.entries("responses", optional=True)),
    )


def _response(n: int, entry: Entry) -> FoundResponse:
    return FoundResponse(
        _own(n, entry.text("turn")), entry.text("source", ""), entry.text("text"), entry.number("score")
    )


def _check(entry: Entry) -> FoundCheck:
    return FoundCheck(entry.values.get("declared"), entry.values.get("found"))
