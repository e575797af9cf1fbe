"""Points beside the passages that answer them: `show`, `unanswered` and `explain`."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from townmeeting.model import Analysis, Link, Response, Statement
from townmeeting.reports.selection import Finding
from townmeeting.reports.terminal.console import STATUS_STYLE, grid, heading, indented, pairs, plain
from townmeeting.reports.words import Words
from townmeeting.text import clip


def _status(finding: Finding, words: Words) -> Text:
    coverage = finding.coverage
    if not finding.point.needs_answer:
        return plain(words("回答不要", "needs none"), "dim")
    text = words.label(coverage.status)
    if coverage.check:
        text += words("・要確認", ", check")
    if coverage.decided and coverage.decided.value("status"):
        text += words("・人の判断", ", decided")
    return plain(text, STATUS_STYLE[coverage.status])


def _place_of(analysis: Analysis, response: Response, words: Words) -> str:
    turns = {t.id: t.speaker.full for t in analysis.meeting.turns}
    notes = {n.id: n.department.text for n in analysis.meeting.notes}
    who = turns.get(response.turn_id, notes.get(response.turn_id, ""))
    return " ".join(part for part in (words.label(response.origin), who, words.place(response.quote.where)) if part)


def _left(finding: Finding, words: Words) -> Text:
    point = finding.point
    text = Text.assemble(
        plain(f"{point.id} [{words.label(point.kind)}] ", "bold"),
        _status(finding, words),
        plain("\n" + point.quote.text),
    )
    return text


def _right(finding: Finding, words: Words) -> Text:
    text = Text()
    for link, passage in zip(finding.coverage.links, finding.passages, strict=True):
        text.append_text(plain(f"{_place_of(finding.analysis, passage, words)}  {link.score:.2f}\n", "bold"))
        text.append_text(_underlined(passage.quote.text, link.ties))
        text.append("\n")
    text.append_text(plain(finding.coverage.reason, "italic"))
    return text


def _underlined(words_of_source: str, ties: Sequence[str]) -> Text:
    text = plain(words_of_source)
    text.highlight_words([t for t in ties if len(t) > 1], "underline")
    return text


def print_statement(console: Console, statement: Statement, found: Sequence[Finding], words: Words) -> None:
    """Print one statement: its points on the left, the passages that answer each on the right."""
    where = words.place(statement.segments[0].where) if statement.segments else ""
    name = statement.label or statement.id
    name += f"（{statement.id}）" if statement.id != name else ""
    heading(console, words(f"発言 {name}", f"statement {name}"))
    pairs(
        console,
        [
            (words("発言者", "speaker"), statement.speaker.full),
            (words("場所", "place"), where),
            *((name, quote.text) for name, quote in statement.fields),
        ],
    )
    table = Table(box=None, show_header=True, pad_edge=False, padding=(0, 1, 1, 0), expand=True)
    table.add_column(words("論点", "points"), ratio=1, overflow="fold")
    table.add_column(words("回答と補足説明", "answers and notes"), ratio=1, overflow="fold")
    for finding in found:
        table.add_row(_left(finding, words), _right(finding, words))
    console.print(Padding(table, (0, 0, 0, 2)))


def print_whole(console: Console, statement: Statement, words: Words) -> None:
    """Print the statement and all that replies to it, word for word."""
    heading(console, words("全文", "in full"))
    indented(console, statement.text)
    for turn in statement.answers:
        basis = next((words.label(k.basis) for k in statement.links if k.target_id == turn.id), "")
        indented(console, plain(f"{words.label(turn.role)} {turn.speaker.full}（{basis}）", "bold"))
        indented(console, turn.text, 4)
    for note in statement.notes:
        indented(console, plain(f"{words.label(note.kind)} {note.heading.text} {note.department.text}", "bold"))
        indented(console, note.text, 4)


def print_open(console: Console, found: Sequence[Finding], words: Words) -> None:
    """Print a list of points, one a row."""
    headers = (
        (words("論点", "point"), "id"),
        (words("発言者", "speaker"), ""),
        (words("区分", "kind"), "id"),
        (words("状態", "status"), "id"),
        (words("内容と理由", "words and reason"), "wide"),
    )
    rows = (
        (
            f.point.id,
            clip(f.statement.speaker.full, 16),
            words.label(f.point.kind),
            _status(f, words),
            Text.assemble(plain(f.point.quote.text), "\n", plain(f.coverage.reason, "dim")),
        )
        for f in found
    )
    console.print(grid(console, headers, rows))


def print_explanation(console: Console, finding: Finding, words: Words) -> None:
    """Print why a point has its status: every candidate passage with the parts of its score."""
    coverage, point = finding.coverage, finding.point
    heading(console, words(f"論点 {point.id}", f"point {point.id}"))
    indented(console, point.quote.text)
    pairs(
        console,
        [
            (words("区分", "kind"), f"{words.label(point.kind)}（{'・'.join(point.cues)}）"),
            (words("状態", "status"), _status(finding, words).plain),
            (words("確からしさ", "confidence"), f"{coverage.confidence:.2f}"),
            (words("理由", "reason"), coverage.reason),
            (words("問うている語", "asks for"), "・".join(point.asks)),
            (words("触れられていない語", "not taken up"), "・".join(coverage.missing)),
        ],
    )
    responses = {r.id: r for r in finding.analysis.responses}
    for title, links in (
        (words("結びつけた回答", "linked passages"), coverage.links),
        (words("候補（結びつけなかった回答）", "candidates (not linked)"), coverage.candidates),
    ):
        if links:
            heading(console, title)
        for link in links:
            _print_link(console, finding.analysis, link, responses[link.response_id], words)


def _print_link(console: Console, analysis: Analysis, link: Link, response: Response, words: Words) -> None:
    indented(console, plain(f"{_place_of(analysis, response, words)}  {link.score:.2f}", "bold"))
    indented(console, link.reason, 4)
    for part in link.evidence:
        indented(console, plain(f"{part.weight:+.2f} {words.sentence('part_' + part.kind)} {part.detail}", "dim"), 6)
    indented(console, _underlined(response.quote.text, link.ties), 4)
