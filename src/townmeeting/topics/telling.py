"""What a person should know about how the topics came about: what was cut, left out or not found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from townmeeting.model import Diagnostic, Severity
from townmeeting.settings import TopicSettings
from townmeeting.topics.lexicon import key_of
from townmeeting.topics.terms_file import OwnWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Numbers before and after cutting, and names: `terms` are the keys that were kept."""

    repeats: int
    terms: tuple[str, ...]
    found: int
    edges: int
    linked: int
    own_places: tuple[str, ...]
    words: OwnWords


def tell(facts: Facts, settings: TopicSettings) -> tuple[Diagnostic, ...]:
    """Return the diagnostics, by the codes of `data/messages/topics.toml`."""
    return tuple(_tell(facts, settings))


def _tell(facts: Facts, settings: TopicSettings) -> Iterator[Diagnostic]:
    if facts.repeats:
        yield _diagnostic("topics_same_meeting", count=str(facts.repeats + 1))
    if not facts.terms:
        yield _diagnostic("topics_no_terms", count=str(settings.min_count))
    if facts.found > len(facts.terms):
        yield _diagnostic("topics_terms_cut", Severity.INFO, found=str(facts.found), kept=str(len(facts.terms)))
    if facts.linked > facts.edges:
        yield _diagnostic("topics_edges_cut", Severity.INFO, found=str(facts.linked), kept=str(facts.edges))
    if facts.own_places:
        yield _diagnostic("topics_own_places", Severity.INFO, names="、".join(facts.own_places))
    wanted = (*facts.words.force, *dict.fromkeys(target for _, target in facts.words.join))
    missing = [word for word in wanted if key_of(word) not in facts.terms]
    if missing:
        yield _diagnostic("topics_words_not_found", names="、".join(missing))


def _diagnostic(code: str, severity: Severity = Severity.WARNING, **fields: str) -> Diagnostic:
    return Diagnostic(code=code, severity=severity, fields=tuple(sorted(fields.items())))
