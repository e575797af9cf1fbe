"""The topics as a picture with fixed positions and as tables with the same content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from townmeeting.model import PointRef, Term, TopicGraph
from townmeeting.model import Topic as TopicModel
from townmeeting.model.topics import meeting_keys
from townmeeting.reports.graph.labels import Box, Wish, place_labels
from townmeeting.reports.page.figures import Bar, bars, percent
from townmeeting.reports.page.place import Place
from townmeeting.reports.selection import findings
from townmeeting.review.identity import verdict
from townmeeting.text import clip

WIDTH, HEIGHT, MARGIN = 1000, 640, 60
"""Size of the picture in its own units, and what is kept free around the nodes."""
RADII = (5.0, 20.0)
LETTER = 13.0
"""Size of a label in the picture's units."""
OPENING = 72
"""Half-width characters of a point in the list of a topic."""
SHARES = ((0.8, "high"), (0.5, "middle"), (0.0, "low"))
"""Least share answered of each colour."""
WIDTHS = ((0.66, 3.0), (0.33, 1.8), (0.0, 0.9))
"""Least weight of an edge of each width."""


@dataclass(frozen=True, slots=True)
class Node:
    """A term in the picture. `crowded` labels found no free place and are shown when zoomed in."""

    label: str
    topic: str
    shade: str
    x: float
    y: float
    r: float
    label_at: tuple[float, float]
    crowded: bool
    title: str


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of one width within a topic (or between topics, "") as one SVG path: hundreds of elements less."""

    topic: str
    width: float
    path: str


@dataclass(frozen=True, slots=True)
class TopicPoint:
    """A point of a topic."""

    anchor: str
    id: str
    verdict: str
    verdict_name: str
    opening: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """A topic with its figures (those of the topic itself) and its points."""

    anchor: str
    topic: TopicModel
    shade: str
    share: str
    bars: tuple[Bar, ...]
    terms: str
    points: tuple[TopicPoint, ...]


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term as a row: what stands in the picture, in words."""

    term: Term
    forms: str
    topic: str
    neighbours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    """All topics."""

    topics: tuple[TopicView, ...]
    rows: tuple[TermRow, ...]
    nodes: tuple[Node, ...]
    edges: tuple[Lines, ...]
    told: tuple[str, ...]


def topic_anchor(topic_id: str) -> str:
    """Return the id of a topic's section."""
    return f"topic-{topic_id.removeprefix('topic')}"


def shade(topic: TopicModel | None) -> str:
    """Return "high", "middle" or "low" by the share answered, "none" where nothing needs an answer."""
    if topic is None or topic.share is None:
        return "none"
    return next(name for least, name in SHARES if topic.share >= least)


def make_topics(graph: TopicGraph, places: Sequence[Place]) -> TopicsView:
    """Return the view of a graph; every figure is the graph's own."""
    points = _points(places)
    by_id = {t.id: t for t in graph.topics}
    drawn = [t for t in graph.terms if t.topic_id in by_id]
    return TopicsView(
        topics=tuple(_topic(t, graph, points) for t in graph.topics),
        rows=tuple(_rows(graph, by_id)),
        nodes=tuple(_nodes(drawn, by_id)),
        edges=tuple(_lines(graph, {t.id: t for t in drawn})),
        told=tuple(places[0].words.diagnostic(d) for d in graph.diagnostics) if places else (),
    )


def _points(places: Sequence[Place]) -> dict[PointRef, TopicPoint]:
    keys = meeting_keys([p.analysis for p in places])
    found = {}
    for key, place in zip(keys, places, strict=True):
        for finding in findings(place.analysis):
            holds = verdict(finding.point, finding.coverage)
            words = finding.point.headline or finding.point.quote.text
            found[PointRef(key, finding.point.id)] = TopicPoint(
                anchor=place.anchor("p", finding.point.id),
                id=place.shown_id(finding.point.id),
                verdict=holds.value,
                verdict_name=place.words.label(holds),
                opening=clip(place.masker(words), OPENING),
            )
    return found


def _topic(topic: TopicModel, graph: TopicGraph, points: Mapping[PointRef, TopicPoint]) -> TopicView:
    labels = {t.id: t.label for t in graph.terms}
    return TopicView(
        anchor=topic_anchor(topic.id),
        topic=topic,
        shade=shade(topic),
        share=percent(topic, topic.asked),
        bars=tuple(bars(topic, topic.asked)),
        terms="・".join(labels[i] for i in topic.term_ids if i in labels),
        points=tuple(points[ref] for ref in topic.points if ref in points),
    )


def _rows(graph: TopicGraph, topics: Mapping[str, TopicModel]) -> Iterator[TermRow]:
    labels = {t.id: t.label for t in graph.terms}
    beside: dict[str, list[tuple[int, str]]] = {}
    for edge in graph.edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            beside.setdefault(one, []).append((edge.count, labels.get(other, other)))
    for term in graph.terms:
        near = sorted(beside.get(term.id, ()), key=lambda pair: (-pair[0], pair[1]))
        topic = topics.get(term.topic_id)
        yield TermRow(
            term=term,
            forms="・".join(f for f in term.forms if f != term.label),
            topic=topic.label if topic else "",
            neighbours="、".join(f"{label}（{count}）" for count, label in near),
        )


# ------------------------------------------------------------ the picture


def _spot(term: Term) -> tuple[float, float]:
    return (
        round(MARGIN + term.x * (WIDTH - 2 * MARGIN), 1),
        round(MARGIN / 2 + term.y * (HEIGHT - MARGIN), 1),
    )


def _lines(graph: TopicGraph, drawn: Mapping[str, Term]) -> Iterator[Lines]:
    paths: dict[tuple[str, float], list[str]] = {}
    for edge in graph.edges:
        if edge.source in drawn and edge.target in drawn:
            one, other = drawn[edge.source], drawn[edge.target]
            topic = topic_anchor(one.topic_id) if one.topic_id == other.topic_id else ""
            (x1, y1), (x2, y2) = _spot(one), _spot(other)
            thick = next(size for least, size in WIDTHS if edge.weight >= least)
            paths.setdefault((topic, thick), []).append(f"M{x1:g} {y1:g} {x2:g} {y2:g}")
    yield from (Lines(topic, thick, "".join(path)) for (topic, thick), path in sorted(paths.items()))


def _nodes(drawn: Sequence[Term], topics: Mapping[str, TopicModel]) -> Iterator[Node]:
    """Yield the nodes with their labels: where one is free, else below the node and shown when zoomed in."""
    most = max((t.statements for t in drawn), default=1) or 1
    radii = {t.id: round(RADII[0] + (RADII[1] - RADII[0]) * (t.statements / most) ** 0.5, 1) for t in drawn}
    wishes = [Wish(t.id, *_spot(t), radii[t.id], t.label, LETTER, t.statements + t.tokens / 1000) for t in drawn]
    placed = {label.id: label.box for label in place_labels(wishes, (), Box(0, 0, WIDTH, HEIGHT))}
    for term in drawn:
        topic = topics[term.topic_id]
        (x, y), r, box = _spot(term), radii[term.id], placed.get(term.id)
        at = ((box.left + box.right) / 2, box.bottom - LETTER / 3) if box else (x, y + r + LETTER)
        title = f"{term.label}／{topic.label}"
        at = (round(at[0], 1), round(at[1], 1))
        yield Node(term.label, topic_anchor(topic.id), shade(topic), x, y, r, at, box is None, title)
