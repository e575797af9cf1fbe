"""How alike an ask and a passage are: words weighted by rarity, character pairs, compounds.

The parts and their mix follow the study's hand mix (idf coverage, cosine, cosine with context, character
2/3-grams, the take-up sentence, compound nouns): no part is indispensable and plain cosine is the most even. Where
it is asked for, a word that the passage says in another way (削減 for 縮減) covers the point in part.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from townmeeting.analysis.meaning import Meaning
from townmeeting.analysis.replies import reply_rules
from townmeeting.nlp import Token, tokens
from townmeeting.text import fold
from townmeeting.word_vectors import nearness

if TYPE_CHECKING:
    from numpy import float64
    from numpy.typing import NDArray

    Matrix = NDArray[float64]

CONTENT = ("名詞", "動詞", "形容詞", "形状詞")
UNLIKE = 0.45
"""Cosine of word vectors up to which two words have nothing to do with each other: 道路 and 憲法 have 0.15, 学校 and
病院 0.44, 窓口 and 手続き 0.60. Between 0.4 and 0.6 the links are the same."""
_SIGN = re.compile(r"[一-龯々]|[ァ-ヶー]{2,}|[0-9a-z.]+")
_HIRAGANA = re.compile(r"[ぁ-ゖー\W_]+")


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: normalised spelling, as written, whether it is a noun, and its offsets."""

    norm: str
    surface: str
    noun: bool
    start: int
    end: int


def is_content(token: Token) -> bool:
    """Tell whether a token carries meaning of its own."""
    if token.pos[0] not in CONTENT or token.pos[1] in ("非自立可能", "助動詞語幹"):
        return False
    if token.pos[0] == "名詞" and token.pos[1] == "数詞":
        return len(token.surface) > 1
    return token.norm not in reply_rules().generic and not (len(token.norm) == 1 and _HIRAGANA.fullmatch(token.norm))


@lru_cache(maxsize=1 << 12)
def content_words(text: str) -> tuple[Word, ...]:
    """Return the content words of the text in order."""
    return tuple(Word(t.norm, t.surface, t.pos[0] == "名詞", t.start, t.end) for t in tokens(text) if is_content(t))


def words_between(text: str, start: int, end: int) -> tuple[Word, ...]:
    """Return the content words of text[start:end], tokenised with the whole text around them.

    The text is tokenised once, whatever the number of stretches asked for.
    """
    words = content_words(text)
    starts = _starts(text)
    low, high = bisect_left(starts, start), bisect_left(starts, end)
    return words[low:high]


@lru_cache(maxsize=1 << 12)
def _starts(text: str) -> tuple[int, ...]:
    return tuple(w.start for w in content_words(text))


def grams(text: str) -> Counter[str]:
    """Return the character pairs and triples of the folded text that are not hiragana alone (grammar, mostly)."""
    folded = fold(text)
    found: Counter[str] = Counter()
    for n in (2, 3):
        found.update(g for i in range(len(folded) - n + 1) if not _HIRAGANA.fullmatch(g := folded[i : i + n]))
    return found


@lru_cache(maxsize=1 << 13)
def signs(folded: str) -> Counter[str]:
    """Return the kanji of a folded text one by one, and its words in katakana, letters or digits.

    The office's word and the resident's share a kanji where they share no pair of characters: 屋根 and 上屋, 草 and
    除草, 診る and 受診.
    """
    return Counter(_SIGN.findall(folded))


def compounds(words: Iterable[Word]) -> frozenset[str]:
    """Return runs of nouns that stand side by side, folded: 災害+情報+伝達."""
    runs: list[list[Word]] = []
    for word in words:
        if word.noun and runs and runs[-1][-1].end == word.start:
            runs[-1].append(word)
        elif word.noun:
            runs.append([word])
    return frozenset(fold("".join(w.surface for w in run)) for run in runs if len(run) > 1)


@dataclass(frozen=True, slots=True)
class Bag:
    """A stretch of text as counted words and character grams."""

    words: Counter[str]
    grams: Counter[str]
    compounds: frozenset[str]
    folded: str


