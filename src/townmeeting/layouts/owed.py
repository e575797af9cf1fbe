"""Which turns of members ask for no answer: calls for the floor, debate before a vote, motions, bills of their own."""

from __future__ import annotations

from collections.abc import Sequence

from townmeeting.layouts.lines import even
from townmeeting.layouts.words import pattern
from townmeeting.model import Diagnostic, Role, Turn

_TAIL, _HEAD = 200, 400
"""Characters at the end and at the beginning of a speech that tell what it is for."""
_LONGEST_CALL = 40


def calls_chair(turn: Turn) -> bool:
    """Tell whether a turn only asks for the floor: 議長。"""
    return len(turn.text) <= _LONGEST_CALL and pattern("calls_chair").match(even(turn.text.strip())) is not None


def asks_nothing(turn: Turn, before: Sequence[Turn]) -> bool:
    """Tell whether a member speaks in debate, moves, or explains a bill.

    Both the chair, in the turns `before`, and the member must say so: a member also asks (反対の立場から伺います), and
    what is asked in a debate without a word of it stays a question.
    """
    text = even(turn.text)
    head, tail = text[:_HEAD], text[-_TAIL:]
    if pattern("interrogative").search(tail.rstrip()) or pattern("asks_for_answer").search(text):
        return False
    if pattern("moves").search(tail):
        return len(text) <= _HEAD
    called = next((t.text for t in reversed(before) if t.role is Role.CHAIR), "")
    if pattern("calls_mover").search(even(called)[-_TAIL:]) and pattern("explains_bill").search(tail):
        return True
    return _in_debate(before) and any(pattern("debates").search(part) for part in (head, tail))


def _in_debate(before: Sequence[Turn]) -> bool:
    """Tell whether the last word of the chair about debate is that it begins."""
    for turn in reversed(before):
        if turn.role is Role.CHAIR and (said := list(pattern("debate").finditer(even(turn.text)))):
            return said[-1]["begins"] is not None
    return False


def tell_not_owed(turns: Sequence[Turn]) -> list[Diagnostic]:
    """Say how many turns of members were not counted as questions, and where the first of them stands."""
    if not turns:
        return []
    return [Diagnostic(code="asks_nothing", where=turns[0].marker.where, fields=(("count", str(len(turns))),))]
