"""What columns are called: header names as data, and the layout files that add to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any

from townmeeting.errors import TownMeetingError
from townmeeting.text import fold


class Column(StrEnum):
    """What a column holds. OTHER is a column whose name says nothing about opinions."""

    NUMBER = "number"
    OPINION = "opinion"
    REPLY = "reply"
    SPEAKER = "speaker"
    PLACE = "place"
    CATEGORY = "category"
    ACTION = "action"
    CHANGES = "changes"
    COUNT = "count"
    BEFORE = "before"
    AFTER = "after"
    REASON = "reason"
    OTHER = "other"


MAX_HEADER = 60
"""Longest header in characters, white space not counted: a cell over that is an opinion or a reply."""
_HONORIFIC = re.compile(
    r"(?:お|ご|御)(?=意見|提案|質問|要望|指摘|提言|回答|質疑|意向|感想|氏名|名前|考え|寄せ|相談|問)"
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|〔[^〔〕]*〕|<[^<>]*>|【[^【】]*】|〈[^〈〉]*〉|\*+|※\d*")
_WRAPPED = re.compile(r"[(\[〔<【〈「](.*)[)\]〕>】〉」]")


@lru_cache(maxsize=1 << 14)
def fold_header(text: str) -> str:
    """Return a header in the form that rules are compared with: ご意見（原文） becomes 意見."""
    folded = fold(text)
    bare = _BRACKETS.sub("", folded)
    if not bare and (inside := _WRAPPED.fullmatch(folded)):
        bare = inside[1]
    return _HONORIFIC.sub("", bare).strip(":.・、。 ")


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which headers name a column; a weak one counts only where nothing else names that column."""

    column: Column
    pattern: re.Pattern[str]
    examples: tuple[str, ...] = ()
    weak: bool = False


@dataclass(frozen=True, slots=True)
class TableSpec:
    """What a table layout is made of.

    `own` are the header names that a layout file gives, folded: they go before every rule, and take a meaning
    away from all other headers of the table. `cues` are patterns for words inside cells.
    """

    name: str
    own: tuple[tuple[str, Column], ...]
    rules: tuple[Rule, ...]
    cues: Mapping[str, re.Pattern[str]]

    def columns_of(self, header: str) -> tuple[Rule, ...]:
        """Return the rules that a printed header meets, strong ones first; none for one that is too long."""
        return _meet(self, header)

    def own_column(self, header: str) -> Column | None:
        """Return the column that the layout file itself gives to this header."""
        folded = fold_header(header)
        return next((column for name, column in self.own if name in (folded, fold(header))), None)

    def finds(self, cue: str, text: str) -> bool:
        """Tell whether the folded text holds the cue."""
        return self.cues[cue].search(fold(text)) is not None

    def __hash__(self) -> int:
        return hash((self.name, self.own))


@lru_cache(maxsize=1 << 14)
def _meet(spec: TableSpec, header: str) -> tuple[Rule, ...]:
    folded = fold_header(header)
    if not folded or len(folded) > MAX_HEADER:
        return ()
    met = [rule for rule in spec.rules if rule.pattern.fullmatch(folded)]
    return tuple(sorted(met, key=lambda rule: rule.weak))


# ------------------------------------------------------------ layout files

_PART = re.compile(r"%(\w+)%")
_KEYS = {"kind", "name", "title", "description", "columns", "rule", "cue", "parts"}


def load_table_spec(mapping: Mapping[str, Any], *, path: str = "TOML") -> TableSpec:
    """Return the table layout that a layout file describes: its own headers first, the built-in rules after them.

    A layout file gives `kind = "table"`, a `name`, and under `[columns]` lists of header names for each column
    (`reply = ["まちから"]`); `[[rule]]` and `[[cue]]` as in the built-in file may follow.

    Raises TownMeetingError TM104, with what is wrong, for a file that cannot be used.
    """
    builtin = builtin_spec()
    own = _read_spec(mapping, path, builtin_parts())
    for name in own.cues:
        if name not in builtin.cues:
            raise _unusable(path, f"cue の名前「{name}」はありません（使えるもの: {', '.join(builtin.cues)}）")
    if not own.own and not own.rules:
        raise _unusable(path, "[columns] に列の見出しが一つもありません")
    return TableSpec(own.name, own.own, own.rules + builtin.rules, {**builtin.cues, **own.cues})


