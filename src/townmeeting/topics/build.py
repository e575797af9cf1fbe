"""From analyses to topics: terms, edges, communities, and what was answered of each."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from townmeeting.model import (
    Analysis,
    Coverage,
    Origin,
    Point,
    PointRef,
    Status,
    Term,
    TermEdge,
    Topic,
    TopicGraph,
    meeting_keys,
)
from townmeeting.settings import TopicSettings
from townmeeting.topics.communities import centrality, find_communities, term_graph
from townmeeting.topics.count import Counted, count_terms
from townmeeting.topics.graph import make_edges, sorted_points_of
from townmeeting.topics.labels import make_label
from townmeeting.topics.layout import place_terms
from townmeeting.topics.own_places import own_places
from townmeeting.topics.passages import gather_passages, sort_points
from townmeeting.topics.telling import Facts, tell
from townmeeting.topics.termhood import Neighbours
from townmeeting.topics.terms_file import NO_WORDS, OwnWords
from townmeeting.topics.themes import theme_words, weigh_terms
from townmeeting.topics.vocabulary import find_runs, find_terms


@dataclass(frozen=True, slots=True)
class Decided:
    """A point with what was decided about it and the turns and notes that answer it."""

    point: Point
    coverage: Coverage
    answers: frozenset[str]
    notes: frozenset[str]


def build_graph(analyses: Sequence[Analysis], settings: TopicSettings, words: OwnWords = NO_WORDS) -> TopicGraph:
    """Return the topics of the meetings. The order of meetings, statements and points changes nothing."""
    once = without_repeats(analyses)
    counted, own = _count_terms(once, settings, words)
    terms = _chosen(counted, frozenset(words.forced.keys.values()), settings.max_terms)
    edges, linked = make_edges(terms, settings)
    weights = weigh_terms(terms, theme_words(once))
    graph = term_graph(weights, edges)
    decided = decided_points(once)
    topics = _topics(terms, find_communities(graph, settings), weights, decided)
    return TopicGraph(
        topics=topics,
        terms=_terms(terms, topics, centrality(graph), edges),
        edges=edges,
        measure=settings.measure,
        loose=sort_points(set(decided) - {p for t in topics for p in t.points}),
        meetings=_titles(once),
        diagnostics=tell(
            Facts(
                repeats=len(analyses) - len(once),
                terms=tuple(t.key for t in terms),
                found=sum(bool(t.points) for t in counted),
                edges=len(edges),
                linked=linked,
                own_places=own,
                words=words,
            ),
            settings,
        ),
    )


def without_repeats(analyses: Sequence[Analysis]) -> tuple[Analysis, ...]:
    """Return the analyses with each meeting of each file once: a file named twice must not count twice."""
    return tuple({(a.meeting.source.sha256, a.meeting.source.name, a.meeting.id): a for a in analyses}.values())


def _count_terms(
    analyses: Sequence[Analysis], settings: TopicSettings, words: OwnWords
) -> tuple[tuple[Counted, ...], tuple[str, ...]]:
    """Return all terms, best first, and the names of the meetings' own places, which are none."""
    forced = words.forced
    wanted = frozenset(forced.keys.values())
    places = find_runs(gather_passages(analyses), forced)
    own = own_places(places, analyses) - wanted
    found = find_terms(places, settings, wanted, words.dropped | own, words.synonyms)
    named = {u.norm for place in places for u in place.run if u.place and u.norm in own and place.passage.statement}
    return count_terms(found, Neighbours(places)), tuple(sorted(named))


def _topics(
    terms: Sequence[Counted],
    groups: Sequence[Sequence[str]],
    weights: Mapping[str, float],
    decided: Mapping[PointRef, Decided],
) -> tuple[Topic, ...]:
    """Return the communities that have points as topics, most points first."""
    shares = assign_points(terms, groups, weights)
    order = sorted(range(len(groups)), key=lambda i: (-len(shares[i]), -len(groups[i]), groups[i][0]))
    by_key = {t.key: t for t in terms}
    return tuple(
        _topic(f"topic{n}", [by_key[k] for k in groups[i]], shares[i], decided)
        for n, i in enumerate((i for i in order if shares[i]), 1)
    )


