"""Which reply belongs to which statement of a transcript: by printed reference, by number, by what stands before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from townmeeting.layouts.labels import label_number
from townmeeting.layouts.lines import even
from townmeeting.layouts.spec import Linking
from townmeeting.layouts.words import pattern
from townmeeting.model import Diagnostic, ReplyBasis, ReplyLink, Role, Statement, Turn
from townmeeting.text import fold

ADDRESSES = ("さん", "様", "氏")
OPENING = 100
"""Characters of a reply in which it says to whom it is."""

_Tied = tuple[Turn, ReplyBasis, str]


@dataclass(slots=True)
class _State:
    """The statements so far, those of them in the run before the reply, and what was tied to each of them."""

    seen: list[int] = field(default_factory=list)
    run: list[int] = field(default_factory=list)
    replied: bool = False
    links: dict[int, list[_Tied]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def tie(self, at: int, turn: Turn, basis: ReplyBasis) -> None:
        """Tie a reply to the statement at this index."""
        self.links.setdefault(at, []).append((turn, basis, turn.marker.text))


def link_replies(
    statements: Sequence[Statement], turns: Sequence[Turn], linking: Linking
) -> tuple[tuple[Statement, ...], list[Diagnostic]]:
    """Return the statements with their answers and the reasons, and what could not be tied.

    A reply that prints numbers goes to the statements of these numbers, the nearest before it where a number was
    printed twice. Any other goes to the last statement before it, and to others before it whose speakers it addresses;
    where `linking` is TOGETHER, or the reply says that it is to several speakers, to all statements since the last
    reply, unless other replies name numbers.
    """
    of_turn = {s.turn.id: n for n, s in enumerate(statements) if s.turn}
    numbered = any(t.to for t in turns)
    state = _State()
    for turn in turns:
        if (at := of_turn.get(turn.id)) is not None:
            if state.replied:
                state.run, state.replied = [], False
            state.run.append(at)
            state.seen.append(at)
        elif turn.role in (Role.MAYOR, Role.STAFF):
            state.replied = True
            _link(state, statements, turn, linking, numbered=numbered)
    return tuple(_with_links(s, state.links.get(n, [])) for n, s in enumerate(statements)), state.diagnostics


def _link(state: _State, statements: Sequence[Statement], turn: Turn, linking: Linking, *, numbered: bool) -> None:
    if turn.to:
        _link_by_number(state, statements, turn)
    elif not state.run:
        return
    elif linking is Linking.NEAREST and not _answers_several(turn):
        named = [n for n in state.run[:-1] if _names_speaker(turn, statements[n])]
        for at in (*named, state.run[-1]):
            state.tie(at, turn, ReplyBasis.TOGETHER if named else ReplyBasis.ADJACENCY)
    elif not numbered:
        _link_to_run(state, turn)


def _answers_several(turn: Turn) -> bool:
    """Tell whether the reply opens with saying that it is to several speakers (お二人にまとめてお答えします)."""
    return pattern("answers_several").search(even(turn.text[:OPENING])) is not None


def _names_speaker(reply: Turn, statement: Statement) -> bool:
    """Tell whether the reply opens by addressing who made the statement by the printed name (参加者Ｇさん、…)."""
    name = fold(statement.turn.speaker.attribution) if statement.turn else ""
    said = fold(reply.text[:OPENING])
    return len(name) > 1 and said.startswith(tuple(f"{name}{title}{end}" for title in ADDRESSES for end in "、。,"))


def _link_to_run(state: _State, turn: Turn) -> None:
    basis = ReplyBasis.ADJACENCY if len(state.run) == 1 else ReplyBasis.TOGETHER
    for at in state.run:
        state.tie(at, turn, basis)
    if basis is ReplyBasis.TOGETHER:
        state.diagnostics.append(
            Diagnostic(
                code="reply_to_many",
                where=turn.marker.where,
                fields=(("speaker", turn.speaker.attribution), ("count", str(len(state.run)))),
            )
        )


def _link_by_number(state: _State, statements: Sequence[Statement], turn: Turn) -> None:
    """Tie a reply to the statements it names; a batch may answer what is asked later in print, so all are looked at."""
    basis = (
        ReplyBasis.REFERENCE
        if ">" in turn.marker.text or "＞" in turn.marker.text or "発言" in turn.marker.text
        else ReplyBasis.NUMBER
    )
    for number in turn.to:
        before = [n for n in reversed(state.seen) if label_number(statements[n].label) == number]
        anywhere = [n for n, s in enumerate(statements) if label_number(s.label) == number]
        if found := (before or anywhere)[:1]:
            state.tie(found[0], turn, basis)
        else:
            fields = (("number", number), ("speaker", turn.speaker.attribution))
            state.diagnostics.append(Diagnostic(code="reference_to_nothing", where=turn.marker.where, fields=fields))


def _with_links(statement: Statement, own: Sequence[_Tied]) -> Statement:
    turns = list(dict.fromkeys(turn.id for turn, _, _ in own))
    by_id = {turn.id: turn for turn, _, _ in own}
    links = tuple(
        ReplyLink(statement_id=statement.id, target_id=turn.id, basis=basis, detail=" ".join(detail.split()))
        for turn, basis, detail in own
    )
    return replace(statement, answers=tuple(by_id[i] for i in turns), links=links)
