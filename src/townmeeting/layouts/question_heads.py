"""Headings that stand right above a question: its subject and who asks, as council newsletters print them."""

from __future__ import annotations

from collections.abc import Sequence

from townmeeting.layouts.bullets import HEAD
from townmeeting.layouts.lines import Line, looks_like_heading
from townmeeting.layouts.markers import Hit
from townmeeting.layouts.spec import Opens
from townmeeting.layouts.words import pattern
from townmeeting.text import ends_sentence


def with_question_heads(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits with the headings right above a question: 通学路について　ほか　山田太郎, and 質問 below it.

    Such a line is no part of the answer above where it names a subject, and where that answer is finished. It counts
    only in documents that mark answers, too.
    """
    result = list(hits)
    if not any(hit and hit.opens is Opens.ANSWER for hit in hits):
        return result
    for at, hit in enumerate(hits):
        if hit and hit.opens is Opens.STATEMENT and at and hits[at - 1] is None and _is_head(lines, hits, at - 1):
            result[at - 1] = HEAD
    return result


def _is_head(lines: Sequence[Line], hits: Sequence[Hit | None], at: int) -> bool:
    line = lines[at]
    if line.level or line.item or line.quoted or not pattern("question_head").match(line.even.strip()):
        return False
    above = lines[at - 1] if at else None
    if above is None or above.level:
        return True
    hit = hits[at - 1]
    words = above.quote.text[hit.end :] if hit and hit.is_speech else above.quote.text
    finished = ends_sentence(words) or (hit is None and looks_like_heading(words))
    return bool(words.strip()) and (line.gap or finished)
