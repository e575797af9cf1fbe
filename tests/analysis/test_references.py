"""A reply that points to the reply to another statement is followed to the words that answer."""

import pytest

from tests.analysis.meetings import make_meeting
from townmeeting.analysis.references import reference_rules, referred_labels
from townmeeting.analysis.stages import analyze_meeting
from townmeeting.model import Status
from townmeeting.text import fold

POINTERS = [
    ("No.19の回答のとおりです。", ("19",)),
    ("通学路については、№8の市の考え方をご覧ください。", ("8",)),
    ("3の回答をご参照ください。", ("3",)),
    ("番号１２－２と同様です。", ("12-2",)),
    ("問3の答えをご参照ください。", ("3",)),
    ("1に同じ", ("1",)),
    ("No.5、No.7の回答のとおりです。", ("5", "7")),
    ("意見5及び意見7と同じです。", ("5", "7")),
    ("No.１～３の回答のとおり", ("1", "2", "3")),
    ("意見5から8までの回答のとおりです。", ("5", "6", "7", "8")),
]
NONE = [
    "第3章のとおりです。",
    "令和5年度のとおりです。",
    "資料3のとおりです。",
    "20ページをご参照ください。",
    "No.1で回答した通り、該当部分に説明を追記いたします。",
    "3の公園で同じ点検を行います。",
    "2週間後に同じ場所で開きます。",
    "第3章の12の考え方のとおりです。",
    "詳しくは、別紙の問3を参照してください。",
    "項目2をご参照ください。",
]
LONG = "橋の照明は来年度に12基を追加します。駐輪場は用地がなく、広げることは困難です。通学路の点検は毎年行っています。"


@pytest.mark.parametrize(("sentence", "labels"), POINTERS)
def test_a_pointer_names_its_numbers(sentence, labels):
    assert referred_labels(sentence) == labels


@pytest.mark.parametrize("sentence", NONE)
def test_other_numbers_point_to_nothing(sentence):
    assert referred_labels(sentence) == ()


def test_every_rule_has_an_example_that_it_matches():
    for rule in reference_rules():
        assert rule.pattern.search(fold(rule.example)), rule.name


def coverage(pairs):
    analysis = analyze_meeting(make_meeting(pairs, rows=True)[0])
    words = {r.id: r.quote.text for r in analysis.responses}
    return {c.point_id: (c, [words[x.response_id] for x in c.links]) for c in analysis.coverage}


def test_the_sentence_that_answers_is_tied_and_its_neighbours_are_not():
    found, words = coverage(
        [
            ("橋の照明と駐輪場と通学路について、どう考えるか。", LONG),
            ("駅前の駐輪場を広げてほしい。", "駐輪場については、No.1の回答のとおりです。"),
        ]
    )["2.1"]
    assert words == ["駐輪場については、No.1の回答のとおりです。", "駐輪場は用地がなく、広げることは困難です。"]
    assert found.status is Status.ANSWERED
    assert "参照先" in found.links[1].reason


def test_a_pointer_is_followed_through_another_and_a_circle_ends():
    pairs = [
        ("駐輪場を広げてほしい。", "駐輪場は用地がなく、広げることは困難です。"),
        ("駐輪場が狭いので広げてほしい。", "No.1の回答のとおりです。"),
        ("駐輪場の拡張を求める。", "No.2の回答のとおりです。"),
        ("駐輪場に屋根がほしい。", "No.5の回答のとおりです。"),
        ("駐輪場の屋根を求める。", "No.4の回答のとおりです。"),
    ]
    found = coverage(pairs)
    assert found["3.1"][1] == ["No.2の回答のとおりです。", "駐輪場は用地がなく、広げることは困難です。"]
    assert found["4.1"][0].status is Status.PARTIAL


def test_a_pointer_to_nothing_is_no_answer():
    found, _ = coverage([("駐輪場を広げてほしい。", "No.9の回答のとおりです。")])["1.1"]
    assert found.status is Status.PARTIAL
    assert "参照" in found.reason


def test_a_pointer_is_followed_to_the_heading_it_repeats():
    reply = "■通学路の安全について\n信号は来年度に置きます。\n■学校の名前について\n名前は公募で決めます。"
    pairs = [
        ("通学路と学校の名前について、どう考えるか。", reply),
        ("学校の名前を残してほしい。", "■学校の名前について「No.1」の回答のとおりです。"),
    ]
    found, words = coverage(pairs)["2.1"]
    assert found.status is not Status.UNANSWERED
    assert any("公募" in w for w in words)
    assert not any("信号" in w for w in words)


def test_a_pointer_on_another_matter_answers_nothing():
    reply = "通学路の信号は来年度に置きます。"
    pairs = [
        ("通学路に信号を置いてほしい。", reply),
        (
            "給食の牛乳を選べるようにしてほしい。通学路に信号がほしい。",
            "通学路の信号については、No.1の回答のとおりです。",
        ),
    ]
    found = coverage(pairs)
    assert found["2.1"][0].status is Status.UNANSWERED
    assert found["2.2"][0].status is Status.ANSWERED
