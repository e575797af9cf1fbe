"""Points, links, notes and status: figures reckoned by hand, and a miss for every entry that is not right."""

import copy

import pytest

from townmeeting.evaluation import MissKind, evaluate


def test_the_figures_are_those_reckoned_by_hand(points_case):
    gold, analysis = points_case
    assert dict(evaluate(gold, analysis).figures) == {
        "point_precision": 1.0,  # two points, both in the gold; the thank-you is left out of account
        "point_recall": 0.6667,  # two of three
        "point_f1": 0.8,
        "link_precision": 0.25,  # 13 of 26 characters, and none
        "link_recall": 0.5,
        "link_f1": 0.3333,
        "note_f1": 0.0,
        "status_accuracy": 0.3333,
        "unanswered_precision": 0.0,
        "unanswered_recall": 0.0,
        "unanswered_f1": 0.0,
        "open_precision": 0.0,
        "open_recall": 0.0,
        "open_f1": 0.0,
        "kind_accuracy": 0.6667,
        "response_kind_accuracy": 1.0,
        "gold_points": 3,
        "predicted_points": 2,
    }


def test_every_miss_is_listed_with_both_sides(points_case):
    gold, analysis = points_case
    result = evaluate(gold, analysis)
    assert [(m.kind.value, m.gold, m.expected, m.found, m.figure) for m in result.misses] == [
        ("point_not_found", "1-3", "concern", "", None),
        ("link", "1-2", "街灯は五月に直します。", "", 0.0),
        ("status", "1-2", "answered", "unanswered", None),
        ("note", "1-2", "note", "", None),
    ]
    assert all(m.quote for m in result.misses)


def perfect(gold, analysis):
    """Return the analysis that says what the gold says."""
    analysis = copy.deepcopy(analysis)
    turns = {"mayor": "t2", "note": "n1"}
    analysis["meetings"][0]["points"] = [
        {
            "id": p["id"],
            "statement": "1",
            "text": p["quote"],
            "kind": p["kind"],
            "needs_answer": p["needs_answer"],
            "status": p["status"],
            "response_kind": p["response_kind"],
            "responses": [
                {"turn": turns[a["source"]], "source": a["source"], "text": a["quote"], "score": 0.85}
                for a in p["answers"]
            ],
        }
        for p in gold["points"]
    ]
    return analysis


def test_an_analysis_that_says_what_the_gold_says_is_perfect(points_case):
    gold, analysis = points_case
    result = evaluate(gold, perfect(gold, analysis))
    assert result.misses == ()
    assert {value for name, value in result.figures if not name.endswith("points")} == {1.0}


def test_a_point_taken_for_one_that_needs_no_answer_is_missed(points_case):
    gold, analysis = points_case
    found = perfect(gold, analysis)
    found["meetings"][0]["points"][0]["needs_answer"] = False
    result = evaluate(gold, found)
    figures = dict(result.figures)
    assert (figures["point_precision"], figures["point_recall"]) == (1.0, 0.6667)
    assert [m.gold for m in result.misses if m.kind is MissKind.POINT_NOT_FOUND] == ["1-1"]


def test_a_point_that_is_none_of_the_golds_costs_precision(points_case):
    gold, analysis = points_case
    gold["points"] = [p for p in gold["points"] if p["id"] != "1-4"]
    result = evaluate(gold, analysis)
    assert dict(result.figures)["point_precision"] == 0.6667
    assert [m.quote for m in result.misses if m.kind is MissKind.EXTRA_POINT] == ["いつもありがとうございます。"]


def test_statements_without_annotation_are_left_out_of_account(points_case):
    gold, analysis = points_case
    before = evaluate(gold, analysis)
    other = {**analysis["meetings"][0]["statements"][0], "id": "2", "label": "2", "text": "橋を架けてほしい。"}
    analysis["meetings"][0]["statements"].append(other)
    extra = {**analysis["meetings"][0]["points"][0], "statement": "2", "text": other["text"]}
    analysis["meetings"][0]["points"].append(extra)
    assert evaluate(gold, analysis) == before


def test_notes_do_not_count_where_the_annotation_has_none(points_case):
    gold, analysis = points_case
    for entry in gold["points"]:
        entry["answers"] = [a for a in entry["answers"] if a["source"] != "note"]
    found = perfect(gold, analysis)
    note = {"turn": "n1", "source": "note", "text": "街灯は五月に直します。", "score": 0.5}
    found["meetings"][0]["points"][0]["responses"].append(note)
    assert dict(evaluate(gold, found).figures)["link_precision"] == 1.0


def test_words_of_the_gold_that_stand_nowhere_are_told_apart(points_case):
    gold, analysis = points_case
    gold["points"][2]["quote"] = "ゴミ袋の値段が心配だ。"
    gold["points"][1]["answers"][0]["quote"] = "街灯は六月に直すつもりです。"
    misses = [(m.kind, m.gold) for m in evaluate(gold, analysis).misses if m.kind is MissKind.GOLD_QUOTE]
    assert misses == [(MissKind.GOLD_QUOTE, "1-3"), (MissKind.GOLD_QUOTE, "1-2")]


FOLDS = [
    ("line breaks", lambda text: "\n".join(text)),
    ("wide blanks", lambda text: "　".join(text)),
]


@pytest.mark.parametrize("fold", [f for _, f in FOLDS], ids=[name for name, _ in FOLDS])
def test_white_space_in_the_analysis_costs_nothing(points_case, fold):
    gold, analysis = points_case
    before = evaluate(gold, analysis)
    for group in ("turns", "statements", "points"):
        for entry in analysis["meetings"][0][group]:
            entry["text"] = fold(entry["text"])
    assert evaluate(gold, analysis).figures == before.figures


def test_two_equal_gold_points_stay_two(points_case):
    gold, analysis = points_case
    gold["points"].append(dict(gold["points"][0]))
    result = evaluate(gold, analysis)
    assert dict(result.figures)["gold_points"] == 4
    assert [m.gold for m in result.misses if m.kind is MissKind.POINT_NOT_FOUND] == ["1-3", "1-1"]
    assert dict(result.figures)["link_recall"] == 0.3333


def test_the_closest_point_is_taken_and_a_fragment_is_none(points_case):
    gold, analysis = points_case
    whole = analysis["meetings"][0]["points"][0]
    fragment = {**whole, "id": "1.9", "text": "駅前の", "status": "unanswered"}
    analysis["meetings"][0]["points"].insert(0, fragment)
    result = evaluate(gold, analysis)
    assert [m.quote for m in result.misses if m.kind is MissKind.EXTRA_POINT] == ["駅前の"]
    assert dict(result.figures)["point_recall"] == 0.6667
    assert ("status", "1-1") not in [(m.kind.value, m.gold) for m in result.misses]


def test_a_file_of_two_meetings_keeps_their_ids_apart(points_case):
    gold, analysis = points_case
    before = dict(evaluate(gold, analysis).figures)
    second = copy.deepcopy(analysis["meetings"][0])
    for entry in second["turns"] + second["statements"]:
        entry["text"] = "別の会場の話です。"
    second["points"] = []
    analysis["meetings"].append(second)
    assert dict(evaluate(gold, analysis).figures) == before
