"""Lists of opinions: which marks open opinions, which ones headings over them, and which ones a list in a reply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from townmeeting.layouts.lines import LONGEST_HEADING, Line, even, looks_like_heading
from townmeeting.layouts.markers import Hit
from townmeeting.layouts.spec import LineRule, Opens
from townmeeting.layouts.words import pattern
from townmeeting.model import Role, Speaker

SECTION = LineRule(name="section", pattern="", opens=Opens.SECTION, example="１　道路について")
"""What makes a line a heading that is printed like something else."""
HEAD = Hit(SECTION, 0, Speaker(attribution="", role=Role.OTHER))
"""A whole line that is such a heading."""
_TIERS = ("○◯〇◎●◉◆◇□■△▲▽▼☆★", "0123456789", "([", "①②③", "・･", "-")


def form_of(line: Line, hit: Hit) -> str:
    """Return the form of the mark that opens a line, numbers evened: "・", "(1)", "1."; "" for a list item."""
    return re.sub(r"\d+", "1", even(line.quote.text[: hit.end])).strip()


def _opens(hits: Sequence[Hit | None], at: int) -> Opens | None:
    hit = hits[at]
    return hit.opens if hit and (hit.is_speech or hit.opens is Opens.REFERENCE) else None


def next_speech(lines: Sequence[Line], hits: Sequence[Hit | None], at: int) -> int | None:
    """Return the next line behind `at` that opens a speech under the same heading."""
    for n in range(at + 1, len(lines)):
        if lines[n].level:
            return None
        if _opens(hits, n):
            return n
    return None


def _statements(hits: Sequence[Hit | None]) -> list[int]:
    return [n for n in range(len(hits)) if _opens(hits, n) is Opens.STATEMENT]


def _answered_forms(lines: Sequence[Line], hits: Sequence[Hit | None]) -> Counter[str]:
    """Return for each form of mark how many of its lines have an answer right below."""
    found: Counter[str] = Counter()
    for at in _statements(hits):
        after, hit = next_speech(lines, hits, at), hits[at]
        if hit and after is not None and _opens(hits, after) is Opens.ANSWER:
            found[form_of(lines[at], hit)] += 1
    return found


def words_of(line: Line, hit: Hit) -> str:
    """Return the words behind the mark of a line."""
    return line.quote.text[hit.end :].strip()


def with_headings(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Take for headings what is printed like an opinion and names a subject only: 「１　道路について」, 「■交通関係」.

    It stands right above an opinion. Its mark is one that no answered opinion has, or its words can be nothing
    but a heading and those of the opinion below can be something else.
    """
    result = list(hits)
    answered = _answered_forms(lines, hits)
    for at in _statements(hits):
        hit, after = hits[at], next_speech(lines, hits, at)
        if hit is None or after != at + 1 or _opens(hits, after) is not Opens.STATEMENT:
            continue
        below = hits[after]
        assert below is not None
        own, other = form_of(lines[at], hit), form_of(lines[after], below)
        words, next_words = words_of(lines[at], hit), words_of(lines[after], below)
        named = _names_subject(words)
        apart = own != other and not answered[own] and (named or looks_like_heading(words))
        if apart or (named and not _names_subject(next_words)):
            result[at] = Hit(SECTION, hit.end, Speaker(attribution="", role=Role.OTHER))
    return result


def _names_subject(words: str) -> bool:
    return len(words) <= LONGEST_HEADING and pattern("subject").search(even(words)) is not None


def without_inner_lists(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Leave to a reply the list that stands in it: marks of a lower kind than those of the opinions, or further in,
    of which none is answered."""
    answered = _answered_forms(lines, hits)
    if not answered:
        return list(hits)
    lead = max(answered, key=lambda form: (answered[form], -_tier(form)))
    result = list(hits)
    inside, indent = False, 0
    for at, hit in enumerate(hits):
        opens = _opens(hits, at)
        if lines[at].level or (hit and opens is None and hit.opens is Opens.SECTION):
            inside = False
        elif opens is Opens.ANSWER:
            inside = True
        elif hit and opens is Opens.STATEMENT:
            form = form_of(lines[at], hit)
            lower = _tier(form) > _tier(lead) or lines[at].indent > indent
            if inside and not answered[form] and lower:
                result[at] = None
            else:
                inside = False
            indent = lines[at].indent if form == lead else indent
    return result


def _tier(form: str) -> int:
    return next((n for n, signs in enumerate(_TIERS) if form[:1] and form[0] in signs), len(_TIERS))
