"""Tables of opinions and replies that were copied cell by cell: the names of the columns follow each other as lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from townmeeting.layouts.bullets import HEAD
from townmeeting.layouts.columns import Column, builtin_spec
from townmeeting.layouts.lines import Line
from townmeeting.layouts.markers import Hit

_LONGEST = 24
"""Characters of a line that may be the name of a column."""
_NEAR = 3
"""Lines above the name of the replies among which that of the opinions must be."""
_REPLY = re.compile("考え|見解|回答|答弁|対応|方針")
_OPINION = re.compile("意見|質問|質疑|要望|提案|提言|指摘|公述|請願|陳情|パブ")


def find_table_heads(lines: Sequence[Line]) -> frozenset[int]:
    """Return the lines that are the names of the columns of a table of opinions and replies: No., 意見の概要 and
    市の考え方, one below the other.

    A lone 質問 above a lone 回答 may be the markers of an empty question, so it takes a third column, or a name that
    opens no question (意見の概要).
    """
    found: set[int] = set()
    for at in range(1, len(lines)):
        if _may_be_reply(lines, at) and _column(lines[at]) is Column.REPLY:
            run = _run_above(lines, at)
            if run and (len(run) > 1 or len(lines[run[0]].even.strip()) > 3):
                found |= {*run, at}
    return frozenset(found)


def with_table_heads(hits: Sequence[Hit | None], heads: frozenset[int]) -> list[Hit | None]:
    """Return the hits without those of the names of columns: 市の考え方 above all opinions is nobody's reply."""
    return [HEAD if at in heads else hit for at, hit in enumerate(hits)]


def _may_be_reply(lines: Sequence[Line], at: int) -> bool:
    """Tell whether it is worth the look at the names of columns, which few transcripts need."""
    line, above = lines[at], [x.even for x in lines[max(0, at - _NEAR) : at] if len(x.even) <= _LONGEST]
    named = not line.cell and len(line.even) <= _LONGEST and _REPLY.search(line.even)
    return bool(named) and any(map(_OPINION.search, above))


def _column(line: Line) -> Column | None:
    """Return the column that a line names, or None where it is none of a table of opinions."""
    if line.level or line.cell or len(line.even) > _LONGEST:
        return None
    rule = next((r for r in builtin_spec().columns_of(line.quote.text) if not r.weak), None)
    return rule.column if rule else None


def _run_above(lines: Sequence[Line], at: int) -> list[int]:
    """Return the names of columns right above a line, if the one for opinions is among them."""
    first = at
    while first and not lines[first].gap and _column(lines[first - 1]):
        first -= 1
    run = list(range(first, at))
    return run if any(_column(lines[n]) is Column.OPINION for n in run) else []
