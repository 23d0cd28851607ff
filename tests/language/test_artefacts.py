"""What is known of a text, as checks see it."""

from datetime import date

import pytest
from hypothesis import given

from auditor.language.artefacts import Language
from auditor.model import Indicator
from tests.language.strategies import any_text


@pytest.fixture(scope="module")
def words():
    return Language()


def test_everything_about_one_text(words):
    text = "较上年减少上访40%，宣传≥2次以上，12月31日前完成"
    found = words.analyse(text)
    assert found.text == text
    assert "".join(found.tokens) == text
    assert [quantity.text for quantity in found.quantities] == ["40%", "≥2次以上"]
    assert [(change.direction, change.quantity.value) for change in found.changes] == [("down", "40")]
    assert [mention.date for mention in found.dates_in(2025)] == [date(2025, 12, 31)]
    assert [text[start:end] for start, end in found.doubled_comparators] == ["≥2次以上"]


def test_the_year_is_part_of_the_question(words):
    dates = [words.analyse("年底前").dates_in(year)[0].date for year in (2024, 2025, None)]
    assert dates == [date(2024, 12, 31), date(2025, 12, 31), None]


def test_a_text_is_analysed_once(words):
    assert words.analyse("人均结案数≥175件") is words.analyse("人均结案数≥175件")


@pytest.mark.parametrize("text", ["≥95%以上", "3-5天", "每年不少于12次", "≤2600元/平方米", "百分之九十"])
def test_a_quantity_is_one_token(words, text):
    assert words.analyse(f"完成{text}。").tokens == ("完成", text, "。")


def test_quantities_of_an_indicator_name_their_field_and_dates_are_iso(words):
    row = Indicator(id="1/1", level3="65岁以上老人体检", description="体检≥300人", target="2025年6月底前", basis="50人")
    found = [(q.field, q.text, q.comparator, q.value, q.dimension) for q in words.indicator_quantities(row)]
    assert found == [
        ("level3", "65岁以上", "≥", "65", "age"),
        ("description", "≥300人", "≥", "300", "count"),
        ("target", "2025年6月底前", "≤", "2025-06-30", "date"),
    ]


@given(any_text())
def test_tokens_joined_are_the_text_and_no_token_splits_a_quantity(words, text):
    found = words.analyse(text)
    assert "".join(found.tokens) == text
    starts, position = set(), 0
    for token in found.tokens:
        starts.add(position)
        position += len(token)
    assert all(q.span[0] in starts and (q.span[1] in starts or q.span[1] == len(text)) for q in found.quantities)
