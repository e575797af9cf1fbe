"""Decisions applied to an analysis: what a person decided holds, what the machine says stands beside it, and whatever
does not fit is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from townmeeting.errors import TownMeetingError
from townmeeting.model import Analysis, Coverage, Decision, Diagnostic, Link, Point, Severity, Status, Verdict
from townmeeting.review.identity import machine_verdict, words_hash
from townmeeting.review.matching import Match, match_records
from townmeeting.review.records import Decisions, Leftover, MeetingRef, Record, Resolution, resolve
from townmeeting.tally import recount


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The analyses with the decisions in them, and the meetings of decisions.json that this run does not have."""

    analyses: tuple[Analysis, ...]
    absent: tuple[MeetingRef, ...]


def apply_decisions(analyses: Sequence[Analysis], decisions: Decisions) -> Applied:
    """Return the analyses with statuses, links and filled columns as people decided, tallies counted anew.

    Conflicts, disputes and decisions without a point are diagnostics (`decision_...`) of the meeting they are about.
    Raises TM408 where the decisions are about other meetings altogether.
    """
    matched = match_records(analyses, decisions.meetings, decisions.records)
    if decisions.meetings and len(matched.absent) == len(decisions.meetings):
        about = "、".join(m.title or m.file for m in decisions.meetings)
        raise TownMeetingError("TM408", about=about)
    places = matched.places | {"": 0}  # a row that tells no meeting is told with the first
    changed = []
    for at, analysis in enumerate(analyses):
        mine = {point: match for (place, point), match in matched.points.items() if place == at}
        told = [_unmatched(r) for r in matched.lost if places.get(r.key.meeting) == at]
        told += [_left(item) for item in decisions.leftovers if places.get(item.meeting) == at]
        changed.append(_apply(analysis, mine, told))
    return Applied(analyses=tuple(changed), absent=matched.absent)


def _apply(analysis: Analysis, matches: dict[str, Match], told: Iterable[Diagnostic]) -> Analysis:
    coverage = {c.point_id: c for c in analysis.coverage}
    hashes = {r.id: words_hash(r.quote.text) for r in analysis.responses}
    points, news = [], list(told)
    for point in analysis.points:
        if point.id in matches:
            done = _Deciding(point, coverage[point.id], matches[point.id], hashes)
            coverage[point.id], point = done.coverage(), done.point()
            news += done.news
        points.append(point)
    whole = replace(
        analysis,
        points=tuple(points),
        coverage=tuple(coverage[c.point_id] for c in analysis.coverage),
        diagnostics=(*analysis.diagnostics, *news),
    )
    return replace(whole, tallies=recount(whole))


