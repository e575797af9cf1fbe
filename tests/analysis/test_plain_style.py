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
    ("来春の開館を目指します。", "来春の開館を目指す。"),
    ("資料をお送りしました。", "資料をお送りした。"),
    ("調査票を送りました。", "調査票を送った。"),
    ("工事を急ぎました。", "工事を急いだ。"),
    ("現地を見に行きました。", "現地を見に行った。"),
    ("専門家を呼びまして、話を伺いました。", "専門家を呼んで、話を伺った。"),
    ("三年かけて進めてまいりました。", "三年かけて進めてきた。"),
    ("昨年度に調査がございました。", "昨年度に調査があった。"),
    ("人手が足りませんでした。", "人手が足りなかった。"),
    ("必要と感じます。", "必要と感じる。"),
    ("年度内には見込みません。", "年度内には見込まない。"),
    ("もう届きましたか。", "もう届いたか。"),
]

VERBS = [
    ("書き", "書く", "書かない", "書いた"),
    ("急ぎ", "急ぐ", "急がない", "急いだ"),
    ("渡し", "渡す", "渡さない", "渡した"),
    ("待ち", "待つ", "待たない", "待った"),
    ("呼び", "呼ぶ", "呼ばない", "呼んだ"),
    ("取り組み", "取り組む", "取り組まない", "取り組んだ"),
    ("配り", "配る", "配らない", "配った"),
    ("使い", "使う", "使わない", "使った"),
    ("進め", "進める", "進めない", "進めた"),
    ("借り", "借りる", "借りない", "借りた"),
    ("廃止し", "廃止する", "廃止しない", "廃止した"),
    ("論じ", "論じる", "論じない", "論じた"),
    ("増やしてき", "増やしてくる", "増やしてこない", "増やしてきた"),
    ("駅に来", "駅に来る", "駅に来ない", "駅に来た"),
]


@pytest.mark.parametrize(("stem", "plain", "negative", "past"), VERBS, ids=[v[1] for v in VERBS])
def test_every_class_of_verbs_is_inflected(stem, plain, negative, past):
    endings = {"ます": plain, "ません": negative, "ました": past, "ませんでした": negative[:-1] + "かった"}
    for ending, expected in endings.items():
        assert plain_style(f"市が{stem}{ending}。") == f"市が{expected}。"


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
