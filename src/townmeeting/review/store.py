"""decisions.json: plain, sorted, one field a line, so that git shows what changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.review.identity import PointKey
from townmeeting.review.records import Decisions, Leftover, MeetingRef, Record, merge
from townmeeting.schema import encode

FORMAT = "townmeeting-decisions"
SCHEMA_VERSION = "1"
_RECORD = ("field", "who", "when", "value", "before", "machine")


def render_decisions(decisions: Decisions) -> str:
    """Return decisions.json as text: UTF-8, one space of indent, sorted, a line feed at the end."""
    points: dict[PointKey, list[Record]] = {}
    for record in merge(decisions).records:
        points.setdefault(record.key, []).append(record)
    value = {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "meetings": encode(decisions.meetings),
        "points": [_point(key, records) for key, records in sorted(points.items())],
        "leftovers": encode(decisions.leftovers),
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _point(key: PointKey, records: list[Record]) -> dict[str, Any]:
    return {
        "meeting": key.meeting,
        "point": key.point,
        "hash": key.words,
        "words": min(r.words for r in records),
        "records": [{**{n: getattr(r, n) for n in _RECORD}, "id": r.id, "replaces": list(r.replaces)} for r in records],
    }


def parse_decisions(data: bytes, name: str) -> Decisions:
    """Return what decisions.json holds. Raises TM406 for anything that is none, or of another version."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
        if value["format"] != FORMAT or value["schema_version"] != SCHEMA_VERSION:
            found = f"{value['format']} {value['schema_version']}"
            raise TownMeetingError("TM406", path=name, detail=f"format / schema_version: {found}")
        return merge(_decisions(value))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TownMeetingError("TM406", path=name, detail=f"{type(error).__name__}: {error}") from error


def _decisions(value: Mapping[str, Any]) -> Decisions:
    return Decisions(
        meetings=tuple(MeetingRef(**{**m, "sources": tuple(m["sources"])}) for m in value["meetings"]),
        records=tuple(_record(p, r) for p in value["points"] for r in p["records"]),
        leftovers=tuple(Leftover(**item) for item in value["leftovers"]),
    )


def _record(point: Mapping[str, Any], value: Mapping[str, Any]) -> Record:
    texts = {name: value[name] for name in _RECORD}
    key = PointKey(point["meeting"], point["point"], point["hash"])
    replaces = tuple(value["replaces"])
    if not all(isinstance(t, str) for t in (*texts.values(), *replaces, key.meeting, key.point, key.words)):
        raise TypeError(f"{point['point']}: every value of a record is a string")
    return Record(key=key, words=point["words"], replaces=replaces, **texts)
