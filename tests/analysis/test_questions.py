"""What a question asks for, and whether the reply tells it."""

import re

import pytest

from townmeeting.analysis.questions import asks_figure, figures_asked, gives_reason, question_rules, tells_figures
from townmeeting.analysis.replies import load_toml
from townmeeting.text import fold

FIGURES = load_toml("questions.toml")["figure"]


@pytest.mark.parametrize("entry", FIGURES, ids=[f["name"] for f in FIGURES])
def test_every_figure_matches_its_examples(entry):
    kinds = [name for name, _ in figures_asked(entry["asked_example"])]
    assert entry["name"] in kinds
    assert tells_figures(entry["asked_example"], [entry["told_example"]])


@pytest.mark.parametrize("rule", [*question_rules().why, *question_rules().because], ids=lambda r: r.name)
def test_every_reason_rule_matches_its_example(rule):
    assert rule.pattern.search(fold(rule.example))


def test_every_other_name_is_a_pattern_that_names_its_unit():
    for unit, names in question_rules().units.items():
        assert re.fullmatch(names, unit)


ASKED = [
    ("空き家の割合はどれくらいですか。", True),
    ("何年後に完成しますか。", True),
    ("いつから始まるのでしょうか。", True),
    ("いつもありがとうございます。", False),
    ("どう進めるのですか。", False),
    ("窓口をどのように増やしていくつもりですか。", False),
    ("いくつか伺いたいことがあります。", False),
    ("何回も同じ話を聞きました。", False),
    ("空き家ならいくらでもあります。", False),
    ("いくらかかるのか。", True),
    ("会では私が一番若いくらいです。", False),
    ("費用はいくらですか。", True),
    ("完成まで何年かかりますか。", True),
    ("手続に何時間かかるのか。", True),
    ("橋は何年もつのか。", True),
    ("何年も待っています。", False),
]


@pytest.mark.parametrize(("text", "expected"), ASKED)
def test_asking_for_a_figure(text, expected):
    assert asks_figure(text) is expected


TOLD = [
    ("交流は全部で何回あるのか。", "5つの学校で、1学期から交流しています。", False),
    ("交流は全部で何回あるのか。", "全部で12回です。", True),
    ("いつ直してもらえるのか。", "5年に一度の調査で順番を決めています。", False),
    ("いつ直してもらえるのか。", "令和4年度の調査では2番目の区分となっています。", False),
    ("いつ直してもらえるのか。", "令和9年度の工事を予定しています。", True),
    ("いつ直してもらえるのか。", "年度内に直します。", True),
    ("前回の診断はいつ行いましたか。", "10年前に行いました。", True),
    ("点検は何年ごとに行いますか。", "3年ごとです。", True),
    ("交流は全部で何回あるのか。", "回数は未定です。", True),
    ("参加者は何人ですか。", "25名です。", True),
    ("相談員は何人、どれくらいいますか。", "市内でおよそ30になります。", True),
    ("何年後に窓口を減らすのですか。", "令和4年4月に総合窓口を設置しました。", False),
    ("何年後に窓口を減らすのですか。", "令和10年度から減らします。", True),
    ("総合窓口はいつできたのですか。", "令和4年4月に設置しました。", True),
    ("何年後に何%まで高めるのですか。", "今は28.4%です。", False),
    ("何年後に何%まで高めるのですか。", "令和10年度に40%まで高めます。", True),
    ("貸出率はどれくらいか。", "令和5年4月1日から貸し出しています。", False),
    ("貸出率はどれくらいか。", "第2章の3ページに書きました。", False),
    ("貸出率はどれくらいか。", "市民の半数です。", True),
    ("雨漏りを直してほしい。", "3年後に直します。", False),
    ("どれくらい増えますか。", "十分に検討します。", False),
    ("どれくらい増えますか。", "一層努力します。", False),
    ("何人が使いますか。", "一人ひとりを大切にします。", False),
    ("いつ終わりますか。", "昨年度に比べて減っています。", False),
    ("いつ終わりますか。", "令和8年3月と決まりました。", True),
    ("どのくらいの期間がかかりますか。", "2年ほどです。", True),
]


@pytest.mark.parametrize(("asked", "replied", "told"), TOLD)
def test_a_figure_is_told_by_the_kind_that_was_asked_for(asked, replied, told):
    assert tells_figures(asked, [replied]) is told


WHY = [
    ("遊具の数の根拠は何か。", "利用者の増減を踏まえて算定したものです。", True),
    ("なぜ橋だけ工事が遅れたのか。", "資材の値上がりにより、入札が成立しなかったためです。", True),
    ("なぜ橋だけ工事が遅れたのか。", "橋の工事は来月に終わります。", False),
    ("橋の工事はいつ終わるのか。", "資材の値上がりのためです。", False),
    ("どうしても慣れない人はどうなるのか。", "研修を行うためです。", False),
]


@pytest.mark.parametrize(("asked", "replied", "given"), WHY)
def test_a_reason_is_an_answer_only_where_one_is_asked_for(asked, replied, given):
    assert gives_reason(asked, [replied]) is given
