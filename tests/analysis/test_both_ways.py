"""Rows read from both sides: each sentence looks for its point, and each point for its sentences."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.meetings import linked, make_meeting, make_points
from townmeeting.analysis.chains import both_ways, marginals
from townmeeting.analysis.coverage import link_confidence
from townmeeting.analysis.exchanges import Stretch
from townmeeting.analysis.features import EMPTY, Ask, Passage, Rarity, bag, compare
from townmeeting.analysis.linking import Tie
from townmeeting.analysis.pieces import by_sentence, cut_clauses, neighbours, opens_new_matter
from townmeeting.analysis.responses import Sentence, cut_turn
from townmeeting.analysis.stages import analyze_points
from townmeeting.model import PointKind, Status
from townmeeting.settings import Settings

S = Settings()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 5), st.integers(1, 7), st.integers(0, 2**16))
def test_what_comes_out_are_odds(m, n, seed):
    scores = np.random.default_rng(seed).normal(size=(m, n)) * 3
    odds = both_ways(marginals(scores, [0] * n, S.link), scores, S.link)
    assert odds.shape == (m, n)
    assert ((odds >= 0.0) & (odds <= 1.0)).all()


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.integers(1, 5), st.integers(1, 7), st.integers(0, 2**16))
def test_where_a_point_has_no_choice_the_first_reading_stands(m, n, seed):
    level = np.random.default_rng(seed).normal(size=(m, 1)) * np.ones((m, n))
    odds = marginals(level, [0] * n, S.link)
    assert np.allclose(both_ways(odds, level, S.link), odds, atol=1e-3)


def test_a_sentence_that_fits_a_point_less_than_another_answers_it_less():
    scores = np.array([[3.0, 0.8], [0.0, 0.6]])
    about = marginals(scores, [0, 0], S.link)
    odds = both_ways(about, scores, S.link)
    assert about[0, 1] > 0.4 > odds[0, 1]
    assert odds[0, 0] > about[0, 0]


def test_a_point_leaves_the_sentence_that_merely_repeats_one_of_its_words():
    asked = "図書館の開館時間を夜九時まで延ばしてほしい。\n図書館の本を増やしてほしい。"
    replied = (
        "図書館の開館時間を夜九時まで延ばすには人手が要りますが、来年度から延ばします。購入の予算は毎年増やしています。"
    )
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    points = make_points(meeting, [("1", line) for line in asked.split("\n")])
    first, second = linked(analyze_points(meeting, points)).values()
    assert first.endswith("来年度から延ばします。")
    assert second == "購入の予算は毎年増やしています。"


def test_what_a_sentence_names_that_may_answer_too_is_not_missing():
    asked = (
        "保育園の定員を増やし、送迎の駐車場も広げてほしい。\n学童の時間を延ばしてほしい。\n給食の献立を見せてほしい。"
    )
    replied = "保育園の定員は増やします。学童の時間は来年延ばします。駐車場は狭いままです。給食の献立は掲示します。"
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    points = make_points(meeting, [("1", line) for line in asked.split("\n")])
    every, none = (replace(S, link=replace(S.link, maybe=m)) for m in (0.0, 1.1))
    assert "駐車場" in analyze_points(meeting, points, none).coverage[0].missing
    assert "駐車場" not in analyze_points(meeting, points, every).coverage[0].missing


@given(st.floats(0.0, 0.999), st.floats(0.0, 0.999))
def test_a_link_to_likelier_sentences_is_surer(some, other):
    meeting, _ = make_meeting([("橋を直してほしい。", "橋を直します。")], rows=True)
    reply = cut_turn(meeting.statements[0].answers[0])
    low, high = (
        link_confidence(Tie(reply, 0, 7, 1.0, (), "own", odds), 0.0, S.coverage) for odds in sorted((some, other))
    )
    assert 0.0 < low <= high < 1.0
    assert low < high or abs(some - other) < 0.01 or max(some, other) < 0.02


REASONS = [
    ("人手が足りないので、来年度は開けません。", 1),
    ("予算がありますから、来年度に広げることとします。", 1),
    ("歩道は来年度に広げる予定ですが、街灯の増設は予算を見て決めます。", 2),
    ("歩道を来年度に広げるほか、街灯の増設は予算を見て決めます。", 2),
]


@pytest.mark.parametrize(("text", "pieces"), REASONS)
def test_a_reason_stays_with_what_it_explains(text, pieces):
    assert len(cut_clauses(text, Sentence(0, len(text), 0, 0))) == pieces


def test_neighbours_of_one_reply_stand_together():
    meeting, _ = make_meeting([("一。", "二。三。四。"), ("五。", "六。七。")])
    replies = [cut_turn(s.answers[0]) for s in meeting.statements]
    single = by_sentence([Stretch(i, u) for i, r in enumerate(replies) for u in r.units])
    assert neighbours(single, [4, 0, 2, 3]) == [[0], [2], [3, 4]]


def note_statuses(asks: list[str], heading: str, text: str) -> list[tuple[Status, bool]]:
    pairs = [*((asked, None) for asked in asks), ("プールの時間を延ばしてほしいです。", "プールの時間は延ばします。")]
    meeting, _ = make_meeting(pairs, notes=[(heading, text)])
    points = make_points(meeting, [(str(i), asked) for i, asked in enumerate(asks, 1)])
    return [(c.status, c.check) for c in analyze_points(meeting, points).coverage]


def test_a_note_finds_the_point_it_says_otherwise():
    asks = ["バスはベビーカーをたたまずに乗れますか。", "バスの代金を小銭で払うことは、この先もできますか。"]
    heading, text = "「バス運賃の現金払い」について", "バスでは現金による支払いを取りやめる予定はありません。"
    (first, _), (second, _) = note_statuses(asks, heading, text)
    assert (first, second) == (Status.UNANSWERED, Status.ANSWERED)


def test_a_note_that_fits_loosely_is_to_be_looked_at():
    heading, text = "「公園のベンチの設置」について", "公園のベンチは順に増やします。"
    assert note_statuses(["公園のベンチの設置を進めてほしいです。"], heading, text)[0] == (Status.ANSWERED, False)
    assert note_statuses(["公園の遊具を直してほしいです。"], heading, text)[0][1]


PUT_OFF = [
    ("プールは何時まで開いていますか。", "プールの時間は七時までです。"),
    ("病気の子の保育に、前の晩に申し込めますか。", "保育の申し込みのことは、調べて後ほど担当からお答えします。"),
    ("公園の柵を直してほしい。", "公園の柵は来年に直します。"),
    ("橋の街灯を増やしてほしい。", "橋の街灯は県に伝えます。"),
]


@pytest.mark.parametrize(
    ("heading", "text", "found"),
    [
        ("「病児の予約受付」について", "病気のときの利用は、前日の夜間から電話と窓口で受け付けています。", "n1"),
        ("「河川敷の駐車場」について", "大雨のときは閉鎖します。", "t4"),
    ],
)
def test_a_note_makes_up_for_an_answer_put_off_if_it_treats_the_matter(heading, text, found):
    meeting, _ = make_meeting(PUT_OFF, notes=[(heading, text)])
    points = make_points(meeting, [(str(i), asked) for i, (asked, _) in enumerate(PUT_OFF, 1)], PointKind.QUESTION)
    without = replace(S, link=replace(S.link, put_off=0.0))
    for settings_, expected in ((S, found), (without, "t4")):
        decided = analyze_points(meeting, points, settings_).coverage[1]
        assert [x.response_id.split(".")[0] for x in decided.links][-1] == expected
        assert decided.check


OTHER_WORDS = [
    ("停留所の屋根が破れている。", "上屋は雪の前に直します。", "除雪の車は足りています。"),
    ("草を刈ってほしい。", "除草は年に二回行います。", "給食は来年から無料です。"),
]


@pytest.mark.parametrize(("asked", "answer", "other"), OTHER_WORDS)
def test_a_kanji_in_common_tells_where_no_word_does(asked, answer, other):
    bags = [bag(text) for three in OTHER_WORDS for text in three]
    ask, passages = Ask(bag(asked), bag(asked)), [Passage(bag(text), EMPTY) for text in (answer, other)]
    assert not bag(asked).words & bag(answer).words
    near, far = compare([ask], passages, Rarity(bags))["signs"][0]
    assert near > far == 0.0


NEW_MATTERS = [
    ("公民館の使用料は、登録していただくと半額になります。", "給食は来年から無料です。", True),
    ("残念ですが、今は難しいと考えています。", "給食は来年から無料です。", False),
    ("我々職員は、毎日回っています。", "給食は来年から無料です。", False),
    ("工事の費用は、来年度に要求します。", "駅前の道路を広げます。", False),
    ("公民館の使用料は、登録していただくと半額になります。", "公民館のお話をいただきました。", False),
    ("私は、難しいと考えています。", "給食は来年から無料です。", False),
    ("そういった費用は、国に求めています。", "給食は来年から無料です。", False),
    ("来年から無料です。", "公民館のお話です。", False),
]


@pytest.mark.parametrize(("text", "before", "new"), NEW_MATTERS)
def test_a_paragraph_opens_with_a_matter_that_nobody_named_before(text, before, new):
    assert opens_new_matter(text, before) is new


def test_a_passage_that_answers_somebody_before_too_is_tied_to_both():
    pairs = [
        ("図書館を夜も開けてほしいです。\n橋の街灯を増やしてほしいです。", "橋の街灯は来年度に増やします。"),
        (
            "勤め帰りに寄れるよう、図書館を遅くまで開けてほしいです。\n窓口を土曜に開けてほしいです。",
            "図書館の夜の時間については、先ほどの高校生の方からも同じ御要望をいただきました。曜日を決めて夜まで開けます。\n"
            "窓口を土曜に開けてほしいという御意見がありました。コンビニでも証明書が取れます。",
        ),
    ]
    meeting, _ = make_meeting(pairs)
    asks = [(str(i), line) for i, (asked, _) in enumerate(pairs, 1) for line in asked.split("\n")]
    found = linked(analyze_points(meeting, make_points(meeting, asks)))
    assert "曜日を決めて" in found["1.1"]
    assert "曜日を決めて" in found["2.1"]
    assert "曜日を決めて" not in found["1.2"] + found["2.2"]


@pytest.mark.parametrize(
    "name", sorted({n for n, _ in (*S.link.weights, *S.link.weights_long, *S.link.weights_written)})
)
def test_any_part_of_likeness_may_be_left_out(name):
    def rest(weights):
        return tuple((n, w) for n, w in weights if n != name)

    link = replace(
        S.link,
        weights=rest(S.link.weights),
        weights_long=rest(S.link.weights_long),
        weights_written=rest(S.link.weights_written),
    )
    for rows in (True, False):
        meeting, _ = make_meeting([(a + "\n" + a, b) for a, b in PUT_OFF], rows=rows)
        points = make_points(meeting, [("1", PUT_OFF[0][0]), ("2", PUT_OFF[1][0])])
        analysis = analyze_points(meeting, points, replace(S, link=link))
        kinds = {e.kind for c in analysis.coverage for x in c.links for e in x.evidence}
        assert name not in kinds


def test_a_refusal_is_an_answer_that_no_note_replaces():
    pairs = [
        ("市民病院の医師の給料の額を教えてください。", "個人の情報ですので、お答えできません。"),
        ("公園の柵を直してほしい。", "公園の柵は来年に直します。"),
    ]
    notes = [("「市民病院の駐車場の料金」について", "市民病院の駐車場は三十分まで無料です。")]
    meeting, _ = make_meeting(pairs, notes=notes)
    points = make_points(meeting, [(str(i), asked) for i, (asked, _) in enumerate(pairs, 1)], PointKind.QUESTION)
    first = analyze_points(meeting, points).coverage[0]
    assert first.links[0].response_id.startswith("t2")


def test_who_spoke_before_is_not_who_says_so_of_himself():
    pairs = [
        ("公園の遊具が古いので替えてほしいです。", None),
        (
            "私は保育士です。小さい子が遊べる所がなくて困っています。",
            "保育士の方から、公園の遊具というお話がありました。遊具は来年度に増やします。",
        ),
    ]
    meeting, _ = make_meeting(pairs)
    points = make_points(meeting, [("1", pairs[0][0]), ("2", "小さい子が遊べる所がなくて困っています。")])
    second = analyze_points(meeting, points).coverage[1]
    assert [x.response_id.split(".")[0] for x in second.links] == ["t3"]


def test_who_asked_alike_before_is_to_be_looked_at():
    pairs = [
        ("公民館の和室を直してほしいです。", None),
        (
            "公民館を夜も使わせてほしいです。窓口を土曜に開けてほしいです。",
            "公民館の夜の利用については、先ほどの方からも同じような御意見をいただきました。夜九時まで使えるようにします。",
        ),
    ]
    meeting, _ = make_meeting(pairs)
    points = make_points(meeting, [("1", pairs[0][0]), ("2", "公民館を夜も使わせてほしいです。")])
    first = analyze_points(meeting, points).coverage[0]
    assert first.check or first.status is Status.UNANSWERED
