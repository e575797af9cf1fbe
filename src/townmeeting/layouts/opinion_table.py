"""Opinion tables (意見の概要 | 市の考え方): a row is a statement with the reply that stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from townmeeting.errors import TownMeetingError
from townmeeting.layouts.amendments import read_amendments, tie_amendments
from townmeeting.layouts.base import ENOUGH, Draft, Score
from townmeeting.layouts.columns import Column, TableSpec, builtin_spec, load_table_spec
from townmeeting.layouts.entries import Entries, Entry, Tie, Words, join_rows
from townmeeting.layouts.labels import StatementIds, tell_repeated
from townmeeting.layouts.material import Material
from townmeeting.layouts.printed import (
    bare_number,
    count_labels,
    count_opinions,
    find_pointers,
    first_sentence,
    section_number,
    split_segments,
)
from townmeeting.layouts.rows import read_rows
from townmeeting.layouts.table_events import Change, Key, Line, More, Opinion, Reply, Rows
from townmeeting.model import (
    Amendment,
    Diagnostic,
    Locator,
    Note,
    NoteKind,
    Quote,
    ReplyBasis,
    ReplyLink,
    Role,
    Severity,
    SourceDocument,
    Speaker,
    Statement,
    Turn,
    join_quotes,
)
from townmeeting.text import count_ink, fold

__all__ = ["OpinionTable", "TableSpec", "load_table_spec"]


class OpinionTable:
    """The layout of opinion tables; a `spec` of one's own names further headers."""

    most = 1.0

    def __init__(self, spec: TableSpec | None = None) -> None:
        self.spec = spec or builtin_spec()

    @property
    def name(self) -> str:
        """The name for `--layout`."""
        return self.spec.name

    def read(self, material: Material) -> TableReading:
        """Read the rows of all tables of the document."""
        return TableReading(material.doc, self.spec, read_rows(material.doc, self.spec))


@dataclass(frozen=True, slots=True)
class TableReading:
    """The rows of a document's tables."""

    doc: SourceDocument
    spec: TableSpec
    rows: Rows

    @property
    def score(self) -> Score:
        """How much of the document stands in opinion tables; a printed header counts as enough."""
        rows = self.rows
        share = _ink(rows) / max(1, count_ink(self.doc.text))
        found = sum(isinstance(e, Line | Opinion) for e in rows.events)
        if not found:
            return Score(0.0, "意見と回答の表がない", "no table of opinions and replies")
        headers = " / ".join(dict.fromkeys(h.text for h in rows.headers if h.has(Column.OPINION)))
        whole = bool(rows.rivals) or any(h.has(Column.OPINION, Column.REPLY) for h in rows.headers)
        whole = whole or any(isinstance(e, Reply) for e in rows.events)
        value = max(share, ENOUGH + 0.05) if whole else share * 0.9
        return Score(
            min(1.0, value),
            f"表の行 {found}、本文に占める割合 {share:.0%}（見出し: {headers or 'なし'}）",
            f"{found} table rows, {share:.0%} of the text (headers: {headers or 'none'})",
        )

    def drafts(self) -> tuple[Draft, ...]:
        """Return the document as one meeting; none where it holds no opinion table.

        Raises TownMeetingError: TM303 where several columns could be the replies, TM302 where there are opinions
        and nothing that could be a reply.
        """
        rows = self.rows
        if rows.rivals:
            raise TownMeetingError("TM303", path=self.doc.name, detail="、".join(rows.rivals))
        entries = join_rows(rows, self.spec)
        if not entries.entries:
            return ()
        if not entries.replies and not any(h.has(Column.OPINION, Column.REPLY) for h in rows.headers):
            headers = "、".join(dict.fromkeys(h.text for h in rows.headers)) or "なし"
            raise TownMeetingError("TM302", path=self.doc.name, detail=headers)
        return (_draft(rows, entries, self.spec),)


def _ink(rows: Rows) -> int:
    slots = [s for e in rows.events if isinstance(e, Line | Change) for s in e.slots if not s.inherited]
    slots += [e.slot for e in rows.events if isinstance(e, Reply | Opinion | More)]
    return sum(count_ink(s.quote.text) + count_ink(s.marker.text) for s in slots) + sum(
        count_ink(q.text) for q in rows.headings
    )


