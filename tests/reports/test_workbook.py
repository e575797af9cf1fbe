"""The workbook: the words of the source, the figures of the analysis, the set-up that an office expects, no formula."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from tests.builders import make_analysis, make_quote
from tests.review.builders import EXCHANGES, OPEN, OVERVIEW, Edited, applied, coverage_of, make_many, merged
from townmeeting.model import Status
from townmeeting.reports.words import Words
from townmeeting.reports.workbook import load_form, render_workbook
from townmeeting.reports.workbook.book import sheet_titles
from townmeeting.reports.workbook.overview import overview_lines
from townmeeting.reports.workbook.rows import PART, cut_parts
from townmeeting.review.guard import CELL_LIMIT

VISIBLE = ["概要", "未回答・要確認", "対応表", "発言一覧", "回答一覧", "補足説明", "約束・検討事項", "注意"]


def load(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return load(render_workbook([make_analysis(status=Status.UNANSWERED)]))


def cells(book: openpyxl.Workbook) -> dict[str, list[list[object]]]:
    return {s.title: [[c.value for c in row] for row in s.iter_rows()] for s in book}


def test_every_sheet_is_there_and_two_are_hidden(book):
    assert [s.title for s in book if s.sheet_state == "visible"] == VISIBLE
    assert {s.title: s.sheet_state for s in book if s.sheet_state != "visible"} == {
        "選択肢": "hidden",
        "tm_data": "veryHidden",
    }


@pytest.mark.parametrize("title", VISIBLE[1:])
def test_a_list_is_set_up_for_screen_and_printer(book, title):
    page = book[title]
    assert page.freeze_panes == "B3"
    assert page.auto_filter.ref.startswith("A2:")
    assert page.print_title_rows == "$1:$2"
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) == (1, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert "&P" in page.oddFooter.right.text


@pytest.mark.parametrize("title", VISIBLE)
def test_protection_leaves_sorting_filtering_and_filling_free(book, title):
    guard = book[title].protection
    assert guard.sheet
    assert guard.password is None
    assert not guard.sort
    assert not guard.autoFilter
    # Excel sorts a protected sheet only where every cell of the range is unlocked
    data = [c for row in book[title].iter_rows(min_row=3) for c in row if c.value is not None and title != OVERVIEW]
    assert all(not c.protection.locked for c in data if not str(c.value).startswith(("tm_",)) and c.has_style)


def test_the_filled_columns_have_drop_downs_from_the_hidden_sheet(book):
    offers = [v for v in book[OPEN].data_validations.dataValidation if v.type == "list"]
    assert {v.formula1.partition("!")[0] for v in offers} == {"'選択肢'"}
    assert len(offers) == 5  # status, checked, department, policy, progress
    choices = {c[0].value: [x.value for x in c[1:] if x.value] for c in book["選択肢"].columns}
    assert choices["status"] == ["回答済", "一部回答", "未回答", "回答不要"]
    assert choices["department"] == ["交通部 交通課"]


def test_status_is_told_by_a_word_and_a_colour_that_follows_it(book):
    edited = Edited(render_workbook([make_many()]))
    assert [edited.book[OPEN].cell(r, edited.column(OPEN, "状態")).value for r in (3, 4, 5)] == [
        "未回答",
        "一部回答",
        "未回答",
    ]
    rules = [r for area in book[OPEN].conditional_formatting for r in area.rules]
    assert {r.formula[0] for r in rules} == {'"回答済"', '"一部回答"', '"未回答"', '"回答不要"'}


def test_no_formula_no_macro_no_link_to_the_outside():
    data = render_workbook([make_analysis()])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            text = archive.read(name)
            assert b"<f>" not in text
            assert b"<f " not in text
            assert b"TargetMode" not in text
            assert "vba" not in name.lower()
            assert "externalLink" not in name
    links = [c.hyperlink for s in load(data) for row in s.iter_rows() for c in row if c.hyperlink]
    assert links
    titles = {s.title for s in load(data)}
    for link in links:
        assert link.target is None
        assert re.fullmatch(r"'(.+)'!A1", link.location).group(1) in titles


def test_the_same_analysis_gives_the_same_bytes():
    assert render_workbook([make_analysis()]) == render_workbook([make_analysis()])


def test_one_font_that_windows_has(book):
    names = {
        c.font.name for s in book for row in s.iter_rows() for c in row if c.value is not None and s.title in VISIBLE
    }
    assert names <= {"游ゴシック", "Calibri"}
    assert {c.font.name for c in book[OPEN][2] if c.value and not c.value.startswith("tm_")} == {"游ゴシック"}


def test_a_point_is_shown_word_for_word_with_its_reply(book):
    edited = Edited(render_workbook([make_analysis()]))
    row = edited.row(EXCHANGES, "1.1")
    page = edited.book[EXCHANGES]
    assert page.cell(row, edited.column(EXCHANGES, "論点")).value == "バスを増やしてほしい。"
    assert page.cell(row, edited.column(EXCHANGES, "回答")).value == "【t2.1 市長】来年度から増やします。"
    assert "交通部 交通課" in page.cell(row, edited.column(EXCHANGES, "担当課候補")).value


def test_the_figures_are_those_of_the_analysis():
    analysis = make_many()
    lines = overview_lines([analysis], Words(), load_form(), [], [])
    shown = [
        tuple(v for v, _ in line.cells) for line in lines if len(line.cells) == 8 and line.cells[0][0] != "回答状況"
    ]
    wanted = [t for t in analysis.tallies if t.dimension in ("meeting", "kind", "department")]
    assert [s[2:7] for s in shown] == [(t.total, t.answered, t.partial, t.unanswered, t.check) for t in wanted]
    assert [s[7] for s in shown] == [t.share for t in wanted]
    page = load(render_workbook([analysis]))[OVERVIEW]
    assert [c.value for c in next(r for r in page.iter_rows() if r[0].value == "全体")][2:] == [5, 1, 2, 2, 0, 0.2]


def test_what_a_person_decided_is_marked():
    analysis = make_many()
    decisions = merged(Edited(render_workbook([analysis])).reviewer("佐藤").set(OPEN, "1.1", "状態", "回答済").bytes())
    shown = Edited(render_workbook([applied(analysis, decisions)]))
    assert coverage_of(applied(analysis, decisions), "1.1").decided
    page = shown.book[EXCHANGES]
    who = page.cell(shown.row(EXCHANGES, "1.1"), shown.column(EXCHANGES, "判断した人")).value
    assert who.startswith("佐藤\n")
    assert page.cell(shown.row(EXCHANGES, "2.1"), shown.column(EXCHANGES, "判断した人")).value == "機械"


def test_conflicts_have_a_sheet_of_their_own():
    analysis = make_many()
    book = render_workbook([analysis])
    files = [
        Edited(book).reviewer(w).set(OPEN, "1.1", "状態", s).bytes() for w, s in (("佐", "回答済"), ("鈴", "一部回答"))
    ]
    page = load(render_workbook([applied(analysis, merged(*files))]))["判断の食い違い"]
    header, row = ([c.value for c in r] for r in page.iter_rows(min_row=2, max_row=3))
    facts = dict(zip(header, row, strict=True))
    assert (facts["論点の番号"], facts["項目"], facts["人の記入"]) == ("1.1", "状態", "佐: 回答済\n鈴: 一部回答")
    assert "判断の食い違い" not in load(book).sheetnames


def test_several_meetings_share_a_workbook_and_keep_their_rows_apart():
    page = Edited(render_workbook([make_many(), make_many(title="二つ目の会")]))
    assert page.row(OPEN, "1-1.1") != page.row(OPEN, "2-1.1")
    assert page.book[OPEN].cell(page.row(OPEN, "2-1.1"), page.column(OPEN, "会議")).value == "2 二つ目の会"


def test_a_long_text_is_cut_into_rows_without_losing_a_character():
    text = "あいうえお。" * 700 + "終わりの文"
    parts = list(cut_parts(make_quote(text)))
    assert all(len(p.text) <= PART for p in parts)
    assert "".join(p.text for p in parts) == text
    page = Edited(render_workbook([make_many(words=(text,), states=(Status.UNANSWERED,))])).book["発言一覧"]
    shown = "".join(row[3].value for row in page.iter_rows(min_row=3) if row[1].value == "住民")
    assert shown == text


def test_a_text_longer_than_a_cell_is_cut_visibly_and_told():
    text = "長い" * CELL_LIMIT
    edited = Edited(render_workbook([make_many(words=(text,), states=(Status.UNANSWERED,))]))
    shown = edited.book[OPEN].cell(3, edited.column(OPEN, "論点")).value
    assert len(shown) <= CELL_LIMIT
    assert "全文は JSON" in shown
    assert any("32,767" in str(c.value) for row in edited.book[OVERVIEW].iter_rows() for c in row)
    assert merged(edited.bytes()).leftovers == ()


def test_control_characters_become_visible_and_are_counted():
    edited = Edited(
        render_workbook([make_many(words=("赤い\x1b[31m字\x00と\u202e逆さ。",), states=(Status.UNANSWERED,))])
    )
    assert edited.book[OPEN].cell(3, edited.column(OPEN, "論点")).value == "赤い\ufffd[31m字\ufffdと\ufffd逆さ。"
    assert any("制御文字" in str(c.value) for row in edited.book[OVERVIEW].iter_rows() for c in row)
    assert merged(edited.bytes()).leftovers == ()


def test_an_empty_analysis_still_makes_a_workbook():
    empty = replace(make_analysis(), points=(), responses=(), coverage=(), commitments=(), tallies=())
    assert load(render_workbook([empty])).sheetnames[0] == OVERVIEW
    assert merged(render_workbook([empty])).records == ()


def test_english_on_request():
    book = load(render_workbook([make_many()], lang="en"))
    assert book.sheetnames[:2] == ["Overview", "Open points"]
    assert book["Open points"]["A2"].value == "No."
    edited = Edited(render_workbook([make_many()], lang="en")).set("Open points", "1.1", "Status", "Answered")
    assert [r.value for r in merged(edited.bytes()).records] == ["answered"]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (["a/b\\c?d*e[f]g:h"], ["a・b・c・d・e・f・g・h"]),
        (["'会'", "会", "会"], ["会", "会-2", "会-3"]),
        (["", " "], ["Sheet", "Sheet-2"]),
        (["あ" * 40, "あ" * 41], ["あ" * 31, "あ" * 27 + "-2"]),
        (["TM_DATA", "history"], ["TM_DATA-2", "history-2"]),
        (["𠮷" * 20], ["𠮷" * 15]),
    ],
)
def test_titles_are_such_as_excel_takes(wanted, titles):
    assert sheet_titles(wanted) == titles
