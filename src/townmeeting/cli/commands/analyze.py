"""`townmeeting analyze`: the whole analysis, to a file or as a report."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from townmeeting.cli import options
from townmeeting.cli.batch import analysing, expand, failures, leave, refuse, run_batch, tell, values, worst
from townmeeting.cli.decisions import load_decisions
from townmeeting.cli.gates import gate
from townmeeting.cli.language import LANG, manual, say
from townmeeting.cli.output import console, print_json, words
from townmeeting.errors import ExitStatus, TownMeetingError

if TYPE_CHECKING:
    from townmeeting.model import Analysis
    from townmeeting.reports.outputs import Order
    from townmeeting.review.records import Decisions

NAME = "analyze"
HELP = manual(
    "論点・回答・約束・未回答をまとめて示す。-o で JSON、Excel の台帳、CSV、HTML の報告、一問一答の Word に書き出す。",
    "Report points, answers, commitments and what is open; -o writes JSON, Excel, CSV, an HTML report or a Word file.",
    "townmeeting analyze minutes.pdf -o followup.xlsx",
)
TABLES = (".xlsx", ".csv")
PUBLISHED = (".html", ".docx")
TOPICAL = (".html", ".xlsx")


def run(
    files: options.Files,
    output: options.Out = None,
    decisions: options.DecisionsFile = None,
    split: options.Split = False,
    workbook: options.FormFile = None,
    paper: options.Paper = None,
    csv_encoding: options.CsvEncoding = None,
    mask_names: options.MaskNames = False,
    as_json: options.Json = False,
    fail_on: options.FailOn = None,
    min_coverage: options.MinCoverage = None,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Analyse each file; write one document, or print the report."""
    try:
        _spare_input(output, files)
        order = _order(output, workbook, paper, csv_encoding, split=split, mask_names=mask_names)
        decided = load_decisions(decisions) if decisions else None
    except TownMeetingError as error:
        refuse(error)
    outcomes = run_batch(files, analysing(encoding, format, layout))
    analyses = values(outcomes)
    if decided and analyses:
        analyses = _apply(analyses, decided)
    if output and analyses:
        _write(output, replace(order, analyses=analyses, failures=failures(outcomes)), split=split)
    elif as_json:
        from townmeeting.schema import analysis_to_dict, document

        print_json(document((analysis_to_dict(a) for a in analyses), failures(outcomes)))
    elif not output:
        _print(analyses)
    status = worst(outcomes)
    leave(status if status is not ExitStatus.OK else gate(analyses, fail_on, min_coverage))


def _spare_input(output: Path | None, files: list[str]) -> None:
    """Refuse to write over one of the input files (TM114), by whatever name or link it is reached."""
    for name in expand(files):
        if output and output.exists() and os.path.exists(name) and os.path.samefile(output, name):
            raise TownMeetingError("TM114", path=output)


def _order(
    output: Path | None,
    workbook: Path | None,
    paper: options.PaperName | None,
    csv_encoding: str | None,
    *,
    split: bool,
    mask_names: bool,
) -> Order:
    """Return the order without its analyses. An option that would do nothing is refused (TM110)."""
    from townmeeting.reports.outputs import Order, check_ending

    if output:
        check_ending(output)
    ending = output.suffix.lower() if output else ""
    for option, given, fits, need in (
        ("--split", split, bool(output), "-o"),
        ("--workbook", workbook, ending in TABLES, "-o *.xlsx / *.csv"),
        ("--paper", paper, ending == ".xlsx", "-o *.xlsx"),
        ("--csv-encoding", csv_encoding, ending == ".csv", "-o *.csv"),
        ("--mask-names", mask_names, ending in PUBLISHED, "-o *.html / *.docx"),
    ):
        if given and not fits:
            raise TownMeetingError("TM110", option=option, need=need)
    order = Order(analyses=(), lang=LANG, csv_encoding=csv_encoding or "utf-8-sig", mask_names=mask_names)
    if ending not in TABLES:
        return order
    from townmeeting.reports.workbook.form import load_form

    return replace(order, form=load_form(workbook, paper=paper))


def _apply(analyses: list[Analysis], decided: Decisions) -> list[Analysis]:
    from townmeeting.review.applying import apply_decisions

    try:
        applied = apply_decisions(analyses, decided)
    except TownMeetingError as error:
        refuse(error)
    for meeting in applied.absent:
        about = meeting.title or meeting.file
        tell(
            say(
                f"人の判断のうち「{about}」の分は、今回のファイルにない会議のため使いませんでした。",
                f"Not in this run, so its decisions were not used: {about}.",
            )
        )
    return list(applied.analyses)


def _write(output: Path, order: Order, *, split: bool) -> None:
    from townmeeting.reports.files import write_whole
    from townmeeting.reports.outputs import render_file

    run = tuple(order.analyses)
    jobs = [(output, order)]
    if split:
        jobs = [
            (output.with_stem(f"{output.stem}-{number:02}"), replace(order, analyses=(analysis,), run=run))
            for number, analysis in enumerate(run, 1)
        ]
    for path, job in jobs:
        try:
            write_whole(path, render_file(path, _with_topics(job) if path.suffix.lower() in TOPICAL else job))
        except TownMeetingError as error:
            refuse(error)
        tell(say(f"{path} に書き出しました。", f"Wrote {path}."))


def _with_topics(order: Order) -> Order:
    from townmeeting.pipeline import build_topics

    return replace(order, topics=build_topics(order.analyses))


def _print(analyses: list[Analysis]) -> None:
    from townmeeting.reports.terminal.decisions import print_conflicts
    from townmeeting.reports.terminal.overview import print_analysis

    screen, language = console(), words()
    for at, analysis in enumerate(analyses):
        if at:
            screen.print()
        print_analysis(screen, analysis, language)
        print_conflicts(screen, analysis, language)
