"""Which lines of a transcript begin what: line rules against lines, and the guard against markers in quotations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from townmeeting.layouts.lines import LONGEST_SCAN, Line, looks_like_heading
from townmeeting.layouts.speakers import speaker_of
from townmeeting.layouts.spec import SPEECH, LineRule, Opens
from townmeeting.model import Role, Speaker
from townmeeting.text import fold

_FRAME = "<>〈〉《》()[]【】「」:.、．○◯〇◎●◆◇□■△▲ "
_NUMBERS = re.compile(r"(\d+(?:-\d+)?)(?: ?([~〜]) ?(\d+))?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that a rule matches: what it opens, who speaks, the printed number, and where the speech begins."""

    rule: LineRule
    end: int
    speaker: Speaker
    label: str = ""
    to: tuple[str, ...] = ()

    @property
    def opens(self) -> Opens:
        """What the line begins."""
        return self.rule.opens

    @property
    def is_speech(self) -> bool:
        """Whether a speech begins here."""
        return self.rule.opens in SPEECH


def _group(found: re.Match[str], name: str) -> str:
    return (found.groupdict().get(name) or "").strip()


def numbers_in(text: str) -> tuple[str, ...]:
    """Return the statement numbers of a reference: 発言1、2 and 発言1~3 name several."""
    numbers: list[str] = []
    for found in _NUMBERS.finditer(text):
        first, last = found[1], found[3]
        if last and "-" not in first and 0 < int(last) - int(first) < 100:
            numbers += map(str, range(int(first), int(last) + 1))
        else:
            numbers += [first, *([last] if last else [])]
    return tuple(dict.fromkeys(numbers))


def _speaker(rule: LineRule, found: re.Match[str]) -> Speaker:
    attribution, name, label = (_group(found, part) for part in ("attr", "name", "label"))
    if not attribution and name:
        attribution, name = name, ""
    if not attribution:
        return Speaker(attribution=_shown(found[0], label), role=rule.role or Role.OTHER)
    known = speaker_of(attribution, name)
    if attribution in label:
        known = replace(known, attribution=label)
    if rule.role is None or (known.role is not Role.OTHER and rule.opens is Opens.ANSWER):
        return known
    return replace(known, role=rule.role)


def _shown(marker: str, label: str) -> str:
    """Return a marker that prints a number as it names the speaker (発言1, 問2, Q3); 「1 質問：」 names nobody."""
    bare = marker.strip(_FRAME)
    if bare.startswith(label + "("):
        return label
    return bare if label and (bare == label or not bare.startswith(label)) else ""


def hit_of(rule: LineRule, found: re.Match[str]) -> Hit:
    """Return what the match of a rule tells."""
    return Hit(rule, found.end(), _speaker(rule, found), _group(found, "label"), numbers_in(_group(found, "to")))


def find_hit(rules: Sequence[LineRule], line: Line) -> Hit | None:
    """Return what the first rule that matches makes of a line."""
    for rule in rules:
        if line.level and not rule.headings:
            continue
        if found := rule.match(line.even):
            return hit_of(rule, found)
        if rule.items and line.item:
            return Hit(rule, 0, Speaker(attribution="", role=rule.role or Role.OTHER))
    return None


_DATA = LineRule(name="fact", pattern="", opens=Opens.DATA, example="日時：令和6年5月18日")


def with_facts(lines: Sequence[Line], hits: Sequence[Hit | None], facts: Sequence[str]) -> list[Hit | None]:
    """Return the hits with DATA where lines state facts about the meeting in the form of speaker lines (事務局：広報課,
    参加者：14名). `facts` names for every line the fact it may state, or ""."""
    data = Hit(_DATA, 0, Speaker(attribution="", role=Role.OTHER))
    stated = frozenset(_fact_lines(lines, hits, facts))
    return [data if at in stated else hit for at, hit in enumerate(hits)]


def with_ward_heads(hits: Sequence[Hit | None]) -> Sequence[Hit | None]:
    """A 区長 beside a 町長 or 村長 heads a neighbourhood and is owed an answer; wards with officials are a city's."""
    if not any(hit and hit.speaker.title in ("町長", "村長") for hit in hits):
        return hits
    return [
        replace(hit, speaker=replace(hit.speaker, role=Role.RESIDENT)) if hit and hit.speaker.title == "区長" else hit
        for hit in hits
    ]


_LABEL = LineRule(name="cell-label", pattern="", opens=Opens.SECTION, example="北町")
_NUMBER_LABEL = LineRule(name="cell-number", pattern="", opens=Opens.END, example="12")
_LONGEST_LABEL = 20


