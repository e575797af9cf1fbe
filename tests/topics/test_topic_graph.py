"""The graph: the same whatever the order, traced to its points, in agreement with the coverage."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.topics.builders import MIDORINO, make_talk
from townmeeting.model import Analysis, PointRef, Status, TopicGraph
from townmeeting.pipeline import build_topics
from townmeeting.settings import Settings, TopicSettings
from townmeeting.text import fold
from townmeeting.topics.graph import jaccard, npmi
from townmeeting.topics.layout import place_terms

THINGS = ("図書館", "停留所", "運賃", "遊び場", "除雪", "街灯", "空き家", "学校給食", "防災無線", "歩道")
SENTENCE = st.builds(
    lambda one, other, status: (f"{one}と{other}を見直してほしい。", status),
    st.sampled_from(THINGS),
    st.sampled_from(THINGS),
    st.sampled_from(["answered", "partial", "unanswered", ""]),
)
TALKS = st.lists(st.lists(SENTENCE, min_size=1, max_size=3), min_size=1, max_size=8)
FEW = settings(max_examples=20)


def shuffled(analysis: Analysis, seed: int) -> Analysis:
    chance = random.Random(seed)

    def mixed(values):
        return tuple(chance.sample(values, len(values)))

    meeting = replace(
        analysis.meeting, statements=mixed(analysis.meeting.statements), turns=mixed(analysis.meeting.turns)
    )
    return replace(
        analysis,
        meeting=meeting,
        points=mixed(analysis.points),
        coverage=mixed(analysis.coverage),
        responses=mixed(analysis.responses),
    )


@FEW
@given(talk=TALKS, other=TALKS, seed=st.integers(0, 99))
def test_the_order_of_files_statements_and_points_changes_nothing(talk, other, seed):
    one, two = make_talk(talk), make_talk(other, name="second.txt", sha256="1" * 64)
    wanted = build_topics([one, two])
    assert build_topics([shuffled(two, seed), shuffled(one, seed + 1)]) == wanted


def recount(graph: TopicGraph, analyses: list[Analysis]) -> None:
    keys = [key for key, _ in graph.meetings]
    coverage = {PointRef(k, c.point_id): c.status for k, a in zip(keys, analyses, strict=True) for c in a.coverage}
    needs = {PointRef(k, p.id): p.needs_answer for k, a in zip(keys, analyses, strict=True) for p in a.points}
    for topic in graph.topics:
        asked = [coverage[p] for p in topic.points if needs[p]]
        assert topic.asked == len(asked)
        assert topic.answered == asked.count(Status.ANSWERED)
        assert topic.partial == asked.count(Status.PARTIAL)
        assert topic.unanswered == asked.count(Status.UNANSWERED)
        assert topic.share == (asked.count(Status.ANSWERED) / len(asked) if asked else None)
    everything = [p for t in graph.topics for p in t.points] + list(graph.loose)
    assert sorted(everything, key=str) == sorted(needs, key=str), "a point is in no topic or in two"


@FEW
@given(talk=TALKS)
def test_counts_are_those_of_the_coverage_and_every_point_is_somewhere_once(talk):
    analysis = make_talk(talk)
    recount(build_topics([analysis]), [analysis])


@FEW
@given(talk=TALKS, measure=st.sampled_from(["jaccard", "npmi"]))
def test_every_edge_stands_on_points_that_hold_both_its_terms(talk, measure):
    analysis = make_talk(talk)
    graph = build_topics([analysis], Settings(topics=TopicSettings(measure=measure)))
    text = {p.id: fold(p.quote.text) for p in analysis.points}
    terms = {t.id: t for t in graph.terms}
    for edge in graph.edges:
        assert edge.points
        assert edge.count == len(edge.points)
        assert 0 < edge.weight <= 1
        assert edge.source < edge.target
        for point in edge.points:
            for end in (edge.source, edge.target):
                assert any(fold(form) in text[point.point_id] for form in terms[end].forms)
                assert point in terms[end].points


def test_terms_know_their_topic_and_topics_their_terms():
    graph = build_topics([make_talk()])
    for topic in graph.topics:
        assert topic.term_ids
        assert {t.id for t in graph.terms if t.topic_id == topic.id} == set(topic.term_ids)
    assert [len(t.points) for t in graph.topics] == sorted((len(t.points) for t in graph.topics), reverse=True)


def test_answers_and_notes_are_those_linked_to_the_points():
    graph = build_topics([make_talk()])
    topic = next(t for t in graph.topics if "図書館" in t.label)
    assert topic.answers == len({p.point_id.split(".")[0] for p in topic.points if p.point_id in ("1.1", "5.3")})
    assert topic.notes == 0


def test_two_meetings_of_one_id_stay_apart():
    one, two = make_talk(), make_talk(MIDORINO[:2], name="second.txt", sha256="1" * 64)
    graph = build_topics([one, two])
    assert len(graph.meetings) == 2
    for topic in graph.topics:
        assert sum(count for _, count in topic.by_meeting) == len(topic.points)
    assert {p.meeting_id for t in graph.terms for p in t.points} == {key for key, _ in graph.meetings}


def test_a_meeting_given_twice_counts_once_and_is_told():
    once, twice = build_topics([make_talk()]), build_topics([make_talk(), make_talk()])
    assert twice.topics == once.topics
    assert "topics_same_meeting" in {d.code for d in twice.diagnostics}


@pytest.mark.parametrize(
    "talk",
    [
        [[("困る。", "answered")], [("よい。", "")]],
        [[("はい。そうです。とてもよいです。", "")]],
        [[("１２３、４５６。", "unanswered")]],
        [],
    ],
    ids=["verbs", "courtesy", "numbers", "nothing"],
)
def test_text_without_nouns_gives_an_empty_graph_and_says_so(talk):
    graph = build_topics([make_talk(talk)])
    assert not graph.terms
    assert not graph.topics
    assert "topics_no_terms" in {d.code for d in graph.diagnostics}
    assert len(graph.loose) == sum(len(s) for s in talk)


def test_three_sentences_make_topics_when_asked_for():
    said = [[("図書館が遠い。", "answered")], [("バス停が遠い。", "answered")], [("歩道が狭い。", "")]]
    graph = build_topics([make_talk(said)], Settings(topics=TopicSettings(min_count=1)))
    assert {"図書館", "バス停", "歩道"} <= {t.label for t in graph.terms}


def test_statements_all_alike_make_one_topic():
    graph = build_topics([make_talk([[("図書館の駐車場が狭い。", "answered")]] * 6)])
    assert len(graph.topics) == 1
    assert len(graph.topics[0].points) == 6


def test_measures():
    assert jaccard(2, 3, 4, 10) == pytest.approx(2 / 5)
    assert npmi(5, 5, 5, 10) == pytest.approx(1.0)
    assert npmi(1, 5, 5, 10) == 0.0
    assert npmi(10, 10, 10, 10) == 1.0


def test_places_lie_in_the_unit_square_and_apart():
    graph = build_topics([make_talk()])
    places = [(t.x, t.y) for t in graph.terms]
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places)
    assert len(set(places)) == len(places)


def test_fifty_thousand_terms_are_placed_without_forces():
    places = place_terms([[f"w{n:05}"] for n in range(50_000)], [])
    assert len(places) == 50_000
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())
