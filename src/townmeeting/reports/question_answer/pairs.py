"""Points and replies put into pairs. Points answered by the same passages share one answer, so that it stands once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from townmeeting.model import Analysis, Note, Quote, Statement, Turn
from townmeeting.reports.masking import Masker
from townmeeting.reports.selection import Finding, findings
from townmeeting.reports.spans import Stretch, join_stretches, leftover, locate
from townmeeting.reports.words import Words
from townmeeting.text import fold


@dataclass(frozen=True, slots=True)
class Reply:
    """Words of one turn or note: who says them, and the paragraphs."""

    who: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """The words of a point, or of a statement without points. `label` names the statement where the reply is shared
    by several; `asks` is False for an opinion, which nobody has to answer."""

    label: str
    text: str
    asks: bool


@dataclass(frozen=True, slots=True)
class Pair:
    """One or more questions and the replies to them."""

    questions: tuple[Question, ...]
    replies: tuple[Reply, ...]

    @property
    def open(self) -> bool:
        """Whether somebody is still owed a reply."""
        return not self.replies and any(q.asks for q in self.questions)


@dataclass(frozen=True, slots=True)
class Head:
    """A statement as it is announced; `speaker` is empty where it says no more than the label."""

    label: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Statements that share their replies, mostly one, with their pairs; `further` is what the replies say beside."""

    heads: tuple[Head, ...]
    section: str
    pairs: tuple[Pair, ...]
    further: tuple[Reply, ...]


def asked_of(analysis: Analysis, words: Words, masker: Masker) -> tuple[Asked, ...]:
    """Return the statements of a meeting with questions and replies paired, in the order of the source."""
    maker = _Maker(analysis, words, masker)
    return tuple(maker.asked(group) for group in same_replies(analysis.meeting.statements))


def same_replies(statements: Sequence[Statement]) -> list[list[Statement]]:
    """Return the statements in groups that follow one another and have the very same replies (a merged cell of a
    table of opinions); one without a reply is a group of its own."""
    keyed = groupby(statements, key=lambda s: tuple(r.id for r in replies_of(s)) or ("", s.id))
    return [list(group) for _, group in keyed]


def replies_of(statement: Statement) -> tuple[Turn | Note, ...]:
    """Return the answers and notes of a statement."""
    return (*statement.answers, *statement.notes)


class _Maker:
    """The pairs of one meeting. A reply that several statements share gives its further words to the first."""

    def __init__(self, analysis: Analysis, words: Words, masker: Masker) -> None:
        self.words, self.masker = words, masker
        self.by_statement: dict[str, list[Finding]] = {}
        for finding in findings(analysis):
            self.by_statement.setdefault(finding.statement.id, []).append(finding)
        spoken: tuple[Turn | Note, ...] = (*analysis.meeting.turns, *analysis.meeting.notes)
        self.sources = {r.id: r for r in spoken} | {r.id: r for s in analysis.meeting.statements for r in replies_of(s)}
        self.used: dict[str, list[Stretch]] = {}
        for finding in (f for group in self.by_statement.values() for f in group):
            for passage in finding.passages:
                source = self.sources[passage.turn_id]
                self.used.setdefault(source.id, []).extend(locate(passage.quote, source.segments))
        self.told: set[str] = set()
        self.shared = False

    def asked(self, group: Sequence[Statement]) -> Asked:
        """Return the statements of a group with their pairs."""
        self.shared = len(group) > 1
        found = [f for s in group for f in self.by_statement.get(s.id, ())]
        bare = [self._bare(s) for s in group if s.id not in self.by_statement]
        return Asked(
            heads=tuple(map(self._head, group)),
            section=self.masker(group[0].section),
            pairs=(*map(self._pair, group_by_passage(found)), *bare),
            further=tuple(self._further(group[0])),
        )

    def _head(self, statement: Statement) -> Head:
        return Head(statement.label or statement.id, speaker_beside_label(statement, self.masker))

    def _question(self, statement: Statement, text: str, *, asks: bool) -> Question:
        return Question((statement.label or statement.id) if self.shared else "", self.masker(text), asks)

    def _pair(self, group: Sequence[Finding]) -> Pair:
        quotes: dict[str, list[Quote]] = {}
        for passage in (p for finding in group for p in finding.passages):
            quotes.setdefault(passage.turn_id, []).append(passage.quote)
        order = sorted(quotes, key=lambda name: self.sources[name].position)
        return Pair(
            questions=tuple(self._question(f.statement, f.point.quote.text, asks=f.point.needs_answer) for f in group),
            replies=tuple(self._reply(self.sources[name], quotes[name]) for name in order),
        )

    def _bare(self, statement: Statement) -> Pair:
        """A statement without a point is printed whole."""
        texts = tuple(self._question(statement, s.text, asks=False) for s in statement.segments)
        return Pair(questions=texts, replies=())

    def _reply(self, source: Turn | Note, quotes: Iterable[Quote]) -> Reply:
        stretches = [s for quote in quotes for s in locate(quote, source.segments)]
        return self._said(source, join_stretches(stretches, source.segments))

    def _said(self, source: Turn | Note, stretches: Sequence[Stretch]) -> Reply:
        texts = (source.segments[s.segment].text[s.start : s.end].strip() for s in stretches)
        return Reply(who=said_by(source, self.words, self.masker), paragraphs=tuple(map(self.masker, texts)))

    def _further(self, statement: Statement) -> Iterator[Reply]:
        for source in replies_of(statement):
            rest = leftover(self.used.get(source.id, ()), source.segments)
            if rest and source.id not in self.told:
                yield self._said(source, rest)
            self.told.add(source.id)


def speaker_beside_label(statement: Statement, masker: Masker) -> str:
    """Return the speaker of a statement, "" where that only repeats its label (発言1)."""
    speaker = masker.speaker(statement.speaker)
    label = statement.label or statement.id
    return "" if fold(speaker) in (fold(label), fold(f"発言{label}")) else speaker


def said_by(source: Turn | Note, words: Words, masker: Masker) -> str:
    """Return who replies: the speaker, or 補足説明 with its subject and the department that signs it."""
    if isinstance(source, Note):
        department = source.department.text.strip("（）() 　")
        parts = (words.label(source.kind), source.heading.text.strip(), department)
        return "　".join(part for part in parts if part)
    return masker.speaker(source.speaker) or words.label(source.role)


def group_by_passage(found: Sequence[Finding]) -> list[list[Finding]]:
    """Return the findings in groups whose passages have words in common, each group and all in the order of the
    source: nothing is printed twice."""
    groups: list[tuple[set[int], list[Finding]]] = []
    for finding in found:
        words = {at for p in finding.passages for low, high in p.quote.spans for at in range(low, high)}
        same = [g for g in groups if not g[0].isdisjoint(words)]
        merged = (words.union(*(g[0] for g in same)), [f for g in same for f in g[1]] + [finding])
        where = groups.index(same[0]) if same else len(groups)
        groups = [g for g in groups if g not in same]
        groups.insert(where, merged)
    return [group for _, group in groups]
