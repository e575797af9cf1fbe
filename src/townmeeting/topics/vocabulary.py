"""From runs of nouns to terms: which stretches are terms, and where each stands.

Longest first, as in C-value: a stretch counts where no longer term covers it, so that カード does not collect what
マイナンバーカード says, and a compound that stands once falls into the terms it is made of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from townmeeting.settings import TopicSettings
from townmeeting.topics.lexicon import Lexicon, lexicon
from townmeeting.topics.passages import Passage
from townmeeting.topics.runs import NOTHING_FORCED, Forced, Run, is_term, key_of_run, noun_runs, stretches

LONGEST = 6
"""Words of the longest term; a run of more is a list without commas or a proper title."""


@dataclass(frozen=True, slots=True)
class Place:
    """A run in its passage."""

    passage: Passage
    run: Run


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term where it stands."""

    key: str
    passage: Passage
    start: int
    end: int
    units: Run

    @property
    def form(self) -> str:
        """The term as printed."""
        return "".join(self.passage.text[self.start : self.end].split())


def find_runs(passages: Iterable[Passage], forced: Forced = NOTHING_FORCED) -> tuple[Place, ...]:
    """Return all runs of all passages."""
    return tuple(Place(p, run) for p in passages for run in noun_runs(p.text, forced))


def find_terms(
    places: Sequence[Place],
    settings: TopicSettings,
    wanted: frozenset[str] = frozenset(),
    dropped: frozenset[str] = frozenset(),
    synonyms: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Occurrence, ...]:
    """Return every occurrence of every term in statements and replies.

    `wanted` keys are terms however rare or general, `dropped` none; a key of `synonyms` counts as its value.
    """
    words = lexicon()
    free = [[True] * len(place.run) for place in places]
    found: list[Occurrence] = []
    for length in range(LONGEST, 0, -1):
        spots = _spots(places, free, length, words, wanted, synonyms)
        for key in sorted(spots):
            if key not in dropped and (key in wanted or _is_chosen(places, spots[key], settings)):
                found += _take(key, spots[key], places, free)
    return tuple(found)


Spot = tuple[int, int, int]


def _spots(
    places: Sequence[Place],
    free: Sequence[list[bool]],
    length: int,
    words: Lexicon,
    wanted: frozenset[str],
    synonyms: Mapping[str, str],
) -> dict[str, list[Spot]]:
    spots: dict[str, list[Spot]] = defaultdict(list)
    for at, place in enumerate(places):
        for start, end in stretches(place.run, length):
            if all(free[at][start:end]):
                plain = key_of_run(place.run[start:end])
                key = synonyms.get(plain, plain)
                if key in wanted or is_term(place.run[start:end], words):
                    spots[key].append((at, start, end))
    return spots


def _is_chosen(places: Sequence[Place], spots: Sequence[Spot], settings: TopicSettings) -> bool:
    """Tell whether a stretch is a term: enough holders, and it stands alone somewhere or in several compounds."""
    holders = {places[at].passage.holder for at, _, _ in spots}
    if len(holders) < settings.min_count or not any(places[at].passage.statement for at, _, _ in spots):
        return False
    alone = any(len(places[at].run) == end - start for at, start, end in spots)
    return alone or len({key_of_run(places[at].run) for at, _, _ in spots}) > 1


def _take(key: str, spots: Iterable[Spot], places: Sequence[Place], free: Sequence[list[bool]]) -> Iterator[Occurrence]:
    for at, start, end in spots:
        if all(free[at][start:end]):
            free[at][start:end] = [False] * (end - start)
            run = places[at].run
            yield Occurrence(key, places[at].passage, run[start].start, run[end - 1].end, run[start:end])
