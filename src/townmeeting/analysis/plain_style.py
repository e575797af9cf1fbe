"""Sentences of a reply in plain style: 検討をさせていただいております -> 検討している.

The politeness of Japanese officials is a layer over a few predicates (いたします, させていただく, ております,
まいります, でございます). Once it is taken off, rules about what a reply does are written once, and hold for minutes
that were shortened into plain style too (〜していない。).
"""

from __future__ import annotations

import re
from functools import lru_cache

from townmeeting.analysis.replies import load_toml
from townmeeting.text import QUOTED, fold

_VERB = re.compile(r"(でき|起き|[てでがはにも]い|.)(ます|ません(?:でした)?)(?!か)")
_U_ROW = dict(zip("いきぎちにびみり", "うくぐつぬぶむる", strict=True)) | {"し": "する"}
_A_ROW = dict(zip("いきぎちにびみり", "わかがたなばまら", strict=True))


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
    return _VERB.sub(_inflected, plain)


def _inflected(verb: re.Match[str]) -> str:
    """Return ます and ません after a stem as the plain ending: 行い+ます -> 行う, 進め+ません -> 進めない."""
    stem, ending = verb.groups()
    godan = len(stem) == 1 and stem in _U_ROW
    if ending == "ます":
        return _U_ROW[stem] if godan else stem + "る"
    return (_A_ROW.get(stem, stem) if godan else stem) + ("なかった" if ending.endswith("でした") else "ない")
