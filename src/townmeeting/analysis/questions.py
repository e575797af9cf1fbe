"""What a question asks for (a time, a number, a reason), and whether the reply tells it: `data/questions.toml`.

A reply to 「何回あるのか」 that names a date has named a figure, but not the one that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from townmeeting.analysis.replies import Rule, first_match, load_toml, parse_rules
from townmeeting.text import fold

_PAST_QUESTION = re.compile(r"た(?:の|ん|もの)?(?:です|でしょう|だろう)?か")
_PAST = re.compile(
    r"(?<!決まりま)(?<!こととしま)(?<!ことにしま)(?:した|かった|った|いた|きた|れた|えた|めた)(?:ところ|もの|わけ)?(?:です|であります|でございます|である)?[。.」)]*$"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A kind of figure: how it is asked for, and the pattern that tells it, in which {unit} is still open."""

    name: str
    asked: re.Pattern[str]
    told: str


@dataclass(frozen=True, slots=True)
class QuestionRules:
    """All rules of `data/questions.toml`. `units` gives the other names of what is counted."""

    figures: tuple[Figure, ...]
    units: dict[str, str]
    why: tuple[Rule, ...]
    because: tuple[Rule, ...]


@lru_cache(maxsize=1)
def question_rules() -> QuestionRules:
    """Return the rules of `data/questions.toml`."""
    data = load_toml("questions.toml")
    number = data["macros"]["n"]
    figures = tuple(Figure(f["name"], re.compile(f["asked"]), f["told"].replace("{n}", number)) for f in data["figure"])
    return QuestionRules(figures, data["units"], parse_rules(data["why"]), parse_rules(data["because"]))


def figures_asked(text: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the name and the telling pattern of each figure that the point asks for."""
    rules, folded = question_rules(), fold(text)
    found = {}
    for figure in rules.figures:
        for m in figure.asked.finditer(folded):
            unit = m.groupdict().get("unit") or ""
            found[figure.name, unit] = figure.told.replace("{unit}", f"(?:{rules.units.get(unit, unit)})")
    return tuple((name, re.compile(told)) for (name, _), told in found.items())


def figure_words(text: str) -> tuple[str, ...]:
    """Return the words with which figures are asked for, folded, each once, in the order of the rules."""
    folded = fold(text)
    return tuple(dict.fromkeys(m.group() for f in question_rules().figures for m in f.asked.finditer(folded)))


def asks_figure(text: str) -> bool:
    """Tell whether a number, a share or a time is asked for (どれくらい, 何年後, いつ)."""
    return bool(figures_asked(text))


def tells_figures(ask: str, sentences: Sequence[str]) -> bool:
    """Tell whether the sentences name the time and the number that the point asks for; False where it asks for none.

    What was done in the past tells nobody when something will be: 「窓口は令和4年に設置しました」 is no answer to
    「何年後に減るのか」. Where a number is asked for in two ways (何人、どれくらい), one of them will do.
    """
    asked = figures_asked(ask)
    folded = [fold(s) for s in sentences]
    ahead = folded if _PAST_QUESTION.search(fold(ask)) else [s for s in folded if not _PAST.search(s)]
    times = [any(told.search(s) for s in ahead) for name, told in asked if name == "time"]
    numbers = [any(told.search(s) for s in folded) for name, told in asked if name != "time"]
    return bool(asked) and all(times) and (any(numbers) or not numbers)


def gives_reason(ask: str, texts: Iterable[str]) -> bool:
    """Tell whether a reason is asked for (なぜ, 根拠は何か) and the texts give one (…ため, …を踏まえ)."""
    rules = question_rules()
    return first_match(rules.why, fold(ask)) is not None and any(first_match(rules.because, fold(t)) for t in texts)
