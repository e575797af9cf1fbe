"""The decision on each point: answered, partial or unanswered; what kind of reply; how sure; why, in Japanese."""

from __future__ import annotations

import math
import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from townmeeting.analysis.elsewhere import is_put_off
from townmeeting.analysis.features import Rarity, Word, said_otherwise, words_between
from townmeeting.analysis.linking import Asked, Tie
from townmeeting.analysis.questions import figure_words, gives_reason, tells_figures
from townmeeting.analysis.replies import first_match, reply_rules
from townmeeting.analysis.response_kinds import ends_in_courtesy, response_kind
from townmeeting.analysis.voids import voidness
from townmeeting.model import Evidence, Link, Origin, PointKind, ResponseKind, Status
from townmeeting.settings import CoverageSettings
from townmeeting.text import fold

_NUMBER = re.compile(r"(?:令和|平成|昭和)?[\d.,%一二三四五六七八九十百千万]+(?:年度?|月|日|号|時|分|人|件|回|円|%)?")
_SETTLED = ("note", "numbered", "called_back")
_NAMED = re.compile(r"(?<!意見)(?<!要望)(?<!提案)(?<!指摘)(?:について|につきまして|に関して|に関しまして)(?:は|も)")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the status is decided by.

    `asked` and `missing` are the point's nouns and those of them that no tied passage names, rarest first; `met` the
    share of the point's rarity that is named, a word said otherwise counting in part; `kind` what the reply does;
    `stock` that it says only what is said to everything, or ends in a courtesy and names little of the point; `score`
    and `margin` of the best tie, the margin over the best passage not tied; `alone` that the statement asks nothing
    else; `figures` are the words that ask for a number or time (何年, どれくらい), `has_figure` tells that it is told.
    `void` tells that the passages hold no answer at all: "nothing" (the word is given to the next), "later" (put
    off), "pointer" (said to stand elsewhere, where it does not). `spoken_of` counts the nouns of the passages;
    `reasoned` tells that a reason is asked for and one is given; `asks_to_know` that the point is a question or a
    worry; `repeated` that every sentence of the passages stands word for word in the reply to another statement too.
    """

    asked: tuple[str, ...]
    missing: tuple[str, ...]
    met: float
    kind: ResponseKind | None
    stock: bool
    score: float
    margin: float
    ties: tuple[Tie, ...]
    alone: bool = False
    has_figure: bool = False
    void: str = ""
    spoken_of: int = 0
    reasoned: bool = False
    asks_to_know: bool = False
    figures: tuple[str, ...] = ()
    repeated: bool = False

    @property
    def wants_figure(self) -> bool:
        """Whether a number or time is asked for."""
        return bool(self.figures)


def _nouns(words: Iterable[Word], rarity: Rarity) -> dict[str, Word]:
    """Return the nouns by normalised spelling, rarest first. A number or date is none: a reply need not repeat it."""
    first: dict[str, Word] = {}
    for w in words:
        if w.noun and not _NUMBER.fullmatch(fold(w.surface)):
            first.setdefault(w.norm, w)
    return dict(sorted(first.items(), key=lambda item: (-rarity.word(item[0]), item[1].start)))


def gather_facts(
    asked: Asked,
    candidates: Sequence[Tie],
    rarity: Rarity,
    settings: CoverageSettings,
    alone: bool = False,
    repeated: Container[str] = (),
) -> Facts:
    """Return the facts about a point and what is tied to it. `alone`: the statement asks nothing else; `repeated`: the
    sentences, folded, that stand in several replies."""
    placed = asked.placed
    nouns = _nouns(words_between(placed.text, placed.start, placed.end), rarity)
    texts = [t.reply.quote.text[t.start : t.end] for t in asked.ties]
    maybe = list(dict.fromkeys(x for t in asked.ties for x in t.maybe))
    named = {w.norm for t in asked.ties for w in words_between(t.reply.quote.text, t.start, t.end)}
    named |= {w.norm for x in maybe for w in words_between(x, 0, len(x))}
    folded = fold("".join([*texts, *maybe]))
    unnamed = {n: w for n, w in nouns.items() if n not in named and fold(w.surface) not in folded}
    near = dict(zip(unnamed, said_otherwise(list(unnamed), sorted(named)).tolist(), strict=True))
    missing = {n: w for n, w in unnamed.items() if near[n] < settings.as_named}
    total = sum(rarity.word(n) for n in nouns)
    lost = sum(rarity.word(n) * (1.0 - near[n]) for n in unnamed)
    met = 1.0 - lost / total if total else 0.0
    told = [t for t in asked.ties if t.reply.origin is not Origin.NOTE] or asked.ties
    spoken = [s for t in told for s in t.sentences]
    spoken_all = [s for t in asked.ties for s in t.sentences]
    best = max((t.score for t in asked.ties), default=0.0)
    rival = max((t.score for t in candidates), default=0.0)
    return Facts(
        tuple(w.surface for w in nouns.values()),
        tuple(w.surface for w in missing.values()),
        met,
        response_kind(spoken, placed.point.kind, placed.point.quote.text) if spoken else None,
        bool(spoken) and (all(map(is_stock, spoken)) or (met < settings.courtesy_met and ends_in_courtesy(spoken))),
        best,
        best - rival,
        asked.ties,
        alone,
        tells_figures(placed.point.quote.text, [*spoken_all, *maybe]),
        voidness(spoken_all, any(t.how == "referred" for t in asked.ties)),
        len({w.norm for t in asked.ties for w in words_between(t.reply.quote.text, t.start, t.end) if w.noun}),
        gives_reason(placed.point.quote.text, texts),
        placed.point.kind in (PointKind.QUESTION, PointKind.CONCERN),
        figure_words(placed.point.quote.text),
        bool(spoken) and all(fold(s) in repeated for s in spoken),
    )


def is_doubtful(facts: Facts, links: Sequence[Link], settings: CoverageSettings) -> bool:
    """Tell whether a person should look at an answer that is one by rule: it may speak of another thing."""
    other = speaks_of_other_things(facts, links, settings) or is_loose(facts, settings)
    return bool(links) and (other or in_other_words(facts, settings))


def is_loose(facts: Facts, settings: CoverageSettings) -> bool:
    """Tell whether all there is for a point are notes that fit it loosely or were drawn by a put-off answer (one on the
    park's benches goes to the park's swings where nobody asked for benches), or answers to somebody who asked alike."""
    drawn = ("follow_up", "two_hops", "asked_alike")
    loose = [t.how in drawn or (t.how == "note" and t.score < settings.note_sure) for t in facts.ties]
    put_off = [is_put_off(t) for t in facts.ties]
    return any(loose) and all(a or b for a, b in zip(loose, put_off, strict=True))


def speaks_of_other_things(facts: Facts, links: Sequence[Link], settings: CoverageSettings) -> bool:
    """Tell whether the passages share no word with the point and yet name things: a reply of one noun (対応します、その
    ような制度です) leans on the question, one that speaks of the town's flower may be about something else."""
    return not any(link.ties for link in links) and facts.spoken_of >= settings.own_nouns


