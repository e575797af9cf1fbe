"""Page numbers, letter-spaced words and quotations in plain text, and the title that a page keeps apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.account import check_account, read, skipped, words
from townmeeting.layouts import parse_document
from townmeeting.model import Paragraph
from townmeeting.readers import read_document

FORMS = (
    ("1", "2", "5"),
    ("１", "２", "３"),
    ("(1)", "(2)", "(3)"),
    ("1/3", "2/3", "3/3"),
    ("1ページ", "2ページ", "4ページ"),
    ("p.1", "p.2", "p.3"),
    ("― 1 ―", "― 2 ―", "― 3 ―"),
)
KEPT = (
    ("numbers of rows", "No.\n1\n橋が古いので直してください。\n2\n街灯が暗いので直してください。\n3\n駅が遠い。\n"),
    ("not ascending", "市民会館の席は次のとおり。\n5\n公民館の席は次のとおり。\n2\n図書館の席は次のとおり。\n9\n"),
    ("one alone", "参加した人の数は次のとおりです。\n14\n"),
    ("figures under their names", "意見数\n3\n街灯が暗いので直してください。\n人数\n8\n"),
    ("right below each other", "出席した人の数は次のとおり。\n3\n4\n"),
    ("days of months", "橋の工事は次の日に行います。\n4/12\n駅の工事は次の日に行います。\n5/20\n終わり\n"),
    (
        "a row of pages out of range",
        "橋の工事の進み具合は次のとおり。\n4/3\n駅の工事の進み具合は次のとおり。\n5/3\n終わり\n",
    ),
)
SPACED = """み ど り 野 市 の 学 校 再 編 に関 する説 明 会
日 時 ： 令 和 ８ 年 ６ 月 １ ４ 日 （ 日 ） １ ０ 時 ～
場 所 ： 南 小 学 校   体 育 館
○通 学 路 の安 全 対 策 は行 ったのか 。
また、変 更 後 の通 学 路 は 安 全 なのか 。
昨 年 度 に点 検 を実 施 し、看 板 を設 置 する 予 定 である 。
○登 校 に使 うバスは増 えるのか 。
来 年 度 に 1.5km ごとに停 留 所 を設 置 する 予 定 である 。
"""
ORDINARY = (
    "出席者　市長 山田太郎 副市長 川上次郎\n",
    "議 長\n山 田 太 郎\n副 議 長\n川 上 花 子\n" + "街灯が暗いので北町の通学路から順に直してほしいと思います。\n" * 5,
    "問 市の橋 町の橋 村の橋 の順に直すのか。\n" * 8,
)
TITLES = (
    ("令和6年度 説明会の記録", "令和6年度 説明会の記録"),
    ("説明会の記録 | みどり野市公式ホームページ", "説明会の記録"),
    ("説明会の記録 - みどり野市", "説明会の記録"),
    ("みどり野市議会｜議案の質疑", "議案の質疑"),
    ("みどり野市ホームページ", "みどり野市ホームページ"),
)
BODY = "<p>Q：橋はいつか。</p><p>A：来年です。</p><p>Q：駅は。</p><p>A：来月です。</p>"


@pytest.mark.parametrize("numbers", FORMS, ids=lambda v: v[0])
def test_ascending_numbers_alone_on_a_line_are_page_furniture(numbers: tuple[str, ...]) -> None:
    pages = [f"街灯が暗いので、北町から\n南町までを順に直します。第{n}の町も\n直します。" for n in "一二三"]
    doc = read("".join(f"{page}\n{number}\n" for page, number in zip(pages, numbers, strict=True)))
    assert skipped(doc, "page_furniture") == list(numbers)
    assert words(doc) == "\n".join(pages).split("\n")


def test_numbers_at_the_end_of_pages_need_not_end_the_text() -> None:
    doc = read("街灯が暗いので直します。\n1\n\f橋も直します。\n2\n\f駅は直しません。\n")
    assert skipped(doc, "page_furniture") == ["1", "2"]


@pytest.mark.parametrize("text", [text for _, text in KEPT], ids=[name for name, _ in KEPT])
def test_other_numbers_alone_on_a_line_stay(text: str) -> None:
    doc = read(text)
    assert skipped(doc, "page_furniture") == []
    assert words(doc) == text.strip().split("\n")


def test_a_heading_behind_a_page_number_is_seen() -> None:
    text = (
        "■道路\n○街灯は増えるか。\n来年度に増やす予定である。\n○橋は直すか。\n検討してまいりたい。\n1\n"
        "■学校\n○体育館は開くか。\n夏に開く予定である。\n2\n"
    )
    (meeting,) = parse_document(read(text))
    assert [(s.section, s.answers[0].text) for s in meeting.statements] == [
        ("■道路", "来年度に増やす予定である。"),
        ("■道路", "検討してまいりたい。"),
        ("■学校", "夏に開く予定である。"),
    ]


def test_letter_spaced_words_are_read_as_words_and_keep_their_places() -> None:
    doc = read(SPACED)
    assert words(doc)[1:4] == [
        "日時：令和８年６月１４日（日）１０時～",
        "場所：南小学校   体育館",
        "○通学路の安全対策は行ったのか。",
    ]
    assert words(doc)[-1] == "来年度に 1.5km ごとに停留所を設置する予定である。"
    assert doc.text == SPACED
    for block in doc.blocks:
        assert isinstance(block, Paragraph)
        inked = "".join(doc.text[start:end] for start, end in block.quote.spans)
        assert "".join(inked.split()) == "".join(block.quote.text.split())


def test_letter_spaced_questions_and_their_date_are_found() -> None:
    (meeting,) = parse_document(read(SPACED))
    assert str(meeting.date) == "2026-06-14"
    assert meeting.datum("date") == "令和８年６月１４日（日）１０時～"
    assert [s.text for s in meeting.statements] == [
        "通学路の安全対策は行ったのか。\nまた、変更後の通学路は安全なのか。",
        "登校に使うバスは増えるのか。",
    ]
    assert meeting.account is not None
    assert (meeting.account.balanced, meeting.account.unexplained) == (True, 0)


@pytest.mark.parametrize("mark", ["１", "Ｑ", "問 １"])
def test_the_blank_behind_what_opens_a_letter_spaced_line_stays(mark: str) -> None:
    line = words(read(SPACED + f"{mark} 防 災 倉 庫 の 鍵 に つ い て\n"))[-1]
    assert line == f"{mark.replace(' ', '')} 防災倉庫の鍵について"


@pytest.mark.parametrize("text", ORDINARY)
def test_blanks_of_ordinary_text_stay(text: str) -> None:
    assert words(read(text)) == text.strip().split("\n")


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(alphabet="橋道路　 のはA1１。\n問（）", min_size=1, max_size=120))
def test_closing_up_loses_no_character(text: str) -> None:
    check_account(read_document((SPACED * 2 + text).encode(), "a.txt"))


def test_the_empty_line_of_a_quotation_is_markup_and_its_lines_are_told() -> None:
    doc = read("Q: 橋は。\n> 直します。\n>\n> 来年です。\n>> 発言1\n> 発言4\n")
    quoted = {b.quote.text: (b.quoted, b.gap) for b in doc.blocks if isinstance(b, Paragraph)}
    assert quoted == {
        "Q: 橋は。": (False, True),
        "直します。": (True, False),
        "来年です。": (True, True),
        ">> 発言1": (False, False),
        "> 発言4": (False, False),
    }
    assert skipped(doc, "markup") == [">", ">", ">"]


@pytest.mark.parametrize(("printed", "title"), TITLES)
def test_a_page_without_a_title_in_its_body_has_that_of_its_head(printed: str, title: str) -> None:
    page = f"<html><head><meta charset='utf-8'><title>{printed}</title></head><body>{{}}</body></html>"
    doc = read(page.format(BODY), "a.html")
    assert doc.title == title
    assert [m.title for m in parse_document(doc)] == [title]
    own = read(page.format(f"<h1>懇談会の会議録</h1>{BODY}"), "a.html")
    assert [m.title for m in parse_document(own)] == ["懇談会の会議録"]
