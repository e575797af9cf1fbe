"""Which points a list shows."""

from __future__ import annotations

import pytest

from tests.builders import make_analysis
from townmeeting.model import Status
from townmeeting.reports.selection import Selection, findings, select

CASES = (
    (Selection(), ["1.1", "1.2"]),
    (Selection(needs_answer=True), ["1.1"]),
    (Selection(statuses=("answered",)), ["1.1"]),
    (Selection(statuses=("partial",)), []),
    (Selection(kinds=("opinion",)), ["1.2"]),
    (Selection(speaker="発言１"), ["1.1", "1.2"]),
    (Selection(speaker="発言9"), []),
    (Selection(department="市長"), ["1.1"]),
    (Selection(above=0.9), ["1.2"]),
    (Selection(below=0.8), ["1.1"]),
    (Selection(check_only=True), []),
)


@pytest.mark.parametrize(("selection", "expected"), CASES)
def test_a_selection_takes_what_it_says(selection, expected):
    assert [f.point.id for f in select(make_analysis(), selection)] == expected


def test_a_finding_has_the_passages_of_its_links():
    found = next(findings(make_analysis()))
    assert [p.id for p in found.passages] == ["t2.1"]
    assert found.departments == ("市長",)


def test_nothing_linked_means_no_department():
    assert next(findings(make_analysis(status=Status.UNANSWERED))).departments == ()
