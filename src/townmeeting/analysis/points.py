"""Statements split into points: each ask or claim that a reviewer would tick off by itself, word for word.

The method follows a study of meetings, opinion tables and assemblies: the end of each sentence says what it does
(`asks`); how it opens says whether it goes on with the matter before or starts another; a matter in which nothing is
asked is still a point, by its strongest claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from townmeeting.analysis.asks import ASKS, CLAIMS, EXPLICIT, VIEW, is_polite
from townmeeting.analysis.groups import NO_MATTER, Group, start_group
from townmeeting.analysis.headline import AskWords, cut_headline
from townmeeting.analysis.merging import (
    FULL,
    HOLLOW,
    NEEDS,
    asks_back,
    asks_for_help,
    benefits,
    goes_on_telling,
    has_own_subject,
    is_bare,
    is_helpless,
    merged_with,
    names_something,
    spells_out,
    tells_first,
    told_since,
)
from townmeeting.analysis.silent import fallback, silent_paragraphs, stated_items, told_besides, without_titles
from townmeeting.analysis.units import Unit, split_units
from townmeeting.model import Meeting, Point, PointKind, Quote, Statement, join_quotes
from townmeeting.settings import PointSettings

_LIST_HEAD = re.compile(r"(?:次|以下|下記|左記)(?:の|に|は|を|が)|[：:]$")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_ALSO = re.compile(r"[^。、]{1,16}[一-龯々ァ-ヶーのり](?<![年月日回人度時分間何誰])も(?![うちっし])")
_DEFAULT = PointSettings()
TERSE = 36
"""Longest question, in characters, that names too little of its matter in a prepared speech (どう取り組むのか。)."""


def split_points(meeting: Meeting, settings: PointSettings = _DEFAULT) -> tuple[Point, ...]:
    """Return the points of all statements, in order. Every statement with any words has at least one."""
    words, digest = AskWords("\n".join(s.text for s in meeting.statements)), is_digest(meeting.statements)
    return tuple(point for s in meeting.statements for point in _points_of(s, words, digest, settings))


INTERJECTION = 12
"""Characters under which a turn (はい、なるほど。) says nothing of how a record is written."""


def is_digest(statements: Sequence[Statement]) -> bool:
    """Tell whether most statements hold no sentence in です/ます style: a newsletter's digest of what people said."""
    said = [s for s in statements if len(s.text) >= INTERJECTION]
    curt = sum(not any(is_polite(x) for x in _SENTENCE.findall(s.text)) for s in said)
    return 2 * curt > len(said)


def _points_of(statement: Statement, words: AskWords, digest: bool, settings: PointSettings) -> Iterator[Point]:
    whole = join_quotes(statement.segments)
    units = split_units(statement.segments)
    spoken = statement.turn is not None and not digest
    for number, group in enumerate(_groups(units, spoken, settings), 1):
        quote = whole.slice(units[group.first].start, units[group.last].end)
        yield _point(statement, number, group, quote, words)


def _point(statement: Statement, number: int, group: Group, quote: Quote, words: AskWords) -> Point:
    return Point(
        id=f"{statement.id}.{number}",
        statement_id=statement.id,
        quote=quote,
        kind=group.kind,
        needs_answer=group.needs_answer,
        headline=cut_headline(group.main.body),
        cues=(group.main.ask.cue,) if group.main.ask and group.main.ask.cue else (),
        asks=words.find(group.main.body),
    )


def _groups(units: tuple[Unit, ...], spoken: bool, settings: PointSettings) -> list[Group]:
    if not units:
        return []
    asks = sum(u.strength >= EXPLICIT for u in units)
    prepared = spoken and asks >= settings.speech_asks and len(units) >= settings.speech_sentences
    lists = _lists(units)
    matters = _matters(units, lists)
    groups = [g for first, last in matters for g in _matter_groups(units, first, last, spoken, prepared)]
    groups += _item_groups(units, lists, groups)
    groups = [_widened(g, units, groups, prepared) for g in groups]
    if not prepared:
        groups += [] if spoken else stated_items(units, groups)
        groups += told_besides(units, groups, matters)
        groups += silent_paragraphs(units, groups, settings)
        groups = without_titles(units, groups)
    return sorted(groups or fallback(units, spoken), key=lambda g: (g.first, g.last))


# ---- matters: the stretches that treat one thing -----------------------------------------------------------------


