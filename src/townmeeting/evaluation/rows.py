"""Tables and question-answer records: is every statement there with its own text, and its own reply beside it?

Figures (shares of the gold rows, 0 to 1, unless said otherwise):

- `statements_found`: a statement of about the same text is there (likeness 0.6 or more).
- `text_close`, `text_exact`: its text is the same but for a character or two in a hundred; to the letter.
- `label`: it carries the printed label.
- `response_close`, `response_exact`: the replies paired with it are, together, the gold's reply.
- `extra_statements`: statements that are none of the gold's (a count; 0 is best).
- `gold_rows`: the number of rows (a count).
- `declared_totals`: share of the declared totals that were read and counted as the gold has them; only where the
  gold names some.

A row that was not found counts as wrong in every share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from townmeeting.evaluation.alignment import bare, grams, likeness
from townmeeting.evaluation.gold import GoldRow, GoldRows, GoldTotal
from townmeeting.evaluation.record import FoundStatement, Record, plain_label
from townmeeting.evaluation.result import SAME_TEXT, Figure, Miss, MissKind, Result, rounded

FOUR = 4
"""Characters a run: long enough that two statements on one subject do not look alike."""

FOUND = 0.6
"""Least likeness for a statement to be the gold's: a half-lost statement still counts, its neighbour does not."""

LENGTHS = (0.4, 2.5)
"""A statement of a length outside these shares of the gold's is another one."""


@dataclass(frozen=True)
class _Body:
    """A bare text with its runs of characters, counted once (a table of 400 rows is compared 80,000 times)."""

    text: str

    @cached_property
    def runs(self) -> Counter[str]:
        return grams(self.text, FOUR)

    def may_be(self, other: _Body) -> bool:
        return LENGTHS[0] < len(other.text) / max(1, len(self.text)) < LENGTHS[1]

    def most(self, other: _Body) -> float:
        """Return the highest likeness that the two lengths allow."""
        sizes = self.runs.total(), other.runs.total()
        return 2 * min(sizes) / sum(sizes)


@dataclass(frozen=True, slots=True)
class RowMatch:
    """A gold row with the statement found for it, or None, and the likeness of text and reply, 0 to 1."""

    row: GoldRow
    statement: FoundStatement | None = None
    text: float = 0.0
    reply: float = 0.0
    reply_found: str = ""

    @property
    def labelled(self) -> bool:
        """Whether the statement carries the printed label."""
        return self.statement is not None and plain_label(self.statement.label) == plain_label(self.row.label)


def score_rows(gold: GoldRows, record: Record) -> Result:
    """Return figures and misses: each row, in order, takes the statement most like it among those left."""
    left = {s.id: _Body(s.body) for s in record.statements}
    by_id = {s.id: s for s in record.statements}
    matches = []
    for row in gold.rows:
        found, how_like = _most_like(_Body(bare(row.statement)), left)
        if found is not None:
            del left[found]
        matches.append(_match(row, by_id[found], how_like, record) if found is not None else RowMatch(row))
    extra = tuple(by_id[key] for key in left)
    wrong = tuple(total for total in gold.totals if not _is_right(total, record))
    misses = (*(miss for m in matches for miss in _misses(m)), *map(_extra, extra), *(_total(t, record) for t in wrong))
    return Result("rows", rounded(_figures(matches, len(extra), len(gold.totals), len(wrong))), misses)


def _most_like(wanted: _Body, left: dict[str, _Body]) -> tuple[str | None, float]:
    best, how_like = None, 0.0
    for key, body in left.items():
        if not wanted.may_be(body) or wanted.most(body) <= how_like:
            continue
        if (value := likeness(wanted.runs, body.runs)) > how_like:
            best, how_like = key, value
    return (best, how_like) if how_like >= FOUND else (None, 0.0)


def _match(row: GoldRow, statement: FoundStatement, how_like: float, record: Record) -> RowMatch:
    reply = "".join(record.turns[key] for key in statement.answers if key in record.turns)
    wanted = bare(row.response)
    same = likeness(grams(wanted, FOUR), grams(reply, FOUR)) if wanted and reply else float(wanted == reply)
    return RowMatch(row, statement, how_like, same, reply)


def _figures(matches: list[RowMatch], extra: int, totals: int, wrong: int) -> Iterator[Figure]:
    n = len(matches)
    yield "statements_found", sum(m.statement is not None for m in matches) / n
    yield "text_close", sum(m.text >= SAME_TEXT for m in matches) / n
    yield "text_exact", sum(m.text == 1.0 for m in matches) / n
    yield "label", sum(m.labelled for m in matches) / n
    yield "response_close", sum(m.reply >= SAME_TEXT for m in matches) / n
    yield "response_exact", sum(m.reply == 1.0 for m in matches) / n
    yield "extra_statements", extra
    yield "gold_rows", n
    if totals:
        yield "declared_totals", (totals - wrong) / totals


def _misses(match: RowMatch) -> Iterator[Miss]:
    row, statement = match.row, match.statement
    if statement is None:
        yield Miss(kind=MissKind.MISSING_STATEMENT, gold=row.label, quote=row.statement)
        return
    if match.text < SAME_TEXT:
        yield _text_miss(MissKind.STATEMENT_TEXT, row, row.statement, statement.text, match.text)
    if not match.labelled:
        yield Miss(kind=MissKind.LABEL, gold=row.label, quote=row.statement, expected=row.label, found=statement.label)
    if match.reply < SAME_TEXT:
        yield _text_miss(MissKind.RESPONSE, row, row.response, match.reply_found, match.reply)


def _text_miss(kind: MissKind, row: GoldRow, expected: str, found: str, figure: float) -> Miss:
    return Miss(kind=kind, gold=row.label, quote=row.statement, expected=expected, found=found, figure=figure)


def _extra(statement: FoundStatement) -> Miss:
    return Miss(kind=MissKind.EXTRA_STATEMENT, gold="", quote=statement.text, found=statement.label)


def _is_right(total: GoldTotal, record: Record) -> bool:
    check = record.checks.get(total.name)
    return check is not None and (check.declared, check.found) == (total.declared, total.found)


def _total(total: GoldTotal, record: Record) -> Miss:
    check = record.checks.get(total.name)
    found = f"{check.declared} / {check.found}" if check else ""
    return Miss(
        kind=MissKind.DECLARED_TOTAL,
        gold=total.name,
        quote="",
        expected=f"{total.declared} / {total.found}",
        found=found,
    )
