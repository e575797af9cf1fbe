"""The first view: what the meeting was, how much is answered, what the document declares, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from townmeeting.model import Account, Meeting, Share, Tally, Unused, Verdict
from townmeeting.reports.page.figures import Bar, Fact, bars, percent
from townmeeting.reports.page.place import Place
from townmeeting.reports.selection import Finding, findings
from townmeeting.review.identity import verdict
from townmeeting.text import clip, count_ink

OPENING = 120
"""Half-width characters of an open point shown on the overview; the whole is one click away."""
DIMENSIONS = ("meeting", "kind", "department")


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """A tally as a row."""

    dimension: str
    name: str
    tally: Tally
    share: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A declared total against what was found; `state` is "ok", "differs" or "unknown"."""

    name: str
    declared: int
    found: str
    state: str
    verdict: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A point that somebody should look at."""

    anchor: str
    id: str
    speaker: str
    kind_name: str
    verdict: Verdict
    verdict_name: str
    check: bool
    opening: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """The overview of one meeting. `rows` are its tallies; those by statement stand with the statements."""

    facts: tuple[Fact, ...]
    rows: tuple[CoverageRow, ...]
    checks: tuple[CheckRow, ...]
    open: tuple[OpenPoint, ...]


def make_overview(place: Place) -> Overview:
    """Return the overview of a meeting; every figure is one of its tallies."""
    tallies = sorted(
        (t for t in place.analysis.tallies if t.dimension in DIMENSIONS), key=lambda t: DIMENSIONS.index(t.dimension)
    )
    return Overview(
        facts=tuple(meeting_facts(place)),
        rows=tuple(_row(t, place) for t in tallies),
        checks=tuple(_checks(place)),
        open=tuple(_open_points(place)),
    )


def meeting_facts(place: Place) -> Iterator[Fact]:
    """Yield what the document states of the meeting, and the file it came from."""
    meeting, words = place.analysis.meeting, place.words
    for datum in meeting.data:
        label = "".join((datum.label or words.named("Datum", datum.name)).split())
        text = datum.quote.text.replace("\n", " ")
        iso = f"（{meeting.date}）" if datum.name == "date" and meeting.date else ""
        yield Fact(label, _counts_only(text, place) if datum.name == "participants" else place.masker(text) + iso)
    encoding = f", {meeting.source.encoding}" if meeting.source.encoding else ""
    yield Fact(words("ファイル", "file"), f"{meeting.source.name}（{meeting.source.format}{encoding}）")


def _counts_only(text: str, place: Place) -> str:
    """Where names are masked, a list of participants is shown only as far as it gives numbers."""
    if not place.masks or any(c.isdigit() for c in text):
        return place.masker(text)
    return place.words("（氏名のため伏せています）", "(names, withheld)")


def _row(tally: Tally, place: Place) -> CoverageRow:
    words = place.words
    dimensions = {
        "meeting": words("全体", "meeting"),
        "kind": words("区分", "kind"),
        "department": words("回答した部署・人", "who replied"),
    }
    name = words.named("PointKind", tally.name) if tally.dimension == "kind" else place.masker(tally.name)
    return CoverageRow(
        dimensions[tally.dimension], name, tally, percent(tally, tally.total), tuple(bars(tally, tally.total))
    )


def _checks(place: Place) -> Iterator[CheckRow]:
    words = place.words
    for check in place.analysis.meeting.checks:
        state = {True: "ok", False: "differs", None: "unknown"}[check.ok]
        told = {
            "ok": words("一致", "agrees"),
            "differs": words("不一致", "differs"),
            "unknown": words("数えられません", "cannot be counted"),
        }[state]
        found = "-" if check.found is None else str(check.found)
        yield CheckRow(words.named("Check", check.name), check.declared, found, state, told)


def _urgency(finding: Finding) -> int:
    order = {Verdict.UNANSWERED: 0, Verdict.PARTIAL: 1, Verdict.ANSWERED: 2, Verdict.NOT_NEEDED: 3}
    return order[verdict(finding.point, finding.coverage)]


def _open_points(place: Place) -> Iterator[OpenPoint]:
    """Yield the points that are open, then those taken as answered that a person should look at."""
    owed = [f for f in findings(place.analysis) if f.point.needs_answer]
    doubtful = [f for f in owed if _urgency(f) < 2 or f.coverage.check]
    for finding in sorted(doubtful, key=_urgency):
        point, holds = finding.point, verdict(finding.point, finding.coverage)
        yield OpenPoint(
            anchor=place.anchor("p", point.id),
            id=place.shown_id(point.id),
            speaker=place.masker.speaker(finding.statement.speaker),
            kind_name=place.words.label(point.kind),
            verdict=holds,
            verdict_name=place.words.label(holds),
            check=finding.coverage.check,
            opening=clip(place.masker(point.quote.text), OPENING),
            reason=place.masker(finding.coverage.reason),
        )


# ------------------------------------------------------------ what became of every character


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A share of the loss account: its name and its non-blank characters."""

    name: str
    count: int
    percent: str


