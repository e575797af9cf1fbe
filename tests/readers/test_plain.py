"""Lines, headings, items and tables of plain text and Markdown."""

from __future__ import annotations

import pytest

from tests.readers.account import read, skipped, tables, words
from townmeeting.errors import TownMeetingError
from townmeeting.model import Locator, Paragraph, Style, Table
from townmeeting.settings import ReadingLimits

# fmt: off
NO_MARKUP = (
    "＜発言1＞", "<発言5>", "< 発言 3 >", ">>発言1", ">> 発言 4", "> 発言4", "＞発言2", "*1 市の窓口のこと", "※注",
    "#1 意見", "#図書館", "-5度でした", "　まず、図書館です。", "氏名＿＿＿＿年__月__日", "A*B*C", "5 < 6 > 4",
    "a <b c", "・駅前", "１．道路", "No.3", "<b", "C:\\docs", "（※）", "|区切り", "市長：「はい。」", "<氏名>",
)
STYLED = (
    ("# みどり野市", "みどり野市", Style.HEADING, 1),
    ("### 2. 意見 ###", "2. 意見", Style.HEADING, 3),
    ("- 図書館", "図書館", Style.ITEM, 0),
    ("* 駅前広場", "駅前広場", Style.ITEM, 0),
    ("  + 公園", "公園", Style.ITEM, 0),
    ("> 前回の議事録より引用します。", "前回の議事録より引用します。", Style.BODY, 0),
    ("**市長** お答えします。", "市長 お答えします。", Style.BODY, 0),
    ("__重要__ です", "重要 です", Style.BODY, 0),
    ("<p>図書館について。</p> <p>以上です。</p>", "図書館について。\n以上です。", Style.BODY, 0),
    ("道路<br>公園<BR />学校", "道路\n公園\n学校", Style.BODY, 0),
    ("<u>下線</u>と<b>太字</b>", "下線と太字", Style.BODY, 0),
    ('<ul style="list-style-type: none"><li>駅</li><li>道</li></ul>', "駅\n道", Style.BODY, 0),
    ("\\* 同じ意見はまとめました。", "* 同じ意見はまとめました。", Style.BODY, 0),
    ("詳しくは[市の案内](https://example.jp/a?b=1)へ", "詳しくは市の案内へ", Style.BODY, 0),
    ("本文<!-- 作業用 -->です", "本文です", Style.BODY, 0),
    ("　字下げ  ", "　字下げ", Style.BODY, 0),
)
SIGNS_ONLY = ("---", "***", "=====", "－－－－－", "────────", "* * *", "```", "***\n---")
# fmt: on


@pytest.mark.parametrize("line", NO_MARKUP)
def test_words_that_only_look_like_notation_stay(line: str) -> None:
    assert words(read(f"前の行\n{line}\n後の行")) == ["前の行", line, "後の行"]


@pytest.mark.parametrize(("line", "text", "style", "level"), STYLED)
def test_notation_is_taken_off_and_says_what_a_line_is(line: str, text: str, style: Style, level: int) -> None:
    (block,) = read(line).blocks
    assert isinstance(block, Paragraph)
    assert (block.quote.text, block.style, block.level) == (text, style, level)


@pytest.mark.parametrize("line", SIGNS_ONLY)
def test_rules_hold_no_words_and_part_paragraphs(line: str) -> None:
    doc = read(f"上\n{line}\n下")
    assert words(doc) == ["上", "下"]
    assert [block.gap for block in doc.blocks if isinstance(block, Paragraph)] == [True, True]
    assert "".join(skipped(doc, "markup")) == "".join(line.split("\n"))


def test_lines_are_paragraphs_with_their_place_and_the_gap_before() -> None:
    doc = read("\n\n一行目\n二行目\n\n　\n四行目\n")
    assert doc.physical_lines
    found = [(b.quote.text, b.gap, b.quote.where.line) for b in doc.blocks if isinstance(b, Paragraph)]
    assert found == [("一行目", True, 3), ("二行目", False, 4), ("四行目", True, 7)]


def test_a_form_feed_ends_a_page_and_page_numbers_are_set_aside() -> None:
    doc = read("一枚目\n- 1 -\n\f二枚目\n－２－\n")
    assert [(b.quote.text, b.quote.where) for b in doc.blocks if isinstance(b, Paragraph)] == [
        ("一枚目", Locator(page=1, line=1)),
        ("二枚目", Locator(page=2, line=3)),
    ]
    assert skipped(doc, "page_furniture") == ["- 1 -", "－２－"]


def test_comments_of_a_converter_name_the_page() -> None:
    doc = read("<!-- page 4 -->\n市長の話\n<!-- Page: 5 -->\n続き")
    assert [b.quote.where.page for b in doc.blocks if isinstance(b, Paragraph)] == [4, 5]


def test_a_comment_over_several_lines_is_no_text() -> None:
    doc = read("前<!-- 下書き\n| a | b |\n# 見出し\n-->後")
    assert words(doc) == ["前", "後"]


def test_tab_lines_are_a_table_filled_up_to_full_width() -> None:
    doc = read("みどり野市\n\nNo.\t意見\t市の考え方\n1\t図書館について\t検討します。\n\t続き\n2\t道路\t\n")
    assert tables(doc) == [
        [
            ["No.", "意見", "市の考え方"],
            ["1", "図書館について", "検討します。"],
            ["", "続き", ""],
            ["2", "道路", ""],
        ]
    ]
    (table,) = (block for block in doc.blocks if isinstance(block, Table))
    assert not table.ruled
    assert table.where == Locator(line=3)


