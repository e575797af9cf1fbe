"""Replies that nothing marks: a question stands on a line of its own, and the paragraphs below it are the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from townmeeting.layouts.bullets import form_of, words_of
from townmeeting.layouts.lines import Line, continues, even
from townmeeting.layouts.markers import Hit, hit_of
from townmeeting.layouts.spec import LineRule, Opens
from townmeeting.layouts.words import pattern
from townmeeting.model import Role, Speaker

_REPLY = LineRule(
    name="unmarked-reply", pattern="", opens=Opens.ANSWER, role=Role.STAFF, example="来年度に整備する予定です。"
)
_NAMED = LineRule(
    name="unmarked-reply-by",
    pattern=r"^{mark}? ?{open}? ?(?P<attr>[^ ()「」。、:]{0,12}?(?:{title}|{office})) ?{close}? ?(?:{colon} ?| |$) ?",
    opens=Opens.ANSWER,
    example="町長　来年度に整備する。",
)
"""A reply that names who answers: 問　…, 町長　… is how council newsletters write."""
_UNNAMED = Hit(_REPLY, 0, Speaker(attribution="", role=Role.STAFF))
_OFFICIAL = (Role.MAYOR, Role.STAFF)
_LEAST = 2
"""Questions that must have a reply below: one alone may be an opinion of two paragraphs."""
_SHARE = 0.5
"""Share of the questions that must have a reply, that must ask, and of the replies that must read like an office's."""

_REPLIES = (Opens.ANSWER, Opens.TURN, Opens.CHAIR, Opens.SPEAKER, Opens.REFERENCE)
"""What may open a reply under a question."""

_TAIL, _HEAD = 200, 2000
"""Characters at the end of a question, and at the beginning of a reply, that tell what they are."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A question and where its reply begins (None where nothing below it can be one), as numbers of lines; `begins` are
    the paragraphs of the reply behind its first."""

    question: int
    reply: int | None
    begins: tuple[int, ...]
    asked: str
    told: str


def with_unmarked_replies(lines: Sequence[Line], hits: Sequence[Hit | None], *, lists: bool) -> list[Hit | None]:
    """Return the hits with an answer at every paragraph that begins an unmarked reply, in a document that marks none.

    Whether the document is written so is told over all its questions: they ask, and what stands below reads like
    the answer of an office. With `lists` the marks are any of a list, and only the mark that most questions have
    counts.
    """
    result = list(hits)
    if any(h and (h.opens in (Opens.ANSWER, Opens.REFERENCE) or h.speaker.role in _OFFICIAL) for h in hits):
        return result
    asked = [n for n, h in enumerate(hits) if h and h.opens is Opens.STATEMENT]
    if lists:
        asked, result = _lead(lines, hits, asked)
    pairs = [_pair(lines, result, at) for at in asked]
    if not _is_established(pairs):
        return list(hits)
    for pair in pairs:
        if pair.reply is not None:
            result[pair.reply] = _named(lines[pair.reply]) or _UNNAMED
            for at in pair.begins:
                result[at] = _named(lines[at])
    return result


