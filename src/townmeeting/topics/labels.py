"""Names of topics: the terms that stand for a community, none a part of another."""

from __future__ import annotations

from collections.abc import Sequence

from townmeeting.topics.count import Counted

MOST = 3
"""Terms of a label; four no longer fit a legend."""


def make_label(terms: Sequence[Counted]) -> str:
    """Return the label of a topic whose terms are given, best first: 窓口業務・マイナンバーカード・手続き."""
    chosen: list[str] = []
    for term in terms:
        form = term.forms[0]
        if len(chosen) < MOST and not any(form in other or other in form for other in chosen):
            chosen.append(form)
    return "・".join(chosen)
