"""Amounts, shares, periods and dates in words: written out, read back; what cannot be is refused; equal bounds are equal."""

from calendar import monthrange
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.checks.history.statements import agree, bound_of
from auditor.language.dates import impossible_dates, read_dates
from auditor.language.quantity import read_quantities
from tests.language.test_numerals import DIGITS, spoken

BANKERS = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")


def _only(text):
    (one,) = read_quantities(text, field="target")
    return one


def _spoken_amount(yuan):
    """A whole amount of 元 as it is said: groups of ten thousand, each with its 亿 or 万, a gap said as 零."""
    text, skipped = "", False
    for size, mark in ((10**8, "亿"), (10**4, "万"), (1, "")):
        group = yuan // size % 10**4
        if group:
            text += ("零" if text and (skipped or group < 1000) else "") + spoken(group) + mark
        skipped = bool(text) and group == 0
    return text


@given(st.integers(100, 10**11 - 1))
def test_an_amount_in_words_is_one_amount(yuan):
    one = _only(_spoken_amount(yuan) + "元")
    assert (one.value, one.dimension) == (str(yuan), "money")


@given(st.integers(1, 9999), st.sampled_from(["万元", "亿元"]))
def test_an_amount_in_bankers_numerals_is_the_same_amount(number, unit):
    if number < 10:
        number *= 10
    words = spoken(number) + unit
    assert _only(words.translate(BANKERS)).value == _only(words).value == _only(f"{number}{unit}").value


@given(st.integers(1, 99), st.integers(1, 9999))
def test_parts_side_by_side_are_one_amount(yi, wan):
    total = str(yi * 10**8 + wan * 10**4)
    assert [one.value for one in read_quantities(f"{yi}亿{wan}万元", field="")] == [total]
    assert [
        one.value for one in read_quantities(f"{spoken(yi)}亿{'零' * (wan < 1000)}{spoken(wan)}万元", field="")
    ] == [total]


@given(st.integers(1, 9), st.integers(1, 9), st.integers(0, 9), st.sampled_from(["元", "万元", "亿元", "人次"]))
def test_digits_with_places_of_their_own_are_one_number(thousands, hundreds, tens, unit):
    scale = {"万元": 10**4, "亿元": 10**8}.get(unit, 1)
    tens *= unit in ("万元", "亿元")
    text = f"{thousands}千{hundreds}百{f'{tens}十' if tens else ''}{unit}"
    assert _only(text).value == str((thousands * 1000 + hundreds * 100 + tens * 10) * scale)
    assert _only(f"1亿{thousands}千{hundreds}百万元").value == str(10**8 + (thousands * 10 + hundreds) * 10**6)


@pytest.mark.parametrize("text", ["2百5千人", "20千5百户", "2千50百户", "3千、5百人", "2千 6百人"])
def test_places_out_of_order_are_two_numbers(text):
    assert len(read_quantities(text, field="target")) == 2


@given(st.integers(2, 9998).map(lambda number: Decimal(number) / 10))
def test_one_bound_in_several_words_is_one_bound(yi):
    wan = int(yi * 10**4)
    ways = [
        f"≤{yi}亿元",
        f"{yi}亿元以内",
        f"不超过{yi}亿元",
        f"不高于{wan}万元",
        f"控制在{wan}万元以内",
        f"{_spoken_amount(wan * 10**4)}元以下",
    ]
    bounds = [bound_of(_only(text)) for text in ways]
    assert bounds == [bounds[0]] * len(ways)
    assert agree(bounds[0], bound_of(_only(f"{wan}万元")))
    assert not agree(bounds[0], bound_of(_only(f"{wan + 1000}万元")))


@given(st.integers(1, 100))
def test_a_share_in_words_is_a_percentage(percent):
    words = "百" if percent == 100 else spoken(percent)
    one = _only(f"百分之{words}以上")
    assert (one.comparator, one.value, one.unit) == ("≥", str(percent), "%")
    assert _only(f"{percent}百分比").value == str(percent)


