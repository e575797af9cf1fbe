"""How a sentence stands to the point before: whether it only says it again, explains it or asks on its account."""

from __future__ import annotations

import re
from dataclasses import replace

from townmeeting.analysis.asks import ASKS, CLAIMS, EXPLICIT, ask_table
from townmeeting.analysis.cuts import SUBJECT
from townmeeting.analysis.groups import Group, start_group, units_in
from townmeeting.analysis.units import Unit
from townmeeting.model import PointKind

_CONTENT = re.compile(r"[一-龯々]{2,}|[ァ-ヶー]{2,}|[A-Za-zＡ-Ｚａ-ｚ]{2,}")
_POINTS_BACK = re.compile(
    r"こ(?:れ|の|こ)(?!まで|から|たび|度|よう)|そ(?:れ(?!ぞれ)|の(?!他|ほか|まま))|両者|前者|後者|上記"
)
HOLLOW = re.compile(r"(?:[^。、]{1,10}、)?(?:いかが|どう(?:です|でしょう|お考え)|お?答え|お示し)[^。、]{0,12}。?$")
_ARGUMENT = re.compile(r"[一-龯々ァ-ヶーA-Za-z」）)](?:は|が|も|を|に|へ|で|から|について)(?![一-龯]?的)")
_NEW_TOPIC = re.compile(r"は(?!ず)|も|について|に関し")
_SEVERAL = re.compile(r"(?:これら|それら|こうしたこと|そうしたこと|以上)")
_IN_DETAIL = re.compile(r"具体的に(?:は|言)|つまり|すなわち|要するに")
_SOMEHOW = re.compile(
    r"(?:[^。、をが]{0,12}[、はもでにら])?(?:何とか|なんとか|どうにか|はっきり|きちんと|ちゃんと)"
    r"(?:し|でき|なら|していただ|して(?:もら|ほし|くださ|くれ))[^。、を]{0,16}。?$"
)
_TOO = re.compile(r"[^、。]{1,10}[一-龯々ァ-ヶー](?<![年月週日回度朝晩夜春夏秋冬])も、")
_OF_ITS_OWN = re.compile(r"[^、。\s](?:が|は)(?!あり|ある|ござ)")
_AFRESH = re.compile(r"そもそも|もともと")
_IF_SO = re.compile(r"(?:これ|それ)では")
_SUMS_UP = re.compile(r"以上(?:の|から|により|を)|(?:これら|それら)の(?:理由|こと|点)から")
_OWN_TOPIC = re.compile(r"[一-龯々ァ-ヶー」）](?:は|も|について|に関して)")
_ONLY_ASKS = re.compile(r"(?:ぜひ|是非|何とか|どうか)?、?(?:(?:ご|御)?(?:検討|対応|配慮|考慮)|お願い|考えて)")
_REASON_CLAUSE = re.compile(r"(?:ので|から|ため|ことから|けれども|ますし|ですし)、")
_AFTER_CONCESSION = re.compile(r"(?:^|(?:が|けれども|けれど|けど|ので|し)、)$")
_TELLING = ("may-lead-to", "hardly", "hard-to", "trouble", "cannot-accept", "lack", "hard-on-one", "done-to-one")
_SUFFERED = ("taken-from-one", "wholly-in-the-dark", "limited", "wretched-time", "and-hard-at-that")
_MISSING = ("not-done", "negative")
NEEDS = ("need", "must", "indispensable")
_EFFECTS = ("may-lead-to", "harm", "rhetorical", "rhetorical-fact", "rhetorical-if", "rhetorical-worry", "wonder-if")
_INQUIRIES = ("inquire", "view-wanted", "tell-me", "tell-me-permission")
_FELT = ("cannot-accept", "worry", "unbearable")
_REPROACHES = ("ikenai-no-ka",)
_GUESS = re.compile(
    r"(?:推察|推測|想像)[^、。]{0,8}(?:が|けれども|けれど|けど)、[^。]{0,30}"
    r"(?:読み取れ|分から|わから|分かり|わかり|明らかで|定かで|はっきりし)[^。、]{0,8}。?$"
)
_EXPLAINS = re.compile(r"[のん]です(?:よ|ね|が|けど|けれども)*[。！]?$")
_CLAUSE = re.compile(r"、|(?<=[るいたうくむ])(?:と|から|ので)(?!き|こ)|[れけせてねべめげえ]ば|たら|によ(?:り|って)")
BARE = 22
"""Longest sentence, in characters, that may be a mere afterthought to the one before (対象とすべきと考える。)."""
LONGEST = 4
"""Most sentences of a point; a reviewer ticks off one or two."""
HELP = 2
"""Most sentences from a complaint to the bare ask to do something about it (…。電話しました。何とかしてください。)."""
FULL = 120
"""Length from which on a sentence says what it is about, though it begins with これは."""


