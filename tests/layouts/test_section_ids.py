"""A long heading gives short ids, and different ones stay different."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townmeeting.layouts.labels import StatementIds, short_section

HEADINGS = [
    ("Ⅱ", "II"),
    ("1　道路について", "1道路について"),
    ("■ 中央会場　11月7日（火）午後6時30分～9時20分　村民センター　29名", "中央会場"),
    ("3 4 公園と緑地の整備に関する意見と要望（その他を含む）", "34公園と緑地の整備に関する意見と要望"),
]


@pytest.mark.parametrize(("heading", "short"), HEADINGS)
def test_the_first_words_of_a_long_heading_stand_in_ids(heading, short):
    assert short_section(heading) == short


@given(st.lists(st.tuples(st.text("参加者12", min_size=1, max_size=4), st.text("■中央会場北 　（）12", max_size=30))))
@settings(deadline=None, max_examples=100)
def test_ids_are_unique(printed):
    ids = StatementIds(label for label, _ in printed)
    found = [ids.new(label, section) for label, section in printed]
    assert len(set(found)) == len(found)
