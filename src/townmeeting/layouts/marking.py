"""The lines of a document with what each of them opens in one layout: its rules, and what the lines around tell."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from townmeeting.layouts.bullets import with_headings, without_inner_lists
from townmeeting.layouts.flattened import with_table_heads
from townmeeting.layouts.inside import cut_inside
from townmeeting.layouts.lines import Line
from townmeeting.layouts.markers import Hit, find_hit, with_cell_labels, with_facts, with_ward_heads, without_quoted
from townmeeting.layouts.material import Material
from townmeeting.layouts.question_heads import with_question_heads
from townmeeting.layouts.rosters import without_rosters
from townmeeting.layouts.seats import with_called_seats
from townmeeting.layouts.spec import LineRule, TranscriptSpec
from townmeeting.layouts.unmarked import with_quoted_replies, with_unmarked_replies

Marked = tuple[tuple[Line, ...], tuple[Hit | None, ...]]


def mark_lines(spec: TranscriptSpec, material: Material) -> Marked:
    """Return the lines, those cut in two that hold a question and its answer, and the hit of every line, or None."""
    may_open = [line.item or spec.may_open(line.even) for line in material.lines]
    rules = _counting(spec.rules, list(compress(material.lines, may_open)))
    own = (find_hit(rules, line) if may else None for line, may in zip(material.lines, may_open, strict=True))
    hits = [_precedes(hit, common) for hit, common in zip(own, material.common_hits, strict=True)]
    hits = with_called_seats(material.lines, without_rosters(material.lines, hits))
    hits = with_table_heads(with_facts(material.lines, hits, material.facts), material.table_heads)
    lines, hits = cut_inside(rules, material.lines, hits)
    hits = with_cell_labels(lines, without_quoted(lines, hits))
    hits = with_question_heads(lines, hits)
    if spec.unmarked_replies:
        hits = with_unmarked_replies(lines, with_quoted_replies(lines, hits), lists=spec.needs_answers)
    if spec.needs_answers:
        hits = with_headings(lines, without_inner_lists(lines, hits))
    return tuple(lines), tuple(with_ward_heads(hits))


def _precedes(own: Hit | None, common: Hit | None) -> Hit | None:
    return common if common and common.rule.first else own or common


def _counting(rules: Sequence[LineRule], lines: Sequence[Line]) -> list[LineRule]:
    """Return the rules without those that count only beside another one, where no line meets that."""
    met = {r.name for r in rules if r.name in {o.beside for o in rules} and any(r.match(x.even) for x in lines)}
    return [rule for rule in rules if not rule.beside or rule.beside in met]
