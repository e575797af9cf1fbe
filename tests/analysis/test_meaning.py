"""Meaning: words of one kind tell that two stretches treat one matter, and what the document is about does not."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.meetings import make_meeting, make_points
from townmeeting.analysis.features import Rarity, bag
from townmeeting.analysis.meaning import Meaning
from townmeeting.analysis.stages import analyze_points

# what is asked, what answers it in other words, what answers something else in the same document
SAID_OTHERWISE = (
    ("図書館の本を増やしてほしい。", "蔵書の購入に努めます。", "除雪車の台数は足りています。"),
    ("病院まで遠くて困る。", "診療所への送迎を始めます。", "橋の塗装は来年です。"),
)


def words(text: str) -> Counter[str]:
    return bag(text).words


@pytest.mark.parametrize(("asked", "answer", "other"), SAID_OTHERWISE)
def test_an_answer_in_other_words_is_nearer_than_another(asked: str, answer: str, other: str) -> None:
    every = [bag(text) for three in SAID_OTHERWISE for text in three]
    assert not words(asked) & words(answer)
    near, far = Rarity(every).meaning.alike([words(asked)], [words(answer), words(other)], 0.0)[0]
    assert near > far


def test_what_all_stretches_have_in_common_says_nothing() -> None:
    same = [words("学校の統合について") for _ in range(200)]
    meaning = Meaning([*same, words("除雪車の台数")], Rarity([bag("学校の統合")]).words)
    assert float(meaning.alike(same[:1], [words("雪")], 0.0)[0, 0]) < 0.2


def test_unknown_words_mean_nothing() -> None:
    unknown = Counter({"ヌルポガッ": 1})
    meaning = Meaning([unknown, words("橋の塗装")], Rarity([bag("橋の塗装")]).words)
    assert meaning.alike([unknown, Counter()], [words("橋の塗装")], 0.0).tolist() == [[0.0], [0.0]]


@given(st.lists(st.sampled_from([t for three in SAID_OTHERWISE for t in three]), min_size=1, max_size=4))
def test_likeness_lies_between_0_and_1_and_falls_with_the_floor(texts: list[str]) -> None:
    bags = [bag(t) for t in texts]
    meaning = Rarity(bags).meaning
    rows = [b.words for b in bags]
    low, high = meaning.alike(rows, rows, 0.0), meaning.alike(rows, rows, 0.4)
    assert ((low >= 0.0) & (low <= 1.0 + 1e-9)).all()
    assert (high <= low + 1e-9).all()


def test_meaning_counts_where_words_do_not_tell() -> None:
    asked = "除雪車の台数を増やしてほしい。\n図書館の本を増やしてほしい。"
    replied = "除雪車の台数は来年増やします。蔵書の購入に努めます。"
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    found = analyze_points(meeting, make_points(meeting, [("1", line) for line in asked.split("\n")])).coverage
    in_words, otherwise = ({e.kind: e.weight for e in c.links[0].evidence} for c in found)
    assert in_words["cosine"] > 0
    assert otherwise.get("cosine", 0.0) == 0.0
    assert otherwise["sense"] > in_words.get("sense", 0.0)
