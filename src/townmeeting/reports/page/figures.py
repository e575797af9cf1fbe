"""Figures as text and as parts of a bar. They come from tallies and topics, never from counting again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fact:
    """Something printed or counted: its name and value."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a coverage bar: which verdict, where it begins, how wide it is (percent)."""

    verdict: str
    start: float
    width: float


class Counted(Protocol):
    """What a tally and a topic have in common."""

    @property
    def answered(self) -> int: ...  # noqa: D102
    @property
    def partial(self) -> int: ...  # noqa: D102
    @property
    def unanswered(self) -> int: ...  # noqa: D102
    @property
    def share(self) -> float | None: ...  # noqa: D102


def percent(counted: Counted, total: int) -> str:
    """Return "12/33 (36%)", or "-" where nothing needs an answer."""
    return "-" if counted.share is None else f"{counted.answered}/{total} ({counted.share:.0%})"


def bars(counted: Counted, total: int) -> Iterator[Bar]:
    """Yield the parts of a bar, in percent of the `total` points that need an answer."""
    at = 0.0
    for name, count in (
        ("answered", counted.answered),
        ("partial", counted.partial),
        ("unanswered", counted.unanswered),
    ):
        width = 100 * count / total if total else 0.0
        if width:
            yield Bar(name, round(at, 2), round(width, 2))
        at += width
