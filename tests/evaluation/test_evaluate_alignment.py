"""Quotations are found whatever their line breaks and width; precision and recall of nothing are defined."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townmeeting.evaluation.alignment import agreement, bare, grams, likeness, locate, mean

PLACES = [
    # quotation, text, offsets
    ("", "市道を直します。", ()),
    ("市道", "市道を直します。", (0, 1)),
    ("直し\nま す。", "市道を直します。", (3, 4, 5, 6, 7)),
    ("12か所", "全部で１２か所です。", (3, 4, 5, 6)),
    ("はい。", "はい。いいえ。はい。", (0, 1, 2)),
    ("はい。そうです。", "はい。さて。そうです。", (0, 1, 2, 6, 7, 8, 9, 10)),
    ("はい。ちがいます。", "はい。さて。そうです。", (0, 1, 2)),
    ("ちがいます。", "はい。さて。そうです。", ()),
    ("ABC", "abc", ()),
]


@pytest.mark.parametrize(("quote", "text", "offsets"), PLACES)
def test_a_quotation_is_located_as_a_whole_or_sentence_by_sentence(quote, text, offsets):
    assert sorted(locate(quote, bare(text))) == list(offsets)


AGREEMENTS = [
    # both, found, wanted, precision, recall, f1
    (0, 0, 0, 1.0, 1.0, 1.0),
    (0, 0, 3, 0.0, 0.0, 0.0),
    (0, 3, 0, 0.0, 0.0, 0.0),
    (0, 3, 3, 0.0, 0.0, 0.0),
    (2, 4, 2, 0.5, 1.0, 2 / 3),
    (3, 3, 3, 1.0, 1.0, 1.0),
]


@pytest.mark.parametrize(("both", "found", "wanted", "precision", "recall", "f1"), AGREEMENTS)
def test_precision_and_recall_are_defined_for_nothing_too(both, found, wanted, precision, recall, f1):
    value = agreement(both, found, wanted)
    assert (value.precision, value.recall) == (precision, recall)
    assert value.f1 == pytest.approx(f1)


words = st.text(alphabet="市道を直す。 １\n", max_size=30)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(words, words, words)
def test_what_stands_in_a_text_is_found_there_as_a_whole(before, quote, after):
    body = bare(before + quote + after)
    found = locate(quote, body)
    assert len(found) == len(bare(quote))
    assert "".join(body[at] for at in sorted(found)) == bare(quote)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(words, words)
def test_likeness_is_symmetric_and_one_for_the_same_text(a, b):
    x, y = grams(bare(a), 4), grams(bare(b), 4)
    assert likeness(x, y) == likeness(y, x)
    assert 0 <= likeness(x, y) <= 1
    assert likeness(x, x) == 1.0


def test_likeness_counts_shared_runs():
    assert likeness(grams("abcde", 4), grams("abcdf", 4)) == 0.5
    assert likeness(grams("abcd", 4), grams("efgh", 4)) == 0.0


def test_the_mean_of_nothing_is_nothing():
    assert mean([], 0) == 0.0
    assert mean([0.5, 1.0], 2) == 0.75
