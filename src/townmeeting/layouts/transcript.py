"""The one engine for transcripts: line rules out of TOML make speeches, statements, answers and notes of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from townmeeting.layouts.base import Draft, Score
from townmeeting.layouts.checks import names_person
from townmeeting.layouts.flow import Item, Kind, cut_items, cut_remarks
from townmeeting.layouts.labels import StatementIds, tell_repeated
from townmeeting.layouts.lines import Line, even
from townmeeting.layouts.links import link_replies
from townmeeting.layouts.markers import Hit
from townmeeting.layouts.marking import mark_lines
from townmeeting.layouts.material import Material
from townmeeting.layouts.notes import cut_department, link_by_number, link_notes, link_to_hosts, read_notes
from townmeeting.layouts.owed import asks_nothing, calls_chair, tell_not_owed
from townmeeting.layouts.publication import Part, divide
from townmeeting.layouts.signatures import cut_signature
from townmeeting.layouts.spec import UNASKED, Opens, TranscriptSpec
from townmeeting.layouts.unread import tell_unread
from townmeeting.layouts.words import pattern
from townmeeting.model import (
    Diagnostic,
    Locator,
    Note,
    Quote,
    Remark,
    ReplyLink,
    Role,
    Statement,
    Turn,
    Unused,
    join_quotes,
)
from townmeeting.text import clip

_NUMBERED_SPEECH = re.compile(r"[<〈《\[(【]? ?発言 ?\d+")


@dataclass(frozen=True, slots=True)
class Transcript:
    """A layout that a `TranscriptSpec` describes."""

    spec: TranscriptSpec

    @property
    def name(self) -> str:
        """The name for `--layout`."""
        return self.spec.name

    @property
    def most(self) -> float:
        """Rules that also match running text never score higher than they are trusted."""
        return self.spec.trust

    def read(self, material: Material) -> TranscriptReading:
        """Find the lines of the document that open a speech, a note, or something else."""
        return TranscriptReading(self.spec, *mark_lines(self.spec, material))


@dataclass(frozen=True, slots=True)
class TranscriptReading:
    """The lines of a document, and for each what the layout takes it to open."""

    spec: TranscriptSpec
    lines: tuple[Line, ...]
    hits: tuple[Hit | None, ...]

    @property
    def score(self) -> Score:
        """How well the layout fits: how many lines open a speech, how many of their speakers are known, and whether
        there are both people who ask and people who answer. A list whose lines say 発言1, 発言2 is a transcript in a
        way not known: read as a list, speech would be lost in its items."""
        if self.spec.needs_answers and sum(_NUMBERED_SPEECH.match(line.even) is not None for line in self.lines) > 1:
            return score_hits((), self.spec)
        return score_hits([h for h in self.hits if h], self.spec)

    def drafts(self) -> tuple[Draft, ...]:
        """Return one draft a meeting or venue; none where nobody speaks."""
        items = _without_empty_speeches(cut_items(self.lines, self.hits))
        division = divide(items)
        drafts = [_draft(part, self.spec) for part in division.parts if _speaks(part)]
        if not drafts:
            return ()
        outside = tuple(Unused(quote=q, reason="outside_meeting") for item in division.outside for q in _quotes(item))
        drafts[-1] = replace(drafts[-1], unused=(*drafts[-1].unused, *outside))
        return tuple(drafts)


def score_hits(hits: Sequence[Hit], spec: TranscriptSpec) -> Score:
    """Return the score of a layout from the lines it recognised."""
    opening = [h for h in hits if h.is_speech or h.opens is Opens.REFERENCE]
    asks = sum(1 for h in opening if h.opens is not Opens.SPEAKER and h.speaker.role is Role.RESIDENT and h.is_speech)
    told = sum(1 for h in opening if h.speaker.role in (Role.MAYOR, Role.STAFF) or h.opens is Opens.REFERENCE)
    known = sum(1 for h in opening if h.speaker.role is not Role.OTHER or h.opens is Opens.REFERENCE)
    reason = f"{spec.title}: 話し手の行 {len(opening)}、質問・意見 {asks}、回答 {told}"
    reason_en = f"{spec.title_en}: {len(opening)} speaker lines, {asks} statements, {told} answers"
    if not opening:
        return Score(0.0, reason, reason_en)
    volume = 1 - 1 / (1 + len(opening) / 2)
    led = told and any(h.speaker.role is Role.CHAIR for h in opening)
    both = 1.0 if asks and told else 0.65 if asks else spec.unasked if led else UNASKED
    both = min(1.0, told / max(1, asks)) if spec.needs_answers else both
    return Score(spec.trust * volume * both * known / len(opening), reason, reason_en)


def _speaks(part: Part) -> bool:
    return any(item.kind is Kind.SPEECH for item in part.items)


def _quotes(item: Item) -> list[Quote]:
    return [*item.markers, *(line.quote for line in item.lines), *item.remarks]


def _without_empty_speeches(items: list[Item]) -> list[Item]:
    """Turn openers that nobody's words follow into headings: ●参加者 over ＜発言1＞, a name in a table of contents."""
    kept = []
    for item in items:
        if item.kind is Kind.SPEECH and not item.lines:
            item.kind, item.level = Kind.HEADING, 99
        kept.append(item)
    return kept