def _draft(rows: Rows, entries: Entries, spec: TableSpec) -> Draft:
    sections = _sections(entries.entries)
    placed = _place(entries)
    turns = {key: _turn(words, placed[key], spec) for key, words in entries.replies.items()}
    notes = {key: _note(words, placed[key]) for key, words in entries.notes.items()}
    made = _Made(entries.entries, sections, _ids(entries.entries, sections), turns, notes)
    statements = tuple(_statements(made, spec))
    changes = read_amendments(e for e in rows.events if isinstance(e, Change))
    return Draft(
        statements=statements,
        turns=tuple(sorted(turns.values(), key=lambda t: t.position)),
        notes=tuple(sorted(notes.values(), key=lambda n: n.position)),
        headings=(*rows.headings, *entries.captions),
        amendments=(*_own_changes(made), *tie_amendments(changes, statements, spec)),
        diagnostics=(
            *entries.diagnostics,
            *_counted(entries.entries),
            *tell_repeated(_printed_labels(entries.entries, sections)),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Made:
    """What statements are put together from: the entries, and with each its section and id."""

    entries: Sequence[Entry]
    sections: Sequence[str]
    ids: Sequence[str]
    turns: dict[Key, Turn]
    notes: dict[Key, Note]


# ------------------------------------------------------------ replies and notes


@dataclass(frozen=True, slots=True)
class _Placed:
    id: str
    position: int


def _place(entries: Entries) -> dict[Key, _Placed]:
    """Number replies and notes by their place in the source, replies t1, t2 …, notes n1, n2 …"""
    both = [(w.parts[0].spans[0][0], "t", key) for key, w in entries.replies.items()]
    both += [(w.parts[0].spans[0][0], "n", key) for key, w in entries.notes.items()]
    seen: Counter[str] = Counter()
    placed = {}
    for position, (_, kind, key) in enumerate(sorted(both), 1):
        seen[kind] += 1
        placed[key] = _Placed(f"{kind}{seen[kind]}", position)
    return placed


def _turn(words: Words, placed: _Placed, spec: TableSpec) -> Turn:
    printed = "" if words.marker and words.to else words.header
    return Turn(
        id=placed.id,
        position=placed.position,
        speaker=Speaker(attribution=printed or _who(words, spec), role=Role.STAFF),
        segments=split_segments(words.parts),
        to=words.to,
        marker=words.marker,
        section=words.section,
    )


def _who(words: Words, spec: TableSpec) -> str:
    """Return the printed name of a block without the number it answers: 「No. 1 に対する市の考え方」 is 市の考え方."""
    text = "".join(words.header.split())
    tail = text.rpartition("に対する")[2] or text
    return tail.lstrip("の") if spec.columns_of(tail) else text


def _note(words: Words, placed: _Placed) -> Note:
    segments = split_segments(words.parts)
    return Note(id=placed.id, position=placed.position, segments=segments, kind=NoteKind.ACTION, section=words.section)


# ------------------------------------------------------------ statements


def _sections(entries: Sequence[Entry]) -> list[str]:
    """Return the group of each entry; none where the document has but one, sheets where nothing else divides."""
    if len({e.section for e in entries}) > 1:
        return [e.section for e in entries]
    several = len({e.sheet for e in entries}) > 1
    return [(e.sheet or "") if several else "" for e in entries]


def _labels(entries: Sequence[Entry], sections: Sequence[str]) -> list[str]:
    """Return the printed labels; where a table prints none at all, the place of the row in its group."""
    seen: Counter[str] = Counter()
    labels = []
    for entry, section in zip(entries, sections, strict=True):
        seen[section] += 1
        labels.append(entry.label or str(seen[section]))
    return labels


def _counted(entries: Sequence[Entry]) -> Iterator[Diagnostic]:
    without = [e for e in entries if not e.label]
    if without:
        where = without[0].opinion[0].where
        yield Diagnostic(
            code="labels_counted", severity=Severity.INFO, where=where, fields=(("count", str(len(without))),)
        )


def _ids(entries: Sequence[Entry], sections: Sequence[str]) -> list[str]:
    """Return an id for each entry: its label, with the number of its group before it where numbering restarts."""
    labels = _labels(entries, sections)
    prefix = _prefixes(sections)
    ids = StatementIds(labels)
    return [ids.new(label, prefix[section]) for label, section in zip(labels, sections, strict=True)]


def _printed_labels(entries: Sequence[Entry], sections: Sequence[str]) -> Iterator[tuple[str, str, Locator]]:
    """Yield the numbers that are printed beside a statement of their own, with the group they count in."""
    for entry, section in zip(entries, sections, strict=True):
        if entry.numbered and entry.opinion:
            yield f"{section}/{bare_number(entry.label)}", entry.label, entry.opinion[0].where


def _prefixes(sections: Sequence[str]) -> dict[str, str]:
    """Return what stands before the labels of a group: its printed number, or its place where numbers recur."""
    groups = list(dict.fromkeys(sections))
    if len(groups) == 1:
        return {groups[0]: ""}
    numbers = [section_number(group).upper() for group in groups]
    if len(set(numbers)) < len(numbers) or "" in numbers:
        numbers = [str(n) for n in range(1, len(groups) + 1)]
    return dict(zip(groups, numbers, strict=True))


def _statements(made: _Made, spec: TableSpec) -> Iterator[Statement]:
    labels = _labels(made.entries, made.sections)
    same = _SameAs(made, labels, spec)
    for at, entry in enumerate(made.entries):
        ties = [*entry.replies, *same.ties(at)]
        segments = split_segments(entry.opinion)
        yield Statement(
            id=made.ids[at],
            label=labels[at],
            speaker=Speaker(attribution=entry.speaker, role=Role.RESIDENT),
            segments=segments,
            answers=tuple(made.turns[t.key] for t in ties),
            notes=tuple(made.notes[t.key] for t in entry.notes),
            links=(*_links(made.ids[at], ties, made.turns), *_links(made.ids[at], entry.notes, made.notes)),
            section=made.sections[at],
            count=_count(entry, spec),
            fields=tuple((name, join_quotes(split_segments(parts))) for name, parts in entry.fields),
        )


def _links(statement_id: str, ties: Iterable[Tie], targets: dict[Key, Turn] | dict[Key, Note]) -> Iterator[ReplyLink]:
    for tie in ties:
        yield ReplyLink(statement_id=statement_id, target_id=targets[tie.key].id, basis=tie.basis, detail=tie.detail)


def _count(entry: Entry, spec: TableSpec) -> int:
    printed = "".join(c for c in fold(entry.count) if c.isdecimal())
    if printed and int(printed) > 0:
        return int(printed)
    words = "\n".join(part.text for part in entry.opinion)
    return max(count_labels(entry.label), count_opinions(words, spec.cues["count"]))


def _own_changes(made: _Made) -> Iterator[Amendment]:
    """Amendments printed in the row of the opinion itself (意見 | 考え方 | 修正前 | 修正後)."""
    for entry, statement_id in zip(made.entries, made.ids, strict=True):
        if entry.change:
            before, after = (entry.change.get(c, Quote()) for c in (Column.BEFORE, Column.AFTER))
            yield Amendment(before=before, after=after, statement_ids=(statement_id,))


# ------------------------------------------------------------ "the same as No. 3"


_LONGEST_POINTER = 200
"""Characters of a reply that are looked at for a pointer to another row."""


class _SameAs:
    """Finds the replies that a reply points to. It keeps its own words; the others are tied to its statement too."""

    def __init__(self, made: _Made, labels: Sequence[str], spec: TableSpec) -> None:
        self.made = made
        self.labels = [bare_number(label) for label in labels]
        self.spec = spec

    def ties(self, at: int) -> list[Tie]:
        """Return the ties of the entry at this index to replies of other rows, in the order they are named."""
        held = {tie.key for tie in self.made.entries[at].replies}
        found = []
        for tie in self._follow(at, {at}):
            if tie.key not in held:
                held.add(tie.key)
                found.append(tie)
        return found

    def _follow(self, at: int, visited: set[int]) -> Iterator[Tie]:
        for own in self.made.entries[at].replies:
            words = first_sentence(self.made.turns[own.key].text[:_LONGEST_POINTER])
            for other in self._named(at, words):
                if other in visited:
                    continue
                visited.add(other)
                for tie in self.made.entries[other].replies:
                    yield replace(tie, basis=ReplyBasis.SAME_AS, detail=words.strip())
                for tie in self._follow(other, visited):
                    yield replace(tie, detail=words.strip())

    def _named(self, at: int, words: str) -> list[int]:
        """Return the rows that a sentence points to."""
        folded = fold(words)
        if self.spec.cues["same_above"].search(folded):
            return [at - 1] if at > 0 else []
        found = self.spec.cues["same_number"].search(folded)
        if found is None:
            return []
        rows = (self._row(at, group, number) for group, number in find_pointers(folded[: found.end("numbers")]))
        return [row for row in rows if row is not None]

    def _row(self, at: int, group: str, number: str) -> int | None:
        """Return the row of that number: in the group named, else in the same group, else the only one."""
        sections = self.made.sections
        rows = [n for n, label in enumerate(self.labels) if label == bare_number(number)]
        if group:
            rows = [n for n in rows if section_number(sections[n]) == group]
        return next((n for n in rows if sections[n] == sections[at]), rows[0] if len(rows) == 1 else None)
