"""Lines inside a speech that look like those of a speaker who is not known: said, for their words are another's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from townmeeting.layouts.flow import Item, Kind
from townmeeting.layouts.lines import Line, even
from townmeeting.layouts.spec import compile_pattern
from townmeeting.layouts.words import pattern
from townmeeting.model import Diagnostic
from townmeeting.text import clip

_LEAST = 2
"""Speakers known by a mark that it takes to know it for theirs."""


@dataclass(frozen=True, slots=True)
class _Form:
    """How the speakers of a document are printed: the mark, whether a blank follows it, whether names are in
    brackets, and whether the speech begins in the same line."""

    mark: str
    blank: bool
    brackets: bool
    runs_on: bool


def tell_unread(items: Sequence[Item]) -> list[Diagnostic]:
    """Return a warning for each unknown speaker whose words a speech may have swallowed.

    The line begins with the mark of the document's speakers, and what follows is printed like theirs: a title and a
    blank, or a bracket, and a sentence. Items of a list are several, have no such form, or name no person.
    """
    forms = [form for item in items if item.kind is Kind.SPEECH and (form := _form(item))]
    marks = [form.mark for form in forms]
    own = frozenset(form for form in forms if marks.count(form.mark) >= _LEAST)
    found: dict[str, list[Line]] = {}
    for line in _suspects(items, own) if own else ():
        found.setdefault(_name(line), []).append(line)
    return [
        Diagnostic(
            code="unread_speaker",
            where=lines[0].quote.where,
            fields=(("line", clip(name, 40)), ("count", str(len(lines)))),
        )
        for name, lines in found.items()
    ]


def _form(item: Item) -> _Form | None:
    text = even(item.markers[0].text) if item.markers else ""
    if not compile_pattern("{mark}").match(text):
        return None
    runs_on = bool(item.lines) and item.lines[0].indent < 0
    return _Form(text[0], text[1:2] == " ", "(" in text, runs_on)


def _suspects(items: Sequence[Item], forms: frozenset[_Form]) -> Iterator[Line]:
    speaking = False
    for item in items:
        speaking = speaking or item.kind is Kind.SPEECH
        if speaking and item.kind in (Kind.SPEECH, Kind.STRAY):
            yield from (line for at, line in enumerate(item.lines) if _is_suspect(item.lines, at, forms))


def _is_suspect(lines: Sequence[Line], at: int, forms: frozenset[_Form]) -> bool:
    line = lines[at]
    found = None if line.indent < 0 or line.level or line.item else pattern("unread_speaker").match(line.even)
    if not found:
        return False
    rest = line.even[found.end() :].strip()
    form = _Form(line.even[0], line.even[1:2] == " ", found["name"] is not None, bool(rest))
    if form not in forms or (rest and not pattern("speaks").search(even(line.quote.text).rstrip())):
        return False
    if found["name"] and pattern("person").search(found["name"].strip()):
        return True
    others = (x for n, x in enumerate(lines) if n != at and x.indent >= 0 and x.even.startswith(form.mark))
    in_list = any(not x.even.startswith(found[0].rstrip()) for x in others)
    return not in_list and (form.brackets or pattern("person").search(found["attr"]) is not None)


def _name(line: Line) -> str:
    found = pattern("unread_speaker").match(line.even)
    return line.quote.text[: found.end()].strip() if found else ""