@pytest.mark.parametrize(
    ("text", "value", "dimension"),
    [
        ("两个半月", "75", "duration"),
        ("3个半月", "105", "duration"),
        ("一年半", "547.5", "duration"),
        ("2天半", "2.5", "duration"),
        ("一个半小时", "0.0625", "duration"),
        ("一倍半", "1.5", "times"),
        ("8仟元", "8000", "money"),
    ],
)
def test_halves_and_old_scales(text, value, dimension):
    one = _only(text)
    assert (one.text, one.value, one.dimension) == (text, value, dimension)


@pytest.mark.parametrize("text", ["超过一半", "一半以上", "半数"])
def test_a_half_is_not_the_number_one(text):
    assert read_quantities(text, field="") == ()


# --- dates --------------------------------------------------------------------------------------------------------

days = st.dates(date(1990, 1, 1), date(2049, 12, 31))


def _spoken_year(year, zero):
    return "".join(zero if mark == "0" else DIGITS[int(mark)] for mark in str(year))


def _spoken_day(number):
    return spoken(number).removeprefix("一") if 10 <= number < 20 else spoken(number)


@given(days, st.sampled_from("〇零○"), st.sampled_from(["前", "以前", ""]))
def test_a_day_in_words_is_read_back(day, zero, before):
    text = f"{_spoken_year(day.year, zero)}年{_spoken_day(day.month)}月{_spoken_day(day.day)}日{before}"
    (one,) = read_dates(text, year=2001)
    assert (one.text, one.date, one.precise) == (text, day, True)
    assert impossible_dates(text) == ()


@given(st.integers(1990, 2049), st.integers(1, 12), st.integers(1, 31), st.booleans())
def test_a_day_exists_or_is_refused(year, month, day, words):
    said = f"{_spoken_day(month)}月{_spoken_day(day)}日" if words else f"{month}月{day}日"
    exists = day <= monthrange(year, month)[1]
    text = f"{year}年{said}"
    assert (impossible_dates(text) == ()) is exists
    read = [one.date for one in read_dates(text, year=2001) if one.precise]
    assert read == ([date(year, month, day)] if exists else [])


@given(st.integers(13, 99), st.sampled_from(["底前", "底", "份底", "上旬"]))
def test_there_is_no_thirteenth_month(month, part):
    assert len(impossible_dates(f"{month}月{part}")) == 1
    assert [one for one in read_dates(f"{month}月{part}", year=2024) if one.date] == []


@given(st.integers(1990, 2049), st.integers(1, 12))
def test_years_named_by_their_distance(year, month):
    for word, ahead in (("", 0), ("当年", 0), ("明年", 1), ("去年", -1), ("上年", -1)):
        (one,) = read_dates(f"{word}{month}月底前", year=year)
        assert one.date == date(year + ahead, month, monthrange(year + ahead, month)[1])
    for text, given_year in ((f"明年{month}月底前", None), (f"次年{month}月底前", year), (f"翌年{month}月底前", year)):
        (open_one,) = read_dates(text, year=given_year)
        assert (open_one.date, open_one.precise) == (None, True)


@given(st.integers(1990, 2049))
def test_what_is_due_before_the_year_began_is_left_open_unless_the_year_is_written(year):
    for text in ("一季度前", "1月前", "上半年前"):
        (one,) = read_dates(text, year=year)
        assert one.date is None
    (written,) = read_dates(f"{year}年1月前", year=year)
    assert written.date == date(year - 1, 12, 31)


@given(st.integers(1, 9))
def test_the_end_of_a_plan_is_a_year(number):
    end = date(1955 + 5 * (10 + number), 12, 31)
    for form in ("十{}五末", "“十{}五”末", "十{}五规划期末"):
        (one,) = read_dates(form.format(DIGITS[number]), year=2024)
        assert (one.date, one.precise) == (end, True)
