"""A city's own form: which columns, in which order, which more; and what is wrong in it is told by its place."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.builders import make_analysis
from tests.conftest import ROOT
from tests.review.builders import Edited, make_many, merged, values
from townmeeting.errors import TownMeetingError
from townmeeting.model import Status
from townmeeting.reports.table_csv import render_table
from townmeeting.reports.workbook import load_form, render_workbook
from townmeeting.reports.workbook.form import FILLS
from townmeeting.reports.workbook.values import SOURCES, known_columns

OWN = """
font = "MS Pゴシック"
size = 9
order = ["open", "passages"]
[sheets.open]
title = "対応/一覧"
columns = ["words", "status", "budget", "section_of_plan", "office"]
[columns.budget]
title = "予算（千円）"
fill = "text"
choices = ["なし", "要求中"]
[columns.section_of_plan]
title = "対応区分"
printed = "対応区分"
[columns.office]
title = "照会先"
fixed = "企画課"
[columns.words]
width = [10, 12]
"""


def write(folder, text: str):
    path = folder / "our-city.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_city_chooses_orders_and_adds_columns(tmp_path):
    form = load_form(write(tmp_path, OWN))
    data = render_workbook([make_analysis(status=Status.UNANSWERED)], form=form)
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["対応・一覧", "回答一覧", "選択肢", "tm_data"]
    page = book["対応・一覧"]
    assert [c.value for c in page[2]][:5] == ["論点", "状態", "予算（千円）", "対応区分", "照会先"]
    assert [c.value for c in page[3]][:5] == ["バスを増やしてほしい。", "未回答", None, "反映", "企画課"]
    assert page["A2"].font.name == "MS Pゴシック"
    assert page.column_dimensions["A"].width == 12


def test_what_people_put_into_a_city_s_own_column_comes_back_and_is_shown_again(tmp_path):
    form = load_form(write(tmp_path, OWN))
    edited = Edited(render_workbook([make_many()], form=form))
    edited.book["対応・一覧"]["C3"] = "要求中"
    decisions = merged(edited.bytes())
    assert values(decisions) == {("1.1", "budget", "要求中")}


def test_the_csv_follows_the_form(tmp_path):
    text = render_table([make_many()], form=load_form(write(tmp_path, OWN))).decode("utf-8-sig")
    assert text.splitlines()[0] == "論点,状態,予算（千円）,対応区分,照会先"


def test_paper_is_chosen_by_the_call(tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(render_workbook([make_many()], form=load_form(paper="a3"))))
    assert {s.page_setup.paperSize for s in book if s.sheet_state == "visible"} == {8}


WRONG = (
    ("colour = 3", "TOML", "colour"),
    ('paper = "b5"', "paper", "b5"),
    ("size = 40", "size", "40"),
    ('order = ["open", "graph"]', "order", "graph"),
    ('csv = "overview"', "csv", "overview"),
    ('[sheets.open]\ncolumns = ["words", "nonsense"]', "sheets.open.columns", "nonsense"),
    ('[sheets.open]\ncolumns = ["strength"]', "sheets.open.columns", "strength"),
    ('[sheets.open]\ncolumns = ["words", "words"]', "sheets.open.columns", "論点"),
    ('[sheets.open]\ncolour = "red"', "sheets.open", "colour"),
    ("[columns.words]\nwidth = 3", "columns.words.width", "3"),
    ('[columns.words]\nwide = "3"', "columns.words", "wide"),
    ('[columns.x]\nfill = "number"', "columns.x.fill", "number"),
    ("[columns.x]\ntitle = 3", "columns.x", "3"),
    ("[columns.x]\nchoices = 3", "columns.x.choices", "3"),
    ("[columns.x]\nprinted = 3", "columns.x.printed", "3"),
    ("font = ", "TOML", "Invalid value"),
)


@pytest.mark.parametrize(("text", "place", "found"), WRONG)
def test_what_is_wrong_is_told_by_its_place(tmp_path, text, place, found):
    with pytest.raises(TownMeetingError) as error:
        load_form(write(tmp_path, text))
    assert error.value.code == "TM109"
    assert place in str(error.value)
    assert found in str(error.value)


def test_a_missing_form_and_one_in_another_encoding_are_told(tmp_path):
    with pytest.raises(TownMeetingError) as error:
        load_form(tmp_path / "nowhere.toml")
    assert error.value.code == "TM101"
    path = tmp_path / "sjis.toml"
    path.write_bytes('font = "游ゴシック"'.encode("cp932"))
    with pytest.raises(TownMeetingError) as error:
        load_form(path)
    assert error.value.code == "TM109"


def test_every_column_of_the_built_in_form_has_a_value_or_is_filled_by_people():
    form = load_form()
    assert {s.source for s in form.sheets} == set(SOURCES)
    for sheet in form.sheets:
        for column in sheet.columns:
            assert column.key in known_columns(sheet.source) or column.fill in FILLS
            assert all(t.strip() for t in column.title)


def test_the_example_in_the_documentation_works(tmp_path):
    page = (ROOT / "docs" / "workbook.md").read_text(encoding="utf-8")
    form = load_form(write(tmp_path, page.split("```toml\n")[1].split("```")[0]))
    assert [s.source for s in form.sheets] == ["overview", "open", "exchanges", "passages"]
    assert form.fields["budget"].choices[1] == ("要求中", "要求中")
