"""Totals that a document declares of itself, against what was read: the cheapest proof that nothing was lost."""

from __future__ import annotations

import re
from collections.abc import Sequence

from townmeeting.layouts.facts import Declared
from townmeeting.layouts.words import pattern
from townmeeting.model import Check, Diagnostic, Statement
from townmeeting.text import SENTENCE_END, fold

_SENTENCES = re.compile(rf"[^{SENTENCE_END}]*[{SENTENCE_END}]?")


def amends(reply: str) -> bool:
    """Tell whether a reply says that the draft is changed because of the opinion (修正します, 追記しました).

    Refusals (修正は行いません) and intentions (今後の見直しの際に検討します) do not count.
    """
    return any(_says_amended(s) for s in _SENTENCES.findall(fold(reply)) if s)


def _says_amended(sentence: str) -> bool:
    """A sentence that changes anything but the text (手続を変更します) must also name the text it changes."""
    changes = pattern("amends").search(sentence) or (
        pattern("amends_if_text").search(sentence) and pattern("names_text").search(sentence)
    )
    return bool(changes) and not pattern("not_amended").search(sentence)


def is_amended(statement: Statement) -> bool:
    """Tell whether a statement led to a change: a field says so, or its reply does."""
    marked = [
        quote.text for name, quote in statement.fields if fold(name) in ("amended", "修正", "修正の有無", "案の修正")
    ]
    if marked:
        return any(fold(text) not in ("", "無", "なし", "-", "×", "修正なし") for text in marked)
    return any(amends(turn.text) for turn in statement.answers)


def _found(name: str, declared: int, statements: Sequence[Statement]) -> int | None:
    if name == "opinions":
        return sum(s.count for s in statements)
    if name == "amended":
        return sum(1 for s in statements if is_amended(s))
    return _count_residents(declared, statements)


_PERSON = re.compile(
    r"^(?:参加者|住民|市民|町民|村民|区民|県民|都民|発言者|質問者|意見者|提案者|出席者|来場者|聴講者|学生|生徒|保護者|会場|委員|議員)\S{1,4}$"
)


def names_person(label: str) -> bool:
    """Tell whether a label counts people (参加者3), who may speak twice, and not what they said (問3, ＜発言3＞)."""
    return _PERSON.match(fold(label)) is not None


def _count_residents(declared: int, statements: Sequence[Statement]) -> int | None:
    """Return how many residents spoke, or None where that cannot be told.

    Who came and said nothing leaves no trace, and 問5 and 問6 may be one person: a number that differs contradicts
    what is declared only where the labels name persons (参加者9 of eight).
    """
    labels = {(s.section, s.speaker.name or s.label) for s in statements if s.label}
    if len(labels) == declared:
        return declared
    persons = {(s.section, s.label) for s in statements if names_person(s.label)}
    return len(persons) if len(persons) > declared else None


def check_totals(
    declared: Sequence[Declared], statements: Sequence[Statement]
) -> tuple[tuple[Check, ...], tuple[Diagnostic, ...]]:
    """Return a check for each total that is declared (the first where a name comes twice), and a warning for each
    that does not agree."""
    first: dict[str, Declared] = {}
    for total in declared:
        first.setdefault(total.name, total)
    checks = tuple(
        Check(name=d.name, declared=d.count, found=_found(d.name, d.count, statements), quote=d.quote)
        for d in first.values()
    )
    return checks, tuple(_differs(c) for c in checks if c.ok is False)


def _differs(check: Check) -> Diagnostic:
    fields = (("name", check.name), ("declared", str(check.declared)), ("found", str(check.found)))
    return Diagnostic(code="total_differs", where=check.quote.where, fields=fields)