@dataclass(slots=True)
class _Builder:
    """A meeting in the course of being put together."""

    spec: TranscriptSpec
    ids: StatementIds
    turns: list[Turn]
    statements: list[Statement]
    notes: list[Note]
    remarks: list[Remark]
    headings: list[Quote]
    unused: list[Unused]
    hosts: dict[str, str]
    not_owed: list[Turn]
    head: Item | None = None
    section: str = ""

    def take(self, item: Item) -> None:
        """Add one item."""
        match item.kind:
            case Kind.SPEECH:
                self._take_speech(item)
            case Kind.HEADING:
                self.headings += _quotes(item)
                about = item is not self.head and not pattern("no_title").match(even(item.text.strip()))
                self.section = item.text.strip() if about else ""
            case Kind.REMARK:
                self.remarks += [Remark(quote=q) for q in _quotes(item)]
            case Kind.NOTES:
                self._take_notes(item)
            case Kind.NOTE:
                self._take_note(item)
            case Kind.CONTACT:
                self.unused += [Unused(quote=q, reason="contact") for q in _quotes(item)]
            case Kind.ARTICLE:
                self.unused += [Unused(quote=q, reason="outside_meeting") for q in _quotes(item)]
            case Kind.DATA | Kind.STRAY:
                pass

    def _take_speech(self, item: Item) -> None:
        segments: list[Quote] = []
        for paragraph in item.paragraphs():
            words, remarks = cut_remarks(paragraph)
            segments += [words] if words else []
            self.remarks += [Remark(quote=q) for q in remarks]
        self.remarks += [Remark(quote=q) for q in item.remarks]
        if not segments:
            self.headings += item.markers
            return
        segments, signature, speaker = cut_signature(segments, item.speaker)
        position = len(self.turns) + 1
        turn = Turn(
            id=f"t{position}",
            position=position,
            speaker=speaker,
            segments=tuple(segments),
            label=item.label,
            to=item.to,
            marker=join_quotes((item.marker, signature), "\n"),
            section=self.section,
        )
        asks = turn.role is Role.RESIDENT and not calls_chair(turn)
        if asks and asks_nothing(turn, self.turns):
            self.not_owed.append(turn)
        elif asks:
            self.statements.append(self._statement(turn))
        self.turns.append(turn)

    def _statement(self, turn: Turn) -> Statement:
        label = turn.label or str(len(self.statements) + 1)
        return Statement(
            id=self.ids.new(label, turn.section),
            label=label,
            speaker=turn.speaker,
            segments=turn.segments,
            turn=turn,
            section=turn.section,
        )

    def _take_notes(self, item: Item) -> None:
        self.headings += item.markers
        notes, remarks = read_notes(item)
        self.remarks += remarks
        for note in notes:
            self.notes.append(replace(note, id=f"n{len(self.notes) + 1}"))

    def _take_note(self, item: Item) -> None:
        """A note that stands right under the statement or reply it supplements."""
        words = list(item.paragraphs())
        last, department = cut_department(words[-1]) if words else (Quote(), Quote())
        note = Note(
            id=f"n{len(self.notes) + 1}",
            position=item.start,
            segments=tuple(q for q in (*words[:-1], last) if q),
            heading=join_quotes(item.markers),
            department=department,
        )
        self.notes.append(note)
        self.hosts[note.id] = self.turns[-1].id if self.turns else ""


