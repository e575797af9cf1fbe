"""The error catalogue: a code, the fact with its place, and what to do about it, in Japanese and English.

The library raises `TownMeetingError` with a code and fields and never prints; the command line renders the
text in the language asked for. Each family of codes has one exit status.
"""

from __future__ import annotations

from townmeeting.entries import Entry, ExitStatus, Text
from townmeeting.errors_review import REVIEW

__all__ = ["CATALOGUE", "Entry", "ExitStatus", "Text", "TownMeetingError"]


U, N, W = ExitStatus.UNREADABLE, ExitStatus.NO_MEETING, ExitStatus.NOT_WRITTEN

CATALOGUE: dict[str, Entry] = {
    "TM101": Entry(
        ExitStatus.USAGE,
        Text("{path} が見つかりません。", "{path} does not exist."),
        Text("パスと拡張子を確かめてください。", "Check the path and the ending."),
    ),
    "TM102": Entry(
        ExitStatus.USAGE,
        Text("{path} はフォルダーです。", "{path} is a folder."),
        Text(
            "中のファイルを指定してください（例: {path}/*.pdf）。",
            "Name the files inside it (for example {path}/*.pdf).",
        ),
    ),
    "TM103": Entry(
        ExitStatus.USAGE,
        Text("{name} は {option} に使えません。", "{name} cannot be used for {option}."),
        Text("使えるもの: {known}", "Known: {known}"),
    ),
    "TM104": Entry(
        ExitStatus.USAGE,
        Text("レイアウト定義 {path} を読めません: {detail}", "The layout file {path} cannot be used: {detail}"),
        Text(
            "docs/adding-a-layout.md の例と見比べてください。UTF-8 で保存してください。",
            "Compare it with the example in docs/adding-a-layout.md. Save it as UTF-8.",
        ),
    ),
    "TM105": Entry(
        ExitStatus.USAGE,
        Text("「{label}」という発言はありません。", "There is no statement labelled {label}."),
        Text("あるもの: {known}", "There are: {known}"),
    ),
    "TM108": Entry(
        ExitStatus.USAGE,
        Text("「{point}」という論点はありません。", "There is no point {point}."),
        Text("あるもの: {known}", "There are: {known}"),
    ),
    "TM114": Entry(
        ExitStatus.USAGE,
        Text("{path} は入力のファイルです。", "{path} is the input file."),
        Text(
            "別の名前で書き出してください。元の記録は書き換えません。",
            "Choose another name: the minutes are never overwritten.",
        ),
    ),
    "TM901": Entry(
        ExitStatus.INTERNAL,
        Text(
            "{path} の処理中に予期しない誤りが起きました: {detail}", "Something unexpected failed at {path}: {detail}"
        ),
        Text(
            "TOWNMEETING_TRACEBACK=1 を付けて実行した出力を添えて、開発元にお知らせください。",
            "Run again with TOWNMEETING_TRACEBACK=1 and send what it prints to the maintainers.",
        ),
    ),
    "TM106": Entry(
        ExitStatus.USAGE,
        Text(
            "{path} には会議が {count} 件あり、一つに決められません。",
            "{path} holds {count} meetings, so one cannot be chosen.",
        ),
        Text("read_all を使ってください（{known}）。", "Use read_all ({known})."),
    ),
    "TM107": Entry(
        ExitStatus.USAGE,
        Text("正解データ {path} は JSON として読めません: {detail}", "The gold file {path} is not JSON: {detail}"),
        Text(
            "UTF-8 の JSON で保存してください（書き方: docs/evaluation.md）。",
            "Save it as JSON in UTF-8 (docs/evaluation.md).",
        ),
    ),
    "TM109": Entry(
        ExitStatus.USAGE,
        Text(
            "台帳の書式 {path} の {place} が使えません: {found}", "{place} in the form {path} cannot be used: {found}"
        ),
        Text("使えるもの: {known}（書き方: docs/workbook.md）", "What can stand there: {known} (docs/workbook.md)"),
    ),
    "TM110": Entry(
        ExitStatus.USAGE,
        Text("{option} は {need} と一緒に使います。", "{option} goes with {need}."),
        Text("{need} を付けるか、{option} を外してください。", "Add {need}, or leave {option} out."),
    ),
    "TM111": Entry(
        ExitStatus.USAGE,
        Text(
            "{path} は正解データとして使えません（{known} のどの項目もありません）。",
            "{path} is no gold file (it has none of {known}).",
        ),
        Text(
            "正解データのファイルを先に指定してください（書き方: docs/evaluation.md）。",
            "Name the gold file first (how to write one: docs/evaluation.md).",
        ),
    ),
    "TM112": Entry(
        ExitStatus.USAGE,
        Text(
            "正解データ {path} の {place} が使えません: {found}",
            "{place} in the gold file {path} cannot be used: {found}",
        ),
        Text("使えるもの: {known}（書き方: docs/evaluation.md）", "What can stand there: {known} (docs/evaluation.md)"),
    ),
    "TM113": Entry(
        ExitStatus.USAGE,
        Text(
            "分析結果の {place} が JSON の取り決めに合いません: {found}",
            "{place} of the analysis does not follow the JSON contract: {found}",
        ),
        Text(
            "townmeeting analyze が書き出した JSON を使ってください（取り決め: docs/schema.md。使えるもの: {known}）。",
            "Use the JSON that townmeeting analyze writes (contract: docs/schema.md; possible: {known}).",
        ),
    ),
    "TM121": Entry(
        ExitStatus.USAGE,
        Text("語の一覧 {path} を使えません: {detail}", "The list of terms {path} cannot be used: {detail}"),
        Text(
            "TOML（force, join, drop。UTF-8）か CSV（語, 扱い, 代表語）で書いてください（書き方: docs/topics.md）。",
            "Write TOML (force, join, drop; UTF-8) or CSV (word, action, into); see docs/topics.md.",
        ),
    ),
    "TM122": Entry(
        ExitStatus.USAGE,
        Text("語の一覧 {path} に食い違いがあります: {words}", "The list of terms {path} contradicts itself: {words}"),
        Text(
            "一つの語の統合先は一つにし、巡回させず、統合・強制する語は除外から外してください。",
            "Join a word to one other only, without a circle, and do not drop a word that is forced or joined.",
        ),
    ),
    "TM123": Entry(
        ExitStatus.USAGE,
        Text(
            "図にするには大きすぎます（節点 {count}、上限 {limit}）。",
            "The graph is too large for a picture ({count} nodes, limit {limit}).",
        ),
        Text(
            "--min-count を上げるか、--terms や --nodes を減らしてください。データとしては .graphml や .csv に書けます。",
            "Raise --min-count or lower --terms or --nodes; as data it can be written to .graphml or .csv.",
        ),
    ),
    "TM201": Entry(
        U,
        Text("{path} は空です。", "{path} is empty."),
        Text("元のファイルをもう一度保存・送付してもらってください。", "Ask for the file again."),
    ),
    "TM202": Entry(
        U,
        Text("{path} を開けません: {detail}", "{path} cannot be opened: {detail}"),
        Text(
            "ほかのソフトで開いていないか、権限があるかを確かめてください。",
            "Check that no other program holds it and that you may read it.",
        ),
    ),
    "TM203": Entry(
        U,
        Text(
            "{path} には文字情報がありません（スキャン画像の可能性、{pages} ページ）。",
            "{path} has no text layer (probably scanned images, {pages} pages).",
        ),
        Text(
            "文字情報のある PDF（OCR 済み、または元の Word ファイル）を用意してください。",
            "Get a PDF with a text layer (after OCR), or the Word file it was made from.",
        ),
    ),
    "TM204": Entry(
        U,
        Text("{path} はパスワードで保護されています。", "{path} is protected by a password."),
        Text("保護を解いて保存し直したものを渡してください。", "Save a copy without the password and use that."),
    ),
    "TM205": Entry(
        U,
        Text("{path} は古い形式（{format}）です。", "{path} is in an old format ({format})."),
        Text(
            "Word または Excel で開き、「名前を付けて保存」で {better} にしてください。",
            "Open it in Word or Excel and save it as {better}.",
        ),
    ),
    "TM206": Entry(
        U,
        Text(
            "{path} の中身は {expected} ではありません（{found}）。",
            "The content of {path} is not {expected} ({found}).",
        ),
        Text("正しい拡張子のファイルを指定してください。", "Give the file with its true ending."),
    ),
    "TM207": Entry(
        U,
        Text("{path} は壊れています: {detail}", "{path} is damaged: {detail}"),
        Text("ダウンロードまたはコピーをやり直してください。", "Download or copy it again."),
    ),
    "TM208": Entry(
        U,
        Text(
            "{path} の文字コードを決められません（{byte} バイト目、{line} 行目付近で読めない文字）。",
            "The encoding of {path} cannot be told (unreadable at byte {byte}, about line {line}).",
        ),
        Text(
            "--encoding で指定してください（例: --encoding cp932）。複数の文字コードが混ざっている場合は保存し直してください。",
            "Name it with --encoding (for example --encoding cp932). If encodings are mixed, save the file again in one.",
        ),
    ),
    "TM209": Entry(
        U,
        Text("{path} の形式（{suffix}）は読めません。", "{path} is of a format that cannot be read ({suffix})."),
        Text("読める形式: {known}", "Formats: {known}"),
    ),
    "TM210": Entry(
        U,
        Text("{path} は大きすぎます（{size}、上限 {limit}）。", "{path} is too large ({size}, limit {limit})."),
        Text("ファイルを分けてください。", "Split the file."),
    ),
    "TM301": Entry(
        N,
        Text(
            "{path} に会議の記録を見つけられませんでした（{detail}）。",
            "No record of a meeting was found in {path} ({detail}).",
        ),
        Text(
            "townmeeting parse --explain で何が読めたかを見て、--layout で書き方を（標準入力の CSV なら --format csv を）指定してください。",
            "See what was read with townmeeting parse --explain and describe the markers with --layout (for CSV on standard input, --format csv).",
        ),
    ),
    "TM302": Entry(
        N,
        Text(
            "{path} の表に回答の列が見つかりません（見出し: {detail}）。",
            "The table in {path} has no column of answers (headers: {detail}).",
        ),
        Text(
            "回答の列名を --layout の TOML に書いてください（docs/adding-a-layout.md）。",
            "Name the column in a TOML file for --layout (docs/adding-a-layout.md).",
        ),
    ),
    "TM303": Entry(
        N,
        Text(
            "{path} には回答とみられる列が複数あります（{detail}）。",
            "{path} has more than one column that could hold the answers ({detail}).",
        ),
        Text(
            "どれが回答かを --layout の TOML で指定してください（docs/adding-a-layout.md）。",
            "Say which one in a TOML file for --layout (docs/adding-a-layout.md).",
        ),
    ),
    "TM304": Entry(
        N,
        Text(
            "{path} の意見と回答の表は、セルごとに分かれた行になっていて、どこまでが意見でどこからが回答か分かりません（見出し: {detail}）。",
            "The table of opinions and replies in {path} has come apart into lines; they do not tell where a reply begins (headers: {detail}).",
        ),
        Text(
            "元の PDF・Word・Excel のファイルを指定するか、表を CSV にしてください。",
            "Give the original PDF, Word or Excel file, or save the table as CSV.",
        ),
    ),
    **REVIEW,
    "TM501": Entry(
        ExitStatus.MISSING_PART,
        Text("{part} が入っていません。", "{part} is not installed."),
        Text("{command} を実行してください。", "Run {command}."),
    ),
    "TM601": Entry(
        W,
        Text("{path} に書き込めません: {detail}", "{path} cannot be written: {detail}"),
        Text(
            "Excel などで開いていれば閉じ、書き込める場所かを確かめてください。元のファイルはそのままです。",
            "Close it where it is open and check that the place is writable. The old file is untouched.",
        ),
    ),
    "TM602": Entry(
        ExitStatus.USAGE,
        Text("{path} の拡張子では書き出せません。", "There is no output format for the ending of {path}."),
        Text("使える拡張子: {known}", "Endings: {known}"),
    ),
    "TM603": Entry(
        W,
        Text(
            "{path} を {encoding} で書けません。表せない文字: {characters}",
            "{path} cannot be written in {encoding}, which lacks: {characters}",
        ),
        Text(
            "--csv-encoding を外して UTF-8 で書き出すか、xlsx を使ってください。ファイルは書いていません。",
            "Leave --csv-encoding out (UTF-8), or write xlsx. Nothing was written.",
        ),
    ),
}


class TownMeetingError(Exception):
    """A fact about the input or the call that stops the work on one file.

    `code` is a key of `CATALOGUE`; `fields` fill its texts. `str(error)` is the Japanese fact and remedy.
    """

    def __init__(self, code: str, /, **fields: object) -> None:
        self.code = code
        self.fields = fields
        super().__init__(self.render("ja"))

    @property
    def status(self) -> ExitStatus:
        """The exit status that belongs to this error."""
        return CATALOGUE[self.code].status

    def render(self, lang: str = "ja") -> str:
        """Return two lines: the fact with its code, and the remedy."""
        entry = CATALOGUE[self.code]
        fact, remedy = entry.fact.fill(lang, self.fields), entry.remedy.fill(lang, self.fields)
        if lang == "en":
            return f"error[{self.code}]: {fact}\nremedy: {remedy}"
        return f"エラー[{self.code}]: {fact}\n対処: {remedy}"
