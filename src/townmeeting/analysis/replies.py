"""The cue words of replies: typed access to `data/replies.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from townmeeting.text import fold_with_map


@dataclass(frozen=True, slots=True)
class Rule:
    """A named pattern over one sentence, with an example that it matches."""

    name: str
    pattern: re.Pattern[str]
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyRules:
    """All rules of replies, except what a reply does (`response_kinds`).

    `generic` are words, in Sudachi's normalised spelling, that tie nothing to anything;
    `unnamed` are words, as written, that a reason does not name."""

    takeup: tuple[Rule, ...]
    topic: tuple[Rule, ...]
    opening: tuple[Rule, ...]
    topical: tuple[Rule, ...]
    matter: tuple[Rule, ...]
    numbering: tuple[Rule, ...]
    greeting: tuple[Rule, ...]
    courtesy: tuple[Rule, ...]
    closing: tuple[Rule, ...]
    back: tuple[Rule, ...]
    both: tuple[Rule, ...]
    onward: tuple[Rule, ...]
    turning: tuple[Rule, ...]
    within: tuple[Rule, ...]
    former: tuple[Rule, ...]
    latter: tuple[Rule, ...]
    clause: tuple[Rule, ...]
    stock: tuple[Rule, ...]
    nothing: tuple[Rule, ...]
    later: tuple[Rule, ...]
    generic: frozenset[str]
    unnamed: frozenset[str]


def parse_rules(entries: Iterable[Mapping[str, str]]) -> tuple[Rule, ...]:
    """Return the TOML entries (`name`, `pattern`, `example`) as rules."""
    return tuple(Rule(e["name"], re.compile(e["pattern"]), e["example"]) for e in entries)


def load_toml(name: str) -> dict[str, Any]:
    """Return a data file of the package."""
    return tomllib.loads((files("townmeeting") / "data" / name).read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def reply_rules() -> ReplyRules:
    """Return the rules of `data/replies.toml`."""
    data = load_toml("replies.toml")
    return ReplyRules(
        **{key: parse_rules(entries) for key, entries in data.items() if key not in ("generic", "unnamed")},
        generic=frozenset(data["generic"]["words"]),
        unnamed=frozenset(data["unnamed"]["words"]),
    )


def first_match(rules: Iterable[Rule], folded: str) -> re.Match[str] | None:
    """Return the match of the first rule that fits the folded sentence, or None."""
    return next((m for rule in rules if (m := rule.pattern.search(folded))), None)


FORMAL = ("it_is_about", "about_question", "the_question_of")
"""Take-up rules of answerers who read out their answers one after the other."""


def reach(rules: Iterable[Rule], sentence: str) -> int:
    """Return the offset in the sentence where the farthest match of any rule ends; 0 where none fits."""
    folded, offsets = fold_with_map(sentence)
    ends = [m.end() for rule in rules for m in rule.pattern.finditer(folded)]
    return offsets[max(ends) - 1] + 1 if ends else 0
