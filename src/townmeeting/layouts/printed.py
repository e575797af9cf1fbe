"""What is printed in a cell: numbers, counts, pointers to other rows, paragraphs. Nothing here knows a table."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from townmeeting.model import Quote, join_quotes
from townmeeting.text import ends_sentence, fold, squeeze, width

_DASH = "-‐‑‒–—―−ー"
_PLAIN = rf"\d+(?:[{_DASH}.の]\d+)*|[ivx]+|[a-z]|[ァ-ヶ]|[一二三四五六七八九十百]+"
_FRAME = r"(?:no\.?|#|意見番号|番号|発言)?[.:]?"
_KIND = r"(?:意見|質問|提案|要望|問|第|q)?[.:]?"
_OPEN, _CLOSE = r"[(<\[【〔「〈《]?", r"[)>\]】〕」〉》]?"
_NUMBER = re.compile(
    rf"{_FRAME}{_OPEN}(?P<label>{_KIND}(?P<bare>(?:[a-z]{{1,3}}|[ァ-ヶ]|[ivx]+)?[{_DASH}.]?(?:{_PLAIN}))(?:番|号)?){_CLOSE}[.:)]?"
)
_SEVERAL = re.compile(rf"{_FRAME}{_KIND}(?P<first>\d+)(?P<rest>(?:番?[~〜,、・/及びと]+(?:no\.?)?\d+)+)番?")
_LEADING = re.compile(r"\s*(?:[NＮ][oｏ][.．]?\s*|№\s*)?([0-9０-９]+(?:[-－][0-9０-９]+)*)[.．)）:：]?\s+(?=\S)")
_ITEM = re.compile(
    r"[①-⑳㉑-㉟㊱-㊿❶-❿⑴-⒇⒈-⒛・○●◯◎◇◆□■▪▶►➢※＊★☆]"
    r"|[(（]\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]|[ァ-ヶ]|[a-zA-Zａ-ｚ])\s*[)）]"
    r"|[0-9０-９]{1,2}\s*[.．、)）](?![0-9０-９])"
    r"|[-–*]\s|[ア-オＡ-Ｅ][.．、]"
    r"|(?:第[0-9０-９一二三四五]+に|[0-9０-９一二三四五]{1,2}点目|[一-五]つ目)"
)
_SECTION = re.compile(
    r"(?:第)?\(?(?P<number>[ivx]+|\d{1,2}(?:[-.]\d{1,2})*|[一二三四五六七八九十]+|[a-z]|[ァ-ヶ])(?=[).．、:\]】章節編部条]|[^\d.a-z])"
)
_NARROW = str.maketrans("（）０１２３４５６７８９", "()0123456789")  # NFKC would also turn the item mark ③ into 3
_KANJI = {c: n for n, c in enumerate("一二三四五六七八九十", 1)}


def is_number(text: str) -> bool:
    """Tell whether a cell holds the number of a row and nothing else: 1, No.2-1, （３）, Ⅱ-4, 意見5, 1～3."""
    folded = fold(text)
    return bool(folded) and len(folded) <= 16 and bool(_NUMBER.fullmatch(folded) or _SEVERAL.fullmatch(folded))


def clean_label(text: str) -> str:
    """Return a printed number without brackets and No.: （No. ３） becomes 3, 2－1 becomes 2-1, 問1 stays.

    What is no number is returned as it stands, white space taken off; a number a line becomes a list.
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) > 1 and all(is_number(line) for line in lines):
        return "、".join(clean_label(line) for line in lines)
    folded = fold(text)
    if several := _SEVERAL.fullmatch(folded):
        return several["first"] + several["rest"].removesuffix("番")
    if found := _NUMBER.fullmatch(folded):
        plain = squeeze(unicodedata.normalize("NFKC", text))[slice(*found.span("label"))]
        return plain.translate(dict.fromkeys(map(ord, _DASH), "-"))
    return squeeze(text)


def bare_number(label: str) -> str:
    """Return the number in a label, by which replies and pointers name it: 5 for 意見5 and 5番."""
    found = _NUMBER.fullmatch(fold(label))
    return found["bare"] if found else fold(label)


def count_labels(label: str) -> int:
    """Return how many numbers a label names: 1 for "2-1", 3 for "4～6" and for "1、2、3"."""
    found = _SEVERAL.fullmatch(fold(label))
    if not found:
        return 1
    total, last = 1, int(found["first"])
    for mark, digits in re.findall(r"([~〜]?)[^~〜\d]*(\d+)", found["rest"]):
        number = int(digits)
        total += max(1, number - last) if mark else 1
        last = number
    return total


def leading_number(quote: Quote) -> tuple[Quote, Quote] | None:
    """Cut the number off a cell that begins with one ("3 秋元委員"): number and rest; None where there is none."""
    found = _LEADING.match(quote.text)
    return (quote.slice(found.start(1), found.end(1)), quote.slice(found.end())) if found else None


def starts_item(text: str) -> bool:
    """Tell whether a line begins with the mark of a list item: ①, (1), 1．, ・, 2点目."""
    return _ITEM.match(text.lstrip()) is not None