@lru_cache(maxsize=1 << 13)
def bag(text: str, start: int = 0, end: int | None = None) -> Bag:
    """Return the bag of text[start:end]."""
    stop = len(text) if end is None else end
    words = words_between(text, start, stop)
    stretch = text[start:stop]
    return Bag(Counter(w.norm for w in words), grams(stretch), compounds(words), fold(stretch))


EMPTY = Bag(Counter(), Counter(), frozenset(), "")


class _Weights(dict[str, float]):
    """Weights looked up once."""

    def __init__(self, weigh: Callable[[str], float]) -> None:
        super().__init__()
        self._weigh = weigh

    def __missing__(self, key: str) -> float:
        value = self[key] = self._weigh(key)
        return value


class Rarity:
    """How rare words and grams are in one document: idf over its paragraphs and replies."""

    def __init__(self, bags: Sequence[Bag]) -> None:
        self._bags = bags
        self._total = len(bags)
        self._words = Counter(w for b in bags for w in b.words)
        self._grams = Counter(g for b in bags for g in b.grams)
        self.words, self.grams, self.signs = _Weights(self.word), _Weights(self.gram), _Weights(self.sign)

    @cached_property
    def _signs(self) -> Counter[str]:
        return Counter(s for b in self._bags for s in signs(b.folded))

    @cached_property
    def meaning(self) -> Meaning:
        """What the words of the document mean, worked out where it is first asked for."""
        return Meaning([b.words for b in self._bags], self.words)

    def word(self, word: str) -> float:
        """The weight of a word, above 0; a word that stands in every paragraph weighs next to nothing."""
        return math.log(1.0 + self._total / (0.5 + self._words[word]))

    def gram(self, gram: str) -> float:
        """The weight of a character gram."""
        return math.log(1.0 + self._total / (0.5 + self._grams[gram]))

    def sign(self, sign: str) -> float:
        """The weight of a kanji, or of a word in katakana, letters or digits."""
        return math.log(1.0 + self._total / (0.5 + self._signs[sign]))


def _matrix(rows: Sequence[Mapping[str, float]], columns: Mapping[str, int]) -> Matrix:
    import numpy as np

    found = np.zeros((len(rows), max(1, len(columns))))
    for i, row in enumerate(rows):
        for key, value in row.items():
            at = columns.get(key)
            if at is not None:
                found[i, at] = value
    return found


def _cosine(a: Sequence[Counter[str]], b: Sequence[Counter[str]], weight: Mapping[str, float]) -> Matrix:
    """Return the cosines of rows a and b. Only columns that a has are multiplied out: the rest adds to norms alone."""
    import numpy as np

    columns = {key: i for i, key in enumerate(dict.fromkeys(k for row in a for k in row))}
    weigh = [[{k: (1 + math.log(n)) * weight[k] for k, n in row.items()} for row in rows] for rows in (a, b)]
    norms = [np.array([math.sqrt(math.fsum(v * v for v in r.values())) or 1.0 for r in rows]) for rows in weigh]
    dots = _matrix(weigh[0], columns) @ _matrix(weigh[1], columns).T
    found: Matrix = dots / norms[0][:, None] / norms[1][None, :]
    return found


def _coverage(
    parts: Sequence[Counter[str]],
    wholes: Sequence[Counter[str]],
    weight: Mapping[str, float],
    near: float = 0.0,
    thin: float = 0.0,
) -> Matrix:
    """Return the share of each part's weight whose words stand in each whole; a word said otherwise there counts up to
    `near` of its weight, and `thin` is a weight without words that every part has besides its own."""
    import numpy as np

    columns = {key: i for i, key in enumerate(dict.fromkeys(k for row in parts for k in row))}
    have = _matrix([{k: weight[k] for k in row} for row in parts], columns)
    there = _matrix([{k: 1.0 for k in row if k in columns} for row in wholes], columns)
    if near and columns:
        there = np.maximum(there, near * _otherwise(list(columns), wholes))
    totals = have.sum(axis=1, keepdims=True)
    return (have / np.where(totals > 0, totals + thin, 1.0)) @ there.T


