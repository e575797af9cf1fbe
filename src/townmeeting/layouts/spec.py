"""What a transcript layout is made of: line rules out of a TOML file, checked before they are used."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from townmeeting.layouts.lines import even
from townmeeting.layouts.speakers import role_words
from townmeeting.model import Role

E = TypeVar("E", bound=StrEnum)
MACROS = {
    "mark": r"[○◯〇◎●◉◆◇□■△▲▽▼☆★]",
    "seat": r"(?:[0-9]{1,3}|N|[〇一二三四五六七八九十百]{1,4}|○{1,3})番",
    "number": r"(?:[0-9]{1,3}(?:[-‐－][0-9]{1,2})?|[①-⑳]|[一二三四五六七八九十]{1,3})",
    "honorific": r"(?:君|氏|さん|様|殿|議員|委員)",
    "colon": r"[:∶︰]",
}
"""Parts that patterns may name as {mark}; {title} and {office} stand for those of data/roles.toml."""


class Opens(StrEnum):
    """What a line begins.

    STATEMENT, ANSWER and TURN begin a speech; for TURN the speaker's title decides whose. SPEAKER names who
    speaks from here on, REFERENCE the statement that is answered from here on. SECTION is the heading of a venue
    or subject, NOTES begins the supplementary notes, NOTE a single one. CONTACT (問 総務課 ☎) and END close what
    was open; REMARK is a line that nobody said; DATA a fact about the meeting.
    """

    STATEMENT = "statement"
    ANSWER = "answer"
    TURN = "turn"
    CHAIR = "chair"
    SPEAKER = "speaker"
    REFERENCE = "reference"
    SECTION = "section"
    NOTES = "notes"
    NOTE = "note"
    DATA = "data"
    REMARK = "remark"
    CONTACT = "contact"
    END = "end"


SPEECH = frozenset({Opens.STATEMENT, Opens.ANSWER, Opens.TURN, Opens.CHAIR, Opens.SPEAKER})
"""What begins a speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRule:
    """One kind of line. The groups of `pattern` are read by name: label (its number), attr (who speaks), name
    (what stands in brackets behind it), to (the numbers answered); what follows the match is speech.

    `role` overrides what the words of attr say. `example` is a line that this rule matches and no other of its
    layout; `not_examples` are lines that it must leave alone. With `items` it also matches what a format marks as
    the item of a list, whose bullet is not among its words; without `headings` it leaves alone what a format marks
    as a heading (【総務課】 over a list of subjects is no speaker).
    """

    name: str
    pattern: str
    opens: Opens
    example: str
    role: Role | None = None
    not_examples: tuple[str, ...] = ()
    items: bool = False
    headings: bool = True

    def match(self, line: str) -> re.Match[str] | None:
        """Return the match at the beginning of a line in even width (`lines.even`)."""
        return compile_pattern(self.pattern).match(line)


class Linking(StrEnum):
    """How an answer finds its statement where it prints no reference.

    NEAREST: it belongs to the last statement before it. SINGLE: only where there is just one that it can mean
    (many statements in a row are answered in a batch there, and guessing would be wrong).
    """

    NEAREST = "nearest"
    SINGLE = "single"


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptSpec:
    """A way of writing a transcript: its name, what people call it, and its line rules in order of precedence.

    `trust` (0 to 1) scales the score of rules that also match running text; with `needs_answers` so does the share
    of statements that have an answer, for rules that match any list.
    """

    name: str
    title: str
    title_en: str
    rules: tuple[LineRule, ...]
    linking: Linking = Linking.NEAREST
    trust: float = 1.0
    needs_answers: bool = False


class SpecError(ValueError):
    """A layout file says something that cannot be used; the text says what, in Japanese."""


_KEYS = {"name", "title", "title_en", "kind", "linking", "trust", "needs_answers", "rule"}
_RULE_KEYS = {"name", "pattern", "opens", "role", "example", "not_examples", "items", "headings"}


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern with its {parts} filled in. Compiling is what makes a layout costly, so it waits for use.

    Raises SpecError where it is no regular expression or names an unknown part.
    """
    words = role_words()
    parts = {**MACROS, "title": f"(?:{words.pattern()})", "office": f"(?:{'|'.join(words.offices)})"}
    filled = re.sub(r"\{([a-z]+)\}", lambda m: parts.get(m[1], m[0]), pattern)
    if unknown := re.search(r"\{([a-z]+)\}", filled):
        raise SpecError(f"パターン中の {unknown[0]} は使えません（使えるもの: {', '.join(sorted(parts))}）")
    try:
        return re.compile(filled)
    except re.error as error:
        raise SpecError(f"正規表現「{pattern}」に誤りがあります（{error.pos} 文字目: {error.msg}）") from error


def build_spec(data: dict[str, Any], *, check: bool = True) -> TranscriptSpec:
    """Return the layout that a TOML file describes. Without `check` (the built-in ones, which tests check) patterns
    are not compiled and examples not tried.

    Raises SpecError for unknown or missing keys, wrong values, patterns that are none, and examples that the
    rule itself does not match.
    """
    _check_keys(data, _KEYS, "ファイル")
    rules = data.get("rule")
    if not isinstance(rules, list) or not rules:
        raise SpecError("[[rule]] が一つもありません")
    return TranscriptSpec(
        name=_text(data, "name", "ファイル"),
        title=str(data.get("title", data["name"])),
        title_en=str(data.get("title_en", data["name"])),
        rules=tuple(_build_rule(rule, check) for rule in rules),
        linking=_choice(Linking, data.get("linking", "nearest"), "linking"),
        trust=float(data.get("trust", 1.0)),
        needs_answers=bool(data.get("needs_answers", False)),
    )


def _build_rule(data: dict[str, Any], check: bool) -> LineRule:
    if not isinstance(data, dict):
        raise SpecError("rule は [[rule]] の形で書いてください")
    where = f"ルール「{data.get('name', '?')}」"
    _check_keys(data, _RULE_KEYS, where)
    rule = LineRule(
        name=_text(data, "name", where),
        pattern=_text(data, "pattern", where),
        opens=_choice(Opens, _text(data, "opens", where), f"{where} の opens"),
        role=_choice(Role, data["role"], f"{where} の role") if "role" in data else None,
        example=_text(data, "example", where),
        not_examples=tuple(str(x) for x in data.get("not_examples", ())),
        items=bool(data.get("items", False)),
        headings=bool(data.get("headings", True)),
    )
    if check and not rule.match(even(rule.example.strip())):
        raise SpecError(f"{where}: 例「{rule.example}」がパターンに一致しません")
    return rule


def _check_keys(data: dict[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(data) - known):
        raise SpecError(f"{where}: 項目 {', '.join(unknown)} は使えません（使えるもの: {', '.join(sorted(known))}）")


def _text(data: dict[str, Any], key: str, where: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise SpecError(f"{where}: {key} がありません")
    return value


def _choice(kind: type[E], value: object, where: str) -> E:
    try:
        return kind(str(value))
    except ValueError as error:
        known = ", ".join(k.value for k in kind)
        raise SpecError(f"{where}: 「{value}」は使えません（使えるもの: {known}）") from error


@cache
def built_in(name: str) -> TranscriptSpec:
    """Return a built-in layout by name, read once."""
    text = files("townmeeting").joinpath(f"data/layouts/{name}.toml").read_text(encoding="utf-8")
    return build_spec(tomllib.loads(text), check=False)
