"""A document as the layouts get it: its lines and what is true of them whatever the layout, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from townmeeting.layouts.facts import accepts, find_fact, label_only
from townmeeting.layouts.flattened import find_table_heads
from townmeeting.layouts.lines import Line, lines_of
from townmeeting.layouts.markers import Hit, find_hit
from townmeeting.layouts.spec import built_in
from townmeeting.model import SourceDocument

_LONGEST_FACT = 120


@dataclass(frozen=True)
class Material:
    """A document, and what all transcript layouts ask of it; each is worked out when the first of them asks."""

    doc: SourceDocument

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The non-blank lines in reading order."""
        return lines_of(self.doc)

    @cached_property
    def table_heads(self) -> frozenset[int]:
        """The lines that name the columns of a table that was copied cell by cell."""
        return find_table_heads(self.lines)

    @cached_property
    def common_hits(self) -> tuple[Hit | None, ...]:
        """For every line the hit of the rules that all transcripts share, or None."""
        rules = built_in("common").rules
        return tuple(find_hit(rules, line) for line in self.lines)

    @cached_property
    def facts(self) -> tuple[str, ...]:
        """For every line the name of the fact about the meeting that it states, or ""."""
        names = list(map(_fact_name, self.lines))
        for at, (line, below) in enumerate(zip(self.lines, self.lines[1:], strict=False)):
            if below.detail and (name := label_only(line.quote)) and accepts(name, below.quote.text):
                names[at], names[at + 1] = name, name
        return tuple(names)


def _fact_name(line: Line) -> str:
    if line.level or len(line.quote.text) > _LONGEST_FACT:
        return ""
    fact = find_fact(line.quote)
    return fact.name if fact else ""
