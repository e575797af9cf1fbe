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
from townmeeting.layouts.speakers import any_of, role_words
from townmeeting.model import Role

E = TypeVar("E", bound=StrEnum)
MACROS = {
    "mark": r"[○◯〇◎●◉◆◇□■△▲▽▼☆★]",
    "seat": r"(?:[0-9]{1,3}|N|[〇一二三四五六七八九十百]{1,4}|○{1,3})番",
    "number": r"(?:[0-9]{1,3}(?:[-‐－][0-9]{1,2})?|[①-⑳]|[一二三四五六七八九十]{1,3})",
    "honorific": r"(?:君|氏|さん|様|殿|議員|委員)",
    "colon": r"[:∶︰]",
    "open": r"[<〈《\[(【「〔]",
    "close": r"[>〉》\])】」〕]",
}
"""Parts that patterns may name as {mark}; {title}, {office}, {group}, {body} and {legal_form} stand for those of
data/roles.toml, and a layout may give further ones under [parts]."""


class Opens(StrEnum):
    """What a line begins.

    STATEMENT, ANSWER and TURN begin a speech; for TURN the speaker's title decides whose. SPEAKER names who
    speaks from here on, REFERENCE the statement that is answered from here on. SECTION is the heading of a venue
    or subject, NOTES begins the supplementary notes, NOTE a single one, ASIDE one of a single paragraph, behind which
    the speech goes on. CONTACT (問 総務課 ☎) and END close what was open; REMARK is a line that nobody said; DATA a
    fact about the meeting.
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
    ASIDE = "aside"
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
    as a heading (【総務課】 over a list of subjects is no speaker). With `inside` it also counts within a line, a
    question's for an answer and an answer's for a question (Q：… A：…). `beside` names a rule of the same layout
    without which, somewhere in the document, this one does not count. A rule of common.toml that is `first` is tried
    before those of a layout: a stage note in brackets names somebody and is no speaker. What matches with `after_chair`
    is a speaker only where the chair has just spoken, and no item of a list (`seats.with_called_seats`).
    """

    name: str
    pattern: str
    opens: Opens
    example: str
    role: Role | None = None
    not_examples: tuple[str, ...] = ()
    items: bool = False
    headings: bool = True
    inside: bool = False
    beside: str = ""
    first: bool = False
    after_chair: bool = False

    def match(self, line: str) -> re.Match[str] | None:
        """Return the match at the beginning of a line in even width (`lines.even`)."""
        return compile_pattern(self.pattern).match(line)


class Linking(StrEnum):
    """How an answer finds its statement where it prints no reference.

    NEAREST: it belongs to the last statement before it. TOGETHER: to every statement since the last reply (a mayor
    hears two or three people before answering; the analysis tells by the words which passage is whose).
    """

    NEAREST = "nearest"
    TOGETHER = "together"


