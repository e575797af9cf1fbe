"""Statements split into points: each ask or claim that a reviewer would tick off by itself, word for word.

The method follows a study of meetings, opinion tables and assemblies: the end of each sentence says what it does
(`asks`); how it opens says whether it goes on with the matter before or starts another; a matter in which nothing is
asked is still a point, by its strongest claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from townmeeting.analysis.asks import ask_table, is_polite
from townmeeting.analysis.cuts import SUBJECT
from townmeeting.analysis.groups import ASKS, CLAIMS, EXPLICIT, NO_MATTER, Group, start_group
from townmeeting.analysis.headline import AskWords, cut_headline
from townmeeting.analysis.silent import fallback, silent_paragraphs, stated_items, without_titles
from townmeeting.analysis.units import Unit, split_units
from townmeeting.model import Meeting, Point, PointKind, Quote, Statement, join_quotes
from townmeeting.settings import PointSettings

_CONTENT = re.compile(r"[一-龯々]{2,}|[ァ-ヶー]{2,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")
_LIST_HEAD = re.compile(r"(?:次|以下|下記|左記)(?:の|に|は|を|が)|[：:]$")
_POINTS_BACK = re.compile(
    r"こ(?:れ|の|こ)(?!まで|から|たび|度|よう)|そ(?:れ(?!ぞれ)|の(?!他|ほか|まま))|両者|前者|後者|上記"
)
_HOLLOW = re.compile(r"(?:[^。、]{1,10}、)?(?:いかが|どう(?:です|でしょう|お考え)|お?答え|お示し)[^。、]{0,12}。?$")
_ARGUMENT = re.compile(r"[一-龯々ァ-ヶーA-Za-z」）)](?:は|が|も|を|に|へ|で|から|について)(?![一-龯]?的)")
_NEW_TOPIC = re.compile(r"は(?!ず)|も|について|に関し")
_SEVERAL = re.compile(r"(?:これら|それら|こうしたこと|そうしたこと|以上)")
_AFRESH = re.compile(r"そもそも|もともと")
_IF_SO = re.compile(r"(?:これ|それ)では")
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]?")
_SUMS_UP = re.compile(r"以上(?:の|から|により|を)|(?:これら|それら)の(?:理由|こと|点)から")
_OWN_TOPIC = re.compile(r"[一-龯々ァ-ヶー」）](?:は|も|について|に関して)")
_ONLY_ASKS = re.compile(r"(?:ぜひ|是非|何とか|どうか)?、?(?:(?:ご|御)?(?:検討|対応|配慮|考慮)|お願い|考えて)")
_REASON_CLAUSE = re.compile(r"(?:ので|から|ため|ことから|けれども|ますし|ですし)、")
_AFTER_CONCESSION = re.compile(r"(?:^|(?:が|けれども|けれど|けど|ので|し)、)$")
_TELLING = ("may-lead-to", "hardly", "hard-to", "trouble", "cannot-accept", "lack")
_MISSING = ("not-done", "negative")
_NEEDS = ("need", "must", "indispensable")
_EFFECTS = ("may-lead-to", "harm", "rhetorical", "rhetorical-fact", "rhetorical-if", "rhetorical-worry", "wonder-if")
_INQUIRIES = ("inquire", "view-wanted", "tell-me", "tell-me-permission")
_FELT = ("cannot-accept", "worry", "unbearable")
_REPROACHES = ("ikenai-no-ka",)
_CLAUSE = re.compile(r"、|(?<=[るいたうくむ])(?:と|から|ので)(?!き|こ)|[れけせてねべめげえ]ば|たら|によ(?:り|って)")
_DEFAULT = PointSettings()
BARE = 22
"""Longest sentence, in characters, that may be a mere afterthought to the one before (対象とすべきと考える。)."""
LONGEST = 4
"""Most sentences of a point; a reviewer ticks off one or two."""
FULL = 120
"""Length from which on a sentence says what it is about, though it begins with これは."""
TERSE = 36
"""Longest question, in characters, that names too little of its matter in a prepared speech (どう取り組むのか。)."""


def split_points(meeting: Meeting, settings: PointSettings = _DEFAULT) -> tuple[Point, ...]:
    """Return the points of all statements, in order. Every statement with any words has at least one."""
    words, digest = AskWords("\n".join(s.text for s in meeting.statements)), is_digest(meeting.statements)
    return tuple(point for s in meeting.statements for point in _points_of(s, words, digest, settings))


INTERJECTION = 12
"""Characters under which a turn (はい、なるほど。) says nothing of how a record is written."""


def is_digest(statements: Sequence[Statement]) -> bool:
    """Tell whether most statements hold no sentence in です/ます style: a newsletter's digest of what people said."""
    said = [s for s in statements if len(s.text) >= INTERJECTION]
    curt = sum(not any(is_polite(x) for x in _SENTENCE.findall(s.text)) for s in said)
    return 2 * curt > len(said)


