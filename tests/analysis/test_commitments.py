"""Promises, deferrals and refusals: who, what, how firmly, by when."""

import datetime as dt
import re

import pytest

from tests.analysis.meetings import make_meeting, make_points
from townmeeting.analysis.commitments import commitment_rules, find_cue
from townmeeting.analysis.stages import analyze_points
from townmeeting.model import Strength
from townmeeting.text import fold

STRENGTHS = [
    ("来年度から見守りサービスを開始します。", Strength.WILL),
    ("計画的に整備を進めてまいります。", Strength.WILL),
    ("新しい図書館は来年の春に開く予定です。", Strength.WILL),
    ("分かりやすい案内に努めてまいります。", Strength.STRIVE),
    ("市民の皆様にお知らせしていきたいと思っています。", Strength.STRIVE),
    ("バスの増便は検討していきたいと思います。", Strength.CONSIDER),
    ("現時点では困難ですが、検討してまいります。", Strength.CONSIDER),
    ("今後の参考にさせていただきます。", Strength.REFER),
    ("財源について国に要望しています。", Strength.REFER),
    ("国の動向を注視してまいります。", Strength.REFER),
    ("屋根を付けることは構造上困難です。", Strength.DECLINE),
    ("増設する予定はありません。", Strength.DECLINE),
    ("通学路の点検は既に実施しています。", Strength.DONE),
    ("街灯を増やしてほしいというお話がありました。", None),
    ("「早急に検討します」と書かれています。", None),
    ("御理解がないと、進めることができません。", None),
    ("人口の構成は変わっていきます。", None),
    ("市内には公園が十あります。", None),
]


@pytest.mark.parametrize(("strength", "rule"), commitment_rules(), ids=[r.name for _, r in commitment_rules()])
def test_every_rule_matches_its_example(strength, rule):
    assert re.search(rule.pattern, fold(rule.example))
    if strength is not None:
        cue = find_cue(rule.example)
        assert cue is not None
        assert cue.strength is strength


@pytest.mark.parametrize(("sentence", "strength"), STRENGTHS)
def test_the_last_predicate_decides(sentence, strength):
    cue = find_cue(sentence)
    assert (cue.strength if cue else None) is strength


def test_words_taken_up_are_no_promise():
    sentence = "検討しますとのお話でしたが、これは市の方針ではありません。"
    assert find_cue(sentence, taken=12) is None


def test_a_commitment_says_who_what_and_by_when():
    meeting, source = make_meeting([("見守りを始めてほしい。", "来年度から見守りサービスを開始します。")])
    found = analyze_points(meeting, make_points(meeting, [("1", "見守りを始めてほしい。")])).commitments
    assert len(found) == 1
    promise = found[0]
    assert promise.who == "市長"
    assert promise.what == "来年度から見守りサービスを"
    assert promise.strength is Strength.WILL
    assert promise.deadline_text.startswith("来年度")
    assert promise.fiscal_year == 2025
    assert promise.point_ids == ("1.1",)
    piece = promise.quote.pieces[0]
    assert source[piece.start : piece.end] == promise.quote.text


def test_a_past_year_is_no_deadline():
    meeting, _ = make_meeting([("支援を続けてほしい。", "令和元年度に始めた支援を進めてまいります。")])
    promise = analyze_points(meeting, make_points(meeting, [("1", "支援を続けてほしい。")])).commitments[0]
    assert promise.deadline is None
    assert promise.deadline_text == ""


def test_a_month_is_resolved_from_the_meeting_date():
    meeting, _ = make_meeting([("公表してほしい。", "六月ごろを目途に指針を公表します。")])
    promise = analyze_points(meeting, make_points(meeting, [("1", "公表してほしい。")])).commitments[0]
    assert promise.deadline == dt.date(2025, 6, 30)


def test_a_note_commits_its_department():
    notes = [("「図書館」について", "図書館の夜間開館を来年度に開始します。")]
    meeting, _ = make_meeting([("図書館を夜も開けてほしい。", None)], notes=notes)
    promise = analyze_points(meeting, make_points(meeting, [("1", "図書館を夜も開けてほしい。")])).commitments[0]
    assert promise.who == "総務部 総務課"
    assert promise.point_ids == ("1.1",)
