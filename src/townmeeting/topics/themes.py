"""Terms that are what the whole meeting is about: they tie every topic to every other and name none of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from townmeeting.model import Analysis
from townmeeting.topics.count import Counted
from townmeeting.topics.lexicon import lexicon
from townmeeting.topics.runs import noun_runs

THEME = 0.25
"""Weight of a term of the meeting's printed title or theme, against 1 of any other, in making topics."""
COMMON = 0.08
"""Share of the points from which on a term weighs less, the less the more points it stands in."""


def theme_words(analyses: Iterable[Analysis]) -> frozenset[str]:
    """Return the nouns of the printed titles and themes."""
    texts = {t for a in analyses for t in (a.meeting.title, a.meeting.datum("theme") or "")}
    return frozenset(unit.norm for text in texts for run in noun_runs(text) for unit in run)


def weigh_terms(terms: Sequence[Counted], theme: frozenset[str]) -> dict[str, float]:
    """Return how much each term counts in making topics, above 0 and at most 1."""
    total = len({p for t in terms for p in t.points})
    return {t.key: _weight(t, theme, total) for t in terms}


def _weight(term: Counted, theme: frozenset[str], total: int) -> float:
    common = min(1.0, COMMON * total / len(term.points)) if len(term.points) > 2 else 1.0
    telling = [unit for unit in term.units if unit not in lexicon().stop]
    return min(common, THEME) if telling and theme.issuperset(telling) else common