def _points_of(statement: Statement, words: AskWords, digest: bool, settings: PointSettings) -> Iterator[Point]:
    whole = join_quotes(statement.segments)
    units = split_units(statement.segments)
    spoken = statement.turn is not None and not digest
    for number, group in enumerate(_groups(units, spoken, settings), 1):
        quote = whole.slice(units[group.first].start, units[group.last].end)
        yield _point(statement, number, group, quote, words)


def _point(statement: Statement, number: int, group: Group, quote: Quote, words: AskWords) -> Point:
    return Point(
        id=f"{statement.id}.{number}",
        statement_id=statement.id,
        quote=quote,
        kind=group.kind,
        needs_answer=group.needs_answer,
        headline=cut_headline(group.main.body),
        cues=(group.main.ask.cue,) if group.main.ask and group.main.ask.cue else (),
        asks=words.find(group.main.body),
    )


def _groups(units: tuple[Unit, ...], spoken: bool, settings: PointSettings) -> list[Group]:
    if not units:
        return []
    asks = sum(u.strength >= EXPLICIT for u in units)
    prepared = spoken and asks >= settings.speech_asks and len(units) >= settings.speech_sentences
    lists = _lists(units)
    groups = [g for first, last in _matters(units, lists) for g in _matter_groups(units, first, last, prepared)]
    groups += _item_groups(units, lists, groups)
    groups = [_widened(g, units, groups, prepared) for g in groups]
    if not prepared:
        groups += [] if spoken else stated_items(units, groups)
        groups += silent_paragraphs(units, groups, settings)
        groups = without_titles(units, groups)
    return sorted(groups or fallback(units, spoken), key=lambda g: (g.first, g.last))


# ---- matters: the stretches that treat one thing -----------------------------------------------------------------


