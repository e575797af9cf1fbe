"""`townmeeting unanswered`: what stayed open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from townmeeting.cli import options
from townmeeting.cli.batch import analysing, leave, run_batch, tell, values, worst
from townmeeting.cli.gates import gate
from townmeeting.cli.language import manual, say
from townmeeting.cli.narrowing import narrow
from townmeeting.cli.output import console, print_json, words
from townmeeting.errors import ExitStatus

if TYPE_CHECKING:
    from townmeeting.model import Analysis
    from townmeeting.reports.selection import Selection

NAME = "unanswered"
HELP = manual(
    "回答の要る論点のうち、未回答または一部回答のものを示す。",
    "List the points that need an answer and got none, or only a partial one.",
    "townmeeting unanswered *.pdf --fail-on unanswered",
)


def run(
    files: options.Files,
    status: options.StatusFilter = None,
    kind: options.KindFilter = None,
    speaker: options.SpeakerFilter = "",
    department: options.DepartmentFilter = "",
    min_confidence: options.AboveFilter = None,
    max_confidence: options.BelowFilter = None,
    check: options.CheckFilter = False,
    fail_on: options.FailOn = None,
    min_coverage: options.MinCoverage = None,
    as_json: options.Json = False,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Analyse each file and list the open points."""
    chosen = status or [options.StatusName.UNANSWERED, options.StatusName.PARTIAL]
    narrowing = replace(
        narrow(chosen, kind, speaker, department, min_confidence, max_confidence, check), needs_answer=True
    )
    outcomes = run_batch(files, analysing(encoding, format, layout))
    analyses = values(outcomes)
    if as_json:
        _print_json(analyses, narrowing)
    else:
        _print(analyses, narrowing)
    status_of_files = worst(outcomes)
    leave(status_of_files if status_of_files is not ExitStatus.OK else gate(analyses, fail_on, min_coverage))


def _print(analyses: list[Analysis], selection: Selection) -> None:
    from townmeeting.reports.selection import select
    from townmeeting.reports.terminal.console import plain
    from townmeeting.reports.terminal.findings import print_open
    from townmeeting.reports.terminal.overview import coverage_line
    from townmeeting.reports.terminal.reading import warnings_of

    screen, language = console(), words()
    for analysis in analyses:
        screen.print(plain(analysis.meeting.title or analysis.meeting.source.name, "bold"))
        screen.print(plain(coverage_line(analysis, language)))
        for text in warnings_of(analysis.meeting, language):
            tell(text)
        found = select(analysis, selection)
        if found:
            print_open(screen, found, language)
        else:
            screen.print(plain(say("該当する論点はありません。", "No such point.")))
        screen.print()


def _print_json(analyses: list[Analysis], selection: Selection) -> None:
    from townmeeting.reports.selection import select
    from townmeeting.schema import analysis_to_dict

    shown = []
    for analysis in analyses:
        value = analysis_to_dict(analysis)
        wanted = {f.point.id for f in select(analysis, selection)}
        source = {"meeting": value["id"], "file": analysis.meeting.source.name}
        shown += [{**source, **p} for p in value["points"] if p["id"] in wanted]
    print_json(shown)
