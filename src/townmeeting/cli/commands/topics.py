"""`townmeeting topics`: what people talked about, and what of it was answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from townmeeting.cli import options, topic_options
from townmeeting.cli.batch import analysing, leave, refuse, run_batch, tell, values, worst
from townmeeting.cli.language import manual, say
from townmeeting.cli.output import console, print_json, words
from townmeeting.errors import TownMeetingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from townmeeting.model import Analysis, TopicGraph
    from townmeeting.reports.graph.network import View
    from townmeeting.settings import Settings

NAME = "topics"
HELP = manual(
    "何が話題になり、そのうち何が答えられたかを示す。-o で図（.svg, .png）やグラフデータに書き出す。",
    "Show the topics and what of them was answered; -o writes a picture (.svg, .png) or the graph as data.",
    "townmeeting topics minutes.pdf -o topics.svg",
)


def run(
    files: options.Files,
    output: topic_options.Out = None,
    as_json: options.Json = False,
    term: topic_options.TermWord = "",
    top: topic_options.Top = 10,
    terms_file: topic_options.TermsFile = None,
    list_words: topic_options.ListWords = False,
    min_count: topic_options.MinCount = None,
    max_terms: topic_options.MaxTerms = None,
    measure: topic_options.Measured = topic_options.Measure.JACCARD,
    max_edges: topic_options.MaxEdges = None,
    edges: topic_options.EdgesWritten = None,
    tree: topic_options.Tree = False,
    nodes: topic_options.Nodes = None,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Analyse the files and show, list or write their topics."""
    from townmeeting.pipeline import build_topics
    from townmeeting.settings import Settings, TopicSettings

    given = {"min_count": min_count, "max_terms": max_terms, "max_edges": max_edges}
    chosen = TopicSettings(measure=measure.value, **{name: n for name, n in given.items() if n is not None})
    settings = Settings(topics=chosen)
    try:
        view = _view(output, nodes, edges, tree=tree)
        if list_words:
            _list_words(terms_file, as_json=as_json)
            return
        outcomes = run_batch(files, analysing(encoding, format, layout))
        analyses = values(outcomes)
        if analyses:
            graph = build_topics(analyses, settings, terms_file=terms_file)
            _hand_over(graph, analyses, settings, view, output, term, top, as_json=as_json)
    except TownMeetingError as error:
        refuse(error)
    leave(worst(outcomes))


def _view(output: Path | None, nodes: str | None, edges: int | None, *, tree: bool) -> View:
    """Return what is to be written. An unknown kind or ending, and an option that would do nothing, are told before
    any work."""
    from townmeeting.reports.graph.files import check_ending
    from townmeeting.reports.graph.network import KINDS, View

    for option, given in (("--nodes", nodes is not None), ("--edges", edges is not None), ("--tree", tree)):
        if given and not output:
            raise TownMeetingError("TM110", option=option, need="-o")
    kinds = tuple(kind.strip() for kind in (nodes or "term,topic").split(",") if kind.strip())
    for kind in kinds:
        if kind not in KINDS:
            raise TownMeetingError("TM103", name=kind, option="--nodes", known=", ".join(KINDS))
    if output:
        check_ending(output)
    return View(kinds=kinds, edges=edges, tree=tree)


def _hand_over(
    graph: TopicGraph,
    analyses: Sequence[Analysis],
    settings: Settings,
    view: View,
    output: Path | None,
    term: str,
    top: int,
    *,
    as_json: bool,
) -> None:
    if output:
        _write(output, graph, analyses, settings, view)
    elif term:
        _show_term(term, graph, analyses, as_json=as_json)
    elif as_json:
        from townmeeting.schema import encode

        print_json(encode(graph))
    else:
        from townmeeting.reports.terminal.topics import print_topics

        print_topics(console(), graph, analyses, words(), top)


def _write(output: Path, graph: TopicGraph, analyses: Sequence[Analysis], settings: Settings, view: View) -> None:
    from townmeeting.reports.files import write_whole
    from townmeeting.reports.graph.files import render_files

    language = words()
    for path, data in render_files(output, graph, analyses, view, language, settings.topics).items():
        write_whole(path, data)
        tell(say(f"{path} に書き出しました。", f"Wrote {path}."))
    for diagnostic in graph.diagnostics:
        tell(language.diagnostic(diagnostic))


def _show_term(term: str, graph: TopicGraph, analyses: Sequence[Analysis], *, as_json: bool) -> None:
    from townmeeting.reports.terminal.topics import print_kwic
    from townmeeting.topics.kwic import find_lines, spellings

    lines = find_lines(analyses, spellings(graph, term))
    if as_json:
        from townmeeting.schema import encode

        print_json([encode(line) for line in lines])
    else:
        print_kwic(console(), lines, term, graph, words())


def _list_words(terms_file: Path | None, *, as_json: bool) -> None:
    """Show the words in effect: the person's own, then the lists of the package."""
    from townmeeting.pipeline import read_terms_file
    from townmeeting.topics.lexicon import word_lists

    own = read_terms_file(terms_file)
    lists: dict[str, list[str]] = {
        say("強制", "forced"): list(own.force),
        say("統合", "joined"): [f"{word} → {target}" for word, target in own.join],
        say("除外", "dropped"): list(own.drop),
    }
    lists = {name: found for name, found in lists.items() if found} | word_lists()
    if as_json:
        print_json(lists)
        return
    from townmeeting.reports.terminal.console import heading, indented

    screen = console()
    for name, found in lists.items():
        heading(screen, f"{name} ({len(found)})")
        indented(screen, "、".join(found))
