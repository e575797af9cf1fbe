"""Excel workbooks: sheets as tables, merged cells, values as shown, and what is told of the rest."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tests.readers.account import codes, quotes_of, read, tables, words
from townmeeting.errors import TownMeetingError
from townmeeting.model import Locator, SourceDocument, Table
from townmeeting.settings import ReadingLimits

# fmt: off
SHOWN = (
    (1.0, "General", "1"), (3, "General", "3"), (2.5, "General", "2.5"), (0.1 + 0.2, "General", "0.3"),
    (12, '0"件"', "12件"), (3, '"No."0', "No.3"), (0.25, "0%", "25%"), (True, "General", "TRUE"),
    (dt.date(2024, 10, 6), "yyyy/m/d", "2024-10-06"),
    (dt.datetime(2024, 10, 6, 14, 30), "yyyy/m/d h:mm", "2024-10-06 14:30"),
    (dt.time(14, 30), "h:mm", "14:30:00"), ("2-1", "@", "2-1"), ("　字下げ\n二行目 ", "@", "字下げ\n二行目"),
    (1234, "#,##0", "1234"), (5, '#,##0_);(#,##0)', "5"),
)
# fmt: on


def made(fill: Callable[[Worksheet], None], *, more: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "意見"
    fill(book.active)
    more(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows(*values: tuple[object, ...]) -> Callable[[Worksheet], None]:
    def fill(sheet: Worksheet) -> None:
        for row in values:
            sheet.append(row)

    return fill


def opened(fill: Callable[[Worksheet], None], **options: object) -> SourceDocument:
    return read(made(fill), "opinions.xlsx", **options)


def patched(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            xml = old.read(entry.filename)
            new.writestr(entry, change(xml) if entry.filename == name else xml)
    return out.getvalue()


def test_a_sheet_is_a_table_and_every_cell_knows_its_place() -> None:
    doc = opened(rows(("No.", "意見"), (1, "道路")))
    assert tables(doc) == [[["No.", "意見"], ["1", "道路"]]]
    assert [q.where for q in quotes_of(doc)][-1] == Locator(sheet="意見", cell="B2")
    (table,) = doc.blocks
    assert isinstance(table, Table)
    assert (table.where, table.ruled) == (Locator(sheet="意見"), True)


def test_empty_borders_are_left_out_and_empty_rows_within_are_not() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["C3"], sheet["D3"], sheet["C6"] = "意見の概要", "回答", "道路"
        sheet["A1"] = " "

    doc = opened(fill)
    assert tables(doc) == [[["意見の概要", "回答"], ["", ""], ["", ""], ["道路", ""]]]
    assert next(quotes_of(doc)).where.cell == "C3"


def test_merged_cells_point_to_the_cell_with_the_words() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("意見と回答", None, "区分"), ("道路", "まとめて答えます", "A"), ("公園", None, "B"), ("橋", None, None))(
            sheet
        )
        for area in ("A1:B1", "B2:B4", "C3:C4"):
            sheet.merge_cells(area)

    assert tables(opened(fill)) == [
        [
            ["意見と回答", "<意見と回答>", "区分"],
            ["道路", "まとめて答えます", "A"],
            ["公園", "<まとめて答えます>", "B"],
            ["橋", "<まとめて答えます>", "<B>"],
        ]
    ]


@pytest.mark.parametrize(("value", "form", "shown"), SHOWN)
def test_values_read_about_as_excel_shows_them(value: object, form: str, shown: str) -> None:
    def fill(sheet: Worksheet) -> None:
        cell = sheet["A1"]
        cell.value, cell.number_format = value, form

    assert tables(opened(fill)) == [[[shown]]]


def test_rich_text_is_one_text() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"] = CellRichText("道路を", TextBlock(InlineFont(b=True), "早く"), "直して")

    assert tables(opened(fill)) == [[["道路を早く直して"]]]


def test_sheets_follow_each_other_and_hidden_ones_are_read_and_told() -> None:
    def more(book: Workbook) -> None:
        second = book.create_sheet("控え")
        second["A1"] = "隠した意見"
        second.sheet_state = "hidden"
        book.create_sheet("空")

    doc = read(made(rows(("意見",)), more=more), "a.xlsx")
    assert tables(doc) == [[["意見"]], [["隠した意見"]]]
    assert [(d.code, d.where.sheet) for d in doc.diagnostics] == [("hidden_sheet", "控え")]


def test_hidden_rows_comments_and_errors_are_told() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("意見", "回答"), ("道路", "#REF!"))(sheet)
        sheet["B2"].data_type = "e"
        sheet.row_dimensions[2].hidden = True
        sheet["A1"].comment = Comment("要確認", "職員")

    doc = opened(fill)
    assert tables(doc) == [[["意見", "回答"], ["道路", "#REF!"]]]
    assert codes(doc) == ["hidden_cells", "comments_not_read", "error_values"]


def test_formulas_without_a_saved_result_are_told_with_their_place() -> None:
    doc = opened(rows(("意見", "件数"), ("道路", "=1+1"), ("公園", "=SUM(B2:B2)")))
    assert tables(doc) == [[["意見", "件数"], ["道路", ""], ["公園", ""]]]
    (found,) = doc.diagnostics
    assert (found.code, dict(found.fields)) == ("formulas_without_value", {"sheet": "意見", "count": "2", "cell": "B2"})


def test_formulas_with_a_saved_result_read_as_that() -> None:
    data = made(rows(("道路", "=1+1")))
    full = b"<f>1+1</f><v>2</v>"
    saved = patched(data, "xl/worksheets/sheet1.xml", lambda xml: re.sub(rb"<f>1\+1</f><v ?(/>|></v>)", full, xml))
    doc = read(saved, "a.xlsx")
    assert (tables(doc), codes(doc)) == ([[["道路", "2"]]], [])


def test_words_in_text_boxes_follow_the_table_of_their_sheet() -> None:
    drawing = (
        '<xdr:wsDr xmlns:xdr="http://x" xmlns:a="http://a"><xdr:sp><xdr:txBody><a:p><a:r><a:t>令和６年度</a:t></a:r>'
        "<a:r><a:t>意見&amp;回答</a:t></a:r></a:p><a:p></a:p><a:p><a:r><a:t>みどり野市</a:t></a:r></a:p>"
        "</xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://d/drawing" Target="../drawings/drawing1.xml"/></Relationships>'
    )
    data = io.BytesIO(made(rows(("意見", "回答"))))
    with zipfile.ZipFile(data, "a") as package:
        package.writestr("xl/drawings/drawing1.xml", drawing)
        package.writestr("xl/worksheets/_rels/sheet1.xml.rels", rels)
    doc = read(data.getvalue(), "a.xlsx")
    assert (tables(doc), words(doc)) == ([[["意見", "回答"]]], ["令和６年度意見&回答", "みどり野市"])


def test_a_sheet_formatted_to_its_last_row_is_read_for_what_it_holds() -> None:
    def fill(sheet: Worksheet) -> None:
        rows(("意見", "回答"))(sheet)
        sheet["XFD1048576"].number_format = "0"

    assert tables(opened(fill)) == [[["意見", "回答"]]]


def test_two_cells_at_the_far_ends_of_a_sheet_are_refused() -> None:
    def fill(sheet: Worksheet) -> None:
        sheet["A1"], sheet["XFD1048576"] = "意見", "回答"

    with pytest.raises(TownMeetingError) as caught:
        opened(fill)
    assert caught.value.code == "TM210"


def test_an_area_merged_over_the_whole_sheet_is_refused_before_it_is_loaded() -> None:
    merged = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    data = patched(made(rows(("意見",))), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"</worksheet>", merged))
    with pytest.raises(TownMeetingError) as caught:
        read(data, "a.xlsx")
    assert caught.value.code == "TM210"


def test_more_cells_than_the_limit_are_refused_before_they_are_loaded() -> None:
    with pytest.raises(TownMeetingError) as caught:
        opened(rows(*[(1, 2, 3)] * 10), limits=ReadingLimits(max_cells=20))
    assert caught.value.code == "TM210"


def test_a_package_that_unpacks_beyond_the_limit_is_refused() -> None:
    data = made(rows(("あ" * 1000,)))
    with pytest.raises(TownMeetingError) as caught:
        read(data, "a.xlsx", limits=ReadingLimits(max_bytes=len(data) + 1))
    assert caught.value.code == "TM210"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_damaged_part_is_told(part: str) -> None:
    data = patched(made(rows(("意見",))), part, lambda xml: xml[: len(xml) // 2])
    with pytest.raises(TownMeetingError) as caught:
        read(data, "a.xlsx")
    assert caught.value.code == "TM207"


def test_an_empty_workbook_is_empty() -> None:
    with pytest.raises(TownMeetingError) as caught:
        opened(lambda sheet: None)
    assert caught.value.code == "TM201"
