"""Headlines for lists and the words a point asks for, both cut out of the point's own words, never invented."""

from __future__ import annotations

import re
from collections.abc import Iterator

from townmeeting.analysis.asks import QUESTION_WORD, ask_table, read_ending
from townmeeting.analysis.sentences import bracket_cover
from townmeeting.nlp import tokens
from townmeeting.text import width

GAP = "…"
_BLURS = ("rhetorical", "hearsay", "reason", "wonder")
_THOUGHT = re.compile(r"(?:と|というふうに)(?:は)?(?:思|考え|感じ|存じ)[ぁ-ん]{1,12}$")
_TOPIC = re.compile(r"^.{2,40}?(?:については?|に関して|は)(?=[、一-龯ァ-ヶA-Za-z「ぁ-ん])")
_STEP = re.compile(r"(?<=[をにがはでとへもらりてのなや、」）])(?=[一-龯々ァ-ヶA-Za-zＡ-Ｚａ-ｚ「（0-9０-９])")
_INQUIRY = re.compile(
    r"(?:(?:と|かと)(?:思い|考え)(?:ます|る)?|です|ます)?(?:が|けれども|けれど)?、[^、。]{0,24}(?:見解|所見|答弁|考え|認識|説明|回答)[をは][^、。]{0,16}$"
)
_GRAMMATICAL = ("助数詞可能", "副詞可能", "助動詞語幹")
_STOPS = ".。．！？!?｡、， 　\n"


def cut_headline(sentence: str, cells: int = 60) -> str:
    """Return at most `cells` half-width cells (60: thirty characters) of the sentence.

    Its opening words (また、) and its outer politeness are left off, and where that is not enough stretches are left
    out, with … in their place.
    """
    text = _bare_claim(" ".join(sentence.split()))
    if width(text) <= cells:
        return text
    tail = _tail(text, cells)
    topic = _TOPIC.match(text)
    if topic and len(topic.group()) + len(tail) < len(text):
        shorter = _tail(text[topic.end() :], cells - width(topic.group()) - width(GAP))
        if len(shorter) >= 8:
            return topic.group().rstrip("、") + GAP + shorter.lstrip("、")
    return GAP + tail


def _bare_claim(sentence: str) -> str:
    """Take off how the sentence opens and how politely it ends, but nothing that changes what it says."""
    talk = ask_table().discourse
    for opening in (talk.new_matter, talk.consequence):
        match = opening.match(sentence)
        if match and sentence[match.end() :].startswith(("、", "，")):
            sentence = sentence[match.end() + 1 :]
    stripped = sentence.strip(_STOPS)
    inquiry = _INQUIRY.search(stripped, max(0, len(stripped) - 70))
    if inquiry and inquiry.start() >= 10:
        return stripped[: inquiry.start()]
    ending = read_ending(sentence)
    if ending.core and not set(ending.layers) & set(_BLURS):
        return sentence[: len(sentence) - len(ending.taken)].strip(_STOPS)
    thought = _THOUGHT.search(stripped, max(0, len(stripped) - 30))
    return stripped[: thought.start()] if thought else stripped


def _tail(text: str, cells: int) -> str:
    """Return the longest end of the text that fits and begins at a clause, or else at a phrase."""
    first = max(0, len(text) - cells)  # every character takes a cell at least, combining ones aside
    while first < len(text) and width(text[first:]) > cells - width(GAP):
        first += 1
    steps = (m.start() for m in _STEP.finditer(text, first))
    for starts in ((at + 1 for at in _outer_commas(text)), steps, (first,)):
        begin = next((at for at in starts if at >= first), len(text))
        if len(text) - begin >= min(10, len(text) - first):
            return text[begin:]
    return ""


def _outer_commas(text: str) -> Iterator[int]:
    covered = bracket_cover(text)
    return (at for at, char in enumerate(text) if char in "、，" and not covered[at])


class AskWords:
    """Finds what points ask for: question words, and the nouns that are rarest in the meeting."""

    def __init__(self, meeting_text: str, most: int = 4) -> None:
        self._text = meeting_text
        self._most = most
        self._counts: dict[str, int] = {}

    def find(self, sentence: str) -> tuple[str, ...]:
        """Return the question words and up to `most` rarest nouns of the sentence, each group in its order."""
        asked = dict.fromkeys(m.group() for m in QUESTION_WORD.finditer(sentence))
        nouns = list(dict.fromkeys(t.surface for t in tokens(sentence) if self._tells(t.surface, t.pos)))
        rarest = sorted(nouns, key=lambda n: (self._count(n), -len(n)))[: self._most]
        return (*asked, *(n for n in nouns if n in rarest and n not in asked))

    def _count(self, noun: str) -> int:
        if noun not in self._counts:
            self._counts[noun] = self._text.count(noun)
        return self._counts[noun]

    @staticmethod
    def _tells(surface: str, pos: tuple[str, ...]) -> bool:
        plain = (
            pos[0] == "名詞"
            and pos[1] in ("普通名詞", "固有名詞")
            and pos[2] not in ("助数詞可能", "副詞可能", "助動詞語幹")
        )
        return plain and len(surface) > 1 and surface not in ask_table().empty_nouns
