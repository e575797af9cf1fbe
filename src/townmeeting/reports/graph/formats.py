"""The graph for other programs: Gephi, Cytoscape, Graphviz, spreadsheets. Same network, same bytes."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any

from townmeeting.reports.graph.network import Edge, Network, Node, Value, plain
from townmeeting.reports.graph.palette import colour_of_topic
from townmeeting.reports.workbook.cells import is_risky

_DATE = re.compile(r' lastmodifieddate="[^"]*"')
CANVAS = 1000
"""Side of the square into which the places of terms (0 to 1) are stretched for Gephi."""


def _values(node: Node) -> dict[str, Value]:
    return {"label": node.label, "kind": node.kind, **{k: v for k, v in node.data.items() if v != ""}}


def _edge_values(edge: Edge) -> dict[str, Value]:
    return {"weight": edge.weight, "kind": edge.kind, "count": edge.count, "points": plain(edge.points)}


def _networkx(network: Network, *, viz: bool = False) -> Any:  # noqa: ANN401  (networkx ships no types)
    import networkx as nx

    graph = nx.Graph(name=str(plain(network.title)))
    for node in network.nodes:
        graph.add_node(node.id, **_values(node), **(_viz(node) if viz else {}))
    for edge in network.edges:
        graph.add_edge(edge.source, edge.target, **_edge_values(edge))
    return graph


def _viz(node: Node) -> dict[str, Any]:
    """Return what Gephi draws: place, size, colour."""
    topic = str(node.data.get("topic", "") if node.kind == "term" else node.id.removeprefix("topic:"))
    red, green, blue = (int(colour_of_topic(topic)[i : i + 2], 16) for i in (1, 3, 5))
    found: dict[str, Any] = {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        "size": 5.0 + 2.0 * float(node.data.get("points", 1)) ** 0.5,
    }
    if "x" in node.data:
        found["position"] = {"x": CANVAS * float(node.data["x"]), "y": -CANVAS * float(node.data["y"]), "z": 0.0}
    return {"viz": found}


def render_graphml(network: Network) -> bytes:
    """Return GraphML."""
    import networkx as nx

    lines = nx.generate_graphml(_networkx(network), encoding="utf-8", prettyprint=True)
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(lines) + "\n").encode("utf-8")


def render_gexf(network: Network) -> bytes:
    """Return GEXF 1.2 with places, sizes and colours, without the day on which it was written."""
    import networkx as nx

    lines = "\n".join(
        nx.generate_gexf(_networkx(network, viz=True), encoding="utf-8", prettyprint=True, version="1.2draft")
    )
    return ('<?xml version="1.0" encoding="utf-8"?>\n' + _DATE.sub("", lines) + "\n").encode("utf-8")


def render_node_link(network: Network) -> bytes:
    """Return node-link JSON as networkx, D3 and Cytoscape.js read it."""
    value = {
        "directed": False,
        "multigraph": False,
        "graph": {"name": network.title},
        "nodes": [{"id": n.id, **_values(n)} for n in network.nodes],
        "edges": [
            {"source": e.source, "target": e.target, **_edge_values(e), "points": list(e.points)} for e in network.edges
        ],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _dot(text: Value) -> str:
    return '"' + str(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def render_dot(network: Network) -> bytes:
    """Return a Graphviz graph."""
    lines = ["graph topics {", f"  label={_dot(plain(network.title))};", '  node [fontname="Noto Sans CJK JP"];']
    for node in network.nodes:
        values = ", ".join(f"{name}={_dot(value)}" for name, value in _values(node).items())
        lines.append(f"  {_dot(node.id)} [{values}];")
    for edge in network.edges:
        values = ", ".join(f"{name}={_dot(value)}" for name, value in _edge_values(edge).items())
        lines.append(f"  {_dot(edge.source)} -- {_dot(edge.target)} [{values}];")
    return ("\n".join([*lines, "}"]) + "\n").encode("utf-8")


def _cell(value: Value) -> Value:
    """Return the value so that no spreadsheet takes it for a formula."""
    return f"'{value}" if isinstance(value, str) and is_risky(value) else value


def _table(header: list[str], rows: list[list[Value]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig")


def render_node_list(network: Network) -> bytes:
    """Return the nodes as CSV with the headers that Gephi expects."""
    names = list(dict.fromkeys(name for node in network.nodes for name in node.data))
    rows = [[n.id, n.label, n.kind, *(n.data.get(name, "") for name in names)] for n in network.nodes]
    return _table(["Id", "Label", "Kind", *names], rows)


def render_edge_list(network: Network) -> bytes:
    """Return the edges as CSV with the headers that Gephi expects."""
    rows: list[list[Value]] = [
        [e.source, e.target, "Undirected", e.weight, e.kind, e.count, plain(e.points)] for e in network.edges
    ]
    return _table(["Source", "Target", "Type", "Weight", "Kind", "Count", "Points"], rows)


FORMATS: dict[str, Callable[[Network], bytes]] = {
    ".graphml": render_graphml,
    ".gexf": render_gexf,
    ".json": render_node_link,
    ".dot": render_dot,
}
