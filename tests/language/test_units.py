"""The table of units: nothing in it is dead, and its factors are consistent."""

import unicodedata
from fractions import Fraction

import pytest

from auditor.language.quantity import read_quantities
from auditor.language.units import unit_table

PREFIXED = [
    ("公里", "米", 1000),
    ("吨", "公斤", 1000),
    ("公顷", "平方米", 10000),
    ("兆瓦时", "千瓦时", 1000),
    ("天", "小时", 24),
    ("TB", "GB", 1024),
]


def test_every_unit_is_read_after_a_number():
    units = sorted(unit_table().units)
    assert len(units) >= 300
    found = {unit: [(q.text, q.unit) for q in read_quantities(f"≥3{unit}", field="")] for unit in units}
    assert found == {unit: [(f"≥3{unit}", unit)] for unit in units}


@pytest.mark.parametrize(("large", "small", "times"), PREFIXED)
def test_units_of_one_dimension_relate_as_they_should(large, small, times):
    units = unit_table().units
    assert units[large].factor == units[small].factor * times
    assert units[large].dimension == units[small].dimension
    assert units["亩"].factor == Fraction(2000, 3)


@pytest.mark.parametrize("unit", "㎞㎝㎜㎢㎠㎡㎥㎖㎏㎎㎍㎾㎿ℓ")
def test_a_unit_in_one_character_is_the_unit_it_spells(unit):
    units = unit_table().units
    spelled = {"ℓ": "L"}.get(unit, unicodedata.normalize("NFKC", unit).replace("μ", "u"))
    assert (units[unit].factor, units[unit].dimension) == (units[spelled].factor, units[spelled].dimension)


def test_set_phrases_are_no_quantities():
    phrases = unit_table().set_phrases
    assert phrases
    assert [phrase for phrase in phrases if read_quantities(f"推进{phrase}工作", field="")] == []