def is_stock(sentence: str) -> bool:
    """Tell whether the sentence says only what is said to everything: one that names what will be considered
    (…につきましては、御意見も参考に検討してまいります) says more."""
    plain = fold(sentence)
    named = _NAMED.search(plain)
    return first_match(reply_rules().stock, plain) is not None and not (named and "検討" in plain[named.end() :])


def is_evaded(facts: Facts) -> bool:
    """Tell whether a point that asks for a figure merely shares a neighbour's passage, and no figure is named there."""
    return facts.wants_figure and not facts.has_figure and all(t.how == "shared" for t in facts.ties)


def is_beside(facts: Facts, settings: CoverageSettings) -> bool:
    """Tell whether a point among several merely shares a passage that takes nothing up and hardly names its nouns."""
    fits = facts.met >= settings.shared_met or facts.score >= settings.shared_score
    if facts.alone or fits or not all(t.how == "shared" for t in facts.ties):
        return False
    return not any(u.hard for t in facts.ties for u in t.reply.units if u.start < t.end and t.start < u.end)


def speaks_to_others(facts: Facts, settings: CoverageSettings) -> bool:
    """Tell whether each sentence that a point of a row got is more likely about another point of it, and hardly fits:
    every sentence of such a reply is given to some point, and one that the reply passes over gets its neighbour's."""
    hardly_fits = facts.score < settings.row_score
    return bool(facts.ties) and hardly_fits and all(t.odds < settings.row_odds for t in facts.ties)


