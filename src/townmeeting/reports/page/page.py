"""Everything that one page shows, computed from analyses. The template only renders it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from townmeeting.model import Analysis, Commitment, TopicGraph
from townmeeting.model.topics import meeting_keys
from townmeeting.reports.masking import make_masker
from townmeeting.reports.page.exchanges import Backlink, Exchange, make_exchanges
from townmeeting.reports.page.overview import Overview, ReadingView, make_overview, make_reading
from townmeeting.reports.page.place import Place, make_place
from townmeeting.reports.page.review import make_island
from townmeeting.reports.page.topics import TopicsView, make_topics
from townmeeting.reports.question_answer.pairs import Asked, asked_of
from townmeeting.reports.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRow:
    """A commitment as a row; `anchor` leads to the turn it stands in."""

    strength: str
    strength_name: str
    deadline: str
    who: str
    text: str
    anchor: str
    points: tuple[Backlink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingView:
    """One meeting in all its views."""

    anchor: str
    title: str
    date: str
    overview: Overview
    exchanges: tuple[Exchange, ...]
    asked: tuple[Asked, ...]
    commitments: tuple[CommitmentRow, ...]
    reading: ReadingView
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A whole page. `island` is the script's data, `masked` how many persons' names were replaced (None: not asked)."""

    title: str
    lang: str
    words: Words
    meetings: tuple[MeetingView, ...]
    topics: TopicsView | None
    failures: tuple[Mapping[str, str], ...]
    masked: int | None
    island: Mapping[str, Any]

    @property
    def several(self) -> bool:
        """Whether the page holds more than one meeting."""
        return len(self.meetings) > 1


def make_page(
    analyses: Sequence[Analysis],
    *,
    lang: str = "ja",
    topics: TopicGraph | None = None,
    failures: Sequence[Mapping[str, str]] = (),
    mask_names: bool = False,
) -> Page:
    """Return the view model of these meetings. A pure function: same analyses, same page."""
    words = Words(lang)
    masker = make_masker(analyses, words) if mask_names else None
    several = len(analyses) > 1
    places = [
        make_place(a, n, several=several, words=words, masker=masker, graph=topics, key=key)
        for n, (a, key) in enumerate(zip(analyses, meeting_keys(analyses), strict=True), 1)
    ]
    files: set[str] = set()
    meetings = []
    for place in places:
        source = place.analysis.meeting.source.sha256
        meetings.append(_meeting(place, with_account=source not in files))
        files.add(source)
    first = meetings[0].title if meetings else ""
    more = words(f" ほか {len(meetings) - 1} 件", f" and {len(meetings) - 1} more") if several else ""
    return Page(
        title=first + more,
        lang="en" if lang == "en" else "ja",
        words=words,
        meetings=tuple(meetings),
        topics=make_topics(topics, places) if topics else None,
        failures=tuple(failures),
        masked=masker.persons if masker else None,
        island=make_island(places),
    )


def _meeting(place: Place, *, with_account: bool) -> MeetingView:
    meeting = place.analysis.meeting
    return MeetingView(
        anchor=place.anchor("meeting", str(place.number)),
        title=place.masker(meeting.title or meeting.source.name),
        date=meeting.date.isoformat() if meeting.date else "",
        overview=make_overview(place),
        exchanges=make_exchanges(place),
        asked=asked_of(place.analysis, place.words, place.masker),
        commitments=tuple(_commitments(place)),
        reading=make_reading(place, with_account=with_account),
        place=place,
    )


def _commitments(place: Place) -> Iterator[CommitmentRow]:
    for item in place.analysis.commitments:
        yield CommitmentRow(
            strength=item.strength.value,
            strength_name=place.words.label(item.strength),
            deadline=deadline_text(item, place.words),
            who=place.masker(item.who),
            text=place.masker(item.quote.text),
            anchor=place.anchor("t", item.turn_id),
            points=tuple(Backlink(place.anchor("p", i), place.shown_id(i)) for i in item.point_ids),
        )


def deadline_text(item: Commitment, words: Words) -> str:
    """Return the deadline as printed and as reckoned, "" where there is none."""
    year = words(f"{item.fiscal_year}年度", f"FY{item.fiscal_year}") if item.fiscal_year else ""
    reckoned = item.deadline.isoformat() if item.deadline else year
    return f"{item.deadline_text}（{reckoned}）" if item.deadline_text and reckoned else item.deadline_text
