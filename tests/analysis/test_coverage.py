"""Status, response kind, confidence and reasons."""

from dataclasses import replace

import pytest

from tests.analysis.meetings import make_meeting, make_points
from townmeeting.analysis.coverage import is_stock
from townmeeting.analysis.replies import load_toml
from townmeeting.analysis.stages import analyze_points
from townmeeting.model import Coverage, PointKind, ResponseKind, Status
from townmeeting.settings import Settings


def decide(asked: str, replied: str | None, points: list[str], *, rows: bool = True) -> tuple[Coverage, ...]:
    meeting, _ = make_meeting([(asked, replied)], rows=rows)
    return analyze_points(meeting, make_points(meeting, [("1", p) for p in points])).coverage


def test_without_a_reply_a_point_is_unanswered_for_certain():
    found = decide("公園を増やすべきだ。", None, ["公園を増やすべきだ。"])[0]
    assert found.status is Status.UNANSWERED
    assert found.reason == "この発言への回答がありません。"
    assert found.links == ()
    assert found.response_kind is None
    assert found.confidence > 0.9


def test_an_empty_reply_is_no_reply():
    assert decide("公園を増やすべきだ。", "", ["公園を増やすべきだ。"])[0].reason == "この発言への回答がありません。"


def test_a_stock_reply_is_partial_and_to_be_checked():
    found = decide("公園を増やすべきだ。", "貴重な御意見として承ります。", ["公園を増やすべきだ。"])[0]
    assert found.status is Status.PARTIAL
    assert found.response_kind is ResponseKind.ACKNOWLEDGED
    assert found.check
    assert "受け止め" in found.reason


def test_a_refusal_in_stock_words_is_an_answer():
    found = decide(
        "窓口を増やしてほしい。",
        "計画には記載しておりませんが、今後の参考とさせていただきます。",
        ["窓口を増やしてほしい。"],
    )[0]
    assert found.status is Status.ANSWERED
    assert found.response_kind is ResponseKind.DECLINED


@pytest.mark.parametrize(
    ("asked", "status"),
    [("避難所の設備を充実してほしい。", Status.ANSWERED), ("橋の耐震補強を急いでほしい。", Status.PARTIAL)],
)
def test_a_courtesy_answers_only_what_the_reply_named_before_it(asked, status):
    replied = "計画に避難所の設備の充実について記述しているところであり、御意見も踏まえて適切に対処してまいります。"
    assert decide(asked, replied, [asked])[0].status is status


@pytest.mark.parametrize(
    ("sentence", "stock"),
    [
        ("今後の市政運営の参考とさせていただきます。", True),
        ("必要に応じて今後の参考とするとともに、適切に対応します。", True),
        ("いただいた御意見については、参考にしながら検討いたします。", True),
        ("今後の通学路の対策につきましては、いただいた御意見も参考に検討してまいります。", False),
    ],
)
def test_what_is_said_to_everything_is_stock(sentence, stock):
    assert is_stock(sentence) is stock


def test_a_point_too_thin_for_its_nouns_is_not_judged_by_them():
    asked = "図書館の開館時間を延ばすべきだ。何が残るのか示してほしい。"
    replied = "図書館の開館時間は延ばします。上記以外のものが残ります。"
    found = decide(asked, replied, ["図書館の開館時間を延ばすべきだ。", "何が残るのか示してほしい。"])
    assert [c.status for c in found] == [Status.ANSWERED, Status.ANSWERED]


def test_sharing_a_passage_that_takes_nothing_up_needs_the_words_of_the_point():
    asked = "学校のパソコンを新しくしてほしいです。図書室に司書を置いてほしいです。\n駅前の道を直してください。"
    replied = (
        "学校のパソコンを新しくしてほしいというお話をいただきました。来年度に新しくします。\n"
        "将来は家のパソコンを学校で使う形も考えられます。\n駅前の道についてもお話をいただきました。直します。"
    )
    asks = ["学校のパソコンを新しくしてほしいです。", "図書室に司書を置いてほしいです。", "駅前の道を直してください。"]
    found = decide(asked, replied, asks, rows=False)
    assert [c.status for c in found] == [Status.ANSWERED, Status.UNANSWERED, Status.ANSWERED]


