"""The common end of every layout: what is left is looked at once more, totals checked, the account closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from townmeeting.dates import find_dates, parse_date, year_for
from townmeeting.layouts.account import Paint, paint_draft, settle
from townmeeting.layouts.base import Draft
from townmeeting.layouts.checks import check_totals
from townmeeting.layouts.facts import Declared, count_participants, find_totals
from townmeeting.layouts.leftovers import Extent, Leftovers, choose_title, sort_leftovers
from townmeeting.model import Account, Attempt, Datum, Meeting, Quote, Share, Source, SourceDocument
from townmeeting.text import fold


def finish(
    doc: SourceDocument, drafts: Sequence[Draft], *, layout: str, attempts: tuple[Attempt, ...] = ()
) -> tuple[Meeting, ...]:
    """Return the drafts of one document as meetings.

    What no draft claimed becomes data, headings or unused stretches with a reason; the data before the first
    meeting are those of every meeting that does not state its own. Each meeting carries the document's loss account.
    """
    paint = Paint(doc)
    for draft in drafts:
        paint_draft(paint, draft)
    known = frozenset(fold(h.text) for d in drafts for h in d.headings)
    extent = _extent(drafts)
    left = sort_leftovers(doc, paint, extent, known)
    paint.add(Share.DATUM, *(d.quote for _, d in left.data))
    paint.add(Share.HEADING, *(q for _, q in left.headings))
    unused = [*(u for d in drafts for u in d.unused), *left.unused]
    paint.add(Share.UNUSED, *(u.quote for u in unused))
    account = settle(doc, paint, unused)
    source = _source(doc, layout, attempts)
    starts = [_first_offset(d) for d in drafts]
    found = _Found(doc, left, starts, source, account, _title(drafts, left, extent) or doc.title)
    return tuple(found.meeting(n, draft) for n, draft in enumerate(drafts))


def _source(doc: SourceDocument, layout: str, attempts: tuple[Attempt, ...]) -> Source:
    return Source(
        name=doc.name,
        format=doc.format,
        sha256=doc.sha256,
        encoding=doc.encoding,
        encoding_reason=doc.encoding_reason,
        layout=layout,
        attempts=attempts,
    )


def _title(drafts: Sequence[Draft], left: Leftovers, extent: Extent) -> str:
    """Return the document's title. The headings of a table's columns are never it."""
    own = [] if extent.tables else [(q.spans[0][0], q.text.strip()) for d in drafts for q in d.headings if q.spans]
    return choose_title([*left.titles, *((at, text) for at, text in own if at < extent.start)])


def _said(draft: Draft) -> list[Quote]:
    statements = [q for s in draft.statements for q in (*s.segments, *(f for _, f in s.fields))]
    turns = [q for t in draft.turns for q in (t.marker, *t.segments)]
    notes = [q for n in draft.notes for q in (n.heading, *n.segments, n.department)]
    return [q for q in (*statements, *turns, *notes) if q.pieces]


def _extent(drafts: Sequence[Draft]) -> Extent:
    spans = [span for d in drafts for q in _said(d) for span in q.spans]
    if not spans:
        return Extent(0, 0, False)
    tables = any(s.turn is None for d in drafts for s in d.statements)
    return Extent(min(a for a, _ in spans), max(b for _, b in spans), tables)


def _first_offset(draft: Draft) -> int:
    """Return where a meeting begins: at its venue's heading if it has one, else at its first words."""
    quotes = [*draft.headings, *_said(draft)] if draft.section else _said(draft)
    own = [q for q in draft.headings if draft.section and q.text.strip() == draft.section]
    return min((a for q in (own or quotes) for a, _ in q.spans), default=0)


@dataclass(frozen=True, slots=True)
class _Found:
    """A document after its leftovers are sorted, for making its meetings."""

    doc: SourceDocument
    left: Leftovers
    starts: list[int]
    source: Source
    account: Account
    title: str

    def _belongs(self, at: int, number: int) -> bool:
        """Tell whether a stretch stands in this meeting: from its beginning to that of the next."""
        own = max((n for n, start in enumerate(self.starts) if start <= at), default=-1)
        return own == number or (own < 0 and number == 0)

    def _data(self, number: int, draft: Draft) -> tuple[Datum, ...]:
        own = [*draft.data, *(d for at, d in self.left.data if self._belongs(at, number))]
        if len(self.starts) > 1:
            names = {d.name for d in own}
            own += [d for at, d in self.left.data if at < min(self.starts) and d.name not in names]
        return tuple(own)

    def _declared(self, number: int, data: Sequence[Datum]) -> list[Declared]:
        totals = [t for at, t in self.left.totals if self._belongs(at, number)]
        totals += [t for d in data for t in find_totals(d.quote) if not any(t.name == x.name for x in totals)]
        people = count_participants(data)
        return [*totals, *([people] if people else [])]

    def meeting(self, number: int, draft: Draft) -> Meeting:
        """Return one draft as a meeting."""
        data = self._data(number, draft)
        checks, differing = check_totals(self._declared(number, data), draft.statements)
        headings = [*draft.headings, *(q for at, q in self.left.headings if self._belongs(at, number))]
        return Meeting(
            id=f"m{number + 1}",
            title=" ".join(part for part in (draft.title or self.title, draft.section) if part),
            source=self.source,
            statements=draft.statements,
            turns=draft.turns,
            notes=draft.notes,
            remarks=draft.remarks,
            headings=tuple(sorted(headings, key=lambda q: q.spans[:1])),
            data=data,
            date=self._date(data),
            checks=checks,
            amendments=draft.amendments,
            account=self.account,
            diagnostics=(*self.doc.diagnostics, *draft.diagnostics, *differing),
        )

    def _date(self, data: Sequence[Datum]) -> dt.date | None:
        """Return the day of the meeting: its date datum, or a day in title or headings before the first word."""
        for datum in data:
            if datum.name == "date" and (day := self._day_of(datum.quote)):
                return day
        head = min(self.starts, default=0)
        stretches = [q for at, q in self.left.headings if at < head]
        stretches += [u.quote for u in self.left.unused if u.reason == "front_matter" and len(u.quote.text) <= 40]
        for quote in sorted(stretches, key=lambda q: q.spans[:1]):
            if found := [f.day for f in find_dates(quote.text) if f.year_printed]:
                return found[0]
        return None

    def _day_of(self, quote: Quote) -> dt.date | None:
        if day := parse_date(quote.text):
            return day
        before = self.doc.text[: quote.spans[0][0]] if quote.spans else ""
        month = next((f.day.month for f in find_dates(quote.text, year=2000)), None)
        return parse_date(quote.text, year=year_for(before, month)) if month else None