def decide_status(facts: Facts, settings: CoverageSettings) -> Status:
    """Return the status that the facts speak for.

    A refusal answers whatever it leaves unnamed; so does a note written on the very matter, a passage under the
    point's own number, a reason where one is asked for, what is explained to somebody who asks to know, and, unless
    it merely promises (整備を進めます, asked in which order) or says what others were told word for word, a reply that
    has one point only. Where several points share a reply, those whose nouns it does not name got a part of an answer,
    and so did those of a row that it speaks past. A point of one noun (どれが残るのか) is too thin to be judged by its
    nouns.
    """
    if facts.void:
        return Status.UNANSWERED if facts.void == "nothing" else Status.PARTIAL
    if not facts.ties or is_evaded(facts) or is_beside(facts, settings):
        return Status.UNANSWERED
    if speaks_to_others(facts, settings):
        return Status.PARTIAL
    if facts.kind is ResponseKind.DECLINED and not facts.wants_figure:
        return Status.ANSWERED
    if facts.stock or facts.kind is ResponseKind.ACKNOWLEDGED or (facts.wants_figure and not facts.has_figure):
        return Status.PARTIAL
    settled = facts.reasoned or len(facts.asked) <= 1 or any(t.how in _SETTLED for t in facts.ties)
    whole = facts.alone or any(t.how == "whole" for t in facts.ties)
    general = facts.kind is ResponseKind.PLANNED or facts.repeated
    told = whole and not (general and facts.spoken_of >= settings.own_nouns)
    named = facts.met >= settings.partial_met or in_other_words(facts, settings)
    return Status.ANSWERED if settled or told or named else Status.PARTIAL


def in_other_words(facts: Facts, settings: CoverageSettings) -> bool:
    """Tell whether somebody who asks to know, or worries, is told something that names little of it: an answer more
    often than not (やるのかやらないのか。 – 持ち出しが7億円を超える。), but one a person should look at."""
    explained = facts.asks_to_know and facts.kind is ResponseKind.EXPLAINED
    return explained and not facts.alone and facts.met < settings.partial_met


def _sigmoid(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))


def link_confidence(tie: Tie, margin: float, settings: CoverageSettings) -> float:
    """Return the share of such links that are right, 0 to 1: a logistic of score, margin and how it was made, or, where
    the sentences of a row were weighed against each other, of the odds that they answer the point."""
    if tie.odds < 1.0:
        odds = max(0.01, min(0.99, tie.odds))
        return round(_sigmoid(settings.odds_bias + settings.odds_weight * math.log(odds / (1.0 - odds))), 3)
    base = dict(settings.how_bias)[tie.how]
    near = max(-2.0, min(2.0, margin))
    return round(_sigmoid(base + settings.score_weight * math.log1p(tie.score) + settings.margin_weight * near), 3)


def status_confidence(status: Status, links: Sequence[Link], replied: bool, settings: CoverageSettings) -> float:
    """Return the share of such decisions that are right: for an answered point that of its best link."""
    if status is Status.ANSWERED:
        return max(link.score for link in links)
    if status is Status.PARTIAL:
        return settings.partial_confidence
    return settings.unanswered_confidence if replied else settings.no_reply_confidence


HOW_REASONS = {
    "whole": "この発言への回答の全体です",
    "own": "並び順と言葉から、この論点への答えと判断しました",
    "numbered": "論点と回答の番号が対応しています",
    "shared": "ほかの論点と同じ箇所で答えています",
    "note": "補足説明の題目と内容がこの論点に最も合います",
    "two_hops": "補足説明が、この論点への答弁の言葉を補っています",
    "follow_up": "後で答えるとされた点を、この補足説明が補っているとみられます",
    "called_back": "別の発言への答弁の中で、前に出た話として取り上げています",
    "asked_alike": "後の発言への答弁が、前にも同じ話があったとして答えています",
    "referred": "回答が参照先として挙げた、別の意見への回答です",
    "elsewhere": "別の発言への答弁や結びの言葉ですが、内容が合います",
}


