"""Rows joined into statements: cells cut by page ends put together, each reply tied to the statements it stands for."""

from __future__ import annotations

from dataclasses import dataclass, field

from townmeeting.layouts.columns import Column, TableSpec
from townmeeting.layouts.printed import bare_number, breaks_off, clean_label, is_cut, is_number, starts_mid_word
from townmeeting.layouts.table_events import Caption, Key, Line, Loose, More, Opinion, Reply, Rows, Slot
from townmeeting.model import Diagnostic, Locator, Paragraph, Quote, ReplyBasis, Severity, Style
from townmeeting.text import ends_sentence


@dataclass(slots=True)
class Words:
    """A reply or note in the course of being read: its stretches, the printed header, the marker of a block of its
    own, and the label of the first statement it belongs to (`owner`)."""

    header: str
    parts: list[Quote]
    marker: Quote = Quote()
    to: tuple[str, ...] = ()
    section: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """Why the words in a cell belong to an entry."""

    key: Key
    basis: ReplyBasis
    detail: str = ""


@dataclass(slots=True)
class Entry:
    """A statement in the course of being read. `numbered`: its number is printed beside it alone."""

    section: str
    label: str
    sheet: str | None = None
    opinion: list[Quote] = field(default_factory=list)
    replies: list[Tie] = field(default_factory=list)
    notes: list[Tie] = field(default_factory=list)
    fields: list[tuple[str, list[Quote]]] = field(default_factory=list)
    speaker: str = ""
    count: str = ""
    numbered: bool = False
    change: dict[Column, Quote] = field(default_factory=dict)


@dataclass(slots=True)
class Entries:
    """The statements of a document with their replies and notes, by the cell they stand in."""

    entries: list[Entry] = field(default_factory=list)
    replies: dict[Key, Words] = field(default_factory=dict)
    notes: dict[Key, Words] = field(default_factory=dict)
    captions: list[Quote] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def join_rows(rows: Rows, spec: TableSpec) -> Entries:
    """Return the statements that the rows of a document's tables make."""
    joiner = _Joiner(spec)
    for event in rows.events:
        if isinstance(event, Line):
            joiner.line(event)
        elif isinstance(event, Reply):
            joiner.reply(event)
        elif isinstance(event, Opinion):
            joiner.opinion(event)
        elif isinstance(event, More):
            joiner.more(event.slot.quote)
        elif isinstance(event, Caption):
            joiner.caption(event.quote)
        elif isinstance(event, Loose):
            joiner.loose(event)
    return joiner.made


_BESIDE = (Column.CATEGORY, Column.ACTION, Column.CHANGES)
_NOTES = (Column.ACTION, Column.CHANGES)
_MAIN = (Column.OPINION, Column.REPLY, *_NOTES)


