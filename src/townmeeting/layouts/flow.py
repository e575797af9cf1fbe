"""The run of a transcript: its lines, one after the other, into speeches, headings, notes and what stands between."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import ClassVar

from townmeeting.layouts.lines import (
    CLOSERS_OF,
    HEAD,
    Line,
    continues,
    even,
    is_bracketed,
    join_lines,
    looks_like_heading,
    starts_item,
)
from townmeeting.layouts.markers import Hit
from townmeeting.layouts.rosters import ends_sitting
from townmeeting.layouts.signatures import is_signature
from townmeeting.layouts.spec import Opens
from townmeeting.layouts.words import pattern
from townmeeting.model import Quote, Role, Speaker, join_quotes
from townmeeting.text import ends_sentence


class Kind(StrEnum):
    """What an item of the run is."""

    SPEECH = "speech"
    HEADING = "heading"
    REMARK = "remark"
    NOTES = "notes"
    NOTE = "note"
    CONTACT = "contact"
    DATA = "data"
    ARTICLE = "article"
    STRAY = "stray"


@dataclass(slots=True)
class Item:
    """A speech, or something between speeches. `markers` are the lines that opened a speech, `lines` its words;
    of everything else `lines` holds all. `level` is that of a heading (99 where no format tells it); `inside` is the
    speech that goes on behind a note of one paragraph."""

    kind: Kind
    start: int
    lines: list[Line] = field(default_factory=list)
    markers: list[Quote] = field(default_factory=list)
    remarks: list[Quote] = field(default_factory=list)
    opens: Opens | None = None
    speaker: Speaker = Speaker(attribution="", role=Role.OTHER)
    label: str = ""
    to: tuple[str, ...] = ()
    level: int = 0
    inside: Item | None = None

    @property
    def marker(self) -> Quote:
        """The printed lines that opened the speech, as one quote."""
        return join_quotes(self.markers, "\n")

    @property
    def text(self) -> str:
        """The words of the item, for matching."""
        return "\n".join(line.quote.text for line in self.lines)

    def paragraphs(self) -> tuple[Quote, ...]:
        """Return the words as paragraphs, lines that the print broke joined."""
        return join_lines(self.lines)


UNTOLD = 99
"""The level of a heading that no format marks as one."""


def cut_items(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Item]:
    """Return the items of a transcript in order. No line is lost: each is in one item, as words, marker or remark."""
    run = _Run()
    for line, hit in zip(lines, hits, strict=True):
        run.take(line, hit)
    run.close()
    return run.items


class _Run:
    """The state while going down the lines: the open item, and who speaks until someone else is named."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.open: Item | None = None
        self.block: Item | None = None

    def take(self, line: Line, hit: Hit | None) -> None:
        """Put one line where it belongs."""
        if self.open and self.open.kind is Kind.NOTES and self._stays_in_notes(line, hit):
            self.open.lines.append(line)
        elif hit is None:
            self._take_plain(line)
        else:
            self._TAKE.get(hit.opens, _Run._take_speech)(self, line, hit)

    def _stays_in_notes(self, line: Line, hit: Hit | None) -> bool:
        if line.level and self.open and self.open.level and line.level <= self.open.level:
            return False
        return hit is None or hit.opens not in (Opens.STATEMENT, Opens.REFERENCE, Opens.NOTES, Opens.CONTACT)

    def _take_plain(self, line: Line) -> None:
        if self.open and self.open.inside and not line.level and not line.cut and not _stays_in_note(self.open, line):
            self.open = self.open.inside
        if line.level:
            self._add(Item(Kind.HEADING, line.start, [line], level=line.level))
        elif self.open and self.open.kind in (Kind.SPEECH, Kind.NOTE) and not line.cut:
            self.open.lines.append(line)
        else:
            self._add(Item(Kind.STRAY, line.start, [line]))

    def _take_speech(self, line: Line, hit: Hit) -> None:
        item = _speech(line, hit)
        self._name_heading(before_data=False)
        if hit.opens is Opens.SPEAKER:
            self.block = item
        elif hit.opens is Opens.STATEMENT and self.block and self.block is self.open and not self.block.lines:
            self._open_in_block(item)
            return
        self._add(item, stays_open=True)

    def _name_heading(self, *, before_data: bool) -> None:
        """Tell that the plain line right before a venue's data, or the numbered one before a speech, is a heading."""
        last = self.items[-1] if self.items and self.open is None else None
        if last is None or last.kind is not Kind.STRAY or not looks_like_heading(last.text):
            return
        line = last.lines[0]
        marked = starts_item(line) or is_bracketed(line.quote.text)
        if marked or (before_data and pattern("venue").search(line.even.strip())):
            last.kind, last.level = Kind.HEADING, UNTOLD

    def _open_in_block(self, item: Item) -> None:
        """●参加者 and ＜発言1＞ on the next line open one speech; the block's line is its marker too."""
        assert self.open is not None
        self.items.remove(self.open)
        item.markers = [*self.open.markers, *item.markers]
        item.start = self.open.start
        self.open = None
        self._add(item, stays_open=True)

    def _take_reference(self, line: Line, hit: Hit) -> None:
        """>>発言2 goes on with the speaker of before; several such lines before any word address one speech."""
        marker, rest = _cut_marker(line, hit.end)
        now = self.open
        if now and now.kind is Kind.SPEECH and not now.lines and now.opens in (Opens.SPEAKER, Opens.REFERENCE):
            now.markers.append(marker)
            now.to = tuple(dict.fromkeys((*now.to, *hit.to)))
            now.opens = Opens.REFERENCE
            now.lines += rest
            return
        speaker = self.block.speaker if self.block else Speaker(attribution="", role=Role.STAFF)
        item = Item(Kind.SPEECH, line.start, rest, [marker], opens=Opens.REFERENCE, speaker=speaker, to=hit.to)
        self._add(item, stays_open=True)

    def _take_remark(self, line: Line, hit: Hit) -> None:
        if self.open and self.open.kind is Kind.SPEECH and not line.cut:
            self.open.remarks.append(line.quote)
            self.open = None if ends_sitting(line, hit) else self.open
        else:
            self._add(Item(Kind.REMARK, line.start, [line]))

    def _take_notes(self, line: Line, hit: Hit) -> None:
        self._add(Item(Kind.NOTES, line.start, [], [line.quote], level=line.level), stays_open=True)

    def _take_note(self, line: Line, hit: Hit) -> None:
        """A note stands in or under a speech; before the first one it is a remark of whoever wrote the record."""
        within = self.open.inside if self.open and self.open.kind is Kind.NOTE else self.open
        if not any(item.kind is Kind.SPEECH for item in self.items):
            self._take_plain(line)
            return
        marker, rest = _cut_marker(line, hit.end)
        markers, rest = _cut_closing(marker, rest)
        goes_on = hit.opens is Opens.ASIDE and within is not None and within.kind is Kind.SPEECH
        self._add(Item(Kind.NOTE, line.start, rest, markers, inside=within if goes_on else None), stays_open=True)

    def _take_heading(self, line: Line, hit: Hit) -> None:
        self._add(Item(Kind.HEADING, line.start, [line], level=line.level or UNTOLD))

    def _take_contact(self, line: Line, hit: Hit) -> None:
        """A contact line ends an article. Where headings are plain lines, the article after the meeting was taken
        for the rest of the last speech until here."""
        if self.open and self.open.kind is Kind.SPEECH:
            self.items += _take_article(self.open)
        self._add(Item(Kind.CONTACT, line.start, [line]))

    def _take_data(self, line: Line, hit: Hit) -> None:
        self._name_heading(before_data=True)
        self._add(Item(Kind.DATA, line.start, [line]))

    def _take_end(self, line: Line, hit: Hit) -> None:
        self._add(Item(Kind.STRAY, line.start, [line]))

    _TAKE: ClassVar[dict[Opens, Callable[[_Run, Line, Hit], None]]] = {
        Opens.REFERENCE: _take_reference,
        Opens.REMARK: _take_remark,
        Opens.NOTES: _take_notes,
        Opens.NOTE: _take_note,
        Opens.ASIDE: _take_note,
        Opens.SECTION: _take_heading,
        Opens.CONTACT: _take_contact,
        Opens.DATA: _take_data,
        Opens.END: _take_end,
    }

    def _add(self, item: Item, *, stays_open: bool = False) -> None:
        headings = self._close_for(item)
        self.items += [*headings, item]
        self.open = item if stays_open else None

    def _close_for(self, item: Item) -> list[Item]:
        """Close the open speech before `item`, and give back the headings at its end: they belong to what follows."""
        if (
            not self.open
            or self.open.kind not in (Kind.SPEECH, Kind.NOTE)
            or item.kind not in (Kind.SPEECH, Kind.NOTES, Kind.DATA)
        ):
            return []
        # （山田議員） above a question names who asks it; above an answer, who asked before.
        own = self.open.speaker.role is not Role.RESIDENT or item.opens is Opens.ANSWER
        if own and self.open.lines and is_signature(self.open.lines[-1].quote.text, self.open.speaker.role):
            return []
        return _take_headings(self.open, before_data=item.kind is Kind.DATA)

    def close(self) -> None:
        """End the run."""
        self.open = None


