"""What people decided: conflicts beside an analysis, and the report of a merge."""

from __future__ import annotations

from rich.console import Console

from townmeeting.model import Analysis
from townmeeting.reports.terminal.console import grid, heading, indented, pairs, plain
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.form import load_form, pick
from townmeeting.review.merging import Merged, Reviewed
from townmeeting.text import clip


def shown_value(field: str, value: str, words: Words) -> str:
    """Return a stored value as people read it."""
    if field == "status":
        return words.named("Verdict", value) if value else words("（取り消し）", "(taken back)")
    if field == "links":
        return " ".join(part.partition("~")[0] for part in value.split()) or words("なし", "none")
    return value


def print_conflicts(console: Console, analysis: Analysis, words: Words) -> None:
    """Print how many points people decided, and everything about decisions that a person should look at."""
    decided = sum(c.decided is not None for c in analysis.coverage)
    if decided:
        heading(console, words(f"人が記入した論点 {decided}件", f"{decided} points with entries by people"))
    for diagnostic in analysis.diagnostics:
        if diagnostic.code.startswith("decision_"):
            facts = dict(diagnostic.fields)
            text = words.sentence(diagnostic.code, facts)
            if diagnostic.code == "decision_conflict":
                then, now, said = (words.named("Verdict", facts[name]) for name in ("then", "now", "value"))
                text += words(f"（当時 {then}・今 {now}・人 {said}）", f" (then {then}, now {now}, person {said})")
            indented(console, plain(text, "yellow"))


def print_merge(console: Console, merged: Merged, words: Words) -> None:
    """Print what each workbook brought, how far reviewers agree, where they differ, and what could not be taken."""
    heading(console, words("取り込み", "merge"))
    headers = (
        (words("ファイル", "file"), "wide"),
        (words("記入者", "who"), ""),
        (words("日時", "when"), ""),
        (words("行", "rows"), "number"),
        (words("変更", "changed"), "number"),
        (words("重複", "repeated"), "number"),
        (words("削除", "missing"), "number"),
        (words("保留", "aside"), "number"),
    )
    rows = (
        (f.name, f.who, f.when[:10], *(str(n) for n in (f.rows, f.changed, f.repeated, f.missing, f.leftovers)))
        for f in merged.files
    )
    console.print(grid(console, headers, rows))
    for file in merged.files:
        _print_namesake(console, file, words)
    _print_agreement(console, merged, words)
    _print_disagreements(console, merged, words)
    _print_leftovers(console, merged, words)


def _print_namesake(console: Console, file: Reviewed, words: Words) -> None:
    if file.namesake:
        ja = (
            f"{file.name}: 同じ名前（{file.who}）のファイルがほかにもあります。同じ人の新しい記入を優先します。"
            "別の人なら、台帳の概要に名前を入れるか --who で区別してください。"
        )
        en = (
            f"{file.name}: another file is by the same name ({file.who}); the later entry of a person holds. "
            "If they are two people, fill the name in on the overview or use --who."
        )
        indented(console, plain(words(ja, en), "yellow"))


def _print_agreement(console: Console, merged: Merged, words: Words) -> None:
    for a in merged.agreement:
        kappa = "-" if a.kappa is None else f"{a.kappa:.2f}"
        text = words(
            f"一致 {a.alike}/{a.points}、カッパ係数 {kappa}", f"agree on {a.alike}/{a.points}, Cohen's kappa {kappa}"
        )
        pairs(console, [(f"{a.first} × {a.second}", text)])


def _print_disagreements(console: Console, merged: Merged, words: Words) -> None:
    if not merged.disagreements:
        return
    count = len(merged.disagreements)
    heading(console, words(f"判断の食い違い {count}件", f"{count} disagreements"))
    titles = {key: pick(column.title, words.lang) for key, column in load_form().fields.items()}
    headers = (
        (words("論点", "point"), "id"),
        (words("項目", "field"), ""),
        (words("それぞれの記入", "each one's entry"), "wide"),
        (words("文言", "words"), "wide"),
    )
    rows = (
        (
            d.key.point,
            titles.get(d.field, d.field),
            " / ".join(f"{who}: {shown_value(d.field, value, words)}" for who, value in d.sides),
            clip(d.words, 60),
        )
        for d in merged.disagreements
    )
    console.print(grid(console, headers, rows))


def _print_leftovers(console: Console, merged: Merged, words: Words) -> None:
    if merged.leftovers:
        count = len(merged.leftovers)
        heading(console, words(f"取り込めなかった記入 {count}件", f"{count} entries kept aside"))
    for item in merged.leftovers:
        facts = {"point": item.point, "who": item.who, "value": item.value}
        indented(console, words.sentence(f"decision_{item.reason}", facts))
