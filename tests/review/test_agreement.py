"""Two reviewers: Cohen's kappa and the list of what they see differently."""

from __future__ import annotations

import pytest

from tests.review.builders import EXCHANGES, Edited, make_many, review
from townmeeting.reports.workbook import render_workbook
from townmeeting.review.agreement import cohen_kappa
from townmeeting.review.merging import merge_reviews, merged_to_dict
from townmeeting.review.records import Decisions

# 50 grant proposals read by two people: both yes 20, both no 15, yes/no 5, no/yes 10; kappa is 0.40 by hand.
WORKED = [("y", "y")] * 20 + [("n", "n")] * 15 + [("y", "n")] * 5 + [("n", "y")] * 10


def test_kappa_of_a_worked_example():
    assert cohen_kappa(WORKED) == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [([], None), ([("a", "a")] * 3, None), ([("a", "a"), ("b", "b")], 1.0), ([("a", "b"), ("b", "a")], -1.0)],
)
def test_kappa_at_its_ends(pairs, kappa):
    assert cohen_kappa(pairs) == kappa


def test_two_reviewers_are_compared_on_what_both_decided():
    book = render_workbook([make_many()])
    first = Edited(book).reviewer("佐藤").set(EXCHANGES, "1.1", "状態", "回答済").set(EXCHANGES, "2.1", "確認", "済")
    first.set(EXCHANGES, "3.1", "状態", "回答済")
    second = Edited(book).reviewer("鈴木").set(EXCHANGES, "1.1", "状態", "一部回答").set(EXCHANGES, "2.1", "確認", "○")
    report = merge_reviews(Decisions(), [review(first.bytes()), review(second.bytes())])
    (agreement,) = report.agreement
    assert (agreement.first, agreement.second, agreement.points, agreement.alike) == ("佐藤", "鈴木", 2, 1)
    (difference,) = report.disagreements
    assert (difference.key.point, difference.field) == ("1.1", "status")
    assert dict(difference.sides) == {"佐藤": "answered", "鈴木": "partial"}
    assert merged_to_dict(report)["disagreements"][0]["point"] == "1.1"


def test_two_files_by_the_same_name_are_told():
    book = render_workbook([make_many()])
    files = [Edited(book).reviewer("佐藤").set(EXCHANGES, "1.1", "状態", s).bytes() for s in ("回答済", "一部回答")]
    report = merge_reviews(Decisions(), [review(f) for f in files])
    assert [f.namesake for f in report.files] == [True, True]
