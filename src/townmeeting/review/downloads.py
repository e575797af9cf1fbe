"""A reviewer's work from the HTML page: the decisions.json that the page writes, read like a filled-in workbook."""

from __future__ import annotations

from dataclasses import replace

from townmeeting.review.ledger import Ledger
from townmeeting.review.reading import Review
from townmeeting.review.store import parse_decisions


def is_download(data: bytes) -> bool:
    """Tell whether a file is JSON and no workbook."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def read_download(data: bytes, name: str, *, who: str = "") -> Review:
    """Return what a decisions.json holds as one reviewer's work; `who` overrides the names in it.

    Raises TM406 for anything that is no decisions.json, or of another version.
    """
    store = parse_decisions(data, name)
    if who:
        store = replace(store, records=tuple(sorted(replace(r, who=who) for r in store.records)))
    people = sorted({r.who for r in store.records})
    return Review(
        name=name,
        who=who or "、".join(people),
        when=max((r.when for r in store.records), default=""),
        ledger=Ledger(meetings=store.meetings, run=tuple(m.key for m in store.meetings)),
        store=store,
        rows=len({r.key for r in store.records}),
    )
