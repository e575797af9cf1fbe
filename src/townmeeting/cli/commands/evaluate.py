"""`townmeeting evaluate`: figures against a hand annotation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from townmeeting.cli import options
from townmeeting.cli.batch import analyse_one, refuse
from townmeeting.cli.language import manual, say
from townmeeting.cli.output import console, print_json, words
from townmeeting.errors import TownMeetingError

if TYPE_CHECKING:
    from townmeeting.evaluation import Result

NAME = "evaluate"
HELP = manual(
    "手作業の注釈（GOLD）と照らして、読み取りと対応づけの正しさを測る。",
    "Measure reading and linking against a hand annotation (GOLD).",
    "townmeeting evaluate gold.points.json minutes.txt --details",
)


def run(
    gold: Annotated[
        str,
        typer.Argument(
            metavar="GOLD",
            help=say("注釈の JSON（docs/evaluation.md）。", "The annotation, JSON (docs/evaluation.md)."),
        ),
    ],
    file: options.File,
    details: Annotated[bool, typer.Option("--details", help=say("外れを一つずつ示す。", "List each miss."))] = False,
    as_json: options.Json = False,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Analyse the file and print the figures."""
    from townmeeting.evaluation import evaluate, read_gold
    from townmeeting.schema import analysis_to_dict, document, encode

    try:
        annotation = read_gold(_load(gold), gold)
        value = document(analysis_to_dict(a) for a in analyse_one(file, encoding, format, layout))
        result = evaluate(annotation, value, name=gold)
    except TownMeetingError as error:
        refuse(error)
    if as_json:
        misses = [encode(m) for m in result.misses] if details else None
        print_json(dict(result.figures) | ({"misses": misses} if details else {}))
    else:
        _print(result, annotation, value, details=details)


def _load(path: str) -> bytes:
    from townmeeting.pipeline import load_bytes
    from townmeeting.settings import Settings

    return load_bytes(path, max_bytes=Settings().reading.max_bytes)


def _print(result: Result, annotation: dict[str, Any], value: dict[str, Any], *, details: bool) -> None:
    from townmeeting.evaluation import reliability
    from townmeeting.reports.terminal.figures import print_figures, print_misses, print_reliability

    screen, language = console(), words()
    print_figures(screen, result.figures, language)
    if details:
        print_misses(screen, [(m.kind, m.gold, m.expected, m.found, m.quote) for m in result.misses], language)
    if details and result.kind == "points":
        bins = [(b.low, b.high, b.links, b.right) for b in reliability(annotation, value)]
        print_reliability(screen, bins, language)
