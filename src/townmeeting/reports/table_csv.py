"""The follow-up list as CSV: UTF-8 with BOM and CRLF, as Excel opens it with a double click."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence

from townmeeting.errors import TownMeetingError
from townmeeting.model import Analysis
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.cells import Guard, is_risky
from townmeeting.reports.workbook.form import Form, load_form, pick
from townmeeting.reports.workbook.lists import make_listing
from townmeeting.reports.workbook.values import Value, make_places

SHOWN = 30
"""Most characters that the error about an encoding names."""


def render_table(
    analyses: Sequence[Analysis],
    *,
    form: Form | None = None,
    lang: str = "ja",
    encoding: str = "utf-8-sig",
    name: str = "CSV",
) -> bytes:
    """Return the sheet that the form names for CSV (the open points) as CSV.

    A field that a spreadsheet could take for a formula gets an apostrophe before it. Raises TM603 with the
    characters that `encoding` lacks, TM103 for an encoding that does not exist.
    """
    form, words = form or load_form(), Words(lang)
    titles = {c.key: pick(c.title, lang) for c in form.fields.values()}
    places = make_places(analyses, words, words("JSON 出力", "the JSON"), titles)
    listing = make_listing(form.csv, places)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    guard = Guard(words.sentence("sheet_whole_in_json"))
    writer.writerow(_field(pick(c.title, lang), guard) for c in listing.columns)
    for row in listing.rows:
        writer.writerow(_field(v, guard) for v in row)
    return _encode(out.getvalue(), encoding, name)


def _field(value: Value, guard: Guard) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    text = guard.text(str(value)) if value is not None else ""
    return f"'{text}" if isinstance(value, str) and is_risky(text) else text


def _encode(text: str, encoding: str, name: str) -> bytes:
    try:
        return text.encode(encoding)
    except LookupError as error:
        raise TownMeetingError("TM103", name=encoding, option="--csv-encoding", known="utf-8-sig, cp932") from error
    except UnicodeEncodeError as error:
        lacking = sorted({c for c in set(text) if not _has(encoding, c)})
        shown = " ".join(f"{c}（U+{ord(c):04X}）" for c in lacking[:SHOWN])
        more = f" … +{len(lacking) - SHOWN}" if len(lacking) > SHOWN else ""
        raise TownMeetingError("TM603", path=name, encoding=encoding, characters=shown + more) from error


def _has(encoding: str, char: str) -> bool:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