def test_a_question_for_a_figure_that_none_answers_is_partial():
    found = decide(
        "図書館の貸出率はどれくらいか。", "図書館は広く使われています。", ["図書館の貸出率はどれくらいか。"]
    )[0]
    assert found.status is Status.PARTIAL
    assert "「どれくらい」" in found.reason
    named = decide("図書館の貸出率はどれくらいか。", "図書館の貸出率は12%です。", ["図書館の貸出率はどれくらいか。"])[0]
    assert named.status is Status.ANSWERED


def test_a_reason_in_words_of_its_own_answers_one_of_two_questions():
    asks = ["遊具の数の根拠は何か。", "砂場の柵を直してほしい。"]
    found = decide("".join(asks), "利用者の増減を踏まえて算定しました。砂場の柵は直します。", asks)
    assert [c.status for c in found] == [Status.ANSWERED, Status.ANSWERED]


def test_a_question_told_in_other_words_is_answered_and_to_be_checked():
    asks = ["庁舎の建て替えはやるのかやらないのか。", "公園の柵を直してほしい。"]
    replied = "工事費が当時の一点六倍になり、持ち出しが七億円を超える。公園の柵は直します。"
    meeting, _ = make_meeting([("".join(asks), replied)], rows=True)
    wanted = make_points(meeting, [("1", asks[0])], PointKind.QUESTION)[0]
    request = make_points(meeting, [("1", a) for a in asks])[1]
    found = analyze_points(meeting, (wanted, request)).coverage[0]
    assert found.status is Status.ANSWERED
    assert found.check
    assert "別の言葉" in found.reason
    assert decide("".join(asks), replied, asks)[0].status is Status.PARTIAL


def test_numbers_and_dates_need_not_be_repeated():
    asks = ["令和7年度に12基とした街灯の配置を知りたい。", "公園の柵を直してほしい。"]
    found = decide("".join(asks), "街灯の配置は通学路を先にしました。公園の柵は直します。", asks)
    assert found[0].status is Status.ANSWERED
    assert not any(character.isdigit() for word in found[0].missing for character in word)


def test_a_promise_that_names_little_of_what_was_asked_is_a_part_of_an_answer():
    asked = "駅のホームの柵を付ける順番を検討してほしい。"
    assert decide(asked, "全国の施設で設備の改善を進めてまいります。", [asked])[0].status is Status.PARTIAL
    assert decide(asked, "駅のホームの柵は順番に付けてまいります。", [asked])[0].status is Status.ANSWERED
    assert decide(asked, "対応します。", [asked])[0].status is Status.ANSWERED


def test_the_reason_names_what_is_left_out():
    asked = "図書館の開館時間を延ばすべきだ。駐輪場の照明を明るくすべきだ。"
    replied = "図書館の開館時間は来年度に延ばします。また、市民の利便を高めてまいります。"
    found = decide(asked, replied, ["図書館の開館時間を延ばすべきだ。", "駐輪場の照明を明るくすべきだ。"])
    assert found[0].status is Status.ANSWERED
    assert found[1].status is Status.PARTIAL
    assert "駐輪場" in "".join(found[1].missing)
    assert "「駐輪" in found[1].reason
    assert found[1].reason.endswith("に触れる答弁がありません。")


def test_links_carry_score_parts_shared_words_and_a_reason():
    found = decide(
        "図書館の開館時間を延ばすべきだ。",
        "図書館の開館時間は来年度に延ばします。",
        ["図書館の開館時間を延ばすべきだ。"],
    )[0]
    link = found.links[0]
    assert 0.0 < link.score <= 1.0
    assert "図書館" in link.ties
    weights = dict(Settings().link.weights_written)
    assert {e.kind for e in link.evidence} <= set(weights)
    assert all(0 < e.weight <= weights[e.kind] for e in link.evidence)
    assert {e.kind: e.detail for e in link.evidence}["cosine"].startswith("図書館")
    assert link.reason.endswith("。")
    assert found.confidence == link.score