class _Deciding:
    """One point with the records about it: what holds, and what has to be told."""

    def __init__(self, point: Point, now: Coverage, match: Match, hashes: dict[str, str]) -> None:
        self.before, self.now, self.hashes = point, now, hashes
        self.resolution: Resolution = resolve(match.records)
        self.news: list[Diagnostic] = []
        self.machine = machine_verdict(point, now)
        self.reworded = match.reworded
        self.verdict = self._verdict()
        self.links = self._links()
        self._tell()

    def _record(self, field: str) -> Record | None:
        return self.resolution.records.get(field)

    def _verdict(self) -> Verdict | None:
        record = self._record("status")
        return Verdict(record.value) if record and record.value in list(Verdict) else None

    def _links(self) -> tuple[Link, ...] | None:
        record = self._record("links")
        if record is None:
            return None
        known = {k.response_id: k for k in (*self.now.links, *self.now.candidates)}
        by_words = {words: name for name, words in self.hashes.items()}
        found = []
        for part in record.value.split():
            name, _, words = part.partition("~")
            target = name if words in ("", self.hashes.get(name)) and name in self.hashes else by_words.get(words)
            if target is None:
                self._say("decision_no_passage", record, value=name)
                continue
            made = Link(
                point_id=self.before.id, response_id=target, score=1.0, reason=f"{record.who}が結びつけました。"
            )
            found.append(replace(known[target], score=1.0) if target in known else made)
        return tuple(found)

    def _tell(self) -> None:
        record = self._record("status")
        if self.verdict and record and record.machine != self.machine.value and self.verdict is not self.machine:
            self._say("decision_conflict", record)
        for field in self.resolution.disputed:
            sides = "\n".join(f"{r.who}\t{r.value}" for r in self.resolution.standing[field])
            self._say("decision_dispute", self.resolution.records[field], sides=sides)
        if self.reworded:
            self._say("decision_reworded", min(self.resolution.records.values()))

    def _say(self, code: str, record: Record, **other: str) -> None:
        self.news.append(_news(code, record, point=self.before.id, now=self.machine.value, **other))

    def point(self) -> Point:
        """Return the point, owed an answer or not as the person says."""
        needed = self.before.needs_answer if self.verdict is None else self.verdict is not Verdict.NOT_NEEDED
        return replace(self.before, needs_answer=needed)

    def coverage(self) -> Coverage:
        """Return the coverage as the person decided."""
        status, told = self._status()
        links, candidates = self._tied(status)
        check = self._check() if told else self.now.check or self._unclear()
        return replace(
            self.now,
            status=status,
            response_kind=self.now.response_kind if links and links == self.now.links else None,
            confidence=1.0 if self.verdict else self.now.confidence,
            check=check,
            reason=f"{told}{self.now.reason}",
            missing=() if status is Status.ANSWERED and self.verdict else self.now.missing,
            links=links,
            candidates=candidates,
            decided=Decision(
                machine=self.machine,
                changes=self.resolution.changes,
                disputed=self.resolution.disputed,
                seen=self.resolution.seen,
            ),
        )

    def _status(self) -> tuple[Status, str]:
        """The status that holds, and the sentence that tells who decided it, "" where nobody did."""
        record = self._record("status")
        if self.verdict and record:
            told = f"{record.who}の判断です（機械の判定: {VERDICT_WORDS[self.machine]}）。"
            kept = self.verdict is Verdict.NOT_NEEDED
            return (self.now.status if kept else Status(self.verdict.value)), told
        linked = self._record("links")
        if linked and self.links is not None and bool(self.links) != bool(self.now.links):
            status = Status.PARTIAL if self.links else Status.UNANSWERED
            return status, f"{linked.who}が回答の結びつけを改めました。"
        return self.now.status, ""

    def _tied(self, status: Status) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        links = self.now.links if self.links is None else self.links
        if status is Status.UNANSWERED:
            links = ()
        taken = {k.response_id for k in links}
        return links, tuple(k for k in (*self.now.links, *self.now.candidates) if k.response_id not in taken)

    def _unclear(self) -> bool:
        return self.reworded or "status" in self.resolution.disputed or "links" in self.resolution.disputed

    def _check(self) -> bool:
        changed = any(n.code in ("decision_conflict", "decision_no_passage") for n in self.news)
        return changed or self._unclear() or self.verdict is None


VERDICT_WORDS = {
    Verdict.ANSWERED: "回答済",
    Verdict.PARTIAL: "一部回答",
    Verdict.UNANSWERED: "未回答",
    Verdict.NOT_NEEDED: "回答不要",
}


def _news(code: str, record: Record, *, point: str, now: str = "", **other: str) -> Diagnostic:
    facts = {
        "point": point,
        "field": record.field,
        "then": record.machine,
        "now": now,
        "before": record.before,
        "value": record.value,
        "who": record.who,
        "when": record.when,
        "words": record.words,
    } | other
    return Diagnostic(code=code, severity=Severity.WARNING, fields=tuple(facts.items()))


def _unmatched(record: Record) -> Diagnostic:
    return _news("decision_unmatched", record, point=record.key.point)


def _left(item: Leftover) -> Diagnostic:
    facts = {"point": item.point, "field": item.field, "value": item.value, "who": item.who, "when": item.when}
    facts["words"] = item.words
    return Diagnostic(code=f"decision_{item.reason}", severity=Severity.WARNING, fields=tuple(facts.items()))
