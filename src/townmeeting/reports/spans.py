"""Where the words of one quote stand inside others, told by their offsets in the source, never by searching."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from townmeeting.model import Quote
from townmeeting.text import fold, fold_with_map


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """`segments[segment].text[start:end]`, in a list of paragraphs that the caller knows."""

    segment: int
    start: int
    end: int


def locate(quote: Quote, segments: Sequence[Quote]) -> tuple[Stretch, ...]:
    """Return where the words of `quote` stand in `segments`, in order; stretches with only blanks between are one."""
    found = []
    for low, high in quote.spans:
        for number, segment in enumerate(segments):
            for p in segment.pieces:
                start, end = max(low, p.start), min(high, p.end)
                if start < end:
                    found.append(Stretch(number, p.at + start - p.start, p.at + end - p.start))
    return join_stretches(found, segments)


def join_stretches(stretches: Iterable[Stretch], segments: Sequence[Quote]) -> tuple[Stretch, ...]:
    """Return the union of the stretches, in order, blanks between two of them taken in."""
    joined: list[Stretch] = []
    for s in sorted(stretches):
        last = joined[-1] if joined else None
        if last and last.segment == s.segment and not segments[s.segment].text[last.end : s.start].strip():
            joined[-1] = Stretch(s.segment, last.start, max(last.end, s.end))
        else:
            joined.append(s)
    return tuple(joined)


def leftover(stretches: Iterable[Stretch], segments: Sequence[Quote]) -> tuple[Stretch, ...]:
    """Return the non-blank stretches of the segments that none of `stretches` covers."""
    taken = join_stretches(stretches, segments)
    found = []
    for number, segment in enumerate(segments):
        ends = [(0, 0), *((s.start, s.end) for s in taken if s.segment == number), (len(segment.text),) * 2]
        gaps = (Stretch(number, before[1], after[0]) for before, after in pairwise(ends))
        found += [gap for gap in gaps if segment.text[gap.start : gap.end].strip()]
    return tuple(found)


def occurrences(word: str, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the places in `text[start:end]` where `word` stands, width, case and blanks aside."""
    folded, offsets = fold_with_map(text[start:end])
    wanted = fold(word)
    at = folded.find(wanted) if wanted else -1
    while at >= 0:
        last = at + len(wanted) - 1
        yield start + offsets[at], start + offsets[last] + 1
        at = folded.find(wanted, at + len(wanted))
