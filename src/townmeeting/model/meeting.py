"""What the meeting was: who spoke, what was asked, which reply and which note belong to it.

The names follow Akoma Ntoso (`speech`, `question`, `answer`), ParlaMint (`u`, `seg`, `note`) and Popolo.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from townmeeting.model.places import Diagnostic, Quote


class Role(StrEnum):
    """Who speaks. RESIDENT is anyone owed an answer: a resident, a member asking, a committee member."""

    RESIDENT = "resident"
    MAYOR = "mayor"
    STAFF = "staff"
    CHAIR = "chair"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker as the document names them. `attribution` is the printed text without the marker signs;
    Role.OTHER with an empty attribution is a speaker that could not be told."""

    attribution: str
    role: Role
    name: str | None = None
    title: str | None = None

    @property
    def full(self) -> str:
        """The attribution with the name that stood in brackets behind it: 百十六番（山田太郎）."""
        known = self.name is None or self.name in "".join(self.attribution.split())
        return self.attribution if known else f"{self.attribution}（{self.name}）"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One uninterrupted stretch of speech, or one written reply (`市の考え方`).

    `segments` are its paragraphs; `to` are the printed numbers of the statements it says it answers
    (`>>発言4`); `marker` is the printed line or cell that opened it.
    """

    id: str
    position: int
    speaker: Speaker
    segments: tuple[Quote, ...]
    label: str = ""
    to: tuple[str, ...] = ()
    marker: Quote = Quote()
    section: str = ""

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(s.text for s in self.segments)

    @property
    def role(self) -> Role:
        """The speaker's role."""
        return self.speaker.role


class NoteKind(StrEnum):
    """SUPPLEMENT: written after the meeting. ACTION: what was done later (a 対応状況 column)."""

    SUPPLEMENT = "supplement"
    ACTION = "action"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A supplementary note: the heading names its subject, the department signs it."""

    id: str
    position: int
    segments: tuple[Quote, ...]
    heading: Quote = Quote()
    department: Quote = Quote()
    kind: NoteKind = NoteKind.SUPPLEMENT
    section: str = ""

    @property
    def text(self) -> str:
        """The paragraphs, one a line, without heading and department."""
        return "\n".join(s.text for s in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something noted about the meeting that nobody said: （拍手）, 〔「異議なし」と呼ぶ者あり〕."""

    quote: Quote


class ReplyBasis(StrEnum):
    """Why a reply or note belongs to a statement, strongest first."""

    REFERENCE = "reference"
    ROW = "row"
    MERGED = "merged"
    ASSUMED = "assumed"
    SAME_AS = "same_as"
    NUMBER = "number"
    ADJACENCY = "adjacency"
    TOGETHER = "together"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyLink:
    """A statement's tie to a turn or note (`target_id`), why it was made, and the printed words that say so."""

    statement_id: str
    target_id: str
    basis: ReplyBasis
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What someone is owed an answer for: a resident's turn, or a row of an opinion table (`turn` None).

    `label` is printed text without brackets and the word 発言; `count` how many opinions the row stands for;
    `fields` are further printed cells (対応区分, 該当箇所), header and words.
    """

    id: str
    label: str
    speaker: Speaker
    segments: tuple[Quote, ...]
    turn: Turn | None = None
    answers: tuple[Turn, ...] = ()
    notes: tuple[Note, ...] = ()
    links: tuple[ReplyLink, ...] = ()
    section: str = ""
    count: int = 1
    fields: tuple[tuple[str, Quote], ...] = ()

    @property
    def text(self) -> str:
        """The paragraphs, one a line."""
        return "\n".join(s.text for s in self.segments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Datum:
    """A fact that the document states about the meeting: `name` is date, venue, participants, theme, ...;
    `label` the printed name, `quote` the printed value."""

    name: str
    label: str
    quote: Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A total that the document declares, against what was found. `ok` is None where nothing can be counted."""

    name: str
    declared: int
    found: int | None
    quote: Quote = Quote()

    @property
    def ok(self) -> bool | None:
        """Whether both agree."""
        return None if self.found is None else self.declared == self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """A row of a table of amendments (新旧対照表): before, after, why, and the statements that caused it."""

    before: Quote
    after: Quote
    reason: Quote = Quote()
    statement_ids: tuple[str, ...] = ()


class Share(StrEnum):
    """Where a character of the source ended up."""

    STATEMENT = "statement"
    ANSWER = "answer"
    CHAIR = "chair"
    NOTE = "note"
    HEADING = "heading"
    DATUM = "datum"
    REMARK = "remark"
    AMENDMENT = "amendment"
    OTHER = "other"
    UNUSED = "unused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unused:
    """A stretch of the source that became nothing, and why (`reason` is a key of `messages.toml`)."""

    quote: Quote
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The loss account of one source: every non-blank character in exactly one share.

    `total` and the shares count non-blank characters. `unexplained` counts those that no reason covers.
    """

    total: int
    shares: tuple[tuple[Share, int], ...]
    unused: tuple[Unused, ...] = ()
    unexplained: int = 0

    @property
    def balanced(self) -> bool:
        """Whether the shares add up to the total."""
        return sum(n for _, n in self.shares) == self.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A layout that was tried: its name, score from 0 to 1, whether it was chosen, and why (Japanese, English)."""

    layout: str
    score: float
    chosen: bool
    reason: str
    reason_en: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Which file a meeting came from, and how it was read."""

    name: str
    format: str
    sha256: str
    layout: str
    encoding: str | None = None
    encoding_reason: str | None = None
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting, or one venue of it, as the document records it."""

    id: str
    title: str
    source: Source
    statements: tuple[Statement, ...]
    turns: tuple[Turn, ...]
    notes: tuple[Note, ...] = ()
    remarks: tuple[Remark, ...] = ()
    headings: tuple[Quote, ...] = ()
    data: tuple[Datum, ...] = ()
    date: dt.date | None = None
    checks: tuple[Check, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    account: Account | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    def datum(self, name: str) -> str | None:
        """Return the printed value of a meeting datum ("venue", "theme", ...), or None."""
        return next((d.quote.text for d in self.data if d.name == name), None)

    def statement(self, label: str) -> Statement | None:
        """Return the statement with this id or printed label, or None."""
        by_id = next((s for s in self.statements if s.id == label), None)
        return by_id or next((s for s in self.statements if s.label == label), None)