def section_number(heading: str) -> str:
    """Return the number a heading begins with, in Arabic digits or folded: Ⅱ．… gives ii, 第三章 gives 3; or ""."""
    found = _SECTION.match(fold(heading))
    if not found:
        return ""
    return str(_KANJI.get(found["number"], found["number"]))


# ------------------------------------------------------------ how many opinions


def count_opinions(text: str, pattern: re.Pattern[str]) -> int:
    """Return how many opinions the words of a row stand for, by the counts printed in it.

    A part that n people wrote adds n - 1 to the row; （ほか3件） adds 3.
    """
    more = 0
    for found in pattern.finditer(re.sub(r"[^\S\n]+", "", text.translate(_NARROW))):
        others = re.search(r"ほか|他|外", found[0]) is not None
        more += int(found["count"]) - (0 if others else 1)
    return 1 + max(0, more)


# ------------------------------------------------------------ paragraphs


def split_segments(parts: Iterable[Quote]) -> tuple[Quote, ...]:
    """Return the paragraphs of a cell, given as the stretches that page ends cut it into.

    A line end inside a cell is a paragraph end where the line ends a sentence, the next line opens an item, or the
    line is too short to have been wrapped; otherwise, and at a page end, the halves are joined.
    """
    segments: list[Quote] = []
    for part in parts:
        lines = _lines(part)
        widest = max((width(line.text) for line, _ in lines), default=0)
        for at, (line, gap) in enumerate(lines):
            wrapped = at == 0 or width(lines[at - 1][0].text) * 4 >= widest * 3
            if segments and wrapped and not gap and _runs_on(segments[-1].text, line.text):
                segments[-1] = join_words(segments[-1], line)
            else:
                segments.append(line)
    return tuple(segments)


def _lines(quote: Quote) -> list[tuple[Quote, bool]]:
    """Cut a quote at its line ends; with each line, whether an empty line stands before it."""
    found: list[tuple[Quote, bool]] = []
    at, gap = 0, False
    for line in quote.text.split("\n"):
        words = quote.slice(at, at + len(line))
        at += len(line) + 1
        if words:
            found.append((words, gap and bool(found)))
        gap = not words
    return found


def _runs_on(before: str, after: str) -> bool:
    return not ends_sentence(before) and not starts_item(after)


def join_words(first: Quote, second: Quote) -> Quote:
    """Join two halves of a paragraph: nothing between Japanese, a blank between words in Latin letters."""
    if not first or not second:
        return first or second
    latin = first.text[-1].isascii() and second.text[0].isascii()
    return join_quotes((first, second), " " if latin else "")


_CUT = re.compile(r"[、,ぁ-んー]$")
_CLOSED = re.compile(
    r"(?:ます|です|ました|でした|ません|こと|もの|ため|など|たい|ない|する|べき|だ|ある|いる|れる|した|った|しい|とおり|か)$"
)


def is_cut(parts: Sequence[Quote]) -> bool:
    """Tell whether the words of a cell break off, so that something must follow.

    Words without a full stop at the end are cut where they have one elsewhere, or where they end in a comma or a
    particle: notes written without any full stop (道路の整備を求める意見) are whole.
    """
    text = "".join(part.text for part in parts).rstrip()
    return bool(text) and not ends_sentence(text) and ("。" in text or breaks_off(text))


def breaks_off(text: str) -> bool:
    """Tell whether the words end in their middle: after a comma or a particle. 案のとおりとする does not."""
    bare = text.rstrip()
    return not ends_sentence(bare) and _CUT.search(bare) is not None and _CLOSED.search(bare) is None


_MID_WORD = re.compile(
    r"[をんっゃゅょぁぃぅぇぉー、。」）]|(?:え|い|り|き|し|ち|み|れ|せ|け|べ)?(?:て|た|ます|ました|ません)|する|され|られ|こと"
)


def starts_mid_word(text: str) -> bool:
    """Tell whether the words can only be the rest of what stands before them: を目指す…, えています。"""
    return _MID_WORD.match(text.lstrip()) is not None


# ------------------------------------------------------------ pointers to other rows

_POINTER = re.compile(
    rf"(?:(?P<group>[ivx]+|\d{{1,2}}|[一-十])(?:の|[{_DASH}](?=no)))?(?:no\.?|意見番号|番号|意見|質問|項番|#)?\(?"
    rf"(?P<number>\d+(?:[{_DASH}.]\d+)*)(?:[~〜](?:no\.?)?(?P<last>\d+))?"
)


def find_pointers(text: str) -> tuple[tuple[str, str], ...]:
    """Return the row numbers that the words name, each with the number of its group or "": 1のNo.2, No.3～5."""
    found = []
    for m in _POINTER.finditer(fold(text)):
        group, number = m["group"] or "", m["number"].translate(dict.fromkeys(map(ord, _DASH), "-"))
        found.append((group, number))
        if m["last"] and number.isdigit():
            found += [(group, str(n)) for n in range(int(number) + 1, min(int(m["last"]), int(number) + 50) + 1)]
    return tuple(found)


def first_sentence(text: str) -> str:
    """Return the words up to and with the first sentence end."""
    found = re.match(r"[^。．！？\n]*[。！？]?", text.strip())
    return found[0] if found else text
