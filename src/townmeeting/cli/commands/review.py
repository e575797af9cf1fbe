"""`townmeeting review merge`: reviewers' workbooks into decisions.json."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from townmeeting.cli import options
from townmeeting.cli.batch import expand, leave, refuse, run_batch, tell, values, worst
from townmeeting.cli.decisions import load_decisions
from townmeeting.cli.language import manual, say
from townmeeting.cli.output import console, print_json, words
from townmeeting.errors import TownMeetingError

if TYPE_CHECKING:
    from townmeeting.review.merging import Merged
    from townmeeting.review.reading import Review

NAME = "review"
HELP = say("人が記入した台帳を取り込む。", "Take filled-in follow-up lists back in.")
MERGE_HELP = manual(
    "記入された台帳を読み、人の判断を decisions.json にまとめる。台帳は書き換えない。",
    "Read filled-in follow-up lists and gather what people decided in decisions.json. The lists are never written to.",
    "townmeeting review merge followup.xlsx --into decisions.json",
)
app = typer.Typer(name=NAME, help=HELP, no_args_is_help=True)


@app.callback()
def _review() -> None:
    """Keep `merge` a command of its own."""


@app.command("merge", help=MERGE_HELP)
def merge(
    files: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE...",
            help=say(
                "記入された台帳（.xlsx）、または報告の画面から書き出した decisions.json。",
                "Filled-in follow-up lists (.xlsx), or the decisions.json that the HTML report wrote.",
            ),
            show_default=False,
        ),
    ],
    into: Annotated[
        Path,
        typer.Option(
            "--into",
            metavar="FILE",
            help=say(
                "まとめ先（例: decisions.json）。なければ作る。", "Where to gather them; made where it is missing."
            ),
            show_default=False,
        ),
    ],
    who: Annotated[
        str,
        typer.Option(
            "--who",
            metavar="NAME",
            help=say(
                "記入した人の名前（一つのファイルを取り込むとき）。省略時は台帳の記載。",
                "Who filled the list in (for one file); taken from the list if not given.",
            ),
            show_default=False,
        ),
    ] = "",
    as_json: options.Json = False,
    lang: options.Lang = options.Language.JA,
) -> None:
    """Merge the lists and tell what was found."""
    names = _without_locks(expand(files))
    try:
        if who and len(names) > 1:
            raise TownMeetingError("TM110", option="--who", need=say("一つのファイル", "one file"))
        store = load_decisions(into) if into.exists() else None
    except TownMeetingError as error:
        refuse(error)
    outcomes = run_batch(names, lambda name: (_read(name, who),))
    reviews = values(outcomes)
    if reviews:
        from townmeeting.review.merging import merge_reviews
        from townmeeting.review.records import Decisions

        try:
            merged = merge_reviews(store or Decisions(), reviews)
            _save(into, merged)
        except TownMeetingError as error:
            refuse(error)
        _tell(merged, into, as_json=as_json)
    leave(worst(outcomes))


def _without_locks(names: list[str]) -> list[str]:
    """Leave out the files that Excel puts beside a workbook while it is open."""
    locks = [n for n in names if Path(n).name.startswith("~$")]
    for lock in locks:
        ja = f"{lock} は Excel が開いている間の一時ファイルなので読みません。保存して閉じてから取り込んでください。"
        tell(say(ja, f"{lock} is left out: Excel keeps it while the workbook is open. Save and close it first."))
    return [n for n in names if n not in locks]


def _read(name: str, who: str) -> Review:
    from townmeeting.pipeline import load_bytes
    from townmeeting.review.downloads import is_download, read_download
    from townmeeting.review.reading import read_review
    from townmeeting.settings import Settings

    data = load_bytes(name, max_bytes=Settings().reading.max_bytes)
    read = read_download if is_download(data) else read_review
    return read(data, Path(name).name, who=who)


def _save(into: Path, merged: Merged) -> None:
    from townmeeting.reports.files import write_whole
    from townmeeting.review.store import render_decisions

    write_whole(into, render_decisions(merged.decisions).encode("utf-8"))


def _tell(merged: Merged, into: Path, *, as_json: bool) -> None:
    if as_json:
        from townmeeting.review.merging import merged_to_dict

        print_json(merged_to_dict(merged))
    else:
        from townmeeting.reports.terminal.decisions import print_merge

        print_merge(console(), merged, words())
    total = len(merged.decisions.records)
    tell(
        say(
            f"{into} に書き出しました（新しい記入 {merged.added} 件、全 {total} 件）。",
            f"Wrote {into} ({merged.added} new entries, {total} in all).",
        )
    )
