"""Runs of nouns: the compound nouns of a text, cut to what can be a term (TermExtract's way of finding candidates).

A run is made of units that stand side by side. A prefix never ends a stretch of it and a suffix never opens one, so
that no part of a word is taken for a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from townmeeting.nlp import Token, tokens
from townmeeting.text import fold
from townmeeting.topics.lexicon import Lexicon, lexicon

_KATAKANA = re.compile(r"[ァ-ヶー]+")
_KANJI = re.compile(r"[一-龯々]")
_KANA_ONLY = re.compile(r"[ぁ-ゖー]")
_POLITE = re.compile(r"[おご御][一-龯].+(?<!さん)(?<![様所])")
"""A word with お or ご before it that the dictionary keeps as one: ご自宅, お祭り (not 御所, お母さん)."""
_NOTHING = re.compile(r"[\W\d_]*")
_DOTS = frozenset("・･")
_VERBALS = frozenset({"為る", "致す", "出来る", "為さる", "頂く", "下さる", "願う", "申し上げる"})


@dataclass(frozen=True, slots=True)
class Unit:
    """A word inside a run: its spelling for counting, its place in the text, and to which neighbour it clings."""

    norm: str
    start: int
    end: int
    prefix: bool = False
    suffix: bool = False
    number: bool = False
    forced: bool = False
    place: bool = False


Run = tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class Forced:
    """Words that a person's file makes terms: folded spelling -> key."""

    keys: dict[str, str]
    longest: int = 0


NOTHING_FORCED = Forced({})


def key_of_run(units: Sequence[Unit]) -> str:
    """Return the key under which a stretch of a run is counted."""
    return "".join(u.norm for u in units)


def noun_runs(text: str, forced: Forced = NOTHING_FORCED) -> Iterator[Run]:
    """Yield the runs of a text in order, trimmed; a run that is no term by itself is left out."""
    words = lexicon()
    found = tokens(text)
    at = 0
    while at < len(found):
        end, run = _read_run(found, at, words, forced, text)
        after = found[end] if end < len(found) else None
        if run:
            kept = trim(_without_adjective(run, after, words), words)
            if kept and not _is_usage(found, at, end, kept, words):
                yield kept
        at = max(end, at + 1)


def _read_run(found: Sequence[Token], at: int, words: Lexicon, forced: Forced, text: str) -> tuple[int, list[Unit]]:
    """Return where the run that starts at `at` ends, and its units."""
    run: list[Unit] = []
    while at < len(found) and (not run or found[at].start == run[-1].end):
        step, unit = _unit(found, at, words, forced, text, run)
        if unit is None:
            break
        run.append(unit)
        at += step
    return at, run


def _unit(
    found: Sequence[Token], at: int, words: Lexicon, forced: Forced, text: str, run: Sequence[Unit]
) -> tuple[int, Unit | None]:
    wanted = _forced_at(found, at, forced, text)
    if wanted:
        end, key = wanted
        return end - at, Unit(key, found[at].start, found[end - 1].end, forced=True)
    token, after = found[at], found[at + 1] if at + 1 < len(found) else None
    joined = after is not None and after.start == token.end
    kind = _kind(token, words)
    if kind == "counter":
        kind = "number" if run and run[-1].number else "noun" if token.pos[0] == "名詞" else "suffix"
    elif token.pos[0] == "動詞":
        noun = joined and after is not None and _kind(after, words) in ("noun", "suffix", "counter")
        renyou = token.pos[5].startswith("連用形") and _KANJI.search(token.surface)
        kind = "verb" if noun and renyou else ""
    elif token.surface in _DOTS:
        between = run and joined and after is not None and _KATAKANA.fullmatch(after.surface)
        kind = "noun" if between and _KATAKANA.fullmatch(found[at - 1].surface) else ""
    if not kind:
        return 1, None
    if _POLITE.fullmatch(token.surface) and not words.is_a("place", token):
        return 1, Unit(_norm(token, kind)[1:], token.start + 1, token.end)
    norm = "" if token.surface in _DOTS else _norm(token, kind)
    flags = {kind: True} if kind in ("prefix", "suffix", "number") else {}
    return 1, Unit(norm, token.start, token.end, place=words.is_a("place", token), **flags)


def _norm(token: Token, kind: str) -> str:
    norm = fold(token.surface if kind == "verb" else token.norm)
    return norm.removesuffix("達") or norm


def _kind(token: Token, words: Lexicon) -> str:
    if token.surface.endswith("的") and len(token.surface) > 1:
        return ""
    for kind in ("number", "counter", "noun", "suffix", "prefix", "verb"):
        if words.is_a(kind, token):
            return kind
    return ""


def _forced_at(found: Sequence[Token], at: int, forced: Forced, text: str) -> tuple[int, str] | None:
    """Return the longest forced word that opens at this token and ends with a token: token after it, key."""
    best = None
    for end in range(at + 1, min(len(found), at + forced.longest) + 1):
        key = forced.keys.get(fold(text[found[at].start : found[end - 1].end]))
        best = (end, key) if key else best
    return best


def _without_adjective(run: list[Unit], after: Token | None, words: Lexicon) -> list[Unit]:
    """Take off the noun that 的 makes an adjective of (社会 of 社会的な)."""
    makes = after is not None and after.start == run[-1].end and words.is_a("adjectival", after)
    return run[:-1] if makes else run


def _is_usage(found: Sequence[Token], at: int, end: int, kept: Run, words: Lexicon) -> bool:
    """Tell whether a single word is used as a verb (実施する), an adjective (自由な) or an adverb (将来、)."""
    if end - at != 1 or kept[0].forced:
        return False
    token, after = found[at], found[end] if end < len(found) else None
    if words.is_a("adverbial", token):
        return True
    if after is None or after.start != token.end:
        return False
    verbal = token.pos[2].startswith("サ変") and after.norm in _VERBALS and after.pos[0] == "動詞"
    return verbal or (after.pos[0] == "助動詞" and after.surface in ("な", "に"))


def trim(run: Sequence[Unit], words: Lexicon) -> Run:
    """Return the run without what is cut off its ends, () where nothing is left."""
    start, end = 0, len(run)
    while start < end and not run[start].forced and (run[start].number or run[start].norm in words.front):
        start += 1
    while end > start and not run[end - 1].forced and _falls_off(run[end - 1], words):
        end -= 1
    while start < end and run[start].suffix:
        start += 1
    return tuple(run[start:end])


def _falls_off(unit: Unit, words: Lexicon) -> bool:
    return unit.number or unit.prefix or unit.norm in words.back or not unit.norm


def is_term(units: Sequence[Unit], words: Lexicon) -> bool:
    """Tell whether a stretch may be a term: no stop word, no bare kana, no sign or number."""
    key = key_of_run(units)
    if (
        key in words.stop
        or all(u.norm in words.empty for u in units)
        or _KANA_ONLY.fullmatch(key)
        or _NOTHING.fullmatch(key)
    ):
        return False
    return len(key) > 1 or bool(_KANJI.fullmatch(key))


def stretches(run: Run, length: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches of this many units whose ends do not cut a word from its prefix or suffix."""
    for start in range(len(run) - length + 1):
        end = start + length
        opens = not run[start].suffix and (start == 0 or not run[start - 1].prefix) and run[start].norm
        closes = not run[end - 1].prefix and (end == len(run) or not run[end].suffix) and run[end - 1].norm
        if opens and closes and not (length == 1 and run[start].number):
            yield start, end
