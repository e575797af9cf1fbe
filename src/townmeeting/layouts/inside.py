"""Markers within a line: Q：… A：… in one paragraph, （問）…（答）… in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from townmeeting.layouts.lines import HEAD, LONGEST_SCAN, Line, even
from townmeeting.layouts.markers import Hit, hit_of
from townmeeting.layouts.spec import LineRule, Opens
from townmeeting.text import CLOSERS, OPENERS, QUOTED

_END = re.compile(r"[。．.！？!?](?:[」』）)】〕\]]*) ?$")
_ASKS = re.compile(r"か ?$")
_PARTICLE = re.compile(r"[のはがをにでとへもや、・]$")
_WORD = re.compile(r"[ぁ-ん]$|[。．.！？!? 」』）)】〕\]]$")
_PLACE = re.compile(r"(?<=[。．.！？!? 」』）)】〕\]])(?=[^ ])|(?=[<〈《\[(【〔])")
_LATIN = re.compile(r"[^A-Za-z]*[A-Za-z]\d{0,3}[^A-Za-z]*$")
_PLAIN_LATIN = re.compile(r"[^A-Za-z]{0,3}[A-Za-z]\d{0,3} +")
_OTHER = {Opens.STATEMENT: Opens.ANSWER, Opens.ANSWER: Opens.STATEMENT}


def cut_inside(
    rules: Sequence[LineRule], lines: Sequence[Line], hits: Sequence[Hit | None]
) -> tuple[list[Line], list[Hit | None]]:
    """Return the lines and hits, with a line that holds a question and its answer cut in two at the marker.

    A question is looked through for answers and an answer for questions only, so that a list of plans (Ａ：…Ｂ：…)
    stays whole; the lines that go on with a question are looked through too.
    """
    inside = [rule for rule in rules if rule.inside]
    if not inside:
        return list(lines), list(hits)
    cut: list[tuple[Line, Hit | None]] = []
    now: Opens | None = None
    for line, hit in zip(lines, hits, strict=True):
        if hit or line.level:
            now = hit.opens if hit and not line.level else None
        if now not in _OTHER:
            cut.append((line, hit))
            continue
        parts = list(_cut(line, hit, inside, now))
        now = parts[-1][1].opens if parts[-1][1] else now
        cut += parts
    return [line for line, _ in cut], [hit for _, hit in cut]


def _cut(line: Line, hit: Hit | None, rules: Sequence[LineRule], now: Opens) -> Iterator[tuple[Line, Hit | None]]:
    text = even(line.quote.text[:LONGEST_SCAN])
    begin, at = 0, hit.end if hit else 0
    for found in _places(text):
        if found <= at:
            continue
        plain = hit is not None and _PLAIN_LATIN.fullmatch(text[begin : begin + hit.end]) is not None
        inner = _hit_at(text, found, [rule for rule in rules if rule.opens is _OTHER[now]])
        if inner is None or not _stands_out(text[begin:found][-HEAD:], text[found : found + inner.end], plain=plain):
            continue
        yield _part(line, begin, found), hit
        begin, at, hit, now = found, found + inner.end, inner, inner.opens
    yield (_part(line, begin, None) if begin else line), hit


def _places(text: str) -> Iterator[int]:
    """Yield the offsets at which a marker may stand: behind a sentence, a blank or a bracket, outside quotations."""
    quoted = ((m.start(), m.end()) for m in QUOTED.finditer(text))
    start, stop = next(quoted, (len(text), len(text)))
    for place in _PLACE.finditer(text):
        at = place.start()
        while stop <= at and start < len(text):
            start, stop = next(quoted, (len(text), len(text)))
        if not start < at < stop:
            yield at


def _part(line: Line, begin: int, end: int | None) -> Line:
    quote = line.quote.slice(begin, end)
    if begin == 0:
        return replace(line, quote=quote, even=even(quote.text[:HEAD]))
    return replace(line, quote=quote, even=even(quote.text[:HEAD]), gap=False, cut=False, item=False, detail=False)


def _hit_at(text: str, at: int, rules: Sequence[LineRule]) -> Hit | None:
    """Return the hit of the first rule that the words behind `at` meet, if there are any behind the marker."""
    rest = text[at : at + HEAD]
    matches = ((rule, rule.match(rest)) for rule in rules)
    rule, found = next(((r, m) for r, m in matches if m), (None, None))
    return hit_of(rule, found) if rule and found and rest[found.end() :].strip() else None


def _stands_out(before: str, marker: str, *, plain: bool) -> bool:
    """Tell whether a marker is set off from the words before it, by what ends them or by its own brackets. A letter
    with nothing but a blank behind it counts where the question has such a one too (`plain`)."""
    bare = marker.strip()
    if not bare or not before.strip():
        return False
    if bare[0] in OPENERS and bare[-1] in CLOSERS:
        return _WORD.search(before) is not None and _PARTICLE.search(before) is None
    finished = _END.search(before) is not None or (before.endswith(" ") and _ASKS.search(before) is not None)
    if _LATIN.fullmatch(bare):
        return finished and (plain or bare[-1] in ":.．)")
    return finished or (before.endswith(" ") and bare[-1] in ":.．)")