@cache
def _builtin_mapping() -> Mapping[str, Any]:
    import tomllib
    from importlib.resources import files

    return tomllib.loads((files("townmeeting") / "data/layouts/opinion-table.toml").read_text("utf-8"))


def builtin_parts() -> Mapping[str, str]:
    """Return the named parts that patterns of the built-in file are put together from."""
    parts: Mapping[str, str] = _builtin_mapping()["parts"]
    return parts


@cache
def builtin_spec() -> TableSpec:
    """Return the built-in layout of opinion tables."""
    return _read_spec(_builtin_mapping(), "opinion-table.toml", builtin_parts())


def _unusable(path: str, detail: str) -> TownMeetingError:
    return TownMeetingError("TM104", path=path, detail=detail)


def _read_spec(mapping: Mapping[str, Any], path: str, parts: Mapping[str, str]) -> TableSpec:
    unknown = sorted(set(mapping) - _KEYS)
    if unknown:
        raise _unusable(path, f"知らない項目があります: {', '.join(unknown)}")
    if mapping.get("kind") != "table":
        raise _unusable(path, 'kind = "table" がありません')
    name = mapping.get("name")
    if not isinstance(name, str) or not name.strip():
        raise _unusable(path, "name がありません")
    rules = tuple(_read_rule(entry, path, parts) for entry in _entries(mapping, "rule", path))
    return TableSpec(name, tuple(_read_columns(mapping, path)), rules, _read_cues(mapping, path, parts))


def _entries(mapping: Mapping[str, Any], key: str, path: str) -> list[Mapping[str, Any]]:
    entries = mapping.get(key, [])
    if not isinstance(entries, list) or not all(isinstance(e, Mapping) for e in entries):
        raise _unusable(path, f"{key} は [[{key}]] の形で書いてください")
    return entries


def _read_columns(mapping: Mapping[str, Any], path: str) -> Iterator[tuple[str, Column]]:
    given = mapping.get("columns", {})
    if not isinstance(given, Mapping):
        raise _unusable(path, "[columns] は 列 = [見出し, ...] の形で書いてください")
    seen: dict[str, str] = {}
    for key, names in given.items():
        column = _column(key, path)
        if not isinstance(names, list) or not names or not all(isinstance(n, str) and n.strip() for n in names):
            raise _unusable(path, f"[columns] の {key} は見出しの一覧（文字列）で書いてください")
        for name in names:
            if seen.setdefault(fold(name), key) != key:
                raise _unusable(path, f"見出し「{name}」が {seen[fold(name)]} と {key} の両方にあります")
            yield fold(name), column


def _column(name: object, path: str) -> Column:
    if name not in tuple(Column):
        raise _unusable(path, f"列の種類「{name}」はありません（使えるもの: {', '.join(Column)}）")
    return Column(str(name))


def _read_rule(entry: Mapping[str, Any], path: str, parts: Mapping[str, str]) -> Rule:
    column = _column(entry.get("column"), path)
    pattern = _compile(entry.get("pattern"), path, parts)
    return Rule(column, pattern, tuple(entry.get("examples", ())), bool(entry.get("weak", False)))


def _read_cues(mapping: Mapping[str, Any], path: str, parts: Mapping[str, str]) -> dict[str, re.Pattern[str]]:
    return {
        str(entry.get("name")): _compile(entry.get("pattern"), path, parts) for entry in _entries(mapping, "cue", path)
    }


def _compile(pattern: object, path: str, parts: Mapping[str, str]) -> re.Pattern[str]:
    if not isinstance(pattern, str) or not pattern:
        raise _unusable(path, "pattern（正規表現の文字列）がありません")
    try:
        return re.compile(_fill(pattern, parts))
    except (re.error, KeyError) as error:
        raise _unusable(path, f"正規表現「{pattern[:40]}」を読めません（{error}）") from error


def _fill(pattern: str, parts: Mapping[str, str]) -> str:
    return _PART.sub(lambda m: _fill(parts[m[1]], parts), pattern)
