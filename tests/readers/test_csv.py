"""CSV and TSV: split as the standard library splits them, with the way back."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.readers.account import codes, quotes_of, read, skipped, tables
from townmeeting.errors import TownMeetingError
from townmeeting.model import Locator
from townmeeting.readers.csvfile import find_delimiter, tokenize
from townmeeting.settings import ReadingLimits

# fmt: off
DELIMITED = (
    ("a,b\nc,d", ",", ","), ("a\tb\nc\td", ",", "\t"), ("a\tb、c\nd\te", "\t", "\t"), ("a;b\nc;d", ",", ";"),
    ("意見\n回答", ",", ","), ("1,000円\t2,000円\n3\t4\n5\t6", ",", "\t"), ("1,a\n\n2,b\t\n", ",", ","),
)
# fmt: on
FIELDS = st.lists(
    st.lists(st.text(alphabet='あい市,\t"\n; a', max_size=8), min_size=1, max_size=5), min_size=1, max_size=6
)


def values(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = [[]]
    for field in tokenize(text, delimiter):
        rows[-1].append("".join(text[start:end] for start, end in field.spans))
        if field.ends_row:
            rows.append([])
    return rows[:-1]


def by_the_standard_library(text: str, delimiter: str) -> list[list[str]]:
    return [row or [""] for row in csv.reader(io.StringIO(text), delimiter=delimiter)]


@given(st.text(alphabet='あ市,\t"\n a', max_size=60), st.sampled_from((",", "\t")))
def test_any_text_is_split_as_the_standard_library_does(text: str, delimiter: str) -> None:
    assert values(text, delimiter) == by_the_standard_library(text, delimiter)


@given(FIELDS, st.sampled_from((",", "\t")))
def test_what_the_standard_library_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerows(rows)
    assert values(out.getvalue(), delimiter) == rows


@pytest.mark.parametrize(("text", "prefer", "delimiter"), DELIMITED)
def test_the_delimiter_is_told(text: str, prefer: str, delimiter: str) -> None:
    assert find_delimiter(text, prefer=prefer) == delimiter


def test_cells_over_several_lines_keep_their_lines_and_place() -> None:
    doc = read('No,意見,回答\r\n1,"道路について。\r\n橋も""早く""。",検討します。\r\n2,公園,"はい"\r\n', "a.csv")
    assert tables(doc) == [
        [["No", "意見", "回答"], ["1", '道路について。\n橋も"早く"。', "検討します。"], ["2", "公園", "はい"]]
    ]
    (cell,) = (quote for quote in quotes_of(doc) if quote.text == "はい")
    assert cell.where == Locator(line=4, cell="C3")
    assert "".join(skipped(doc, "markup")).count('"') == 6


def test_a_tsv_is_split_at_tabs_only() -> None:
    assert tables(read("1\t図書館, 公園\t検討します。\n2\tあ\tい\n", "a.tsv")) == [
        [["1", "図書館, 公園", "検討します。"], ["2", "あ", "い"]]
    ]


def test_short_rows_are_filled_up_and_blank_ones_dropped() -> None:
    assert tables(read("1,あ,い\n\n,,\n2\n", "a.csv")) == [[["1", "あ", "い"], ["2", "", ""]]]


def test_a_quote_that_is_never_closed_is_told_with_its_line() -> None:
    doc = read('1,あ\n2,"い\n3,う\n', "a.csv")
    assert tables(doc) == [[["1", "あ"], ["2", "い\n3,う"]]]
    assert [(d.code, d.where.line) for d in doc.diagnostics] == [("quote_left_open", 2)]


def test_a_closed_file_gives_no_diagnostic() -> None:
    assert codes(read('1,"あ"\n', "a.csv")) == []


def test_more_cells_than_the_limit_are_refused() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read("a," * 30, "a.csv", limits=ReadingLimits(max_stretches=20))
    assert caught.value.code == "TM210"


@pytest.mark.parametrize("piece", [",", '"', '""', "\n", "a\n", '"a",', "\t", "あ"])
def test_hostile_repetition_takes_linear_work(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "終"
    assert list(tokenize(text, ","))
