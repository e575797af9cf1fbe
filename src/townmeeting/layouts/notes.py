"""Supplementary notes: heading, words and department; and which statement each of them speaks of."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from townmeeting.layouts.flow import Item
from townmeeting.layouts.labels import label_number
from townmeeting.layouts.lines import Line, even, join_lines, looks_like_heading
from townmeeting.layouts.markers import numbers_in
from townmeeting.layouts.words import pattern
from townmeeting.model import Note, Quote, Remark, ReplyBasis, ReplyLink, Statement
from townmeeting.text import fold


@dataclass(slots=True)
class _Draft:
    heading: Quote = Quote()
    lines: list[Line] | None = None
    department: Quote = Quote()


def read_notes(zone: Item) -> tuple[list[Note], list[Remark]]:
    """Return the notes of a 補足説明 part, ids n1, n2, ... to be given later, and footnotes to them as remarks.

    A note begins at its heading (「…」について) and ends with its department in brackets; where headings are
    missing the department alone tells notes apart.
    """
    drafts: list[_Draft] = []
    remarks: list[Remark] = []
    for line in zone.lines:
        _take_note_line(drafts, remarks, line)
    return [_note(d, zone.start) for d in drafts if d.lines or d.heading], remarks


def _take_note_line(drafts: list[_Draft], remarks: list[Remark], line: Line) -> None:
    text = line.even.strip()
    closed = not drafts or bool(drafts[-1].department)
    if (
        line.level
        or pattern("note_heading").match(text)
        or (pattern("note_title").match(text) and (closed or line.gap) and looks_like_heading(line.quote.text))
    ):
        drafts.append(_Draft(heading=line.quote, lines=[]))
    elif closed and drafts and pattern("footnote").match(text):
        remarks.append(Remark(quote=line.quote))
    else:
        if closed:
            drafts.append(_Draft(lines=[]))
        _add_words(drafts[-1], line)


def _add_words(draft: _Draft, line: Line) -> None:
    words, department = cut_department(line.quote)
    draft.department = department
    if words and draft.lines is not None:
        draft.lines.append(replace(line, quote=words))


def cut_department(quote: Quote) -> tuple[Quote, Quote]:
    """Return the words of a line and the department in brackets that ends it; either may be empty."""
    text = even(quote.text.rstrip()[-200:])
    found = pattern("department").search(text) or pattern("department_label").match(
        text if len(quote.text) <= 200 else ""
    )
    if not found:
        return quote, Quote()
    at = len(quote.text.rstrip()) - len(text) + found.start()
    return quote.slice(0, at), quote.slice(at)


def _note(draft: _Draft, start: int) -> Note:
    return Note(
        id="",
        position=draft.heading.spans[0][0] if draft.heading else start,
        segments=join_lines(draft.lines or []),
        heading=draft.heading,
        department=draft.department,
    )


_RUNS = re.compile(r"[一-龠々〆ヶ]{2,}|[ァ-ヴー]{2,}|[a-z0-9]{2,}|[一-龠々][ぁ-ん]{1,2}[一-龠々]")
_INFLECTED = re.compile(r"[ぁ-ん]")
HEADING_WEIGHT, BODY_WEIGHT, REPLY_SHARE, GRAM_WEIGHT = 1.0, 0.12, 0.55, 0.35
"""How much a word counts: in the note's heading, in its body; in a reply to the statement rather than the statement
itself; and a pair of characters rather than a whole run. Headings name the subject; bodies share words with all."""


def _content(text: str) -> dict[str, float]:
    """Return the content-bearing runs of a text with weights: whole kanji and katakana runs, and pairs inside them."""
    found: dict[str, float] = {}
    for run in _RUNS.findall(fold(text)):
        found[run] = 1.0
        for at in range(len(run) - 1):
            found.setdefault(run[at : at + 2], GRAM_WEIGHT)
    return found


def link_notes(notes: Sequence[Note], statements: Sequence[Statement]) -> list[tuple[int, ReplyLink]]:
    """Return for each note that names a subject (index of the note, link to its statement).

    A note 「…」について belongs to the statement that speaks of its subject. Words count by their rarity over all
    statements with their replies (idf); a word of the reply counts less, but finds the note that only the reply
    announced (後ほど補足します). A note that shares nothing with any statement stays without a link.
    """
    if not statements:
        return []
    said = [fold(s.text) for s in statements]
    replied = [fold("".join(t.text for t in s.answers)) for s in statements]
    links = []
    for at, note in enumerate(notes):
        words = _words_of(note)
        scores = _score_all(words, said, replied)
        best = max(range(len(statements)), key=lambda n: (scores[n][0], -n))
        if scores[best][0] > 0:
            shared = "、".join(scores[best][1][:4])
            links.append(
                (
                    at,
                    ReplyLink(
                        statement_id=statements[best].id, target_id=note.id, basis=ReplyBasis.SUBJECT, detail=shared
                    ),
                )
            )
    return links


def link_by_number(notes: Sequence[Note], statements: Sequence[Statement]) -> list[ReplyLink]:
    """Return the links of the notes whose heading names statements by number (歩道について（発言2関連）)."""
    by_number: dict[str, str] = {}
    for statement in statements:
        by_number.setdefault(label_number(statement.label), statement.id)
    return [
        ReplyLink(statement_id=by_number[n], target_id=note.id, basis=ReplyBasis.REFERENCE, detail=found.group())
        for note in notes
        if (found := pattern("note_reference").search(even(note.heading.text)))
        for n in dict.fromkeys(numbers_in(found["to"]))
        if n in by_number
    ]


def link_to_hosts(notes: Sequence[Note], hosts: Mapping[str, str], statements: Sequence[Statement]) -> list[ReplyLink]:
    """Return the links of the notes that stand in or under a turn; `hosts` gives its id by that of the note.

    Such a note belongs to the statement that the turn is, to those that the turn answers, or else to the last one
    before it.
    """
    owners: dict[str, list[Statement]] = {s.turn.id: [s] for s in statements if s.turn}
    for statement in statements:
        for turn in statement.answers:
            owners.setdefault(turn.id, []).append(statement)
    starts = [(s.turn.segments[0].spans[0][0] if s.turn else 0) for s in statements]
    links = []
    for note in (n for n in notes if n.id in hosts):
        before = bisect_left(starts, note.position)
        links += [
            ReplyLink(statement_id=s.id, target_id=note.id, basis=ReplyBasis.ADJACENCY, detail=note.heading.text)
            for s in owners.get(hosts[note.id], statements[max(before - 1, 0) : before])
        ]
    return links


def _words_of(note: Note) -> dict[str, float]:
    heading = _content(note.heading.text)
    body = {w: v * (BODY_WEIGHT if heading else HEADING_WEIGHT) for w, v in _content(note.text).items()}
    return {**body, **{w: v * HEADING_WEIGHT for w, v in heading.items()}}


def _score_all(words: dict[str, float], said: Sequence[str], replied: Sequence[str]) -> list[tuple[float, list[str]]]:
    everything = "\n".join((*said, *replied))
    used = [word for word in words if word in everything]
    found = [
        {word: 1.0 if word in own else REPLY_SHARE for word in used if word in own or word in reply}
        for own, reply in zip(said, replied, strict=True)
    ]
    spread = Counter(word for shares in found for word in shares)
    weights = {word: words[word] * math.log(1 + len(said) / spread[word]) for word in spread}
    results = []
    for shares in found:
        parts = {word: weights[word] * share for word, share in shares.items()}
        shared = sorted(filter(_is_name, parts), key=lambda w: (-parts[w], w))
        results.append((sum(parts.values()), _maximal(shared)))
    return results


def _is_name(word: str) -> bool:
    """Tell whether a word may be shown: a whole run of one script, not half of two."""
    return _RUNS.fullmatch(word) is not None and not _INFLECTED.search(word)


def _maximal(words: Iterable[str]) -> list[str]:
    kept: list[str] = []
    for word in words:
        if not any(word in other for other in kept):
            kept.append(word)
    return kept
