"""What a workbook remembers on its hidden sheet: what it showed, and what the machine said when it was made.

The sheet is rows of text, the first cell naming what the row is; nothing in it depends on where a visible row stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from townmeeting.errors import TownMeetingError
from townmeeting.model import Analysis, Coverage, Point
from townmeeting.review.guard import cell_safe
from townmeeting.review.identity import (
    PointKey,
    machine_verdict,
    meeting_keys,
    parse_key,
    point_key,
    short_hash,
    verdict,
    words_hash,
)
from townmeeting.review.records import MeetingRef
from townmeeting.review.values import cell_text

SHEET = "tm_data"
MARK = "townmeeting"
SCHEMA_VERSION = "1"
ROW_ID, ROW_REVISION = "tm_id", "tm_rev"
"""Headers of the two hidden columns of every list of points."""
WORDS = "words"
"""Key of the column that shows a point's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Remembered:
    """A point as the workbook showed it: `machine` and `revision` as of then, `shown` by field, `seen` records."""

    key: PointKey
    words: str
    machine: str
    revision: str
    seen: tuple[str, ...] = ()
    shown: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The hidden sheet. `columns` maps header texts to keys, of which people fill those in `fillable`; `run` meetings
    are those of the whole run, of which a split workbook holds one; `passages` maps meeting key to passage id to hash
    of its words; `reviewer` is the label of the cell for the reviewer's name."""

    meetings: tuple[MeetingRef, ...] = ()
    run: tuple[str, ...] = ()
    reviewer: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    fillable: frozenset[str] = frozenset()
    passages: dict[str, dict[str, str]] = field(default_factory=dict)
    points: dict[PointKey, Remembered] = field(default_factory=dict)

    @property
    def run_id(self) -> str:
        """A hash of meetings, sources and machine values: equal for workbooks of the same run."""
        revisions = (p.revision for p in self.points.values())
        return short_hash(*self.run, *(s for m in self.meetings for s in m.sources), *revisions, length=12)


def shown_values(point: Point, coverage: Coverage, pointer: str = "") -> dict[str, str]:
    """Return what the cells that people may change show of a point, as stored values; of its words, the hash.

    `pointer` is what the workbook puts at the end of a text that a cell could not hold.
    """
    decided = coverage.decided.changes if coverage.decided else ()
    filled = {c.field: cell_text(cell_safe(c.value, pointer)) for c in decided}
    return filled | {
        "status": verdict(point, coverage).value,
        "links": " ".join(link.response_id for link in coverage.links),
        WORDS: words_hash(cell_text(cell_safe(point.quote.text, pointer))),
    }


def remember(meeting: str, point: Point, coverage: Coverage, pointer: str = "") -> Remembered:
    """Return what the hidden sheet keeps of a point; `pointer` as in `shown_values`."""
    links = " ".join(sorted(link.response_id for link in (*coverage.links, *coverage.candidates)))
    machine = machine_verdict(point, coverage).value
    return Remembered(
        key=point_key(meeting, point),
        words=point.quote.text[:500],
        machine=machine,
        revision=short_hash(machine, links, point.kind.value),
        seen=coverage.decided.seen if coverage.decided else (),
        shown=shown_values(point, coverage, pointer),
    )


def meeting_ref(key: str, analysis: Analysis) -> MeetingRef:
    """Return what decisions.json keeps of a meeting."""
    meeting = analysis.meeting
    date = meeting.date.isoformat() if meeting.date else ""
    return MeetingRef(
        key=key,
        id=meeting.id,
        title=meeting.title,
        date=date,
        file=meeting.source.name,
        sources=(meeting.source.sha256,),
    )


