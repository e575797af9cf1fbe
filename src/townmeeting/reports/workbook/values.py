"""What stands in each column: one small function a column, from a row's subject to a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from townmeeting.model import Analysis, Commitment, Diagnostic, Locator, Note, Origin, Quote, Response, Turn, Unused
from townmeeting.reports.selection import Finding
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.departments import is_department, notes_of, replied, signature
from townmeeting.review.values import CONFIRMED
from townmeeting.text import clip, count_ink

Value = str | int | float | dt.date | None
EXCERPT = 90
"""Half-width characters of a passage in the open list; the exchanges show it in full."""
SHORT = 20
"""Half-width characters of a meeting's title in a row."""
ANSWER_LIMIT = 700
"""Characters of the answers to one point that a row of the exchanges shows: Excel shows no row higher than 409
points, about twenty-five lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The meeting that a row belongs to: its number in the workbook (0 where there is only one) and who said what.

    `answers` tells which points each passage answers, `answered_by` each turn or note; `passages` is the title of the
    sheet with all passages, `titles` what each column to fill is called. The loss account is the file's, so that only
    the `first_of_file` tells it. `short` is the title as far as it differs from the others'.
    """

    analysis: Analysis
    number: int
    words: Words
    who: Mapping[str, str]
    answers: Mapping[str, tuple[str, ...]]
    answered_by: Mapping[str, tuple[str, ...]]
    passages: str
    titles: Mapping[str, str]
    first_of_file: bool
    short: str

    def point(self, point_id: str) -> str:
        """Return the id of a point as printed here: with the number of the meeting where there are several."""
        return f"{self.number}-{point_id}" if self.number else point_id


def make_places(
    analyses: Sequence[Analysis], words: Words, passages: str, titles: Mapping[str, str]
) -> tuple[Place, ...]:
    """Return the places of the meetings of a workbook; `passages` and `titles` as in `Place`."""
    places, files = [], set()
    for number, (analysis, short) in enumerate(zip(analyses, _short_titles(analyses), strict=True), 1):
        answers: dict[str, list[str]] = {}
        answered_by: dict[str, list[str]] = {}
        turns = {r.id: r.turn_id for r in analysis.responses}
        for link in (k for c in analysis.coverage for k in c.links):
            answers.setdefault(link.response_id, []).append(link.point_id)
            answered_by.setdefault(turns[link.response_id], []).append(link.point_id)
        source = analysis.meeting.source.sha256
        places.append(
            Place(
                analysis=analysis,
                number=number if len(analyses) > 1 else 0,
                words=words,
                who=_who(analysis),
                answers={name: tuple(points) for name, points in answers.items()},
                answered_by={name: tuple(points) for name, points in answered_by.items()},
                passages=passages,
                titles=titles,
                first_of_file=source not in files,
                short=short,
            )
        )
        files.add(source)
    return tuple(places)


def _who(analysis: Analysis) -> dict[str, str]:
    turns = (*analysis.meeting.turns, *(t for s in analysis.meeting.statements for t in s.answers))
    return {t.id: t.speaker.attribution for t in turns} | {n.id: signature(n) for n in notes_of(analysis)}


def _meeting(place: Place) -> str:
    return f"{place.number} {clip(place.short, SHORT)}" if place.number else place.short


def _short_titles(analyses: Sequence[Analysis]) -> list[str]:
    """Return the titles without what they all begin with: a round of talks differs in the name of the district."""
    titles = [a.meeting.title or a.meeting.source.name for a in analyses]
    letters = enumerate(zip(*titles, strict=False))
    common = next((at for at, row in letters if len(set(row)) > 1), 0)
    return [title[common:].strip("【】（）()「」 　") or title for title in titles]


def _shown(place: Place, where: Locator) -> str:
    return place.words.place(where)


def _points(place: Place, ids: Iterable[str]) -> str:
    return " ".join(place.point(i) for i in ids)


# ------------------------------------------------------------ points


def status_text(finding: Finding, words: Words) -> str:
    """Return the status in words: what a person decided or the machine says, and whether a person should look."""
    if not finding.point.needs_answer:
        return words.named("Verdict", "not_needed")
    return words.label(finding.coverage.status)


def _answer(place: Place, response: Response) -> str:
    origin = place.words.label(response.origin)
    who = place.who.get(response.turn_id, "")
    return f"【{response.id} {origin if who in ('', origin) else who}】{response.quote.text}"


