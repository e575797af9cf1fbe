"""The options of `townmeeting topics`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from townmeeting.cli.language import say

CHOICE = say("語の選び方", "Choice of terms")
GRAPH = say("グラフ", "Graph")


class Measure(StrEnum):
    """The weights an edge can have."""

    JACCARD = "jaccard"
    NPMI = "npmi"


Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=say(
            "書き出すファイル（.svg .png .graphml .gexf .json .dot .csv）。",
            "File to write (.svg .png .graphml .gexf .json .dot .csv).",
        ),
    ),
]
TermWord = Annotated[
    str,
    typer.Option(
        metavar="WORD",
        help=say("この語の現れる箇所を前後の文とともに示す。", "Show the places of this word with their context."),
        show_default=False,
    ),
]
Top = Annotated[int, typer.Option(min=1, help=say("示す話題の数。", "How many topics are shown."))]
TermsFile = Annotated[
    Path | None,
    typer.Option(
        metavar="TOML|CSV",
        rich_help_panel=CHOICE,
        help=say(
            "語の一覧（強制・統合・除外）。書き方: docs/topics.md",
            "Own words: force, join, drop (docs/topics.md).",
        ),
    ),
]
ListWords = Annotated[
    bool,
    typer.Option(
        "--list-words", rich_help_panel=CHOICE, help=say("効いている語の一覧を示す。", "List the words in effect.")
    ),
]
MinCount = Annotated[
    int | None,
    typer.Option(
        min=1,
        rich_help_panel=CHOICE,
        help=say("語の現れる発言・回答の最小数（既定 2）。", "Least number of statements and replies of a term (2)."),
    ),
]
MaxTerms = Annotated[
    int | None,
    typer.Option("--terms", min=1, rich_help_panel=CHOICE, help=say("語の最大数（既定 150）。", "Most terms (150).")),
]
Measured = Annotated[
    Measure, typer.Option(rich_help_panel=GRAPH, help=say("つながりの強さの測り方。", "Weight of an edge."))
]
MaxEdges = Annotated[
    int | None,
    typer.Option(
        min=1,
        rich_help_panel=GRAPH,
        help=say("グラフ全体の線の最大数（既定 400）。", "Most edges of the whole graph (400)."),
    ),
]
EdgesWritten = Annotated[
    int | None,
    typer.Option(
        min=0,
        rich_help_panel=GRAPH,
        help=say("書き出す線の数（強い順）。話題は変わらない。", "Edges written, strongest first; topics stay."),
    ),
]
Tree = Annotated[
    bool,
    typer.Option("--tree", rich_help_panel=GRAPH, help=say("線を最大全域木だけにする。", "Only the spanning tree.")),
]
Nodes = Annotated[
    str | None,
    typer.Option(
        metavar="KIND,...",
        rich_help_panel=GRAPH,
        help=say(
            "節点の種類: term, topic, point, statement, speaker, department（既定 term,topic）。",
            "Kinds of nodes: term, topic, point, statement, speaker, department (term,topic).",
        ),
    ),
]
