"""Replies that hold no answer: the word is given to the next, the answer is put off, or said to stand elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from townmeeting.analysis.references import referred_labels
from townmeeting.analysis.replies import first_match, reply_rules
from townmeeting.text import QUOTED, fold

_INK = re.compile(r"\w")


def voidness(sentences: Sequence[str], followed: bool = False) -> str:
    """Return "nothing" where no sentence answers anything, "later" where the answer is put off or cannot be given,
    "pointer" where it is said to stand under another number and was not found there (`followed`: it was), "" for a
    reply. A courtesy beside it does not make an answer."""
    if sentences and not followed and all(referred_labels(s) for s in sentences):
        return "pointer"
    if sentences and not any(_INK.search(s) for s in sentences):
        return "nothing"
    plain = [p for s in sentences if (p := _own_words(s)) and not first_match(reply_rules().greeting, p)]
    empty = [first_match(reply_rules().nothing, p) is not None for p in plain]
    put_off = [first_match(reply_rules().later, p) is not None for p in plain]
    if plain and all(empty):
        return "nothing"
    return "later" if plain and all(a or b for a, b in zip(empty, put_off, strict=True)) else ""


def is_promised(sentence: str) -> bool:
    """Tell whether a sentence puts the answer off to later or to somebody else; that none can be given is an answer."""
    rules = (r for r in reply_rules().later if r.name != "cannot_answer")
    return first_match(rules, _own_words(sentence)) is not None


def _own_words(sentence: str) -> str:
    """Return the folded sentence without what it quotes."""
    return QUOTED.sub("", fold(sentence))