def _answers(finding: Finding, place: Place) -> str:
    whole = "\n".join(_answer(place, p) for p in finding.passages)
    if len(whole) <= ANSWER_LIMIT:
        return whole
    return whole[:ANSWER_LIMIT] + "…" + place.words.sentence("sheet_whole_elsewhere", {"sheet": place.passages})


def _excerpts(finding: Finding, place: Place) -> str:
    return "\n".join(clip(_answer(place, p), EXCERPT) for p in finding.passages)


def _departments(finding: Finding, place: Place) -> str:
    linked = [place.who.get(p.turn_id, "") for p in finding.passages if p.origin is not Origin.MAYOR]
    names = (*(n for n in linked if is_department(n)), *replied(finding.statement))
    return "\n".join(dict.fromkeys(names))


def _confirmed(finding: Finding, place: Place) -> str:
    value = _entered(finding, CONFIRMED)
    return place.words("確認済", "checked") if value == CONFIRMED else value


def _entered(finding: Finding, field: str) -> str:
    decided = finding.coverage.decided
    return (decided.value(field) if decided else None) or ""


def _decided(finding: Finding, place: Place) -> str:
    decided = finding.coverage.decided
    change = next((c for c in decided.changes if c.field == "status" and c.value), None) if decided else None
    return f"{change.who}\n{change.when[:10]}".strip() if change else place.words("機械", "machine")


def _reason(finding: Finding, place: Place) -> str:
    mark = place.words("【要確認】", "[check] ") if finding.coverage.check and finding.point.needs_answer else ""
    return mark + finding.coverage.reason


def entry(finding: Finding, field: str, kind: str) -> Value:
    """Return what stands in a column that people fill; a date where it is one."""
    value = _entered(finding, field)
    if kind == "date":
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def printed(finding: Finding, header: str) -> str:
    """Return a cell that the document prints with the statement, "" where it has none of that header."""
    return next((quote.text for name, quote in finding.statement.fields if name == header), "")


POINT: dict[str, Callable[[Finding, Place], Value]] = {
    "number": lambda f, p: p.point(f.point.id),
    "meeting": lambda f, p: _meeting(p),
    "statement": lambda f, p: f.statement.label or f.statement.id,
    "speaker": lambda f, p: f.statement.speaker.attribution,
    "words": lambda f, p: f.point.quote.text,
    "headline": lambda f, p: f.point.headline,
    "kind": lambda f, p: p.words.label(f.point.kind),
    "status": lambda f, p: status_text(f, p.words),
    "confirmed": _confirmed,
    "confidence": lambda f, p: f.coverage.confidence,
    "reason": _reason,
    "excerpts": _excerpts,
    "answers": _answers,
    "links": lambda f, p: " ".join(r.id for r in f.passages),
    "departments": _departments,
    "response_kind": lambda f, p: p.words.label(f.coverage.response_kind) if f.coverage.response_kind else "",
    "missing": lambda f, p: "・".join(f.coverage.missing),
    "section": lambda f, p: f.statement.section,
    "place": lambda f, p: _shown(p, f.point.quote.where),
    "decided": _decided,
}

# ------------------------------------------------------------ other rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """A stretch of a statement, reply or note small enough for one row. `part` counts its rows from 1."""

    id: str
    label: str
    role: str
    who: str
    section: str
    quote: Quote
    part: int = 1


def _label(spoken: Spoken, place: Place) -> str:
    more = place.words("（続き）", " (continued)") if spoken.part > 1 else ""
    return f"{spoken.label}{more}"


SPOKEN: dict[str, Callable[[Any, Place], Value]] = {
    "meeting": lambda s, p: _meeting(p),
    "label": _label,
    "role": lambda s, p: p.words.named("Role", s.role),
    "who": lambda s, p: s.who,
    "text": lambda s, p: s.quote.text,
    "section": lambda s, p: s.section,
    "place": lambda s, p: _shown(p, s.quote.where),
}
PASSAGE: dict[str, Callable[[Any, Place], Value]] = {
    "meeting": lambda s, p: _meeting(p),
    "passage": _label,
    "origin": lambda s, p: p.words.named("Origin", s.role),
    "who": lambda s, p: s.who,
    "text": lambda s, p: s.quote.text,
    "points": lambda s, p: _points(p, p.answers.get(s.id, ())),
    "place": lambda s, p: _shown(p, s.quote.where),
}


def _note_points(note: Note, place: Place) -> str:
    return _points(place, dict.fromkeys(place.answered_by.get(note.id, ())))