@dataclass(frozen=True, slots=True)
class UnusedView:
    """The stretches that became nothing for one reason: their characters together, and each place with its words
    (none where names are masked)."""

    reason: str
    size: int
    parts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A diagnostic as a sentence."""

    severity: str
    severity_name: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingView:
    """How a meeting was read. `shares` is empty where the account stands with another meeting of the same file."""

    told: tuple[Told, ...]
    shares: tuple[ShareRow, ...]
    total: int
    balanced: bool
    unexplained: int
    unused: tuple[UnusedView, ...]
    remarks: tuple[str, ...]
    amendments: tuple[tuple[str, str, str], ...]
    made: tuple[Fact, ...]


def make_reading(place: Place, *, with_account: bool) -> ReadingView:
    """Return how a meeting was read; the account is the file's, so that only its first meeting tells it."""
    meeting = place.analysis.meeting
    account = meeting.account if with_account else None
    return ReadingView(
        told=tuple(_told(place)),
        shares=tuple(_shares(account, place)) if account else (),
        total=account.total if account else 0,
        balanced=account.balanced if account else True,
        unexplained=account.unexplained if account else 0,
        unused=tuple(_unused(account.unused, place)) if account else (),
        remarks=tuple(place.masker(r.quote.text) for r in meeting.remarks),
        amendments=tuple(
            (place.masker(a.before.text), place.masker(a.after.text), place.masker(a.reason.text))
            for a in meeting.amendments
        ),
        made=tuple(_made(meeting, place)),
    )


def _told(place: Place) -> Iterator[Told]:
    for item in (*place.analysis.meeting.diagnostics, *place.analysis.diagnostics):
        text = place.masker(place.words.diagnostic(item))
        yield Told(item.severity.value, place.words.label(item.severity), text)


def _shares(account: Account, place: Place) -> Iterator[ShareRow]:
    for share, count in account.shares:
        if count or share is Share.UNUSED:
            percent = f"{count / account.total:.1%}" if account.total else "-"
            yield ShareRow(place.words.label(share), count, percent)


def _unused(unused: Iterable[Unused], place: Place) -> Iterator[UnusedView]:
    groups: dict[str, list[Unused]] = {}
    for stretch in unused:
        groups.setdefault(stretch.reason, []).append(stretch)
    for reason, found in groups.items():
        texts = ("" if place.masks else u.quote.text for u in found)
        parts = (Fact(place.words.place(u.quote.where), text) for u, text in zip(found, texts, strict=True))
        size = sum(count_ink(u.quote.text) for u in found)
        yield UnusedView(place.words.sentence(reason), size, tuple(parts))


def _made(meeting: Meeting, place: Place) -> Iterator[Fact]:
    words, source = place.words, meeting.source
    yield Fact(words("ファイル", "file"), source.name)
    yield Fact("SHA-256", source.sha256)
    reason = f"（{words.sentence(source.encoding_reason)}）" if source.encoding_reason else ""
    if source.encoding:
        yield Fact(words("文字コード", "encoding"), source.encoding + reason)
    for attempt in source.attempts:
        if attempt.chosen:
            why = words(attempt.reason, attempt.reason_en or attempt.reason)
            yield Fact(words("書き方", "layout"), f"{attempt.layout}（{attempt.score:.2f}）{place.masker(why)}")
    yield from (Fact(name, value) for name, value in place.analysis.manifest)
