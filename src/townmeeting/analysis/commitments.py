"""What was promised, deferred or declined: who, what, how firmly, by when.

A sentence counts by its last predicate, once the words of others (…してほしいというお話) are blanked out: a promise
stands at the end of a Japanese sentence, and what is taken back stands before (困難ですが、検討してまいります). Inside
the predicate the weaker word counts: 検討していきたい considers, it does not strive.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from townmeeting.analysis.replies import Rule, first_match, load_toml, parse_rules
from townmeeting.analysis.responses import Reply, Sentence
from townmeeting.dates import Deadline, find_deadlines
from townmeeting.model import Commitment, Strength
from townmeeting.text import fold, fold_with_map

ORDER = (Strength.DECLINE, Strength.REFER, Strength.CONSIDER, Strength.STRIVE, Strength.WILL, Strength.DONE)


@lru_cache(maxsize=1)
def commitment_rules() -> tuple[tuple[Strength | None, Rule], ...]:
    """Return the rules of `data/commitments.toml` with the strength that each tells; None: words of others."""
    data = load_toml("commitments.toml")
    strengths: dict[str, Strength | None] = {**{str(s): s for s in ORDER}, "quoted": None}
    return tuple((strength, rule) for key, strength in strengths.items() for rule in parse_rules(data[key]))


@lru_cache(maxsize=1)
def forecast_rules() -> tuple[Rule, ...]:
    """Return the rules for what comes to pass by itself, over the folded words after a time."""
    return parse_rules(load_toml("commitments.toml")["forecast"])


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that make a promise, at [start, end) of the sentence."""

    strength: Strength
    start: int
    end: int


def find_cue(sentence: str, taken: int = 0) -> Cue | None:
    """Return the cue of the last predicate, the first `taken` characters and quoted words left out, or None."""
    folded, offsets = fold_with_map(sentence)
    plain = "".join("　" if offset < taken else char for char, offset in zip(folded, offsets, strict=True))
    for strength, rule in commitment_rules():
        if strength is None:
            plain = rule.pattern.sub(lambda m: "　" * len(m.group()), plain)
    found = [
        (m.end(), Cue(strength, offsets[m.start()], offsets[m.end() - 1] + 1))
        for strength, rule in commitment_rules()
        if strength is not None
        for m in rule.pattern.finditer(plain)
    ]
    if not found:
        return None
    last = max(end for end, _ in found)
    same = [cue for end, cue in found if "、" not in plain[end:last]]
    return min(same, key=lambda cue: (ORDER.index(cue.strength), cue.start))


def clause_start(sentence: str, cue: Cue) -> int:
    """Return where the clause of the cue begins: after the last clause end (…ですが、 …ますので、) before it."""
    before = sentence[: cue.start]
    marks = [
        before.rfind(m) + len(m)
        for m in ("ですが、", "ますが、", "せんが、", "たが、", "ますので、", "ですので、")
        if m in before
    ]
    return max(marks, default=0)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A reply with what its promises need: who speaks, and the points tied to stretches of it."""

    reply: Reply
    who: str
    tied: tuple[tuple[str, int, int], ...] = ()


def _is_forecast(after: str) -> bool:
    """Tell whether the words after a time say what will come to pass by itself."""
    return first_match(forecast_rules(), fold(after)) is not None


def _deadline(text: str, start: int, today: dt.date | None) -> Deadline | None:
    """Return the last time to come that the clause names, or the sentence where the clause names none. The time of a
    forecast (十年後には人口が減少し) is none."""
    ahead = [
        d
        for d in find_deadlines(text, today)
        if (today is None or d.day is None or d.day >= today) and not _is_forecast(text[d.end :])
    ]
    return next((d for d in reversed(ahead) if d.start >= start), ahead[-1] if ahead else None)


def _commitment(speaking: Speaking, sentence: Sentence, cue: Cue, number: int, today: dt.date | None) -> Commitment:
    reply = speaking.reply
    words = reply.quote.text[sentence.start : sentence.end]
    start = clause_start(words, cue)
    when = (
        _deadline(words, start, today) if cue.strength in (Strength.WILL, Strength.STRIVE, Strength.CONSIDER) else None
    )
    return Commitment(
        id=f"{reply.id}.c{number}",
        turn_id=reply.id,
        quote=reply.quote.slice(sentence.start, sentence.end),
        strength=cue.strength,
        who=speaking.who,
        what=words[start : cue.start].strip("、　 ") or words[: cue.end],
        cue=words[cue.start : cue.end],
        deadline_text=when.text if when else "",
        deadline=when.day if when else None,
        fiscal_year=when.fiscal_year if when else None,
        point_ids=tuple(
            dict.fromkeys(p for p, low, high in speaking.tied if low < sentence.end and sentence.start < high)
        ),
    )


def find_commitments(replies: Iterable[Speaking], today: dt.date | None) -> tuple[Commitment, ...]:
    """Return the commitments of all replies, in their order. `today` is the meeting's date."""
    found: list[Commitment] = []
    for speaking in replies:
        sentences: Sequence[Sentence] = [s for u in speaking.reply.units for s in u.sentences]
        number = 0
        for sentence in sentences:
            words = speaking.reply.quote.text[sentence.start : sentence.end]
            cue = find_cue(words, sentence.taken - sentence.start)
            if cue is not None:
                number += 1
                found.append(_commitment(speaking, sentence, cue, number, today))
    return tuple(found)
