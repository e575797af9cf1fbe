"""Dates as Japanese documents write them, fiscal years, and the day by which something is promised.

Eras count from their first year (令和元年 = 2019). The fiscal year (年度) runs from April to March and is named
after the year it begins in. Years past the end of an era (平成35年度, printed in plans of 2016) are reckoned on.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
ERA_LETTERS = dict(zip("MTSHR", ERAS.values(), strict=True))
SEASONS = {"春": 5, "夏": 8, "秋": 11, "冬": 2}
_DIGITS = "〇一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
_HALF = str.maketrans("０１２３４５６７８９．／－−‐―ＭＴＳＨＲ○", "0123456789./----MTSHR〇")

_N = r"(?:\d+|[〇一二三四五六七八九十百千]+)"
_ERA = rf"(?:(?P<era>{'|'.join(ERAS)})\s*(?P<ey>元|{_N}))"
_YEAR = rf"(?:{_ERA}|(?P<ad>\d{{4}}|[一二][〇一二三四五六七八九]{{3}}))\s*年"
_DATE = re.compile(
    rf"{_YEAR}\s*(?:\([^()（）]{{1,6}}\)|（[^()（）]{{1,6}}）)?\s*(?P<m>{_N})\s*月\s*(?:(?P<d>{_N})\s*日)?"
    r"|(?<![A-Za-z\d.])(?P<letter>[MTSHR])\s*(?P<ly>\d{1,2})\s*[./-]\s*(?P<lm>\d{1,2})\s*[./-]\s*(?P<ld>\d{1,2})(?!\d)"
    r"|(?<![\d./-])(?P<y>(?:19|20)\d{2})\s*(?P<sep>[./-])\s*(?P<nm>\d{1,2})\s*(?P=sep)\s*(?P<nd>\d{1,2})(?!\d)"
    rf"|(?<!\d)(?P<bm>{_N})\s*月\s*(?P<bd>{_N})\s*日"
)
_YEARS = re.compile(rf"{_YEAR}\s*(?P<fiscal>度)?\s*(?:(?P<m>{_N})\s*月)?")


def kanji_number(text: str) -> int | None:
    """Return the number written in digits of any width or in kanji (二十六, 二〇二〇, 百十六, 元 = 1), else None."""
    plain = text.translate(_HALF)
    if plain == "元":
        return 1
    if plain.isascii() and plain.isdigit():
        return int(plain)
    if plain and all(c in _DIGITS for c in plain):
        return int("".join(str(_DIGITS.index(c)) for c in plain))
    return _sum_of_units(plain)


def _sum_of_units(text: str) -> int | None:
    total, digit, last = 0, None, 10_000
    for char in text:
        if char in _UNITS and _UNITS[char] < last:
            last = _UNITS[char]
            total += last * (1 if digit is None else digit)
            digit = None
        elif char in _DIGITS[1:] and digit is None:
            digit = _DIGITS.index(char)
        else:
            return None
    return total + (digit or 0) if text else None


def fiscal_year(day: dt.date) -> int:
    """Return the 年度 that a day lies in."""
    return day.year - (day.month < 4)


def end_of_fiscal_year(year: int) -> dt.date:
    """Return the last day of a 年度."""
    return dt.date(year + 1, 3, 31)


def end_of_month(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day and where it stands in the text; `year_printed` is False where the year came from elsewhere."""

    start: int
    end: int
    day: dt.date
    year_printed: bool


def _year_of(found: re.Match[str]) -> int | None:
    if found["era"]:
        number = kanji_number(found["ey"])
        return None if number is None else ERAS[found["era"]] + number
    return kanji_number(found["ad"])


def _valid(year: int | None, month: int | None, day: int | None) -> dt.date | None:
    if not year or not month or not day or not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    return dt.date(year, month, day) if day <= calendar.monthrange(year, month)[1] else None


def _day_of(found: re.Match[str], year: int | None) -> dt.date | None:
    if found["letter"]:
        return _valid(ERA_LETTERS[found["letter"]] + int(found["ly"]), int(found["lm"]), int(found["ld"]))
    if found["y"]:
        return _valid(int(found["y"]), int(found["nm"]), int(found["nd"]))
    if found["bm"]:
        return _valid(year, kanji_number(found["bm"]), kanji_number(found["bd"]))
    return _valid(_year_of(found), kanji_number(found["m"]), kanji_number(found["d"])) if found["d"] else None


