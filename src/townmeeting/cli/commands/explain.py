"""`townmeeting explain`: why a point has its status."""

from __future__ import annotations

from typing import Annotated

import typer

from townmeeting.cli import options
from townmeeting.cli.batch import analyse_one, refuse
from townmeeting.cli.language import manual, say
from townmeeting.cli.output import console, print_json, words
from townmeeting.errors import TownMeetingError

NAME = "explain"
HELP = manual(
    "論点の状態の理由を、候補の回答と点数の内訳とともに示す。",
    "Show why a point has its status: candidate passages with the parts of their scores.",
    "townmeeting explain minutes.pdf 3.2",
)


def run(
    file: options.File,
    point: Annotated[
        str, typer.Argument(metavar="POINT", help=say("論点の番号（例: 3.2）。", "Id of the point (for example 3.2)."))
    ],
    as_json: options.Json = False,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Analyse the file and explain one point."""
    from townmeeting.reports.selection import findings
    from townmeeting.text import fold

    analyses = analyse_one(file, encoding, format, layout)
    everything = [f for a in analyses for f in findings(a)]
    chosen = [f for f in everything if fold(f.point.id) == fold(point)]
    if not chosen:
        error = TownMeetingError("TM108", point=point, known=", ".join(dict.fromkeys(f.point.id for f in everything)))
        refuse(error)
    if as_json:
        from townmeeting.schema import analysis_to_dict

        print_json([p for a in analyses for p in analysis_to_dict(a)["points"] if fold(p["id"]) == fold(point)])
        return
    from townmeeting.reports.terminal.console import plain
    from townmeeting.reports.terminal.findings import print_explanation

    screen = console()
    for finding in chosen:
        if len(analyses) > 1:
            screen.print(plain(finding.analysis.meeting.title, "bold"))
        print_explanation(screen, finding, words())
