"""The names of the municipality itself: they stand in every other statement and say nothing of what it is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from townmeeting.model import Analysis, meeting_keys
from townmeeting.text import fold
from townmeeting.topics.vocabulary import Place

SHARE = 0.2
"""Share of a meeting's statements, answers and notes from which on a place named alone is the meeting's own."""
_KIND = re.compile(r"(?<=.)[市町村区都道府県]$")


def own_places(places: Iterable[Place], analyses: Sequence[Analysis]) -> frozenset[str]:
    """Return the spellings, with and without 市 or its like, of places that stand alone in the title or everywhere."""
    titles = {k: fold(a.meeting.title) for k, a in zip(meeting_keys(analyses), analyses, strict=True)}
    everyone: dict[str, set[str]] = defaultdict(set)
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for place in places:
        meeting = place.passage.meeting
        everyone[meeting].add(place.passage.holder)
        for stem in {_KIND.sub("", u.norm) for u in place.run if u.place}:
            holders[meeting, stem].add(place.passage.holder)
    return _with_kinds(
        stem for (meeting, stem), found in holders.items() if _is_own(stem, len(found), meeting, everyone, titles)
    )


def _is_own(stem: str, found: int, meeting: str, everyone: Mapping[str, set[str]], titles: Mapping[str, str]) -> bool:
    return stem in titles[meeting] or found >= max(3, SHARE * len(everyone[meeting]))


def _with_kinds(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(stem + kind for stem in stems for kind in ("", *"市町村区都道府県"))
