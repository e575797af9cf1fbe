"""Links are counted by score, and a link is right where half of its passage answers the point."""

import pytest

from townmeeting.errors import TownMeetingError
from townmeeting.evaluation import evaluate, reliability

WIDEN, PARTS, MAY = "駐輪場は来年度に広げます。", "街灯は部品を待っています。", "街灯は五月に直します。"


def link(points_case, responses):
    gold, analysis = points_case
    analysis["meetings"][0]["points"][0]["responses"] = [
        {"turn": turn, "source": source, "text": text, "score": score} for turn, source, text, score in responses
    ]
    return gold, analysis


def filled(bins):
    return {b.low: (b.links, b.right) for b in bins if b.links}


SCORES = [
    # score, lower end of its bin
    (0.0, 0.0),
    (0.05, 0.0),
    (0.1, 0.1),
    (0.35, 0.3),
    (0.8, 0.8),
    (0.99, 0.9),
    (1.0, 0.9),
]


@pytest.mark.parametrize(("score", "low"), SCORES)
def test_a_link_falls_into_the_bin_of_its_score(points_case, score, low):
    assert filled(reliability(*link(points_case, [("t2", "mayor", WIDEN, score)]))) == {low: (1, 1)}


PASSAGES = [
    # turn, source, passage, right
    ("t2", "mayor", WIDEN, True),
    ("t2", "mayor", WIDEN + PARTS, True),
    ("t2", "mayor", PARTS, False),
    ("n1", "note", MAY, False),
    ("t2", "mayor", "どこにもない話。", False),
    ("t9", "mayor", WIDEN, False),
]


@pytest.mark.parametrize(("turn", "source", "passage", "right"), PASSAGES)
def test_half_of_the_passage_makes_a_link_right(points_case, turn, source, passage, right):
    assert filled(reliability(*link(points_case, [(turn, source, passage, 0.75)]))) == {0.7: (1, int(right))}


def test_the_share_of_a_bin_is_right_over_all(points_case):
    bins = reliability(*link(points_case, [("t2", "mayor", WIDEN, 0.72), ("t2", "mayor", PARTS, 0.78)]))
    assert len(bins) == 10
    assert [b.share for b in bins if b.share is not None] == [0.5]


def test_links_without_a_score_are_not_counted(points_case):
    gold, analysis = link(points_case, [("t2", "mayor", WIDEN, None)])
    assert filled(reliability(gold, analysis)) == {}
    assert evaluate(gold, analysis).figures


def test_notes_are_not_counted_where_the_annotation_has_none(points_case):
    gold, analysis = link(points_case, [("n1", "note", MAY, 0.5)])
    gold["points"][1]["answers"] = []
    assert filled(reliability(gold, analysis)) == {}


def test_only_points_have_links_to_calibrate(rows_case):
    with pytest.raises(TownMeetingError) as caught:
        reliability(*rows_case)
    assert caught.value.code == "TM103"


@pytest.mark.parametrize("score", [-0.1, 1.5, float("nan")])
def test_a_score_that_is_no_share_is_refused(points_case, score):
    with pytest.raises(TownMeetingError) as caught:
        reliability(*link(points_case, [("t2", "mayor", WIDEN, score)]))
    assert caught.value.code == "TM113"