def _stays_in_note(note: Item, line: Line) -> bool:
    """Tell whether a line belongs to a note of one paragraph: its first, the rest of it, or a list in it."""
    if not note.lines:
        return True
    before = note.lines[-1]
    return continues(before, line) or (starts_item(before) and starts_item(line))


def _cut_marker(line: Line, end: int) -> tuple[Quote, list[Line]]:
    """Return the marker of a line and, as a line of its own, the words behind it."""
    marker, rest = line.quote.slice(0, end), line.quote.slice(end)
    return marker, [replace(line, quote=rest, even=even(rest.text[:HEAD]), indent=-1)] if rest else []


def _cut_closing(marker: Quote, rest: list[Line]) -> tuple[list[Quote], list[Line]]:
    """Take the bracket off the end of a note that opened it before its marker: （追記：…）."""
    opened = marker.text.lstrip()[:1]
    closing = CLOSERS_OF.get(opened, "")
    if not rest or not closing or closing in marker.text or not rest[0].quote.text.rstrip().endswith(closing):
        return [marker], rest
    words = rest[0].quote.strip()
    end = len(words.text) - len(closing)
    return [marker, words.slice(end)], [replace(rest[0], quote=words.slice(0, end))]


def _speech(line: Line, hit: Hit) -> Item:
    marker, rest = _cut_marker(line, hit.end)
    return Item(
        Kind.SPEECH,
        line.start,
        rest,
        [marker],
        opens=hit.opens,
        speaker=hit.speaker,
        label=hit.label,
        to=hit.to,
    )


