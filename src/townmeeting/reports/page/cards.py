"""A point as the page shows it: its words, its status, what answers it and why."""

from __future__ import annotations

from dataclasses import dataclass

from townmeeting.model import Link, Response, Verdict
from townmeeting.reports.page.fragments import Piece, underline
from townmeeting.reports.page.place import Place
from townmeeting.reports.selection import Finding
from townmeeting.reports.words import Words
from townmeeting.reports.workbook.form import load_form, pick
from townmeeting.review.identity import verdict
from townmeeting.review.values import CONFIRMED
from townmeeting.settings import CoverageSettings
from townmeeting.text import clip

HIGH = 0.8
"""Confidence from which a status is called sure; below the band 要確認 it is called unsure."""
BANDS = ("high", "middle", "low")
EXCERPT = 40
"""Half-width characters of a passage that was not linked; the whole stands in the reply."""


@dataclass(frozen=True, slots=True)
class Tied:
    """A passage named on a card: where it stands, who says it, and why it is linked; of one that is not linked, how
    it begins."""

    anchor: str
    who: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A point. `band` is "high", "middle" or "low"; `decided` are the values that people filled in."""

    anchor: str
    id: str
    kind: str
    kind_name: str
    verdict: Verdict
    verdict_name: str
    check: bool
    band: str
    confidence: str
    reason: str
    response_kind: str
    pieces: tuple[Piece, ...]
    tied: tuple[Tied, ...]
    near: tuple[Tied, ...]
    decided: tuple[tuple[str, str], ...]


def band(confidence: float) -> str:
    """Return "high", "middle" or "low"."""
    return "high" if confidence >= HIGH else "low" if confidence < CoverageSettings().check_below else "middle"


def near_links(finding: Finding) -> tuple[Link, ...]:
    """Return the links considered and not made, where a person should look at them."""
    doubtful = finding.coverage.check or not finding.coverage.links
    return finding.coverage.candidates if doubtful and finding.point.needs_answer else ()


def make_card(finding: Finding, place: Place) -> Card:
    """Return the card of a point."""
    point, coverage, words = finding.point, finding.coverage, place.words
    holds = verdict(point, coverage)
    passages = {r.id: r for r in place.analysis.responses}
    ties = tuple(t for link in coverage.links for t in link.ties)
    return Card(
        anchor=place.anchor("p", point.id),
        id=place.shown_id(point.id),
        kind=point.kind.value,
        kind_name=words.label(point.kind),
        verdict=holds,
        verdict_name=words.label(holds),
        check=coverage.check and point.needs_answer,
        band=band(coverage.confidence),
        confidence=_confidence(coverage.confidence, words),
        reason=place.masker(coverage.reason),
        response_kind=words.label(coverage.response_kind) if coverage.response_kind else "",
        pieces=underline(point.quote.text, ties, place.masker),
        tied=tuple(_tied(link, passages[link.response_id], place, linked=True) for link in coverage.links),
        near=tuple(_tied(link, passages[link.response_id], place, linked=False) for link in near_links(finding)),
        decided=_decided(finding, place),
    )


def _confidence(value: float, words: Words) -> str:
    return f"{words.named('Band', band(value))}（{value:.2f}）"


def _tied(link: Link, passage: Response, place: Place, *, linked: bool) -> Tied:
    told = link.reason if linked else f"「{clip(passage.quote.text, EXCERPT)}」"
    return Tied(place.anchor("r", passage.id), place.who(passage.turn_id), place.masker(told))


def _decided(finding: Finding, place: Place) -> tuple[tuple[str, str], ...]:
    """Return what people put into the columns of the point beside its status, titled as the workbook titles them."""
    decided = finding.coverage.decided
    if decided is None:
        return ()
    titles = {name: pick(column.title, place.words.lang) for name, column in load_form().fields.items()}
    told = [(c.field, c.value) for c in decided.changes if c.value and c.field not in ("status", "links")]
    return tuple(
        (titles.get(name, name), place.words.named("Confirmed", value) if name == CONFIRMED else place.masker(value))
        for name, value in told
    )
