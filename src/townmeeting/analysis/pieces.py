"""The sentences of replies one by one: which stand side by side, under which number, and where they can be cut."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from townmeeting.analysis.exchanges import Stretch, item_at, item_starts, sentence_unit, shared_items
from townmeeting.analysis.replies import first_match, reply_rules
from townmeeting.analysis.responses import Reply, Sentence
from townmeeting.text import fold

_RUN = re.compile(r"[^\sぁ-ゖ、。・]{2,}")


def neighbours(stretches: Sequence[Stretch], chosen: Sequence[int]) -> list[list[int]]:
    """Return the chosen stretches in order, those of one reply that stand side by side together."""
    runs: list[list[int]] = []
    for j in sorted(chosen):
        if runs and runs[-1][-1] == j - 1 and stretches[j].reply == stretches[j - 1].reply:
            runs[-1].append(j)
        else:
            runs.append([j])
    return runs


def by_sentence(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Return the sentences of the stretches, each as a stretch of its own."""
    return [Stretch(x.reply, sentence_unit(s)) for x in stretches for s in x.unit.sentences]


def number_sections(stretches: Sequence[Stretch], replies: Sequence[Reply]) -> dict[int, list[Stretch]]:
    """Return the sentences of a reply by the number of the list item they stand in: {} where it is no list.

    Numbers that stand side by side (①、②) share what follows them.
    """
    found: dict[int, list[Stretch]] = {}
    for x in stretches:
        starts = item_starts(replies[x.reply].quote.text)
        for single in by_sentence([x]):
            found.setdefault(item_at(starts, single.start), []).append(single)
    for text in dict.fromkeys(replies[x.reply].quote.text for x in stretches):
        for number in shared_items(text, item_starts(text)):
            found[number] = [*found.get(number, []), *found.get(number + 1, [])]
    return {k: v for k, v in found.items() if k} if len(found) > 1 else {}


def lead(text: str) -> int:
    """Return 1 where the words go on to another matter (また、), -1 where they go on with it (このため、), else 0."""
    rules, folded = reply_rules(), fold(text)
    return bool(first_match(rules.onward, folded)) - bool(first_match(rules.within, folded))


def opens_new_matter(text: str, before: str) -> bool:
    """Tell whether the words open with a matter (公民館の使用料は、…) of which nothing was named before: no two
    characters side by side, hiragana aside."""
    found = first_match(reply_rules().matter, fold(text))
    pairs = _pairs(found["matter"]) if found else set()
    return bool(pairs) and not pairs & _pairs(fold(before))


def _pairs(folded: str) -> set[str]:
    return {run[i : i + 2] for run in _RUN.findall(folded) for i in range(len(run) - 1)}


def cut_clauses(text: str, sentence: Sentence) -> list[Sentence]:
    """Return the sentence cut after its clauses of contrast and addition (…ですが、 …するほか、)."""
    words = text[sentence.start : sentence.end]
    ends = [m.end() for rule in reply_rules().clause for m in rule.pattern.finditer(words)]
    cuts = [0, *sorted(e for e in set(ends) if 12 <= e <= len(words) - 8), len(words)]
    spans = [(sentence.start + a, sentence.start + b) for a, b in pairwise(cuts)]
    return [replace(sentence, start=a, end=b, taken=min(max(a, sentence.taken), b)) for a, b in spans]