def _draft(part: Part, spec: TranscriptSpec) -> Draft:
    labels = [i.label for i in part.items if i.kind is Kind.SPEECH and i.label]
    build = _Builder(spec, StatementIds(labels), [], [], [], [], [], [], {}, [], part.head)
    for item in part.items:
        build.take(item)
    statements, diagnostics = link_replies(build.statements, build.turns, spec.linking)
    statements = _with_notes(statements, build)
    return Draft(
        statements=statements,
        turns=tuple(build.turns),
        notes=tuple(build.notes),
        remarks=tuple(build.remarks),
        headings=tuple(build.headings),
        unused=tuple(build.unused),
        title=part.head.text.strip() if part.head else "",
        section=part.venue.text.strip() if part.venue else "",
        diagnostics=(
            *diagnostics,
            *tell_repeated(_printed_labels(build)),
            *_unknown_speakers(build.turns),
            *_one_sided(build),
            *tell_not_owed(build.not_owed),
            *tell_unread(part.items),
            *_notes_without_statement(build.notes, statements),
        ),
    )


def _printed_labels(build: _Builder) -> Iterator[tuple[str, str, Locator]]:
    for statement in build.statements:
        turn = statement.turn
        if turn and turn.label and not names_person(turn.label) and not names_person(turn.speaker.attribution):
            yield build.ids.form(turn.label, turn.section), turn.label, turn.marker.where


def _with_notes(statements: tuple[Statement, ...], build: _Builder) -> tuple[Statement, ...]:
    by_id = {n.id: n for n in build.notes}
    links = link_by_number(build.notes, statements)
    links += link_to_hosts(_others(build.notes, links), build.hosts, statements)
    links += [link for _, link in link_notes(_others(build.notes, links), statements)]
    own: dict[str, list[ReplyLink]] = {}
    for link in sorted(links, key=lambda x: by_id[x.target_id].position):
        own.setdefault(link.statement_id, []).append(link)
    return tuple(
        replace(s, notes=tuple(by_id[x.target_id] for x in own[s.id]), links=(*s.links, *own[s.id]))
        if s.id in own
        else s
        for s in statements
    )


def _others(notes: Sequence[Note], links: Sequence[ReplyLink]) -> list[Note]:
    linked = {link.target_id for link in links}
    return [n for n in notes if n.id not in linked]


def _unknown_speakers(turns: Sequence[Turn]) -> list[Diagnostic]:
    unknown = Counter(t.speaker.attribution for t in turns if t.role is Role.OTHER and t.speaker.title is None)
    first: dict[str, Turn] = {}
    for turn in turns:
        first.setdefault(turn.speaker.attribution, turn)
    return [
        Diagnostic(
            code="unknown_speaker",
            where=first[name].marker.where,
            fields=(("speaker", name or "?"), ("count", str(count))),
        )
        for name, count in unknown.items()
    ]


def _one_sided(build: _Builder) -> list[Diagnostic]:
    """Say so where nobody answers or nobody asks: it may be a marker that was not recognised."""
    if build.statements and not any(t.role in (Role.MAYOR, Role.STAFF) for t in build.turns):
        return [Diagnostic(code="no_answers", fields=(("count", str(len(build.statements))),))]
    if not build.statements:
        return [Diagnostic(code="no_statements", fields=(("count", str(len(build.turns))),))]
    return []


def _notes_without_statement(notes: Sequence[Note], statements: Sequence[Statement]) -> list[Diagnostic]:
    linked = {link.target_id for s in statements for link in s.links}
    return [
        Diagnostic(
            code="note_without_statement",
            where=(note.heading or note.segments[0]).where,
            fields=(("heading", clip(note.heading.text or note.text, 40)),),
        )
        for note in notes
        if note.id not in linked
    ]
