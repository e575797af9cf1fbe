"""The graph as plain nodes and edges: what every format writes and every picture draws."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from townmeeting.model import Analysis, PointRef, Term, TermEdge, Topic, TopicGraph, Verdict, meeting_keys
from townmeeting.reports.selection import Finding, findings

KINDS = ("term", "topic", "point", "statement", "speaker", "department")
Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Node:
    """A node: `kind` is one of KINDS, `data` further plain values."""

    id: str
    kind: str
    label: str
    data: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from node id to node id: `kind` says what it means, `points` where it comes from (meeting/point)."""

    source: str
    target: str
    kind: str
    weight: float
    count: int
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes and edges, both sorted; `title` names the meetings."""

    title: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is shown of a graph: kinds of nodes, the `edges` strongest edges between terms (None: all), or its tree."""

    kinds: tuple[str, ...] = ("term", "topic")
    edges: int | None = None
    tree: bool = False


def plain(value: object) -> Value:
    """Return a value that every format takes: None is "", a list its parts joined by ;, no control character."""
    if isinstance(value, bool | int | float):
        return value
    if isinstance(value, tuple | list):
        return ";".join(str(plain(v)) for v in value)
    text = "" if value is None else str(value)
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs") or c in "\ufffe\uffff" else c for c in text)


def _id(text: str) -> str:
    return str(plain(text))


def name_of(ref: PointRef) -> str:
    """Return how files name a point."""
    return f"{ref.meeting_id}/{ref.point_id}"


def findings_of(analyses: Sequence[Analysis]) -> dict[PointRef, Finding]:
    """Return every point of every meeting with its coverage."""
    keys = meeting_keys(analyses)
    return {PointRef(k, f.point.id): f for k, a in zip(keys, analyses, strict=True) for f in findings(a)}


def shown_edges(graph: TopicGraph, view: View) -> tuple[TermEdge, ...]:
    """Return the edges between terms that the view shows."""
    edges = _tree(graph) if view.tree else graph.edges
    best = sorted(edges, key=lambda e: (-e.weight, -e.count, e.source, e.target))[: view.edges]
    return tuple(sorted(best, key=lambda e: (e.source, e.target)))


def _tree(graph: TopicGraph) -> tuple[TermEdge, ...]:
    """Return the maximum spanning tree of each connected part: the strongest edges that still hold it together."""
    import networkx as nx

    net = nx.Graph()
    net.add_edges_from((e.source, e.target, {"weight": e.weight, "edge": e}) for e in graph.edges)
    return tuple(data["edge"] for _, _, data in nx.maximum_spanning_edges(net, algorithm="kruskal", data=True))


def make_network(graph: TopicGraph, analyses: Sequence[Analysis], view: View) -> Network:
    """Return the nodes and edges of the view. Points, statements and the rest appear where a term or topic has them."""
    found = findings_of(analyses)
    titles = "、".join(dict.fromkeys(title for _, title in graph.meetings))
    held = {ref: found[ref] for ref in sorted({r for t in graph.terms for r in t.points}, key=name_of)}
    makers: dict[str, Callable[[], Iterable[Node]]] = {
        "term": lambda: (_term_node(t, found) for t in graph.terms),
        "topic": lambda: (_topic_node(t) for t in graph.topics),
        "point": lambda: (_point_node(ref, f) for ref, f in held.items()),
        "statement": lambda: _statement_nodes(held),
        "speaker": lambda: _speaker_nodes(held),
        "department": lambda: _department_nodes(held),
    }
    made = (n for kind in KINDS if kind in view.kinds for n in makers[kind]())
    nodes = {_id(n.id): replace(n, id=_id(n.id)) for n in made}
    plain_edges = (
        replace(e, source=_id(e.source), target=_id(e.target), points=tuple(map(_id, e.points)))
        for e in _edges(graph, held, view)
    )
    edges = [e for e in plain_edges if e.source in nodes and e.target in nodes]
    return Network(titles, tuple(nodes.values()), tuple(_merged(edges)))


def share_of(points: Iterable[PointRef], found: Mapping[PointRef, Finding]) -> tuple[int, int, int]:
    """Return how many of the points need an answer, how many of those are answered, and how many unanswered."""
    asked = Counter(found[p].coverage.status.value for p in points if found[p].point.needs_answer)
    return asked.total(), asked["answered"], asked["unanswered"]


def _share(asked: int, answered: int) -> Value:
    return round(answered / asked, 4) if asked else ""


