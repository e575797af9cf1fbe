"""What people talked about: terms, topics and how they hang together, each traced to its points."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from townmeeting.model.analysis import Analysis
from townmeeting.model.places import Diagnostic


@dataclass(frozen=True, slots=True)
class PointRef:
    """A point of one of several meetings."""

    meeting_id: str
    point_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A compound noun or noun phrase in its normalised spelling.

    `label` is its most frequent printed form, `forms` all printed forms; `statements` and `speakers` are numbers of
    statements and persons (counted before `tokens`, the occurrences); `score` is the termhood; `x` and `y` (0 to 1)
    its place in every picture of the graph.
    """

    id: str
    label: str
    forms: tuple[str, ...]
    statements: int
    speakers: int
    tokens: int
    score: float
    points: tuple[PointRef, ...] = ()
    topic_id: str = ""
    centrality: float = 0.0
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TermEdge:
    """Two terms that stand in the same points: `count` points, `weight` the measure (0 to 1)."""

    source: str
    target: str
    count: int
    weight: float
    points: tuple[PointRef, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A community of terms with its points. `asked` counts the points that need an answer, `answered` those of
    them that got one; `by_meeting` the points of each meeting."""

    id: str
    label: str
    term_ids: tuple[str, ...]
    points: tuple[PointRef, ...]
    statements: int
    answers: int
    notes: int
    asked: int
    answered: int
    partial: int
    unanswered: int
    by_meeting: tuple[tuple[str, int], ...] = ()

    @property
    def share(self) -> float | None:
        """Answered over asked, or None where nothing needs an answer."""
        return self.answered / self.asked if self.asked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicGraph:
    """Terms, edges and topics of one or several meetings, largest topic first; `measure` names the edge weight.

    `loose` are the points in which no term of a topic stands; `meetings` are (id of `PointRef`, title), sorted.
    """

    topics: tuple[Topic, ...] = ()
    terms: tuple[Term, ...] = ()
    edges: tuple[TermEdge, ...] = ()
    measure: str = "jaccard"
    loose: tuple[PointRef, ...] = ()
    meetings: tuple[tuple[str, str], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def meeting_keys(analyses: Sequence[Analysis]) -> tuple[str, ...]:
    """Return the id by which `PointRef` names each meeting: its own where no other meeting has it, else with the
    file's name, and with the beginning of its hash where files of one name differ."""
    meetings = [a.meeting for a in analyses]
    ids = Counter(m.id for m in meetings)
    named = [m.id if ids[m.id] == 1 else f"{m.source.name}#{m.id}" for m in meetings]
    count = Counter(named)
    return tuple(n if count[n] == 1 else f"{n}@{m.source.sha256[:8]}" for n, m in zip(named, meetings, strict=True))
