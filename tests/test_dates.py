"""Dates in every way documents write them, fiscal years, and the day by which something is promised."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from townmeeting.dates import (
    end_of_fiscal_year,
    end_of_month,
    find_dates,
    find_deadlines,
    fiscal_year,
    kanji_number,
    parse_date,
    resolve_deadline,
    year_for,
)

DATES = (
    ("令和4年10月6日（木） 18：30～20：00", "2022-10-06"),
    ("令和元年5月1日", "2019-05-01"),
    ("平成31年４月３０日", "2019-04-30"),
    ("昭和63年12月31日", "1988-12-31"),
    ("R4.10.6", "2022-10-06"),
    ("Ｒ４．１０．６", "2022-10-06"),
    ("H31/4/1", "2019-04-01"),
    ("開催日: 2024-12-26", "2024-12-26"),
    ("2024/1/5", "2024-01-05"),
    ("2020年2月26日", "2020-02-26"),
    ("令和二年二月二十六日", "2020-02-26"),
    ("二〇二〇年十二月三日", "2020-12-03"),
    ("令和６年（2024年）３月５日", "2024-03-05"),
    ("令和 4 年 10 月 6 日", "2022-10-06"),
    ("平成35年4月1日", "2023-04-01"),
)
NO_DATES = (
    "令和5年2月30日",
    "13月1日",
    "令和4年度",
    "1,200人",
    "0999-55-0101",
    "第3回",
    "",
    "10:00～11:45",
    "令和4年10月",
)
NUMBERS = (
    ("二十六", 26),
    ("二〇二〇", 2020),
    ("百十六", 116),
    ("十", 10),
    ("元", 1),
    ("１２", 12),
    ("千二百三十四", 1234),
    ("〇", 0),
)
NO_NUMBERS = ("", "年", "十百", "二三百", "abc", "2a")
YEARS = (
    ("令和3年11月に、3地区で", 11, 2021),
    ("令和3年度 住民懇談会", 11, 2021),
    ("令和3年度 住民懇談会", 2, 2022),
    ("2021年の秋、令和4年の", 10, 2022),
    ("懇談会を開きました", 10, None),
)
TODAY = dt.date(2022, 10, 6)
DEADLINES = (
    ("来年度に実施します", "来年度", "2024-03-31", 2023),
    ("今年度中に", "今年度中", "2023-03-31", 2022),
    ("本年度内に", "本年度内", "2023-03-31", 2022),
    ("令和7年度から", "令和7年度", "2026-03-31", 2025),
    ("令和8年度末までに", "令和8年度末まで", "2027-03-31", 2026),
    ("2030年度を目途に", "2030年度", "2031-03-31", 2030),
    ("年度内の完成", "年度内", "2023-03-31", 2022),
    ("来年度の6月に", "来年度の6月", "2023-06-30", 2023),
    ("来年度の3月末", "来年度の3月末", "2024-03-31", 2023),
    ("再来年度", "再来年度", "2025-03-31", 2024),
    ("年内に", "年内", "2022-12-31", None),
    ("今年中に", "今年中", "2022-12-31", None),
    ("来年、工事を", "来年", "2023-12-31", None),
    ("来年の春に", "来年の春", "2023-05-31", None),
    ("令和5年の秋に", "令和5年の秋", "2023-11-30", None),
    ("来年3月に", "来年3月", "2023-03-31", None),
    ("令和5年3月末までに", "令和5年3月末まで", "2023-03-31", None),
    ("令和5年4月1日から", "令和5年4月1日", "2023-04-01", None),
    ("秋ごろ", "秋ごろ", "2022-11-30", None),
    ("春までに", "春まで", "2023-05-31", None),
    ("3月末", "3月末", "2023-03-31", None),
    ("11月中旬に", "11月中旬", "2022-11-20", None),
    ("12月10日に", "12月10日", "2022-12-10", None),
    ("来月中に", "来月中", "2022-11-30", None),
    ("年明けに", "年明け", "2023-01-31", None),
    ("2年後に", "2年後", "2024-10-31", None),
    ("3か月後", "3か月後", "2023-01-31", None),
)
UNKNOWN = (("早急に", None), ("今後", None), ("3か月間", None), ("一月額500円", None), ("来年度以降", 2023))


@pytest.mark.parametrize(("text", "day"), DATES)
def test_a_date_is_read(text: str, day: str):
    assert parse_date(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_gives_none(text: str):
    assert parse_date(text) is None


def test_a_date_without_a_year_needs_one():
    assert parse_date("11月29日 15時～") is None
    assert parse_date("11月29日 15時～", year=2021) == dt.date(2021, 11, 29)
    assert [f.year_printed for f in find_dates("令和3年11月29日と11月30日", year=2021)] == [True, False]


@pytest.mark.parametrize(("text", "month", "year"), YEARS)
def test_the_year_comes_from_what_stands_before(text: str, month: int, year: int | None):
    assert year_for(text, month) == year


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_numbers_in_kanji(text: str, number: int):
    assert kanji_number(text) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text: str):
    assert kanji_number(text) is None


@pytest.mark.parametrize(("text", "printed", "day", "year"), DEADLINES)
def test_a_deadline_is_reckoned_from_the_meeting(text: str, printed: str, day: str, year: int | None):
    (found,) = find_deadlines(text, TODAY)
    assert (found.text, str(found.day), found.fiscal_year) == (printed, day, year)


@pytest.mark.parametrize(("text", "year"), UNKNOWN)
def test_what_names_no_last_day_has_none(text: str, year: int | None):
    assert resolve_deadline(text, TODAY) == (None, year)


def test_without_the_meeting_s_date_only_what_needs_none_is_told():
    assert resolve_deadline("来年度に", None) == (None, None)
    assert resolve_deadline("令和7年度に", None) == (dt.date(2026, 3, 31), 2025)
    assert resolve_deadline("令和5年3月末に", None) == (dt.date(2023, 3, 31), None)


# ------------------------------------------------------------ properties

days = st.dates(min_value=dt.date(2019, 5, 1), max_value=dt.date(2098, 12, 31))


def in_kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (
        ("" if tens < 2 else "〇一二三四五六七八九"[tens])
        + ("十" if tens else "")
        + ("〇一二三四五六七八九"[ones] if ones else "")
    )


@given(days)
def test_every_way_of_writing_a_day_reads_the_same(day: dt.date):
    era = day.year - 2018
    forms = [
        day.isoformat(),
        f"{day.year}年{day.month}月{day.day}日",
        f"令和{'元' if era == 1 else era}年{day.month}月{day.day}日",
        f"R{era}.{day.month}.{day.day}",
        f"令和{in_kanji(era)}年{in_kanji(day.month)}月{in_kanji(day.day)}日",
        f"平成{day.year - 1988}年{day.month}月{day.day}日",
    ]
    assert [parse_date(f) for f in forms] == [day] * len(forms)


@given(st.integers(min_value=1, max_value=99))
def test_a_number_in_kanji_reads_as_itself(number: int):
    assert kanji_number(in_kanji(number)) == number


@given(days)
def test_a_day_lies_in_its_fiscal_year(day: dt.date):
    assert dt.date(fiscal_year(day), 4, 1) <= day <= end_of_fiscal_year(fiscal_year(day))


@given(days)
def test_no_relative_deadline_lies_before_the_meeting(day: dt.date):
    for text in ("来年度", "今年度", "年内", "来年", "秋ごろ", "冬まで", "3月末", "来月", "2年後", "年明け"):
        found, _ = resolve_deadline(text, day)
        assert found is not None
        assert found >= day


@given(days, st.integers(min_value=1, max_value=12))
def test_a_month_without_a_year_is_the_next_one(day: dt.date, month: int):
    found, _ = resolve_deadline(f"{month}月末まで", day)
    assert found is not None
    assert found == end_of_month(found.year, month)
    assert 0 <= (found - day).days <= 366


@given(
    st.text(alphabet="令和平成元年度月日春夏秋冬内中末来今本0123456789一二十〇RH./-（）来 a", max_size=40),
    st.one_of(st.none(), days),
)
def test_any_text_is_read_without_harm(text: str, today: dt.date | None):
    for found in find_dates(text, year=2024):
        assert text[found.start : found.end].strip()
    for deadline in find_deadlines(text, today):
        assert deadline.text == text[deadline.start : deadline.end].strip() != ""
