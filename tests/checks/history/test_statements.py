"""When two amounts are the same, and when two statements can both be true."""

from decimal import Decimal

import pytest

from auditor.checks.history.statements import NumericBound, agree, same_amount


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("34176", "34200", True),  # 3.4176万元 and 3.42万元
        ("34176", "34300", False),
        ("300000", "301000", False),  # 30万元 is no rounded 30.1万元
        ("59000000", "59000300", True),  # within the last digit of 万元
        ("59000000", "59100000", False),
        ("0", "0", True),
        ("2000", "2400", False),
    ],
)
def test_an_amount_and_its_rounded_form_are_the_same(one, other, same):
    assert same_amount(Decimal(one), Decimal(other)) is same
    assert same_amount(Decimal(other), Decimal(one)) is same


def test_a_bound_that_includes_a_number_agrees_with_it():
    assert agree(NumericBound(Decimal(12), None), NumericBound(Decimal(10), "≥"))
    assert not agree(NumericBound(Decimal(9), None), NumericBound(Decimal(10), "≥"))


def test_bounds_include_themselves():
    for sign in ("≥", "≤"):
        assert agree(NumericBound(Decimal(10), None), NumericBound(Decimal(10), sign))


@pytest.mark.parametrize(("exact", "both_true"), [("86", True), ("115", True), ("84", False), ("125", False)])
def test_a_number_that_is_only_about_right_may_be_off_by_a_seventh(exact, both_true):
    assert agree(NumericBound(Decimal(100), "≈"), NumericBound(Decimal(exact), None)) is both_true
