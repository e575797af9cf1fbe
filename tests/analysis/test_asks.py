"""What the end of a sentence makes of it: every rule by its own example, and paradigms as tables."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmeeting.analysis import asks, merging
from townmeeting.analysis.asks import WINDOW, AskRule, Layer, ask_table, find_ask, read_ending
from townmeeting.model import PointKind

RULES = ask_table().rules
LAYERS = ask_table().layers

REQUESTS = (
    "町道の穴の補修を、一言だけお願いさせてください。",
    "職員の人数を減らしてもらいたい、これが一つ。",
    "放送が聞こえるようにしてほしいので。",
    "バス停に屋根をつけてほしい。",
    "バス停に屋根をつけて欲しいです。",
    "バス停に屋根をつけてほしいと思っております。",
    "バス停に屋根をつけてもらいたい。",
    "バス停に屋根をつけていただきたいと思いますが。",
    "バス停に屋根をつけていただきたく存じます。",
    "バス停に屋根をつけてください。",
    "バス停に屋根をつけていただければ幸いです。",
    "バス停に屋根をつけてもらえると助かります。",
    "バス停に屋根をつけてもらえないか。",
    "バス停に屋根をつけていただけないでしょうか。",
    "バス停に屋根をつけることはできないのか。",
    "バス停の屋根の数を増やせないものでしょうか。",
    "バス停に屋根をつけるようお願いします。",
    "バス停に屋根をつけるようお願いしたいのですが。",
    "バス停に屋根をつけるよう強く求める。",
    "バス停の屋根の設置を要望いたします。",
    "バス停の屋根の設置を切に願う。",
    "バス停の屋根の設置を検討されたい。",
    "必要な措置を講じられたい。",
    "バス停に屋根をつけること。",
    "バス停に屋根を。",
    "バス停の屋根の設置",
    "バス停に屋根をつけるべきである。",
    "バス停の屋根の設置を求める意見",
    "バス停に屋根をつけてほしいとの意見",
    "バス停に屋根をつけるべきとの意見（3件）",
    "バス停を減らすべきではない。",
    "バス停の屋根が必要である。",
    "バス停に屋根をつける方向が望ましい。",
    "バス停の屋根の設置に期待する。",
    "バス停の屋根の設置求める意見",
    "どうにかして屋根をつけてもらえますか。",
    "何か対策をしてもらえますか。",
    "屋根をつけていただければと思いますので、よろしくお願いします。",
    "屋根をつけてほしいというふうにちょっと思ったところです。",
    "道が穴だらけで危険です、よろしくお願いします。",
    "これ以上の値上げはご容赦ください。",
    "便器を洋式に直してよ。",
)
PROPOSALS = (
    "バス停に屋根をつけてはどうか。",
    "バス停に屋根をつけたらどうでしょうか。",
    "バス停に屋根をつけたらよいと思います。",
    "バス停に屋根をつければいい。",
    "バス停に屋根をつけるとよいのではないでしょうか。",
    "バス停に屋根をつける方がよいと思います。",
    "バス停に屋根をつけるべきだと思います。",
    "バス停に屋根をつける必要があると考えます。",
    "バス停に屋根をつけることを提案します。",
    "バス停の屋根が重要だと思います。",
    "バス停に屋根をつけましょう。",
    "バス停に屋根があると、非常にありがたいです。",
    "バス停の屋根に期待しています。",
    "バス停に屋根が必要になるのではないかなということも思います。",
    "バス停に屋根があれば、もっと使いやすくなるのかなというふうに思いました。",
    "屋根をつけるべきだと思いますので、一言だけ付け加えさせていただきます。",
    "線を引いて示すなどの工夫は考えられないでしょうか。",
    "バス停に屋根をつければ、冬も待ちやすくなるのではないかと思います。",
)
QUESTIONS = (
    "会に残ってくれているのか気になったもので。",
    "屋根はいつつくのか。",
    "屋根はいつつくのでしょうか。",
    "屋根はつきますか。",
    "屋根はつくのですか？",
    "屋根の予定は？",
    "屋根の予定は。",
    "屋根がつく時期を教えてください。",
    "屋根がつく時期を教えてほしい。",
    "屋根がつく時期を伺いたい。",
    "屋根がつく時期についてお聞きしたいです。",
    "屋根がつく時期を知りたいです。",
    "どうやって屋根の費用を出すのか疑問に思いました。",
    "屋根をつけるべきと考えますが、市長の見解を伺います。",
    "屋根をつけられると思うがいかがか。",
    "屋根はいつつくのかということです。",
    "どこに屋根をつけるのか説明してほしい。",
    "屋根の時期について御説明いただければと思います。",
    "屋根をつけた例があれば紹介してほしい。",
    "屋根の予定は市から知らせていただけるのか。",
    "ごみ袋は何枚もらえますか。",
    "補助の券はもらえますか。",
    "小さなバス停があってはいけないのか。",
    "屋根は一つだけということか。",
    "屋根はつけないとの認識でよいか。",
    "屋根はつけないという理解でよいですか。",
)
CONCERNS = (
    "何か鳴っているのは分かるが、中身が全然分からない。",
    "冬の待ち時間が心配です。",
    "冬の待ち時間に不安を感じています。",
    "雪で屋根が落ちる恐れがある。",
    "待合室が寒くて困っています。",
    "バスの本数が不足している。",
    "時刻表が見にくいです。",
    "この説明には違和感があります。",
    "運転手が減るのではないかと不安です。",
    "このままでは路線がなくなってしまいます。",
    "利用者の声が計画に反映されていない。",
    "知らせもなく減らすのはいかがなものか。",
    "統合に反対する。",
    "本当に有効な施策なのか疑問です。",
    "高齢者が置き去りになるのではないでしょうか。",
    "停留所の照明が暗い。",
    "駅までは車の多い道しかない。",
    "市民への説明もないまま計画が進められている。",
    "個人の記録を使うことは問われますので、その点は指摘しておきます。",
    "高齢の会員が運ぶのはもう限界に来ています。",
    "こんな説明では仕方がない。",
    "町は本気で直す気はない。",
    "住民からも不便だと伺っています。",
)
NO_ASKS = (
    "健診では、声をかけてもらえたら緊張がほぐれ、本当に助かりました。",
    # what happens now and then is no proposal, nor is what happened once
    "春先には水が白く濁ることがあります。",
    "隣の町で迷子が見つかったことがありました。",
    "四月からは隣の学校に通うことになります。",
    "市役所の窓口でも、どこでもいいんです。",
    "住んでいる人の四割が六十五歳を過ぎています。",
    # a reason given afterwards, and what only sounds like a wish
    "足の悪い者には坂道が大変ですから。",
    "聞いていただければすぐ分かることばかりです。",
    "娘には重い障害があります。",
    "それも無理もないんです。",
    "くんでみると分かります。",
    "もう林ですよ、あれは。",
    "市の計画に賛成です。",
    "新しいバス停はとてもよいと思います。",
    "いつもありがとうございます。",
    "冬の運行に心配はない。",
    "なぜなら、屋根のない所が多いからです。",
    "二つだけ意見を述べさせていただきたいと思います。",
    "学生さんが教えてくれて、ありがたく思っています。",
    "新しい道で通勤の時間が短縮されました。",
    "昨日、町長に会ってね。",
    "父が亡くなったら。",
    "もっと若い人が出て行って。",
)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
def test_each_rule_decides_its_own_example(rule: AskRule) -> None:
    ask = find_ask(rule.example)
    assert ask is not None
    assert ask.rule == rule.id


@pytest.mark.parametrize("layer", LAYERS, ids=lambda x: x.example)
def test_each_layer_comes_off_its_example(layer: Layer) -> None:
    ending = read_ending(layer.example)
    assert ending.core == layer.core
    assert ending.core + ending.taken == layer.example
    assert not layer.name or layer.name in ending.layers


@pytest.mark.parametrize("layer", LAYERS, ids=lambda x: x.example)
def test_each_layer_fits_the_shell_of_its_example(layer: Layer) -> None:
    shells = [layer.example[: len(layer.example) - n] for n in range(len(layer.example) - len(layer.core))]
    assert any(layer.pattern.search(shell) for shell in shells)


def test_rule_names_are_unique() -> None:
    assert len({r.id for r in RULES}) == len(RULES)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        *((s, PointKind.REQUEST) for s in REQUESTS),
        *((s, PointKind.PROPOSAL) for s in PROPOSALS),
        *((s, PointKind.QUESTION) for s in QUESTIONS),
        *((s, PointKind.CONCERN) for s in CONCERNS),
    ],
)
def test_paradigms(sentence: str, kind: PointKind) -> None:
    ask = find_ask(sentence)
    assert ask is not None
    assert ask.kind is kind
    assert ask.strength >= 1


@pytest.mark.parametrize("sentence", NO_ASKS)
def test_views_thanks_and_reasons_ask_nothing(sentence: str) -> None:
    ask = find_ask(sentence)
    assert ask is None or (ask.kind is PointKind.OPINION and ask.strength < 1)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        ("これまで屋根の設置を求めてきました。", "屋根の設置を求めます。"),
        ("昨年は屋根の設置を要望しました。", "屋根の設置を要望します。"),
        ("前に屋根の設置を提案しました。", "屋根の設置を提案します。"),
    ],
)
def test_a_report_of_asking_is_no_ask(told: str, asked: str) -> None:
    report, ask = find_ask(told), find_ask(asked)
    assert ask is not None
    assert ask.strength == 3
    assert report is None or report.strength < 3


def test_a_curt_negative_criticises_and_a_polite_one_describes() -> None:
    curt, polite = find_ask("期限が計画に示されていない。"), find_ask("期限が計画に示されていません。")
    assert curt is not None
    assert polite is not None
    assert curt.strength > polite.strength


def test_a_need_put_as_a_question_asks_more_strongly() -> None:
    plain, put = find_ask("研修が必要です。"), find_ask("研修が必要なのではないでしょうか。")
    assert plain is not None
    assert put is not None
    assert put.strength > plain.strength


@given(st.text(alphabet="窓口を増やしてほしいのかと思いますがべき。、？必要ない「」（）ではabc 1\n", max_size=200))
def test_cues_are_the_end_of_the_sentence(sentence: str) -> None:
    ask = find_ask(sentence)
    assert ask is None or sentence.endswith(ask.cue)


def test_only_the_end_of_an_endless_sentence_counts() -> None:
    ask = find_ask("窓口を増やしてほしいですが、" * 5000 + "開館はいつですか。")
    assert ask is not None
    assert ask.kind is PointKind.QUESTION


def test_no_paradigm_outgrows_the_window() -> None:
    assert all(len(r.example) < WINDOW for r in RULES)


def test_patterns_hold_at_the_end_only() -> None:
    anchored = re.compile(r"\$\)?$")
    assert all(anchored.search(r.pattern.pattern) for r in RULES)


def test_rules_that_the_code_names_are_in_the_table() -> None:
    named = {*asks._BY_FORM, *merging._INQUIRIES, *merging.NEEDS, *merging._EFFECTS, *merging._REPROACHES}
    named |= {*merging._TELLING, *merging._MISSING, *merging._FELT}
    assert named | {"praise", "view", "plan", "nothing-but", "own-act"} <= {r.id for r in RULES}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("私が一番若いくらいです", False),
        ("それどころではない", False),
        ("何よりも先に直す", False),
        ("いかにも古い", False),
        ("どうも納得がいかない", False),
        ("どちらかと言えば遠い", False),
        ("橋ほどの高さがある", False),
        ("どの橋を直すのか", True),
        ("いくらかかるのか", True),
        ("どこが遠いのか", True),
        ("どちらが先か", True),
        ("何が遅れているのか", True),
    ],
)
def test_question_words_are_told_from_words_that_hold_them(text: str, asked: bool) -> None:
    assert bool(asks.QUESTION_WORD.search(text)) is asked