def test_rows_of_dashes_between_tabs_are_notation_and_a_dash_alone_is_a_value() -> None:
    doc = read("No.1 に対する考え方\t検討します。\n--------\t---\n2\t-\n")
    assert tables(doc) == [[["No.1 に対する考え方", "検討します。"], ["2", "-"]]]
    assert skipped(doc, "markup") == ["--------\t---"]


def test_a_line_of_cells_between_empty_lines_is_a_table() -> None:
    assert tables(read("前文\n\n意見の件数\t42件\n\n本文")) == [[["意見の件数", "42件"]]]


def test_a_speaker_and_a_tab_in_running_text_are_no_table() -> None:
    doc = read("住民の発言です。\n市長\tお答えします。\n続けて申し上げます。")
    assert words(doc) == ["住民の発言です。", "市長\tお答えします。", "続けて申し上げます。"]


def test_an_indent_made_of_tabs_is_no_table() -> None:
    assert words(read("見出し\n\t一段目です。\n\t二段目です。\n")) == ["見出し", "\t一段目です。", "\t二段目です。"]


def test_a_cell_cut_off_by_a_page_end_follows_its_table() -> None:
    doc = read("1\t意見\t回答です。\n\n\t続きです。\n")
    assert tables(doc) == [[["1", "意見", "回答です。"]], [["", "続きです。"]]]


def test_cells_break_where_their_tags_do() -> None:
    doc = read("1\t<p>道路です。</p> <p>公園です。</p>\t<p>承知しました。</p>\n2\tあ\tい")
    assert tables(doc)[0][0] == ["1", "道路です。\n公園です。", "承知しました。"]


def test_a_spreadsheet_saved_as_text_keeps_cells_of_several_lines() -> None:
    doc = read(
        'No.\t意見\t回答\n1\t"道路について。\n\n橋も""早く""。"\t検討します。\n2\t公園\t"はい。\n以上"\n終わり\n'
    )
    assert tables(doc) == [
        [
            ["No.", "意見", "回答"],
            ["1", '道路について。\n\n橋も"早く"。', "検討します。"],
            ["2", "公園", "はい。\n以上"],
        ]
    ]
    assert words(doc) == ["終わり"]


@pytest.mark.parametrize("cell", ['"閉じない', '"重要"と言う', '重"要'])
def test_a_quotation_mark_in_a_cell_is_a_word(cell: str) -> None:
    assert tables(read(f"1\t{cell}\tい\n2\tう\tえ\n")) == [[["1", cell, "い"], ["2", "う", "え"]]]


def test_full_width_gaps_make_no_table() -> None:
    assert words(read("日時　　令和６年\n会場　　市役所\n")) == ["日時　　令和６年", "会場　　市役所"]


def test_pipe_tables_have_cells_and_no_delimiter_row() -> None:
    doc = read("| No. | 意見 |\n|-----|:----:|\n| 1 | 道路 \\| 橋 |\n| 2 | |\n")
    assert tables(doc) == [[["No.", "意見"], ["1", "道路 | 橋"], ["2", ""]]]


def test_a_pipe_table_may_begin_behind_a_bullet_with_an_empty_head() -> None:
    assert tables(read("- |   |   |\n|---|---|\n| 期間 | 3月 |\n")) == [[["期間", "3月"]]]


def test_a_pipe_table_may_lack_its_outer_pipes() -> None:
    assert tables(read("質問 | 回答\n--- | ---\n道は？ | 直します\n\n本文 | です")) == [
        [["質問", "回答"], ["道は？", "直します"]]
    ]


def test_html_tables_in_text_are_read_with_merged_cells() -> None:
    doc = read(
        "結果<table><tr><th>No.</th><th>意見</th><th>回答</th></tr>\n"
        '<tr><td>1</td><td>道路<br>橋</td><td rowspan="2">検討します。</td></tr>\n'
        "<tr><td>2</td><td>公園</td></tr></table>以上です。\n次の行"
    )
    assert tables(doc) == [
        [["No.", "意見", "回答"], ["1", "道路\n橋", "検討します。"], ["2", "公園", "<検討します。>"]]
    ]
    assert words(doc) == ["結果", "以上です。", "次の行"]


def test_a_table_within_a_cell_gives_the_cell_lines() -> None:
    doc = read("<table><tr><td>外<table><tr><td>内</td><td>側</td></tr></table></td><td>右</td></tr></table>")
    assert tables(doc) == [[["外\n内\n側", "右"]]]


def test_too_many_lines_are_refused_with_size_and_limit() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read("あ\n" * 50, limits=ReadingLimits(max_stretches=40))
    assert caught.value.code == "TM210"


def test_too_long_a_text_is_refused() -> None:
    with pytest.raises(TownMeetingError) as caught:
        read("あ" * 50, limits=ReadingLimits(max_characters=49))
    assert caught.value.code == "TM210"


def test_one_long_line_is_one_paragraph() -> None:
    text = "市民の皆様の意見、" * 60_000
    assert words(read(text)) == [text]


@pytest.mark.parametrize(
    "piece", ["**a ", "__a", "<p ", "[", "[a](", "<!--", "| ", "<table>", " ", "　", "\\*", "＿", "<"]
)
def test_hostile_repetition_takes_linear_work(piece: str) -> None:
    # Quadratic work on this would run for hours, so finishing is the assertion.
    doc = read(piece * (150_000 // len(piece)) + "終")
    assert "終" in doc.text
