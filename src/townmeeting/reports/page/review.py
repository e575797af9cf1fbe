"""What the page's script needs to filter points and to write a decisions.json: facts only, no text that stands in
the page already."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from townmeeting.model import PointKind, Verdict
from townmeeting.reports.page.cards import BANDS, band
from townmeeting.reports.page.place import Place
from townmeeting.reports.page.topics import topic_anchor
from townmeeting.reports.selection import Finding, findings
from townmeeting.review.identity import meeting_keys
from townmeeting.review.ledger import meeting_ref, remember
from townmeeting.review.store import FORMAT, SCHEMA_VERSION
from townmeeting.review.values import CONFIRMED
from townmeeting.schema import encode

VERDICTS = tuple(v.value for v in Verdict)
KINDS = tuple(k.value for k in PointKind)
REMARKS = "remarks"
USUAL: dict[str, tuple[Any, ...]] = {"m": (0,), "w": (-1,), "d": ([],), "t": ([],)}
"""Values that the script takes for granted."""


class _Numbering:
    """Values numbered in the order in which they come."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        return self.numbers.setdefault(value, len(self.numbers))


def make_island(places: Sequence[Place]) -> dict[str, Any]:
    """Return the data of the script: meetings as decisions.json names them, what can be filtered by, and each point."""
    keys = meeting_keys([p.analysis for p in places])
    speakers, departments, topics = _Numbering(), _Numbering(), _Numbering()
    points = []
    for at, (key, place) in enumerate(zip(keys, places, strict=True)):
        for finding in findings(place.analysis):
            speaker = place.masker.speaker(finding.statement.speaker)
            names = [place.masker(d) for d in finding.departments]
            others = {
                "m": at,
                "w": speakers.number(speaker) if speaker else -1,
                "d": [departments.number(n) for n in names],
                "t": [topics.number(name) for name, _ in place.topics.get(finding.point.id, ())],
            }
            points.append(_facts(finding, key) | {n: v for n, v in others.items() if v not in USUAL[n]})
    return {
        "format": FORMAT,
        "schema_version": SCHEMA_VERSION,
        "meetings": [encode(meeting_ref(k, p.analysis)) for k, p in zip(keys, places, strict=True)],
        "speakers": list(speakers.numbers),
        "departments": list(departments.numbers),
        "topics": _labels(topics, places),
        "points": points,
    }


def _labels(topics: _Numbering, places: Sequence[Place]) -> list[list[str]]:
    """Return the anchor and label of each topic."""
    labels = dict(pair for place in places for pairs in place.topics.values() for pair in pairs)
    return [[topic_anchor(name), labels[name]] for name in topics.numbers]


def _facts(finding: Finding, key: str) -> dict[str, Any]:
    """Return what of a point depends on nothing else. Usual values stay out, to keep the page small."""
    kept = remember(key, finding.point, finding.coverage)
    shown = VERDICTS.index(kept.shown["status"])
    machine = VERDICTS.index(kept.machine)
    facts = {
        "i": finding.point.id,
        "h": kept.key.words,
        "s": shown,
        "k": KINDS.index(finding.point.kind.value),
        "c": BANDS.index(band(finding.coverage.confidence)),
    }
    known = {
        "v": machine if machine != shown else None,
        "x": int(finding.coverage.check and finding.point.needs_answer),
        "y": int(kept.shown.get("confirmed") == CONFIRMED),
        "n": kept.shown.get(REMARKS, ""),
        "z": list(kept.seen),
    }
    return facts | {name: value for name, value in known.items() if value or (name == "v" and value is not None)}
