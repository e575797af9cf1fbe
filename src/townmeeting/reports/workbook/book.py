"""The whole workbook as bytes: the same analysis gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from townmeeting.model import Analysis, TopicGraph
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.cells import Guard
from townmeeting.reports.workbook.form import Form, Sheet, load_form, pick
from townmeeting.reports.workbook.hidden import list_areas, offered, write_ledger, write_lists
from townmeeting.reports.workbook.lists import Listing, ListSheet, make_listing
from townmeeting.reports.workbook.overview import Overview, overview_lines, reviewer_label
from townmeeting.reports.workbook.styles import Styles
from townmeeting.reports.workbook.topics_sheet import write_topics
from townmeeting.reports.workbook.values import POINT_SOURCES, Place, make_places
from townmeeting.review.guard import cell_safe, count_forbidden, is_too_long
from townmeeting.review.ledger import ROW_ID, ROW_REVISION, SCHEMA_VERSION, SHEET, Ledger, make_ledger

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

MADE = dt.datetime(2000, 1, 1)
"""The time that every workbook claims to be made at: a run leaves no trace of when it was."""
FORBIDDEN = str.maketrans(dict.fromkeys("/\\?*[]:", "・"))


def sheet_titles(wanted: Sequence[str]) -> list[str]:
    """Return the titles as Excel takes them: no / \\ ? * [ ] :, at most 31 UTF-16 units, each once, not reserved."""
    found: list[str] = []
    used = {SHEET, "history"}  # Excel keeps "History" for itself
    for title in wanted:
        bare = cell_safe(title).translate(FORBIDDEN).replace("\n", " ").strip(" '") or "Sheet"
        name, number = _fit(bare, 31), 1
        while name.casefold() in used:
            number += 1
            name = f"{_fit(bare, 27)}-{number}"
        used.add(name.casefold())
        found.append(name)
    return found


def _fit(text: str, most: int) -> str:
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore").rstrip(" '")


def render_workbook(
    analyses: Sequence[Analysis],
    *,
    form: Form | None = None,
    lang: str = "ja",
    run: Sequence[Analysis] = (),
    topics: TopicGraph | None = None,
) -> bytes:
    """Return the follow-up workbook of these meetings; `run` are all meetings of the run where it is split.

    With `topics` it gets a sheet of them with a chart.
    """
    return _Book(analyses, form or load_form(), Words(lang), run, topics).render()


class _Book:
    """Puts the sheets together."""

    def __init__(
        self,
        analyses: Sequence[Analysis],
        form: Form,
        words: Words,
        run: Sequence[Analysis],
        topics: TopicGraph | None,
    ) -> None:
        self.analyses, self.form, self.words, self.topics = analyses, form, words, topics
        self.styles = Styles(form.font, form.size)
        self.guard = Guard(words.sentence("sheet_whole_in_json"))
        wanted = [pick(s.title, words.lang) for s in form.sheets]
        names = sheet_titles([*wanted, words("話題", "Topics"), words("選択肢", "Choices")])
        self.topics_title = names[-2]
        self.titles = dict(zip([s.source for s in form.sheets], names, strict=False))
        self.lists_title = names[-1]
        fields = {c.key: pick(c.title, words.lang) for c in form.fields.values()}
        passages = self.titles.get("passages", words("JSON 出力", "the JSON"))
        self.places: tuple[Place, ...] = make_places(analyses, words, passages, fields)
        self.ledger = self._ledger(run)

    def _ledger(self, run: Sequence[Analysis]) -> Ledger:
        points = [c for s in self.form.sheets if s.source in POINT_SOURCES for c in s.columns]
        columns = {pick(c.title, self.words.lang): c.key for c in points}
        return make_ledger(
            self.analyses,
            columns=columns | {ROW_ID: ROW_ID, ROW_REVISION: ROW_REVISION},
            fillable=frozenset(c.key for c in points if c.fill),
            reviewer=reviewer_label(self.words),
            pointer=self.guard.pointer,
            run=run,
        )

    def render(self) -> bytes:
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        listings = {
            s.source: make_listing(s, self.places, self.ledger) for s in self.form.sheets if s.source != "overview"
        }
        if not listings.get("conflicts", NOTHING).rows:
            listings.pop("conflicts", None)
        lists = offered(self.form, self.places, self.words)
        areas = list_areas(self.lists_title, lists)
        for sheet in self.form.sheets:
            if sheet.source == "overview":
                self._overview(book, listings)
            elif sheet.source in listings:
                self._list(book, listings[sheet.source], areas)
        if self.topics:
            write_topics(book, self.topics_title, self.topics, self.styles, self.form, self.guard, self.words)
        write_lists(book, self.lists_title, lists, self.guard)
        write_ledger(book, self.ledger)
        _describe(book, self.ledger)
        return _save(book)

    def _overview(self, book: Workbook, listings: Mapping[str, Listing]) -> None:
        links = [(self.titles[source], len(x.rows)) for source, x in listings.items()]
        lines = overview_lines(self.analyses, self.words, self.form, links, self._notes(listings.values()))
        Overview(book, self.styles, self.form, self.guard).write(self.titles["overview"], list(lines))

    def _list(self, book: Workbook, listing: Listing, areas: Mapping[str, str]) -> None:
        source = listing.sheet.source
        meeting = self.analyses[0].meeting
        about = meeting.title or meeting.source.name
        if len(self.analyses) > 1:
            about = self.words(
                f"{about} ほか {len(self.analyses) - 1} 件", f"{about} and {len(self.analyses) - 1} more"
            )
        head = f"{pick(listing.sheet.title, self.words.lang)}　{about}"
        sheet = ListSheet(book, self.styles, self.form, self.guard, self.words)
        sheet.write(self.titles[source], listing, head, self.titles.get("overview", ""), areas)

    def _notes(self, listings: Iterable[Listing]) -> list[str]:
        texts = [v for x in listings for row in x.rows for v in row if isinstance(v, str)]
        counts = {
            "cells_replaced": sum(map(count_forbidden, texts)),
            "cells_cut": sum(map(is_too_long, texts)),
        }
        return [self.words.sentence(code, {"count": n}) for code, n in counts.items() if n]


NOTHING = Listing(sheet=Sheet(source="", title=("", "")), columns=(), rows=())


def _describe(book: Any, ledger: Ledger) -> None:  # noqa: ANN401  (the stubs know no custom properties)
    """Put into the properties what tells one run from another; the hidden sheet has it too."""
    from openpyxl.packaging.custom import StringProperty

    about = book.properties
    about.creator = about.lastModifiedBy = "townmeeting"
    about.title = cell_safe("、".join(m.title or m.file for m in ledger.meetings))[:200]
    about.created = about.modified = MADE
    facts = {
        "townmeeting_version": version("townmeeting"),
        "townmeeting_schema": SCHEMA_VERSION,
        "townmeeting_run": ledger.run_id,
        "townmeeting_sources": " ".join(s for m in ledger.meetings for s in m.sources)[:255],
    }
    for name, value in facts.items():
        book.custom_doc_props.append(StringProperty(name=name, value=value))


class _Archive(ZipFile):
    """A zip file whose parts all have the same date."""

    def writestr(self, zinfo_or_arcname: str | ZipInfo, data: Any, *rest: Any, **named: Any) -> None:  # noqa: ANN401
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(_dated(name), data, *rest, **named)

    def write(self, filename: Any, arcname: Any = None, *_: Any) -> None:  # noqa: ANN401
        self.writestr(str(arcname or filename), Path(filename).read_bytes())


def _dated(name: str) -> ZipInfo:
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    entry.create_system = 3  # one value on every system: the bytes must not tell where they were made
    return entry


def _save(book: Workbook) -> bytes:
    from openpyxl.writer.excel import ExcelWriter

    data = io.BytesIO()
    ExcelWriter(book, _Archive(data, "w", ZIP_DEFLATED)).save()  # save_workbook would put the time in
    return data.getvalue()
