"""What every view of one meeting needs: its words, its anchors, who said what. Anchors come from ids alone, so that a
link to a point holds after a re-run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from townmeeting.model import Analysis, Note, TopicGraph, Turn
from townmeeting.reports.masking import Masker
from townmeeting.reports.question_answer.pairs import replies_of, said_by
from townmeeting.reports.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A meeting in a page: `number` from 1; its anchors carry `m2-`, `m3-` from the second meeting on. `masks` tells
    that names are to be masked, also where no resident is named."""

    analysis: Analysis
    number: int
    several: bool
    words: Words
    masker: Masker
    sources: Mapping[str, Turn | Note]
    topics: Mapping[str, tuple[tuple[str, str], ...]]
    masks: bool = False

    def anchor(self, kind: str, name: str = "") -> str:
        """Return the id of an element: `p-1.3`, `m2-s-4`."""
        prefix = f"m{self.number}-" if self.number > 1 else ""
        return prefix + "-".join("_".join(part.split()) for part in (kind, name) if part)

    def who(self, source_id: str) -> str:
        """Return who speaks a turn or signs a note."""
        return said_by(self.sources[source_id], self.words, self.masker)

    def shown_id(self, point_id: str) -> str:
        """Return a point's id as people read it, with the number of the meeting where there are several."""
        return f"{self.number}-{point_id}" if self.several else point_id


def make_place(
    analysis: Analysis,
    number: int,
    *,
    several: bool,
    words: Words,
    masker: Masker | None,
    graph: TopicGraph | None,
    key: str,
) -> Place:
    """Return the place of a meeting; `masker` is None where names stay, `graph` gives the topics, in
    which it is called `key`."""
    meeting = analysis.meeting
    own = (r for s in meeting.statements for r in replies_of(s))
    return Place(
        analysis=analysis,
        number=number,
        several=several,
        words=words,
        masker=masker or Masker(),
        masks=masker is not None,
        sources={r.id: r for r in (*meeting.turns, *meeting.notes, *own)},
        topics=_topics(key, graph),
    )


def _topics(key: str, graph: TopicGraph | None) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return point id -> (topic id, label) of the topics it belongs to."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for topic in graph.topics if graph else ():
        for ref in topic.points:
            if ref.meeting_id == key:
                found[ref.point_id] = (*found.get(ref.point_id, ()), (topic.id, topic.label))
    return found
