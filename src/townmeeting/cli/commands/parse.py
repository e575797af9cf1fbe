"""`townmeeting parse`: what was read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from townmeeting.cli import options
from townmeeting.cli.batch import failures, leave, reading, run_batch, values, worst
from townmeeting.cli.language import manual, say
from townmeeting.cli.output import console, print_json, words

if TYPE_CHECKING:
    from townmeeting.model import Meeting

NAME = "parse"
HELP = manual(
    "何が読み取れたかを示す（発言、役割、対応、使わなかった文字、文字コードと書き方）。",
    "Show what was read: turns, roles, links, unused text, encoding and layout.",
    "townmeeting parse minutes.pdf --explain",
)


def run(
    files: options.Files,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=say("試した書き方と理由をすべて示す。", "Show every layout tried, and why.")),
    ] = False,
    as_json: options.Json = False,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Read each file and print what was understood."""

    outcomes = run_batch(files, reading(encoding, format, layout))
    meetings = values(outcomes)
    if as_json:
        from townmeeting.schema import document, meeting_to_dict

        print_json(document((meeting_to_dict(m) for m in meetings), failures(outcomes)))
    else:
        _print(meetings, explain)
    if explain:
        _print_attempts_of_failures([o.error for o in outcomes])
    leave(worst(outcomes))


def _print(meetings: list[Meeting], explain: bool) -> None:
    from townmeeting.reports.terminal.reading import print_meeting

    screen, language = console(), words()
    for at, meeting in enumerate(meetings):
        if at:
            screen.print()
        print_meeting(screen, meeting, language, explain=explain)


def _print_attempts_of_failures(errors: list[Exception | None]) -> None:
    from townmeeting.model import Attempt
    from townmeeting.reports.terminal.reading import print_attempts

    for error in errors:
        attempts = getattr(error, "fields", {}).get("attempts", ())
        found = tuple(a for a in attempts if isinstance(a, Attempt))
        if found:
            print_attempts(console(), found, words())
