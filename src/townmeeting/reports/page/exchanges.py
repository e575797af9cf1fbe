"""Statements beside their replies. Every turn stands once in the page: statements with the same replies share one
exchange, and a reply met again is a link to where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from townmeeting.model import Note, Quote, Statement, Turn
from townmeeting.reports.page.cards import Card, make_card, near_links
from townmeeting.reports.page.figures import Fact, percent
from townmeeting.reports.page.fragments import Marking, Paragraph, mark
from townmeeting.reports.page.place import Place
from townmeeting.reports.question_answer.pairs import replies_of, same_replies, speaker_beside_label
from townmeeting.reports.selection import Finding, findings
from townmeeting.reports.spans import Stretch, locate


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a statement, in its order: a point, or words between points."""

    card: Card | None
    paragraph: Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """A statement: who says it, how many of its points are answered ("2/3 (67%)"), and its words as points with what
    stands between them."""

    anchor: str
    label: str
    speaker: str
    where: str
    section: str
    share: str
    facts: tuple[Fact, ...]
    blocks: tuple[Block, ...]

    @property
    def cards(self) -> tuple[Card, ...]:
        """The points, in order."""
        return tuple(b.card for b in self.blocks if b.card)


@dataclass(frozen=True, slots=True)
class Backlink:
    """A point that a passage answers."""

    anchor: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """A turn or note in full, its passages marked. `points` maps the anchor of a passage to the points it answers;
    `basis` tells why it belongs to the statement."""

    anchor: str
    note: bool
    who: str
    where: str
    basis: str
    paragraphs: tuple[Paragraph, ...]
    points: Mapping[str, tuple[Backlink, ...]]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A reply that stands with another statement."""

    anchor: str
    who: str
    basis: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One or more statements, their replies, and the replies that stand elsewhere. Without statements it is a turn
    or note that belongs to none."""

    statements: tuple[StatementView, ...]
    replies: tuple[ReplyView, ...]
    elsewhere: tuple[Elsewhere, ...] = ()


def make_exchanges(place: Place) -> tuple[Exchange, ...]:
    """Return the exchanges of a meeting and the turns that belong to none, in the order of the source."""
    maker = _Maker(place)
    meeting = place.analysis.meeting
    groups = same_replies(meeting.statements)
    positions = accumulate((_position(group[0]) for group in groups), max)  # the order of statements is kept
    placed = [(at, maker.exchange(group)) for at, group in zip(positions, groups, strict=True)]
    placed += [(t.position, maker.alone(t)) for t in maker.strays()]
    return tuple(exchange for _, exchange in sorted(placed, key=lambda pair: pair[0]))


def _position(statement: Statement) -> int:
    if statement.turn:
        return statement.turn.position
    return min((r.position for r in replies_of(statement)), default=-1)


