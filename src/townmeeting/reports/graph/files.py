"""Which ending gives which file of a topic graph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from townmeeting.errors import TownMeetingError
from townmeeting.model import Analysis, TopicGraph
from townmeeting.reports.graph.formats import FORMATS, render_edge_list, render_node_list
from townmeeting.reports.graph.network import View, make_network
from townmeeting.reports.graph.png import render_png
from townmeeting.reports.graph.scene import make_scene
from townmeeting.reports.graph.svg import render_svg
from townmeeting.reports.words import Words
from townmeeting.settings import TopicSettings

PICTURES = {".svg": render_svg, ".png": render_png}
ENDINGS = (*PICTURES, *FORMATS, ".csv")


def check_ending(path: Path) -> None:
    """Raise TM602 where nothing writes files of this ending."""
    if path.suffix.lower() not in ENDINGS:
        raise TownMeetingError("TM602", path=path, known=", ".join(ENDINGS))


def render_files(
    path: Path, graph: TopicGraph, analyses: Sequence[Analysis], view: View, words: Words, settings: TopicSettings
) -> dict[Path, bytes]:
    """Return the files to write and their content: one, or for .csv the nodes and the edges (x.nodes.csv, x.edges.csv).

    Raises TM602 for an unknown ending, TM123 for a picture of too many nodes, TM501 for a PNG without its extra.
    """
    check_ending(path)
    network, ending = make_network(graph, analyses, view), path.suffix.lower()
    if ending in PICTURES:
        return {path: PICTURES[ending](make_scene(network, graph, words, settings))}
    if ending == ".csv":
        lists = (("nodes", render_node_list), ("edges", render_edge_list))
        return {path.with_name(f"{path.stem}.{name}.csv"): render(network) for name, render in lists}
    return {path: FORMATS[ending](network)}