def asks_back(unit: Unit) -> bool:
    """Tell whether the unit only asks for an answer to what was just asked (まず、その点を伺います。)."""
    return unit.rule in _INQUIRIES and "demonstrative" in unit.opens and is_bare(unit)


def benefits(unit: Unit, before: Group, n: int) -> bool:
    """Tell whether the unit only says what the explicit ask before would make possible (…することで、…できます。)."""
    told = unit.rule == "conditional-benefit" and not unit.opens & {"new_matter", "consequence"}
    same = bool(unit.opens & {"demonstrative"}) or _names_again(before.main, unit)
    return told and same and _goes_on(before, n) and _is_explicit_wish(before)


def spells_out(unit: Unit, before: Group, n: int) -> bool:
    """Tell whether the unit, which asks nothing itself, says what the explicit ask before comes to (具体的には…)."""
    told = unit.strength < CLAIMS and _IN_DETAIL.match(unit.body) is not None
    return told and _goes_on(before, n) and _is_explicit_wish(before)


def _goes_on(before: Group, n: int) -> bool:
    """Tell whether unit n stands right behind the point and has room in it."""
    return before.last == n - 1 and n - before.first < LONGEST


def _is_explicit_wish(group: Group) -> bool:
    return group.main.strength >= EXPLICIT and group.kind in (PointKind.REQUEST, PointKind.PROPOSAL)


def merged_with(before: Group, n: int, units: tuple[Unit, ...]) -> Group | None:
    """Return the point before together with unit n, where n only says it again, explains it or asks on its account."""
    if not _goes_on(before, n) or not before.needs_answer:
        return None
    unit = units[n]
    if unit.opens & {"alternative", "paraphrase"}:
        return replace(before, last=n)
    if before.kind is PointKind.QUESTION and (asks_back(unit) or _asks_how_again(unit, before.main)):
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
        return unit.kind is PointKind.CONCERN or unit.strength < ASKS or unit.rule in NEEDS
    if _EXPLAINS.search(unit.body) and unit.kind is PointKind.CONCERN and _is_explicit_wish(before):
        return "new_matter" not in unit.opens and (unit.rule in _EFFECTS or not _is_of_another(unit, before))
    if before.kind is PointKind.CONCERN:
        felt = unit.rule in _FELT and not names_something(unit)
        follows = "consequence" in unit.opens or _IF_SO.match(unit.body) or felt
        return unit.kind is PointKind.CONCERN and bool(follows)
    return "effect" in unit.opens and unit.rule in _EFFECTS


def _leaves_open(complaint: Unit, question: Unit) -> bool:
    """Tell whether the complaint only says that something is left open (説明が不足しています。), and the question asks
    it, or the question says nothing of what it asks about but for the complaint."""
    if complaint.kind is not PointKind.CONCERN or complaint.paragraph != question.paragraph:
        return False
    bare = is_bare(question) and not names_something(question)  # やるのかやらないのか。
    return bare or ask_table().discourse.left_open.search(complaint.body) is not None


def _echoes(unit: Unit, before: Group, units: tuple[Unit, ...]) -> bool:
    """Tell whether the unit adds nothing to the question or ask before: いかがですか, a doubt about the same thing."""
    if before.kind is PointKind.QUESTION and unit.kind is not PointKind.QUESTION:
        doubt = unit.ask is not None and unit.ask.rhetorical and _same_subject(unit, _words_of(before, units))
        wanted = unit.strength >= EXPLICIT and names_something(unit)  # 説明会を開いてください。
        return (is_bare(unit) and not wanted) or doubt or _GUESS.search(unit.body) is not None
    if HOLLOW.match(unit.body) or (_is_explicit_wish(before) and _asks_no_more(unit, _words_of(before, units))):
        return True
    asks_only = unit.rule in _INQUIRIES and not SUBJECT.search(unit.body)
    return is_bare(unit) and (asks_only or bool(_POINTS_BACK.search(unit.body)))


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
    if unit.kind is PointKind.REQUEST and before.main.strength < EXPLICIT <= unit.strength and is_bare(unit):
        return whole
    if _SEVERAL.match(unit.body) and ("new_matter" in before.main.opens or _SUMS_UP.match(unit.body)):
        return None  # it is asked on account of the matters before as well, which are points of their own
    led = unit.opens & {"demonstrative", "consequence"} or _POINTS_BACK.search(unit.body[:60])
    remedy = bool(unit.opens & {"demonstrative"}) and _asks_remedy(unit)
    if led and before.kind is PointKind.CONCERN and (wanted or remedy):
        return whole
    if wanted and _puts_again(before.main, unit):
        return whole
    if wanted and unit.strength >= EXPLICIT and _is_reason(before, unit, bool(led)):
        return whole
    if before.main.strength < ASKS and ("consequence" in unit.opens or not names_something(unit)):
        return start_group(unit, unit.kind, n) if wanted and not led and not is_bare(unit) else whole
    return None


