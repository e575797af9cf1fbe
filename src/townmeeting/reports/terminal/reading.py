"""`parse`: what was read, who spoke, what belongs to what, and what became of every character."""

from __future__ import annotations

from collections import Counter

from rich.console import Console

from townmeeting.model import Attempt, Meeting, Severity, Statement, Turn, Unused
from townmeeting.reports.terminal.console import grid, heading, indented, pairs, plain
from townmeeting.reports.words import Words
from townmeeting.text import clip, count_ink


def print_meeting(console: Console, meeting: Meeting, words: Words, *, explain: bool = False) -> None:
    """Print everything `parse` shows of one meeting; with `explain` also how it was decided."""
    console.print(plain(meeting.title or meeting.source.name, "bold"))
    pairs(console, meeting_facts(meeting, words))
    print_checks(console, meeting, words)
    _print_statements(console, meeting, words)
    _print_turns(console, meeting, words)
    if explain:
        print_attempts(console, meeting.source.attempts, words)
        _print_links(console, meeting, words)
    print_account(console, meeting, words, explain=explain)
    print_diagnostics(console, meeting, words)


def meeting_facts(meeting: Meeting, words: Words) -> list[tuple[str, str]]:
    """Return the head of a report: source, layout and the data that the document states."""
    source = meeting.source
    chosen = next((a for a in source.attempts if a.chosen), None)
    encoding = f", {source.encoding}" if source.encoding else ""
    reason = f"（{words.sentence(source.encoding_reason)}）" if source.encoding_reason else ""
    fit = words(f"（適合度 {chosen.score:.2f}）", f" (fit {chosen.score:.2f})") if chosen else ""
    facts = [
        (words("ファイル", "file"), f"{source.name}（{source.format}{encoding}{reason}）"),
        (words("書き方", "layout"), f"{source.layout}{fit}"),
    ]
    for datum in meeting.data:
        iso = f"（{meeting.date}）" if datum.name == "date" and meeting.date else ""
        facts.append((datum.label or words.named("Datum", datum.name), datum.quote.text.replace("\n", " ") + iso))
    return facts


def print_checks(console: Console, meeting: Meeting, words: Words) -> None:
    """Print the totals that the document declares against those found."""
    for check in meeting.checks:
        found = "-" if check.found is None else str(check.found)
        verdict = {True: "OK", False: words("不一致", "differs"), None: words("数えられません", "not countable")}[
            check.ok
        ]
        name = words.named("Check", check.name)
        text = words(
            f"照合 {name}: 文書の記載 {check.declared} / 読み取り {found} … {verdict}",
            f"check {name}: declared {check.declared} / found {found} ... {verdict}",
        )
        indented(console, plain(text, "" if check.ok else "yellow"))


def _answer_summary(statement: Statement, words: Words) -> str:
    roles = Counter(words.label(t.role) for t in statement.answers)
    return " ".join(f"{role}{n}" for role, n in roles.items()) or "-"


def _print_statements(console: Console, meeting: Meeting, words: Words) -> None:
    heading(console, words(f"発言・意見 {len(meeting.statements)}件", f"{len(meeting.statements)} statements"))
    headers = (
        (words("番号", "label"), "id"),
        (words("発言者", "speaker"), ""),
        (words("冒頭", "begins"), "wide"),
        (words("回答", "answers"), ""),
        (words("補足", "notes"), "number"),
    )
    rows = (
        (
            s.label or s.id,
            s.speaker.full,
            clip(s.text, 60),
            _answer_summary(s, words),
            str(len(s.notes) or "-"),
        )
        for s in meeting.statements
    )
    console.print(grid(console, headers, rows))


def _turn_place(turn: Turn, words: Words) -> str:
    return words.place(turn.segments[0].where) if turn.segments else ""


def _print_turns(console: Console, meeting: Meeting, words: Words) -> None:
    heading(console, words(f"発言の順 {len(meeting.turns)}件", f"{len(meeting.turns)} turns in order"))
    headers = (
        ("ID", "id"),
        (words("役割", "role"), "id"),
        (words("発言者", "speaker"), "wide"),
        (words("回答先", "answers"), ""),
        (words("文字数", "characters"), "number"),
        (words("場所", "place"), ""),
    )
    rows = (
        (
            t.id,
            words.label(t.role),
            t.speaker.full,
            ",".join(t.to),
            str(count_ink(t.text)),
            _turn_place(t, words),
        )
        for t in meeting.turns
    )
    console.print(grid(console, headers, rows))
    for note in meeting.notes:
        indented(console, f"{note.id} {note.heading.text}{note.department.text}")