def _matters(units: tuple[Unit, ...], lists: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches (first, last) that treat one matter: a paragraph, cut at list items and at また, 次に."""
    inside = {n for first, last in lists for n in range(first, last + 1)}
    starts = [n for n, u in enumerate(units) if n == 0 or _opens_matter(u, units[n - 1])]
    bounds = list(zip(starts, [n - 1 for n in starts[1:]] + [len(units) - 1], strict=True))
    return [(first, last) for first, last in bounds if first not in inside]


def _opens_matter(unit: Unit, before: Unit) -> bool:
    new = "new_matter" in unit.opens and not asks_back(unit)
    return unit.paragraph != before.paragraph or new or bool(unit.marker)


def _matter_groups(units: tuple[Unit, ...], first: int, last: int, spoken: bool, prepared: bool) -> list[Group]:
    """Return the points of one matter."""
    asking = [u.ask for u in units[first : last + 1] if u.ask is not None and u.strength >= ASKS]
    asked = bool(asking)
    polite = spoken and any(ask.polite for ask in asking)
    groups: list[Group] = []
    for n in range(first, last + 1):
        unit = units[n]
        if "reason" in unit.opens:
            continue
        if groups and (benefits(unit, groups[-1], n) or spells_out(unit, groups[-1], n)):
            groups[-1] = replace(groups[-1], last=n)
        elif groups and asks_for_help(unit) and is_helpless(groups[-1], n):
            groups[-1] = replace(groups[-1], last=n, kind=unit.kind)
        elif groups and spoken and tells_first(groups[-1], n, unit):
            groups[-1] = replace(groups[-1], last=n, main=unit, kind=unit.kind)
        elif groups and spoken and goes_on_telling(groups[-1], n, unit):
            groups[-1] = replace(groups[-1], last=n)
        elif unit.strength >= _floor(unit, asked, polite, prepared, bool(groups) and not _asks_next(units, n)):
            merged = merged_with(groups[-1], n, units) if groups else None
            groups[-1:] = [merged] if merged else [*groups[-1:], start_group(unit, unit.kind, n)]
        elif unit.rule == "praise" and not prepared:
            groups.append(start_group(unit, PointKind.OPINION, n))
    return groups


def _floor(unit: Unit, asked: bool, polite: bool, prepared: bool, further: bool) -> float:
    """Return the strength from which the unit is a point.

    Beside an ask, a claim in です/ます style is its reason (重要です。…してほしいです); in the curt style of written
    opinions it stands by itself. Who asks politely in speech gives his reasons curtly too (水が流れるところがない。).
    In a prepared speech only explicit asks are points. What is said with も behind a point (防波堤の灯りも切れた
    ままです) is a further complaint, no reason.
    """
    if prepared:
        return EXPLICIT
    if further and unit.kind is PointKind.CONCERN and _ALSO.match(unit.body):
        return VIEW
    return ASKS if asked and unit.ask is not None and (polite or unit.ask.polite) else CLAIMS


def _asks_next(units: tuple[Unit, ...], n: int) -> bool:
    """Tell whether the sentence after unit n asks for something, perhaps on its account."""
    after = units[n + 1 : n + 2]
    return any(u.strength >= EXPLICIT and "new_matter" not in u.opens and not has_own_subject(u) for u in after)


def _widened(group: Group, units: tuple[Unit, ...], groups: list[Group], prepared: bool) -> Group:
    """Add the sentence before, where the point points back to it (これを…, その際…) or says too little by itself."""
    before, unit = group.first - 1, units[group.first]
    if before < 0 or group.last > group.first + 1 or units[before].rule in NO_MATTER:
        return group
    if asks_for_help(unit) and group.first == group.last:
        return replace(group, first=told_since(units, groups, group.first))
    if any(g.first <= before <= g.last for g in groups):
        return group
    near = units[before].paragraph == unit.paragraph
    back = near and unit.opens & {"demonstrative", "consequence"} and len(unit.text) <= FULL
    empty = near and is_bare(unit) and not names_something(unit) and not unit.marker
    terse = (prepared or HOLLOW.match(unit.body)) and len(unit.text) <= TERSE and unit.kind is PointKind.QUESTION
    return replace(group, first=before) if back or empty or terse else group


# ---- lists -------------------------------------------------------------------------------------------------------


def _lists(units: tuple[Unit, ...]) -> list[tuple[int, int]]:
    """Return the stretches of list items (first, last) that stand under a sentence announcing them (次の事項を…)."""
    found: list[tuple[int, int]] = []
    n = 1
    while n < len(units):
        if units[n].marker and not units[n - 1].item and _LIST_HEAD.search(units[n - 1].body):
            last = n
            while last + 1 < len(units) and _goes_on(units[last], units[last + 1]):
                last += 1
            found.append((n, last))
            n = last
        n += 1
    return found


def _goes_on(item: Unit, after: Unit) -> bool:
    """Tell whether the list goes on: with the next item, or with a further sentence of the same one."""
    return after.item or after.paragraph == item.paragraph


def _item_groups(units: tuple[Unit, ...], lists: list[tuple[int, int]], groups: list[Group]) -> list[Group]:
    """Return a point for each item; the first one takes the head along where the head asks for the items only."""
    found: list[Group] = []
    for first, last in lists:
        head, begun = next((g for g in groups if g.last == first - 1), None), len(found)
        for n in range(first, last + 1):
            unit = units[n]
            further = not unit.item and len(found) > begun and found[-1].last == n - 1
            if further and unit.strength < ASKS:
                found[-1] = replace(found[-1], last=n)
            elif unit.strength >= ASKS:
                found.append(start_group(unit, unit.kind, n))
            elif head is not None:
                kind = PointKind.REQUEST if head.main.rule in NEEDS else head.kind
                found.append(replace(head, first=n, last=n, main=unit, kind=kind))
        if head is not None and len(found) > begun and not _asks_besides(units[first - 1].body):
            groups.remove(head)
            found[begun] = replace(found[begun], first=head.first)
    return found


def _asks_besides(head: str) -> bool:
    """Tell whether the head asks for something besides its items (次の記述がなく、作り直すべき)."""
    announced = _LIST_HEAD.search(head)
    return bool(announced and "、" in head[announced.end() :])
