"""From a reviewer's workbook to records: every row matched by what it is, not by where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from townmeeting.review.identity import PointKey, parse_key, words_hash
from townmeeting.review.ledger import ROW_ID, WORDS, Ledger, Remembered, read_ledger
from townmeeting.review.records import Decisions, Leftover, Record
from townmeeting.review.sheets import Pages, Rows, read_pages
from townmeeting.review.values import CONFIRMED, READERS, read_links, read_verdict
from townmeeting.text import fold

HEADER_ROWS = 40
"""Rows from the top among which the header of a list is looked for; people put a covering note above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One reviewer's workbook: who, when, and what they changed. `rows` counts rows matched with a point,
    `missing` the points of which no row was left, `repeated` rows beyond the first of a point on a sheet."""

    name: str
    who: str
    when: str
    ledger: Ledger
    store: Decisions
    rows: int = 0
    missing: int = 0
    repeated: int = 0


@dataclass(frozen=True, slots=True)
class Header:
    """Where the columns of a list stand: `at` maps a column key to its index."""

    row: int
    at: Mapping[str, int]

    def cell(self, row: Sequence[str], key: str) -> str:
        """Return the text in the column, "" where the row or the sheet has no such cell."""
        index = self.at.get(key)
        return row[index] if index is not None and index < len(row) else ""


def read_review(data: bytes, name: str, *, who: str = "") -> Review:
    """Return what the workbook `name` holds of a reviewer's work.

    The reviewer is `who`, else the name filled in on the overview, else who saved the file last, else the file's
    name. Raises TM401 to TM405 and TM409 for workbooks that cannot be taken.
    """
    pages = read_pages(data, name)
    ledger = read_ledger(pages.hidden, name)
    who = who or _filled_in(pages, ledger.reviewer) or pages.saved_by or PurePath(name).stem
    reader = _Reader(ledger, who, pages.saved_at)
    for rows in pages.sheets.values():
        reader.read_sheet(rows)
    return reader.review(name)


def _filled_in(pages: Pages, label: str) -> str:
    """Return the name in the cell to the right of the reviewer label, or ""."""
    for row in (r for rows in pages.sheets.values() for r in rows[:HEADER_ROWS]):
        for at, text in enumerate(row):
            if label and fold(text) == fold(label):
                return next((t for t in row[at + 1 : at + 3] if t), "")
    return ""


def find_header(rows: Rows, columns: Mapping[str, str]) -> Header | None:
    """Return the header of a list of points: the first row with the hidden id column, or with three known titles
    one of which is the point's words."""
    titles = {fold(title): key for title, key in columns.items()}
    for number, row in enumerate(rows[:HEADER_ROWS]):
        at: dict[str, int] = {}
        for index, text in enumerate(row):
            if text and fold(text) in titles:
                at.setdefault(titles[fold(text)], index)
        if ROW_ID in at or (len(at) > 2 and WORDS in at):
            return Header(number, at)
    return None


