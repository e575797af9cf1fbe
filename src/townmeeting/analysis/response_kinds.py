"""What a reply does with a point: explain, have done, plan, consider, decline, or only acknowledge.

Each clause is read by its predicate in plain style; the last clause that does something decides, because a Japanese
sentence ends in its predicate and a reply ends in its promise. A few acts hold against what follows them: a refusal
that ends a sentence is not undone by what is promised on other matters (なお、…), one in a subordinate clause not by a
courtesy.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from townmeeting.analysis.plain_style import plain_style
from townmeeting.analysis.replies import Rule, first_match, load_toml
from townmeeting.model import PointKind, ResponseKind

_KIND: Mapping[str, ResponseKind] = {
    **{k.value: k for k in ResponseKind},
    "scheduled": ResponseKind.PLANNED,
    "reference": ResponseKind.CONSIDER,
    "informs": ResponseKind.PLANNED,
    "courtesy": ResponseKind.ACKNOWLEDGED,
}
_LOOKED_AT = 3
"""The act stands in one of so many sentences at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KindRules:
    """The rules of `data/response-kinds.toml`, over plain style. `fixed` and `act` rules are named by the act they
    tell: a response kind, or `scheduled` (a plan told as a fact), `informs` (お知らせする), `reference`
    (参考にする), `courtesy`."""

    clause: tuple[Rule, ...]
    fixed: tuple[Rule, ...]
    act: tuple[Rule, ...]
    aside: tuple[Rule, ...]
    tell_me: tuple[Rule, ...]
    what: tuple[Rule, ...]
    whether: tuple[Rule, ...]
    confirms: tuple[Rule, ...]
    objection: tuple[Rule, ...]
    gives_in: tuple[Rule, ...]
    insists: tuple[Rule, ...]


@lru_cache(maxsize=1)
def kind_rules() -> KindRules:
    """Return the rules, their `{parts}` filled in."""
    data = load_toml("response-kinds.toml")
    parts: Mapping[str, str] = data.pop("parts")
    return KindRules(**{key: tuple(_rule(e, parts) for e in entries) for key, entries in data.items()})


def _rule(entry: Mapping[str, str], parts: Mapping[str, str]) -> Rule:
    pattern = entry["pattern"]
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return Rule(entry["name"], re.compile(pattern), entry["example"])


@lru_cache(maxsize=1 << 12)
def clause_acts(plain: str) -> tuple[str | None, ...]:
    """Return what each clause of a sentence in plain style does, None where it only tells."""
    ends = sorted({m.end() for r in kind_rules().clause for m in r.pattern.finditer(plain)})
    return tuple(_act(plain[a:b]) for a, b in pairwise([0, *ends, len(plain)]) if a < b)


def _act(clause: str) -> str | None:
    """Return the act of the last predicate; inside one predicate the first rule that fits (検討していく considers)."""
    found = [(m.end(), r.name) for r in kind_rules().act for m in r.pattern.finditer(clause)]
    last = max((end for end, _ in found), default=0)
    return next((name for end, name in found if "、" not in clause[end:last]), None)


def response_kind(sentences: Sequence[str], kind: PointKind, ask: str = "") -> ResponseKind:
    """Return what a passage does with a point of a kind.

    案のとおり and 追記します decide wherever they stand. `ask` is the point's text: who asks whether something will be
    done is promised it, who asks for anything else to know is told it; who objects is refused by "we shall go on".
    """
    passage, asked = tuple(plain_style(s) for s in sentences), plain_style(ask)
    fixed = [r.name for p in passage for r in kind_rules().fixed if r.pattern.search(p)]
    if fixed:
        return ResponseKind(fixed[-1])
    ends = passage[-_LOOKED_AT:]
    acts = tuple(clause_acts(p) for p in ends)
    if acts and all(a[-1:] == ("acknowledged",) for a in acts):
        return ResponseKind.ACKNOWLEDGED  # whoever asks or worries is told nothing by 「ご意見として承ります」
    if kind is PointKind.QUESTION or first_match(kind_rules().tell_me, asked):
        return _answer(acts, ends, asked)
    does = _last_act(acts)
    if kind is PointKind.CONCERN:
        found = ResponseKind.EXPLAINED if does in ("declined", "acknowledged", "scheduled") else _KIND[does]
    else:
        found = ResponseKind.DECLINED if _is_refused(acts, ends, does) else _KIND[does]
    return ResponseKind.DECLINED if _is_opposed(asked, passage, found) else found


