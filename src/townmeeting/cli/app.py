"""The commands. Each parses its options, calls the library once and hands the result to one report."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import Annotated

import typer

from townmeeting.cli.commands import analyze, commitments, evaluate, explain, parse, review, show, topics, unanswered
from townmeeting.cli.language import say
from townmeeting.errors import ExitStatus

app = typer.Typer(
    name="townmeeting",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=say(
        "住民との意見交換や意見募集の記録から、誰が何を求め、何が答えられ、何が残ったかを示します。",
        "Tells from the minutes of a town meeting who asked what, what was answered and what stayed open.",
    ),
)
for command in (parse, show, unanswered, analyze, commitments, topics, explain, evaluate):
    app.command(command.NAME, help=command.HELP)(command.run)
app.add_typer(review.app, name=review.NAME)


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"townmeeting {version('townmeeting')}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help=say("版を表示する。", "Show the version.")
        ),
    ] = False,
) -> None:
    """Take the options that belong to no command."""


def _make_streams_safe() -> None:
    # A Windows console or a redirect may be cp932; a character it lacks must not stop the report.
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError, OSError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]


def run() -> None:
    """Run the command line; an interrupt ends with 130, a closed pipe quietly."""
    _make_streams_safe()
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(int(ExitStatus.INTERRUPTED))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(int(ExitStatus.OK))