UNASKED = 0.3
"""What is left of a layout's score where nobody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptSpec:
    """A way of writing a transcript: its name, what people call it, and its line rules in order of precedence.

    `trust` (0 to 1) scales the score of rules that also match running text; with `needs_answers` so does the share
    of statements that have an answer, for rules that match any list. With `unmarked_replies` the paragraphs under a
    question are its answer where the document marks no answer at all (○ and a question, the reply indented).
    `starts` is a pattern that every line meets that a rule of this layout matches; it is quick, and spares the lines of
    running text, and in most documents all rules of the layout, the rest. `unasked` scales the score where someone
    leads the meeting and officials speak and nobody asks, as on the opening day of an assembly.
    """

    name: str
    title: str
    title_en: str
    rules: tuple[LineRule, ...]
    linking: Linking = Linking.NEAREST
    trust: float = 1.0
    needs_answers: bool = False
    unmarked_replies: bool = False
    starts: str = ""
    unasked: float = UNASKED

    def may_open(self, line: str) -> bool:
        """Tell whether a rule may match a line in even width."""
        return not self.starts or compile_pattern(self.starts).match(line) is not None


class SpecError(ValueError):
    """A layout file says something that cannot be used; the text says what, in Japanese."""


_KEYS = {
    "name",
    "title",
    "title_en",
    "kind",
    "linking",
    "trust",
    "needs_answers",
    "unmarked_replies",
    "starts",
    "unasked",
    "parts",
    "rule",
}
_RULE_KEYS = {
    "name",
    "pattern",
    "opens",
    "role",
    "example",
    "not_examples",
    "items",
    "headings",
    "inside",
    "beside",
    "first",
    "after_chair",
}
_PART = re.compile(r"\{([a-z_]+)\}")


@cache
def _pattern_parts() -> dict[str, str]:
    """Return what patterns may name: the macros and the role words."""
    words = role_words()
    groups = {
        "title": words.pattern(),
        "office": any_of(words.offices),
        "group": any_of(words.groups),
        "legal_form": any_of(words.legal_forms),
        "body": any_of((*words.authorities, *words.bodies, *words.offices, *words.groups)),
    }
    return {**MACROS, **{name: f"(?:{pattern})" for name, pattern in groups.items()}}


@cache
def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return a pattern with its {parts} filled in. Compiling is what makes a layout costly, so it waits for use.

    Raises SpecError where it is no regular expression or names an unknown part.
    """
    parts = _pattern_parts()
    filled = _PART.sub(lambda m: parts.get(m[1], m[0]), pattern)
    if unknown := _PART.search(filled):
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
    built = tuple(_build_rule(rule, _parts(data), check) for rule in rules)
    starts = _fill(str(data.get("starts", "")), _parts(data))
    if check and starts and (left := next((r for r in built if not _begins(starts, r.example)), None)):
        raise SpecError(f"starts に、ルール「{left.name}」の例「{left.example}」が一致しません")
    if missing := {rule.beside for rule in built} - {"", *(rule.name for rule in built)}:
        raise SpecError(f"beside のルール「{min(missing)}」がありません")
    return TranscriptSpec(
        name=_text(data, "name", "ファイル"),
        title=str(data.get("title", data["name"])),
        title_en=str(data.get("title_en", data["name"])),
        rules=built,
        linking=_choice(Linking, data.get("linking", "nearest"), "linking"),
        trust=float(data.get("trust", 1.0)),
        needs_answers=bool(data.get("needs_answers", False)),
        unmarked_replies=bool(data.get("unmarked_replies", False)),
        starts=starts,
        unasked=float(data.get("unasked", UNASKED)),
    )


def _begins(starts: str, example: str) -> bool:
    return compile_pattern(starts).match(even(example.strip())) is not None


def _parts(data: dict[str, Any]) -> dict[str, str]:
    parts = data.get("parts", {})
    if not isinstance(parts, dict) or not all(isinstance(part, str) for part in parts.values()):
        raise SpecError("[parts] は 名前 = '正規表現' の形で書いてください")
    return parts


def _fill(pattern: str, parts: dict[str, str]) -> str:
    """Put the file's own parts into a pattern; a part may name another one, those of `MACROS` are filled in later."""
    for _ in range(len(parts) + 1):
        filled = _PART.sub(lambda m: parts.get(m[1], m[0]), pattern)
        if filled == pattern:
            return pattern
        pattern = filled
    raise SpecError("[parts] の項目が互いに呼び合っています")


def _build_rule(data: dict[str, Any], parts: dict[str, str], check: bool) -> LineRule:
    if not isinstance(data, dict):
        raise SpecError("rule は [[rule]] の形で書いてください")
    where = f"ルール「{data.get('name', '?')}」"
    _check_keys(data, _RULE_KEYS, where)
    rule = LineRule(
        name=_text(data, "name", where),
        pattern=_fill(_text(data, "pattern", where), parts),
        opens=_choice(Opens, _text(data, "opens", where), f"{where} の opens"),
        role=_choice(Role, data["role"], f"{where} の role") if "role" in data else None,
        example=_text(data, "example", where),
        not_examples=tuple(str(x) for x in data.get("not_examples", ())),
        items=bool(data.get("items", False)),
        headings=bool(data.get("headings", True)),
        inside=bool(data.get("inside", False)),
        beside=str(data.get("beside", "")),
        first=bool(data.get("first", False)),
        after_chair=bool(data.get("after_chair", False)),
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