def find_dates(text: str, *, year: int | None = None) -> tuple[FoundDate, ...]:
    """Return the days named in the text, in order.

    `year` serves dates printed without one (11月29日); without it they are left out, as are days that no
    calendar has (令和5年2月30日).
    """
    found = []
    for match in _DATE.finditer(text.translate(_HALF)):
        if day := _day_of(match, year):
            found.append(FoundDate(match.start(), match.end(), day, match["bm"] is None))
    return tuple(found)


def parse_date(text: str, *, year: int | None = None) -> dt.date | None:
    """Return the first day named in the text, or None."""
    return next((f.day for f in find_dates(text, year=year)), None)


def year_for(text: str, month: int) -> int | None:
    """Return the year in which a date without one falls, told from the last year that `text` (all before it) names.

    A 年度 decides by the month: 令和3年度 … 2月3日 lies in 2022.
    """
    last = None
    for match in _YEARS.finditer(text.translate(_HALF)):
        last = match
    if last is None or (year := _year_of(last)) is None:
        return None
    return year + (month < 4) if last["fiscal"] else year


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time named in the text: its last day and, where a 年度 is named, which; None where they cannot be told.

    来年度以降 names the year it begins in, and no last day.
    """

    start: int
    end: int
    text: str
    day: dt.date | None
    fiscal_year: int | None


_RELATIVE_FISCAL = {
    **dict.fromkeys(("再来年度", "翌々年度"), 2),
    **dict.fromkeys(("来年度", "次年度", "翌年度", "明年度"), 1),
    **dict.fromkeys(("今年度", "本年度", "当年度", "現年度", "年度内", "年度中", "年度末"), 0),
}
_RELATIVE_YEAR = {
    "再来年": 2,
    **dict.fromkeys(("来年", "明年", "翌年"), 1),
    **dict.fromkeys(("年内", "今年", "本年", "年末"), 0),
}
_RELATIVE_MONTH = {"再来月": 2, **dict.fromkeys(("来月", "翌月"), 1), **dict.fromkeys(("今月", "本月", "当月"), 0)}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=lambda w: (-len(w), w)))


_NAMED_YEAR = _YEAR.replace("era", "fera").replace("ey>", "fey>").replace("ad>", "fad>")
_PART = r"(?P<{0}>上旬|中旬|下旬|末|初め|はじめ|頭)?"
_TAIL = r"(?P<since>以降|以後)?(?:いっぱい|中|内|ごろ|頃|まで|末)*"
_DEADLINE = re.compile(
    rf"(?:{_YEAR}|(?P<rely>{_any(_RELATIVE_YEAR)})の?)\s*(?P<m>{_N})\s*月\s*(?:(?P<d>{_N})\s*日|{_PART.format('part')})"
    rf"|(?P<relfy>{_any(_RELATIVE_FISCAL)})(?:の?\s*(?P<fm>{_N})\s*月{_PART.format('fpart')})?"
    rf"|{_NAMED_YEAR}(?P<isfy>度)?(?:の?(?P<yseason>[春夏秋冬]))?"
    rf"|(?P<rely2>{_any(_RELATIVE_YEAR)})(?:の?\s*(?P<season>[春夏秋冬]))?"
    r"|(?P<new>年明け)"
    rf"|(?P<relm>{_any(_RELATIVE_MONTH)}){_PART.format('mpart')}"
    rf"|(?<![\d年])(?P<bm>{_N})\s*月\s*(?:(?P<bd>{_N})\s*日|{_PART.format('bpart')})(?!\s*(?:間|額))"
    r"|(?<![一-龠])(?P<bare>[春夏秋冬])(?=ごろ|頃|まで|以降|に(?:は|も|かけて)?)"
    rf"|(?P<after>{_N})\s*(?:か|ヶ|カ|ケ|箇)?(?P<unit>年|月)後"
)


def _next_month(after: dt.date, month: int) -> int:
    return after.year + (month < after.month)


def _in_month(year: int, month: int | None, part: str | None, day: int | None = None) -> dt.date | None:
    if not month or not 1 <= month <= 12 or not 1 <= year <= 9998:
        return None
    if day:
        return _valid(year, month, day)
    days = {"上旬": 10, "中旬": 20, "初め": 10, "はじめ": 10, "頭": 10}
    return dt.date(year, month, days[part]) if part in days else end_of_month(year, month)


def _season(year: int, season: str) -> dt.date:
    return end_of_month(year + (season == "冬"), SEASONS[season])


def _number(text: str | None) -> int | None:
    return kanji_number(text) if text else None


def _fiscal(match: re.Match[str], today: dt.date) -> tuple[dt.date | None, int | None]:
    year = fiscal_year(today) + _RELATIVE_FISCAL[match["relfy"]]
    if month := _number(match["fm"]):
        return _in_month(year + (month < 4), month, match["fpart"]), year
    return end_of_fiscal_year(year), year


def _named_year(match: re.Match[str]) -> int | None:
    if match["fera"]:
        number = kanji_number(match["fey"])
        return None if number is None else ERAS[match["fera"]] + number
    return kanji_number(match["fad"])


def _after(today: dt.date, count: int | None, unit: str) -> dt.date | None:
    if not count or count > 100:
        return None
    months = today.month - 1 + count * (12 if unit == "年" else 1)
    return end_of_month(today.year + months // 12, months % 12 + 1)


def _with_month(match: re.Match[str], today: dt.date) -> dt.date | None:
    year = today.year + _RELATIVE_YEAR[match["rely"]] if match["rely"] else _year_of(match)
    return None if year is None else _in_month(year, _number(match["m"]), match["part"], _number(match["d"]))


def _bare_month(match: re.Match[str], today: dt.date) -> dt.date | None:
    month = _number(match["bm"])
    if month is None:
        return None
    return _in_month(_next_month(today, month), month, match["bpart"], _number(match["bd"]))


def _relative_month(match: re.Match[str], today: dt.date) -> dt.date | None:
    months = today.month - 1 + _RELATIVE_MONTH[match["relm"]]
    return _in_month(today.year + months // 12, months % 12 + 1, match["mpart"])


def _relative_year(match: re.Match[str], today: dt.date) -> dt.date:
    year = today.year + _RELATIVE_YEAR[match["rely2"]]
    return _season(year, match["season"]) if match["season"] else dt.date(year, 12, 31)


def _bare_season(season: str, today: dt.date) -> dt.date:
    return next(day for year in (-1, 0, 1) if (day := _season(today.year + year, season)) >= today)


def _resolve(match: re.Match[str], today: dt.date) -> tuple[dt.date | None, int | None]:
    if match["m"]:
        return _with_month(match, today), None
    if match["relfy"]:
        return _fiscal(match, today)
    if match["fera"] or match["fad"]:
        year = _named_year(match)
        if year is None or not 1 <= year <= 9998:
            return None, None
        if match["yseason"]:
            return _season(year, match["yseason"]), year if match["isfy"] else None
        return (end_of_fiscal_year(year), year) if match["isfy"] else (dt.date(year, 12, 31), None)
    if match["rely2"]:
        return _relative_year(match, today), None
    if match["new"]:
        return dt.date(today.year + 1, 1, 31), None
    if match["relm"]:
        return _relative_month(match, today), None
    if match["bm"]:
        return _bare_month(match, today), None
    if match["bare"]:
        return _bare_season(match["bare"], today), None
    return _after(today, _number(match["after"]), match["unit"]), None


@lru_cache(maxsize=1)
def _tail() -> re.Pattern[str]:
    return re.compile(_TAIL)


def _deadlines(text: str, today: dt.date) -> Iterator[Deadline]:
    for match in _DEADLINE.finditer(text.translate(_HALF)):
        day, fiscal = _resolve(match, today)
        tail = _tail().match(text, match.end())
        end = tail.end() if tail else match.end()
        since = bool(tail and tail["since"])
        yield Deadline(match.start(), end, text[match.start() : end].strip(), None if since else day, fiscal)


def find_deadlines(text: str, today: dt.date | None) -> tuple[Deadline, ...]:
    """Return every time named in the text that a promise could be kept by, in order.

    `today` is the meeting's date; without it only what needs no reckoning is told (令和7年度, 2026年3月末).
    """
    if today is not None:
        return tuple(_deadlines(text, today))
    known = dt.date(2000, 1, 1), dt.date(2001, 5, 1)
    pairs = zip(*(tuple(_deadlines(text, day)) for day in known), strict=True)
    return tuple(
        Deadline(
            a.start,
            a.end,
            a.text,
            a.day if a.day == b.day else None,
            a.fiscal_year if a.fiscal_year == b.fiscal_year else None,
        )
        for a, b in pairs
    )


def resolve_deadline(text: str, today: dt.date | None) -> tuple[dt.date | None, int | None]:
    """Return the last day and the 年度 of the first time named in the text, None for what cannot be told."""
    first = next(iter(find_deadlines(text, today)), None)
    return (first.day, first.fiscal_year) if first else (None, None)
