"""`analyze` without a file, and `commitments`: the report a person reads first."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console

from townmeeting.model import Analysis, Commitment, Tally
from townmeeting.reports.selection import Selection, select
from townmeeting.reports.terminal.console import grid, heading, indented, pairs, plain
from townmeeting.reports.terminal.findings import print_open
from townmeeting.reports.terminal.reading import meeting_facts, print_account, print_checks, print_diagnostics
from townmeeting.reports.words import Words
from townmeeting.text import clip


def print_analysis(console: Console, analysis: Analysis, words: Words) -> None:
    """Print the report: meeting, coverage, open points, points to check, commitments, account."""
    meeting = analysis.meeting
    console.print(plain(meeting.title or meeting.source.name, "bold"))
    pairs(console, meeting_facts(meeting, words))
    print_checks(console, meeting, words)
    _print_tallies(console, analysis.tallies, words)
    _print_section(console, analysis, Selection(statuses=("unanswered",), needs_answer=True), _titles(words)[0], words)
    _print_section(console, analysis, Selection(statuses=("partial",), needs_answer=True), _titles(words)[1], words)
    _print_section(
        console,
        analysis,
        Selection(statuses=("answered",), check_only=True, needs_answer=True),
        _titles(words)[2],
        words,
    )
    print_commitments(console, analysis.commitments, words)
    print_account(console, meeting, words)
    print_diagnostics(console, meeting, words)


def _titles(words: Words) -> tuple[str, str, str]:
    return (
        words("未回答の論点", "unanswered points"),
        words("一部回答の論点", "partly answered points"),
        words("要確認（回答済とみたが確からしさが低い論点）", "to check (taken as answered, with low confidence)"),
    )


def share_text(tally: Tally) -> str:
    """Return "12/33 (36%)", or "-" where nothing needs an answer."""
    return "-" if tally.share is None else f"{tally.answered}/{tally.total} ({tally.share:.0%})"


def coverage_line(analysis: Analysis, words: Words) -> str:
    """Return the coverage of the meeting in one line, with numerator and denominator."""
    total = next((t for t in analysis.tallies if t.dimension == "meeting"), None)
    if total is None:
        return words("回答の要る論点はありません。", "No point needs an answer.")
    return words(
        f"回答済 {share_text(total)}・一部回答 {total.partial}・未回答 {total.unanswered}・要確認 {total.check}",
        f"answered {share_text(total)}, partial {total.partial}, unanswered {total.unanswered}, to check {total.check}",
    )


def _print_tallies(console: Console, tallies: Sequence[Tally], words: Words) -> None:
    heading(console, words("回答状況（回答の要る論点）", "coverage (points that need an answer)"))
    dimensions = {
        "meeting": words("全体", "meeting"),
        "kind": words("区分", "kind"),
        "statement": words("発言", "statement"),
        "department": words("回答者", "who replied"),
    }
    headers = (
        ("", "id"),
        ("", "wide"),
        (words("回答済", "answered"), "number"),
        (words("一部", "partial"), "number"),
        (words("未回答", "unanswered"), "number"),
        (words("要確認", "check"), "number"),
    )
    shown = [t for t in tallies if t.dimension in ("meeting", "kind")]
    rows = (
        (
            dimensions[t.dimension],
            words.named("PointKind", t.name) if t.dimension == "kind" else "",
            share_text(t),
            str(t.partial),
            str(t.unanswered),
            str(t.check),
        )
        for t in shown
    )
    console.print(grid(console, headers, rows))


def _print_section(console: Console, analysis: Analysis, selection: Selection, title: str, words: Words) -> None:
    found = select(analysis, selection)
    heading(console, words(f"{title} {len(found)}件", f"{len(found)} {title}"))
    if found:
        print_open(console, found, words)


def print_commitments(console: Console, commitments: Sequence[Commitment], words: Words) -> None:
    """Print what was promised, deferred or declined, one a row."""
    heading(console, words(f"約束・検討事項 {len(commitments)}件", f"{len(commitments)} commitments"))
    if not commitments:
        indented(console, words("なし", "none"))
        return
    headers = (
        (words("程度", "strength"), "id"),
        (words("期限", "deadline"), ""),
        (words("誰が", "who"), "narrow"),
        (words("何を", "what"), "wide"),
        (words("論点", "points"), "narrow"),
    )
    rows = (
        (words.label(c.strength), _deadline(c, words), clip(c.who, 20), c.quote.text, " ".join(c.point_ids))
        for c in commitments
    )
    console.print(grid(console, headers, rows))


def _deadline(commitment: Commitment, words: Words) -> str:
    if not commitment.deadline_text:
        return "-"
    resolved = commitment.deadline or (
        words(f"{commitment.fiscal_year}年度", f"FY{commitment.fiscal_year}") if commitment.fiscal_year else ""
    )
    return f"{commitment.deadline_text}（{resolved}）" if resolved else commitment.deadline_text
