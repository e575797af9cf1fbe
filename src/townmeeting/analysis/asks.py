"""The ask rules: what the end of a sentence makes of it.

A Japanese sentence is decided at its end, and its end is built in layers: 増やす|べき|ではないか|と思い|ます。 The
layers are taken off from outside, and the core is looked up in a table of whole paradigms (`data/asks.toml`).
Patterns of the sentence end did better than a dependency parse in the study this follows, and cost no parser.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from townmeeting.model import PointKind
from townmeeting.nlp import tokens

WINDOW = 90
"""Characters looked at from the end of a sentence. The longest paradigm with all its layers has about 60."""

EXPLICIT, ASKS, CLAIMS, VIEW = 3, 2, 1, 0.5
"""Strengths of an ask: explicit asks; proposals and worries too; claims of need and criticisms too; views, and what
sounds like criticism in speech, too."""

QUESTION_WORD = re.compile(
    r"いつ(?!も|か|でも|まで[もた])|どこ(?!でも|にも|も|ろ)|どれ(?!も|だけでも)|(?:だれ|誰)(?!も|でも|か(?!ら))"
    r"|何(?!ら|とか|度も|でも|も|人も|年も|回も|より|しろ|卒|とぞ|度か(?!ら)|人か(?!ら)|か(?![をがもとは、。？?]|につ|$|[分知教明示問]|わか))"
    r"|(?<!ん)なに(?!しろ|より|も|とぞ|げ)|なぜ|(?<!ほ)どう(?!し?ても|しようも|せ|ぞ|も|やら|にか|か[^。]*(?:ほし|願|くださ))"
    r"|(?<![なほけ])どの|どちら(?!かと|でも|も)|どっち(?!も|でも|道|みち)|どんな(?!に)|いくつ|いくら(?!でも|い)|幾つ|いかに(?!も)|なんで(?!す|し|あ|も)|どういう"
)
_POLITE = re.compile(r"(?:です|ます|ました|ません|でした|でしょう|ください)[ぁ-ん]{0,4}[、。！？!?]?$")
_WONDERED = re.compile(r"思って(?:聞|見|い(?:まし|た)|おりまし)|気にな")
_THOUGHT = re.compile("[思考感気]|な[あぁ]?と")
_BY_FORM = ("nothing-but", "not-done", "negative", "harm")
_CLOSED_BY_NOUN = re.compile(r"(?:[のな的るたいや・、]|への|との|での|からの)[一-龯々ァ-ヶーA-Za-z・]{2,16}$")

_DEVERBAL = re.compile(
    r"[のなへ][一-龯々ァ-ヶーぁ-ん]{0,8}(?:"
    r"[一-龯](?:上げ|下げ|直し|出し|入れ|組み?|替え|換え|止め|付け|合わせ|立て|建て|増し|減らし)"
    r"|[一-龯][きりちけ](?:上げ|下げ|直し|組み|替え|止め|入れ|付け)|[一-龯ぁ-ん](?:直し|かけ|合い))$"
)
"""Nouns of action made of a verb (引上げ, 見直し, 働きかけ): the dictionary does not tell them from other nouns."""


@dataclass(frozen=True, slots=True)
class Layer:
    """An outer shell of a sentence end. `name` is noted where the shell says something."""

    name: str
    pattern: re.Pattern[str]
    example: str
    core: str


@dataclass(frozen=True, slots=True)
class AskRule:
    """A paradigm of sentence cores. `strength`: 3 an explicit ask, 2 a proposal or worry, 1 a claim of need or a
    criticism, 0.5 a view. `polite_kind` is the kind in です/ます style, where it differs."""

    id: str
    kind: PointKind
    polite_kind: PointKind
    strength: float
    pattern: re.Pattern[str]
    example: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discourse:
    """Openings of sentences that tie them to the one before, and sentences that are no matter of their own."""

    new_matter: re.Pattern[str]
    besides: re.Pattern[str]
    consequence: re.Pattern[str]
    paraphrase: re.Pattern[str]
    alternative: re.Pattern[str]
    illustration: re.Pattern[str]
    reason: re.Pattern[str]
    demonstrative: re.Pattern[str]
    aside: re.Pattern[str]
    special_case: re.Pattern[str]
    effect: re.Pattern[str]
    remedy: re.Pattern[str]
    how_is_it: re.Pattern[str]
    courtesy: tuple[re.Pattern[str], ...]
    announcement: re.Pattern[str]
    worry_named: re.Pattern[str]
    left_open: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Joined:
    """Words that tell whether two actions of one sentence are two asks: `acts` are verbs that are one by themselves,
    `means` are done for the sake of the other, `frames` what a thing is made when that only sets the terms
    (…を原則とし), `goals` what is reached by the action before, `of_all` what is done with all listed before it."""

    acts: frozenset[str]
    means: tuple[str, ...]
    frames: tuple[str, ...]
    goals: tuple[str, ...]
    of_all: frozenset[str]


@dataclass(frozen=True, slots=True)
class AskTable:
    """Everything in `data/asks.toml`, compiled."""

    layers: tuple[Layer, ...]
    rules: tuple[AskRule, ...]
    discourse: Discourse
    empty_nouns: frozenset[str]
    joined: Joined


@dataclass(frozen=True, slots=True)
class Ending:
    """A sentence end without its layers: `core`, the names of the `layers`, and what was `taken` off."""

    core: str
    layers: tuple[str, ...]
    taken: str


@dataclass(frozen=True, slots=True)
class Ask:
    """What a sentence does: the rule that decided, its kind and strength, and the printed words (`cue`).

    `rhetorical`: it is put as "is it not?"; `polite`: it is in です/ます style.
    """

    rule: str
    kind: PointKind
    strength: float
    cue: str
    rhetorical: bool = False
    polite: bool = False


@lru_cache(maxsize=1)
def ask_table() -> AskTable:
    """Return the rules. They are read once."""
    data = tomllib.loads((files("townmeeting") / "data" / "asks.toml").read_text(encoding="utf-8"))
    macros: dict[str, str] = data["macros"]

    def compiled(pattern: str) -> re.Pattern[str]:
        for name, value in (*macros.items(), *macros.items()):  # a macro may hold others
            pattern = pattern.replace(f"{{{name}}}", value)
        return re.compile(pattern)

    layers = tuple(Layer(x["name"], compiled(x["pattern"]), x["example"], x["core"]) for x in data["layer"])
    rules = tuple(_rule(x, compiled(x["pattern"])) for x in data["rule"])
    talk = data["discourse"]
    single = {k: re.compile(v) for k, v in talk.items() if isinstance(v, str)}
    courtesy = tuple(re.compile(v) for v in talk["courtesy"])
    discourse = Discourse(**single, courtesy=courtesy)
    return AskTable(layers, rules, discourse, frozenset(data["words"]["empty"]), _joined(data["joined"]))


def _joined(data: dict[str, list[str]]) -> Joined:
    means, frames, goals = (tuple(data[name]) for name in ("means", "frames", "goals"))
    return Joined(frozenset(data["acts"]), means, frames, goals, frozenset(data["of_all"]))


def _rule(entry: dict[str, Any], pattern: re.Pattern[str]) -> AskRule:
    kind = PointKind(entry["kind"])
    polite = PointKind(entry.get("polite_kind", kind))
    when = tuple(entry.get("when", "").split())
    return AskRule(entry["id"], kind, polite, float(entry["strength"]), pattern, entry["example"], when)


def read_ending(sentence: str) -> Ending:
    """Take the layers off the end of a sentence, outermost first, until none fits."""
    core, names = sentence[-WINDOW:], []
    peeled = True
    while peeled and core:
        peeled = False
        for layer in ask_table().layers:
            match = layer.pattern.search(core)
            if match and match.start() < len(core):
                core, peeled = core[: match.start()], True
                if layer.name:
                    names.append(layer.name)
    return Ending(core, tuple(names), sentence[len(sentence) - min(len(sentence), WINDOW) + len(core) :])


def is_polite(sentence: str) -> bool:
    """Tell whether the sentence ends in です/ます style."""
    return _POLITE.search(sentence) is not None


def find_ask(sentence: str) -> Ask | None:
    """Tell what the sentence does, or None where its end says nothing: the first rule that fits its core decides."""
    sentence = sentence[-WINDOW:]
    ending = read_ending(sentence)
    if not ending.core:
        return None
    if "reason" in ending.layers:
        return Ask("reason", PointKind.OPINION, 0.0, ending.taken)
    for rule in ask_table().rules:
        if all(_holds(w, ending, sentence) for w in rule.when) and (match := rule.pattern.search(ending.core)):
            if "since" in ending.layers and rule.strength < EXPLICIT and rule.kind is not PointKind.QUESTION:
                return Ask("reason", PointKind.OPINION, 0.0, ending.taken)
            polite = is_polite(sentence)
            kind = rule.polite_kind if polite else rule.kind
            cue = match.group() + ending.taken
            return Ask(rule.id, kind, _strength(rule, ending, polite), cue, "rhetorical" in ending.layers, polite)
    return None


def _strength(rule: AskRule, ending: Ending, polite: bool) -> float:
    """Return the rule's strength, as the sentence end raises or lowers it.

    A claim of need put as a question or written as a view (…が必要と考える) asks; "…が必要です" may be a mere reason.
    A plain negative in です/ます style describes, written curtly it criticises. 〜という声があります reports.
    """
    if rule.id in _BY_FORM and polite:
        return 0.5
    if "hearsay" in ending.layers and polite:
        return min(rule.strength, 2.0)
    put_forward = "rhetorical" in ending.layers or ("think" in ending.layers and not polite)
    return 2.0 if rule.strength == 1 and put_forward else rule.strength


def _holds(condition: str, ending: Ending, sentence: str) -> bool:
    """Tell whether the condition of a rule (`when` in the table) holds."""
    match condition:
        case "wh":
            return bool(QUESTION_WORD.search(sentence))
        case "asked":
            return "think" not in ending.layers
        case "bare":
            return not ending.layers
        case "mark":
            return sentence.rstrip("」』）) ").endswith(("？", "?"))
        case "wondered":
            return "wonder" in ending.layers and bool(_WONDERED.search(ending.taken))
        case "confirming":
            asks = ending.core.endswith(("か", "かね")) or "わけ" in ending.taken
            return asks or sentence.rstrip("。").endswith(("ね", "？", "?"))
        case "tag":
            return "よね" in ending.taken[-8:]
        case "aloud":
            return "wonder" in ending.layers and not _THOUGHT.search(ending.taken)
        case "action":
            return not ending.layers and _names_action(ending.core)
        case _:
            return condition in ending.layers


def _names_action(core: str) -> bool:
    """Tell whether the words end in a noun of action with something before it (窓口の拡充): an ask in a table."""
    if _DEVERBAL.search(core[-24:]):
        return True
    if not _CLOSED_BY_NOUN.search(core):
        return False
    last = tokens(core[-24:])[-1]
    return last.pos[0] == "名詞" and last.pos[2] == "サ変可能"