def _matters(units: tuple[Unit, ...], lists: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches (first, last) that treat one matter: a paragraph, cut at list items and at また, 次に."""
    inside = {n for first, last in lists for n in range(first, last + 1)}
    starts = [n for n, u in enumerate(units) if n == 0 or _opens_matter(u, units[n - 1])]
    bounds = list(zip(starts, [n - 1 for n in starts[1:]] + [len(units) - 1], strict=True))
    return [(first, last) for first, last in bounds if first not in inside]


def _opens_matter(unit: Unit, before: Unit) -> bool:
    new = "new_matter" in unit.opens and not _asks_back(unit)
    return unit.paragraph != before.paragraph or new or bool(unit.marker)


def _asks_back(unit: Unit) -> bool:
    """Tell whether the unit only asks for an answer to what was just asked (まず、その点を伺います。)."""
    return unit.rule in _INQUIRIES and "demonstrative" in unit.opens and _bare(unit)


def _matter_groups(units: tuple[Unit, ...], first: int, last: int, prepared: bool) -> list[Group]:
    """Return the points of one matter."""
    asked = any(units[n].strength >= ASKS for n in range(first, last + 1))
    groups: list[Group] = []
    for n in range(first, last + 1):
        unit = units[n]
        if "reason" in unit.opens:
            continue
        if groups and _benefits(unit, groups[-1], n):
            groups[-1] = replace(groups[-1], last=n)
        elif unit.strength >= _floor(unit, asked, prepared):
            merged = _merged(groups[-1], n, units) if groups else None
            groups[-1:] = [merged] if merged else [*groups[-1:], start_group(unit, unit.kind, n)]
        elif unit.rule == "praise" and not prepared:
            groups.append(start_group(unit, PointKind.OPINION, n))
    return groups


def _benefits(unit: Unit, before: Group, n: int) -> bool:
    """Tell whether the unit only says what the explicit ask before would make possible (…することで、…できます。)."""
    told = unit.rule == "conditional-benefit" and not unit.opens & {"new_matter", "consequence"}
    same = bool(unit.opens & {"demonstrative"}) or _names_again(before.main, unit)
    return told and same and before.last == n - 1 and n - before.first < LONGEST and _is_explicit_wish(before)


def _is_explicit_wish(group: Group) -> bool:
    return group.main.strength >= EXPLICIT and group.kind in (PointKind.REQUEST, PointKind.PROPOSAL)


def _floor(unit: Unit, asked: bool, prepared: bool) -> float:
    """Return the strength from which the unit is a point.

    Beside an ask, a claim in です/ます style is its reason (重要です。…してほしいです); in the curt style of written
    opinions it stands by itself. In a prepared speech only explicit asks are points.
    """
    if prepared:
        return EXPLICIT
    return ASKS if asked and unit.ask is not None and unit.ask.polite else CLAIMS


def _merged(before: Group, n: int, units: tuple[Unit, ...]) -> Group | None:
    """Return the point before together with unit n, where n only says it again, explains it or asks on its account."""
    if before.last != n - 1 or n - before.first >= LONGEST or not before.needs_answer:
        return None
    unit = units[n]
    if unit.opens & {"alternative", "paraphrase"}:
        return replace(before, last=n)
    if before.kind is PointKind.QUESTION and (_asks_back(unit) or _asks_how_again(unit, before.main)):
        return replace(before, last=n)
    if "new_matter" in unit.opens or (unit.kind is PointKind.QUESTION and _AFRESH.match(unit.body)):
        return None
    if unit.kind is PointKind.QUESTION and unit.rule not in _REPROACHES and _leaves_open(before.main, unit):
        return replace(before, last=n, main=unit, kind=unit.kind)
    if _supports(unit, before):
        return replace(before, last=n)
    account = None if before.kind is PointKind.QUESTION else _asked_on_account(before, n, unit)
    if account is None and ("illustration" in unit.opens or _echoes(unit, before, units)):
        return replace(before, last=n)
    return account


def _asks_how_again(unit: Unit, asked: Unit) -> bool:
    """Tell whether the unit only puts the same "how is it?" again (本市はどうなのか。…ですが、いかがな状態ですか。)."""
    how = ask_table().discourse.how_is_it
    again = how.search(unit.body) if how.search(asked.body) and "new_matter" not in unit.opens else None
    if again is None or _OWN_TOPIC.search(unit.body[: again.start()]):
        return False
    return _AFTER_CONCESSION.search(unit.body[: again.start()]) is not None


def _supports(unit: Unit, before: Group) -> bool:
    """Tell whether the unit only weighs up the ask or worry before: a special case of it (特に…), what it leads to
    (そうした取組が…につながる), or what follows from the worry (だから…)."""
    if unit.strength >= EXPLICIT or before.kind is PointKind.QUESTION or unit.paragraph != before.main.paragraph:
        return False
    if "special_case" in unit.opens:
        return unit.kind is PointKind.CONCERN or unit.strength < ASKS or unit.rule in _NEEDS
    if before.kind is PointKind.CONCERN:
        felt = unit.rule in _FELT and not _names(unit)
        follows = "consequence" in unit.opens or _IF_SO.match(unit.body) or felt
        return unit.kind is PointKind.CONCERN and bool(follows)
    return "effect" in unit.opens and unit.rule in _EFFECTS


def _leaves_open(complaint: Unit, question: Unit) -> bool:
    """Tell whether the complaint only says that something is left open (説明が不足しています。), and the question asks
    it, or the question says nothing of what it asks about but for the complaint."""
    if complaint.kind is not PointKind.CONCERN or complaint.paragraph != question.paragraph:
        return False
    bare = _bare(question) and not _names(question)  # やるのかやらないのか。
    return bare or ask_table().discourse.left_open.search(complaint.body) is not None


def _echoes(unit: Unit, before: Group, units: tuple[Unit, ...]) -> bool:
    """Tell whether the unit adds nothing to the question or ask before: いかがですか, a doubt about the same thing."""
    if before.kind is PointKind.QUESTION and unit.kind is not PointKind.QUESTION:
        asked = _words_of(before, units)
        return _bare(unit) or (unit.ask is not None and unit.ask.rhetorical and _same_subject(unit, asked))
    if _HOLLOW.match(unit.body) or (_is_explicit_wish(before) and _asks_no_more(unit, _words_of(before, units))):
        return True
    asks_only = unit.rule in _INQUIRIES and not SUBJECT.search(unit.body)
    return _bare(unit) and (asks_only or bool(_POINTS_BACK.search(unit.body)))


def _words_of(group: Group, units: tuple[Unit, ...]) -> str:
    return "".join(u.text for u in units[group.first : group.last + 1])


def _asks_no_more(unit: Unit, asked: str) -> bool:
    """Tell whether the unit asks for what was just asked, with a further reason (図書館にも入れてほしい。…小さな
    図書館は場所が足りないので、検討していただきたい。): its last clause names nothing, and what stands before it is of
    the same matter."""
    clauses = _REASON_CLAUSE.split(unit.body)
    if unit.strength < EXPLICIT or len(clauses) < 2 or "new_matter" in unit.opens or not _ONLY_ASKS.match(clauses[-1]):
        return False
    return any(word in asked for word in _CONTENT.findall(unit.body))


def _asked_on_account(before: Group, n: int, unit: Unit) -> Group | None:
    """Return one point for a complaint or claim and what is asked for on its account, or None where they are two."""
    whole = replace(before, last=n, main=unit, kind=unit.kind)
    wanted = unit.kind in (PointKind.REQUEST, PointKind.PROPOSAL) and unit.strength >= ASKS
    if unit.kind is PointKind.REQUEST and before.main.strength < EXPLICIT <= unit.strength and _bare(unit):
        return whole
    if _SEVERAL.match(unit.body) and ("new_matter" in before.main.opens or _SUMS_UP.match(unit.body)):
        return None  # it is asked on account of the matters before as well, which are points of their own
    if _is_told_first(before, unit):
        return whole
    led = unit.opens & {"demonstrative", "consequence"} or _POINTS_BACK.search(unit.body[:60])
    remedy = bool(unit.opens & {"demonstrative"}) and _asks_remedy(unit)
    if led and before.kind is PointKind.CONCERN and (wanted or remedy):
        return whole
    if wanted and _puts_again(before.main, unit):
        return whole
    if wanted and unit.strength >= EXPLICIT and _is_reason(before, unit, bool(led)):
        return whole
    if before.main.strength < ASKS and ("consequence" in unit.opens or not _names(unit)):
        return start_group(unit, unit.kind, n) if wanted and not led and not _bare(unit) else whole
    return None


def _is_told_first(before: Group, ask: Unit) -> bool:
    """Tell whether what stands before an explicit ask only tells in です/ます style why it is asked (車がなかなか
    止まってくれません。信号機を付けていただきたいです。). A worry beside a question is a point."""
    told = before.main.rule in _TELLING or (before.main.rule == "worry" and ask.kind is not PointKind.QUESTION)
    polite = before.main.ask is not None and before.main.ask.polite
    return told and polite and before.kind is PointKind.CONCERN and ask.strength >= EXPLICIT and _near(before, ask)


def _near(before: Group, unit: Unit) -> bool:
    return before.main.paragraph == unit.paragraph


def _is_reason(before: Group, request: Unit, led: bool) -> bool:
    """Tell whether what stands before an explicit request is its reason: a state (車の多い道しかない。), something
    missing that the request names again (数値がない。…の数値を載せてほしい。), a need the request points back to, or a
    worry it is an example against (例えば、…は考えられないか。)."""
    worry = before.kind is PointKind.CONCERN
    if worry and "illustration" in request.opens:
        return True
    named = worry and before.main.rule in _MISSING and _names_again(before.main, request)
    return named or before.main.rule == "nothing-but" or (led and before.main.rule in _NEEDS)


def _asks_remedy(unit: Unit) -> bool:
    """Tell whether the question asks what is done about the worry before (こうしたことへの対策はどうするのか。)."""
    return unit.kind is PointKind.QUESTION and ask_table().discourse.remedy.search(unit.body) is not None


def _puts_again(complaint: Unit, ask: Unit) -> bool:
    """Tell whether the ask says the complaint before again on the way (手続きが難しい。若い人でも難しいのだから、
    手続きを簡単にしてほしい。): the same word of complaint and the same matter."""
    if complaint.kind is not PointKind.CONCERN or complaint.ask is None or complaint.paragraph != ask.paragraph:
        return False
    word = complaint.ask.cue[:2]
    return len(word) == 2 and word in ask.body and _names_again(complaint, ask)


def _names_again(before: Unit, unit: Unit) -> bool:
    return any(word in unit.body for word in _CONTENT.findall(before.body))


def _bare(unit: Unit) -> bool:
    """Tell whether the sentence is a short afterthought without a topic of its own (対象とすべきと考える。)."""
    return len(unit.text) <= BARE and not _NEW_TOPIC.search(unit.body[:-6])


def _names(unit: Unit) -> bool:
    """Tell whether the sentence names what it is about: a subject, an object or a place before its predicate."""
    return bool(_ARGUMENT.search(unit.body[:-6]))


def _same_subject(unit: Unit, before: str) -> bool:
    """Tell whether the clause up to its first は, が or も shares a content word with the sentence before."""
    subject = SUBJECT.search(unit.body)
    words = set(_CONTENT.findall(_CLAUSE.split(unit.body[: subject.end() - 1])[-1])) if subject else set()
    return any(word in before for word in words)


def _widened(group: Group, units: tuple[Unit, ...], groups: list[Group], prepared: bool) -> Group:
    """Add the sentence before, where the point points back to it (これを…, その際…) or says too little by itself."""
    before, unit = group.first - 1, units[group.first]
    if before < 0 or group.last > group.first + 1 or units[before].rule in NO_MATTER:
        return group
    if any(g.first <= before <= g.last for g in groups):
        return group
    near = units[before].paragraph == unit.paragraph
    back = near and unit.opens & {"demonstrative", "consequence"} and len(unit.text) <= FULL
    empty = near and _bare(unit) and not _names(unit) and not unit.marker
    terse = (prepared or _HOLLOW.match(unit.body)) and len(unit.text) <= TERSE and unit.kind is PointKind.QUESTION
    return replace(group, first=before) if back or empty or terse else group


# ---- lists -------------------------------------------------------------------------------------------------------


def _lists(units: tuple[Unit, ...]) -> list[tuple[int, int]]:
    """Return the stretches of list items (first, last) that stand under a sentence announcing them (次の事項を…)."""
    found: list[tuple[int, int]] = []
    n = 1
    while n < len(units):
        if units[n].marker and not units[n - 1].item and _LIST_HEAD.search(units[n - 1].body):
            last = n
            while last + 1 < len(units) and _goes_on(units[last], units[last + 1]):
                last += 1
            found.append((n, last))
            n = last
        n += 1
    return found


def _goes_on(item: Unit, after: Unit) -> bool:
    """Tell whether the list goes on: with the next item, or with a further sentence of the same one."""
    return after.item or after.paragraph == item.paragraph


def _item_groups(units: tuple[Unit, ...], lists: list[tuple[int, int]], groups: list[Group]) -> list[Group]:
    """Return a point for each item; the first one takes the head along where the head asks for the items only."""
    found: list[Group] = []
    for first, last in lists:
        head, begun = next((g for g in groups if g.last == first - 1), None), len(found)
        for n in range(first, last + 1):
            unit = units[n]
            further = not unit.item and len(found) > begun and found[-1].last == n - 1
            if further and unit.strength < ASKS:
                found[-1] = replace(found[-1], last=n)
            elif unit.strength >= ASKS:
                found.append(start_group(unit, unit.kind, n))
            elif head is not None:
                kind = PointKind.REQUEST if head.main.rule in _NEEDS else head.kind
                found.append(replace(head, first=n, last=n, main=unit, kind=kind))
        if head is not None and len(found) > begun and not _asks_besides(units[first - 1].body):
            groups.remove(head)
            found[begun] = replace(found[begun], first=head.first)
    return found


def _asks_besides(head: str) -> bool:
    """Tell whether the head asks for something besides its items (次の記述がなく、作り直すべき)."""
    announced = _LIST_HEAD.search(head)
    return bool(announced and "、" in head[announced.end() :])
