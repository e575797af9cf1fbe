"""`townmeeting topics`: topics as a table and one by one, a term in its contexts, the words in effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from rich.console import Console
from rich.text import Text

from townmeeting.model import Analysis, PointRef, Topic, TopicGraph, Verdict
from townmeeting.reports.graph.network import findings_of
from townmeeting.reports.selection import Finding
from townmeeting.reports.terminal.console import STATUS_STYLE, grid, heading, indented, plain
from townmeeting.reports.words import Words
from townmeeting.text import clip, width

SAMPLES = 3
"""Points shown of a topic, the open ones first."""
TERMS = 12
"""Terms shown of a topic."""
_ORDER = ("unanswered", "partial", "answered", "not_needed")


class Hit(Protocol):
    """A place where a term stands (`townmeeting.topics.kwic.KwicLine`)."""

    @property
    def meeting_id(self) -> str: ...  # noqa: D102
    @property
    def statement_id(self) -> str: ...  # noqa: D102
    @property
    def point_id(self) -> str: ...  # noqa: D102
    @property
    def status(self) -> Verdict | None: ...  # noqa: D102
    @property
    def left(self) -> str: ...  # noqa: D102
    @property
    def match(self) -> str: ...  # noqa: D102
    @property
    def right(self) -> str: ...  # noqa: D102


def share_of(topic: Topic) -> str:
    """Return "10/14 (71%)", or "-" where nothing needs an answer."""
    return "-" if topic.share is None else f"{topic.answered}/{topic.asked} ({topic.share:.0%})"


def print_topics(console: Console, graph: TopicGraph, analyses: Sequence[Analysis], words: Words, most: int) -> None:
    """Print the first `most` topics as a table, then each with its terms and points, and what is in no topic."""
    console.print(plain("、".join(dict.fromkeys(title for _, title in graph.meetings)), "bold"))
    shown = graph.topics[:most]
    if shown:
        _print_table(console, shown, words)
    if len(graph.meetings) > 1 and shown:
        print_by_meeting(console, graph, shown, words)
    found = findings_of(analyses)
    for number, topic in enumerate(shown, 1):
        _print_topic(console, number, topic, graph, found, words)
    _print_rest(console, graph, len(shown), words)


def _print_table(console: Console, topics: Sequence[Topic], words: Words) -> None:
    heading(console, words("話題（論点の多い順）", "topics, most points first"))
    headers = (
        ("", "number"),
        (words("話題", "topic"), "wide"),
        (words("論点", "points"), "number"),
        (words("発言", "statements"), "number"),
        (words("回答済", "answered"), "number"),
        (words("一部", "partial"), "number"),
        (words("未回答", "open"), "number"),
    )
    rows = [
        (str(n), t.label, str(len(t.points)), str(t.statements), share_of(t), str(t.partial), str(t.unanswered))
        for n, t in enumerate(topics, 1)
    ]
    console.print(grid(console, headers, rows))


def print_by_meeting(console: Console, graph: TopicGraph, topics: Sequence[Topic], words: Words) -> None:
    """Print how many points each meeting has on each topic."""
    heading(console, words("会議ごとの論点", "points by meeting"))
    for at, (_, title) in enumerate(graph.meetings, 1):
        indented(console, f"[{at}] {title}")
    headers = [(words("話題", "topic"), "wide"), *((f"[{n}]", "number") for n in range(1, len(graph.meetings) + 1))]
    rows = []
    for topic in topics:
        count = dict(topic.by_meeting)
        rows.append([topic.label, *(str(count.get(key, 0)) for key, _ in graph.meetings)])
    console.print(grid(console, headers, rows))


def _print_topic(
    console: Console, number: int, topic: Topic, graph: TopicGraph, found: Mapping[PointRef, Finding], words: Words
) -> None:
    names = {t.id: t.label for t in graph.terms}
    heading(console, f"{number}. {topic.label}")
    indented(
        console,
        words(
            f"論点 {len(topic.points)}・発言 {topic.statements}・回答 {topic.answers}・補足 {topic.notes}"
            f"・回答済 {share_of(topic)}",
            f"points {len(topic.points)}, statements {topic.statements}, answers {topic.answers}, "
            f"notes {topic.notes}, answered {share_of(topic)}",
        ),
    )
    indented(console, words("語: ", "terms: ") + "、".join(names[k] for k in topic.term_ids[:TERMS]))
    for ref in _samples(topic, found):
        _print_sample(console, _name(ref.meeting_id, ref.point_id, graph), found[ref], words)


def _name(meeting: str, place: str, graph: TopicGraph) -> str:
    """Return a point or statement as listed: with the number of its meeting where there are several."""
    keys = [key for key, _ in graph.meetings]
    return f"[{keys.index(meeting) + 1}] {place}" if len(keys) > 1 else place


def _samples(topic: Topic, found: Mapping[PointRef, Finding]) -> list[PointRef]:
    return sorted(topic.points, key=lambda ref: _ORDER.index(verdict(found[ref])))[:SAMPLES]


def verdict(finding: Finding) -> Verdict:
    """Return the status of a point as people read it."""
    return Verdict(finding.coverage.status) if finding.point.needs_answer else Verdict.NOT_NEEDED


def _print_sample(console: Console, name: str, finding: Finding, words: Words) -> None:
    state = verdict(finding)
    line = Text("  ")
    line.append_text(plain(f"{name} ", "dim"))
    line.append_text(plain(words.label(state), STATUS_STYLE.get(state, "dim")))
    line.append_text(plain(" "))
    room = console.width - width(line.plain)
    line.append_text(plain(clip(finding.point.headline or finding.point.quote.text, max(10, room))))
    console.print(line, no_wrap=True)


def _print_rest(console: Console, graph: TopicGraph, shown: int, words: Words) -> None:
    rest = graph.topics[shown:]
    console.print()
    if rest:
        count = sum(len(t.points) for t in rest)
        console.print(
            plain(
                words(
                    f"ほかに話題 {len(rest)} 件（論点 {count} 件。--top で変更）",
                    f"{len(rest)} more topics ({count} points; --top shows more)",
                )
            )
        )
    if graph.loose:
        first = (_name(r.meeting_id, r.point_id, graph) for r in graph.loose[:20])
        names = "、".join(first) + ("…" if len(graph.loose) > 20 else "")
        console.print(
            plain(
                words(
                    f"どの話題にも入らない論点 {len(graph.loose)} 件: {names}",
                    f"points in no topic: {len(graph.loose)} ({names})",
                )
            )
        )
    for diagnostic in graph.diagnostics:
        console.print(plain(words.diagnostic(diagnostic), "dim"))


def print_kwic(console: Console, lines: Sequence[Hit], wanted: str, graph: TopicGraph, words: Words) -> None:
    """Print each hit in the middle of its line: statement or point, status, words before and after."""
    console.print(plain(words(f"「{wanted}」 {len(lines)} か所", f"“{wanted}”: {len(lines)} places"), "bold"))
    if not lines:
        return
    heads = [_head(line, graph, words) for line in lines]
    margin = max(width(h) for h in heads) + 1
    side = max(8, (console.width - margin - max(width(_flat(k.match)) for k in lines)) // 2 - 1)
    for head, line in zip(heads, lines, strict=True):
        left = _last(_flat(line.left), side)
        text = plain(head + " " * (margin - width(head) + side - width(left)) + left)
        text.append_text(plain(_flat(line.match), "bold reverse"))
        text.append_text(plain(clip(_flat(line.right), max(2, console.width - width(text.plain)))))
        console.print(text, no_wrap=True)


def _head(line: Hit, graph: TopicGraph, words: Words) -> str:
    state = words.label(line.status) if line.status else "-"
    return f"{_name(line.meeting_id, line.point_id or line.statement_id, graph)} {state}"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _last(text: str, cells: int) -> str:
    """Return the end of the text that fits into so many cells."""
    kept: list[str] = []
    used = 0
    for char in reversed(text):
        used += width(char)
        if used > cells:
            break
        kept.append(char)
    return "".join(reversed(kept))
