"""Decisions hold in every output, survive a re-run and a corrected source, and what does not fit is told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.builders import make_quote
from tests.review.builders import (
    EXCHANGES,
    OPEN,
    WORDS,
    Edited,
    applied,
    coverage_of,
    make_many,
    merged,
    news,
)
from townmeeting.errors import TownMeetingError
from townmeeting.model import Analysis, Status
from townmeeting.reports.workbook import render_workbook
from townmeeting.review.applying import apply_decisions
from townmeeting.review.records import Decisions
from townmeeting.schema import analysis_from_dict, analysis_to_dict
from townmeeting.tally import recount


def decided(*edits: tuple[str, str, str, object], who: str = "佐藤") -> Decisions:
    book = Edited(render_workbook([make_many()])).reviewer(who)
    for edit in edits:
        book.set(*edit)
    return merged(book.bytes())


def whole(analysis: Analysis) -> tuple[int, int, int, int, int]:
    t = next(t for t in analysis.tallies if t.dimension == "meeting")
    return t.total, t.answered, t.partial, t.unanswered, t.check


def test_a_status_flows_into_coverage_and_tallies():
    before = make_many()
    after = applied(before, decided((OPEN, "1.1", "状態", "回答済"), (EXCHANGES, "4.1", "状態", "未回答")))
    assert whole(before) == (5, 1, 2, 2, 0)
    assert whole(after) == (5, 1, 2, 2, 0)
    assert coverage_of(after, "1.1").status is Status.ANSWERED
    assert coverage_of(after, "4.1").status is Status.UNANSWERED
    assert coverage_of(after, "4.1").links == ()
    assert "佐藤" in coverage_of(after, "1.1").reason


def test_no_answer_needed_takes_the_point_out_of_the_count_and_back_in():
    after = applied(make_many(), decided((OPEN, "1.1", "状態", "回答不要")))
    assert whole(after)[0] == 4
    assert not after.points[0].needs_answer
    shown = Edited(render_workbook([after])).reviewer("鈴木").set(EXCHANGES, "1.1", "状態", "未回答")
    back = applied(make_many(), merged(shown.bytes(), store=decided((OPEN, "1.1", "状態", "回答不要"))))
    assert whole(back)[0] == 5


def test_the_tallies_are_those_of_the_one_function():
    after = applied(make_many(), decided((OPEN, "2.1", "状態", "回答済")))
    assert after.tallies == recount(after)
    assert recount(make_many()) == make_many().tallies


def test_the_json_reads_back_with_the_decisions_in_it():
    after = applied(make_many(), decided((OPEN, "1.1", "状態", "回答済"), (OPEN, "2.1", "担当課", "企画課")))
    value = json.loads(json.dumps(analysis_to_dict(after), ensure_ascii=False))
    assert analysis_from_dict(value) == after
    assert value["points"][0]["decided"]["machine"] == "unanswered"
    assert {c["who"] for c in value["points"][0]["decided"]["changes"]} == {"佐藤"}
    assert value["points"][2]["decided"] is None


def test_a_column_filled_in_alone_leaves_the_machine_s_status():
    after = applied(make_many(), decided((OPEN, "2.1", "担当課", "企画課")))
    assert replace(coverage_of(after, "2.1"), decided=None) == coverage_of(make_many(), "2.1")


@pytest.mark.parametrize(
    ("point", "typed", "status", "links"),
    [
        ("1.1", "t4.1", "partial", ["t4.1"]),
        ("2.1", "なし", "unanswered", []),
        ("4.1", "t8.1 t2.1", "answered", ["t8.1", "t2.1"]),
    ],
)
def test_a_mended_link_holds_and_moves_the_status_where_it_must(point, typed, status, links):
    coverage = coverage_of(applied(make_many(), decided((EXCHANGES, point, "回答の番号", typed))), point)
    assert coverage.status == status
    assert [k.response_id for k in coverage.links] == links


def test_a_link_whose_passage_is_gone_is_told():
    now = make_many()
    now = replace(now, responses=tuple(replace(r, quote=make_quote(f"別の答え{r.id}。")) for r in now.responses))
    after = applied(now, decided((EXCHANGES, "1.1", "回答の番号", "t4.1")))
    assert news(after) == {"decision_no_passage": ["1.1"]}
    assert coverage_of(after, "1.1").status is Status.UNANSWERED


def test_a_changed_machine_is_a_conflict_and_the_person_holds():
    decisions = decided((OPEN, "1.1", "状態", "一部回答"))
    now = make_many(states=(Status.ANSWERED, *make_many_states()[1:]))
    after = applied(now, decisions)
    coverage = coverage_of(after, "1.1")
    assert (coverage.status, coverage.check) == (Status.PARTIAL, True)
    assert news(after) == {"decision_conflict": ["1.1"]}
    facts = dict(after.diagnostics[-1].fields)
    assert (facts["then"], facts["now"], facts["value"]) == ("unanswered", "answered", "partial")


def make_many_states() -> tuple[Status, ...]:
    return tuple(c.status for c in make_many().coverage)


def test_a_machine_that_came_round_to_the_person_is_no_conflict():
    decisions = decided((OPEN, "1.1", "状態", "回答済"))
    after = applied(make_many(states=(Status.ANSWERED, *make_many_states()[1:])), decisions)
    assert news(after) == {}


def test_decisions_survive_points_that_moved_were_reworded_or_went():
    decisions = decided((OPEN, "1.1", "担当課", "A課"), (OPEN, "2.1", "担当課", "B課"), (OPEN, "3.1", "担当課", "C課"))
    words = ("はじめに加わった論点。", WORDS[0], WORDS[2].replace("夜も", "夜間も"), "まったく別のことです。", WORDS[3])
    after = applied(make_many(words=words), decisions)
    assert coverage_of(after, "2.1").decided.value("department") == "A課"  # moved: same words, another id
    assert coverage_of(after, "3.1").decided.value("department") == "C課"  # a corrected word under the same id
    assert news(after) == {"decision_reworded": ["3.1"], "decision_unmatched": ["2.1"]}
    assert dict(after.diagnostics[-1].fields)["value"] in ("B課", "C課")


def test_a_corrected_file_is_the_same_meeting_and_so_is_one_with_another_title():
    decisions = decided((OPEN, "1.1", "担当課", "A課"))
    now = make_many()
    corrected = replace(now, meeting=replace(now.meeting, source=replace(now.meeting.source, sha256="1" * 64)))
    assert coverage_of(applied(corrected, decisions), "1.1").decided
    assert coverage_of(applied(make_many(title="別の題"), decisions), "1.1").decided


def test_another_meeting_is_refused():
    other = make_many(title="よその会")
    other = replace(other, meeting=replace(other.meeting, source=replace(other.meeting.source, sha256="2" * 64)))
    with pytest.raises(TownMeetingError) as error:
        applied(other, decided((OPEN, "1.1", "担当課", "A課")))
    assert error.value.code == "TM408"


def test_entries_kept_aside_are_told_with_the_analysis():
    after = applied(make_many(), decided((OPEN, "1.1", "状態", "たぶん")))
    assert news(after) == {"decision_unreadable": ["1.1"]}


def test_a_meeting_that_is_not_in_the_run_is_told_and_the_others_get_theirs():
    two = [make_many(), make_many(title="二つ目の会")]
    two[1] = replace(two[1], meeting=replace(two[1].meeting, source=replace(two[1].meeting.source, sha256="3" * 64)))
    book = Edited(render_workbook(two)).set(OPEN, "1-1.1", "担当課", "A課").set(OPEN, "2-1.1", "担当課", "B課")
    decisions = merged(book.bytes())
    both = apply_decisions(two, decisions)
    assert [coverage_of(a, "1.1").decided.value("department") for a in both.analyses] == ["A課", "B課"]
    alone = apply_decisions(two[1:], decisions)
    assert coverage_of(alone.analyses[0], "1.1").decided.value("department") == "B課"
    assert [m.title for m in alone.absent] == ["みどり野の会"]


def test_a_split_workbook_merges_into_the_same_store():
    two = [make_many(), make_many(title="二つ目の会")]
    files = []
    for at, analysis in enumerate(two):
        book = Edited(render_workbook([analysis], run=two)).set(OPEN, "1.1", "担当課", f"{at}課")
        files.append(book.bytes())
    both = apply_decisions(two, merged(*files))
    assert [coverage_of(a, "1.1").decided.value("department") for a in both.analyses] == ["0課", "1課"]
