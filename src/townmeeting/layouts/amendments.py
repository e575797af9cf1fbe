"""Tables of amendments (新旧対照表): what was changed in the draft, and which opinions caused it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from townmeeting.layouts.columns import Column, TableSpec
from townmeeting.layouts.printed import bare_number, find_pointers, section_number, split_segments
from townmeeting.layouts.table_events import Change
from townmeeting.model import Amendment, Quote, Statement, join_quotes
from townmeeting.text import ends_sentence, fold

_GRAM = 4
_QUOTED = re.compile(r"「([^「」]{6,})」")
_LEAST = 0.25
"""Least share of an amendment's new words, weighted by rarity, that the reply which caused it must hold."""


@dataclass(slots=True)
class _Row:
    before: list[Quote]
    after: list[Quote]
    reason: list[Quote]
    beside: list[Quote]
    named: str


def read_amendments(changes: Iterable[Change]) -> tuple[tuple[Amendment, str], ...]:
    """Return the rows of a table of amendments, each with the words that name the opinions it goes back to.

    A row that lacks one side and follows cut words is the rest of the row above. A row with words in the old
    column alone changes nothing; it is a line below the table (問合せ先…) in a format that knows rows only.
    """
    rows: list[_Row] = []
    for change in changes:
        row = _row_of(change)
        if rows and _goes_on(rows[-1], row):
            rows[-1] = _joined(rows[-1], row)
        elif row.after or row.reason:
            rows.append(row)
    return tuple((_amendment(row), row.named) for row in rows)


def _row_of(change: Change) -> _Row:
    def cells(*columns: Column) -> list[Quote]:
        return [s.quote for s in change.slots if s.column in columns and s.quote]

    named = " ".join(q.text for q in cells(Column.REASON, Column.NUMBER))
    beside = cells(Column.NUMBER, Column.PLACE, Column.OTHER, Column.SPEAKER, Column.CATEGORY, Column.COUNT)
    return _Row(cells(Column.BEFORE), cells(Column.AFTER), cells(Column.REASON), beside, named)


def _goes_on(above: _Row, row: _Row) -> bool:
    def cut(quotes: Sequence[Quote]) -> bool:
        return bool(quotes) and not ends_sentence(quotes[-1].text)

    return not (row.before and row.after) and not row.named and (cut(above.after) or cut(above.before))


def _joined(above: _Row, row: _Row) -> _Row:
    return _Row(
        above.before + row.before, above.after + row.after, above.reason, above.beside + row.beside, above.named
    )


def _amendment(row: _Row) -> Amendment:
    before, after, reason = (split_segments(parts) for parts in (row.before, row.after, row.reason))
    return Amendment(before=join_quotes(before), after=join_quotes(after), reason=join_quotes((*reason, *row.beside)))


# ------------------------------------------------------------ which opinions caused it


def tie_amendments(
    rows: Sequence[tuple[Amendment, str]], statements: Sequence[Statement], spec: TableSpec
) -> tuple[Amendment, ...]:
    """Return the amendments with the statements that caused them.

    Told by the printed numbers first, then by words that a reply quotes and the amendment adds, then by the
    rarest runs of four characters that the added words share with a reply which announces a change. An
    amendment that nothing ties to a statement stays without one.
    """
    replies = {s.id: fold("".join(turn.text for turn in s.answers)) for s in statements}
    rarity = _rarity(replies.values())
    return tuple(
        replace(amendment, statement_ids=_causes(amendment, named, statements, replies, rarity, spec))
        for amendment, named in rows
    )


def _causes(
    amendment: Amendment,
    named: str,
    statements: Sequence[Statement],
    replies: dict[str, str],
    rarity: dict[str, float],
    spec: TableSpec,
) -> tuple[str, ...]:
    by_number = _by_number(named, statements)
    if by_number:
        return by_number
    announcing = {i: reply for i, reply in replies.items() if spec.cues["announces"].search(reply)}
    return _by_quotation(amendment, announcing) or _by_likeness(amendment, announcing, rarity)


def _by_number(named: str, statements: Sequence[Statement]) -> tuple[str, ...]:
    """Numbers count where they are marked as such (No.2, 意見3) or nothing else stands in the cell."""
    folded = fold(named)
    marked = re.search(r"no\.?\d|(?:意見|番号|質問)(?:番号)?\(?\d|\d番", folded) or re.fullmatch(
        r"[\d、,・~〜\-.及び]+", folded
    )
    if not marked:
        return ()
    found = []
    for group, number in find_pointers(named):
        same = [s for s in statements if bare_number(s.label) == number]
        found += [s.id for s in same if not group or section_number(s.section) == group]
    return tuple(dict.fromkeys(found))


def _by_quotation(amendment: Amendment, replies: dict[str, str]) -> tuple[str, ...]:
    before, after = fold(amendment.before.text), fold(amendment.after.text)
    found = []
    for key, reply in replies.items():
        quoted = [words.strip("。") for words in _QUOTED.findall(reply)]
        if any(words in after and words not in before for words in quoted):
            found.append(key)
    return tuple(found)


def _by_likeness(amendment: Amendment, replies: dict[str, str], rarity: dict[str, float]) -> tuple[str, ...]:
    before = _grams(fold(amendment.before.text))
    new = (_grams(fold(amendment.after.text)) - before) | _grams(fold(amendment.reason.text))
    total = sum(rarity.get(gram, 1.0) for gram in new)
    shares = {
        key: sum(rarity.get(gram, 1.0) for gram in new & _grams(reply)) / total
        for key, reply in replies.items()
        if total
    }
    best = max(shares.values(), default=0.0)
    return tuple(key for key, share in shares.items() if share == best) if best >= _LEAST else ()


def _grams(text: str) -> set[str]:
    return {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}


def _rarity(replies: Iterable[str]) -> dict[str, float]:
    """Return for each run of characters how few of the replies hold it, 0 (all) to 1 (one)."""
    bags = [_grams(reply) for reply in set(replies)]
    seen = Counter(gram for bag in bags for gram in bag)
    most = math.log(1 + len(bags))
    return {gram: math.log((1 + len(bags)) / n) / most for gram, n in seen.items()}
