"""How much a term is one: FLR of TermExtract (Nakagawa and Mori), over statements instead of tokens.

LR is the geometric mean, over the words of a term, of how many different words stand before and after each in
compounds: words that make compounds name the things that are talked about.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from townmeeting.topics.runs import Unit
from townmeeting.topics.vocabulary import Place


class Neighbours:
    """How many different words stand left and right of each word in the runs."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._left: dict[str, set[str]] = defaultdict(set)
        self._right: dict[str, set[str]] = defaultdict(set)
        for place in places:
            for one, other in pairwise(place.run):
                self._right[one.norm].add(other.norm)
                self._left[other.norm].add(one.norm)

    def lr(self, units: Sequence[Unit]) -> float:
        """Return LR, at least 1."""
        product = 1.0
        for unit in units:
            product *= (len(self._left.get(unit.norm, ())) + 1) * (len(self._right.get(unit.norm, ())) + 1)
        return float(product ** (1 / (2 * max(1, len(units)))))