def shared_words(asked: Asked, tie: Tie, rarity: Rarity, part: str = "context", most: int = 5) -> tuple[str, ...]:
    """Return the words, as the statement prints them, that stand on both sides of a part of the score, rarest first.

    "context" compares the point and what leads up to it, "takeup" only what the reply takes up; character parts and
    meaning have no words.
    """
    if "grams" in part or part in ("signs", "sense"):
        return ()
    placed = asked.placed
    since = placed.since if "context" in part else placed.start
    whole = words_between(tie.reply.quote.text, tie.start, tie.end)
    there = {w.norm for w in (_taken_words(tie) if part.startswith("takeup") else whole)}
    mine = sorted(
        {w.norm: w for w in words_between(placed.text, since, placed.end) if w.norm in there}.values(),
        key=lambda w: (-rarity.word(w.norm), w.start),
    )
    return worth_naming(w.surface for w in mine)[:most]


def worth_naming(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words that tell a reader something, each once, in their order."""
    return tuple(dict.fromkeys(w for w in words if w not in reply_rules().unnamed))


def _taken_words(tie: Tie) -> tuple[Word, ...]:
    text, inside = tie.reply.quote.text, [s for u in tie.reply.units for s in u.sentences]
    spans = [(s.start, s.taken) for s in inside if tie.start <= s.start < tie.end and s.taken > s.start]
    return tuple(w for start, end in spans for w in words_between(text, start, end))


def make_link(asked: Asked, tie: Tie, response_id: str, confidence: float, rarity: Rarity) -> Link:
    """Return the tie as a link with its evidence (each part of the score with its words) and its reason."""
    ties = shared_words(asked, tie, rarity)
    evidence = tuple(
        Evidence(kind=name, detail="・".join(shared_words(asked, tie, rarity, name)), weight=round(value, 3))
        for name, value in tie.parts
        if value > 0
    )
    words = f"共通の語は{''.join(f'「{w}」' for w in ties[:3])}です" if ties else "共通の語はありません"
    reason = f"{HOW_REASONS[tie.how]}（{words}）。"
    return Link(
        point_id=asked.id, response_id=response_id, score=confidence, evidence=evidence, ties=ties, reason=reason
    )


KIND_REASONS = {
    ResponseKind.EXPLAINED: "説明しています",
    ResponseKind.DONE: "実施済み・反映すると答えています",
    ResponseKind.PLANNED: "進めると答えています",
    ResponseKind.CONSIDER: "検討・努力すると答えています",
    ResponseKind.DECLINED: "難しい、または案のとおりと答えています",
    ResponseKind.ACKNOWLEDGED: "受け止めを述べるにとどまります",
}


VOID_REASONS = {
    "nothing": "回答にあたる言葉がありません。",
    "later": "後で答える、または答えられないと述べるにとどまります。",
    "pointer": "ほかの意見への回答を参照するよう述べていますが、参照先にこの論点への答えが見つかりません。",
}


def status_reason(status: Status, facts: Facts, replied: bool, settings: CoverageSettings) -> str:
    """Return one Japanese sentence on why a point has its status."""
    quoted = "".join(f"「{w}」" for w in worth_naming(facts.missing)[:3])
    if facts.void:
        return VOID_REASONS[facts.void]
    if status is Status.UNANSWERED:
        if not replied:
            return "この発言への回答がありません。"
        return f"{quoted}に触れる答弁がありません。" if quoted else "この論点に答える箇所が見つかりません。"
    if status is Status.PARTIAL:
        if facts.stock or facts.kind is ResponseKind.ACKNOWLEDGED:
            return "取り上げていますが、受け止めや一般論にとどまり、方針や情報を示していません。"
        if facts.wants_figure and not facts.has_figure:
            asked = "".join(f"「{w}」" for w in facts.figures)
            return f"取り上げていますが、{asked}と尋ねている時期や数量を示す答弁がありません。"
        if speaks_to_others(facts, settings):
            return "同じ意見のほかの論点への答えとみられ、この論点に答えているか疑わしい箇所です。"
        if quoted and facts.repeated:
            return f"ほかの意見への回答と同じ文で、{quoted}に触れていません。"
        return f"取り上げていますが、{quoted}に触れる答弁がありません。" if quoted else "一部にだけ答えています。"
    assert facts.kind is not None
    if quoted and in_other_words(facts, settings):
        return f"別の言葉で説明していると判断しました（{quoted}には触れていません）。内容をご確認ください。"
    return f"この論点を取り上げ、{KIND_REASONS[facts.kind]}。"
