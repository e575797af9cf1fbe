"""Names of residents replaced by 発言者A, 発言者B, ... where a report is to be published."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from townmeeting.model import Analysis, Meeting, Role, Speaker
from townmeeting.reports.words import Words

SHORT = 2
"""Names of at most so many characters (森, 山田) are replaced in running text only before an honorific."""


@cache
def _cues() -> Mapping[str, list[str]]:
    text = files("townmeeting").joinpath("data/masking.toml").read_text(encoding="utf-8")
    return {name: sorted(table["words"], key=len, reverse=True) for name, table in tomllib.loads(text).items()}


@cache
def _generic() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _cues()["generic"])) + r"|[\W\d_A-Za-z]|[〇一二三四五六七八九十百]")


@cache
def _honorific() -> str:
    return "(?:" + "|".join(map(re.escape, _cues()["honorific"])) + ")"


def is_generic(attribution: str) -> bool:
    """Tell whether a printed attribution names nobody: 発言1, 女性（60代）, 百十六番."""
    return not _generic().sub("", unicodedata.normalize("NFKC", attribution))


def printed_names(speaker: Speaker) -> tuple[str, ...]:
    """Return the names of a person that an attribution holds: in full, and the family name where a blank shows it."""
    name = speaker.name or ("" if is_generic(speaker.attribution) else speaker.attribution)
    name = re.sub(f"{_honorific()}$", "", name.strip())
    parts = name.split()
    return tuple(dict.fromkeys(n for n in ("".join(parts), parts[0] if len(parts) > 1 else "") if n))


@dataclass(frozen=True, slots=True)
class Masker:
    """Names and what stands for them. One without names changes nothing."""

    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def persons(self) -> int:
        """How many persons are masked."""
        return len(set(self.names.values()))

    def ranges(self, text: str) -> tuple[tuple[int, int, str], ...]:
        """Return (start, end, replacement) of every name in the text."""
        if not self.names:
            return ()
        return tuple((m.start(), m.end(), self.names["".join(m[0].split())]) for m in self._pattern().finditer(text))

    def __call__(self, text: str) -> str:
        """Return the text with every name replaced."""
        parts, at = [], 0
        for start, end, stand_in in self.ranges(text):
            parts += [text[at:start], stand_in]
            at = end
        return "".join([*parts, text[at:]])

    def speaker(self, speaker: Speaker) -> str:
        """Return the full attribution of a speaker, without the name of a masked one."""
        names = printed_names(speaker)
        stand_in = self.names.get(names[0]) if names else None
        if stand_in is None or speaker.role is not Role.RESIDENT:
            return self(speaker.full)
        return f"{speaker.attribution}（{stand_in}）" if is_generic(speaker.attribution) else stand_in

    def _pattern(self) -> re.Pattern[str]:
        return _pattern(tuple(sorted(self.names, key=lambda n: (-len(n), n))))


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    def one(name: str) -> str:
        spaced = r"[ 　]?".join(map(re.escape, name))
        return spaced if len(name) > SHORT else f"{spaced}(?={_honorific()})"

    return re.compile("|".join(map(one, names)))


def make_masker(analyses: Sequence[Analysis], words: Words) -> Masker:
    """Return the masker for the residents who speak in these meetings, lettered in the order in which they do."""
    names: dict[str, str] = {}
    for speaker in _speakers(a.meeting for a in analyses):
        printed = printed_names(speaker)
        if printed and printed[0] not in names:
            stand_in = words("発言者", "Speaker ") + letters(len(set(names.values())))
            names.update({n: stand_in for n in printed if n not in names})
    return Masker(names)


def _speakers(meetings: Iterable[Meeting]) -> Iterable[Speaker]:
    for meeting in meetings:
        spoken = (*(s.speaker for s in meeting.statements), *(t.speaker for t in meeting.turns))
        yield from (s for s in spoken if s.role is Role.RESIDENT)


def letters(number: int) -> str:
    """Return A, B, ... Z, AA, AB, ... for 0, 1, ..."""
    head = letters(number // 26 - 1) if number >= 26 else ""
    return head + chr(ord("A") + number % 26)
