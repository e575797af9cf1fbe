"""Who speaks: a printed attribution to a speaker with a role. The words are data (`data/roles.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from townmeeting.layouts.lines import even
from townmeeting.model import Role, Speaker
from townmeeting.text import fold, squeeze

_SEAT = re.compile(r"^(?:n|[0-9〇一二三四五六七八九十百○]+)番(?:議員|委員)?")
_NUMBER = re.compile(r"[0-9a-zア-ン①-⑳甲乙丙]{1,3}$")
_HONORIFIC = re.compile(r"(?:君|氏|さん|様|殿|くん)$")
_BRACKET = re.compile(r"[(（\[［【]([^()（）\[\]［］【】]*)[)）\]］】]?")
_AGE = re.compile(r"(?:[1-9]0|[一二三四五六七八九]?十)(?:歳)?代(?:前半|後半|以上)?")
_LISTS = ("offices", "groups", "bodies", "authorities", "legal_forms")
_NAME = re.compile(r"[^\W\d_]{1,12}$")


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The words of `data/roles.toml`, folded: those that end an attribution, and those that are one; offices answer,
    groups of residents ask, and so do the officers of `bodies` (industry, unions), unlike those of `authorities`."""

    endings: dict[str, Role]
    alone: dict[str, Role]
    offices: tuple[str, ...]
    groups: tuple[str, ...]
    bodies: tuple[str, ...]
    authorities: tuple[str, ...]
    legal_forms: tuple[str, ...]

    def pattern(self) -> str:
        """Return a regular expression for any title, for `{title}` in line rules."""
        return any_of(self.endings)


def any_of(words: Iterable[str]) -> str:
    """Return a regular expression for any of the words, longest first, as they are folded and in capitals (PTA)."""
    forms = {form for word in words for form in (word, word.upper())}
    return "|".join(map(re.escape, sorted(forms, key=lambda w: (-len(w), w))))


@cache
def load_roles() -> dict[str, Any]:
    """Return `data/roles.toml`."""
    return tomllib.loads(files("townmeeting").joinpath("data/roles.toml").read_text(encoding="utf-8"))


@cache
def role_words() -> RoleWords:
    """Return the role words, read once."""
    endings: dict[str, Role] = {}
    alone: dict[str, Role] = {}
    for entry in load_roles()["role"]:
        role = Role(entry["role"])
        endings.update({fold(word): role for word in entry["words"]})
        alone.update({fold(word): role for word in entry["alone"]})
    lists = (tuple(map(fold, load_roles()[kind])) for kind in _LISTS)
    return RoleWords(endings, {**endings, **alone}, *lists)


def _ending(text: str) -> str | None:
    """Return the longest title that ends the text."""
    words = role_words().endings
    return next((text[at:] for at in range(len(text)) if text[at:] in words), None)


def _beginning(text: str) -> str | None:
    words = role_words().endings
    return next((text[:end] for end in range(len(text), 0, -1) if text[:end] in words), None)


def _find_title(attribution: str) -> tuple[str, Role] | None:
    """Return the title in an attribution without brackets, and its role."""
    bare = _HONORIFIC.sub("", fold(attribution))
    words = role_words()
    if bare in words.alone:
        return bare, words.alone[bare]
    if seat := _SEAT.match(bare):
        return seat[0], Role.RESIDENT
    for text in (bare, _NUMBER.sub("", bare)):
        if title := _ending(text):
            return title, words.endings[title]
        if text in words.alone:
            return text, words.alone[text]
    if bare.endswith(words.offices):
        return bare, Role.STAFF
    if bare.endswith(words.groups):
        return bare, Role.RESIDENT
    if age := _AGE.search(bare):
        rest = bare.replace(age[0], "")
        return (rest if words.alone.get(rest) is Role.RESIDENT else age[0]), Role.RESIDENT
    first = fold(attribution.split()[0]) if len(attribution.split()) > 1 else ""
    for text in (first, bare):
        if text and (title := _beginning(text)) and (title == text or text is first):
            return title, words.endings[title]
    return None


@lru_cache(maxsize=4096)
def speaker_of(attribution: str, name: str = "") -> Speaker:
    """Return the speaker that a printed attribution names; `name` is what stood in brackets behind it.

    The title before the bracket decides (議長（山田議員） leads the meeting); a bracket decides where the title
    does not (答弁（村長）, 総務省（山田部長）); who is of a private body sits on a council as a member. A title that
    `data/roles.toml` does not know gives Role.OTHER.
    """
    shown = " ".join(attribution.split())
    inner = name or next((m[1] for m in _BRACKET.finditer(attribution)), "")
    outer = _BRACKET.sub("", attribution)
    found = _find_title(outer)
    from_bracket = _find_title(inner) if inner else None
    if from_bracket and (found is None or _is_function(outer)):
        found = (from_bracket[0], Role.RESIDENT) if _is_private(outer) else from_bracket
        person = _person(inner, found[0])
    else:
        person = _person(inner, "") or (_person(outer, found[0]) if found and _names_a_member(found[0]) else None)
    if found is None:
        return Speaker(attribution=shown, role=Role.OTHER, name=person)
    return Speaker(attribution=shown, role=found[1], name=person, title=found[0])


def _is_private(outer: str) -> bool:
    """Tell whether the words before a bracket name a body that an office does not answer for."""
    words = role_words()
    return fold(outer).endswith(words.bodies) or fold(outer).startswith(words.legal_forms)


def _names_a_member(title: str) -> bool:
    """Tell whether a name stands before the title: 山田議員 has one, 総務部長 a department."""
    return title.endswith(("議員", "委員", "構成員", "番"))


def _is_function(outer: str) -> bool:
    """Tell whether the words before a bracket say what is done, not who does it (答弁, 質問, 回答)."""
    return fold(outer) in ("答弁", "再答弁", "回答", "答", "質問", "再質問", "問", "質疑", "意見", "発言")


def _person(text: str, title: str) -> str | None:
    """Return the name of a person in an attribution: what is left without title, seat and honorific."""
    whole = even(squeeze(text))
    bare = _SEAT.sub("", whole.replace(title, "", 1) if title else whole)
    bare = _HONORIFIC.sub("", bare)
    known = _find_title(bare) if bare else None
    if known and fold(bare).endswith(known[0]):
        bare = bare[: len(bare) - len(known[0])]
    return bare if _NAME.match(bare) else None
