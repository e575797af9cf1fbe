"""Which words of a sentence become terms, and how they are counted."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import pytest

from tests.topics.builders import make_talk
from townmeeting.pipeline import build_topics
from townmeeting.settings import Settings, TopicSettings
from townmeeting.topics.lexicon import key_of, lexicon
from townmeeting.topics.runs import is_term, key_of_run, noun_runs

# sentence, terms that stand in it (as written)
SENTENCES = [
    ("窓口業務を残してほしい。", ["窓口業務"]),
    ("マイナンバーカードの交付が遅い。", ["マイナンバーカード"]),
    ("オンライン診療のサイトを作る。", ["オンライン診療", "サイト"]),
    ("お年寄りのご自宅を訪ねる。", ["年寄り", "自宅"]),
    ("そのことのために、ほかの方のところへ行く。", []),
    ("令和六年度の予算は百二十円です。", ["予算"]),
    ("第2期総合計画を読んだ。", ["総合計画"]),
    ("効率的な除雪を社会的に進める。", ["除雪"]),
    ("除雪を実施して、自由に暮らす。", ["除雪"]),
    ("図書館等の利用時に公園側で待つ。", ["図書館", "公園"]),
    ("コミュニティ・スクールを広げる。", ["コミュニティ・スクール"]),
    ("見守り活動を続ける。", ["見守り活動"]),
    ("防災行政無線が聞こえない。", ["防災行政無線"]),
    ("本当にうれしい。とてもよい。", []),
    ("各図書館で２０分待つ。", ["図書館"]),
]


def found_in(sentence: str) -> list[str]:
    words = lexicon()
    return [sentence[r[0].start : r[-1].end] for r in noun_runs(sentence) if is_term(r, words)]


@pytest.mark.parametrize(("sentence", "wanted"), SENTENCES)
def test_terms_of_a_sentence(sentence, wanted):
    assert found_in(sentence) == wanted


def test_a_number_is_never_at_the_end_of_a_term():
    for sentence in ("第2期総合計画を読んだ。", "令和七年度予算案です。", "公園３か所を直す。", "資料８ページを見る。"):
        for term in found_in(sentence):
            assert not term[0].isdigit()
            assert not term[-1].isdigit()


def lists() -> list[tuple[str, dict[str, object]]]:
    data = tomllib.loads(files("townmeeting").joinpath("data/topics.toml").read_text(encoding="utf-8"))
    trims = [(f"trim.{name}", rule) for name, rule in data["trim"].items()]
    return trims + [(f"stop.{rule['name']}", rule) for rule in data["stop"]]


@pytest.mark.parametrize(("name", "rule"), lists(), ids=[name for name, _ in lists()])
def test_the_example_of_every_list_holds_its_words_and_yields_none_of_them(name, rule):
    example = str(rule["example"])
    inside = [w for w in rule["words"] if w in example]
    assert inside, "the example shows no word of its list"
    keys = {key_of(term) for term in found_in(example)}
    assert not keys & {key_of(w) for w in rule["words"]}
    assert {key_of(w) for w in rule.get("finds", [])} <= keys


def test_spellings_of_one_word_are_one_term():
    graph = build_topics([make_talk()])
    term = next(t for t in graph.terms if "子ども" in t.forms)
    assert set(term.forms) == {"子ども", "こども"}
    assert term.statements == 2


def test_statements_and_persons_are_counted_before_tokens():
    said = [
        [("除雪が遅い。除雪、除雪、除雪。", "answered")],
        [("除雪が遅い。", "answered")],
        [("街灯が暗い。", "answered")],
        [("街灯を増やす。", "answered")],
        [("街灯の電気が切れた。", "answered")],
    ]
    graph = build_topics([make_talk(said, speakers=["A", "A", "B", "C", "D"])])
    terms = {t.label: t for t in graph.terms}
    assert (terms["除雪"].statements, terms["除雪"].speakers, terms["除雪"].tokens) == (2, 1, 5)
    assert (terms["街灯"].statements, terms["街灯"].speakers, terms["街灯"].tokens) == (3, 3, 3)
    assert terms["街灯"].score > terms["除雪"].score


def test_a_part_of_a_term_does_not_collect_what_the_term_says():
    said = [[("防災無線が聞こえない。", "answered")]] * 3 + [[("無線の免許を取る。", "answered")]] * 2
    graph = build_topics([make_talk(said)])
    counts = {t.label: t.statements for t in graph.terms}
    assert counts["防災無線"] == 3
    assert counts["無線"] == 2


def test_a_compound_that_stands_once_falls_into_its_terms():
    said = [
        [("空き家の調査をする。", "answered")],
        [("空き家対策協議会を開く。", "answered")],
        [("空き家が多い。", "")],
    ]
    graph = build_topics([make_talk(said)])
    assert {t.label: t.statements for t in graph.terms}["空き家"] == 3


def test_the_own_name_of_the_municipality_is_no_term_unless_forced(tmp_path):
    said = [[("みどり野市の図書館が遠い。", "answered")], [("みどり野市の図書館に行く。", "")]] * 2
    talk = make_talk(said, title="みどり野市長と語る会")
    own = tmp_path / "own.toml"
    own.write_text('force = ["みどり野市"]', encoding="utf-8")
    assert "みどり野市" in {t.label for t in build_topics([talk], terms_file=own).terms}


def test_every_key_is_made_of_its_runs():
    for sentence, _ in SENTENCES:
        for run in noun_runs(sentence):
            assert key_of_run(run)


def test_the_least_number_of_statements_is_kept():
    graph = build_topics([make_talk()], Settings(topics=TopicSettings(min_count=3)))
    assert {t.label for t in graph.terms} == {"図書館"}


def test_the_best_terms_are_kept_and_the_cut_is_told():
    graph = build_topics([make_talk()], Settings(topics=TopicSettings(max_terms=2)))
    assert len(graph.terms) == 2
    assert "topics_terms_cut" in {d.code for d in graph.diagnostics}
