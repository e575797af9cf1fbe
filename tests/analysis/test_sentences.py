"""Sentences: cut where a reader would, offsets kept, nothing lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import make_quote
from townmeeting.analysis.sentences import bracket_spans, split_sentences
from townmeeting.model import join_quotes

CUTS = (
    (("窓口が遠い。増やしてほしい。",), ("窓口が遠い。", "増やしてほしい。")),
    (("本当ですか？違うと思います！",), ("本当ですか？", "違うと思います！")),
    (("「足りない。困る。」という声がある。",), ("「足りない。困る。」という声がある。",)),
    (("窓口（駅前。土日も開く。）を残してほしい。",), ("窓口（駅前。土日も開く。）を残してほしい。",)),
    (("増やしてほしい。（2件）次に道路。",), ("増やしてほしい。", "（2件）次に道路。")),
    (("次の事項を記載すべき。①費用 ②期限",), ("次の事項を記載すべき。", "①費用", "②期限")),
    (("次を示すべき：①費用②期限③場所",), ("次を示すべき：", "①費用", "②期限", "③場所")),
    (("意味として①費用が高い、②期限が短いが考えられる。",), ("意味として①費用が高い、②期限が短いが考えられる。",)),
    (("「①窓口」について聞きたい。",), ("「①窓口」について聞きたい。",)),
    (("1．窓口の拡充", "2．道路の維持"), ("1．窓口の拡充", "2．道路の維持")),
    (("（1）窓口を増やすこと（2）道を直すこと",), ("（1）窓口を増やすこと", "（2）道を直すこと")),
    (("方針（1）と方針（2）を示すべき。",), ("方針（1）と方針（2）を示すべき。",)),
    (("・窓口の拡充\n・道路の維持",), ("・窓口の拡充", "・道路の維持")),
    (("データの収集・分析が3.5倍に増えた。",), ("データの収集・分析が3.5倍に増えた。",)),
    (("窓口を増やし、", "道路も直してほしい。"), ("窓口を増やし、\n道路も直してほしい。",)),
    (("いつですか？という質問でした。",), ("いつですか？という質問でした。",)),
    (("括弧が（閉じない。それでも切る。",), ("括弧が（閉じない。", "それでも切る。")),
    (("計画を見直すべきです．期限も示してください．",), ("計画を見直すべきです．", "期限も示してください．")),
    (("", "窓口がない。", "  "), ("窓口がない。",)),
)


@pytest.mark.parametrize(("segments", "expected"), CUTS)
def test_cuts(segments: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert tuple(s.text for s in split_sentences(tuple(make_quote(s) for s in segments))) == expected


def test_list_marks_are_told_apart_from_the_words() -> None:
    first, second, third = split_sentences((make_quote("①費用\n1．期限\n・場所"),))
    assert (first.marker, first.body) == ("①", "費用")
    assert (second.marker, second.body) == ("1．", "期限")
    assert (third.marker, third.body) == ("・", "場所")


def test_a_long_bracket_is_running_text() -> None:
    inside = "窓口を増やしてほしい。" * 40
    assert len(split_sentences((make_quote(f"（{inside}）"),))) == 40


@given(st.lists(st.text(alphabet="窓口、。？①②・1．（）「」\n 　かな", max_size=40), max_size=5))
def test_sentences_hold_every_character_once_and_in_order(texts: list[str]) -> None:
    segments = tuple(make_quote(t) for t in texts)
    whole = join_quotes(segments).text
    sentences = split_sentences(segments)
    assert all(whole[s.start : s.end] == s.text and s.text == s.text.strip() for s in sentences)
    assert all(a.end <= b.start for a, b in pairwise(sentences))
    assert "".join("".join(s.text.split()) for s in sentences) == "".join(whole.split())


@given(st.text(alphabet="「」（）『』あ", max_size=60))
def test_brackets_never_overlap(text: str) -> None:
    spans = bracket_spans(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(text[start] in "「（『" and text[end - 1] in "」）』" for start, end in spans)
