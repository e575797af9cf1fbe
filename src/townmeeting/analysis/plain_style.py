"""Sentences of a reply in plain style: 検討をさせていただいております -> 検討している.

The politeness of Japanese officials is a layer over a few predicates (いたします, させていただく, ております,
まいります, でございます). Once it is taken off, rules about what a reply does are written once, and hold for minutes
that were shortened into plain style too (〜していない。).
"""

from __future__ import annotations

import re
from functools import lru_cache

from townmeeting.analysis.replies import load_toml
from townmeeting.nlp import verb_before_masu
from townmeeting.text import QUOTED, fold

_POLITE_END = re.compile(r"(?:ます|ません(?:でした)?)(?!か)|まし[たて]")
_LOOKED_BACK = 8
"""Characters before ます that tell its verb: 取り計らい and 見合わせられ have five."""
_A_ROW = dict(zip("うくぐすつぬぶむる", "わかがさたなばまら", strict=True))
_PAST = {"く": "いた", "ぐ": "いだ", "す": "した"} | dict.fromkeys("うつる", "った") | dict.fromkeys("ぬぶむ", "んだ")


@lru_cache(maxsize=1)
def polite_rules() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    """Return the rewriting rules of `data/plain-style.toml` in their order: pattern, what it becomes, example."""
    rules = load_toml("plain-style.toml")["polite"]
    return tuple((re.compile(r["pattern"]), r["becomes"], r["example"]) for r in rules)


@lru_cache(maxsize=1 << 12)
def plain_style(sentence: str) -> str:
    """Return the folded sentence (NFKC, no white space) in plain style, the words in quotation marks left out."""
    plain = QUOTED.sub("", fold(sentence))
    for pattern, becomes, _ in polite_rules():
        plain = pattern.sub(becomes, plain)
    return _without_masu(plain)


def _without_masu(text: str) -> str:
    """Return the text with ます, ません and ました after a verb as the plain ending: 行います -> 行う."""
    done, at = "", 0
    for m in _POLITE_END.finditer(text):
        verb = verb_before_masu(text[max(at, m.start() - _LOOKED_BACK) : m.start()])
        if verb is None:
            continue
        surface, dictionary, conjugation = verb
        done += text[at : m.start() - len(surface)] + _inflected(dictionary, conjugation, m.group())
        at = m.end()
    return done + text[at:]


def _inflected(verb: str, conjugation: str, ending: str) -> str:
    """Return the plain form of a verb, given in its dictionary form, for a polite ending: 送る, ました -> 送った."""
    godan = conjugation.startswith("五段")
    stem, last = verb[:-1], verb[-1]
    if conjugation.startswith("サ行変格"):
        stem = stem[:-1] + ("じ" if stem.endswith("ず") else "し")
        verb = stem + "る" if stem.endswith("じ") else verb
    if ending == "ます":
        return verb
    if conjugation.startswith("カ行変格") and verb.endswith("くる"):
        stem = verb[:-2] + ("こ" if ending.startswith("ません") else "き")
    if ending in ("ました", "まして"):
        past = ("った" if verb[-2:] in ("行く", "いく", "ゆく") else _PAST[last]) if godan else "た"
        return stem + (past if ending == "ました" else past[:-1] + {"た": "て", "だ": "で"}[past[-1]])
    return (stem + _A_ROW[last] if godan else stem) + ("なかった" if ending.endswith("でした") else "ない")
