"""Folding, measuring and quoting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_quote
from townmeeting.model import Quote, join_quotes
from townmeeting.text import clip, count_ink, ends_sentence, fold, fold_with_map, squeeze, visible, width

SAME = (("＜発言 2＞", "<発言2>"), ("Ｎｏ．３", "no.3"), ("ﾊﾞｽ", "バス"), ("ＤＸ 推進", "dx推進"))
ENDS = (
    ("終わります。", True),
    ("本当か？」", True),
    ("（以上）", True),
    ("続きの", False),
    ("", False),
    ("見出し", False),
)
TEXTS = st.text(alphabet="あ亜ア①Aa1 　。「」\nｶﾞ㈱", max_size=40)


@pytest.mark.parametrize(("left", "right"), SAME)
def test_spellings_fold_together(left, right):
    assert fold(left) == fold(right)


@pytest.mark.parametrize(("text", "expected"), ENDS)
def test_sentence_ends(text, expected):
    assert ends_sentence(text) is expected


@given(TEXTS)
def test_folding_is_idempotent_and_mapped(text):
    folded, offsets = fold_with_map(text)
    assert fold(fold(text)) == fold(text)
    assert len(folded) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= at < len(text) for at in offsets)


@given(TEXTS, st.integers(2, 30))
def test_clipping_keeps_to_the_width(text, cells):
    assert width(clip(text, cells)) <= cells


@given(st.text(max_size=60))
def test_visible_text_has_no_control_codes(text):
    assert "\x1b" not in visible(text)
    assert "\u202e" not in visible(text)
    assert len(visible(text)) == len(text)


@given(TEXTS, st.integers(0, 40), st.integers(0, 40))
def test_a_slice_leads_back_to_the_source(text, start, end):
    source = "見出し" + text
    quote = make_quote(text, start=3)
    part = quote.slice(start, end)
    assert part.text == text[start:end].strip()
    assert all(source[p.start : p.end] == part.text[p.at : p.at + p.end - p.start] for p in part.pieces)


@given(st.lists(TEXTS, max_size=4), st.sampled_from(["", "\n", " "]))
def test_joined_quotes_lead_back_and_lose_nothing(texts, joint):
    source, quotes = "", []
    for text in texts:
        quotes.append(make_quote(text, start=len(source)))
        source += text
    joined = join_quotes(quotes, joint)
    assert squeeze(joined.text) == squeeze(source)
    assert sum(count_ink(source[p.start : p.end]) for p in joined.pieces) == count_ink(source)
    assert all(source[p.start : p.end] == joined.text[p.at : p.at + p.end - p.start] for p in joined.pieces)


def test_an_empty_quote_is_nowhere():
    assert not Quote()
    assert str(Quote().where) == ""
