"""Which part of a document is the meeting, and which meetings it holds: the headings around the speeches tell.

A village newsletter prints the residents' meeting between the fire brigade and the tax office. The meeting is the
section that all speeches stand in; a venue inside it that has its own date or numbering is a meeting of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from townmeeting.layouts.facts import is_fact
from townmeeting.layouts.flow import UNTOLD, Item, Kind
from townmeeting.layouts.lines import even
from townmeeting.layouts.words import pattern
from townmeeting.text import fold

LIVE_SPEECHES = 3
"""Speeches that a section of a publication must hold to count as the meeting when another one does."""


@dataclass(slots=True)
class Part:
    """The items of one meeting, the heading that names it (its venue), and the one over all meetings."""

    items: list[Item] = field(default_factory=list)
    venue: Item | None = None
    head: Item | None = None


@dataclass(frozen=True, slots=True)
class Division:
    """The meetings of a document, and the items of it that belong to none."""

    parts: tuple[Part, ...]
    outside: tuple[Item, ...]


def divide(items: Sequence[Item]) -> Division:
    """Return the meetings that the items make."""
    inside, head, outside = _meeting_section(items)
    parts = _venues(inside, head)
    if len(parts) == 1 and parts[0].venue and parts[0].venue.level == UNTOLD:
        parts[0].venue = None
    return Division(tuple(parts), tuple(outside))


def _paths(items: Sequence[Item]) -> list[tuple[int, ...]]:
    """Return for each item the headings of the format it stands under, outermost first, itself included."""
    open_now: list[int] = []
    paths = []
    for at, item in enumerate(items):
        if item.kind is Kind.HEADING and item.level < UNTOLD:
            while open_now and items[open_now[-1]].level >= item.level:
                open_now.pop()
            open_now.append(at)
        paths.append(tuple(open_now))
    return paths


def _common(paths: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    common = paths[0]
    for path in paths[1:]:
        length = next((n for n, (a, b) in enumerate(zip(common, path, strict=False)) if a != b), None)
        common = common[: min(len(common), len(path)) if length is None else length]
    return common


def _live(items: Sequence[Item], paths: Sequence[tuple[int, ...]], speeches: list[int]) -> list[int]:
    """Return the speeches without those strewn over sections that hold no conversation of their own."""
    common = _common([paths[n] for n in speeches])
    depth = len(common)
    groups: dict[tuple[int, ...], list[int]] = {}
    for n in speeches:
        groups.setdefault(paths[n][: depth + 1], []).append(n)
    large = [group for group in groups.values() if len(group) >= LIVE_SPEECHES]
    if not large or len(groups) == 1 or not any(len(path) > depth for path in groups):
        return speeches
    return sorted(n for group in large for n in group)


def _meeting_section(items: Sequence[Item]) -> tuple[list[Item], Item | None, list[Item]]:
    """Return what is inside the meeting's section, its heading, and what is outside.

    The section is the outermost one around all speeches whose heading names a meeting; where none does, the
    innermost, with the sections before it that state facts about the meeting (開催概要).
    """
    paths = _paths(items)
    speeches = [n for n, item in enumerate(items) if item.kind is Kind.SPEECH]
    if not speeches or not any(paths[n] for n in speeches):
        return list(items), None, []
    speeches = _live(items, paths, speeches)
    common = _common([paths[n] for n in speeches])
    if not common:
        return list(items), None, []
    named = next((n for n in common if pattern("meeting").search(even(items[n].text))), None)
    head = common[-1] if named is None else named
    above = common[: common.index(head)]
    first = head if named is not None else _with_facts_before(items, head)
    if not any(item.kind is Kind.HEADING and n not in common for n, item in enumerate(items[:first])):
        first = 0
    end = _end_of_section(items, head, items[head].level, speeches[-1])
    inside = [first <= n < end or n in above for n in range(len(items))]
    return (
        [item for item, within in zip(items, inside, strict=True) if within],
        items[head],
        [item for item, within in zip(items, inside, strict=True) if not within],
    )


def _with_facts_before(items: Sequence[Item], head: int) -> int:
    """Return where the sections before `head` begin that state facts about the meeting."""
    first = head
    for n in range(head - 1, -1, -1):
        if items[n].kind is Kind.HEADING and items[n].level <= items[head].level:
            if items[n].level < items[head].level or not _has_data(items, n):
                break
            first = n
    return first


def _end_of_section(items: Sequence[Item], first: int, level: int, last_speech: int) -> int:
    for n in range(first + 1, len(items)):
        item = items[n]
        if item.kind is Kind.HEADING and item.level <= level:
            return n
        if n > last_speech and item.lines and item.lines[0].cut and item.kind is not Kind.NOTES:
            return n
    return len(items)


def _venues(items: Sequence[Item], head: Item | None) -> list[Part]:
    """Cut the meeting where a venue begins: a heading that is followed by data of its own, or a numbering that
    starts again under a heading that names a place."""
    parts = [Part(head=head)]
    labels: set[str] = set()
    pending: list[int] = []
    for at, item in enumerate(items):
        if item.kind is Kind.HEADING and item is not head:
            pending.append(at)
        elif item.kind is Kind.SPEECH:
            venue = _venue_among(items, pending, fold(item.label) in labels and bool(item.label))
            if venue is not None:
                _cut_at(parts, items[venue], has_speech=bool(labels) or _speaks(parts[-1]))
                labels = set()
            labels |= {fold(item.label)} if item.label else set()
            pending = []
        parts[-1].items.append(item)
    return parts


def _speaks(part: Part) -> bool:
    return any(item.kind is Kind.SPEECH for item in part.items)


def _cut_at(parts: list[Part], venue: Item, *, has_speech: bool) -> None:
    """Begin a part at the venue's heading, which already stands in the part before; the first venue only names its."""
    if not has_speech:
        parts[-1].venue = venue
        return
    before = parts[-1].items
    at = next(n for n, item in enumerate(before) if item is venue)
    parts.append(Part(before[at:], venue, parts[-1].head))
    del before[at:]


def _venue_among(items: Sequence[Item], headings: list[int], restarts: bool) -> int | None:
    if not headings:
        return None
    outermost = sorted(headings, key=lambda n: (items[n].level, n))
    named = [n for n in outermost if pattern("venue").search(even(items[n].text.strip()))]
    if restarts:
        return named[0] if named else None
    return next((n for n in named if _has_data(items, n)), None)


def _has_data(items: Sequence[Item], heading: int) -> bool:
    for item in items[heading + 1 :]:
        if item.kind is Kind.SPEECH:
            return False
        if item.kind is Kind.DATA or (item.kind is Kind.STRAY and is_fact(item.text)):
            return True
    return False
