"""Word documents: order, list numbers, merged cells, tracked changes, ruby, text boxes, notes."""

from __future__ import annotations

import docx
import pytest

from tests.readers.account import codes, read, skipped, tables, words
from tests.readers.words import of_body, p, r, saved, table, tc, with_notes, with_numbering, with_part
from townmeeting.errors import TownMeetingError
from townmeeting.model import Locator, Paragraph, SourceDocument, Style
from townmeeting.readers.docx_numbers import FORMATS

LISTED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'

RUBY = "<w:r><w:ruby><w:rt>" + r("さき") + "</w:rt><w:rubyBase>" + r("﨑") + "</w:rubyBase></w:ruby></w:r>"

# fmt: off
NUMBERS = (
    ("decimal", 12, "12"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 3, "03"),
    ("decimalEnclosedCircle", 3, "③"), ("decimalEnclosedCircle", 21, "㉑"), ("decimalEnclosedCircle", 40, "(40)"),
    ("decimalEnclosedParen", 2, "⑵"), ("decimalEnclosedFullstop", 1, "⒈"), ("aiueo", 2, "イ"),
    ("aiueoFullWidth", 47, "ア"), ("iroha", 3, "ハ"), ("lowerLetter", 2, "b"), ("upperLetter", 27, "AA"),
    ("lowerRoman", 4, "iv"), ("upperRoman", 9, "IX"), ("japaneseCounting", 20, "二十"),
    ("japaneseCounting", 115, "百十五"), ("ideographDigital", 3, "三"), ("ideographTraditional", 2, "乙"),
    ("ideographZodiac", 3, "寅"), ("none", 5, ""),
)
PARAGRAPHS = (
    (p("図書館について"), ["図書館について"]),
    (p(r("一行目") + "<w:r><w:br/></w:r>" + r("二行目")), ["一行目", "二行目"]),
    (p(r("市長") + "<w:r><w:tab/></w:r>" + r("答えます")), ["市長\t答えます"]),
    (p("<w:ins>" + r("追記") + "</w:ins>" + r("本文")), ["追記本文"]),
    (p("<w:del><w:r><w:delText>削除</w:delText></w:r></w:del>" + r("本文")), ["本文"]),
    (p('<w:moveFrom>' + r("元の場所") + "</w:moveFrom>" + r("本文")), ["本文"]),
    (p(RUBY + r("委員")), ["﨑委員"]),
    (p("<w:hyperlink>" + r("市の案内") + "</w:hyperlink>"), ["市の案内"]),
    (p("<w:r><w:instrText>PAGE</w:instrText></w:r>" + r("3ページ")), ["3ページ"]),
    (p('<w:fldSimple w:instr="DATE">' + r("令和6年") + "</w:fldSimple>"), ["令和6年"]),
    (p(r("見える") + r("見えない", "<w:vanish/>")), ["見える"]),
    (p(r("見える", '<w:vanish w:val="0"/>')), ["見える"]),
    (p('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>' + r("済み")), ["済み"]),
    (f"<w:sdt><w:sdtPr/><w:sdtContent>{p('枠の中')}</w:sdtContent></w:sdt>", ["枠の中"]),
    (p("　字下げです。 "), ["　字下げです。"]),
    (p(""), []),
)
# fmt: on


def body(xml: str) -> SourceDocument:
    return read(of_body(xml), "minutes.docx")


@pytest.mark.parametrize(("xml", "expected"), PARAGRAPHS)
def test_a_paragraph_reads_as_word_shows_it(xml: str, expected: list[str]) -> None:
    assert words(body(xml + p("終わり"))) == [*expected, "終わり"]


def test_what_is_not_shown_is_set_aside_with_its_reason() -> None:
    doc = body(
        p("<w:del><w:r><w:delText>削除</w:delText></w:r></w:del>" + r("本文") + r("隠し", "<w:vanish/>"))
        + p("<w:ins>" + r("追記") + "</w:ins>")
    )
    assert (skipped(doc, "deleted"), skipped(doc, "hidden")) == (["削除"], ["隠し"])
    assert [(d.code, dict(d.fields)["count"]) for d in doc.diagnostics] == [
        ("tracked_changes", "2"),
        ("hidden_text", "1"),
    ]