def tells_first(before: Group, n: int, ask: Unit) -> bool:
    """Tell whether what is said in です/ます style before an explicit ask only tells why it is asked (車がなかなか
    止まってくれません。信号機を付けていただきたいです。). A worry beside a question is a point."""
    told = before.main.rule in _TELLING or (before.main.rule == "worry" and ask.kind is not PointKind.QUESTION)
    told = told or (before.main.rule in _SUFFERED and _names_again(before.main, ask))
    polite = before.main.ask is not None and before.main.ask.polite
    if not (told and polite and before.kind is PointKind.CONCERN and ask.strength >= EXPLICIT):
        return False
    afresh = ask.kind is PointKind.QUESTION and _AFRESH.match(ask.body)
    apart = "new_matter" in ask.opens or afresh or _SEVERAL.match(ask.body) or _TOO.match(ask.body)
    return _follows(before, n, ask) and not apart


def goes_on_telling(before: Group, n: int, unit: Unit) -> bool:
    """Tell whether a speaker who complains in です/ます style only tells more of it (待合に椅子がありません。座り込んで
    しまった方もいます。). A sentence with a subject of its own (側溝のふたが壊れています) is another complaint."""
    complaints = before.kind is PointKind.CONCERN and unit.kind is PointKind.CONCERN and unit.strength < EXPLICIT
    polite = all(u.ask is not None and u.ask.polite and u.rule in _TELLING for u in (before.main, unit))
    apart = "new_matter" in unit.opens or _is_of_another(unit, before)
    return complaints and polite and _follows(before, n, unit) and not apart


def has_own_subject(unit: Unit) -> bool:
    """Tell whether the unit says of whom or what it speaks (側溝のふたが壊れています)."""
    return _OF_ITS_OWN.search(unit.body) is not None


def _is_of_another(unit: Unit, before: Group) -> bool:
    """Tell whether the unit has a subject of its own, and names nothing of the point before again."""
    return has_own_subject(unit) and not _names_again(before.main, unit)


def _follows(before: Group, n: int, unit: Unit) -> bool:
    """Tell whether unit n goes on from the point in the same paragraph."""
    return _goes_on(before, n) and before.main.paragraph == unit.paragraph


def asks_for_help(unit: Unit) -> bool:
    """Tell whether the ask says nothing of what is to be done (市で何とかしてもらえませんか。)."""
    return unit.strength >= ASKS and len(unit.text) <= FULL // 4 and _SOMEHOW.match(unit.body) is not None


def is_helpless(before: Group, n: int) -> bool:
    """Tell whether the point before, which is no ask itself, is near enough to be what help is asked for in unit n."""
    return before.main.strength < EXPLICIT and n - before.last <= HELP and n - before.first < LONGEST


def told_since(units: tuple[Unit, ...], groups: list[Group], n: int) -> int:
    """Return the first of the sentences before unit n that belong to its matter and to no other point."""
    taken = units_in(g for g in groups if g.first != n)
    first = n
    while (
        n - first + 1 < LONGEST
        and first > 0
        and units[first - 1].paragraph == units[n].paragraph
        and first - 1 not in taken
        and "new_matter" not in units[first].opens
    ):
        first -= 1
    return first


def _is_reason(before: Group, request: Unit, led: bool) -> bool:
    """Tell whether what stands before an explicit request is its reason: a state (車の多い道しかない。), something
    missing that the request names again (数値がない。…の数値を載せてほしい。), a need the request points back to, or a
    worry it is an example against (例えば、…は考えられないか。)."""
    worry = before.kind is PointKind.CONCERN
    if worry and "illustration" in request.opens:
        return True
    named = worry and before.main.rule in _MISSING and _names_again(before.main, request)
    return named or before.main.rule == "nothing-but" or (led and before.main.rule in NEEDS)


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


def is_bare(unit: Unit) -> bool:
    """Tell whether the sentence is a short afterthought without a topic of its own (対象とすべきと考える。)."""
    return len(unit.text) <= BARE and not _NEW_TOPIC.search(unit.body[:-6])


def names_something(unit: Unit) -> bool:
    """Tell whether the sentence names what it is about: a subject, an object or a place before its predicate."""
    return bool(_ARGUMENT.search(unit.body[:-6]))


def _same_subject(unit: Unit, before: str) -> bool:
    """Tell whether the clause up to its first は, が or も shares a content word with the sentence before."""
    subject = SUBJECT.search(unit.body)
    words = set(_CONTENT.findall(_CLAUSE.split(unit.body[: subject.end() - 1])[-1])) if subject else set()
    return any(word in before for word in words)
