"""Communities of terms, the same whatever the order of the input: Louvain on sorted nodes and edges, then renamed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from townmeeting.model import TermEdge
from townmeeting.settings import TopicSettings


def term_graph(weights: Mapping[str, float], edges: Sequence[TermEdge]) -> Any:  # noqa: ANN401  (networkx ships no types)
    """Return the terms as a networkx graph whose nodes and edges stand in sorted order: Louvain depends on it.

    `weights` say how much each term counts in making topics: an edge pulls by its weight times those of its ends.
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(sorted(weights))
    ordered = sorted(edges, key=lambda e: (e.source, e.target))
    for e in ordered:
        pull = e.weight * weights[e.source] * weights[e.target]
        graph.add_edge(e.source, e.target, pull=pull, distance=1 / e.weight)
    return graph


def find_communities(graph: Any, settings: TopicSettings) -> tuple[tuple[str, ...], ...]:  # noqa: ANN401
    """Return the communities, the largest first, then by smallest member; members sorted."""
    import networkx as nx

    if not graph:
        return ()
    groups = nx.community.louvain_communities(graph, weight="pull", resolution=settings.resolution, seed=settings.seed)
    return tuple(sorted((tuple(sorted(g)) for g in groups), key=lambda g: (-len(g), g[0])))


def centrality(graph: Any) -> dict[str, float]:  # noqa: ANN401
    """Return for each term how often it lies on the shortest way between two others, 0 to 1 (betweenness)."""
    import networkx as nx

    found = nx.betweenness_centrality(graph, weight="distance")
    return {key: round(value, 6) for key, value in found.items()}