def with_cell_labels(lines: Sequence[Line], hits: Sequence[Hit | None]) -> list[Hit | None]:
    """Return the hits with those of what stands in a cell of its own before one that opens a speech: the number or
    the place of a row (12 | 北町 | Q：…) is no part of the answer in the row above."""
    nobody = Speaker(attribution="", role=Role.OTHER)
    result = list(hits)
    for at in range(len(hits) - 1, -1, -1):
        if hits[at] is None and _is_cell_label(lines, result, at):
            rule = _NUMBER_LABEL if _is_numeral(lines[at].quote.text) else _LABEL
            result[at] = Hit(rule, 0, nobody)
    return result


def _is_numeral(text: str) -> bool:
    return fold(text).strip("().").isdecimal()


def _is_cell_label(lines: Sequence[Line], hits: Sequence[Hit | None], at: int) -> bool:
    line, after, above = lines[at], lines[at + 1 : at + 2], [x.cell for x in lines[max(at - 1, 0) : at]]
    if not line.cell or not after or after[0].row != line.row or line.cell in (after[0].cell, *above):
        return False
    below = hits[at + 1]
    text = line.quote.text.strip()
    return (
        below is not None
        and (below.is_speech or below.rule in (_LABEL, _NUMBER_LABEL))
        and len(text) <= _LONGEST_LABEL
        and (_is_numeral(text) or looks_like_heading(text))
    )


def _fact_lines(lines: Sequence[Line], hits: Sequence[Hit | None], names: Sequence[str]) -> list[int]:
    """Return the lines that state facts. One line alone proves little (会場：… is a voice from the floor in some
    minutes), so facts come in runs of which one is a date or a number of people; a run between speeches must stand
    before the next speech, for officials announce dates too."""
    found: list[int] = []
    at, head = 0, True
    while at < len(lines):
        end = _end_of_run(names, hits, at)
        run = [n for n in range(at, end) if names[n]]
        if run and _states_facts([names[n] for n in run]) and (head or _before_speech(lines, hits, end, len(run))):
            found += run
        elif any(hit and hit.is_speech for hit in hits[at : max(end, at + 1)]):
            head = False
        at = max(end, at + 1)
    return found


def _end_of_run(names: Sequence[str], hits: Sequence[Hit | None], at: int) -> int:
    """A line that is no fact may stand inside a run (the second line of a theme); a fact that comes again may not:
    司会：… of the head is a fact, of the first speech it is none."""
    end, seen = at, set[str]()
    while (
        end < len(names)
        and names[end] not in seen
        and (names[end] or (end > at and hits[end] is None and any(names[end + 1 : end + 2])))
    ):
        seen |= {names[end]} if names[end] else set()
        end += 1
    return end


def _states_facts(names: Sequence[str]) -> bool:
    return any(name in ("date", "participants", "period") for name in names)


def _before_speech(lines: Sequence[Line], hits: Sequence[Hit | None], end: int, length: int) -> bool:
    if end >= len(lines):
        return False
    hit = hits[end]
    return length > 1 and (bool(lines[end].level) or (hit is not None and hit.is_speech))


def without_quoted(lines: Sequence[Line], hits: list[Hit | None]) -> list[Hit | None]:
    """Drop speech markers inside 「…」. A quotation that is not closed before the next marker is a slip of the
    pen, not a quotation: it must not swallow the speeches that follow."""
    depth = 0
    if not any(hits):
        return hits
    for at, hit in enumerate(hits):
        if hit and depth and hit.is_speech and _closes(lines, hits, at, depth):
            hits[at] = hit = None
        if hit:
            depth = 0
        depth = _depth_after(depth, lines[at].quote.text[hit.end if hit else 0 :])
    return hits


_QUOTATION = re.compile("[「『」』]")


def _depth_after(depth: int, text: str) -> int:
    for sign in _QUOTATION.finditer(text[:LONGEST_SCAN]):
        depth = depth + 1 if sign[0] in "「『" else max(0, depth - 1)
    return depth


def _closes(lines: Sequence[Line], hits: Sequence[Hit | None], at: int, depth: int) -> bool:
    for n in range(at, len(lines)):
        if n > at and hits[n]:
            return False
        for sign in _QUOTATION.finditer(lines[n].quote.text[:LONGEST_SCAN]):
            depth += 1 if sign[0] in "「『" else -1
            if depth <= 0:
                return True
    return False
