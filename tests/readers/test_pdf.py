"""PDF: lines in reading order, ruled tables, furniture, doubts and refusals."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.readers.account import codes, read, skipped, tables, words
from tests.readers.pdfs import HEIGHT, Sheet, office_pdf
from townmeeting.errors import TownMeetingError
from townmeeting.model import Locator, Paragraph, SourceDocument, Table
from townmeeting.readers.pdf_second import agreement
from townmeeting.readers.pdf_text import Glyph, joint, line_of, lines_of
from townmeeting.settings import ReadingLimits
from townmeeting.text import squeeze

# fmt: off
PAGE_NUMBERS = ("3", "- 3 -", "－３－", "3/12", "3 ／ 12", "p. 3", "3ページ", "第3頁", "(3)", "― 3 ―")
NO_PAGE_NUMBERS = ("令和6年", "3 道路について", "1. 図書館", "50㎡", "第3回")
JOINTS = (
    ("図書館の開館時間を平", "日も延ばしてほしい。", 100, ""), ("図書館です。", "道路です。", 100, "\n"),
    ("Modeling of the pla", "Management", 108, " "), ("平日も延ばしてほしい。", "・道路のこと", 110, "\n"),
    ("図書館の開館時間を平", "DXの推進", 100, ""), ("本計画の第１章は", "Infrastructure", 110, ""),
)
# fmt: on

LEFT = [f"左の段の{n}行目はここまで続いている" for n in range(12)]
RIGHT = [f"右の段の{n}行目もここまで続いている" for n in range(12)]


def opened(sheet: Sheet, **options: object) -> SourceDocument:
    return read(sheet.data(), "minutes.pdf", **options)


def refused(data: bytes, name: str = "minutes.pdf") -> TownMeetingError:
    with pytest.raises(TownMeetingError) as caught:
        read(data, name)
    return caught.value


def set_line(text: str, x: float = 0.0) -> list[Glyph]:
    glyphs = []
    for char in text:
        width = 5.0 if char.isascii() else 10.0
        glyphs.append(Glyph(char, x, x + width, 0.0, 10.0))
        x += width
    return glyphs


def test_lines_are_paragraphs_with_page_and_line() -> None:
    doc = opened(Sheet().lines(60, 100, ["市長と語る会", "①図書館について", "㈱みどり野"]).turn().text(60, 100, "続き"))
    assert words(doc) == ["市長と語る会", "①図書館について", "㈱みどり野", "続き"]
    assert [b.quote.where for b in doc.blocks if isinstance(b, Paragraph)][2:] == [
        Locator(page=1, line=3),
        Locator(page=2, line=1),
    ]
    assert (doc.format, doc.physical_lines, doc.encoding) == ("pdf", True, None)
    assert codes(doc) == []


@pytest.mark.parametrize(
    ("cmap", "encoding"), [("90ms-RKSJ-H", "cp932"), ("UniJIS-UCS2-H", "utf-16-be"), ("EUC-H", "euc_jp")]
)
def test_the_fonts_of_old_offices_are_read(cmap: str, encoding: str) -> None:
    lines = ["みどり野市の会議録です。", "図書館について", "検討します"]
    doc = read(office_pdf(lines, cmap, encoding), "minutes.pdf")
    assert (words(doc), codes(doc)) == (lines, [])


def test_spaces_gaps_and_indents_show_as_white_space() -> None:
    sheet = (
        Sheet()
        .text(60, 100, "日　　時：令和6年 午後")
        .text(80, 116, "会場")
        .text(140, 116, "市役所")
        .text(60, 132, "参加者 A B")
    )
    assert words(opened(sheet)) == ["日　　時：令和6年 午後", "　　会場　　　　市役所", "参加者 A B"]


def test_a_wider_step_is_a_gap_and_a_page_end_is_none() -> None:
    sheet = Sheet().lines(60, 100, ["一", "二"]).lines(60, 160, ["三", "四"]).turn().lines(60, 100, ["五", "六"])
    gaps = [b.gap for b in opened(sheet).blocks if isinstance(b, Paragraph)]
    assert gaps == [True, False, True, False, False, False]


def test_bold_made_of_two_prints_counts_once() -> None:
    assert words(opened(Sheet().text(60, 100, "見出し").text(60.3, 100, "見出し"))) == ["見出し"]


def test_ruby_is_set_aside() -> None:
    doc = opened(
        Sheet().text(60, 100, "髙﨑委員の意見").font(size=5).text(72, 91, "さき").font().text(60, 120, "次の行")
    )
    assert (words(doc), skipped(doc, "ruby")) == (["髙﨑委員の意見", "次の行"], ["さき"])


def test_a_note_sign_set_high_stays_in_its_line() -> None:
    sheet = Sheet().text(60, 100, "計画").font(size=5).text(80, 97, "※1").font().text(88, 100, "について")
    assert words(opened(sheet)) == ["計画※1について"]


@pytest.mark.parametrize("number", PAGE_NUMBERS)
def test_page_numbers_at_the_edge_are_set_aside(number: str) -> None:
    doc = opened(Sheet().text(60, 100, "本文です。").text(290, HEIGHT - 30, number))
    assert (words(doc), skipped(doc, "page_furniture")) == (["本文です。"], [number.replace("－", "−")])


@pytest.mark.parametrize("text", NO_PAGE_NUMBERS)
def test_short_lines_at_the_edge_stay(text: str) -> None:
    assert words(opened(Sheet().text(60, 100, "本文です。").text(60, HEIGHT - 30, text))) == ["本文です。", text]


def test_headers_that_repeat_are_set_aside_and_the_text_beside_them_is_not() -> None:
    sheet = Sheet()
    for page in range(4):
        sheet.text(60, 40, f"みどり野市会議録 {page + 1}").lines(60, 70, [f"{page}枚目の一行目", "本文です。"])
        sheet = sheet.turn() if page < 3 else sheet
    doc = opened(sheet)
    assert skipped(doc, "page_furniture") == [f"みどり野市会議録 {page + 1}" for page in range(4)]
    assert words(doc) == [line for page in range(4) for line in (f"{page}枚目の一行目", "本文です。")]


def test_two_columns_are_read_one_after_the_other() -> None:
    sheet = Sheet().text(60, 100, "二段にまたがる見出しがここに書いてあり右の段の上までずっと続いている")
    sheet.lines(60, 130, LEFT).lines(310, 130, RIGHT).text(
        60, 400, "二段にまたがる結びがここに書いてあり右の段の下までずっと続いている"
    )
    found = words(opened(sheet))
    assert found[1:-1] == LEFT + RIGHT
    assert found[0].startswith("二段にまたがる見出し")
    assert found[-1].startswith("二段にまたがる結び")


def test_labels_and_values_are_no_two_columns() -> None:
    sheet = Sheet().lines(
        60, 100, ["日　時", "会　場", "参加者", "出席者", "事務局", "テーマ", "傍聴者", "記録者", "備　考"]
    )
    sheet.lines(310, 100, [f"{n}番目の値がここに書いてある" for n in range(9)])
    assert all("　" in line and line.endswith("書いてある") for line in words(opened(sheet)))


def test_ruled_tables_are_grids_with_merged_cells_between_the_lines_around_them() -> None:
    sheet = Sheet().text(60, 90, "前文").text(60, 260, "後文")
    sheet.grid((60, 100, 300, 500), (100, 130)).grid((60, 100, 300), (130, 180, 230)).grid((300, 500), (130, 230))
    sheet.text(65, 118, "No.").text(105, 118, "意見").text(305, 118, "回答")
    sheet.text(65, 148, "1").text(105, 148, "道路のこと").text(305, 148, "まとめて答えます。")
    sheet.text(65, 198, "2").text(105, 198, "公園のこと")
    doc = opened(sheet)
    assert tables(doc) == [
        [
            ["No.", "意見", "回答"],
            ["1", "道路のこと", "まとめて答えます。"],
            ["2", "公園のこと", "<まとめて答えます。>"],
        ]
    ]
    assert [type(block) for block in doc.blocks] == [Paragraph, Table, Paragraph]
    (table,) = (block for block in doc.blocks if isinstance(block, Table))
    assert (table.ruled, table.where) == (True, Locator(page=1))


def test_cells_merged_across_columns_are_covered() -> None:
    sheet = Sheet().grid((60, 300), (100, 130)).grid((60, 180, 300), (130, 160))
    sheet.text(65, 118, "意見と回答").text(65, 148, "意見").text(185, 148, "回答")
    assert tables(opened(sheet)) == [[["意見と回答", "<意見と回答>"], ["意見", "回答"]]]


def test_a_table_open_at_its_sides_keeps_its_outer_columns() -> None:
    sheet = Sheet()
    for top in (100, 130, 160):
        sheet.rule(60, top, 500, top)
    sheet.rule(100, 100, 100, 160).rule(300, 100, 300, 160)
    sheet.lines(65, 118, ["No.", "1"], 30).lines(105, 118, ["意見", "道路"], 30).lines(
        305, 118, ["回答", "直します。"], 30
    )
    assert tables(opened(sheet)) == [[["No.", "意見", "回答"], ["1", "道路", "直します。"]]]


def test_a_frame_and_an_underline_are_no_table() -> None:
    sheet = (
        Sheet()
        .grid((60, 300), (100, 160))
        .text(70, 130, "枠の中です。")
        .rule(60, 202, 120, 202)
        .text(60, 200, "下線です。")
    )
    doc = opened(sheet)
    assert (len(words(doc)), tables(doc)) == (2, [])


def test_wrapped_lines_of_a_cell_are_joined_and_ended_ones_are_not() -> None:
    sheet = Sheet().grid((60, 100, 220), (100, 200)).text(65, 118, "1")
    sheet.lines(105, 118, ["図書館の開館時間を平日", "も延ばしてほしい。", "・道路のこと", "・公園のこと"])
    assert tables(opened(sheet)) == [[["1", "図書館の開館時間を平日も延ばしてほしい。\n・道路のこと\n・公園のこと"]]]


@pytest.mark.parametrize(("line", "following", "right", "between"), JOINTS)
def test_a_line_end_is_a_wrap_only_where_the_line_was_full(
    line: str, following: str, right: float, between: str
) -> None:
    assert joint(line_of(set_line(line)), line_of(set_line(following)), right) == between


def test_words_over_a_rule_are_not_lost() -> None:
    sheet = Sheet().grid((60, 180, 300), (100, 130, 160)).text(65, 118, "意見").text(140, 165, "表の下の縁にかかる注記")
    text = opened(sheet).text
    assert "意見" in text
    assert "表の下の縁にかかる注記" in "".join(text.split())


def test_a_page_set_downwards_is_read_from_the_right_and_told() -> None:
    sheet = Sheet()
    for column, line in enumerate(("市長と語る会の記録です", "図書館の意見がありました", "以上で終わります")):
        for row, char in enumerate(line):
            sheet.text(500 - column * 20, 100 + row * 11, char)
    doc = opened(sheet)
    assert words(doc) == ["市長と語る会の記録です", "図書館の意見がありました", "以上で終わります"]
    assert codes(doc) == ["vertical_page"]


@pytest.mark.parametrize(("rotation", "origin"), [(90, (595, 0)), (180, (595, 842)), (270, (0, 842))])
def test_a_page_turned_in_the_file_is_read_as_it_shows(rotation: int, origin: tuple[float, float]) -> None:
    def turned(canvas: Canvas) -> None:
        canvas.setPageRotation(rotation)
        canvas.translate(*origin)
        canvas.rotate(rotation)

    # pdfminer does not know the second glyph of this font; PDFium names it, at its place on the turned page.
    doc = opened(Sheet().draw(turned).text(60, 500, "山﨑委員です。").text(60, 516, "二行目です。"))
    assert (words(doc), codes(doc)) == (["山﨑委員です。", "二行目です。"], [])


def test_text_lying_on_its_side_is_told() -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(100, -300, "横に倒れた文字です。")

    assert "rotated_page" in codes(opened(Sheet().draw(sideways)))


def picture(canvas: Canvas) -> None:
    canvas.drawImage(ImageReader(Image.new("RGB", (40, 40), "gray")), 60, 300, 200, 200)


def test_a_page_of_a_scan_among_others_is_told() -> None:
    doc = opened(Sheet().text(60, 100, "一枚目です。").turn().draw(picture).turn().text(60, 100, "三枚目です。"))
    assert [(d.code, d.where.page) for d in doc.diagnostics] == [("page_without_text", 2)]


def test_a_scan_is_refused_even_with_page_numbers_on_it() -> None:
    error = refused(Sheet().draw(picture).text(290, HEIGHT - 30, "- 1 -").turn().draw(picture).data())
    assert (error.code, error.fields["pages"]) == ("TM203", 2)


def test_a_password_is_told() -> None:
    assert refused(Sheet(encrypt="secret").text(60, 100, "秘密です。").data()).code == "TM204"


def test_a_file_that_opens_without_its_owners_password_is_read() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    sheet = Sheet(encrypt=StandardEncryption("", ownerPassword="owner"))  # type: ignore[arg-type]
    assert words(opened(sheet.text(60, 100, "公開です。"))) == ["公開です。"]


def test_a_truncated_file_is_damaged() -> None:
    data = Sheet().lines(60, 100, ["本文です。"] * 20).data()
    assert refused(data[: len(data) // 3]).code == "TM207"


def test_a_damaged_page_is_refused_with_a_code_or_told() -> None:
    data = Sheet().lines(60, 100, ["本文です。"] * 20).data()
    broken = data.replace(b"/Filter", b"/Filtex").replace(b"endobj", b"endobx", 3)
    assert refused(broken).code in ("TM203", "TM207")


def test_a_photo_called_pdf_is_told_by_its_kind() -> None:
    out = io.BytesIO()
    Image.new("RGB", (4, 4)).save(out, "JPEG")
    error = refused(out.getvalue(), "minutes.pdf")
    assert (error.code, error.fields["found"]) == ("TM206", "JPEG")


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(TownMeetingError) as caught:
        opened(Sheet().text(60, 100, "本文です。"), limits=ReadingLimits(max_characters=3))
    assert caught.value.code == "TM210"


def test_two_readings_agree_or_not() -> None:
    assert agreement("図書館 ①", "① 図書館\r\n") == 1.0
    assert agreement("大阪会議", "⼤阪会議") == 1.0
    assert agreement("図書館", "図") == 0.5
    assert agreement("", "") == 1.0


def test_a_page_the_readings_disagree_on_is_told() -> None:
    limits = ReadingLimits(pdf_agreement=1.01)
    assert codes(opened(Sheet().text(60, 100, "本文です。"), limits=limits)) == ["pdf_readings_differ"]


@pytest.mark.corpus
def test_every_cell_of_a_real_ruled_table_is_printed_as_it_was_read(corpus: Path, gold: Path) -> None:
    rows = json.loads((gold / "mlit-transport-plan.rows.json").read_text(encoding="utf-8"))["rows"]
    doc = read((corpus / "mlit-transport-plan-public-comment.pdf").read_bytes(), "plan.pdf")
    cells = {squeeze(cell.strip("<>")) for table in tables(doc) for row in table for cell in row}
    missing = [
        (row["label"], side) for row in rows for side in ("statement", "response") if squeeze(row[side]) not in cells
    ]
    assert not missing, f"{len(missing)} cells of {2 * len(rows)} differ, first {missing[:5]}"


def test_glyphs_in_any_order_make_the_same_lines() -> None:
    glyphs = [*set_line("図書館について"), Glyph("次", 0, 10, 20, 30)]
    assert [line.text for line in lines_of(reversed(glyphs))] == ["図書館について", "次"]


def test_a_page_with_too_many_rules_is_read_as_lines_and_told() -> None:
    sheet = Sheet().text(60, 800, "地図の説明です。")
    for n in range(3100):
        sheet.rule(60 + n * 0.1, 100, 60 + n * 0.1, 300)
    doc = opened(sheet)
    assert (words(doc), codes(doc)) == (["地図の説明です。"], ["tables_not_sought"])
