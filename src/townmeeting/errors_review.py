"""The part of the error catalogue about reviewers' workbooks and decisions.json (TM4xx)."""

from __future__ import annotations

from townmeeting.entries import Entry, ExitStatus, Text

U = ExitStatus.UNREADABLE

REVIEW: dict[str, Entry] = {
    "TM401": Entry(
        U,
        Text(
            "{path} は townmeeting が書き出した台帳ではありません（照合用の隠しシートがありません）。",
            "{path} is no follow-up workbook of townmeeting (its hidden sheet is missing).",
        ),
        Text(
            "townmeeting analyze -o で書き出したファイルに記入したものを指定してください。",
            "Give a workbook that townmeeting analyze -o wrote and people filled in.",
        ),
    ),
    "TM402": Entry(
        U,
        Text(
            "{path} は別の版の台帳です（版 {found}、読める版 {known}）。",
            "{path} was written by another version (format {found}, this program reads {known}).",
        ),
        Text(
            "書き出した版の townmeeting で取り込むか、今の版で台帳を作り直して記入を写してください。",
            "Merge it with the version that wrote it, or write the workbook anew and copy the entries over.",
        ),
    ),
    "TM403": Entry(
        U,
        Text("{path} は別の会議（{about}）の台帳です。", "{path} is about another meeting ({about})."),
        Text(
            "会議ごとに別の decisions.json（--into）に取り込んでください。",
            "Merge each meeting's workbooks into a decisions.json of its own (--into).",
        ),
    ),
    "TM404": Entry(
        U,
        Text("{path} はパスワードで保護されています。", "{path} is protected by a password."),
        Text(
            "Excel で開き、「情報」の「ブックの保護」からパスワードを外して保存したものを指定してください。",
            "Open it in Excel, take the password off and save it again.",
        ),
    ),
    "TM405": Entry(
        U,
        Text("{path} は xlsx 形式のブックではありません。", "{path} is no workbook in xlsx format."),
        Text(
            "Excel で開き、「名前を付けて保存」で Excel ブック（.xlsx）にしてください。",
            "Open it in Excel and save it as an Excel workbook (.xlsx).",
        ),
    ),
    "TM406": Entry(
        U,
        Text("{path} は decisions.json として読めません: {detail}", "{path} is no decisions.json: {detail}"),
        Text(
            "townmeeting review merge --into が書いたファイルを指定してください（書き方: docs/workbook.md）。",
            "Give a file that townmeeting review merge --into wrote (docs/workbook.md).",
        ),
    ),
    "TM408": Entry(
        ExitStatus.USAGE,
        Text(
            "decisions.json は別の会議（{about}）についてのものです。",
            "The decisions are about another meeting ({about}).",
        ),
        Text(
            "その会議の記録を指定するか、--decisions を外してください。",
            "Give that meeting's minutes, or leave --decisions out.",
        ),
    ),
    "TM409": Entry(
        U,
        Text(
            "{path} は壊れているか、照合用の隠しシートが書き換えられています。",
            "{path} is damaged, or its hidden sheet was changed.",
        ),
        Text(
            "記入した人に、保存し直したものをもう一度送ってもらってください。",
            "Ask whoever filled it in to save and send it again.",
        ),
    ),
}
