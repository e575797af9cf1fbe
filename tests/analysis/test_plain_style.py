"""Politeness is taken off, so that one rule holds for all ways to say a thing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from townmeeting.analysis.plain_style import plain_style, polite_rules
from townmeeting.text import fold

PLAIN = [
    ("実施しております。", "実施している。"),
    ("実施しておりません。", "実施していない。"),
    ("検討をさせていただきます。", "検討する。"),
    ("検討をさせていただく。", "検討する。"),
    ("添乗員を配置させていただいた。", "添乗員を配置した。"),
    ("計画的に進めてまいります。", "計画的に進めていく。"),
    ("進めてまいりたいと考えております。", "進めていきたいと考えている。"),
    ("来年度の予定でございます。", "来年度の予定である。"),
    ("来年度の予定であります。", "来年度の予定である。"),
    ("増設する予定はございません。", "増設する予定はない。"),
    ("歩道を広げます。", "歩道を広げる。"),
    ("子育て支援に取り組みます。", "子育て支援に取り組む。"),
    ("当面、値上げは行いません。", "当面、値上げは行わない。"),
    ("手書きでの申請はできません。", "手書きでの申請はできない。"),
    ("点検を行っています。", "点検している。"),
    ("「検討します」という表記です。", "という表記である。"),
    ("増便する予定はありません でした。", "増便する予定はなかった。"),
    ("もう始まっていますか。", "もう始まっていますか。"),
]


@pytest.mark.parametrize(("pattern", "becomes", "example"), polite_rules(), ids=[e for _, _, e in polite_rules()])
def test_every_rule_changes_its_example(pattern, becomes, example):
    folded = fold(example)
    assert pattern.sub(becomes, folded) != folded


@pytest.mark.parametrize(("polite", "plain"), PLAIN)
def test_polite_becomes_plain(polite, plain):
    assert plain_style(polite) == plain


@pytest.mark.parametrize("plain", [plain for _, plain in PLAIN])
def test_plain_stays_plain(plain):
    assert plain_style(plain) == plain


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.text(alphabet="検討実施をはがにでてしいきすまりおるせんた、。「」いただくございあ"))
def test_any_text_is_taken_and_white_space_makes_no_difference(text):
    assert plain_style(" ".join(text)) == plain_style(text)