def _chosen(counted: Sequence[Counted], wanted: frozenset[str], most: int) -> tuple[Counted, ...]:
    """Return the best terms with a point; those that a person asked for are always among them."""
    first = [t for t in counted if t.key in wanted]
    others = [t for t in counted if t.key not in wanted and t.points]
    kept = {t.key for t in (*first, *others)[: max(most, len(first))]}
    return tuple(t for t in counted if t.key in kept)


def _titles(analyses: Sequence[Analysis]) -> tuple[tuple[str, str], ...]:
    keys = meeting_keys(analyses)
    return tuple(sorted((k, a.meeting.title or a.meeting.source.name) for k, a in zip(keys, analyses, strict=True)))


def decided_points(analyses: Sequence[Analysis]) -> dict[PointRef, Decided]:
    """Return what was decided about every point of every meeting."""
    found = {}
    for key, analysis in zip(meeting_keys(analyses), analyses, strict=True):
        coverage = {c.point_id: c for c in analysis.coverage}
        responses = {r.id: r for r in analysis.responses}
        for point in analysis.points:
            taken = [responses[link.response_id] for link in coverage[point.id].links]
            found[PointRef(key, point.id)] = Decided(
                point,
                coverage[point.id],
                frozenset(f"{key}/{r.turn_id}" for r in taken if r.origin is not Origin.NOTE),
                frozenset(f"{key}/{r.turn_id}" for r in taken if r.origin is Origin.NOTE),
            )
    return found


def assign_points(
    terms: Sequence[Counted], groups: Sequence[Sequence[str]], weights: Mapping[str, float]
) -> list[set[PointRef]]:
    """Return the points of each community: a point belongs to the one whose terms weigh most in it.

    A term weighs the more the fewer points it stands in. Equal weights go to the larger community.
    """
    home = {key: at for at, group in enumerate(groups) for key in group}
    weight = {t.key: weights[t.key] / (1 + math.log(len(t.points))) for t in terms if t.points}
    shares: list[set[PointRef]] = [set() for _ in groups]
    for point, keys in sorted_points_of(terms).items():
        sums: dict[int, float] = defaultdict(float)
        for key in keys:
            sums[home[key]] += weight[key]
        shares[min(sums, key=lambda at: (-round(sums[at], 9), at))].add(point)
    return shares


def _topic(name: str, terms: Sequence[Counted], points: set[PointRef], decided: Mapping[PointRef, Decided]) -> Topic:
    inside = {t.key: len(t.points & points) for t in terms}
    ranked = sorted(terms, key=lambda t: (-_telling(inside[t.key], t), -t.score, t.key))
    held = [(ref, decided[ref]) for ref in sort_points(points)]
    status = Counter(d.coverage.status for _, d in held if d.point.needs_answer)
    return Topic(
        id=name,
        label=make_label(ranked),
        term_ids=tuple(t.key for t in ranked),
        points=tuple(ref for ref, _ in held),
        statements=len({(ref.meeting_id, d.point.statement_id) for ref, d in held}),
        answers=len(frozenset().union(*(d.answers for _, d in held))),
        notes=len(frozenset().union(*(d.notes for _, d in held))),
        asked=status.total(),
        answered=status[Status.ANSWERED],
        partial=status[Status.PARTIAL],
        unanswered=status[Status.UNANSWERED],
        by_meeting=tuple(sorted(Counter(ref.meeting_id for ref, _ in held).items())),
    )


def _telling(inside: int, term: Counted) -> float:
    """Return how well a term names a topic: the points it has there, less where it stands in others as well."""
    return inside * math.sqrt(inside / len(term.points)) if inside else 0.0


def _terms(
    terms: Sequence[Counted], topics: Sequence[Topic], central: Mapping[str, float], edges: Sequence[TermEdge]
) -> tuple[Term, ...]:
    home = {key: topic.id for topic in topics for key in topic.term_ids}
    loose = [t.key for t in terms if t.key not in home]
    places = place_terms([*(t.term_ids for t in topics), *([loose] if loose else [])], edges)
    return tuple(
        Term(
            id=t.key,
            label=t.forms[0],
            forms=t.forms,
            statements=t.statements,
            speakers=t.speakers,
            tokens=t.tokens,
            score=t.score,
            points=sort_points(set(t.points)),
            topic_id=home.get(t.key, ""),
            centrality=central[t.key],
            x=places[t.key][0],
            y=places[t.key][1],
        )
        for t in terms
    )
