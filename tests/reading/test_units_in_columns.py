"""A value and the unit that stands in a column of its own."""

import pytest

from auditor.reading.forms.records import target_text


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (("≥", "95", "%"), "≥95%"),
        (("", "95以上", "%"), "95%以上"),
        (("", "5-6", "次"), "5-6次"),
        (("≤", "10万", "元"), "≤10万元"),
        (("≥", "95%以上", "%"), "≥95%以上"),
        (("≥", "100人次", "人次"), "≥100人次"),
        (("≥", "100(人次)", "人次"), "≥100(人次)"),
        (("≥", "100人", "人次"), "≥100人"),
        (("≤", "3个工作日", "天"), "≤3个工作日"),
        (("", "2026年6月底前", "月"), "2026年6月底前"),
        (("", "显著提升", "%"), "显著提升"),
        (("", "100", "无"), "100"),
    ],
)
def test_the_unit_stands_behind_the_number_and_once(cells, target):
    assert target_text(*cells) == target
