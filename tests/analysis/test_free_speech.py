"""Points in free speech: what is told beside the asks, wishes passed on, announcements and what only explains."""

from __future__ import annotations

import pytest

from tests.analysis.test_points import C, P, Q, R, found, points_of
from townmeeting.analysis.asks import find_ask
from townmeeting.model import PointKind

# words of one paragraph, and the points in it
SPEECH = (
    # what is told beside the asks is wanted otherwise
    (
        "新しい町史を作っていただきたい。それから、資料室が三階の奥で、いつも鍵がかかっています。",
        [
            ("新しい町史を作っていただきたい。", R),
            ("それから、資料室が三階の奥で、いつも鍵がかかっています。", C),
        ],
    ),
    # thanks, and how the speaker sees it, are not
    (
        "新しい町史を作っていただきたい。それから、昨年の展示にはこの場を借りてお礼を申し上げます。",
        [("新しい町史を作っていただきたい。", R)],
    ),
    # a wish that somebody else has
    (
        "受信機を全戸に貸してください。それと、夕方の音楽はやめてほしいという若いお母さんもいます。",
        [
            ("受信機を全戸に貸してください。", R),
            ("それと、夕方の音楽はやめてほしいという若いお母さんもいます。", R),
        ],
    ),
    # why it is asked, told behind the ask in のだ
    (
        "プールを夏の間は毎日開けてください。休みの日に限って子どもが川へ行ってしまうんです。",
        [("プールを夏の間は毎日開けてください。休みの日に限って子どもが川へ行ってしまうんです。", R)],
    ),
    # announcements of a matter
    (
        "町有林のことを伺います。切った木は今、どこへ売っているのですか。",
        [("切った木は今、どこへ売っているのですか。", Q)],
    ),
    (
        "ごみの置き場のことで二つ困っております。かぶせる網が軽すぎて、カラスが散らかしてしまいます。",
        [("かぶせる網が軽すぎて、カラスが散らかしてしまいます。", C)],
    ),
    # a question inside what is to be explained
    (
        "お金がどう分かれているのか、移り住んだ者に説明する場はあるのでしょうか。",
        [("お金がどう分かれているのか、移り住んだ者に説明する場はあるのでしょうか。", Q)],
    ),
    # a further complaint, said with も; before an ask on its account it is the reason
    (
        "西の港を掘ってもらえませんか。防波堤の灯りも二つ切れたままです。",
        [("西の港を掘ってもらえませんか。", R), ("防波堤の灯りも二つ切れたままです。", C)],
    ),
    (
        "炉を増やす計画はないのでしょうか。待つ間の費用も馬鹿になりません。補助を考えてもらえませんか。",
        [("炉を増やす計画はないのでしょうか。", Q), ("補助を考えてもらえませんか。", R)],
    ),
    # an ask that names a thing adds something to the question before it, however short
    (
        "区域を見直した理由は何ですか。地元で説明会を開いてください。",
        [("区域を見直した理由は何ですか。", Q), ("地元で説明会を開いてください。", R)],
    ),
    # nor is the complaint before it its reason where it opens with も
    (
        "使える席が少なくて困ります。漫画も、もう少し入れてください。",
        [("使える席が少なくて困ります。", C), ("漫画も、もう少し入れてください。", R)],
    ),
    # a topic of its own opens a matter
    (
        "無線の向きを直してください。避難所の話ですけれども、夏の体育館では倒れてしまうんです。",
        [("無線の向きを直してください。", R), ("避難所の話ですけれども、夏の体育館では倒れてしまうんです。", C)],
    ),
    # nothing but a complaint is one all the same
    ("歩道がなく、車の多い道を歩くほかありません。", [("歩道がなく、車の多い道を歩くほかありません。", C)]),
)
ROWS = (
    (
        "計画には、達成の年度を明記すること、担当の課を一つに定めることを求める。",
        [("計画には、達成の年度を明記すること、", R), ("担当の課を一つに定めることを求める。", R)],
    ),
    # one's own guess at the answer
    (
        "基金を取り崩した理由は何か。立替えのためと推察するが、資料からは読み取れない。",
        [("基金を取り崩した理由は何か。立替えのためと推察するが、資料からは読み取れない。", Q)],
    ),
    # one action is no list
    ("計画には、達成の年度を明記することを求める。", [("計画には、達成の年度を明記することを求める。", R)]),
)
# sentences that look like an ask and are none, or none of that kind
NOT = (
    ("窓口を増やしてはどうかという話が出ましたね。", C),
    ("窓口の職員は減らされるのかな。", C),
    ("次の病院までは五十分を要する。", R),
    ("次の病院までは五十分を要する。", P),
    ("どこへ行くのかが私にはわかりません。", Q),
    ("持ち主がどこにいるのか誰にも分かりません。", Q),
    ("体の弱い人とか、そういう人だけだと。", Q),
    ("私どもでは誰かに頼むしかありません。", R),
)


@pytest.mark.parametrize(("paragraph", "expected"), SPEECH)
def test_speech(paragraph: str, expected: list[tuple[str, PointKind]]) -> None:
    points = points_of(paragraph)
    assert found(points) == expected
    assert all(p.needs_answer for p in points)


@pytest.mark.parametrize(("row", "expected"), ROWS)
def test_rows(row: str, expected: list[tuple[str, PointKind]]) -> None:
    assert found(points_of(row, spoken=False)) == expected


@pytest.mark.parametrize(("sentence", "kind"), NOT)
def test_what_looks_like_an_ask_is_none(sentence: str, kind: PointKind) -> None:
    ask = find_ask(sentence)
    assert ask is None or ask.kind is not kind


def test_nouns_of_action_made_of_a_verb_are_asked_for() -> None:
    for noun in ("補助の上限の引上げ", "路線の見直し", "国への働きかけ"):
        ask = find_ask(noun)
        assert ask is not None
        assert ask.kind is R
