"""Pages: paragraphs, headings, lists, tables, and what belongs to the page and not to the document."""

from __future__ import annotations

import pytest

from tests.readers.account import codes, read, skipped, tables, words
from townmeeting.errors import TownMeetingError
from townmeeting.model import Locator, Paragraph, SourceDocument, Style
from townmeeting.settings import ReadingLimits

# fmt: off
SHOWN = (
    ("<p>図書館に\n   ついて</p>", ["図書館に ついて"]),
    ("<p>一行目<br>二行目<br><br>三行目</p>", ["一行目", "二行目", "三行目"]),
    ("<p>市長の<ruby>話<rt>はなし</rt></ruby>です</p>", ["市長の話です"]),
    ("前<div>中</div>後", ["前", "中", "後"]),
    ("<p>　字下げ&nbsp;です&#12290;</p>", ["　字下げ\u00a0です。"]),
    ("<pre>住民：道路\n市長：直します</pre>", ["住民：道路", "市長：直します"]),
    ("<ol><li>道路</li><li>公園</li></ol>", ["1. 道路", "2. 公園"]),
    ('<ol start="3"><li>道路<li value="7">公園<li>橋</ol>', ["3. 道路", "7. 公園", "8. 橋"]),
    ("<ul><li>道路<ol><li>市道</li></ol></li><li>公園</li></ul>", ["道路", "1. 市道", "公園"]),
    ("<dl><dt>問</dt><dd>道は？</dd></dl>", ["問", "道は？"]),
    ("<p>a<span>b</span>c<!-- 見えない -->d</p>", ["abcd"]),
    ("<p>あ<script>var x = '意見';</script>い<style>p {}</style></p>", ["あい"]),
    ("<p><font>あ<p>い<p>う", ["あ", "い", "う"]),
    ("<details><summary>問</summary>答えです。</details>", ["問", "答えです。"]),
    ("<textarea>自由記述</textarea>", ["自由記述"]),
    ('<div class="header">開催概要</div>', ["開催概要"]),
    ("<main><header><h1>題</h1></header><p>本文</p><footer>文責：市</footer></main>", ["題", "本文", "文責：市"]),
)
CHROME = (
    "<nav>トップ</nav>", "<header>みどり野市</header>", "<footer>著作権</footer>", "<button>印刷</button>",
    '<div role="toolbar">全て開く</div>', '<span aria-hidden="true">▼</span>', '<p hidden>検索語</p>',
    '<p style="color:red; display: none">検索語</p>', '<p class="view hidden-print">検索語: なし</p>',
    '<div id="footer">みどり野市役所 電話 0999-55-0101</div>', '<ul class="pankuzu"><li>トップ<li>市政</ul>',
    "<select><option>令和６年<option>令和５年</select>", '<a class="skip" href="#m">本文へ</a>',
)
FOLDED = (
    '<div aria-hidden="true">市は検討しています。</div>', '<button>ごみの日はいつですか？</button>',
    '<div style="display:none">道路を直します。</div>', '<div role="tablist">答えます。</div>',
)
# fmt: on


def page(body: str, name: str = "page.html", **options: object) -> SourceDocument:
    return read(f"<!DOCTYPE html><html><body>{body}</body></html>", name, **options)


@pytest.mark.parametrize(("body", "expected"), SHOWN)
def test_a_page_reads_as_it_shows(body: str, expected: list[str]) -> None:
    assert words(page(body)) == expected


@pytest.mark.parametrize("body", CHROME)
def test_parts_of_the_page_are_set_aside(body: str) -> None:
    doc = page(f"{body}<p>本文です。</p>")
    assert words(doc) == ["本文です。"]
    assert len(skipped(doc, "chrome")) == 1


@pytest.mark.parametrize("body", FOLDED)
def test_what_is_folded_shut_and_holds_sentences_is_text(body: str) -> None:
    doc = page(f"{body}<p>本文です。</p>")
    assert len(words(doc)) == 2
    assert not skipped(doc, "chrome")


def test_hidden_sentences_are_told() -> None:
    assert codes(page("<div hidden>市は検討しています。</div><p hidden>印刷</p>本文")) == ["folded_text"]


def test_ruby_and_deletions_are_set_aside_with_their_reason() -> None:
    doc = page("<p>髙<ruby>﨑<rp>(</rp><rt>さき</rt><rp>)</rp></ruby>委員<del>長</del>です</p>")
    assert words(doc) == ["髙﨑委員です"]
    assert ("".join(skipped(doc, "ruby")), skipped(doc, "deleted")) == ("(さき)", ["長"])


def test_the_title_is_no_paragraph() -> None:
    doc = read("<html><head><title>会議録 | みどり野市</title></head><body><p>本文</p></body></html>", "a.html")
    assert (words(doc), skipped(doc, "chrome")) == (["本文"], ["会議録 | みどり野市"])


def test_headings_items_and_paragraph_starts_are_marked() -> None:
    doc = page("<h2>意見</h2><ul><li>道路</li></ul><ol><li><p>橋</p></li></ol><p>一<br>二</p>")
    found = [(b.quote.text, b.style, b.level, b.gap, b.number) for b in doc.blocks if isinstance(b, Paragraph)]
    assert found == [
        ("意見", Style.HEADING, 2, True, ""),
        ("道路", Style.ITEM, 0, True, ""),
        ("1. 橋", Style.ITEM, 0, True, "1."),
        ("一", Style.BODY, 0, True, ""),
        ("二", Style.BODY, 0, False, ""),
    ]


