"""Pictures: nothing overlaps, everything is escaped, too much is refused."""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tests.topics.builders import make_talk
from townmeeting.errors import TownMeetingError
from townmeeting.model import PointRef, Term, TopicGraph
from townmeeting.pipeline import build_topics
from townmeeting.reports.graph.labels import Box, Wish, place_labels
from townmeeting.reports.graph.network import Network, Node, View, make_network
from townmeeting.reports.graph.palette import COLOURS
from townmeeting.reports.graph.png import render_png
from townmeeting.reports.graph.scene import FIELD, Scene, make_scene
from townmeeting.reports.graph.svg import FONTS, render_svg
from townmeeting.reports.words import Words
from townmeeting.settings import TopicSettings

SVG = "{http://www.w3.org/2000/svg}"


def scene(title: str = "市長と語る会", view: View | None = None) -> Scene:
    talk = make_talk(title=title)
    graph = build_topics([talk])
    return make_scene(make_network(graph, [talk], view or View()), graph, Words(), TopicSettings())


BOUNDS = Box(0, 0, 600, 400)
WISHES = st.lists(
    st.builds(
        lambda x, y, radius, text: Wish("", x, y, radius, text, 14.0, radius),
        st.integers(20, 580),
        st.integers(20, 380),
        st.integers(4, 24),
        st.sampled_from(["図書館", "コミュニティバス", "ICT", "駅", "マイナンバーカード"]),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=40)
@given(wishes=WISHES)
def test_labels_overlap_neither_each_other_nor_a_node(wishes):
    named = [replace(w, id=str(n)) for n, w in enumerate(wishes)]
    labels = place_labels(named, [], BOUNDS)
    for at, label in enumerate(labels):
        assert not any(label.box.hits(other.box) for other in labels[:at])
        for wish in named:
            node = Box(wish.x - wish.radius, wish.y - wish.radius, wish.x + wish.radius, wish.y + wish.radius)
            assert wish.id == label.id or not label.box.hits(node)
        assert BOUNDS.left <= label.box.left
        assert label.box.right <= BOUNDS.right


def test_discs_do_not_lie_on_each_other():
    discs = scene().discs
    for at, one in enumerate(discs):
        for other in discs[:at]:
            assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (one.radius + other.radius) ** 2


def test_every_disc_lies_in_the_field():
    for disc in scene(view=View(kinds=("term", "point", "speaker", "department"))).discs:
        assert FIELD.left <= disc.x - disc.radius
        assert disc.x + disc.radius <= FIELD.right


def test_the_svg_is_sound_and_speaks():
    root = etree.fromstring(render_svg(scene(title='<script>alert("x")</script>\x00')))
    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert "<script>" in title.text
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert "図書館" in description.text
    assert not list(root.iter(f"{SVG}script", f"{SVG}image", f"{SVG}style"))


def test_the_svg_names_fonts_and_holds_none():
    data = render_svg(scene()).decode("utf-8")
    assert "Yu Gothic" in FONTS
    assert "Meiryo" in data
    assert "@font-face" not in data
    assert "base64" not in data
    assert "http" not in data.replace("http://www.w3.org/2000/svg", "")


def test_the_ring_shows_answered_and_open_shares():
    rings = {d.id: d.ring for d in scene().discs}
    talk = make_talk()
    graph = build_topics([talk])
    status = {c.point_id: c.status.value for c in talk.coverage}
    needs = {p.id: p.needs_answer for p in talk.points}
    for term in graph.terms:
        asked = [status[p.point_id] for p in term.points if needs[p.point_id]]
        wanted = (asked.count("answered") / len(asked), asked.count("unanswered") / len(asked)) if asked else None
        assert rings[f"term:{term.id}"] == pytest.approx(wanted)


def test_the_legend_tells_each_topic_with_its_share():
    talk = make_talk()
    graph = build_topics([talk])
    legend = make_scene(make_network(graph, [talk], View()), graph, Words(), TopicSettings()).legend
    for topic, entry in zip(graph.topics, legend, strict=False):
        assert entry.text
        assert f"{topic.answered}/{topic.asked}" in entry.detail or not topic.asked
    assert len({e.colour for e in legend[: len(COLOURS)]}) == min(len(legend), len(COLOURS))


def test_a_term_without_room_for_its_name_is_told():
    wishes = [Wish(str(n), 300, 200, 20, "コミュニティバス", 16, 1) for n in range(60)]
    assert len(place_labels(wishes, [], Box(200, 150, 400, 250))) < len(wishes)


def test_fifty_thousand_terms_are_cut_to_a_picture_that_says_so():
    terms = tuple(
        Term(
            id=f"w{n:05}",
            label=f"語{n}",
            forms=(f"語{n}",),
            statements=1,
            speakers=1,
            tokens=1,
            score=1.0,
            x=n % 223 / 223,
            y=n // 223 / 225,
        )
        for n in range(50_000)
    )
    graph = TopicGraph(terms=terms, meetings=(("m1", "会"),))
    made = make_scene(make_network(graph, [], View()), graph, Words(), TopicSettings())
    assert len(made.discs) == TopicSettings().drawn_terms
    assert any("50000" in remark for remark in made.remarks)


def test_fifty_thousand_points_are_refused_with_a_way_out():
    nodes = tuple(Node(f"point:m1/{n}", "point", str(n), {}) for n in range(50_000))
    with pytest.raises(TownMeetingError) as caught:
        make_scene(Network("会", nodes, ()), TopicGraph(), Words(), TopicSettings())
    assert caught.value.code == "TM123"
    assert "50000" in str(caught.value)
    assert "--nodes" in str(caught.value)


def test_an_empty_graph_is_still_a_picture():
    talk = make_talk([[("困る。", "")]])
    graph = build_topics([talk])
    made = make_scene(make_network(graph, [talk], View()), graph, Words(), TopicSettings())
    assert etree.fromstring(render_svg(made)).tag == f"{SVG}svg"
    assert graph.loose == (PointRef("m1", "1.1"),)


def test_png_without_its_extra_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib_fontja", None)
    with pytest.raises(TownMeetingError) as caught:
        render_png(scene())
    assert caught.value.code == "TM501"
    assert "townmeeting[png]" in str(caught.value)


def test_png_is_the_same_every_time_and_has_every_character():
    pytest.importorskip("matplotlib", reason="the extra png is not installed")
    made = scene()
    data = render_png(made)  # a missing character is a warning, and warnings fail tests
    assert data.startswith(b"\x89PNG")
    assert render_png(made) == data
