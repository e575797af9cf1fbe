"""One HTML file for reviewers: opens by double click, needs no network, reads without its script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from townmeeting.model import Analysis, TopicGraph
from townmeeting.reports.page.embed import render
from townmeeting.reports.page.page import make_page

__all__ = ["render_page"]


def render_page(
    analyses: Sequence[Analysis],
    *,
    lang: str = "ja",
    topics: TopicGraph | None = None,
    failures: Sequence[Mapping[str, str]] = (),
    mask_names: bool = False,
) -> bytes:
    """Return the page on these meetings. `failures` are input files that could not be read (`file`, `code`,
    `message`); `mask_names` puts 発言者A, 発言者B for residents' names in the whole file."""
    return render(make_page(analyses, lang=lang, topics=topics, failures=failures, mask_names=mask_names))
