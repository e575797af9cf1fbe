"""Which ending gives which file. To add one: a function from analyses to bytes, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from townmeeting.errors import TownMeetingError
from townmeeting.model import Analysis, TopicGraph

if TYPE_CHECKING:
    from townmeeting.reports.workbook.form import Form


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a file is made of: the analyses, the input files that failed, and the language of its readers.

    `form` is the form of the table or workbook (None: the built-in one), `csv_encoding` a name that Python knows;
    `run` are all analyses of the run where the file holds one of several; `name` is the file's, for messages;
    `topics` the graph of the page's topics (None: no such view); `mask_names` puts 発言者A for residents' names.
    """

    analyses: Sequence[Analysis]
    failures: Sequence[dict[str, str]] = field(default=())
    lang: str = "ja"
    form: Form | None = None
    csv_encoding: str = "utf-8-sig"
    run: Sequence[Analysis] = field(default=())
    name: str = ""
    topics: TopicGraph | None = None
    mask_names: bool = False


def _json(order: Order) -> bytes:
    from townmeeting.reports.records import render_analyses

    return render_analyses(order.analyses, order.failures).encode("utf-8")


def _xlsx(order: Order) -> bytes:
    from townmeeting.reports.workbook import render_workbook

    return render_workbook(order.analyses, form=order.form, lang=order.lang, run=order.run, topics=order.topics)


def _csv(order: Order) -> bytes:
    from townmeeting.reports.table_csv import render_table

    return render_table(order.analyses, form=order.form, lang=order.lang, encoding=order.csv_encoding, name=order.name)


def _html(order: Order) -> bytes:
    from townmeeting.reports.page import render_page

    return render_page(
        order.analyses,
        lang=order.lang,
        topics=order.topics,
        failures=order.failures,
        mask_names=order.mask_names,
    )


def _docx(order: Order) -> bytes:
    from townmeeting.reports.question_answer import render_document

    return render_document(order.analyses, lang=order.lang, mask_names=order.mask_names)


WRITERS: dict[str, Callable[[Order], bytes]] = {
    ".json": _json,
    ".xlsx": _xlsx,
    ".csv": _csv,
    ".html": _html,
    ".docx": _docx,
}


def check_ending(path: Path) -> None:
    """Raise TM602 where nothing writes files of this ending."""
    if path.suffix.lower() not in WRITERS:
        raise TownMeetingError("TM602", path=path, known=", ".join(WRITERS))


def render_file(path: Path, order: Order) -> bytes:
    """Return the content of the file, by the ending of `path`. Raises TM602 for an unknown ending."""
    check_ending(path)
    return WRITERS[path.suffix.lower()](replace(order, name=str(path)))
