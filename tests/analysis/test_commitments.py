"""Promises, deferrals and refusals: who, what, how firmly, by when."""

import datetime as dt
import re

import pytest

from tests.analysis.meetings import make_meeting, make_points
from townmeeting.analysis.commitments import commitment_rules, find_cue, forecast_rules
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
    ("御要望として各学校にお伝えさせていただく。", Strength.REFER),
    ("国の動向を注視してまいります。", Strength.REFER),
    ("屋根を付けることは構造上困難です。", Strength.DECLINE),
    ("増設する予定はありません。", Strength.DECLINE),
    ("送迎バスの手配は検討していません。", Strength.DECLINE),
    ("夏だけ増便することは考えていない。", Strength.DECLINE),
    ("持ち込みについてのルールに変更はない。", Strength.DECLINE),
    ("運行が遅れるため、バスでの対応はできない。", Strength.DECLINE),
    ("資料は七月中に公開させていただく。", Strength.WILL),
    ("看板の設置は行う予定である。", Strength.WILL),
    ("看板の増設は予定してございません。", Strength.DECLINE),
    ("そこまでは、当面検討してございません。", Strength.DECLINE),
    ("人材の育成に取り組みます。", Strength.WILL),
    ("安全な体制を構築していく。", Strength.WILL),
    ("検討することとしていますが、計画に考え方を追記しました。", Strength.DONE),
    ("通学路の点検は既に実施しています。", Strength.DONE),
    ("街灯を増やしてほしいというお話がありました。", None),
    ("「早急に検討します」と書かれています。", None),
    ("御理解がないと、進めることができません。", None),
    ("人口の構成は変わっていきます。", None),
    ("十五年後には人口が半分になる見込みです。", None),
    ("来年二月からカードが使える見込みです。", Strength.WILL),
    ("昨年生まれた子どもが卒業する頃には、人口が減ることが見込まれています。", None),
    ("趣旨は含まれていますので、案のとおりといたします。", None),
    ("職員が減ることにつながるとは考えていません。", None),
    ("参考として、隣の市では有料としている。", None),
    ("手続が難しいものと認識しておりますが、窓口があります。", None),
    ("これまで充実に努めてきたところである。", None),
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


@pytest.mark.parametrize(
    ("reply", "deadline"),
    [
        ("十年後には人口が半分まで減少し、学校も減ることから、支援を進めてまいります。", ""),
        ("十年後までに、支援を進めてまいります。", "十年後まで"),
        ("来年二月から全ての便で使える見込みです。", "来年二月"),
    ],
)
def test_the_time_of_a_forecast_is_no_deadline(reply, deadline):
    meeting, _ = make_meeting([("支援を続けてほしい。", reply)])
    promise = analyze_points(meeting, make_points(meeting, [("1", "支援を続けてほしい。")])).commitments[0]
    assert promise.strength is Strength.WILL
    assert promise.deadline_text == deadline


def test_every_forecast_rule_matches_its_example():
    for rule in forecast_rules():
        assert rule.pattern.search(fold(rule.example))


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