def test_paragraphs_and_tables_keep_their_order_and_place() -> None:
    doc = body(p("前") + table(tc("意見") + tc("回答"), tc("道路") + tc("直します")) + p("後"))
    assert [getattr(block, "quote", None) and block.quote.where for block in doc.blocks] == [
        Locator(paragraph=1),
        None,
        Locator(paragraph=6),
    ]
    assert tables(doc) == [[["意見", "回答"], ["道路", "直します"]]]


def test_merged_cells_point_to_the_cell_with_the_words() -> None:
    doc = body(
        table(
            tc("No.") + tc("意見と回答", '<w:gridSpan w:val="2"/>'),
            tc("1") + tc("道路") + tc("まとめて答えます", '<w:vMerge w:val="restart"/>'),
            tc("2") + tc("公園") + tc("", "<w:vMerge/>"),
            tc("3") + tc("橋") + tc("別に答えます"),
        )
    )
    assert tables(doc) == [
        [
            ["No.", "意見と回答", "<意見と回答>"],
            ["1", "道路", "まとめて答えます"],
            ["2", "公園", "<まとめて答えます>"],
            ["3", "橋", "別に答えます"],
        ]
    ]


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    xml = table(
        tc("No.") + tc("意見") + tc("回答"), '<w:trPr><w:gridBefore w:val="1"/></w:trPr>' + tc("続き") + tc("です")
    )
    assert tables(body(xml)) == [[["No.", "意見", "回答"], ["", "続き", "です"]]]


def test_a_cell_has_its_paragraphs_and_inner_tables_as_lines() -> None:
    inner = table(tc("年") + tc("数"))
    doc = body(table(tc(p("一つ目。") + p("二つ目。") + inner) + tc("回答")))
    assert tables(doc) == [[["一つ目。\n二つ目。\n年\n数", "回答"]]]


def test_a_frame_of_one_cell_is_read_as_what_it_holds() -> None:
    assert words(body(table(tc(p("枠の中です。") + p("二行目です。"))))) == ["枠の中です。", "二行目です。"]


def test_a_deleted_row_is_no_row() -> None:
    doc = body(table(tc("1") + tc("道路"), "<w:trPr><w:del/></w:trPr>" + tc("2") + tc("公園")))
    assert (tables(doc), codes(doc)) == ([[["1", "道路"]]], ["tracked_changes"])


def test_text_boxes_are_read_once() -> None:
    box = f"<w:txbxContent>{p('箱の中です。')}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert words(body(p(both + r("本文")))) == ["本文", "箱の中です。"]
    assert words(body(p(f"<w:r><w:pict><v:textbox>{box}</v:textbox></w:pict></w:r>" + r("本文")))) == [
        "本文",
        "箱の中です。",
    ]
    assert tables(body(table(tc(p(both)) + tc("右")))) == [[["箱の中です。", "右"]]]


@pytest.mark.parametrize(("form", "number", "shown"), NUMBERS)
def test_numbers_are_written_as_word_writes_them(form: str, number: int, shown: str) -> None:
    assert FORMATS[form](number) == shown


def test_list_numbers_are_counted_and_shown() -> None:
    items = [(0, "道路"), (1, "市道"), (1, "県道"), (0, "公園"), (1, "遊具"), (2, "点検"), (0, "橋")]
    xml = "".join(p(text, LISTED.format(depth, 1)) for depth, text in items)
    data = with_numbering(of_body(xml), {0: ("decimal", "%1．"), 1: ("aiueo", "(%2)"), 2: ("decimal", "%1-%3")})
    doc = read(data, "minutes.docx")
    assert words(doc) == ["1． 道路", "(ア) 市道", "(イ) 県道", "2． 公園", "(ア) 遊具", "2-1 点検", "3． 橋"]
    first = doc.blocks[0]
    assert isinstance(first, Paragraph)
    assert (first.number, first.style) == ("1．", Style.ITEM)


