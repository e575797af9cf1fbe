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
# statements of two asks, each of which stays a point of its own
TWO = (
    "日曜の朝もバスを走らせることを要望します。|駅の待合室の鍵は誰が開けるのですか。",
    "広報を読みやすくすることを意見として申し上げます。|図書館は何時に開きますか。",
    "街灯は三つお願いします。|通学路の草はいつ刈りますか。",
    "通学バスを増やしてほしいという話をさせてください。|駅の鍵は誰が開けますか。",
    "図書館の開館を早めてほしいです。|体育館の屋根が壊れているんです。",
    "駅から遠い場所に移して、誰が使うでしょうか。|駐車場は何台分ありますか。",
    "工事はいつ始まるのか、|説明会は何回開くのか、教えてください。",
    "昼間の説明会では来られる人が限られます。|通学路の草も刈ってください。",
)
# asks and what goes with them or is none, which make one point
ONE = (
    "バスを増やしてください。それから、私は西町に住んでいます。",
    "バスを増やしてください。それと、先日の祭りには大勢の人が来ました。",
    "学童のことで三つお願いします。六年生まで広げてください。",
    "側溝のふたが壊れていて困っています。先週も、子どもが落ちてけがをしたので、直してください。",
)
# asks that ask though they sound like thanks, announcements or musing
ASKS_ALL_THE_SAME = (
    "消防団に市長からお礼を述べてほしいです。",
    "市民に感謝の言葉を述べてください。",
    "今後、支所の建物はどうしようというのでしょう。",
)
# what asks for nothing
ASKS_NOTHING = (
    "支所に電話したら、すぐ来てくれて助かりました。",
    "早めに知らせてもらったら、慌てずに済みました。",
    "職員の方には何度助けていただいたか分かりません。",
    "放送がはっきりと聞こえます。",
    "今日は皆さんのお話を聞きたくて参加しました。",
    "子どもが喜ぶなら、私はそれでいいです。",
    "通院のときはタクシーを頼みます。",
    "乗るのは病院に行くときか、買い物くらいです。",
    "どの子も楽しめる流れです。",
    "町の商店だけでなく、住民も。",
    "図書館を廃止してほしいという声は聞いたことがありません。",
)


@pytest.mark.parametrize("marked", TWO)
def test_two_asks_stay_two_points(marked: str) -> None:
    points = points_of(marked.replace("|", ""))
    assert [p.quote.text for p in points] == marked.split("|")
    assert all(p.needs_answer for p in points)


@pytest.mark.parametrize("statement", ONE)
def test_what_asks_nothing_beside_an_ask_is_no_point(statement: str) -> None:
    assert len([p for p in points_of(statement) if p.needs_answer]) == 1


@pytest.mark.parametrize("statement", ASKS_ALL_THE_SAME)
def test_an_ask_in_other_clothes_is_a_point(statement: str) -> None:
    assert [p.needs_answer for p in points_of(statement)] == [True]


@pytest.mark.parametrize("sentence", ASKS_NOTHING)
def test_what_asks_for_nothing_is_no_ask(sentence: str) -> None:
    ask = find_ask(sentence)
    assert ask is None or ask.kind is PointKind.OPINION


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