class _Maker:
    """Makes the exchanges of one meeting, and remembers which replies already stand in one."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.found: dict[str, list[Finding]] = {}
        self.answers: dict[str, list[Backlink]] = {}
        self.ties: dict[str, list[str]] = {}
        self.passages: dict[str, dict[str, tuple[Stretch, ...]]] = {}
        self.standing: set[str] = set()
        self.responses = {r.id: r for r in place.analysis.responses}
        tallies = place.analysis.tallies
        self.shares = {t.name: percent(t, t.total) for t in tallies if t.dimension == "statement" and t.total}
        for finding in findings(place.analysis):
            self.found.setdefault(finding.statement.id, []).append(finding)
            self._tie(finding)

    def _tie(self, finding: Finding) -> None:
        link_to = Backlink(self.place.anchor("p", finding.point.id), self.place.shown_id(finding.point.id))
        for link, passage in zip(finding.coverage.links, finding.passages, strict=True):
            name = self.place.anchor("r", passage.id)
            self.answers.setdefault(name, []).append(link_to)
            self.ties.setdefault(name, []).extend(link.ties)
            self._locate(name, passage.turn_id, passage.quote)
        for link in near_links(finding):
            near = self.responses[link.response_id]
            self._locate(self.place.anchor("r", near.id), near.turn_id, near.quote)

    def _locate(self, name: str, source_id: str, quote: Quote) -> None:
        passages = self.passages.setdefault(source_id, {})
        if name not in passages:
            passages[name] = locate(quote, self.place.sources[source_id].segments)

    def exchange(self, group: Sequence[Statement]) -> Exchange:
        """Return the statements of the group beside their replies."""
        first = group[0]
        basis = {k.target_id: k for k in first.links}
        replies, elsewhere = [], []
        for source in replies_of(first):
            link = basis.get(source.id)
            why = f"{self.place.words.label(link.basis)} {link.detail}".strip() if link else ""
            if source.id in self.standing:
                elsewhere.append(Elsewhere(self.place.anchor("t", source.id), self.place.who(source.id), why))
            else:
                replies.append(self._reply(source, why))
        return Exchange(
            statements=tuple(self._statement(s) for s in group),
            replies=tuple(replies),
            elsewhere=tuple(elsewhere),
        )

    def alone(self, source: Turn | Note) -> Exchange:
        """Return a turn or note that belongs to no statement."""
        return Exchange(statements=(), replies=(self._reply(source, ""),))

    def strays(self) -> Iterator[Turn | Note]:
        """Yield the turns and notes that stand with no statement."""
        meeting = self.place.analysis.meeting
        asked = {s.turn.id for s in meeting.statements if s.turn}
        replied = {r.id for s in meeting.statements for r in replies_of(s)}
        spoken: tuple[Turn | Note, ...] = (*meeting.turns, *meeting.notes)
        yield from (r for r in spoken if r.id not in asked | replied)

    def _reply(self, source: Turn | Note, basis: str) -> ReplyView:
        self.standing.add(source.id)
        passages = self.passages.get(source.id, {})
        where = source.segments[0].where if source.segments else None
        return ReplyView(
            anchor=self.place.anchor("t", source.id),
            note=isinstance(source, Note),
            who=self.place.who(source.id),
            where=self.place.words.place(where) if where else "",
            basis=self.place.masker(basis),
            paragraphs=mark(source.segments, Marking(passages, self.ties), self.place.masker),
            points={name: tuple(self.answers[name]) for name in passages if name in self.answers},
        )

    def _statement(self, statement: Statement) -> StatementView:
        found = self.found.get(statement.id, [])
        where = statement.segments[0].where if statement.segments else None
        return StatementView(
            anchor=self.place.anchor("s", statement.id),
            label=statement.label or statement.id,
            speaker=speaker_beside_label(statement, self.place.masker),
            where=self.place.words.place(where) if where else "",
            section=self.place.masker(statement.section),
            share=self.shares.get(statement.id, ""),
            facts=tuple(self._facts(statement)),
            blocks=tuple(self._blocks(statement, found)),
        )

    def _facts(self, statement: Statement) -> Iterator[Fact]:
        if statement.count != 1:
            words = self.place.words
            yield Fact(words("意見の数", "opinions"), words(f"{statement.count} 件", str(statement.count)))
        for name, quote in statement.fields:
            if quote and quote.text.strip() != statement.label:
                yield Fact(name, self.place.masker(quote.text))

    def _blocks(self, statement: Statement, found: Sequence[Finding]) -> Iterator[Block]:
        """Yield the statement's words in order; a point stands where its words begin."""
        cards = {f.point.id: make_card(f, self.place) for f in found}
        marking = Marking({f.point.id: locate(f.point.quote, statement.segments) for f in found}, {})
        waiting = dict(cards)
        for paragraph in mark(statement.segments, marking, self.place.masker):
            for run in paragraph:
                begun = [waiting.pop(name) for name in run.marks if name in waiting]
                yield from (Block(card, ()) for card in begun)
                if not run.marks and any(p.text.strip() for p in run.pieces):
                    yield Block(None, (run,))
        yield from (Block(card, ()) for card in waiting.values())
