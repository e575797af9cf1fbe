"""The options that several commands share, each described once."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from townmeeting.cli.language import VARIABLE, say


class Language(StrEnum):
    """The languages people can ask for."""

    JA = "ja"
    EN = "en"


class StatusName(StrEnum):
    """The statuses a list can be narrowed to."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    UNANSWERED = "unanswered"


class KindName(StrEnum):
    """The kinds a list can be narrowed to."""

    QUESTION = "question"
    REQUEST = "request"
    PROPOSAL = "proposal"
    CONCERN = "concern"
    OPINION = "opinion"


FOLLOW_UP = say("台帳", "Follow-up list")
READING = say("読み取り", "Reading")
NARROWING = say("絞り込み", "Narrowing")

Files = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE...",
        help=say(
            "会議の記録（txt, md, html, pdf, docx, xlsx, csv, tsv）。- は標準入力。",
            "Minutes (txt, md, html, pdf, docx, xlsx, csv, tsv); - is standard input.",
        ),
        show_default=False,
    ),
]
File = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help=say("会議の記録。- は標準入力。", "Minutes; - is standard input."),
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help=say("JSON で出力する。", "Print JSON."))]
Lang = Annotated[
    Language,
    typer.Option(
        "--lang",
        envvar=VARIABLE,
        case_sensitive=False,
        help=say("表示の言語（ja または en）。", "Language of what is shown (ja or en)."),
    ),
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        rich_help_panel=READING,
        help=say(
            "文字コード（例: cp932）。省略時は自動で判定。", "Encoding (for example cp932); recognised if not given."
        ),
    ),
]
Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        metavar="NAME",
        rich_help_panel=READING,
        help=say(
            "ファイル形式（例: txt）。省略時は中身と拡張子で判定。",
            "File format (for example txt); recognised if not given.",
        ),
    ),
]
Layout = Annotated[
    str | None,
    typer.Option(
        "--layout",
        metavar="NAME|TOML",
        rich_help_panel=READING,
        help=say(
            "記録の書き方。組み込みの名前か、自分の市の TOML ファイル。",
            "How the minutes are written: a built-in name, or your city's TOML file.",
        ),
    ),
]
StatusFilter = Annotated[
    list[StatusName] | None,
    typer.Option(
        "--status", rich_help_panel=NARROWING, help=say("この状態だけ（複数可）。", "Only this status (repeatable).")
    ),
]
KindFilter = Annotated[
    list[KindName] | None,
    typer.Option(
        "--kind", rich_help_panel=NARROWING, help=say("この区分だけ（複数可）。", "Only this kind (repeatable).")
    ),
]
SpeakerFilter = Annotated[
    str,
    typer.Option(
        "--speaker",
        metavar="TEXT",
        rich_help_panel=NARROWING,
        help=say("発言者または発言番号にこの語を含むもの。", "Only where speaker or label contains this."),
        show_default=False,
    ),
]
DepartmentFilter = Annotated[
    str,
    typer.Option(
        "--department",
        metavar="TEXT",
        rich_help_panel=NARROWING,
        help=say("回答した部署・人にこの語を含むもの。", "Only where who replied contains this."),
        show_default=False,
    ),
]
AboveFilter = Annotated[
    float | None,
    typer.Option(
        "--min-confidence",
        min=0.0,
        max=1.0,
        rich_help_panel=NARROWING,
        help=say("確からしさがこれ以上。", "Only with at least this confidence."),
    ),
]
BelowFilter = Annotated[
    float | None,
    typer.Option(
        "--max-confidence",
        min=0.0,
        max=1.0,
        rich_help_panel=NARROWING,
        help=say("確からしさがこれ以下。", "Only with at most this confidence."),
    ),
]
CheckFilter = Annotated[
    bool,
    typer.Option("--check", rich_help_panel=NARROWING, help=say("要確認のものだけ。", "Only those marked for a look.")),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "-o",
        "--output",
        metavar="FILE",
        help=say(
            "書き出すファイル（.json, .xlsx, .csv, .html, .docx）。省略時は端末に報告を表示。",
            "File to write (.json, .xlsx, .csv, .html, .docx); a report is shown if not given.",
        ),
    ),
]
FailOn = Annotated[
    StatusName | None,
    typer.Option(
        "--fail-on",
        help=say(
            "この状態（partial は未回答も含む）の論点があれば終了コード 6。",
            "Exit with 6 if a point has this status (partial includes unanswered).",
        ),
    ),
]
MinCoverage = Annotated[
    float | None,
    typer.Option(
        "--min-coverage",
        min=0.0,
        max=1.0,
        help=say("回答済の割合がこれ未満なら終了コード 8。", "Exit with 8 if the share answered is below this."),
    ),
]
DecisionsFile = Annotated[
    Path | None,
    typer.Option(
        "--decisions",
        metavar="FILE",
        help=say(
            "人の判断（review merge が書いた decisions.json）を反映する。",
            "Apply what people decided (a decisions.json of review merge).",
        ),
    ),
]
Split = Annotated[
    bool,
    typer.Option("--split", help=say("会議ごとに別のファイルに書き出す。", "Write each meeting to a file of its own.")),
]
FormFile = Annotated[
    Path | None,
    typer.Option(
        "--workbook",
        metavar="TOML",
        rich_help_panel=FOLLOW_UP,
        help=say("自分の市の台帳の書式（列の選択・順・追加）。", "Your city's form: which columns, in which order."),
    ),
]


class PaperName(StrEnum):
    """The paper sizes of the workbook."""

    A4 = "a4"
    A3 = "a3"


Paper = Annotated[
    PaperName | None,
    typer.Option(
        "--paper",
        case_sensitive=False,
        rich_help_panel=FOLLOW_UP,
        help=say("印刷の用紙（横）。省略時は A4。", "Paper for printing, landscape; A4 if not given."),
    ),
]
CsvEncoding = Annotated[
    str | None,
    typer.Option(
        "--csv-encoding",
        metavar="NAME",
        rich_help_panel=FOLLOW_UP,
        help=say(
            "CSV の文字コード（例: cp932）。省略時は BOM 付き UTF-8。",
            "Encoding of the CSV (for example cp932); UTF-8 with BOM if not given.",
        ),
    ),
]
MaskNames = Annotated[
    bool,
    typer.Option(
        "--mask-names",
        help=say(
            "住民の氏名を「発言者A」などに置き換える（.html と .docx）。",
            "Replace residents' names by Speaker A and so on (.html and .docx).",
        ),
    ),
]