def with_quoted_replies(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits with an answer at the quotation under each question: Q: … and > … in Markdown.

    It counts where at least half of the questions have one, in a document that marks no answer: beside marked ones a
    quotation is what somebody said.
    """
    if any(h and h.opens in _REPLIES and not lines[n].quoted for n, h in enumerate(hits)):
        return list(hits)
    asked = [n for n, h in enumerate(hits) if h and h.opens is Opens.STATEMENT and not lines[n].quoted]
    quoted = [at for n in asked if (at := _quoted_below(lines, hits, n)) is not None]
    result = list(hits)
    if not quoted or len(quoted) < _SHARE * len(asked):
        return result
    for at in quoted:
        result[at] = _named(lines[at]) or _UNNAMED
    return result


def _quoted_below(lines: Sequence[Line], hits: Sequence[Hit | None], at: int) -> int | None:
    """Return the first quoted line under a question, unless a reply is marked before the next question."""
    found = None
    for n in range(at + 1, len(lines)):
        hit = hits[n]
        if lines[n].level or (hit and hit.opens is Opens.STATEMENT):
            break
        if hit and hit.opens in _REPLIES:
            return None
        if found is None and lines[n].quoted:
            found = n
    return found


def _named(line: Line) -> Hit | None:
    found = _NAMED.match(line.even)
    hit = hit_of(_NAMED, found) if found else None
    return hit if hit and hit.speaker.role in _OFFICIAL else None


def _lead(
    lines: Sequence[Line], hits: Sequence[Hit | None], asked: Sequence[int]
) -> tuple[list[int], list[Hit | None]]:
    """Return the lines with the mark that questions have, and the hits without those of other marks below them."""
    forms: dict[str, list[int]] = {}
    for at in asked:
        hit = hits[at]
        assert hit is not None
        forms.setdefault(form_of(lines[at], hit), []).append(at)
    asking = {form: sum(_asks(_words(lines, hits, n)) for n in found) for form, found in forms.items()}
    lead = max(forms, key=lambda form: (asking[form], -forms[form][0]), default="")
    own = forms.get(lead, [])
    inner = _inner(lines, frozenset(own), asked)
    dropped = frozenset(n for n in inner if not _asks(_words(lines, hits, n)))
    return own, [None if n in dropped else hit for n, hit in enumerate(hits)]


def _inner(lines: Sequence[Line], own: frozenset[int], asked: Sequence[int]) -> list[int]:
    """Return the lines with another mark that stand below a question, no less indented, and under the same heading."""
    others, inner = frozenset(asked) - own, []
    above: Line | None = None
    for at, line in enumerate(lines):
        if at in own:
            above = line
        elif line.level:
            above = None
        elif at in others and above and line.indent >= above.indent:
            inner.append(at)
    return inner


def _words(lines: Sequence[Line], hits: Sequence[Hit | None], at: int) -> str:
    hit = hits[at]
    return words_of(lines[at], hit) if hit else lines[at].quote.text


def _pair(lines: Sequence[Line], hits: Sequence[Hit | None], at: int) -> _Pair:
    """Return a question with the first paragraph below that does not go on asking."""
    end = next((n for n in range(at + 1, len(lines)) if hits[n] or lines[n].level or lines[n].cut), len(lines))
    begins = [n for n in range(at + 1, end) if lines[n].detail or not continues(lines[n - 1], lines[n])]
    ends = [*begins[1:], end]
    paragraphs = zip(begins, ends, strict=True) if begins else ()
    reply = next((n for n, stop in paragraphs if lines[n].detail or not _asks(_join(lines, n, stop))), None)
    asked = _join(lines, at, reply or end)
    told = _join(lines, reply, end) if reply else ""
    return _Pair(at, reply, tuple(n for n in begins if reply and n > reply), asked, told)


def _join(lines: Sequence[Line], start: int, stop: int) -> str:
    return "".join(line.quote.text.strip() for line in lines[start:stop])


def _asks(text: str) -> bool:
    words = even(text.strip()[-_TAIL:])
    return pattern("asks").search(words) is not None and not pattern("official").search(words)


def _is_established(pairs: Sequence[_Pair]) -> bool:
    answered = [p for p in pairs if p.reply is not None]
    if len(answered) < _LEAST or len(answered) < _SHARE * len(pairs):
        return False
    asking = sum(_asks(p.asked) for p in answered)
    return asking >= _SHARE * len(answered) and sum(map(_convinces, answered)) >= _SHARE * len(answered)


def _convinces(pair: _Pair) -> bool:
    """Tell whether the words below a question can only be its answer: it wants to know something, or they read like
    an office's. Below a request may stand its reasons."""
    found = pattern("official").search(even(pair.told[:_HEAD])) or pattern("interrogative").search(
        even(pair.asked.strip()[-_TAIL:])
    )
    return found is not None
