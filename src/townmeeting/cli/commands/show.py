"""`townmeeting show`: one statement beside its answers and notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from townmeeting.cli import options
from townmeeting.cli.batch import analyse_one, refuse
from townmeeting.cli.language import manual, say
from townmeeting.cli.narrowing import narrow
from townmeeting.cli.output import console, print_json, words
from townmeeting.errors import TownMeetingError

if TYPE_CHECKING:
    from townmeeting.model import Analysis, Statement
    from townmeeting.reports.selection import Selection

NAME = "show"
HELP = manual(
    "発言を、論点ごとに回答・補足説明と並べて示す。番号を省くと全部。",
    "Show a statement point by point beside its answers and notes; without a label, all of them.",
    "townmeeting show minutes.pdf 3",
)


def run(
    file: options.File,
    label: Annotated[
        str | None,
        typer.Argument(
            metavar="LABEL",
            help=say("発言の番号（例: 3）。", "Label of the statement (for example 3)."),
            show_default=False,
        ),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help=say("発言と回答の全文も示す。", "Also show statement and replies in full."))
    ] = False,
    status: options.StatusFilter = None,
    kind: options.KindFilter = None,
    speaker: options.SpeakerFilter = "",
    department: options.DepartmentFilter = "",
    min_confidence: options.AboveFilter = None,
    max_confidence: options.BelowFilter = None,
    check: options.CheckFilter = False,
    as_json: options.Json = False,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Analyse the file and print the statements asked for."""
    narrowing = narrow(status, kind, speaker, department, min_confidence, max_confidence, check)
    analyses = analyse_one(file, encoding, format, layout)
    chosen = _choose(analyses, label)
    if as_json:
        _print_json(chosen, narrowing)
    else:
        _print(chosen, narrowing, full=full)


def _choose(analyses: tuple[Analysis, ...], label: str | None) -> list[tuple[Analysis, Statement]]:
    everything = [(a, s) for a in analyses for s in a.meeting.statements]
    if label is None:
        return everything
    from townmeeting.text import fold

    wanted = fold(label)
    chosen = [(a, s) for a, s in everything if wanted in (fold(s.id), fold(s.label))]
    if not chosen:
        known = ", ".join(dict.fromkeys(s.label or s.id for _, s in everything))
        error = TownMeetingError("TM105", label=label, known=known)
        refuse(error)
    return chosen


def _print(chosen: list[tuple[Analysis, Statement]], selection: Selection, *, full: bool) -> None:
    from townmeeting.reports.selection import select
    from townmeeting.reports.terminal.console import plain
    from townmeeting.reports.terminal.findings import print_statement, print_whole

    screen, language = console(), words()
    several, title = len({a.meeting.id for a, _ in chosen}) > 1, ""
    for analysis, statement in chosen:
        if several and title != analysis.meeting.title:
            title = analysis.meeting.title
            screen.print()
            screen.print(plain(title, "bold"))
        found = [f for f in select(analysis, selection) if f.statement.id == statement.id]
        if found:
            print_statement(screen, statement, found, language)
            if full:
                print_whole(screen, statement, language)


def _print_json(chosen: list[tuple[Analysis, Statement]], selection: Selection) -> None:
    from townmeeting.reports.selection import select
    from townmeeting.schema import analysis_to_dict

    shown = []
    for analysis, statement in chosen:
        value = analysis_to_dict(analysis)
        wanted = {f.point.id for f in select(analysis, selection)}
        entry = next(s for s in value["statements"] if s["id"] == statement.id)
        ids = {*entry["answers"], *entry["notes"]}
        points = [p for p in value["points"] if p["statement"] == statement.id and p["id"] in wanted]
        replies = [t for t in value["turns"] if t["id"] in ids]
        shown.append({"meeting": value["id"], "statement": entry, "points": points, "replies": replies})
    print_json(shown)
