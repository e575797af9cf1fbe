"""`evaluate`: figures and misses."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console

from townmeeting.reports.terminal.console import grid, heading
from townmeeting.reports.words import Words
from townmeeting.text import clip

Miss = tuple[str, str, str, str, str]
"""Kind of the miss, id in the annotation, what it expects, what was found, and the words."""


def print_figures(console: Console, figures: Iterable[tuple[str, float | int]], words: Words) -> None:
    """Print name and value of each figure; docs/evaluation.md says what they mean."""
    rows = ((name, f"{value:.4f}" if isinstance(value, float) else str(value)) for name, value in figures)
    console.print(grid(console, ((words("指標", "figure"), "id"), (words("値", "value"), "number")), rows))


def print_misses(console: Console, misses: Iterable[Miss], words: Words) -> None:
    """Print every miss, one a row."""
    heading(console, words("外れ", "misses"))
    headers = (
        (words("種類", "kind"), ""),
        ("ID", "id"),
        (words("注釈", "expected"), ""),
        (words("結果", "found"), ""),
        (words("本文", "words"), "wide"),
    )
    rows = ((words.named("MissKind", k), i, clip(e, 24), clip(f, 24), clip(q, 80)) for k, i, e, f, q in misses)
    console.print(grid(console, headers, rows))


def print_reliability(console: Console, bins: Iterable[tuple[float, float, int, int]], words: Words) -> None:
    """Print, for links of each range of score, how many are right: the score is meant to be that share."""
    heading(console, words("点数の信頼性", "how far scores can be trusted"))
    headers = (
        (words("点数", "score"), "id"),
        (words("対応", "links"), "number"),
        (words("正しい", "right"), "number"),
        (words("割合", "share"), "number"),
    )
    rows = ((f"{low:.1f}-{high:.1f}", str(n), str(right), f"{right / n:.2f}") for low, high, n, right in bins if n)
    console.print(grid(console, headers, rows))
