"""The vectors are those of ja_ginza, found without spaCy."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townmeeting.word_vectors import nearness, word_hash

WORDS = ("道路", "学校", "窓口", "手続き", "削減", "a", "防災", "高齢者", "ユーザー")
NEARER = [  # a word, one that says much the same, one that does not
    ("削減", "縮減", "公園"),
    ("紛失", "盗難", "憲法"),
    ("窓口", "手続き", "道路"),
    ("高齢者", "お年寄り", "駐輪場"),
]


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_the_hash_is_the_one_under_which_spacy_keeps_words(word):
    from spacy.strings import StringStore

    assert word_hash(word) == StringStore().add(word) or not word


def test_the_vectors_are_those_of_the_model():
    from spacy.vectors import Vectors

    from townmeeting.word_vectors import _vectors

    theirs = Vectors()
    theirs.from_disk(_vectors().folder)
    for word in WORDS:
        row = _vectors().row(word)
        expected = theirs.key2row.get(word_hash(word))
        assert row == expected
        assert row is not None
        vector = theirs.data[row]
        assert np.allclose(_vectors().unit(row), vector / np.linalg.norm(vector), atol=1e-6)


@pytest.mark.parametrize(("word", "near", "far"), NEARER)
def test_words_that_say_the_same_are_nearer(word, near, far):
    same, other = nearness([word], [near, far])[0]
    assert same > 0.55 > other


def test_a_word_without_a_vector_is_near_to_nothing():
    assert nearness(["ぬぬぬぬ町会館前停留所"], list(WORDS)).max() == 0.0
    assert nearness([], list(WORDS)).shape == (0, len(WORDS))
    assert nearness(list(WORDS), []).shape == (len(WORDS), 0)


@given(st.lists(st.sampled_from(WORDS), max_size=5), st.lists(st.sampled_from(WORDS), max_size=5))
@settings(deadline=None, max_examples=50)
def test_nearness_is_a_cosine_and_the_same_both_ways(words, others):
    found = nearness(words, others)
    assert found.shape == (len(words), len(others))
    assert np.allclose(found, nearness(others, words).T)
    assert ((found >= 0.0) & (found <= 1.0 + 1e-9)).all()


def test_spacy_is_not_loaded_for_them():
    code = (
        "import sys; from townmeeting.word_vectors import nearness; nearness(['道路'], ['公園']);"
        "print([m for m in ('spacy', 'ginza', 'ja_ginza', 'thinc') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