class _Joiner:
    """Takes the rows one by one and keeps what the last one left open."""

    def __init__(self, spec: TableSpec) -> None:
        self.made = Entries()
        self.spec = spec
        self.section = ""
        self.above: Entry | None = None
        self.open: list[list[Quote]] = []
        self.alias: dict[Key, Key] = {}
        self.split = False

    # -------------------------------------------------------- rows of a table

    def line(self, line: Line) -> None:
        """Take a row: it goes on with the statement above, or opens one."""
        if not line.of(*_MAIN):
            return
        if not line.has(Column.OPINION):
            self._answer_by_number(line)
        elif self.above is not None and self._goes_on(line, self.above):
            self._extend(line, self.above)
        elif line.of(Column.OPINION):
            self._open(line)
        elif self.above is not None:
            self._extend(line, self.above)
        self.split = any(s.key[2] < 0 for s in line.slots)

    def _goes_on(self, line: Line, above: Entry) -> bool:
        """Tell whether the row is the rest of the statement above: cut by a page end, or merged with it."""
        if any(s.inherited for s in line.slots if s.column is Column.OPINION):
            return not line.of(Column.OPINION)
        if line.of(Column.NUMBER):
            return not line.of(Column.OPINION)
        merged_number = any(s.inherited for s in line.slots if s.column is Column.NUMBER)
        if not line.of(Column.OPINION):
            return True
        if merged_number:
            return False
        if line.has(Column.NUMBER) or self.split:
            return line.fresh or not line.of(Column.REPLY) or self._cut(above)
        beside = [s for s in line.slots if s.column not in (*_MAIN, Column.OTHER) and s.quote and not s.inherited]
        return line.fresh and not beside and self._cut(above)

    def _cut(self, entry: Entry) -> bool:
        """Tell whether the reply above breaks off, or the opinion."""
        replies = [self.made.replies[t.key].parts for t in entry.replies]
        return is_cut(entry.opinion) or bool(replies and is_cut(replies[-1]))

    def _open(self, line: Line) -> None:
        numbers = line.of(Column.NUMBER) or tuple(s for s in line.slots if s.column is Column.NUMBER and s.quote)
        opinions = line.of(Column.OPINION)
        label = clean_label(numbers[0].quote.text) if numbers else self._label_above(line)
        entry = Entry(self.section, label, opinions[0].quote.where.sheet, numbered=bool(line.of(Column.NUMBER)))
        entry.opinion += [s.quote for s in opinions]
        self._answers(line, entry)
        self._beside(line, entry)
        self.made.entries.append(entry)
        self.above = entry
        self.open = [entry.opinion, *(self.made.replies[t.key].parts for t in entry.replies[-1:])]

    def _label_above(self, line: Line) -> str:
        """A number stands for the rows below it until the next one."""
        return self.above.label if self.above is not None and line.has(Column.NUMBER) else ""

    def _extend(self, line: Line, above: Entry) -> None:
        above.opinion += [s.quote for s in line.of(Column.OPINION)]
        merged = any(s.inherited for s in line.slots if s.column in (Column.OPINION, Column.NUMBER))
        for slot in line.of(Column.REPLY):
            self._add(slot, above, above.replies, self.made.replies, apart=merged or bool(line.of(Column.NUMBER)))
        for slot in line.of(*_NOTES):
            self._add(slot, above, above.notes, self.made.notes, apart=merged)
        for slot in line.slots:
            if slot.column not in _MAIN and slot.quote and not slot.inherited:
                _add_field(above, slot)

    def _add(self, slot: Slot, entry: Entry, ties: list[Tie], words: dict[Key, Words], *, apart: bool) -> None:
        if self._says_nothing(slot):
            _add_field(entry, slot)
        elif ties and not apart:
            words[ties[-1].key].parts.append(slot.quote)
        else:
            own = Words(slot.head.text, [slot.quote], slot.marker, section=entry.section, owner=entry.label)
            words[slot.key] = own
            ties.append(Tie(slot.key, ReplyBasis.ROW))

    def _says_nothing(self, slot: Slot) -> bool:
        return self.spec.finds("nothing", slot.quote.text)

    # -------------------------------------------------------- replies of a row

    def _answers(self, line: Line, entry: Entry) -> None:
        for slot in line.slots:
            if slot.column is not Column.REPLY:
                continue
            if slot.inherited:
                self._share(self.alias.get(slot.key, slot.key), entry)
            elif slot.quote and line.fresh and self._reply_breaks_off():
                self._go_on(slot, entry)
            elif slot.quote:
                self._add(slot, entry, entry.replies, self.made.replies, apart=True)
            else:
                self._empty(line, slot, entry)

    def _reply_breaks_off(self) -> bool:
        ties = self.above.replies if self.above is not None else []
        return bool(ties) and breaks_off(self.made.replies[ties[-1].key].parts[-1].text)

    def _go_on(self, slot: Slot, entry: Entry) -> None:
        """Take the rest of a reply that several rows share and a page end cut between two of them."""
        assert self.above is not None
        key = self.above.replies[-1].key
        self.made.replies[key].parts.append(slot.quote)
        self.alias[slot.key] = key
        self._share(key, entry)

    def _share(self, key: Key, entry: Entry) -> None:
        if key in self.made.replies:
            entry.replies.append(Tie(key, ReplyBasis.MERGED, self.made.replies[key].owner))

    def _empty(self, line: Line, slot: Slot, entry: Entry) -> None:
        """An empty cell of replies shares the one above where that is how the table writes it; else nothing answers.

        A table of tabs, commas or pipes shows a merged cell as an empty one. A table whose format can merge cells
        means what it shows, but for the first row of a page, where a merged cell was cut: taking the reply above
        for its own would hide a question. And where every other cell that the office fills (対応区分, 対応状況) is
        empty too, the row was left unanswered.
        """
        said = not line.has(*_BESIDE) or bool(line.of(*_BESIDE))
        drawn = line.ruled and not line.fresh
        above = self.above
        if above is not None and above.replies and said and not drawn:
            key = above.replies[-1].key
            self.alias[slot.key] = key
            entry.replies += [Tie(t.key, ReplyBasis.ASSUMED, above.label) for t in above.replies]
            self._warn(
                "reply_shared_by_empty_cell", entry, Severity.INFO, other=above.label or str(len(self.made.entries))
            )
        else:
            self._warn("reply_cell_empty", entry, Severity.WARNING)

    def _warn(self, code: str, entry: Entry, severity: Severity, **fields: str) -> None:
        where = entry.opinion[0].where if entry.opinion else Locator()
        pairs = (("label", entry.label or str(len(self.made.entries) + 1)), *fields.items())
        self.made.diagnostics.append(Diagnostic(code=code, severity=severity, where=where, fields=pairs))

    def _answer_by_number(self, line: Line) -> None:
        """A table of numbers and replies alone answers the statements of another table."""
        numbers = line.of(Column.NUMBER)
        label = clean_label(numbers[0].quote.text) if numbers else ""
        for slot in line.of(Column.REPLY):
            if not label and self.open:
                self.open[-1].append(slot.quote)
                continue
            self._answer(slot, label, slot.head.text, Words(slot.head.text, [slot.quote], to=(label,)))
        entry = self._find(label)
        if entry is not None and numbers:
            _add_field(entry, numbers[0])

    # -------------------------------------------------------- blocks

    def reply(self, event: Reply) -> None:
        """Take a reply that names the number it answers, or follows the opinion it answers."""
        to = (event.label,) if event.label else ()
        words = Words(event.header, [event.slot.quote], event.marker, to, self.section)
        self._answer(event.slot, event.label, " ".join(event.marker.text.split()), words)

    def _answer(self, slot: Slot, label: str, detail: str, words: Words) -> None:
        self.made.replies[slot.key] = words
        self.open = [words.parts]
        entry = self._find(label) if label else self.above
        if entry is None:
            fields = (("label", label or words.header),)
            self.made.diagnostics.append(
                Diagnostic(code="reply_without_statement", where=slot.quote.where, fields=fields)
            )
            return
        basis = ReplyBasis.ADJACENCY if not label else ReplyBasis.REFERENCE if words.marker else ReplyBasis.NUMBER
        entry.replies.append(Tie(slot.key, basis, detail))

    def _find(self, label: str) -> Entry | None:
        found = [e for e in self.made.entries if bare_number(e.label) == bare_number(label)]
        here = [e for e in found if e.section == self.section]
        return (here or found)[-1] if found else None

    def opinion(self, event: Opinion) -> None:
        """Take an opinion in a block of its own."""
        printed = event.marker.text if is_number(event.marker.text) else event.label
        label = clean_label(printed) or next((clean_label(q.text) for q in event.number[1:]), "")
        place = event.slot.quote.where.sheet
        entry = Entry(self.section, label, place, [event.slot.quote], numbered=bool(label))
        entry.fields += [("", [q]) for q in (*event.number, event.marker)]
        self.made.entries.append(entry)
        self.above = entry
        self.open = [entry.opinion]

    def more(self, quote: Quote) -> None:
        """Take the rest of the block above."""
        if self.open:
            self.open[-1].append(quote)

    # -------------------------------------------------------- between the tables

    def caption(self, quote: Quote) -> None:
        """Open a group: what follows shares no reply with what stands above."""
        self.section = " ".join(quote.text.split())
        self.made.captions.append(quote)
        self.above, self.open = None, []

    def loose(self, event: Loose) -> None:
        """Give the paragraphs between two tables to the cell that a page end cut, where one was."""
        parts = self._cut_cell(event.paragraphs[0].quote.text)
        for at, paragraph in enumerate(event.paragraphs):
            if parts is None or not self._continues(paragraph, parts, first=at == 0, last=event.last):
                return
            parts.append(paragraph.quote)

    def _cut_cell(self, rest: str) -> list[Quote] | None:
        """Return the cell of the last row that breaks off; any without a full stop before words in mid-word."""
        whole = starts_mid_word(rest)
        cells = reversed(self.open)
        return next((p for p in cells if is_cut(p) or (whole and p and not ends_sentence(p[-1].text))), None)

    def _continues(self, paragraph: Paragraph, parts: list[Quote], *, first: bool, last: bool) -> bool:
        text = paragraph.quote.text
        if paragraph.style is Style.HEADING or self.spec.finds("group", text) or self.spec.finds("remark", text):
            return False
        if first or is_cut(parts):
            return breaks_off(parts[-1].text) or text.rstrip().endswith(("。", "．")) or breaks_off(text)
        return not last and ends_sentence(text)

    def _beside(self, line: Line, entry: Entry) -> None:
        for slot in line.slots:
            if not slot.quote or slot.column in (Column.OPINION, Column.REPLY):
                continue
            empty = self._says_nothing(slot)
            if slot.column in _NOTES and not empty:
                self._note(slot, entry)
            elif slot.column in (Column.BEFORE, Column.AFTER) and not empty and not slot.inherited:
                entry.change[slot.column] = slot.quote
            else:
                _add_field(entry, slot)
            if slot.column is Column.SPEAKER:
                entry.speaker = "".join(slot.quote.text.split())
            elif slot.column is Column.COUNT:
                entry.count = slot.quote.text

    def _note(self, slot: Slot, entry: Entry) -> None:
        if not slot.inherited:
            self._add(slot, entry, entry.notes, self.made.notes, apart=True)
        elif slot.key in self.made.notes:
            entry.notes.append(Tie(slot.key, ReplyBasis.MERGED, self.made.notes[slot.key].owner))


def _add_field(entry: Entry, slot: Slot) -> None:
    held = next((parts for name, parts in entry.fields if name == slot.head.text), None)
    if held is None:
        entry.fields.append((slot.head.text, [slot.quote]))
    elif slot.quote not in held:
        held.append(slot.quote)
