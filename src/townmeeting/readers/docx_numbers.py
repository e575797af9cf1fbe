"""List numbers of Word documents. Word keeps them apart from the text and counts them when it shows the page;
「(2)について」 in an answer means nothing without them. The rules are those of ECMA-376 part 1, 17.9."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_ZODIAC = "子丑寅卯辰巳午未申酉戌亥"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_LEVEL = re.compile("%([1-9])")


def _sequence(signs: str) -> Callable[[int], str]:
    return lambda n: signs[(n - 1) % len(signs)] if n > 0 else str(n)


def _letters(n: int) -> str:
    return chr(ord("a") + (n - 1) % 26) * ((n - 1) // 26 + 1) if 0 < n < 1000 else str(n)


def _roman(n: int) -> str:
    signs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
             (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
    if not 0 < n < 4000:
        return str(n)
    text = ""
    for value, sign in signs:
        text += sign * (n // value)
        n %= value
    return text


def _kanji(n: int) -> str:
    if not 0 < n < 1000:
        return "".join("〇一二三四五六七八九"[int(d)] for d in str(abs(n)))
    text = ""
    for value, sign in ((100, "百"), (10, "十")):
        if n >= value:
            text += ("" if n < 2 * value else "〇一二三四五六七八九"[n // value]) + sign
            n %= value
    return text + ("〇一二三四五六七八九"[n] if n else "")


def _enclosed(first: int, most: int, more: int = 0) -> Callable[[int], str]:
    """Numbers that Unicode has as one sign each, `most` of them from `first` on, 21 and up from `more`."""

    def show(n: int) -> str:
        if 0 < n <= most:
            return chr(first + n - 1)
        return chr(more + n - most - 1) if more and n <= most + 15 else f"({n})"

    return show


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda n: str(n).translate(_FULL_WIDTH),
    "decimalEnclosedCircle": _enclosed(0x2460, 20, 0x3251),
    "decimalEnclosedParen": _enclosed(0x2474, 20),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20),
    "aiueo": _sequence(_KANA),
    "aiueoFullWidth": _sequence(_KANA),
    "iroha": _sequence(_IROHA),
    "irohaFullWidth": _sequence(_IROHA),
    "lowerLetter": _letters,
    "upperLetter": lambda n: _letters(n).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda n: _roman(n).upper(),
    "japaneseCounting": _kanji,
    "japaneseLegal": _kanji,
    "japaneseDigitalTenThousand": _kanji,
    "ideographDigital": _kanji,
    "chineseCounting": _kanji,
    "chineseCountingThousand": _kanji,
    "taiwaneseCounting": _kanji,
    "ideographTraditional": _sequence(_STEMS),
    "ideographZodiac": _sequence(_ZODIAC),
    "none": lambda n: "",
}
"""How a number is written, by the name Word gives the way (w:numFmt)."""


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: where it starts, how it counts, how it is written and what makes it start again."""

    start: int
    form: str
    text: str
    restart: int | None


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, number_id: str, depth: int) -> str:
        """Count the next item of a list and return its number as shown; empty where it has a bullet of a symbol
        font or no list is known by that id."""
        kind = self.lists.get(number_id)
        levels = self.levels.get(kind or "", {})
        if kind is None or depth not in levels:
            return ""
        counts = self._advance(kind, number_id, depth)
        level = levels[depth]
        if level.form == "bullet":
            return "" if any("\ue000" <= c <= "\uf8ff" for c in level.text) else level.text.strip()
        return _LEVEL.sub(lambda m: self._shown(levels, counts, int(m[1]) - 1), level.text).strip()

    def _advance(self, kind: str, number_id: str, depth: int) -> dict[int, int]:
        counts = self.counts.setdefault(kind, {})
        levels = self.levels[kind]
        override = self.starts.get(number_id, {}).get(depth)
        if override is not None and (number_id, depth) not in self.begun:
            counts[depth] = override
        else:
            counts[depth] = counts[depth] + 1 if depth in counts else levels[depth].start
        self.begun.add((number_id, depth))
        for deeper in [d for d in counts if d > depth]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or 0 < depth + 1 <= restart:
                del counts[deeper]
        return counts

    def _shown(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        if depth not in levels:
            return ""
        return FORMATS.get(levels[depth].form, str)(counts.get(depth, levels[depth].start))


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists that numbering.xml defines; none where the document has no such part."""
    numbering = Numbering()
    if root is None:
        return numbering
    for abstract in root.findall(f"{W}abstractNum"):
        levels = {whole(level.get(f"{W}ilvl")) or 0: _level(level) for level in abstract.findall(f"{W}lvl")}
        numbering.levels[abstract.get(f"{W}abstractNumId", "")] = levels
    for num in root.findall(f"{W}num"):
        name = num.get(f"{W}numId", "")
        numbering.lists[name] = value_of(num, "abstractNumId") or ""
        for override in num.findall(f"{W}lvlOverride"):
            if (start := number_of(override, "startOverride")) is not None:
                numbering.starts.setdefault(name, {})[whole(override.get(f"{W}ilvl")) or 0] = start
    return numbering


def _level(level: Element) -> Level:
    start = number_of(level, "start")
    return Level(
        start=1 if start is None else start,
        form=value_of(level, "numFmt") or "decimal",
        text=value_of(level, "lvlText") or "",
        restart=number_of(level, "lvlRestart"),
    )


def number_of(element: Element | None, *path: str) -> int | None:
    """Return the w:val at a path as a whole number, or None where there is none."""
    return whole(value_of(element, *path))


def whole(text: str | None) -> int | None:
    """Return a whole number as XML writes it, or None."""
    digits = (text or "").removeprefix("-")
    return int(text or "") if digits.isascii() and digits.isdigit() and len(digits) < 7 else None


def value_of(element: Element | None, *path: str) -> str | None:
    """Return the w:val of the element at a path of w: names, or None where there is none."""
    found = element.find("/".join(f"{W}{name}" for name in path)) if element is not None else None
    return None if found is None else found.get(f"{W}val")
