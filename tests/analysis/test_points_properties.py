"""What holds for the points of any text, hostile or random."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.test_points import make_one, make_statement, points_of
from townmeeting.analysis.points import split_points
from townmeeting.model import Quote, join_quotes

HOSTILE = (
    ("endless word", "あ" * 60_000),
    ("endless sentence", "窓口を増やしてほしいが、" * 5_000),
    ("open brackets", "「" * 30_000 + "」" * 30_000),
    ("listed questions", "のか、市が" * 12_000 + "伺う。"),
    ("actions in a row", "窓口を増設し、" * 5_000 + "職員を増やすべき。"),
    ("nouns in a row", "窓口の増設、" * 5_000 + "職員の増員を求める。"),
    ("strung asks", "ますし、増やしてほしい" * 5_000),
    ("marks", "①②③" * 20_000),
    ("commas and lines", "、\n" * 20_000),
    ("another language", "Please build a library. " * 2_000),
    ("control characters", "\x1b[31m\x00\ufeff窓口？"),
)


@pytest.mark.parametrize("text", [t for _, t in HOSTILE], ids=[n for n, _ in HOSTILE])
def test_hostile_text_gives_points_of_its_own_words(text: str) -> None:
    points = points_of(text)
    assert points
    assert all(p.quote.text in text for p in points)


def test_work_grows_with_the_text_and_not_with_its_square() -> None:
    def spent(times: int) -> float:
        meeting = make_one(make_statement("のか、市が「あ」ますし、増やしてほしい①" * times + "。"))
        start = time.process_time()
        split_points(meeting)
        return time.process_time() - start

    spent(10)
    assert spent(4_000) < 40 * max(spent(400), 0.01)


def test_a_statement_without_words_has_no_point() -> None:
    assert points_of("", " \n ") == ()


PIECES = (
    "窓口を増やしてほしい。",
    "また、",
    "これは",
    "①",
    "（2件）",
    "「足りない。」",
    "いつですか？",
    "\n",
    "　",
    "です。",
    "abc ",
    "、",
)


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), min_size=1, max_size=4), st.booleans())
def test_points_are_contiguous_words_of_the_statement(paragraphs: list[str], spoken: bool) -> None:
    statement = make_statement(*paragraphs, spoken=spoken)
    whole: Quote = join_quotes(statement.segments)
    points = split_points(make_one(statement))
    assert bool(points) is bool(whole.text.strip())
    at = 0
    for point in points:
        assert point.quote.text
        at = whole.text.index(point.quote.text, at)
    assert len({p.id for p in points}) == len(points)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_the_same_words_give_the_same_points(text: str) -> None:
    assert points_of(text) == points_of(text)