NOTE: dict[str, Callable[[tuple[Note, Spoken], Place], Value]] = {
    "meeting": lambda n, p: _meeting(p),
    "note": lambda n, p: _label(n[1], p),
    "note_kind": lambda n, p: p.words.label(n[0].kind),
    "heading": lambda n, p: n[0].heading.text,
    "signed": lambda n, p: signature(n[0]),
    "text": lambda n, p: n[1].quote.text,
    "points": lambda n, p: _note_points(n[0], p),
    "place": lambda n, p: _shown(p, n[1].quote.where),
}
COMMITMENT: dict[str, Callable[[Commitment, Place], Value]] = {
    "meeting": lambda c, p: _meeting(p),
    "strength": lambda c, p: p.words.label(c.strength),
    "deadline_text": lambda c, p: c.deadline_text,
    "deadline_day": lambda c, p: c.deadline,
    "who": lambda c, p: c.who,
    "what": lambda c, p: c.what,
    "text": lambda c, p: c.quote.text,
    "points": lambda c, p: _points(p, c.point_ids),
    "place": lambda c, p: _shown(p, c.quote.where),
}


def _explanation(item: Diagnostic | Unused, place: Place) -> str:
    if isinstance(item, Diagnostic):
        return place.words.sentence(item.code, dict(item.fields))
    size = count_ink(item.quote.text)
    return f"{place.words.sentence(item.reason)}{place.words(f'（{size}字）', f' ({size} characters)')}"


DIAGNOSTIC: dict[str, Callable[[Diagnostic | Unused, Place], Value]] = {
    "meeting": lambda d, p: _meeting(p),
    "severity": lambda d, p: (
        p.words.label(d.severity) if isinstance(d, Diagnostic) else p.words("使わなかった文字", "unused")
    ),
    "code": lambda d, p: d.code if isinstance(d, Diagnostic) else d.reason,
    "explanation": _explanation,
    "quoted": lambda d, p: "" if isinstance(d, Diagnostic) else d.quote.text,
    "place": lambda d, p: _shown(p, d.where if isinstance(d, Diagnostic) else d.quote.where),
}


def stored_text(field: str, value: str, words: Words) -> str:
    """Return a stored value of a field as people read it."""
    if field == "status":
        return words.named("Verdict", value)
    if field == "links":
        return " ".join(part.partition("~")[0] for part in value.split())
    return words("確認済", "checked") if value == CONFIRMED else value


def _fact(name: str) -> Callable[[Diagnostic, Place], Value]:
    def value(diagnostic: Diagnostic, place: Place) -> str:
        facts = dict(diagnostic.fields)
        field = "status" if name in ("then", "now") else facts.get("field", "")
        if name == "field":
            return place.titles.get(field, field)
        if name == "value" and "sides" in facts:
            sides = (line.partition("\t") for line in facts["sides"].split("\n"))
            return "\n".join(f"{who}: {stored_text(field, said, place.words)}" for who, _, said in sides)
        text = facts.get(name, "")
        return text if name == "words" else stored_text(field, text, place.words)

    return value


def _by(diagnostic: Diagnostic, place: Place) -> str:
    facts = dict(diagnostic.fields)
    when = facts.get("when", "").replace("T", " ").replace("Z", " UTC")
    return f"{facts.get('who', '')}\n{when}".strip()


CONFLICT: dict[str, Callable[[Diagnostic, Place], Value]] = {
    "meeting": lambda d, p: _meeting(p),
    "conflict_point": lambda d, p: p.point(dict(d.fields).get("point", "")),
    "explanation": lambda d, p: p.words.sentence(d.code, dict(d.fields)),
    "field": _fact("field"),
    "value": _fact("value"),
    "before": _fact("before"),
    "then": _fact("then"),
    "now": _fact("now"),
    "by": _by,
    "conflict_words": _fact("words"),
}

SOURCES: dict[str, Mapping[str, Callable[[Any, Place], Value]]] = {
    "overview": {},
    "open": POINT,
    "exchanges": POINT,
    "speech": SPOKEN,
    "passages": PASSAGE,
    "notes": NOTE,
    "commitments": COMMITMENT,
    "diagnostics": DIAGNOSTIC,
    "conflicts": CONFLICT,
}
POINT_SOURCES = ("open", "exchanges")


def known_columns(source: str) -> set[str]:
    """Return the columns that the rows of this source have a value for."""
    return set(SOURCES[source])


def spoken_turn(turn: Turn, quote: Quote, part: int) -> Spoken:
    """Return a stretch of a turn for one row."""
    return Spoken(
        id=turn.id,
        label=turn.label or turn.id,
        role=turn.role.value,
        who=turn.speaker.attribution,
        section=turn.section,
        quote=quote,
        part=part,
    )