def test_a_list_that_starts_again_does() -> None:
    again = (
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num>"
    )
    order = (("1", "あ"), ("1", "い"), ("2", "う"), ("2", "え"))
    xml = "".join(p(text, LISTED.format(0, num)) for num, text in order)
    data = with_numbering(of_body(xml), {0: ("decimalEnclosedCircle", "%1")}, more=again)
    assert words(read(data, "minutes.docx")) == ["① あ", "② い", "① う", "② え"]


def test_bullets_of_symbol_fonts_have_no_words_and_others_do() -> None:
    items = p("道路", LISTED.format(0, 1)) + p("公園", LISTED.format(1, 1))
    data = with_numbering(of_body(items), {0: ("bullet", "\uf0b7"), 1: ("bullet", "○")})
    assert words(read(data, "minutes.docx")) == ["道路", "○ 公園"]


def test_list_numbers_stand_in_cells_too() -> None:
    data = with_numbering(of_body(table(tc(p("道路", LISTED.format(0, 1))) + tc("はい"))), {0: ("decimal", "(%1)")})
    assert tables(read(data, "minutes.docx")) == [[["(1) 道路", "はい"]]]


def test_headings_are_told_by_style() -> None:
    document = docx.Document()
    document.add_heading("みどり野市 意見交換会", 0)
    document.add_heading("開催概要", 2)
    document.add_paragraph("本文", style="List Bullet")
    found = [(b.style, b.level) for b in read(saved(document), "a.docx").blocks if isinstance(b, Paragraph)]
    assert found == [(Style.HEADING, 1), (Style.HEADING, 2), (Style.ITEM, 0)]


def test_headers_and_footers_are_set_aside() -> None:
    document = docx.Document()
    document.add_paragraph("本文")
    document.sections[0].header.paragraphs[0].text = "みどり野市会議録"
    document.sections[0].footer.paragraphs[0].text = "1"
    doc = read(saved(document), "a.docx")
    assert (words(doc), sorted(skipped(doc, "page_furniture"))) == (["本文"], ["1", "みどり野市会議録"])


def test_a_footnote_follows_the_paragraph_that_refers_to_it() -> None:
    data = of_body(p(r("計画") + '<w:r><w:footnoteReference w:id="2"/></w:r>' + r("です。")) + p("次"))
    notes = f'<w:footnote w:id="2">{p("計画とは緑の計画のこと。")}</w:footnote>'
    assert words(read(with_notes(data, notes), "a.docx")) == ["計画です。", "計画とは緑の計画のこと。", "次"]


def test_comments_are_told_and_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("本文")
    document.add_comment(runs=paragraph.runs, text="要確認", author="職員")
    doc = read(saved(document), "a.docx")
    assert (words(doc), codes(doc)) == (["本文"], ["comments_not_read"])


def test_a_damaged_part_is_told() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read(with_part(of_body(p("本文")), "word/document.xml", "<w:document"), "a.docx")
    assert caught.value.code == "TM207"


def test_a_broken_numbering_part_is_told() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read(with_part(of_body(p("本文")), "word/numbering.xml", "<w:numbering"), "a.docx")
    assert caught.value.code == "TM207"


def test_a_number_that_is_none_does_not_stop_the_reading() -> None:
    odd = p("本文", '<w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr>')
    assert words(body(odd + table(tc("左", '<w:gridSpan w:val="x"/>') + tc("右")))) == ["本文"]


def test_tables_nested_beyond_reason_lose_nothing() -> None:
    xml = p("底")
    for depth in range(60):
        xml = table(tc(xml + p(f"層{depth}")) + tc("右"))
    text = body(p("前") + xml).text
    assert all(f"層{depth}" in text for depth in range(60))
    assert "底" in text


def test_a_damaged_part_that_python_docx_leaves_alone_is_told() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read(with_notes(of_body(p("本文")), "<w:footnote"), "a.docx")
    assert caught.value.code == "TM207"
