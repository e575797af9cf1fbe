"""Comparing Japanese text: finding a quotation in a longer text, likeness of two texts, precision and recall.

Text is compared in NFKC form without white space, so that line joins, page breaks and the width of digits cost
nothing; every other character counts, upper and lower case among them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from townmeeting.text import squeeze

Offsets = frozenset[int]
"""Characters of a bare text, by their offsets."""

NOWHERE: Offsets = frozenset()
_AFTER_SENTENCE = re.compile(r"(?<=[。．？！?!\n])")


def bare(text: str) -> str:
    """Return the form in which everything is compared: NFKC, no white space."""
    return squeeze(unicodedata.normalize("NFKC", text))


def locate(quote: str, body: str) -> Offsets:
    """Return the offsets that the quotation takes in `body`, which is bare.

    The first occurrence counts. A quotation that does not stand there as a whole is looked for sentence by
    sentence (a passage that goes on behind a heading or an interjection); sentences not found give nothing.
    """
    whole = _first(bare(quote), body)
    if whole:
        return whole
    return NOWHERE.union(*(_first(bare(sentence), body) for sentence in _AFTER_SENTENCE.split(quote)))


def _first(needle: str, body: str) -> Offsets:
    at = body.find(needle) if needle else -1
    return frozenset(range(at, at + len(needle))) if at >= 0 else NOWHERE


def shift(offsets: Offsets, by: int) -> Offsets:
    """Return the offsets moved on by `by` characters."""
    return frozenset(at + by for at in offsets)


def grams(text: str, n: int) -> Counter[str]:
    """Return the runs of `n` characters with their counts; a shorter text is one run itself."""
    return Counter(text[at : at + n] for at in range(max(1, len(text) - n + 1)))


def likeness(a: Counter[str], b: Counter[str]) -> float:
    """Return the Dice coefficient of two bags of character runs, 0 (nothing shared) to 1 (the same)."""
    shared = sum(min(count, b[run]) for run, count in a.items() if run in b)
    return 2 * shared / (a.total() + b.total())


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision (share of what was found that is right), recall (share of what is right that was found) and
    their harmonic mean, each 0 to 1."""

    precision: float
    recall: float
    f1: float


NO_AGREEMENT = Agreement(0.0, 0.0, 0.0)


def agreement(both: int, found: int, wanted: int) -> Agreement:
    """Return precision, recall and F1 of `found` things of which `both` are among the `wanted`.

    Nothing found where nothing is wanted is perfect; a share of nothing is else 0.
    """
    precision = both / found if found else float(wanted == 0)
    recall = both / wanted if wanted else float(found == 0)
    either = precision + recall
    return Agreement(precision, recall, 2 * precision * recall / either if either else 0.0)


def overlap(found: Offsets, wanted: Offsets) -> Agreement:
    """Return the agreement of two stretches of text, counted in characters."""
    return agreement(len(found & wanted), len(found), len(wanted))


def mean(values: Iterable[float], count: int) -> float:
    """Return the sum of the values over `count` (at least 1).

    Added up one after the other: the built-in `sum` rounds differently from Python 3.12 on, and the same bytes
    have to give the same figures everywhere.
    """
    total = 0.0
    for value in values:
        total += value
    return total / max(1, count)
