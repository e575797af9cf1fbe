"""Replies that answer by reference: 「No.3の回答のとおりです」 sends the reader to the reply to another statement.

Rows of public-comment tables do so where several people write about one matter. The sentence alone answers nothing a
reader could check, so the passage it points to is tied to the point as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from townmeeting.analysis.exchanges import headed, heading_above, passage, pointed_to, sentence_unit
from townmeeting.analysis.features import Bag, Rarity, bag, compare, cover, said_otherwise
from townmeeting.analysis.linking import Asked, Tie, counted, mix, weighed
from townmeeting.analysis.replies import Rule, first_match, load_toml, parse_rules
from townmeeting.analysis.responses import Reply, Sentence, Unit
from townmeeting.model import Meeting, Statement
from townmeeting.settings import LinkSettings
from townmeeting.text import fold

_LISTED = re.compile(r"(?:no[.．]?|№|#|番号|意見|質問|問)(\d{1,3}(?:[-‐–ー−]\d{1,3})?)(?=[、,・と及]|から)")
_NUMBERED = re.compile(
    r"[「『（(\s]*(?:(?:[NnＮｎ][OoＯｏ][.．]?|№|＃|#|番号|意見|質問|問)\s*[\d０-９]{1,3}"
    r"|[\d０-９]{1,3}番?(?=(?:の|への|に対する)[^。]{0,12}(?:回答|考え方|見解|お?答え)|[とに]同))"
)
_RANGE = re.compile(r"(?<=[.．o号№#見問])(?P<first>\d{1,3})(?:~|〜|から)(?:no[.．]?|№)?(?P<last>\d{1,3})(?:まで)?")
LONGEST_RANGE = 30
"""Most numbers of a range that a pointer may name."""
REPEATED = 0.6
"""Share of a heading's words, by rarity, from which a pointer repeats it."""
DEEPEST = 3
"""References followed one after the other: No.35 points to No.19, which points to No.8."""


@lru_cache(maxsize=1)
def reference_rules() -> tuple[Rule, ...]:
    """Return the rules of `data/references.toml`."""
    return parse_rules(load_toml("references.toml")["refer"])


def referred_labels(sentence: str) -> tuple[str, ...]:
    """Return the printed numbers of the statements whose replies a sentence points to (No.5、No.7の回答のとおり)."""
    folded = _RANGE.sub(_each, fold(sentence))
    found = first_match(reference_rules(), folded)
    if not found:
        return ()
    return tuple(dict.fromkeys((*_LISTED.findall(folded[: found.start()]), found["label"])))


def _each(match: re.Match[str]) -> str:
    """Write out a range of numbers (3~5 → 3、no4、no5) where it counts up and is short."""
    first, last = int(match["first"]), int(match["last"])
    if not first < last <= first + LONGEST_RANGE:
        return match.group()
    return "、no".join(str(n) for n in range(first, last + 1))


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
        kept = replace(a, ties=tuple(t for t in a.ties if not _about_other_things(a, t, settings)))
        named = _targets(kept, statements[a.placed.point.statement_id], by_label, replies)
        found.append(replace(kept, ties=(*kept.ties, *_fitting(kept, named, rarity, settings))) if named else kept)
    return found


def _about_other_things(a: Asked, tie: Tie, settings: LinkSettings) -> bool:
    """Tell whether a tie holds nothing but pointers that name a matter (■通学路について　No.8の回答のとおり) which
    neither the point nor what leads up to it names, in these words or near ones."""
    inside = tie.reply.between(tie.start, tie.end)
    if not inside or not all(referred_labels(tie.reply.text(s)) for s in inside):
        return False
    matters = [list(_matter(tie.reply, s).words) for s in inside]
    asked = sorted(a.placed.ask.context.words)
    if not asked or not all(matters):
        return False
    return all(float(said_otherwise(words, asked).max()) < settings.pointed for words in matters)


def _matter(reply: Reply, pointer: Sentence) -> Bag:
    """Return what a pointer is about: the heading it stands under and its words up to the number."""
    text = reply.quote.text
    above = heading_above(text, pointer.start)
    number = _NUMBERED.search(text, pointer.start, pointer.end)
    return bag(text, above[0] if above else pointer.start, number.start() if number else pointer.start)


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
    for s in reply.between(start, end):
        yield from referred_labels(reply.text(s))


def _fitting(a: Asked, named: Sequence[Reply], rarity: Rarity, settings: LinkSettings) -> tuple[Tie, ...]:
    """Return the sentences of the named replies that fit the point nearly as well as the best one."""
    stretches = [(r, sentence_unit(s)) for r in named for u in r.units if not u.closing for s in u.sentences]
    stretches = [(r, u) for r, u in stretches if not referred_labels(r.text(u))]
    stretches = _under_the_same_heading(a, stretches, rarity) or stretches
    if not stretches:
        return ()
    units, names = [passage(r, u) for r, u in stretches], counted(settings.weights_long)
    parts = compare([a.placed.ask], units, rarity, names=names)
    scores = mix(parts, settings.weights_long)[0]
    floor = settings.referred * max(0.0, float(scores.max()))
    return tuple(
        Tie(r, u.start, u.end, float(scores[j]), weighed(parts, 0, j, settings.weights_long), "referred")
        for j, (r, u) in enumerate(stretches)
        if float(scores[j]) >= floor
    )


def _under_the_same_heading(
    a: Asked, stretches: Sequence[tuple[Reply, Unit]], rarity: Rarity
) -> list[tuple[Reply, Unit]]:
    """Return the sentences that stand under a heading which the pointers repeat; none where they repeat none."""
    pointers = [(t.reply, s) for t in a.ties for s in t.reply.between(t.start, t.end)]
    matters = [_matter(r, s) for r, s in pointers if referred_labels(r.text(s))]
    heads = {(r.id, u.start): headed(r.quote.text, u.start) for r, u in stretches}
    kept = [head for head in heads.values() if head.words]
    if not matters or not kept:
        return []
    alike = cover(kept, matters, rarity).max(axis=1)
    repeated = {head.folded for head, share in zip(kept, alike.tolist(), strict=True) if share >= REPEATED}
    return [(r, u) for r, u in stretches if heads[r.id, u.start].folded in repeated]
