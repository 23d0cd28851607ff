"""Texts made comparable."""

import pytest
from hypothesis import given

from auditor.language.normalise import mask_quantities, masked_for_segmentation, normalise
from auditor.language.quantity import read_quantities
from tests.language.strategies import any_text

ALIKE = [
    ("≥95％", "≥ 95%。"), ("完成１，300人次", "完成1300人次"), ("“十个一”宣传", "十个一 宣传"), ("财预〔2021〕101号", "财预[2021]101号"),
    ("提升、改善", "提升改善"), ("ＧＢ/T", "gb/t"), ("≧3", "≥3"), ("效果显著。", "效果显著"),
]  # fmt: skip
DIFFERENT = [("12.5%", "125%"), ("≥95%", "≤95%"), ("100", "100%"), ("**人", "人"), ("2024-12", "202412"), ("1:3", "13")]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_written_differently_compared_equal(one, other):
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_signs_that_change_the_meaning_stay(one, other):
    assert normalise(one) != normalise(other)


@given(any_text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("培训3期，共120人", "培训15期，共1,300人"),
        ("举办三十二期培训", "举办两期培训"),
        ("2024年6月底前", "2025年11月底前"),
        ("≥95%", "≥90.5%"),
    ],
)
def test_texts_that_differ_only_in_numbers_look_the_same(one, other):
    assert normalise(mask_quantities(one)) == normalise(mask_quantities(other))


@pytest.mark.parametrize(
    ("one", "other"), [("培训3期", "培训3人"), ("≥95%", "≤95%"), ("培训3期", "培训期"), ("三级网", "四级网")]
)
def test_units_comparators_and_names_survive_masking(one, other):
    assert normalise(mask_quantities(one)) != normalise(mask_quantities(other))


@given(any_text())
def test_masks_stand_for_their_quantities(text):
    quantities = read_quantities(text, field="")
    masked, meaning = masked_for_segmentation(text, quantities)
    assert "".join(meaning.get(character, character) for character in masked) == text
    assert list(meaning.values()) == [text[start:end] for start, end in sorted({q.span for q in quantities})]