def make_ledger(
    analyses: Sequence[Analysis],
    *,
    columns: dict[str, str],
    fillable: frozenset[str],
    reviewer: str,
    pointer: str = "",
    run: Sequence[Analysis] = (),
) -> Ledger:
    """Return the ledger of a workbook on these meetings, out of the meetings of the whole `run`; `pointer` as in
    `shown_values`, the rest as in `Ledger`."""
    run_keys = meeting_keys(run or analyses)
    keys = dict(zip(map(id, run or analyses), run_keys, strict=True))
    mine = [keys[id(a)] for a in analyses]
    points: dict[PointKey, Remembered] = {}
    for key, analysis in zip(mine, analyses, strict=True):
        coverage = {c.point_id: c for c in analysis.coverage}
        for point in analysis.points:
            kept = remember(key, point, coverage[point.id], pointer)
            points[kept.key] = kept
    return Ledger(
        meetings=tuple(meeting_ref(k, a) for k, a in zip(mine, analyses, strict=True)),
        run=run_keys,
        reviewer=reviewer,
        columns=columns,
        fillable=fillable,
        passages={
            k: {r.id: words_hash(r.quote.text) for r in a.responses} for k, a in zip(mine, analyses, strict=True)
        },
        points=points,
    )


def ledger_rows(ledger: Ledger) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the hidden sheet."""
    yield (MARK, SCHEMA_VERSION, ledger.run_id, *ledger.run)
    yield ("reviewer", ledger.reviewer)
    for m in ledger.meetings:
        yield ("meeting", m.key, m.id, m.title, m.date, m.file, *m.sources)
    for title, key in ledger.columns.items():
        yield ("column", title, key, "fill" if key in ledger.fillable else "")
    for meeting, passages in ledger.passages.items():
        yield from (("passage", meeting, name, words) for name, words in passages.items())
    for p in ledger.points.values():
        yield ("point", str(p.key), p.machine, p.revision, p.words, *p.seen)
        yield from (("shown", str(p.key), name, value) for name, value in sorted(p.shown.items()))


def read_ledger(rows: Iterable[Sequence[str]], name: str) -> Ledger:
    """Return the ledger of a reviewer's workbook called `name`.

    Raises TM402 for one of another version, TM409 for one that is damaged.
    """
    ledger = Ledger()
    parts: dict[str, list[list[str]]] = {}
    for row in rows:
        if row and row[0]:
            parts.setdefault(row[0], []).append(list(row[1:]))
    head = parts.get(MARK, [[]])[0]
    if len(head) < 2:
        raise TownMeetingError("TM409", path=name)
    if head[0] != SCHEMA_VERSION:
        raise TownMeetingError("TM402", path=name, found=head[0], known=SCHEMA_VERSION)
    try:
        ledger = _ledger(head, parts)
    except (IndexError, KeyError, ValueError) as error:
        raise TownMeetingError("TM409", path=name) from error
    if not ledger.meetings or not ledger.columns:
        raise TownMeetingError("TM409", path=name)
    return ledger


def _ledger(head: list[str], parts: dict[str, list[list[str]]]) -> Ledger:
    points: dict[PointKey, Remembered] = {}
    for text, machine, revision, words, *seen in parts.get("point", []):
        key = _key(text)
        points[key] = Remembered(
            key=key, machine=machine, revision=revision, words=words, seen=tuple(s for s in seen if s)
        )
    for row in parts.get("shown", []):
        points[_key(row[0])].shown[row[1]] = row[2] if len(row) > 2 else ""
    passages: dict[str, dict[str, str]] = {}
    for meeting, name, words in (row[:3] for row in parts.get("passage", [])):
        passages.setdefault(meeting, {})[name] = words
    return Ledger(
        meetings=tuple(_meeting(row) for row in parts["meeting"]),
        run=tuple(k for k in head[2:] if k),
        reviewer=next((row[0] for row in parts.get("reviewer", []) if row), ""),
        columns={row[0]: row[1] for row in parts["column"]},
        fillable=frozenset(row[1] for row in parts["column"] if row[2:3] == ["fill"]),
        passages=passages,
        points=points,
    )


def _meeting(row: list[str]) -> MeetingRef:
    key, name, title, date, file, *sources = row
    return MeetingRef(
        key=key, id=name, title=title, date=date, file=file, sources=tuple(sorted(s for s in sources if s))
    )


def _key(text: str) -> PointKey:
    key = parse_key(text)
    if key is None:
        raise ValueError(text)
    return key