def _take_headings(speech: Item, *, before_data: bool) -> list[Item]:
    """Take the lines off the end of a speech that are the heading of what follows it.

    Records of questions and answers put 「２　防災について」 between a reply and the next question, and a plain text
    marks it as nothing. It must stand apart, be numbered or head the data of a venue, read like a heading, and
    follow a finished sentence.
    """
    taken: list[Item] = []
    while len(speech.lines) > 1:
        line, before = speech.lines[-1], speech.lines[-2]
        apart = before_data or line.gap or starts_item(line) or is_bracketed(line.quote.text)
        if not (apart and _may_be_heading(before, line)):
            break
        taken.insert(0, Item(Kind.HEADING, line.start, [speech.lines.pop()], level=UNTOLD))
    return taken


def _may_be_heading(before: Line, line: Line) -> bool:
    finished = ends_sentence(before.quote.text) or (line.gap and before.gap and looks_like_heading(before.quote.text))
    return finished and looks_like_heading(line.quote.text) and not is_remark(line.quote.text)


def _take_article(speech: Item) -> list[Item]:
    """Take the article off the end of a speech that a contact line closes: from its heading on."""
    for at in range(len(speech.lines) - 1, 0, -1):
        if _may_be_heading(speech.lines[at - 1], speech.lines[at]):
            taken = speech.lines[at:]
            del speech.lines[at:]
            return [Item(Kind.ARTICLE, taken[0].start, taken)]
    return []


def is_remark(text: str) -> bool:
    """Tell whether the text ends in a remark such as （拍手）."""
    return bool(pattern("remark_at_end").search(text.rstrip()))


def cut_remarks(paragraph: Quote) -> tuple[Quote, list[Quote]]:
    """Return a paragraph without the remarks at its end （拍手）, and those remarks."""
    remarks: list[Quote] = []
    while found := pattern("remark_at_end").search(paragraph.text.rstrip()):
        remarks.insert(0, paragraph.slice(found.start(), found.end()))
        paragraph = paragraph.slice(0, found.start())
    return paragraph, remarks
