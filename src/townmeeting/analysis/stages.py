"""The stages of the analysis of one meeting: points, units of replies, ties, notes, second look, coverage, promises."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from townmeeting.analysis.chains import keeps_order
from townmeeting.analysis.commitments import Speaking, find_commitments
from townmeeting.analysis.coverage import (
    Facts,
    decide_status,
    gather_facts,
    is_doubtful,
    link_confidence,
    make_link,
    status_confidence,
    status_reason,
    worth_naming,
)
from townmeeting.analysis.elsewhere import call_back, is_put_off, link_notes, look_elsewhere
from townmeeting.analysis.exchanges import exchanges, is_row
from townmeeting.analysis.features import Rarity, bag
from townmeeting.analysis.linking import Asked, Linker, Tie
from townmeeting.analysis.points import split_points
from townmeeting.analysis.references import follow_references
from townmeeting.analysis.responses import Reply, cut_note, cut_turn, said_again, takeup_share
from townmeeting.model import (
    Analysis,
    Coverage,
    Link,
    Meeting,
    Note,
    NoteKind,
    Point,
    ReplyBasis,
    Response,
    Statement,
    Status,
)
from townmeeting.nlp import versions
from townmeeting.settings import Settings
from townmeeting.tally import tallies

DEFAULTS = Settings()
ASSUMED = "回答欄が空で、上の行の回答を共通とみなしました。"


def analyze_meeting(meeting: Meeting, settings: Settings = DEFAULTS) -> Analysis:
    """Return points, passages, links, coverage and commitments of a meeting."""
    return analyze_points(meeting, split_points(meeting, settings.points), settings)


def analyze_points(meeting: Meeting, points: tuple[Point, ...], settings: Settings = DEFAULTS) -> Analysis:
    """Return the analysis of a meeting whose points are known."""
    replies = {t.id: cut_turn(t) for s in meeting.statements for t in s.answers}
    notes = {n.id: cut_note(n) for n in _all_notes(meeting)}
    rarity = _rarity(meeting, (*replies.values(), *notes.values()))
    asked = _tie(meeting, points, replies, rarity, settings)
    asked = follow_references(asked, meeting, replies, rarity, settings.link)
    asked = _add_notes(asked, meeting, notes, rarity, settings)
    everything = (*replies.values(), *notes.values())
    rivals = look_elsewhere(asked, everything, rarity, settings.link)
    asked = [_take_elsewhere(a, rivals[a.id], settings) for a in asked] if rivals else asked
    count = Counter(p.statement_id for p in points if p.needs_answer)
    rows = {s.text: s for s in meeting.statements if is_row(s)}
    repeated = said_again([replies[t.id] for t in s.answers] for s in rows.values())
    names = _response_names(asked, rivals, everything)
    coverage = tuple(
        _decide(
            a, rivals.get(a.id, ()), names, meeting, rarity, settings, count[a.placed.point.statement_id] <= 1, repeated
        )
        for a in asked
    )
    responses = _responses(names, everything)
    linked = [a for a, c in zip(asked, coverage, strict=True) if c.links]
    return Analysis(
        meeting=meeting,
        points=points,
        responses=responses,
        coverage=coverage,
        commitments=find_commitments(_speaking(meeting, everything, linked), meeting.date),
        tallies=tallies(meeting, points, coverage, responses),
        manifest=versions(),
    )


def _all_notes(meeting: Meeting) -> tuple[Note, ...]:
    """Return the notes of the meeting and of its statements, each once."""
    notes = (*meeting.notes, *(n for s in meeting.statements for n in s.notes))
    return tuple({n.id: n for n in notes}.values())


def _rarity(meeting: Meeting, replies: Sequence[Reply]) -> Rarity:
    asked = [bag(q.text) for s in meeting.statements for q in s.segments]
    return Rarity([*asked, *(bag(r.quote.text, u.start, u.end) for r in replies for u in r.units)])


def _tie(
    meeting: Meeting, points: Sequence[Point], replies: dict[str, Reply], rarity: Rarity, settings: Settings
) -> list[Asked]:
    """Return the points, in their order, with what their own replies give them."""
    share = takeup_share(list(replies.values()), settings.link.written_assumed)
    written = share < settings.link.written_share
    found = {}
    talks, called = call_back(exchanges(meeting, points, replies), rarity, settings.link)
    linkers = [Linker(exchange, rarity, settings.link, written) for exchange in talks]
    in_order = keeps_order([linker.order() for linker in linkers], settings.link) if written else True
    for linker in linkers:
        ties = linker.ties(in_order)
        for i, placed in enumerate(linker.exchange.points):
            back = called.get(placed.point.id, ())
            own = tuple(t for t in ties.get(i, ()) if not (back and t.how == "shared"))
            found[placed.point.id] = Asked(placed, (*own, *back))
    return [found[p.id] for p in points]


def _add_notes(
    asked: list[Asked], meeting: Meeting, notes: dict[str, Reply], rarity: Rarity, settings: Settings
) -> list[Asked]:
    """Add what the notes give: one that is a statement's own (対応状況), or that names statements by number, to their
    points; any other to its best point."""
    own = _owners(meeting)
    free = [r for key, r in notes.items() if key not in own]
    extra = link_notes(asked, free, rarity, settings.link)
    for note, statements in own.items():
        mine = [a for a in asked if a.placed.point.statement_id in statements]
        for key, ties in link_notes(mine, [notes[note]], rarity, replace(settings.link, note_floor=-1.0)).items():
            extra[key] = (*extra.get(key, ()), *ties)
    return [replace(a, ties=(*_kept(a, extra.get(a.id, ()), settings), *extra.get(a.id, ()))) for a in asked]


def _owners(meeting: Meeting) -> dict[str, set[str]]:
    """Return the ids of the statements to which a note can only belong, by note id."""
    found: dict[str, set[str]] = {}
    for statement in meeting.statements:
        named = {k.target_id for k in statement.links if k.basis is ReplyBasis.REFERENCE}
        for note in statement.notes:
            if note.kind is NoteKind.ACTION or note.id in named:
                found.setdefault(note.id, set()).add(statement.id)
    return found


def _kept(asked: Asked, notes: Sequence[Tie], settings: Settings) -> tuple[Tie, ...]:
    """Drop a weak share in a neighbour's passage where a note answers the point, and what puts the answer off where one
    does so for sure."""
    if not any(t.how == "note" for t in notes):
        return asked.ties
    sure = any(t.score >= settings.coverage.note_sure for t in notes)
    weak = [t.how == "shared" and t.score < settings.link.share_noted for t in asked.ties]
    return tuple(t for t, w in zip(asked.ties, weak, strict=True) if not w and not (sure and is_put_off(t)))


def _take_elsewhere(asked: Asked, rivals: Sequence[Tie], settings: Settings) -> Asked:
    """Tie an open point to a passage elsewhere that fits it very well."""
    if asked.ties or not asked.placed.point.needs_answer:
        return asked
    return replace(asked, ties=tuple(t for t in rivals[:1] if t.score >= settings.link.elsewhere))


Names = dict[tuple[str, int, int], str]


def _key(tie: Tie) -> tuple[str, int, int]:
    return tie.reply.id, tie.start, tie.end


def _response_names(asked: Sequence[Asked], rivals: dict[str, tuple[Tie, ...]], replies: Sequence[Reply]) -> Names:
    """Return an id for every unit and every tied stretch, `<turn id>.<n>` in the order of the reply."""
    places = {(r.id, u.start, u.end) for r in replies for u in r.units}
    places |= {_key(t) for a in asked for t in a.ties} | {_key(t) for ties in rivals.values() for t in ties}
    order = {r.id: i for i, r in enumerate(replies)}
    names: Names = {}
    count = dict.fromkeys(order, 0)
    for place in sorted(places, key=lambda p: (order[p[0]], p[1], -p[2])):
        count[place[0]] += 1
        names[place] = f"{place[0]}.{count[place[0]]}"
    return names


def _responses(names: Names, replies: Sequence[Reply]) -> tuple[Response, ...]:
    of = {r.id: r for r in replies}
    return tuple(
        Response(id=name, turn_id=key, origin=of[key].origin, quote=of[key].quote.slice(start, end))
        for (key, start, end), name in names.items()
    )


def _decide(
    asked: Asked,
    rivals: Sequence[Tie],
    names: Names,
    meeting: Meeting,
    rarity: Rarity,
    settings: Settings,
    alone: bool,
    repeated: frozenset[str],
) -> Coverage:
    taken = {_key(t) for t in asked.ties}
    others = tuple(t for t in rivals if _key(t) not in taken)
    facts = gather_facts(asked, others, rarity, settings.coverage, alone, repeated)
    status = decide_status(facts, settings.coverage)
    ties = () if status is Status.UNANSWERED else asked.ties
    others = others if ties else (*asked.ties, *others)[: settings.link.candidates]
    links = tuple(_link(asked, t, facts, names, rarity, settings) for t in ties)
    candidates = tuple(_link(asked, t, facts, names, rarity, settings) for t in others)
    statement = meeting.statement(asked.placed.point.statement_id)
    replied = statement is not None and any(t.text.strip() for t in statement.answers)
    confidence = status_confidence(status, links, replied, settings.coverage)
    bases = _bases(statement) if statement is not None and links else set()
    assumed = bases == {ReplyBasis.ASSUMED}
    guessed = bases == {ReplyBasis.TOGETHER} and not any(link.ties for link in links)
    return Coverage(
        point_id=asked.id,
        status=status,
        response_kind=facts.kind if links else None,
        confidence=confidence,
        check=confidence < settings.coverage.check_below
        or assumed
        or guessed
        or is_doubtful(facts, links, settings.coverage),
        reason=status_reason(status, facts, replied, settings.coverage) + (ASSUMED if assumed else ""),
        missing=worth_naming(facts.missing),
        links=links,
        candidates=candidates,
    )


def _bases(statement: Statement) -> set[ReplyBasis]:
    """Return why the statement's replies belong to it: a reply above an empty cell taken as shared (ASSUMED) and one to
    several speakers (TOGETHER) are to be looked at."""
    answers = {t.id for t in statement.answers}
    return {k.basis for k in statement.links if k.target_id in answers}


def _link(asked: Asked, tie: Tie, facts: Facts, names: Names, rarity: Rarity, settings: Settings) -> Link:
    margin = facts.margin if tie.how != "elsewhere" else -facts.margin
    confidence = link_confidence(tie, margin, settings.coverage)
    return make_link(asked, tie, names[_key(tie)], confidence, rarity)


def _speaking(meeting: Meeting, replies: Sequence[Reply], asked: Sequence[Asked]) -> tuple[Speaking, ...]:
    who = {t.id: t.speaker.attribution for s in meeting.statements for t in s.answers}
    who |= {n.id: n.department.text.strip("（）()") for n in _all_notes(meeting)}
    tied: dict[str, list[tuple[str, int, int]]] = {}
    for a in asked:
        for t in a.ties:
            tied.setdefault(t.reply.id, []).append((a.id, t.start, t.end))
    return tuple(Speaking(r, who[r.id], tuple(tied.get(r.id, ()))) for r in replies)
