"""The JSON of a meeting and of an analysis, and the way back. `SCHEMA_VERSION` changes with the meaning of a name.

Documented in docs/schema.md. Words stand once a turn or statement; `segments` name its paragraphs by offset and
carry the pieces that lead back to the source.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from townmeeting.model import (
    Analysis,
    Coverage,
    Link,
    Locator,
    Meeting,
    Note,
    Piece,
    Point,
    Quote,
    Response,
    Statement,
    Turn,
    join_quotes,
)

SCHEMA_VERSION = "1"
Json = dict[str, Any]

# ------------------------------------------------------------ leaves: any dataclass without shared objects


def encode(value: object) -> Any:  # noqa: ANN401  (JSON values)
    """Return the JSON form of a dataclass, tuple, enum, date or plain value. None and empty fields stay out."""
    if isinstance(value, Quote):
        return encode_quote(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(v) for v in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        pairs = ((f.name, getattr(value, f.name)) for f in dataclasses.fields(value))
        return {name: encode(v) for name, v in pairs if v is not None}
    return value


def encode_quote(quote: Quote) -> Json:
    """Return a quote as {text, where, pieces}; `where` is for people, `pieces` lead back to the source."""
    return {"text": quote.text, "where": str(quote.where), "pieces": [_encode_piece(p) for p in quote.pieces]}


def _encode_piece(piece: Piece) -> list[Any]:
    place = {k: v for k, v in encode(piece.where).items() if v is not None}
    return [piece.at, piece.start, piece.end, place]


def _decode_piece(value: list[Any]) -> Piece:
    return Piece(value[0], value[1], value[2], Locator(**value[3]))


def decode_quote(value: Mapping[str, Any]) -> Quote:
    """Return the quote that `encode_quote` wrote."""
    return Quote(value["text"], tuple(_decode_piece(p) for p in value["pieces"]))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def decode(kind: Any, value: Any) -> Any:  # noqa: ANN401  (driven by the type it is given)
    """Return the object of type `kind` that `encode` wrote as `value`."""
    if kind is Quote:
        return decode_quote(value)
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return None if value is None else decode(next(a for a in args if a is not NoneType), value)
    if origin is tuple:
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else args
        return tuple(decode(k, v) for k, v in zip(kinds, value, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is dt.date:
        return dt.date.fromisoformat(value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _hints(kind)
        return kind(**{name: decode(hints[name], v) for name, v in value.items() if name in hints})
    return value


# ------------------------------------------------------------ words in paragraphs


def _segments(segments: Iterable[Quote]) -> list[Json]:
    found, at = [], 0
    for quote in segments:
        found.append({"at": at, "length": len(quote.text), "pieces": [_encode_piece(p) for p in quote.pieces]})
        at += len(quote.text) + 1
    return found


def _quotes(text: str, segments: Iterable[Mapping[str, Any]]) -> tuple[Quote, ...]:
    return tuple(
        Quote(text[s["at"] : s["at"] + s["length"]], tuple(_decode_piece(p) for p in s["pieces"])) for s in segments
    )


def _where(segments: tuple[Quote, ...]) -> str:
    return str(join_quotes(segments).where)


# ------------------------------------------------------------ a meeting


def _turn(turn: Turn) -> Json:
    return {
        "id": turn.id,
        "role": turn.role.value,
        "speaker": turn.speaker.full,
        "attribution": turn.speaker.attribution,
        "label": turn.label,
        "text": turn.text,
        "where": _where(turn.segments),
        "name": turn.speaker.name,
        "title": turn.speaker.title,
        "position": turn.position,
        "to": list(turn.to),
        "section": turn.section,
        "marker": encode_quote(turn.marker),
        "segments": _segments(turn.segments),
    }


def _note(note: Note) -> Json:
    return {
        "id": note.id,
        "role": "note",
        "speaker": note.department.text,
        "label": "",
        "text": note.text,
        "where": _where(note.segments),
        "heading": encode_quote(note.heading),
        "department": encode_quote(note.department),
        "kind": note.kind.value,
        "position": note.position,
        "section": note.section,
        "segments": _segments(note.segments),
    }


def _statement(statement: Statement) -> Json:
    speaker = statement.speaker
    return {
        "id": statement.id,
        "label": statement.label,
        "speaker": speaker.full,
        "attribution": speaker.attribution,
        "role": speaker.role.value,
        "name": speaker.name,
        "title": speaker.title,
        "text": statement.text,
        "where": _where(statement.segments),
        "turn": statement.turn.id if statement.turn else None,
        "answers": [t.id for t in statement.answers],
        "notes": [n.id for n in statement.notes],
        "links": [encode(k) for k in statement.links],
        "section": statement.section,
        "count": statement.count,
        "fields": [encode(f) for f in statement.fields],
        "segments": _segments(statement.segments),
    }


_PLAIN = ("id", "title", "source", "headings", "data", "date", "remarks", "amendments", "account", "diagnostics")


def meeting_to_dict(meeting: Meeting) -> Json:
    """Return the meeting as the JSON contract has it: turns (notes among them, in order), statements, checks."""
    turns = [(t.position, _turn(t)) for t in meeting.turns] + [(n.position, _note(n)) for n in meeting.notes]
    return {
        **{name: encode(getattr(meeting, name)) for name in _PLAIN},
        "checks": [{**encode(c), "found": c.found, "ok": c.ok} for c in meeting.checks],
        "turns": [t for _, t in sorted(turns, key=lambda pair: pair[0])],
        "statements": [_statement(s) for s in meeting.statements],
    }


def _speaker_fields(value: Mapping[str, Any]) -> Json:
    return {"attribution": value["attribution"], "role": value["role"], "name": value["name"], "title": value["title"]}


def _turn_back(value: Mapping[str, Any]) -> Turn:
    speaker = decode(_hints(Turn)["speaker"], _speaker_fields(value))
    names = ("id", "position", "label", "section")
    return Turn(
        **{n: value[n] for n in names},
        speaker=speaker,
        to=tuple(value["to"]),
        marker=decode_quote(value["marker"]),
        segments=_quotes(value["text"], value["segments"]),
    )


def _note_back(value: Mapping[str, Any]) -> Note:
    return Note(
        id=value["id"],
        position=value["position"],
        section=value["section"],
        kind=decode(_hints(Note)["kind"], value["kind"]),
        heading=decode_quote(value["heading"]),
        department=decode_quote(value["department"]),
        segments=_quotes(value["text"], value["segments"]),
    )


def _statement_back(value: Mapping[str, Any], turns: Mapping[str, Turn], notes: Mapping[str, Note]) -> Statement:
    hints = _hints(Statement)
    return Statement(
        **{n: value[n] for n in ("id", "label", "section", "count")},
        speaker=decode(hints["speaker"], _speaker_fields(value)),
        segments=_quotes(value["text"], value["segments"]),
        turn=turns[value["turn"]] if value["turn"] else None,
        answers=tuple(turns[i] for i in value["answers"]),
        notes=tuple(notes[i] for i in value["notes"]),
        links=decode(hints["links"], value["links"]),
        fields=decode(hints["fields"], value["fields"]),
    )


def meeting_from_dict(value: Mapping[str, Any]) -> Meeting:
    """Return the meeting that `meeting_to_dict` wrote. Raises KeyError or ValueError for anything else."""
    hints = _hints(Meeting)
    turns = {t["id"]: _turn_back(t) for t in value["turns"] if t["role"] != "note"}
    notes = {t["id"]: _note_back(t) for t in value["turns"] if t["role"] == "note"}
    return Meeting(
        **{name: decode(hints[name], value[name]) for name in _PLAIN},
        checks=decode(hints["checks"], value["checks"]),
        turns=tuple(turns.values()),
        notes=tuple(notes.values()),
        statements=tuple(_statement_back(s, turns, notes) for s in value["statements"]),
    )


# ------------------------------------------------------------ an analysis


def _response(response: Response) -> Json:
    return {
        "id": response.id,
        "turn": response.turn_id,
        "source": response.origin.value,
        "kind": response.kind.value if response.kind else None,
        **encode_quote(response.quote),
    }


def _linked(link: Link, responses: Mapping[str, Response]) -> Json:
    parts = [encode(e) for e in link.evidence]
    return {
        **_response(responses[link.response_id]),
        "score": link.score,
        "parts": parts,
        "ties": list(link.ties),
        "reason": link.reason,
    }


def _point(point: Point, coverage: Coverage, responses: Mapping[str, Response]) -> Json:
    return {
        "id": point.id,
        "statement": point.statement_id,
        **encode_quote(point.quote),
        "kind": point.kind.value,
        "needs_answer": point.needs_answer,
        "headline": point.headline,
        "cues": list(point.cues),
        "asks": list(point.asks),
        "status": coverage.status.value,
        "response_kind": coverage.response_kind.value if coverage.response_kind else None,
        "confidence": coverage.confidence,
        "check": coverage.check,
        "reason": coverage.reason,
        "missing": list(coverage.missing),
        "responses": [_linked(k, responses) for k in coverage.links],
        "candidates": [_linked(k, responses) for k in coverage.candidates],
        "decided": encode(coverage.decided),
    }


def analysis_to_dict(analysis: Analysis) -> Json:
    """Return one entry of `meetings` in the JSON contract: the meeting with points, passages and coverage."""
    responses = {r.id: r for r in analysis.responses}
    coverage = {c.point_id: c for c in analysis.coverage}
    value = meeting_to_dict(analysis.meeting)
    value["diagnostics"] += encode(analysis.diagnostics)
    return {
        **value,
        "meeting_diagnostics": len(analysis.meeting.diagnostics),
        "points": [_point(p, coverage[p.id], responses) for p in analysis.points],
        "passages": [_response(r) for r in analysis.responses],
        "commitments": [encode(c) for c in analysis.commitments],
        "coverage": [{**encode(t), "share": t.share} for t in analysis.tallies],
        "manifest": dict(analysis.manifest),
    }


def _response_back(value: Mapping[str, Any]) -> Response:
    hints = _hints(Response)
    return Response(
        id=value["id"],
        turn_id=value["turn"],
        origin=decode(hints["origin"], value["source"]),
        kind=decode(hints["kind"], value["kind"]),
        quote=decode_quote(value),
    )


def _link_back(point_id: str, value: Mapping[str, Any]) -> Link:
    evidence = decode(_hints(Link)["evidence"], value["parts"])
    return Link(
        point_id=point_id,
        response_id=value["id"],
        score=value["score"],
        evidence=evidence,
        ties=tuple(value["ties"]),
        reason=value["reason"],
    )


def _point_back(value: Mapping[str, Any]) -> Point:
    return Point(
        id=value["id"],
        statement_id=value["statement"],
        quote=decode_quote(value),
        kind=decode(_hints(Point)["kind"], value["kind"]),
        needs_answer=value["needs_answer"],
        headline=value["headline"],
        cues=tuple(value["cues"]),
        asks=tuple(value["asks"]),
    )


def _coverage_back(value: Mapping[str, Any]) -> Coverage:
    hints = _hints(Coverage)
    return Coverage(
        point_id=value["id"],
        **{n: decode(hints[n], value[n]) for n in ("status", "response_kind", "confidence", "check", "reason")},
        missing=tuple(value["missing"]),
        links=tuple(_link_back(value["id"], v) for v in value["responses"]),
        candidates=tuple(_link_back(value["id"], v) for v in value["candidates"]),
        decided=decode(hints["decided"], value.get("decided")),
    )


def analysis_from_dict(value: Mapping[str, Any]) -> Analysis:
    """Return the analysis that `analysis_to_dict` wrote. Raises KeyError or ValueError for anything else."""
    own = value["meeting_diagnostics"]
    hints = _hints(Analysis)
    return Analysis(
        meeting=meeting_from_dict({**value, "diagnostics": value["diagnostics"][:own]}),
        points=tuple(_point_back(p) for p in value["points"]),
        responses=tuple(_response_back(r) for r in value["passages"]),
        coverage=tuple(_coverage_back(p) for p in value["points"]),
        commitments=decode(hints["commitments"], value["commitments"]),
        tallies=decode(hints["tallies"], value["coverage"]),
        diagnostics=decode(hints["diagnostics"], value["diagnostics"][own:]),
        manifest=tuple(value["manifest"].items()),
    )


def document(meetings: Iterable[Json], failures: Iterable[Json] = ()) -> Json:
    """Return the whole output file: `meetings` in the order of the input, and the files that failed."""
    return {"schema_version": SCHEMA_VERSION, "meetings": list(meetings), "failures": list(failures)}
