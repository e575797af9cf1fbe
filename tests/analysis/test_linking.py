"""Which passage answers which point: read from the answer side, and never a word that is not in the source."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.meetings import linked, make_meeting, make_points
from townmeeting.analysis.chains import (
    best_path,
    concordance,
    fitting_set,
    keeps_order,
    marginals,
    off_diagonal,
    share,
)
from townmeeting.analysis.coverage import HOW_REASONS
from townmeeting.analysis.exchanges import item_at, item_starts, place_points, topic_of
from townmeeting.analysis.features import Ask, Passage, Rarity, bag, compare, content_words, words_between
from townmeeting.analysis.linking import mix
from townmeeting.analysis.pieces import cut_clauses, lead
from townmeeting.analysis.responses import Sentence
from townmeeting.analysis.stages import analyze_meeting, analyze_points
from townmeeting.model import Meeting, Status
from townmeeting.settings import LinkSettings

S = LinkSettings()

ASKED = (
    "市立図書館を日曜日の夜も開けてほしいです。\n"
    "市営バスの北町路線を増やしていただきたいです。\n"
    "中央公園の遊具が壊れているので直してください。"
)
REPLIED = (
    "図書館の開館時間を延ばしてほしいというお話をいただきました。日曜日は夜八時まで開けます。\n"
    "また、バスの路線についても御意見をいただきました。北町路線は来年度に増便を検討します。"
)
ROW = "①図書館の開館時間を延ばすべき ②バスの増便をすべき ③公園の遊具の修理をすべき"


def linked_by_sentence(meeting: Meeting, asked: str) -> dict[str, str]:
    """What the points of statement 1 are linked to, where each of its sentences is one."""
    points = make_points(meeting, [("1", x + "。") for x in asked.removesuffix("。").split("。")])
    return linked(analyze_points(meeting, points))


def test_each_passage_finds_its_point_and_the_one_left_is_unanswered():
    meeting, _ = make_meeting([(ASKED, REPLIED)])
    points = make_points(meeting, [("1", line) for line in ASKED.split("\n")])
    analysis = analyze_points(meeting, points)
    found = linked(analysis)
    assert "日曜日は夜八時まで" in found["1.1"]
    assert "北町路線" not in found["1.1"]
    assert "北町路線は来年度" in found["1.2"]
    assert found["1.3"] == ""
    assert analysis.coverage[2].status is Status.UNANSWERED


def test_a_sentence_whose_topic_a_point_names_may_turn_to_it_inside_a_paragraph():
    asked = (
        "見守りのベストが古いので、新しいものをいただけませんか。\nはねられたときの保険は出るのでしょうか。\n"
        "旗も足りないので増やしてほしいです。"
    )
    replied = (
        "見守りのお話をいただきました。いつも頭が下がります。ベストは、年度内に新しくします。"
        "保険は、市でまとめて入っていますので、けがをされたときには出ます。"
    )
    meeting, _ = make_meeting([(asked, replied)])
    found = linked(analyze_points(meeting, make_points(meeting, [("1", line) for line in asked.split("\n")])))
    assert "年度内に新しく" in found["1.1"]
    assert found["1.2"].startswith("保険は")


def test_a_paragraph_that_opens_with_its_topic_does_not_go_on_with_the_matter_before():
    asked = "ごみの値上げの理由を教えてください。介護のおむつの家庭に袋を配ってほしいです。"
    replied = (
        "ごみの値上げというお話をいただきました。理由は、焼却場の建て替えです。\n"
        "要介護の方につきましては、ごみの支給の準備を進めています。"
    )
    meeting, _ = make_meeting([(asked, replied)])
    assert linked_by_sentence(meeting, asked)["1.1"].endswith("建て替えです。")
    plain, _ = make_meeting([(asked, replied.replace("要介護の方につきましては、", "要介護の方に"))])
    assert linked_by_sentence(plain, asked)["1.1"].endswith("進めています。")


@pytest.mark.parametrize("rows", [True, False])
def test_the_former_and_the_latter_are_the_first_and_the_second_ask(rows: bool):
    asked = "夏休みの昼食を届けてもらえませんか。迎えの時間を延ばしてほしいです。"
    replied = (
        "昼食と迎えの時間のお話をいただきました。前者については、機械の点検があるため難しいです。代わりの弁当を試します。"
        "後者は、秋に調査をいたします。"
    )
    meeting, _ = make_meeting([(asked, replied)], rows=rows)
    found = linked_by_sentence(meeting, asked)
    assert found["1.1"] == "前者については、機械の点検があるため難しいです。代わりの弁当を試します。"
    assert found["1.2"] == "後者は、秋に調査をいたします。"


def scored(*columns: int, rows: int = 4) -> np.ndarray:
    """Scores of passages, each about one point."""
    return np.array([[float(best == row) for best in columns] for row in range(rows)])


@pytest.mark.parametrize(
    ("columns", "expected"), [((0, 1, 2, 3), 6.0), ((3, 2, 1, 0), -6.0), ((0, 0, 1, 1), 4.0), ((1, 1, 1, 1), 0.0)]
)
def test_the_order_of_replies_is_told_by_their_best_points(columns: tuple[int, ...], expected: float):
    told, weight = concordance(scored(*columns))
    assert told == expected
    assert weight == abs(expected)


@given(st.lists(st.lists(st.floats(0.0, 3.0), min_size=3, max_size=3), min_size=1, max_size=5))
def test_the_order_lies_between_all_for_and_all_against(columns: list[list[float]]):
    scores = np.array(columns).T
    told, weight = concordance(scores)
    assert -weight - 1e-9 <= told <= weight + 1e-9
    backwards, same = concordance(scores[:, ::-1])
    assert backwards == pytest.approx(-told)
    assert same == pytest.approx(weight)


def test_replies_keep_the_order_where_nothing_tells_otherwise():
    assert keeps_order([], S)
    assert keeps_order([(0.0, 0.0)], S)
    assert keeps_order([(3.0, 4.0)], S)
    assert not keeps_order([(3.0, 4.0), (-2.0, 4.0)], S)


def test_two_ways_of_doing_one_thing_are_not_the_two_asks():
    asked = "公民館の建物は残してもらえますか。駐車場は広げてもらえますか。"
    replied = (
        "公民館の建物は残します。駐車場には、立体にする案と隣地を買う案があります。"
        "前者は費用がかかります。後者は地主と話しています。"
    )
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    assert linked_by_sentence(meeting, asked)["1.1"].startswith("公民館の建物は残します。")


def test_the_sentences_of_a_reply_in_one_go_are_told_apart():
    asked = "予約は当日でもできるようにしてほしいです。隣の市の病院まで走らせてほしいです。日曜の便はありますか。"
    replied = (
        "四月からは機械で配車を組みますので、予約を一時間前までお受けします。会社との調整が要りますので、"
        "隣の市の病院まで走らせることは難しいです。"
    )
    talk = [("歩道を直してほしいです。", "歩道を直してほしいというお話をいただきました。来年直します。")] * 4
    meeting, _ = make_meeting([(asked, replied), *talk])
    found = linked_by_sentence(meeting, asked)
    assert found["1.1"] == "四月からは機械で配車を組みますので、予約を一時間前までお受けします。"
    assert found["1.2"].startswith("会社との")
    assert found["1.3"] == ""


def test_a_point_of_next_to_no_words_is_not_covered_by_whatever_has_one_of_them():
    asked = [
        Ask(bag(t), bag(t))
        for t in ("町でもやってもらえませんか。運賃の話です。", "運賃の割引を高校生まで広げてください。")
    ]
    units = [Passage(bag(t), bag("")) for t in ("運賃は据え置きます。", "割引は高校生まで広げます。")]
    rarity = Rarity([bag("運賃の話です。"), bag("割引を広げます。"), bag("公園の遊具です。")])
    bare, thin = (compare(asked, units, rarity, 0.0, t)["coverage"] for t in (0.0, 5.0))
    assert bare[0, 0] == 1.0
    assert thin[0, 0] < 0.5
    assert thin[1, 1] > 0.5 * bare[1, 1]


def test_written_paragraphs_are_matched_whatever_their_order():
    asked = "図書館の開館時間を延ばすべきである。\nバスの増便を求める。\n公園の遊具の修理を急ぐべきである。"
    replied = "公園の遊具は点検のうえ年内に修理します。\n図書館の開館時間は現行どおりとします。"
    meeting, _ = make_meeting([(asked, replied)])
    found = linked(analyze_points(meeting, make_points(meeting, [("1", line) for line in asked.split("\n")])))
    assert found["1.1"].startswith("図書館")
    assert found["1.2"] == ""
    assert found["1.3"].startswith("公園")


def test_one_point_of_a_row_has_the_whole_reply():
    replied = "趣旨は理解します。\nなお、財源の確保が課題です。今後の参考とします。"
    meeting, _ = make_meeting([("体育館に冷房を付けるべきである。", replied)], rows=True)
    found = linked(analyze_points(meeting, make_points(meeting, [("1", "体育館に冷房を付けるべきである。")])))
    assert found["1.1"] == replied


def test_numbers_of_a_row_are_followed_on_both_sides():
    replied = "1点目は、検討します。2点目は、予定はありません。3点目は、年内に行います。"
    meeting, _ = make_meeting([(ROW, replied)], rows=True)
    points = make_points(
        meeting,
        [("1", w) for w in ("①図書館の開館時間を延ばすべき", "②バスの増便をすべき", "③公園の遊具の修理をすべき")],
    )
    analysis = analyze_points(meeting, points)
    assert all(x.reason.startswith(HOW_REASONS["numbered"]) for c in analysis.coverage for x in c.links)
    assert linked(analysis) == {
        "1.1": "1点目は、検討します。",
        "1.2": "2点目は、予定はありません。",
        "1.3": "3点目は、年内に行います。",
    }


def test_sentences_of_a_row_go_to_the_points_they_speak_of():
    asked = "図書館を夜も開けるべきだ。バスの路線を増やすべきだ。"
    replied = "図書館の開館時間については、職員の確保が難しい状況です。また、バスの路線は来年度に増やします。"
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    points = make_points(meeting, [("1", "図書館を夜も開けるべきだ。"), ("1", "バスの路線を増やすべきだ。")])
    found = linked(analyze_points(meeting, points))
    assert found["1.1"].startswith("図書館")
    assert found["1.2"].startswith("また、バス")


def test_every_note_goes_to_the_point_its_heading_names():
    notes = [("「図書館の開館時間」について", "図書館の夜間開館は試行しています。")]
    meeting, _ = make_meeting([("図書館の夜間開館を望みます。", None), ("バスを増やしてください。", None)], notes=notes)
    points = make_points(meeting, [("1", "図書館の夜間開館を望みます。"), ("2", "バスを増やしてください。")])
    found = linked(analyze_points(meeting, points))
    assert found["1.1"] == "図書館の夜間開館は試行しています。"
    assert found["2.1"] == ""


def test_an_answer_under_another_number_counts_where_it_repeats_the_point():
    point = "市立図書館の夜間開館を日曜日にも広げてほしい"
    pairs = [
        (point + "です。", None),
        (
            "バスの増便を望みます。",
            f"{point}というお話をいただきました。\n年内に広げます。\nまた、バスの増便についての御意見もいただきました。",
        ),
        ("公園の遊具を直してほしいです。", "遊具は修理します。"),
        ("街灯が暗いので明るくしてほしいです。", "街灯は交換します。"),
    ]
    meeting, _ = make_meeting(pairs)
    points = make_points(meeting, [("1", point), ("2", "バスの増便を望みます。")])
    analysis = analyze_points(meeting, points)
    assert "年内に広げます。" in linked(analysis)["1.1"]
    assert analysis.coverage[0].check


def test_an_answer_given_later_with_a_back_reference_goes_to_the_point_it_means():
    pairs = [
        (
            "駅前に自習室を作ってほしいです。\n自習室の決まりを作る話合いに中学生も入れてください。",
            "自習室を作ってほしいというお話をいただきました。十月に開きます。",
        ),
        (
            "ごみ袋の値段を下げてほしいです。",
            "ごみ袋の値段というお話がありました。下げるのは困難です。\n"
            "また、先ほど自習室の決まりの話合いに中学生も入れてほしいというお話がありました。二人ずつ入ってもらいます。",
        ),
    ]
    meeting, _ = make_meeting(pairs)
    asks = [("1", line) for line in pairs[0][0].split("\n")] + [("2", pairs[1][0])]
    analysis = analyze_points(meeting, make_points(meeting, asks))
    found = linked(analysis)
    assert "二人ずつ入ってもらいます。" in found["1.2"]
    assert "二人ずつ" not in found["2.1"]
    assert analysis.coverage[1].links[0].reason.startswith(HOW_REASONS["called_back"])


def test_a_back_reference_to_this_very_statement_stays():
    pairs = [
        ("公園の遊具を直してほしいです。", "公園の遊具のお話がありました。直します。"),
        (
            "ごみ袋の値段を下げてほしいです。\n街灯を明るくしてほしいです。",
            "街灯のお話がありました。交換します。\n先ほどのごみ袋の値段というお話ですが、下げるのは困難です。",
        ),
    ]
    meeting, _ = make_meeting(pairs)
    asks = [("1", pairs[0][0]), *(("2", line) for line in pairs[1][0].split("\n"))]
    assert "困難です。" in linked(analyze_points(meeting, make_points(meeting, asks)))["2.1"]


def test_the_chain_prefers_order_but_can_go_back():
    scores = np.array([[2.0, 0.0, 1.0], [0.0, 2.0, 1.8]])
    assert best_path(scores, [True] * 3, S, [S.back] * 3) == (0, 1, 1)
    scores[0, 2] = 4.0
    assert best_path(scores, [True] * 3, S, [S.back] * 3) == (0, 1, 0)


def test_a_unit_that_fits_nothing_is_given_to_nobody():
    scores = np.array([[3.0, -2.0, 3.0]])
    assert best_path(scores, [True] * 3, S, [S.back] * 3) == (0, None, 0)


def test_a_point_in_the_same_paragraph_shares_more_easily():
    scores = np.array([[3.0], [0.3], [0.3]])
    paragraphs = [("1", 0), ("1", 0), ("1", 1)]
    assert share(scores, [0], S, paragraphs) == {1: [0]}


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.integers(1, 5), st.integers(1, 7), st.integers(0, 2**16))
def test_odds_of_each_sentence_add_up_to_one(m, n, seed):
    scores = np.random.default_rng(seed).normal(size=(m, n)) * 3
    odds = marginals(scores, [seed % 3 - 1] * n, S)
    assert odds.shape == (m, n)
    assert np.allclose(odds.sum(axis=0), 1.0)


def test_the_set_takes_both_where_the_odds_leave_it_open():
    sizes = np.array([30.0, 30.0])
    assert fitting_set(np.array([0.95, 0.05]), sizes) == [0]
    assert fitting_set(np.array([0.5, 0.5]), sizes) == [0, 1]


def test_the_diagonal_costs_nothing_where_sentences_and_points_run_alike():
    assert np.allclose(np.diag(off_diagonal(4, 4)), 0.0)
    assert off_diagonal(2, 8).max() <= 1.0


LEADS = [("また、バスは", 1), ("なお、料金は", 1), ("このため、歩道を", -1), ("バスは", 0)]


@pytest.mark.parametrize(("text", "expected"), LEADS)
def test_connectives_tell_whether_the_matter_goes_on(text, expected):
    assert lead(text) == expected


def test_a_sentence_is_cut_after_contrast_and_reason():
    text = "歩道は来年度に広げる予定ですが、街灯の増設は予算を見て決めます。"
    parts = cut_clauses(text, Sentence(0, len(text), 0, 0))
    assert [text[p.start : p.end] for p in parts] == [text[: text.index("街灯")], text[text.index("街灯") :]]


ITEMS = [
    ("①公園 ②バス ③道路", 3),
    ("1．公園 2．バス", 2),
    ("・公園を\n・バスを", 2),
    ("第3章(2)に記載", 0),
    ("2.5倍で3.0倍", 0),
    ("公園を増やす", 0),
]


@pytest.mark.parametrize(("text", "count"), ITEMS)
def test_only_a_run_that_counts_up_is_a_list(text, count):
    starts = item_starts(text)
    assert len(starts) == count
    assert item_at(starts, len(text)) == count


def test_words_of_a_stretch_are_those_of_the_whole_text():
    text = "市立図書館を夜も開けてほしい。市営バスも増やしてほしい。"
    cut = text.index("市営")
    assert words_between(text, 0, cut) + words_between(text, cut, len(text)) == content_words(text)
    assert bag(text, 0, cut).folded == "市立図書館を夜も開けてほしい。"


def test_context_starts_after_the_point_before():
    meeting, _ = make_meeting([("図書館を開けてほしい。バスは少ないです。増やしてほしい。", None)])
    placed = place_points(
        meeting.statements[0], make_points(meeting, [("1", "図書館を開けてほしい。"), ("1", "増やしてほしい。")])
    )
    assert placed[1].text[placed[1].since : placed[1].end] == "バスは少ないです。増やしてほしい。"


def test_the_mix_is_the_weighted_sum():
    parts = {"cosine": np.array([[0.5]]), "coverage": np.array([[1.0]])}
    assert mix(parts, (("cosine", 2.0), ("coverage", 3.0))).tolist() == [[4.0]]


ODD = [
    [("公園を増やしてほしいです。", None)] * 3,
    [("公園を増やしてほしいです。", "")],
    [("", "検討します。")],
    [("Please build a park. When?", "We will consider it.")],
    [("公園を増やしてほしい。", "検討します。")] * 12,
    [("公園が" * 4000 + "ほしい。", "検討" * 4000 + "します。")],
    [("。。？？", "！！！")],
    [("😀してほしい", "𠮷野を検討します")],
    [],
]


@pytest.mark.parametrize("rows", [False, True])
@pytest.mark.parametrize("pairs", ODD)
def test_odd_input_gives_a_result_and_only_words_of_the_source(pairs, rows):
    meeting, source = make_meeting(pairs, rows=rows, notes=[("「公園」について", "公園は三つあります。")])
    analysis = analyze_meeting(meeting)
    assert len(analysis.coverage) == len(analysis.points)
    for response in analysis.responses:
        for piece in response.quote.pieces:
            words = response.quote.text[piece.at : piece.at + piece.end - piece.start]
            assert source[piece.start : piece.end] == words
    known = {r.id for r in analysis.responses}
    assert all(x.response_id in known for c in analysis.coverage for x in (*c.links, *c.candidates))
    assert analyze_meeting(meeting) == analysis


def test_numbers_side_by_side_share_the_words_that_follow():
    asked = "①事例を入れてほしい。\n②図を表に替えてほしい。\n③年度の誤りを直してほしい。"
    replied = "①、②　事例を追加し、図を差し替えました。\n③　年度の誤りを直しました。"
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    found = linked(analyze_points(meeting, make_points(meeting, [("1", line) for line in asked.split("\n")])))
    assert "事例を追加し" in found["1.1"]
    assert "図を差し替え" in found["1.2"]
    assert found["1.3"] == "③　年度の誤りを直しました。"


@pytest.mark.parametrize(
    ("sentence", "topic"),
    [
        ("また、駐輪場については、用地がありません。", {"駐輪場"}),
        ("目標値は12か所です。", {"目標", "目標値", "値"}),
        ("来年度に増やします。", set()),
    ],
)
def test_the_topic_of_a_sentence_is_what_it_opens_with(sentence, topic):
    words = set(topic_of(sentence, 0, len(sentence)).words)
    assert bool(words) == bool(topic)
    assert words <= topic


def test_of_two_sentences_the_one_about_the_point_is_tied():
    asked = "駐輪場を広げてほしい。図書館の夜間開館も求める。"
    replied = "図書館は夜間の職員がおらず、開けません。駐輪場については、来年度に広げます。"
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    points = make_points(meeting, [("1", "駐輪場を広げてほしい。"), ("1", "図書館の夜間開館も求める。")])
    found = linked(analyze_points(meeting, points))
    assert found == {"1.1": "駐輪場については、来年度に広げます。", "1.2": "図書館は夜間の職員がおらず、開けません。"}
