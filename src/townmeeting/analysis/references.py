"""Replies that answer by reference: 「No.3の回答のとおりです」 sends the reader to the reply to another statement.

Rows of public-comment tables do so where several people write about one matter. The sentence alone answers nothing a
reader could check, so the passage it points to is tied to the point as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from townmeeting.analysis.elsewhere import Asked
from townmeeting.analysis.exchanges import passage, pointed_to, sentence_unit
from townmeeting.analysis.features import Rarity, compare
from townmeeting.analysis.linking import Tie, mix, weighed
from townmeeting.analysis.replies import Rule, first_match, load_toml, parse_rules
from townmeeting.analysis.responses import Reply
from townmeeting.model import Meeting, Statement
from townmeeting.settings import LinkSettings
from townmeeting.text import fold

_LISTED = re.compile(r"(?:no[.．]?|№|#|番号|意見|質問|問)(\d{1,3}(?:[-‐–ー−]\d{1,3})?)(?=[、,・と及]|から)")
DEEPEST = 3
"""References followed one after the other: No.35 points to No.19, which points to No.8."""


@lru_cache(maxsize=1)
def reference_rules() -> tuple[Rule, ...]:
    """Return the rules of `data/references.toml`."""
    return parse_rules(load_toml("references.toml")["refer"])


def referred_labels(sentence: str) -> tuple[str, ...]:
    """Return the printed numbers of the statements whose replies a sentence points to (No.5、No.7の回答のとおり)."""
    folded = fold(sentence)
    found = first_match(reference_rules(), folded)
    if not found:
        return ()
    return tuple(dict.fromkeys((*_LISTED.findall(folded[: found.start()]), found["label"])))


def follow_references(
    asked: Sequence[Asked], meeting: Meeting, replies: Mapping[str, Reply], rarity: Rarity, settings: LinkSettings
) -> list[Asked]:
    """Add to each point what the replies tied to it point to: of that reply the stretches that fit the point best."""
    statements = {s.id: s for s in meeting.statements}
    by_label: dict[str, list[Statement]] = {}
    for statement in meeting.statements:
        by_label.setdefault(fold(statement.label), []).append(statement)
    found = []
    for a in asked:
        named = _targets(a, statements[a.placed.point.statement_id], by_label, replies)
        found.append(replace(a, ties=(*a.ties, *_fitting(a, named, rarity, settings))) if named else a)
    return found


def _targets(
    asked: Asked, statement: Statement, by_label: Mapping[str, Sequence[Statement]], replies: Mapping[str, Reply]
) -> list[Reply]:
    """Return the replies that the tied stretches point to, and those to which these point in their turn."""
    seen = {t.reply.id for t in asked.ties}
    pointed = [replies[t.id] for t in pointed_to(statement) if t.id not in seen] if asked.ties else []
    found: list[Reply] = []
    labels = [label for t in asked.ties for label in _labels(t.reply, t.start, t.end)]
    for _ in range(DEEPEST):
        turns = [
            replies[turn.id]
            for label in dict.fromkeys(labels)
            for named in _named(by_label.get(label, ()), statement.section)
            for turn in named.answers
            if turn.id in replies
        ]
        fresh = [r for r in {r.id: r for r in (*pointed, *turns)}.values() if r.id not in seen]
        seen |= {r.id for r in fresh}
        found += fresh
        pointed, labels = [], [label for r in fresh for label in _labels(r, 0, len(r.quote.text))]
    return found


def _named(candidates: Sequence[Statement], section: str) -> Sequence[Statement]:
    """Return the statement of that number in the same section, else the only one of the meeting."""
    near = [s for s in candidates if s.section == section]
    return near[:1] or (candidates if len(candidates) == 1 else ())


def _labels(reply: Reply, start: int, end: int) -> Iterator[str]:
    for unit in reply.units:
        for s in unit.sentences:
            if s.start < end and start < s.end:
                yield from referred_labels(reply.quote.text[s.start : s.end])


def _fitting(a: Asked, named: Sequence[Reply], rarity: Rarity, settings: LinkSettings) -> tuple[Tie, ...]:
    """Return the sentences of the named replies that fit the point nearly as well as the best one."""
    stretches = [(r, sentence_unit(s)) for r in named for u in r.units if not u.closing for s in u.sentences]
    stretches = [(r, u) for r, u in stretches if not referred_labels(r.text(u))]
    if not stretches:
        return ()
    parts = compare([a.placed.ask], [passage(r, u) for r, u in stretches], rarity)
    scores = mix(parts, settings.weights_long)[0]
    floor = settings.referred * max(0.0, float(scores.max()))
    return tuple(
        Tie(r, u.start, u.end, float(scores[j]), weighed(parts, 0, j, settings.weights_long), "referred")
        for j, (r, u) in enumerate(stretches)
        if float(scores[j]) >= floor
    )
