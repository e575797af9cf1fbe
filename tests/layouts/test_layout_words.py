"""Every pattern, fact and total among the data files finds its examples and leaves its counterexamples alone."""

from __future__ import annotations

import pytest

from townmeeting.layouts.checks import amends
from townmeeting.layouts.facts import FactKind, TotalKind, fact_kinds, find_fact, find_totals, label_only, total_kinds
from townmeeting.layouts.labels import StatementIds, normalise_label
from townmeeting.layouts.lines import even, looks_like_heading
from townmeeting.layouts.words import load_words, pattern
from townmeeting.model import Quote
from townmeeting.text import fold

PATTERNS = load_words()["pattern"]
FOLDED = {"amends", "amends_if_text", "names_text", "not_amended"}
TOTALS = (
    ("意見数：8件（3名）", {"opinions": 8}),
    ("意見等の件数\t42件", {"opinions": 42}),
    ("3\t上記2のうち計画等の案を修正した件数\t6件", {"amended": 6}),
    ("※パブリックコメント意見提出総数　33者62件", {"opinions": 62}),
    ("3人の方から、4件の意見が提出されました。", {"opinions": 4}),
    ("意見等の提出者数　3人、1団体", {}),
    ("12件の工事を発注しました。", {}),
)
AMENDS = (
    ("ご意見を踏まえ、第2章に説明を追記します。", True),
    ("御指摘のとおり表記を修正しました。", True),
    ("次のように改めます。「みどりの」を案の本文に追加します。", True),
    ("原案のとおりとし、修正は行いません。", False),
    ("今後の見直しの際に検討します。", False),
    ("窓口の手続をオンラインに変更します。", False),
    ("既に第3章に記載しています。", False),
    ("", False),
)
LABELS = (("＜発言 2＞", "2"), ("No.3", "3"), ("2-1", "2-1"), ("参加者３", "参加者3"), ("問１", "問1"), ("（４）", "4"))


def prepared(name: str, text: str) -> str:
    return fold(text) if name in FOLDED else even(text)


@pytest.mark.parametrize("entry", PATTERNS, ids=lambda e: e["name"])
def test_a_pattern_finds_its_examples_and_nothing_else(entry: dict[str, list[str]]):
    name = str(entry["name"])
    assert [e for e in entry["examples"] if not pattern(name).search(prepared(name, e))] == []
    assert [e for e in entry["not_examples"] if pattern(name).search(prepared(name, e))] == []


@pytest.mark.parametrize("kind", fact_kinds(), ids=lambda k: k.name)
def test_the_example_of_a_fact_is_that_fact(kind: FactKind):
    fact = find_fact(Quote(kind.example))
    assert fact is not None
    assert fact.name == kind.name


@pytest.mark.parametrize("kind", total_kinds(), ids=lambda k: f"{k.name}: {k.example[:12]}")
def test_the_example_of_a_total_declares_it(kind: TotalKind):
    assert kind.pattern.search(even(kind.example))
    assert [e for e in kind.not_examples if kind.pattern.search(even(e))] == []


@pytest.mark.parametrize(("text", "declared"), TOTALS)
def test_totals_are_read_from_tables_and_sentences(text: str, declared: dict[str, int]):
    assert {t.name: t.count for t in find_totals(Quote(text))} == declared


@pytest.mark.parametrize(("reply", "changes"), AMENDS)
def test_a_reply_that_changes_the_draft_is_told_from_one_that_refuses(reply: str, changes: bool):
    assert amends(reply) is changes


@pytest.mark.parametrize(("printed", "label"), LABELS)
def test_a_label_has_one_form(printed: str, label: str):
    assert normalise_label(printed) == label


def test_ids_are_unique_whatever_is_printed():
    ids = StatementIds(["1", "2", "1", "1"])
    assert [ids.new("1", "防災"), ids.new("2"), ids.new("1", "防災"), ids.new("1")] == ["防災/1", "2", "防災/1-b", "1"]


@pytest.mark.parametrize("text", ["２　防災について", "【道路】", "交通政策"])
def test_a_heading_reads_like_one(text: str):
    assert looks_like_heading(text)


@pytest.mark.parametrize("text", ["道路を直します。", "予定を伺いたい", "それから、", "", "あ" * 41])
def test_a_sentence_is_no_heading(text: str):
    assert not looks_like_heading(text)


@pytest.mark.parametrize(
    ("line", "name", "value"),
    [
        ("（意見募集期間：令和7年10月31日～11月21日）", "period", "令和7年10月31日～11月21日"),
        ("【会場】みどり野市民会館", "venue", "みどり野市民会館"),
        ("１　日　時　令和6年5月18日", "date", "令和6年5月18日"),
        ("・参加者数：12名（うち傍聴2名）", "participants", "12名（うち傍聴2名）"),
    ],
)
def test_a_fact_is_read_in_every_dress(line: str, name: str, value: str):
    fact = find_fact(Quote(line))
    assert fact is not None
    assert (fact.name, fact.quote.text) == (name, value)


@pytest.mark.parametrize(
    "line", ["参加者：歩道を広げてください。", "事務局：資料1により説明します。", "市長：お答えします。"]
)
def test_speech_is_no_fact(line: str):
    assert find_fact(Quote(line)) is None


def test_a_label_alone_announces_its_value():
    assert label_only(Quote("【会場】")) == "venue"
    assert label_only(Quote("会場は市民会館です")) is None