def test_passages_not_tied_are_kept_as_candidates():
    asked = "図書館の開館時間を延ばしてほしいです。\n公園の遊具を直してください。"
    replied = "図書館の開館時間を延ばしてほしいというお話をいただきました。延ばします。"
    found = decide(asked, replied, asked.split("\n"), rows=False)
    limit = Settings().link.candidates
    assert found[1].status is Status.UNANSWERED
    assert 0 < len(found[1].candidates) <= limit


def test_every_weighted_part_has_a_name_people_can_read():
    link, named = Settings().link, load_toml("messages/analysis.toml")
    for name, _ in (*link.weights, *link.weights_long):
        assert set(named[f"part_{name}"]) == {"ja", "en"}


def test_a_point_of_a_row_that_the_reply_speaks_past_is_not_called_answered():
    asked = "図書館の本は増えていますか。\n保育料は第二子から下がりますか。\n雪の日の車は足りていますか。"
    replied = "図書館の本は毎年増えています。また、保育料は来年度に第二子から下がります。"
    meeting, _ = make_meeting([(asked, replied)], rows=True)
    points = make_points(meeting, [("1", line) for line in asked.split("\n")], PointKind.QUESTION)
    first, second, third = analyze_points(meeting, points).coverage
    assert first.status is second.status is Status.ANSWERED
    assert third.status is Status.PARTIAL
    assert third.reason.endswith("疑わしい箇所です。")
    assert third.check
    bold = Settings(coverage=replace(Settings().coverage, row_odds=0.0))
    assert analyze_points(meeting, points, bold).coverage[2].status is Status.ANSWERED


SAME_FOR_ALL = "高校教育の質を高めるため、望ましい学校規模となるよう再編整備を進めることが必要と考えています。"


def test_what_many_are_told_word_for_word_must_name_what_one_asked():
    far = "遠い学校へ朝早く出るので、弟妹の世話も田畑の手伝いも夜の稽古もできなくなる。"
    near = "高校教育の質を高めるための再編整備は必要と考える。"
    meeting, _ = make_meeting([(far, SAME_FOR_ALL), (near, SAME_FOR_ALL)], rows=True)
    points = make_points(meeting, [("1", far), ("2", near)], PointKind.CONCERN)
    first, second = analyze_points(meeting, points).coverage
    assert (first.status, second.status) == (Status.PARTIAL, Status.ANSWERED)
    assert first.reason.startswith("ほかの意見への回答と同じ文で、")
    alone, _ = make_meeting([(far, SAME_FOR_ALL)], rows=True)
    assert analyze_points(alone, make_points(alone, [("1", far)], PointKind.CONCERN)).coverage[0].status is (
        Status.ANSWERED
    )


def test_a_short_reply_that_many_got_leans_on_what_each_asked():
    asks = ["公園の遊具を直してほしい。", "市道の舗装を直してほしい。"]
    meeting, _ = make_meeting([(asked, "対応します。") for asked in asks], rows=True)
    points = make_points(meeting, [(str(i), asked) for i, asked in enumerate(asks, 1)])
    assert [c.status for c in analyze_points(meeting, points).coverage] == [Status.ANSWERED] * 2


def test_the_same_opinion_twice_is_no_reply_to_many():
    asked = "遠い学校へ朝早く出るので、弟妹の世話も田畑の手伝いもできなくなる。"
    meeting, _ = make_meeting([(asked, SAME_FOR_ALL), (asked, SAME_FOR_ALL)], rows=True)
    points = make_points(meeting, [("1", asked), ("2", asked)], PointKind.CONCERN)
    assert [c.status for c in analyze_points(meeting, points).coverage] == [Status.ANSWERED] * 2