def _print_links(console: Console, meeting: Meeting, words: Words) -> None:
    heading(console, words("対応づけの理由", "why replies belong to statements"))
    headers = (
        (words("番号", "label"), "id"),
        (words("回答", "reply"), "id"),
        (words("根拠", "basis"), ""),
        (words("手がかり", "words"), "wide"),
    )
    links = ((s, k) for s in meeting.statements for k in s.links)
    console.print(
        grid(console, headers, ((s.label or s.id, k.target_id, words.label(k.basis), k.detail) for s, k in links))
    )


def print_attempts(console: Console, attempts: tuple[Attempt, ...], words: Words) -> None:
    """Print every layout that was tried, the chosen one first."""
    heading(console, words("試した書き方", "layouts tried"))
    headers = (
        (words("書き方", "layout"), "id"),
        (words("適合度", "fit"), "number"),
        ("", "id"),
        (words("理由", "reason"), "wide"),
    )
    ordered = sorted(attempts, key=lambda a: (not a.chosen, -a.score, a.layout))
    rows = (
        (
            a.layout,
            f"{a.score:.2f}",
            words("採用", "taken") if a.chosen else "",
            words(a.reason, a.reason_en or a.reason),
        )
        for a in ordered
    )
    console.print(grid(console, headers, rows))


def print_account(console: Console, meeting: Meeting, words: Words, *, explain: bool = False) -> None:
    """Print where every character went; with `explain` each unused stretch, else one line a reason."""
    account = meeting.account
    if account is None:
        return
    heading(console, words("文字の収支", "where every character went"))
    parts = " + ".join(f"{words.label(share)} {n:,}" for share, n in account.shares if n)
    balance = words("一致", "balanced") if account.balanced else words("不一致", "NOT balanced")
    indented(
        console, words(f"全 {account.total:,} 字 = {parts}（{balance}）", f"{account.total:,} = {parts} ({balance})")
    )
    stretches = account.unused if explain else _largest_by_reason(account.unused)
    for unused in stretches:
        place, reason = words.place(unused.quote.where), words.sentence(unused.reason)
        size = words(f"{count_ink(unused.quote.text)}字", f"{count_ink(unused.quote.text)} characters")
        indented(console, f"{reason}: {place} {size} {clip(unused.quote.text, 40)}", 4)
    if not explain and len(account.unused) > len(stretches):
        more = len(account.unused) - len(stretches)
        indented(console, words(f"ほか {more} か所（--explain で全て表示）", f"and {more} more (--explain)"), 4)
    if account.unexplained:
        text = words(
            f"読み取れなかった文字が {account.unexplained:,} 字あります。", f"{account.unexplained:,} not understood."
        )
        indented(console, plain(text, "bold red"))


def _largest_by_reason(unused: tuple[Unused, ...]) -> tuple[Unused, ...]:
    best: dict[str, Unused] = {}
    for stretch in unused:
        seen = best.get(stretch.reason)
        if seen is None or count_ink(stretch.quote.text) > count_ink(seen.quote.text):
            best[stretch.reason] = stretch
    return tuple(best.values())


def print_diagnostics(console: Console, meeting: Meeting, words: Words) -> None:
    """Print what a person should know about the reading."""
    if meeting.diagnostics:
        heading(console, words("注意", "diagnostics"))
    for diagnostic in meeting.diagnostics:
        text = f"{words.label(diagnostic.severity)}[{diagnostic.code}]: {words.diagnostic(diagnostic)}"
        indented(console, plain(text, "" if diagnostic.severity == "info" else "yellow"))


def warnings_of(meeting: Meeting, words: Words) -> list[str]:
    """Return, a line each, what casts doubt on the whole reading: a short list must not look like good news."""
    doubts = [d for d in meeting.diagnostics if d.severity is not Severity.INFO]
    found = [f"{words.label(d.severity)}[{d.code}]: {words.diagnostic(d)}" for d in doubts]
    if meeting.account and meeting.account.unexplained:
        count = meeting.account.unexplained
        found.append(words(f"読み取れなかった文字が {count:,} 字あります。", f"{count:,} characters not read."))
    return found
