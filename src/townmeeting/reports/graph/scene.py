"""The picture in pixels, before it is SVG or PNG: discs, rings, lines, labels and the legend."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from townmeeting.errors import TownMeetingError
from townmeeting.model import TopicGraph
from townmeeting.reports.graph.labels import Box, Label, Wish, place_labels
from townmeeting.reports.graph.network import Network, Node
from townmeeting.reports.graph.palette import COLOURS, GREY, colour_of_topic
from townmeeting.reports.words import Words
from townmeeting.settings import TopicSettings
from townmeeting.text import clip

WIDE, HIGH = 1480, 1000
FIELD = Box(40, 70, 1090, 960)
LEGEND = 1120
FILLED = 0.055
"""Most of the field that discs may cover."""
_GOLDEN = math.pi * (3 - math.sqrt(5))
SHAPES = {"term": "circle", "point": "square", "statement": "diamond", "speaker": "diamond", "department": "square"}


@dataclass(frozen=True, slots=True)
class Disc:
    """A node. `ring` is the share answered and the share unanswered of its points (the rest is partial), None where no
    point needs an answer or that does not apply."""

    id: str
    x: float
    y: float
    radius: float
    colour: str
    shape: str
    ring: tuple[float, float] | None
    tip: str


@dataclass(frozen=True, slots=True)
class Line:
    """An edge between two places."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    inside: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the legend: a swatch (colour "" for none) and up to two lines of words."""

    colour: str
    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything that is drawn."""

    title: str
    description: str
    discs: tuple[Disc, ...]
    lines: tuple[Line, ...]
    labels: tuple[Label, ...]
    legend: tuple[Entry, ...]
    remarks: tuple[str, ...]


def make_scene(network: Network, graph: TopicGraph, words: Words, settings: TopicSettings) -> Scene:
    """Return the scene; colour and legend stand for topic nodes. Raises TM123 for too many nodes."""
    nodes = _drawn(network, settings)
    scale = _scale(nodes)
    discs = _spread([_disc(n, place, scale, words) for n, place in zip(nodes, _places(nodes, network), strict=True)])
    wishes = [_wish(d, n) for d, n in zip(discs, nodes, strict=True) if n.kind != "point"]
    silent = [d for d, n in zip(discs, nodes, strict=True) if n.kind == "point"]
    taken = [Box(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in silent]
    labels = place_labels(wishes, taken, FIELD)
    title = words(f"話題のつながり　{network.title}", f"Topics: {network.title}")
    return Scene(
        title=clip(title, 110),
        description=_describe(graph, words),
        discs=discs,
        lines=_lines(network, discs, nodes),
        labels=labels,
        legend=_legend(graph, words),
        remarks=_remarks(words, len(wishes) - len(labels), nodes, len(graph.terms)),
    )


def _drawn(network: Network, settings: TopicSettings) -> list[Node]:
    terms = sorted((n for n in network.nodes if n.kind == "term"), key=lambda n: (-float(n.data["points"]), n.id))
    others = [n for n in network.nodes if n.kind not in ("term", "topic")]
    if len(others) > settings.max_drawn:
        raise TownMeetingError("TM123", count=len(others), limit=settings.max_drawn)
    return [*terms[: min(settings.drawn_terms, settings.max_drawn)], *others]


def _radius(node: Node) -> float:
    return 6.0 + 4.2 * math.sqrt(float(node.data["points"])) if node.kind == "term" else 5.0


def _scale(nodes: Sequence[Node]) -> float:
    """Return the factor by which discs shrink so that together they leave room for names."""
    room = FILLED * (FIELD.right - FIELD.left) * (FIELD.bottom - FIELD.top)
    area = sum(math.pi * _radius(n) ** 2 for n in nodes)
    return min(1.0, math.sqrt(room / area)) if area else 1.0


def _places(nodes: Sequence[Node], network: Network) -> list[tuple[float, float]]:
    """Return pixels: terms where the graph has them, other nodes amid their neighbours, fanned out."""
    known = {n.id: _pixels(float(n.data["x"]), float(n.data["y"])) for n in nodes if n.kind == "term"}
    near: dict[str, list[str]] = {}
    for edge in network.edges:
        near.setdefault(edge.source, []).append(edge.target)
        near.setdefault(edge.target, []).append(edge.source)
    for at, node in enumerate(n for n in nodes if n.kind != "term"):
        around = [known[k] for k in near.get(node.id, []) if k in known]
        x, y = (sum(p[a] for p in around) / len(around) if around else (0.5 * WIDE, 0.5 * HIGH)[a] for a in (0, 1))
        known[node.id] = (x + 26 * math.cos(at * _GOLDEN), y + 26 * math.sin(at * _GOLDEN))
    return [known[n.id] for n in nodes]


def _pixels(x: float, y: float) -> tuple[float, float]:
    edge = 45
    return (
        FIELD.left + edge + x * (FIELD.right - FIELD.left - 2 * edge),
        FIELD.top + edge + y * (FIELD.bottom - FIELD.top - 2 * edge),
    )


def _disc(node: Node, place: tuple[float, float], scale: float, words: Words) -> Disc:
    term = node.kind == "term"
    tip = node.label
    if term:
        points, said, done = (node.data[name] for name in ("points", "statements", "answered"))
        of = f"{done}/{node.data['asked']}"
        tip += ": " + words(
            f"論点 {points}・発言 {said}・回答済 {of}", f"points {points}, statements {said}, answered {of}"
        )
    return Disc(
        id=node.id,
        x=place[0],
        y=place[1],
        radius=max(4.0, scale * _radius(node)),
        colour=colour_of_topic(str(node.data.get("topic", ""))) if term else "#555555",
        shape=SHAPES[node.kind],
        ring=_ring(node) if term else None,
        tip=tip,
    )


def _ring(node: Node) -> tuple[float, float] | None:
    asked = float(node.data["asked"])
    return (float(node.data["answered"]) / asked, float(node.data["unanswered"]) / asked) if asked else None


def _spread(discs: Sequence[Disc]) -> tuple[Disc, ...]:
    """Push discs apart until none lies on another (or 200 rounds are over), within the field."""
    places = [[d.x, d.y] for d in discs]
    for _ in range(200):
        moved = False
        for i, one in enumerate(discs):
            for j in range(i):
                moved |= _part(places, i, j, one.radius + discs[j].radius + 7)
        for i, one in enumerate(discs):
            places[i][0] = min(max(places[i][0], FIELD.left + one.radius + 4), FIELD.right - one.radius - 4)
            places[i][1] = min(max(places[i][1], FIELD.top + one.radius + 4), FIELD.bottom - one.radius - 4)
        if not moved:
            break
    return tuple(
        Disc(d.id, round(x, 1), round(y, 1), round(d.radius, 1), d.colour, d.shape, d.ring, d.tip)
        for d, (x, y) in zip(discs, places, strict=True)
    )


def _part(places: list[list[float]], i: int, j: int, apart: float) -> bool:
    dx, dy = places[i][0] - places[j][0], places[i][1] - places[j][1]
    distance = math.hypot(dx, dy)
    if distance >= apart:
        return False
    if distance < 1e-6:
        dx, dy, distance = math.cos(i * _GOLDEN), math.sin(i * _GOLDEN), 1.0
    push = (apart - distance) / 2 / distance
    for at, sign in ((i, 1), (j, -1)):
        places[at][0] += sign * dx * push
        places[at][1] += sign * dy * push
    return True


def _wish(disc: Disc, node: Node) -> Wish:
    points = float(node.data.get("points", 0))
    size = min(19.0, 12.0 + 1.2 * math.sqrt(points)) if node.kind == "term" else 11.0
    return Wish(disc.id, disc.x, disc.y, disc.radius, clip(node.label, 28), size, points)


def _lines(network: Network, discs: Sequence[Disc], nodes: Sequence[Node]) -> tuple[Line, ...]:
    at = {d.id: d for d in discs}
    topic = {n.id: n.data.get("topic", "") for n in nodes}
    found = []
    for e in sorted(network.edges, key=lambda e: (e.weight, e.source, e.target)):
        if e.source in at and e.target in at:
            a, b = at[e.source], at[e.target]
            inside = topic[a.id] == topic[b.id] and topic[a.id] != ""
            wide = round(0.6 + 4 * e.weight, 2) if e.kind == "together" else 0.6
            found.append(Line(a.x, a.y, b.x, b.y, wide, inside))
    return tuple(found)


def _legend(graph: TopicGraph, words: Words) -> tuple[Entry, ...]:
    entries = []
    for topic in graph.topics[: len(COLOURS)]:
        share = words("回答を要する論点なし", "none needs an answer")
        if topic.asked:
            done = f"{topic.answered}/{topic.asked}（{topic.share:.0%}）"
            share = words(f"回答済 {done}・未回答 {topic.unanswered}", f"answered {done}, open {topic.unanswered}")
        points = words(f"論点 {len(topic.points)}", f"{len(topic.points)} points")
        entries.append(Entry(colour_of_topic(topic.id), clip(topic.label, 40), f"{points}・{share}"))
    rest = len(graph.topics) - len(COLOURS)
    if rest > 0:
        entries.append(Entry(GREY, words(f"ほかの話題 {rest}", f"{rest} more topics")))
    return tuple(entries)


def _remarks(words: Words, hidden: int, nodes: Sequence[Node], terms: int) -> tuple[str, ...]:
    found = [
        words("丸の大きさ: その語を含む論点の数", "size: points with the term"),
        words("輪: 黒 回答済・灰 一部回答・赤 未回答の割合", "ring: black answered, grey partial, red unanswered"),
        words("線の太さ: 同じ論点に現れる強さ", "width of lines: how often together"),
    ]
    if any(n.kind != "term" for n in nodes):
        found.append(words("■ 論点・部署　◆ 発言・発言者", "■ points, departments  ◆ statements, speakers"))
    drawn = sum(n.kind == "term" for n in nodes)
    if drawn < terms:
        found.append(words(f"描いた語: {terms} 語のうち論点の多い {drawn} 語", f"drawn: {drawn} of {terms} terms"))
    if hidden:
        found.append(words(f"場所がなく名を省いた語: {hidden}", f"terms without room for a label: {hidden}"))
    return tuple(found)


def _describe(graph: TopicGraph, words: Words) -> str:
    """Return the picture in words, for those who cannot see it."""
    parts = [
        words(
            f"{t.label}: 論点 {len(t.points)}、回答済 {t.answered}/{t.asked}",
            f"{t.label}: {len(t.points)} points, answered {t.answered}/{t.asked}",
        )
        for t in graph.topics[: len(COLOURS)]
    ]
    return words("。", ". ").join(parts)