def _otherwise(words: Sequence[str], wholes: Sequence[Collection[str]]) -> Matrix:
    """Return `said_otherwise` for each of the wholes, a row each; every pair of words is compared once."""
    import numpy as np

    every = {word: i for i, word in enumerate(dict.fromkeys(w for whole in wholes for w in whole))}
    close = np.clip((nearness(words, list(every)) - UNLIKE) / (1.0 - UNLIKE), 0.0, 1.0)
    return np.stack([close[:, [every[w] for w in whole]].max(axis=1, initial=0.0) for whole in wholes])


def said_otherwise(words: Sequence[str], passage: Sequence[str]) -> Matrix:
    """Return how near the nearest word of a passage is to each word: 0 at a cosine of `UNLIKE` or less, 1 at 1."""
    found: Matrix = _otherwise(words, [passage])[0]
    return found


def _compound_share(asks: Sequence[Bag], units: Sequence[Bag]) -> Matrix:
    rows = [
        [sum(c in u.folded for c in a.compounds) / len(a.compounds) if a.compounds else 0.0 for u in units]
        for a in asks
    ]
    import numpy as np

    return np.array(rows).reshape(len(asks), len(units))


@dataclass(frozen=True, slots=True)
class Ask:
    """What is compared on the asking side: the point itself, and the point with what was said before it."""

    point: Bag
    context: Bag


@dataclass(frozen=True, slots=True)
class Passage:
    """What is compared on the answering side: a stretch, the words with which it takes something up, and the topic of
    its first sentence (駐輪場については)."""

    whole: Bag
    taken: Bag
    topic: Bag = EMPTY


def compare(
    asks: Sequence[Ask],
    passages: Sequence[Passage],
    rarity: Rarity,
    near: float = 0.0,
    thin: float = 0.0,
    sense: float | None = None,
    names: Collection[str] | None = None,
) -> dict[str, Matrix]:
    """Return the parts of likeness, each a matrix asks by passages with values from 0 to 1.

    `near` is what a word of the point counts at most in "coverage" where the passage has only one of its kind; `thin`
    keeps a point of next to no words (うちの市でもやってもらえませんか) from being covered by anything. "sense", how
    alike they are in meaning, is among the parts where its floor is given. Only the parts of these `names` are worked
    out, all where none are given.
    """
    points, contexts = [a.point for a in asks], [a.context for a in asks]
    wholes, taken = [p.whole for p in passages], [p.taken for p in passages]
    word, gram = rarity.words, rarity.grams
    words = [b.words for b in points], [b.words for b in contexts], [b.words for b in wholes], [b.words for b in taken]
    parts: dict[str, Callable[[], Matrix]] = {
        "coverage": lambda: _coverage(words[0], words[2], word, near, thin),
        "cosine": lambda: _cosine(words[0], words[2], word),
        "context": lambda: _cosine(words[1], words[2], word),
        "takeup": lambda: _coverage(words[3], words[0], word).T,
        "grams": lambda: _cosine([b.grams for b in points], [b.grams for b in wholes], gram),
        "takeup_grams": lambda: _cosine([b.grams for b in points], [b.grams for b in taken], gram),
        "signs": lambda: _cosine([signs(b.folded) for b in points], [signs(b.folded) for b in wholes], rarity.signs),
        "compounds": lambda: _compound_share(points, wholes),
        "topic": lambda: _coverage([p.topic.words for p in passages], words[1], word).T,
    }
    if sense is not None:
        parts["sense"] = lambda: rarity.meaning.alike(words[1], words[2], sense)
    return {name: part() for name, part in parts.items() if names is None or name in names}


def cover(parts: Sequence[Bag], wholes: Sequence[Bag], rarity: Rarity) -> Matrix:
    """Return the share of each part's words, by rarity, that stand in each whole."""
    return _coverage([p.words for p in parts], [w.words for w in wholes], rarity.words)
