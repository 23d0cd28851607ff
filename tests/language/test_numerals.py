"""Chinese numerals: which runs of characters are numbers, and which."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.numerals import chinese_value, plain_decimal

DIGITS = "零一二三四五六七八九"


def spoken(number: int) -> str:
    """A number below ten thousand as it is said in full."""
    text, zero = "", False
    for size, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // size % 10
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + mark
        zero = digit == 0
    return text


@given(st.integers(1, 9999))
def test_a_number_said_in_full_is_read_back(number):
    assert chinese_value(spoken(number)) == number


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_groups_of_ten_thousand_add_up(high, low):
    joined = f"{spoken(high)}万" + ("零" if low < 1000 else "") + spoken(low)
    assert chinese_value(joined) == high * 10000 + low


@pytest.mark.parametrize(
    ("text", "value"),
    [("十", 10), ("十五", 15), ("两百", 200), ("一百二", 120), ("三千五", 3500), ("两万五", 25000), ("一亿二", 120_000_000), ("两", 2), ("九十五点五", Fraction(191, 2))],
)  # fmt: skip
def test_numbers_as_people_say_them(text, value):
    assert chinese_value(text) == value


@pytest.mark.parametrize("text", ["三四", "五六", "二零二四", "十十", "百", "一百千", "零", ""])
def test_runs_that_are_no_number(text):
    assert chinese_value(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [(Fraction(1, 24), "0.041666666667"), (Fraction(1, 8), "0.125"), (Fraction(10**13), "10000000000000"), (Fraction(-5, 2), "-2.5"), (Fraction(0), "0")],
)  # fmt: skip
def test_decimals_are_plain_and_exact_where_finite(value, text):
    assert plain_decimal(value) == text
