"""Headlines and ask words: cut out of the words of the point, never invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmeeting.analysis.headline import GAP, AskWords, cut_headline
from townmeeting.text import width

HEADLINES = (
    ("窓口を増やしてほしいと思います。", "窓口を増やしてほしい"),
    ("また、駐車場はいつ開きますか。", "駐車場はいつ開きますか"),
    ("そのため、窓口を増やすべきである。", "窓口を増やすべき"),
    ("駅前の窓口を今後も増やすべきと考えますが、市長の見解を伺います。", "駅前の窓口を今後も増やすべき"),
    ("若い世代の利用が減るのではないかと思います。", "若い世代の利用が減るのではないか"),
    (
        "みどり野市では駅前に新しい図書館ができると聞いていますが、夜間の開館については何時までを予定しているのでしょうか。",
        "みどり野市では…何時までを予定しているのでしょうか",
    ),
    (
        "駅前の古い倉庫を市が買い取って若い人たちの集まる場所として使えるように直していただきたいと思います。",
        "…若い人たちの集まる場所として使えるように直していただきたい",
    ),
)


@pytest.mark.parametrize(("sentence", "headline"), HEADLINES)
def test_headlines(sentence: str, headline: str) -> None:
    assert cut_headline(sentence) == headline


@given(st.text(alphabet="窓口はを、増やすべきですがabc「」。？…\n 市長の見解伺い", max_size=150), st.integers(12, 80))
def test_headlines_fit_and_are_made_of_the_words_in_order(sentence: str, cells: int) -> None:
    headline = cut_headline(sentence, cells)
    assert width(headline) <= cells
    words, at = "".join(sentence.split()), 0
    for stretch in headline.split(GAP):
        at = words.index("".join(stretch.split()), at)


def test_question_words_come_first_and_then_the_rarest_nouns() -> None:
    words = AskWords("窓口と窓口と図書館の開館", most=1)
    assert words.find("図書館の窓口はいつ開きますか。") == ("いつ", "図書館")


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("研修などの費用を示してほしい。", ()),
        ("いつでも使えるとよい。", ()),
        ("こんなに混む日は困る。", ()),
        ("どの窓口が、なぜ減るのか。", ("どの", "なぜ")),
        ("何年後にいくら必要ですか。", ("何", "いくら")),
    ],
)
def test_question_words(sentence: str, asked: tuple[str, ...]) -> None:
    assert AskWords(sentence, most=0).find(sentence) == asked


def test_nouns_that_say_nothing_are_left_out() -> None:
    assert not set(AskWords("").find("市長の見解と意見について検討をお願いします。")) & {"市長", "見解", "意見", "検討"}
