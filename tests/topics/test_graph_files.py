"""The graph for other programs: read back by networkx and by another parser, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import networkx as nx
import pytest
from lxml import etree

from tests.topics.builders import make_talk
from townmeeting.errors import TownMeetingError
from townmeeting.model import Analysis
from townmeeting.pipeline import build_topics
from townmeeting.reports.graph.files import check_ending, render_files
from townmeeting.reports.graph.network import KINDS, View, make_network, plain
from townmeeting.reports.words import Words
from townmeeting.settings import TopicSettings

ALL = View(kinds=KINDS)
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://www.gexf.net/1.2draft}"
HOSTILE = ["発\x07言<1>", '"=cmd|x"&', "=1+1", "普通", "\ud800\ufffe"]


def talk() -> Analysis:
    return make_talk(speakers=HOSTILE, title='市長と"語る"会 <&> \x0b')


def render(name: str, view: View = ALL) -> bytes:
    analyses = [talk()]
    found = render_files(Path(name), build_topics(analyses), analyses, view, Words(), TopicSettings())
    return found[Path(name)]


def network(view: View = ALL):
    return make_network(build_topics([talk()]), [talk()], view)


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json", ".dot", ".svg"])
def test_the_same_input_gives_the_same_bytes(ending):
    assert render(f"g{ending}") == render(f"g{ending}")


def test_no_day_of_writing_is_left():
    assert b"lastmodifieddate" not in render("g.gexf")


def read_back(ending: str):
    data = render(f"g{ending}")
    if ending == ".graphml":
        return nx.read_graphml(io.BytesIO(data))
    if ending == ".gexf":
        return nx.read_gexf(io.BytesIO(data))
    return nx.node_link_graph(json.loads(data), edges="edges")


@pytest.mark.parametrize("ending", [".graphml", ".gexf", ".json"])
def test_networkx_reads_every_node_and_edge_back(ending):
    wanted, graph = network(), read_back(ending)
    assert set(graph.nodes) == {n.id for n in wanted.nodes}
    assert {frozenset(e) for e in graph.edges} == {frozenset((e.source, e.target)) for e in wanted.edges}
    for node in wanted.nodes:
        assert graph.nodes[node.id]["label"] == node.label
        assert graph.nodes[node.id]["kind"] == node.kind
    for edge in wanted.edges:
        assert graph.edges[edge.source, edge.target]["weight"] == pytest.approx(edge.weight)
        assert graph.edges[edge.source, edge.target]["points"] in (plain(edge.points), list(edge.points))


def test_graphml_declares_every_value_it_uses():
    root = etree.fromstring(render("g.graphml"))
    assert root.tag == f"{GRAPHML}graphml"
    keys = {k.get("id"): (k.get("for"), k.get("attr.type")) for k in root.iter(f"{GRAPHML}key")}
    graph = root.find(f"{GRAPHML}graph")
    assert graph.get("edgedefault") == "undirected"
    ids = [n.get("id") for n in graph.iter(f"{GRAPHML}node")]
    assert len(ids) == len(set(ids))
    for element in graph.iter(f"{GRAPHML}node", f"{GRAPHML}edge"):
        assert all(element.get(end) in ids for end in ("source", "target") if element.get(end))
        for data in element.iter(f"{GRAPHML}data"):
            kind, typ = keys[data.get("key")]
            assert kind == etree.QName(element).localname
            assert typ in ("string", "int", "long", "float", "double", "boolean")
            assert data.text


def test_gexf_has_declared_values_places_sizes_and_colours():
    root = etree.fromstring(render("g.gexf"))
    assert root.tag == f"{GEXF}gexf"
    assert root.get("version") == "1.2"
    declared = {(a.get("class"), b.get("id")) for a in root.iter(f"{GEXF}attributes") for b in a}
    nodes = list(root.iter(f"{GEXF}node"))
    ids = {n.get("id") for n in nodes}
    assert len(ids) == len(nodes)
    for kind, elements in (("node", nodes), ("edge", list(root.iter(f"{GEXF}edge")))):
        for element in elements:
            for value in element.iter(f"{GEXF}attvalue"):
                assert (kind, value.get("for")) in declared
                assert value.get("value") not in ("", "None")
    assert all(e.get("source") in ids and e.get("target") in ids for e in root.iter(f"{GEXF}edge"))
    terms = [n for n in nodes if n.get("id").startswith("term:")]
    for name in ("position", "color", "size"):
        assert all(n.find(f"{{*}}{name}") is not None for n in terms)


def test_dot_quotes_every_text():
    text = render("g.dot").decode("utf-8")
    assert text.startswith("graph topics {")
    assert text.count("{") == text.count("}") == 1
    for line in text.splitlines():
        assert line.replace('\\"', "").count('"') % 2 == 0


def rows(name: str) -> list[dict[str, str]]:
    analyses = [talk()]
    found = render_files(Path("g.csv"), build_topics(analyses), analyses, ALL, Words(), TopicSettings())
    assert set(found) == {Path("g.nodes.csv"), Path("g.edges.csv")}
    return list(csv.DictReader(io.StringIO(found[Path(name)].decode("utf-8-sig"), newline="")))


def test_csv_lists_nodes_and_edges_as_gephi_wants_them():
    nodes, edges = rows("g.nodes.csv"), rows("g.edges.csv")
    ids = {n["Id"] for n in nodes}
    assert ids == {n.id for n in network().nodes}
    assert all(e["Source"] in ids and e["Target"] in ids and e["Type"] == "Undirected" for e in edges)
    assert all(float(e["Weight"]) > 0 and e["Points"] for e in edges)


def test_no_cell_of_a_csv_is_a_formula():
    for name in ("g.nodes.csv", "g.edges.csv"):
        for row in rows(name):
            assert not any(cell[:1] in "=+-@" for cell in row.values() if cell)


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (None, ""),
        (["a", None, 2], "a;;2"),
        ("a\x00b\x1fc\ufffe", "a b c "),
        ("\ud800", " "),
        (True, True),
        (0.5, 0.5),
        ((), ""),
    ],
)
def test_values_are_plain_in_every_format(value, wanted):
    assert plain(value) == wanted


def test_edges_between_all_kinds_of_nodes():
    kinds = {e.kind for e in network().edges}
    assert kinds == {"together", "member", "holds", "of", "said", "replied"}
    assert {n.kind for n in network().nodes} == set(KINDS)


def test_only_the_strongest_edges_are_written_where_asked():
    everything = network(View(kinds=("term",)))
    few = network(View(kinds=("term",), edges=2))
    assert len(few.edges) == 2
    assert min(e.weight for e in few.edges) >= sorted(e.weight for e in everything.edges)[-2]
    assert few.nodes == everything.nodes


def test_the_tree_holds_the_same_parts_together_with_the_fewest_edges():
    graphs = []
    for view in (View(kinds=("term",)), View(kinds=("term",), tree=True)):
        made = network(view)
        graph = nx.Graph()
        graph.add_nodes_from(n.id for n in made.nodes)
        graph.add_edges_from((e.source, e.target) for e in made.edges)
        graphs.append(graph)
    whole, tree = graphs
    assert nx.is_forest(tree)
    assert sorted(map(sorted, nx.connected_components(tree))) == sorted(map(sorted, nx.connected_components(whole)))


def test_an_unknown_ending_is_refused_with_the_known_ones():
    with pytest.raises(TownMeetingError) as caught:
        check_ending(Path("g.vsdx"))
    assert caught.value.code == "TM602"
    assert ".graphml" in str(caught.value)
