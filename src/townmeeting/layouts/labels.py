"""Ids of statements out of the labels that the document prints."""

from __future__ import annotations

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from townmeeting.model import Diagnostic, Locator

_SHOWN = 5
_FRAME = re.compile(r"^(?:発言|意見番号|番号|No\.?|№)+|[<>〈〉《》()\[\]【】「」.:、\s]+", re.IGNORECASE)


def normalise_label(label: str) -> str:
    """Return a printed label in its one form: NFKC, without brackets, blanks, 発言 and No. (＜発言 2＞ is 2)."""
    text = "".join(unicodedata.normalize("NFKC", label).split())
    return _FRAME.sub("", _FRAME.sub("", text))


def label_number(label: str) -> str:
    """Return the number of a printed label without the word before it (参加者3 is 3), as answers name it."""
    return normalise_label(label).lstrip("QqA問質意見要望設疑再ご御参加者発表住民.-")


LONGEST_SECTION = 16
"""Characters of a heading that may stand in an id; a venue with its date, hour and head count has sixty."""
_SECTION_END = re.compile(r"[\s（(、，,。]+")
_SECTION_MARK = re.compile(r"^[■□◆◇●○◎▼▽★☆・＊*#【〔\[〈《<\s]+")


def short_section(section: str) -> str:
    """Return the heading as it stands in an id: whole, or of a long one its first words (■中央会場　11月7日（火）… →
    中央会場)."""
    whole = normalise_label(section)
    if len(whole) <= LONGEST_SECTION:
        return whole
    words = [w for w in _SECTION_END.split(_SECTION_MARK.sub("", section)) if w]
    named = next((n for n, word in enumerate(words, 1) if re.search(r"[^\d\W]", word)), 1)
    return normalise_label("".join(words[:named]))[: 2 * LONGEST_SECTION] or whole


class StatementIds:
    """Gives each statement of a meeting its id: the label; where a numbering restarts, the section before every one;
    where a label is printed twice all the same, -b, -c, ... behind it.

    `labels` are all printed labels of the meeting, in order: they tell whether a numbering restarts.
    """

    def __init__(self, labels: Iterable[str] = ()) -> None:
        forms = Counter(normalise_label(label) for label in labels)
        self.restarts = any(times > 1 for form, times in forms.items() if form)
        self.taken: set[str] = set()
        self.suffixes: dict[str, Iterator[str]] = {}

    def new(self, label: str, section: str = "") -> str:
        """Return an id that this meeting does not have yet."""
        return self._unique(self.form(label, section))

    def form(self, label: str, section: str = "") -> str:
        """Return the id that a label gives, whether or not the meeting has it already."""
        form = normalise_label(label) or "?"
        return f"{short_section(section)}/{form}" if self.restarts and section else form

    def _unique(self, form: str) -> str:
        for suffix in self.suffixes.setdefault(form, iter(_suffixes())):
            if form + suffix not in self.taken:
                self.taken.add(form + suffix)
                return form + suffix
        raise AssertionError("suffixes never end")


def _suffixes() -> Iterable[str]:
    yield ""
    yield from ("-" + letter for letter in string.ascii_lowercase[1:])
    number = 27
    while True:
        yield f"-{number}"
        number += 1


def tell_repeated(printed: Iterable[tuple[str, str, Locator]]) -> tuple[Diagnostic, ...]:
    """Return the diagnostic for numbers that are printed twice in a meeting, out of form, label and place of each.

    A reply that names such a number may mean either statement.
    """
    seen: set[str] = set()
    again: list[tuple[str, Locator]] = []
    for form, label, where in printed:
        again += [(label, where)] if form in seen else []
        seen.add(form)
    if not again:
        return ()
    shown = list(dict.fromkeys(label for label, _ in again))
    labels = "、".join(shown[:_SHOWN]) + ("…" if len(shown) > _SHOWN else "")
    return (
        Diagnostic(code="label_repeated", where=again[0][1], fields=(("labels", labels), ("count", str(len(again))))),
    )
