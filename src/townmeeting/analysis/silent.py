"""The points of what asks nothing: stated items, silent paragraphs, statements without an ask. Titles are none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from townmeeting.analysis.asks import CLAIMS, EXPLICIT, ask_table
from townmeeting.analysis.groups import NO_MATTER, Group, start_group, units_in
from townmeeting.analysis.units import Unit
from townmeeting.model import PointKind
from townmeeting.settings import PointSettings

_ONLY_TELLS = re.compile(
    r"(?:まし|でし|だっ|[いきしちっん])[ただ](?:よ|ね|が)?。?$|^[^、。]{0,8}、?(?:私|わたし|僕|俺)(?:は|も)"
)
"""A story of the past, or about oneself."""
_NOTHING_STATED = (*NO_MATTER, "praise")
TITLE_SHARE = 3
"""How many times longer than a numbered line the paragraph under it must be for the line to be its title."""


def without_titles(units: tuple[Unit, ...], groups: list[Group]) -> list[Group]:
    """Return the points but for the numbered titles of a long letter (２．時期を延ばしてほしい): what stands under
    them asks it."""
    asking = {units[n].paragraph for n in units_in(g for g in groups if g.main.strength >= EXPLICIT)}
    return [g for g in groups if g.first != g.last or not _is_title(units, g.first, asking)]


def _is_title(units: tuple[Unit, ...], n: int, asking: set[int]) -> bool:
    """Tell whether a numbered line of its own stands over an unnumbered paragraph, much longer than itself, that asks
    for something."""
    unit, below = units[n], [u for u in units[n + 1 :] if u.paragraph == units[n].paragraph + 1]
    alone = not any(u.paragraph == unit.paragraph for u in (*units[max(0, n - 1) : n], *units[n + 1 : n + 2]))
    long = sum(len(u.text) for u in below) >= TITLE_SHARE * len(unit.text)
    over = bool(below) and not below[0].marker and below[0].paragraph in asking
    return bool(unit.marker) and alone and over and long


def stated_items(units: tuple[Unit, ...], groups: list[Group]) -> list[Group]:
    """Return a point for each item of a written list beside others with points that only states something: it points
    it out (③設置時期がP.38では8年度、P.61では9年度となっている。)."""
    starts = [n for n, u in enumerate(units) if u.marker]
    spans = list(pairwise([*starts, len(units)]))
    taken = units_in(groups)
    silent = [
        n
        for n, end in spans
        if not taken & set(range(n, end))
        and units[n].rule not in _NOTHING_STATED
        and units[n].text.rstrip()[-1:] == "。"
    ]
    return [start_group(units[n], PointKind.CONCERN, n) for n in silent] if len(silent) < len(spans) else []


def silent_paragraphs(units: tuple[Unit, ...], groups: list[Group], settings: PointSettings) -> list[Group]:
    """Return a point for each paragraph that has none, where the statement's paragraphs are matters of their own."""
    paragraphs = sorted({u.paragraph for u in units})
    spoken = {units[n].paragraph for n in units_in(groups)}
    if len(paragraphs) < 2 or len(spoken) < settings.paragraph_share * len(paragraphs):
        return []
    found = []
    for number in paragraphs:
        inside = [n for n, u in enumerate(units) if u.paragraph == number]
        n = _strongest(units, inside)
        if number not in spoken and "aside" not in units[inside[0]].opens and units[n].rule not in NO_MATTER:
            found.append(start_group(units[n], PointKind.OPINION, n))
    return found


def told_besides(units: tuple[Unit, ...], groups: list[Group], matters: Iterable[tuple[int, int]]) -> list[Group]:
    """Return a point for each matter without one that the speaker puts beside his asks (それから、資料室にはいつも鍵が
    かかっています。): he only tells how things are, and wants them otherwise."""
    taken, besides = units_in(groups), ask_table().discourse.besides
    inside = [range(first, last + 1) for first, last in matters if groups and besides.match(units[first].body)]
    strongest = [_strongest(units, matter) for matter in inside if taken.isdisjoint(matter)]
    return [
        start_group(units[n], units[n].kind if units[n].strength >= CLAIMS else PointKind.CONCERN, n)
        for n in strongest
        if _states_something(units[n])
    ]


def _states_something(unit: Unit) -> bool:
    """Tell whether the unit says how things are: no courtesy, praise or view, nor a mere story."""
    story = not unit.strength and _ONLY_TELLS.search(unit.body) is not None
    return unit.rule not in (*_NOTHING_STATED, "view") and not story


def _strongest(units: tuple[Unit, ...], inside: Iterable[int]) -> int:
    return max(inside, key=lambda n: (units[n].strength, n))


def fallback(units: tuple[Unit, ...], spoken: bool) -> list[Group]:
    """Return the point of a statement in which nothing is asked: its strongest claim, else its last sentence; the
    parts of a sentence that was cut are each one.

    What is written into an opinion table, or condensed for a newsletter, wants an answer even where its form asks
    nothing; what is said in passing in a meeting (`spoken`) does not.
    """
    n = _strongest(units, range(len(units)))
    unit = units[n]
    kind = unit.kind
    if unit.rule in ("courtesy", "praise") or (spoken and kind is not PointKind.CONCERN):
        kind = PointKind.OPINION
    elif kind is PointKind.OPINION:
        kind = PointKind.PROPOSAL if unit.rule == "view" else PointKind.CONCERN
    parts = [m for m, u in enumerate(units) if u.ask is not None and u.ask is unit.ask]
    return [start_group(units[m], kind, m) for m in parts or [n]]
