"""`townmeeting commitments`: what was promised, deferred or declined."""

from __future__ import annotations

from townmeeting.cli import options
from townmeeting.cli.batch import analysing, leave, run_batch, values, worst
from townmeeting.cli.language import manual
from townmeeting.cli.output import console, print_json, words

NAME = "commitments"
HELP = manual(
    "約束・検討・困難とされた事項を、程度・担当・期限とともに示す。",
    "List what was promised, deferred or declined, with strength, who and by when.",
    "townmeeting commitments minutes.pdf",
)


def run(
    files: options.Files,
    as_json: options.Json = False,
    encoding: options.Encoding = None,
    format: options.Format = None,
    layout: options.Layout = None,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Analyse each file and list its commitments."""

    outcomes = run_batch(files, analysing(encoding, format, layout))
    analyses = values(outcomes)
    if as_json:
        from townmeeting.schema import encode

        print_json(
            [
                {"meeting": a.meeting.id, "file": a.meeting.source.name, **encode(c)}
                for a in analyses
                for c in a.commitments
            ]
        )
    else:
        from townmeeting.reports.terminal.console import plain
        from townmeeting.reports.terminal.overview import print_commitments

        screen = console()
        for analysis in analyses:
            screen.print(plain(analysis.meeting.title or analysis.meeting.source.name, "bold"))
            print_commitments(screen, analysis.commitments, words())
            screen.print()
    leave(worst(outcomes))
