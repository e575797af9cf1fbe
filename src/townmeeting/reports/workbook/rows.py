"""Which rows each sheet has. What goes in them is `values`; how they look is `lists`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from townmeeting.model import Diagnostic, Quote, Statement, Turn, join_quotes
from townmeeting.reports.selection import Finding, findings
from townmeeting.reports.workbook.departments import notes_of, signature
from townmeeting.reports.workbook.values import Place, Spoken, spoken_turn
from townmeeting.text import SENTENCE_END

PART = 900
"""Most characters of a text in one row: Excel shows no row higher than 409 points, about twenty-five lines."""


def cut_parts(quote: Quote, most: int = PART) -> Iterator[Quote]:
    """Yield the quote in parts of at most `most` characters, cut after a paragraph or sentence where there is one."""
    start = 0
    while len(quote.text) - start > most:
        stop = _cut(quote.text, start, start + most)
        yield quote.slice(start, stop)
        start = stop
    yield quote.slice(start)


def _cut(text: str, start: int, stop: int) -> int:
    least = start + (stop - start) // 2
    paragraph = text.rfind("\n", least, stop)
    if paragraph > 0:
        return paragraph + 1
    sentence = max(text.rfind(end, least, stop) for end in SENTENCE_END)
    return sentence + 1 if sentence > 0 else stop


def is_open(finding: Finding) -> bool:
    """Tell whether a point belongs on the follow-up list: open, to be looked at, or with something filled in."""
    coverage = finding.coverage
    filled = coverage.decided and any(
        c.value and c.field not in ("status", "links", "confirmed") for c in coverage.decided.changes
    )
    if filled:
        return True
    return finding.point.needs_answer and (coverage.status.value != "answered" or coverage.check)


def _open(place: Place) -> Iterable[Finding]:
    return (f for f in findings(place.analysis) if is_open(f))


def _all(place: Place) -> Iterable[Finding]:
    return findings(place.analysis)


def _start(segments: tuple[Quote, ...]) -> int:
    return next((s.pieces[0].start for s in segments if s.pieces), 0)


def _speech(place: Place) -> Iterator[Spoken]:
    """Statements and replies in the order of the source, long ones in several rows."""
    meeting = place.analysis.meeting
    rows = [s for s in meeting.statements if s.turn is None]
    turns = {t.id: t for t in (*meeting.turns, *(t for s in meeting.statements for t in s.answers))}
    labels = {s.turn.id: s.label or s.id for s in meeting.statements if s.turn}
    everything: list[Statement | Turn] = [*rows, *turns.values()]
    for item in sorted(everything, key=lambda i: _start(i.segments)):
        for part, quote in enumerate(cut_parts(join_quotes(item.segments)), 1):
            if isinstance(item, Turn):
                spoken = spoken_turn(item, quote, part)
                yield Spoken(**{**_fields(spoken), "label": labels.get(item.id, spoken.label)})
            else:
                yield Spoken(
                    id=item.id,
                    label=item.label or item.id,
                    role=item.speaker.role.value,
                    who=item.speaker.attribution,
                    section=item.section,
                    quote=quote,
                    part=part,
                )


def _fields(spoken: Spoken) -> dict[str, Any]:
    return {name: getattr(spoken, name) for name in Spoken.__slots__}


def _passages(place: Place) -> Iterator[Spoken]:
    for r in place.analysis.responses:
        for part, quote in enumerate(cut_parts(r.quote), 1):
            yield Spoken(
                id=r.id,
                label=r.id,
                role=r.origin.value,
                who=place.who.get(r.turn_id, ""),
                section="",
                quote=quote,
                part=part,
            )


def _notes(place: Place) -> Iterator[tuple[Any, Spoken]]:
    for note in notes_of(place.analysis):
        for part, quote in enumerate(cut_parts(join_quotes(note.segments)), 1):
            spoken = Spoken(
                id=note.id,
                label=note.id,
                role="note",
                who=signature(note),
                section=note.section,
                quote=quote,
                part=part,
            )
            yield note, spoken


def is_decision(diagnostic: Diagnostic) -> bool:
    """Tell whether a diagnostic is about what a person decided."""
    return diagnostic.code.startswith("decision_")


def _diagnostics(place: Place) -> Iterator[object]:
    meeting = place.analysis.meeting
    yield from meeting.diagnostics
    yield from (d for d in place.analysis.diagnostics if not is_decision(d))
    if meeting.account and place.first_of_file:
        yield from meeting.account.unused


def _commitments(place: Place) -> Iterable[object]:
    return place.analysis.commitments


def _conflicts(place: Place) -> Iterable[object]:
    return (d for d in place.analysis.diagnostics if is_decision(d))


ROWS: Mapping[str, Callable[[Place], Iterable[Any]]] = {
    "open": _open,
    "exchanges": _all,
    "speech": _speech,
    "passages": _passages,
    "notes": _notes,
    "commitments": _commitments,
    "diagnostics": _diagnostics,
    "conflicts": _conflicts,
}
