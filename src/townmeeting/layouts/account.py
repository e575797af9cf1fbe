"""The loss account: every non-blank character of a source in exactly one share.

Two questions are kept apart: what became of a character (its share) and, where it became nothing, why (its reason).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from townmeeting.layouts.base import Draft
from townmeeting.model import Account, Piece, Quote, Role, Share, SourceDocument, Turn, Unused, join_quotes
from townmeeting.text import count_ink

SHARES = tuple(Share)
UNEXPLAINED = "not_recognised"
SHARE_OF_ROLE = {
    Role.RESIDENT: Share.STATEMENT,
    Role.MAYOR: Share.ANSWER,
    Role.STAFF: Share.ANSWER,
    Role.CHAIR: Share.CHAIR,
    Role.OTHER: Share.OTHER,
}
_FREE = re.compile(rb"\x00+")
_RUN = re.compile(rb"(.)\1*", re.DOTALL)


class Paint:
    """Which share each character of a source text is in; one byte a character, 0 where nothing claims it."""

    def __init__(self, doc: SourceDocument) -> None:
        self.text = doc.text
        self.shares = bytearray(len(doc.text))

    def add(self, share: Share, *quotes: Quote) -> None:
        """Claim the quotes for the share. A character that is claimed already stays where it is."""
        code = SHARES.index(share) + 1
        for piece in (p for q in quotes for p in q.pieces):
            for start, end in list(self._free(piece.start, piece.end)):
                self.shares[start:end] = bytes([code]) * (end - start)

    def _free(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        return (m.span() for m in _FREE.finditer(self.shares, start, end))

    def left_of(self, quote: Quote) -> Quote:
        """Return what nothing claims of a quote, a blank between stretches; empty where all is claimed."""
        free: list[tuple[int, int]] = []
        for p in quote.pieces:
            for start, end in self._free(p.start, p.end):
                begin, stop = p.at + start - p.start, p.at + end - p.start
                # Letter-spaced words are many pieces that touch each other in the quote.
                begin = free.pop()[0] if free and free[-1][1] == begin else begin
                free.append((begin, stop))
        return join_quotes((quote.slice(begin, stop) for begin, stop in free), " ")

    def unclaimed(self) -> Iterator[tuple[int, int]]:
        """Yield every stretch of ink that nothing claims."""
        return ((start, end) for start, end in self._free(0, len(self.shares)) if self.text[start:end].strip())

    def count(self) -> dict[Share, int]:
        """Return the number of non-blank characters of each share. Blanks may be in any share, or in none."""
        totals = dict.fromkeys(SHARES, 0)
        for run in _RUN.finditer(self.shares):
            if code := run[0][0]:
                totals[SHARES[code - 1]] += count_ink(self.text[run.start() : run.end()])
        return totals


def paint_turn(paint: Paint, turn: Turn) -> None:
    """Claim a turn, its marker included, for the share of its speaker's role."""
    paint.add(SHARE_OF_ROLE[turn.role], *turn.segments, turn.marker)


def paint_draft(paint: Paint, draft: Draft) -> None:
    """Claim everything that a layout understood."""
    for statement in draft.statements:
        paint.add(Share.STATEMENT, *statement.segments, *(quote for _, quote in statement.fields))
        for turn in (*statement.answers, *((statement.turn,) if statement.turn else ())):
            paint_turn(paint, turn)
        for note in statement.notes:
            paint.add(Share.NOTE, *note.segments, note.heading, note.department)
    for turn in draft.turns:
        paint_turn(paint, turn)
    for note in draft.notes:
        paint.add(Share.NOTE, *note.segments, note.heading, note.department)
    for change in draft.amendments:
        paint.add(Share.AMENDMENT, change.before, change.after, change.reason)
    paint.add(Share.REMARK, *(r.quote for r in draft.remarks))
    paint.add(Share.HEADING, *draft.headings)
    paint.add(Share.DATUM, *(d.quote for d in draft.data))
    paint.add(Share.UNUSED, *(u.quote for u in draft.unused))


def settle(doc: SourceDocument, paint: Paint, unused: Iterable[Unused]) -> Account:
    """Return the account of a source once everything is claimed that can be.

    What the reader set aside counts as unused with the reader's reason. Ink that is left after that can only come
    from a reader that put it into no block; it is listed as unexplained rather than dropped.
    """
    listed = list(unused)
    for skipped in doc.skipped:
        quote = Quote(
            doc.text[skipped.start : skipped.end], (Piece(0, skipped.start, skipped.end, skipped.where),)
        ).strip()
        if free := paint.left_of(quote):
            paint.add(Share.UNUSED, quote)
            listed.append(Unused(quote=free, reason=skipped.reason))
    for start, end in list(paint.unclaimed()):
        quote = Quote(doc.text[start:end], (Piece(0, start, end),)).strip()
        paint.add(Share.UNUSED, quote)
        listed.append(Unused(quote=quote, reason=UNEXPLAINED))
    listed.sort(key=lambda u: u.quote.spans[:1])
    return Account(
        total=count_ink(doc.text),
        shares=tuple(paint.count().items()),
        unused=tuple(listed),
        unexplained=sum(count_ink(u.quote.text) for u in listed if u.reason == UNEXPLAINED),
    )
