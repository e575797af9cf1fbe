"""What an evaluation returns: figures, and the misses behind them one by one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

DIGITS = 4
"""Digits kept of a figure. The largest gold has some hundred entries: one of them moves the third digit."""

CLEARLY_WRONG = 0.5
"""Link F1 under which a link is listed as a miss: less than half of the characters agree."""

SAME_TEXT = 0.97
"""Likeness from which two texts count as close: a lost character or two in a hundred, no lost sentence."""

Figure = tuple[str, float | int]


class MissKind(StrEnum):
    """What went wrong with one entry. GOLD_QUOTE is the gold's own words not standing in the analysed text: a slip
    in the annotation, or text that the reading lost."""

    GOLD_QUOTE = "gold_quote"
    MISSING_STATEMENT = "missing_statement"
    EXTRA_STATEMENT = "extra_statement"
    STATEMENT_TEXT = "statement_text"
    LABEL = "label"
    RESPONSE = "response"
    DECLARED_TOTAL = "declared_total"
    POINT_NOT_FOUND = "point_not_found"
    EXTRA_POINT = "extra_point"
    LINK = "link"
    NOTE = "note"
    STATUS = "status"
    KIND = "kind"
    RESPONSE_KIND = "response_kind"
    ANSWER_GIVEN = "answer_given"
    NO_POINT_OF_SPEAKER = "no_point_of_speaker"
    LINKED_ELSEWHERE = "linked_elsewhere"
    LINKED_NOWHERE = "linked_nowhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """One entry that the analysis did not get right.

    `gold` is the id or label of the gold entry ("" where nothing in the gold corresponds: an extra point);
    `expected` and `found` are the two values or texts, `quote` the words at issue; `figure` is the likeness
    (texts) or F1 (links) that was reached, 0 to 1, or None where there are no degrees.
    """

    kind: MissKind
    gold: str
    quote: str
    expected: str = ""
    found: str = ""
    figure: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome against one gold file: its kind, the figures in a fixed order, and every miss."""

    kind: str
    figures: tuple[Figure, ...]
    misses: tuple[Miss, ...]


def rounded(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Return the figures with shares rounded to `DIGITS`; counts stay whole numbers."""
    return tuple((name, round(value, DIGITS) if isinstance(value, float) else value) for name, value in figures)