def test_tables_are_full_grids_with_merged_cells() -> None:
    doc = page(
        "<p>前</p><table><thead><tr><th>No.<th colspan=2>意見と回答</thead><tbody>"
        "<tr><td>1<td>道路<br>橋<td rowspan=0>検討します。</tr><tr><td>2<td>公園</tr></table>"
    )
    assert tables(doc) == [
        [
            ["No.", "意見と回答", "<意見と回答>"],
            ["1", "道路\n橋", "検討します。"],
            ["2", "公園", "<検討します。>"],
        ]
    ]


def test_cells_know_their_place() -> None:
    doc = page("<p>前</p><table><tr><td>あ<td>い<tr><td>う<td>え</table>")
    table = doc.blocks[1]
    assert not isinstance(table, Paragraph)
    assert table.cell(1, 1).quote.where == Locator(paragraph=2, cell="B2")


def test_a_layout_table_is_read_as_what_it_places() -> None:
    inner = "<table><tr><td>問</td><td>答</td></tr><tr><td>道は？</td><td>直します。</td></tr></table>"
    doc = page(f"<table><tr><td>案内</td><td><h1>題</h1><p>本文</p>{inner}</td></tr></table>")
    assert (words(doc), tables(doc)) == (["案内", "題", "本文"], [[["問", "答"], ["道は？", "直します。"]]])
    framed = page(f"<table><tr><td><p>本文</p>{inner}</td></tr></table>")
    assert (words(framed), tables(framed)) == (["本文"], tables(doc))
    assert words(page("<table role=presentation><tr><td>左<td>右</table>")) == ["左", "右"]
    assert words(page("<table><tr><td><p>枠の中</p><p>文です。</p></td></tr></table>")) == ["枠の中", "文です。"]


def test_a_table_within_a_data_cell_gives_the_cell_lines() -> None:
    doc = page(
        "<table><tr><td>とても長い意見がここに書いてあります。</td><td>長い回答がここに書いてあります。"
        "<table><tr><td>年</td><td>数</td></tr></table></td></tr></table>"
    )
    assert tables(doc)[0][0][1].splitlines() == ["長い回答がここに書いてあります。", "年", "数"]


def test_wrong_spans_do_not_break_the_grid() -> None:
    assert tables(page("<table><tr><td colspan=x>あ<td rowspan=99>い<tr><td colspan=0>う</table>")) == [
        [["あ", "い"], ["う", "<い>"]]
    ]


@pytest.mark.parametrize("label", ["Shift_JIS", "x-sjis", "utf-8", "EUC-JP"])
def test_the_bytes_count_and_not_what_the_page_says_of_them(label: str) -> None:
    body = "<table><tr><td>①<td>㈱みどり野の髙橋さん</table>" * 3
    data = f'<html><head><meta charset="{label}"></head><body>{body}</body></html>'.encode("cp932")
    doc = read(data, "a.html")
    assert doc.encoding == "cp932"
    assert tables(doc)[0] == [["①", "㈱みどり野の髙橋さん"]]


def test_a_page_with_an_xml_prolog_is_read() -> None:
    assert words(
        read('<?xml version="1.0" encoding="Shift_JIS"?>\n<html><body><p>本文</p></body></html>', "a.html")
    ) == ["本文"]


def test_a_page_is_known_by_its_content() -> None:
    html = "<!DOCTYPE html><html><body><p>本文</p></body></html>"
    assert words(read(html, "-")) == ["本文"]
    doc = read(html, "minutes.txt")
    assert (doc.format, words(doc), codes(doc)) == ("html", ["本文"], ["ending_differs"])
    assert read(html, "table.xls").format == "html"


def test_a_page_nested_too_deep_is_refused_and_not_cut_short() -> None:
    with pytest.raises(TownMeetingError) as caught:
        page("<div>" * 3000 + "本文" + "</div>" * 3000 + "<p>終</p>")
    assert caught.value.code == "TM207"


def test_unclosed_font_tags_lose_nothing() -> None:
    assert words(page("<font>あ<br>" * 700 + "終")) == ["あ"] * 700 + ["終"]


def test_a_table_with_more_places_than_the_limit_is_refused() -> None:
    with pytest.raises(TownMeetingError) as caught:
        page("<table><tr>" + "<td colspan=900>あ" * 10 + "</table>", limits=ReadingLimits(max_cells=5000))
    assert caught.value.code == "TM210"


def test_a_page_without_words_is_empty() -> None:
    with pytest.raises(TownMeetingError) as caught:
        page("<script>draw()</script><img src=x>")
    assert caught.value.code == "TM201"


HOSTILE = ("<p>", "<p hidden>あ", "<table><tr><td>", "<!--", "&", " ", "<", "<a href='", "<br>")


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_takes_linear_work(piece: str) -> None:
    try:
        outcome = page(piece * (6000 // len(piece)) + "終").format
    except TownMeetingError as error:
        outcome = error.code
    assert outcome in ("html", "TM201", "TM207")