def ends_in_courtesy(sentences: Sequence[str]) -> bool:
    """Tell whether the last thing a passage does is to promise due attention (適切に対処してまいります): it answers
    what it named before that, and nothing else."""
    acts = [k for s in sentences for k in clause_acts(plain_style(s)) if k]
    return acts[-1:] == ["courtesy"]


def _last_act(acts: Sequence[Sequence[str | None]]) -> str:
    """Return the last act.

    A courtesy after an act leaves it standing; after what is said to stand in the plan it promises to carry that out
    (記述しているところであり、適切に対処してまいります). To let know of it (日程は広報でお知らせします) is the act only
    where nothing else is done.
    """
    flat = [k for sentence in acts for k in sentence if k]
    flat = [k for k in flat if k != "informs"] or flat
    before = next((k for k in reversed(flat) if k != "courtesy"), None)
    if flat[-1:] != ["courtesy"]:
        return before or "explained"
    return "planned" if before == "done" else before or "courtesy"


def _is_refused(acts: Sequence[Sequence[str | None]], passage: Sequence[str], does: str) -> bool:
    """Tell whether a refusal stands: it ends a sentence and no later one promises something on the matter, or only a
    courtesy or what goes on anyhow (引き続き) follows it in the sentence."""
    refused = max((i for i, a in enumerate(acts) if a[-1:] == ("declined",)), default=None)
    if refused is not None:
        later = zip(acts[refused + 1 :], passage[refused + 1 :], strict=True)
        aside = kind_rules().aside
        return not any(a[-1:] in (("consider",), ("planned",)) and not first_match(aside, p) for a, p in later)
    soft = does in ("acknowledged", "courtesy", "reference") or (does == "planned" and "引き続き" in passage[-1])
    return soft and "declined" in [k for a in acts for k in a if k][-4:]


def _answer(acts: Sequence[Sequence[str | None]], passage: Sequence[str], asked: str) -> ResponseKind:
    """Return the kind for a question: considered if the reply ends so, or where the answer to yes or no is still under
    discussion; planned where the very thing asked about is promised; else explained, whatever the ending."""
    rules = kind_rules()
    end = acts[-1][-1] if acts and acts[-1] else None
    yes_or_no = bool(asked) and first_match(rules.what, asked) is None
    if yes_or_no and any("consider" in a for a in acts):
        return ResponseKind.CONSIDER
    if end == "consider":
        return ResponseKind.EXPLAINED if _tells_where_it_stands(acts, passage) else ResponseKind.CONSIDER
    whether = first_match(rules.whether, asked)
    promised = end in ("planned", "scheduled", "informs") and whether is not None and whether.group(1) in passage[-1]
    confirmed = any(first_match(rules.confirms, p) for p in passage)
    return ResponseKind.PLANNED if promised and not confirmed else ResponseKind.EXPLAINED


def _tells_where_it_stands(acts: Sequence[Sequence[str | None]], passage: Sequence[str]) -> bool:
    """Tell whether 検討しているところです only rounds off facts (三路線あります。一路線は検討しているところです。)."""
    return "ところである" in passage[-1] and any(not any(a) for a in acts[:-1])


def _is_opposed(asked: str, passage: Sequence[str], found: ResponseKind) -> bool:
    """Tell whether somebody asks to leave off and the reply goes on, or finds it necessary."""
    rules = kind_rules()
    if first_match(rules.objection, asked) is None or any(first_match(rules.gives_in, p) for p in passage):
        return False
    insists = any(first_match(rules.insists, p) for p in passage)
    return found is ResponseKind.PLANNED or (found is ResponseKind.EXPLAINED and insists)