def _term_node(term: Term, found: Mapping[PointRef, Finding]) -> Node:
    asked, answered, unanswered = share_of(term.points, found)
    data = {
        "statements": term.statements,
        "speakers": term.speakers,
        "tokens": term.tokens,
        "points": len(term.points),
        "asked": asked,
        "answered": answered,
        "unanswered": unanswered,
        "share": _share(asked, answered),
        "score": term.score,
        "centrality": term.centrality,
        "topic": term.topic_id,
        "forms": plain(term.forms),
        "meetings": plain(tuple(dict.fromkeys(p.meeting_id for p in term.points))),
        "x": term.x,
        "y": term.y,
    }
    return Node(f"term:{term.id}", "term", str(plain(term.label)), data)


def _topic_node(topic: Topic) -> Node:
    data = {
        "statements": topic.statements,
        "points": len(topic.points),
        "asked": topic.asked,
        "answered": topic.answered,
        "partial": topic.partial,
        "unanswered": topic.unanswered,
        "share": _share(topic.asked, topic.answered),
        "answers": topic.answers,
        "notes": topic.notes,
        "meetings": plain(tuple(f"{name}:{count}" for name, count in topic.by_meeting)),
    }
    return Node(f"topic:{topic.id}", "topic", str(plain(topic.label)), data)


def _point_node(ref: PointRef, finding: Finding) -> Node:
    needed = finding.point.needs_answer
    data = {
        "status": str(Verdict(finding.coverage.status) if needed else Verdict.NOT_NEEDED),
        "kind_of_point": str(finding.point.kind),
        "meetings": ref.meeting_id,
        "text": plain(finding.point.quote.text),
    }
    return Node(f"point:{name_of(ref)}", "point", str(plain(ref.point_id)), data)


def _statement_id(ref: PointRef, finding: Finding) -> str:
    return f"statement:{ref.meeting_id}/{finding.statement.id}"


def _speaker_id(ref: PointRef, finding: Finding) -> str:
    return f"speaker:{ref.meeting_id}/{finding.statement.speaker.full or finding.statement.id}"


def _statement_nodes(held: Mapping[PointRef, Finding]) -> Iterator[Node]:
    for ref, f in held.items():
        label = plain(f.statement.label or f.statement.id)
        yield Node(_statement_id(ref, f), "statement", str(label), {"meetings": ref.meeting_id})


def _speaker_nodes(held: Mapping[PointRef, Finding]) -> Iterator[Node]:
    for ref, f in held.items():
        label = plain(f.statement.speaker.full or f.statement.id)
        yield Node(_speaker_id(ref, f), "speaker", str(label), {"meetings": ref.meeting_id})


def _department_nodes(held: Mapping[PointRef, Finding]) -> Iterator[Node]:
    for f in held.values():
        for name in f.departments:
            yield Node(f"department:{plain(name)}", "department", str(plain(name)), {})


def _edges(graph: TopicGraph, held: Mapping[PointRef, Finding], view: View) -> Iterator[Edge]:
    for e in shown_edges(graph, view):
        names = tuple(name_of(p) for p in e.points)
        yield Edge(f"term:{e.source}", f"term:{e.target}", "together", e.weight, e.count, names)
    for topic in graph.topics:
        inside = set(topic.points)
        for term in (t for t in graph.terms if t.topic_id == topic.id):
            names = tuple(name_of(p) for p in term.points if p in inside)
            yield Edge(f"term:{term.id}", f"topic:{topic.id}", "member", 1.0, len(names), names)
    for term in graph.terms:
        for ref in term.points:
            yield _single(f"point:{name_of(ref)}", f"term:{term.id}", "holds", ref)
    for ref, f in held.items():
        yield from _edges_of_point(ref, f)


def _edges_of_point(ref: PointRef, f: Finding) -> Iterator[Edge]:
    point = f"point:{name_of(ref)}"
    yield _single(point, _statement_id(ref, f), "of", ref)
    yield _single(_speaker_id(ref, f), _statement_id(ref, f), "said", ref)
    for name in f.departments:
        yield _single(f"department:{plain(name)}", point, "replied", ref)


def _single(source: str, target: str, kind: str, ref: PointRef) -> Edge:
    return Edge(source, target, kind, 1.0, 1, (name_of(ref),))


def _merged(edges: Iterable[Edge]) -> Iterator[Edge]:
    """Yield the edges with those of the same ends and kind as one, their points added."""
    found: dict[tuple[str, str, str], Edge] = {}
    for edge in edges:
        key = edge.source, edge.target, edge.kind
        if key in found:
            points = tuple(dict.fromkeys((*found[key].points, *edge.points)))
            edge = replace(edge, points=points, count=len(points))
        found[key] = edge
    yield from (found[key] for key in sorted(found))