class _Reader:
    """Collects what the rows of one workbook say."""

    def __init__(self, ledger: Ledger, who: str, when: str) -> None:
        self.ledger, self.who, self.when = ledger, who, when
        self.records: set[Record] = set()
        self.leftovers: set[Leftover] = set()
        self.found: set[PointKey] = set()
        self.rows = self.repeated = 0
        self.by_words: dict[str, list[PointKey]] = {}
        for key in ledger.points:
            self.by_words.setdefault(key.words, []).append(key)

    def review(self, name: str) -> Review:
        missing = len(self.ledger.points.keys() - self.found)
        store = Decisions(
            meetings=self.ledger.meetings,
            records=tuple(sorted(self.records)),
            leftovers=tuple(sorted(self.leftovers)),
        )
        return Review(
            name=name,
            who=self.who,
            when=self.when,
            ledger=self.ledger,
            store=store,
            rows=self.rows,
            missing=missing,
            repeated=self.repeated,
        )

    def read_sheet(self, rows: Rows) -> None:
        header = find_header(rows, self.ledger.columns)
        if header is None:
            return
        fields = tuple(k for k in header.at if k in self.ledger.fillable)
        if not fields:
            return
        here: set[PointKey] = set()
        for row in rows[header.row + 1 :]:
            if not row:
                continue
            key = self._match(header, row)
            if key is None:
                self._keep_row(header, row, fields)
            elif header.cell(row, WORDS) or WORDS not in header.at:
                self.rows += 1
                self.repeated += key in here
                here.add(key)
                self._read_row(header, row, fields, key)
            else:
                self._keep_row(header, row, fields, key)  # the words were wiped: a row taken out by hand
        self.found |= here

    def _match(self, header: Header, row: Sequence[str]) -> PointKey | None:
        key = parse_key(header.cell(row, ROW_ID))
        if key in self.ledger.points:
            return key
        same = self.by_words.get(words_hash(header.cell(row, WORDS)), [])
        if key:  # a row of an older workbook, pasted in
            same = [k for k in same if k.meeting == key.meeting]
        return same[0] if len(same) == 1 else None

    def _keep_row(self, header: Header, row: Sequence[str], fields: Iterable[str], key: PointKey | None = None) -> None:
        """Keep what stands in a row that belongs to no point."""
        claimed = key or parse_key(header.cell(row, ROW_ID))
        for name in fields:
            value = header.cell(row, name)
            if value and not (key and self._canonical(name, value, key) == self._shown(key).get(name, "")):
                self._left("no_row", claimed, name, value, header.cell(row, WORDS))

    def _read_row(self, header: Header, row: Sequence[str], fields: Iterable[str], key: PointKey) -> None:
        words = header.cell(row, WORDS)
        if words and words_hash(words) != self._shown(key).get(WORDS, key.words):
            self._left("words_altered", key, WORDS, words, self.ledger.points[key].words)
        changed = dict(self._changes(header, row, fields, key))
        as_shown = "status" not in fields or read_verdict(header.cell(row, "status")) == self._shown(key)["status"]
        if CONFIRMED in changed and as_shown:  # agreeing is deciding, and a tick taken away takes that back
            changed["status"] = self._shown(key)["status"] if changed[CONFIRMED] else ""
        for name, value in changed.items():
            self._record(key, name, value)

    def _changes(
        self, header: Header, row: Sequence[str], fields: Iterable[str], key: PointKey
    ) -> Iterator[tuple[str, str]]:
        for name in fields:
            typed = header.cell(row, name)
            value = self._canonical(name, typed, key)
            if value is None:
                self._left("unreadable", key, name, typed, self.ledger.points[key].words)
            elif value != self._shown(key).get(name, ""):
                yield name, value

    def _canonical(self, name: str, typed: str, key: PointKey) -> str | None:
        if name == "links":
            return read_links(typed, self.ledger.passages.get(key.meeting, {}))
        return READERS[name](typed) if name in READERS else typed

    def _shown(self, key: PointKey) -> Mapping[str, str]:
        return self.ledger.points[key].shown

    def _record(self, key: PointKey, name: str, value: str) -> None:
        point: Remembered = self.ledger.points[key]
        before = point.shown.get(name, "")
        if name == "links":
            value, before = self._with_hashes(key, value), self._with_hashes(key, before)
        self.records.add(
            Record(
                key=key,
                field=name,
                who=self.who,
                when=self.when,
                value=value,
                before=before,
                machine=point.machine,
                replaces=point.seen,
                words=point.words,
            )
        )

    def _with_hashes(self, key: PointKey, links: str) -> str:
        passages = self.ledger.passages.get(key.meeting, {})
        return " ".join(f"{name}~{passages.get(name, '')}" for name in links.split())

    def _left(self, reason: str, key: PointKey | None, name: str, value: str, words: str) -> None:
        self.leftovers.add(
            Leftover(
                reason=reason,
                meeting=key.meeting if key else "",
                point=key.point if key else "",
                field=name,
                value=value,
                who=self.who,
                when=self.when,
                words=words,
            )
        )
