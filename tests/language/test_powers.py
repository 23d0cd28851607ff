"""Powers of ten in quantities: 10⁴吨 is ten thousand tonnes with a unit, not a bare 10."""

import pytest

from auditor.language.quantity import read_quantities


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("≥10⁵株", [("100000", "株")]),
        ("2.5×10^4株", [("25000", "株")]),
        ("6 x 10⁴株", [("60000", "株")]),
        ("5×10¹⁰株", [("50000000000", "株")]),
        ("10^10株", [("10000000000", "株")]),
        ("10⁴～10⁵株", [("10000", "株"), ("100000", "株")]),
        ("2×10³套", [("2000", "套")]),
        ("10³期", [("10", None)]),
        ("10²号", [("10", None)]),
        ("110⁴株", [("110", None)]),
        ("10m²", [("10", "m²")]),
        ("3×10株", [("3", None), ("10", "株")]),
        ("10株", [("10", "株")]),
    ],
)
def test_a_power_of_ten_is_part_of_its_number(text, values):
    assert [(str(one.value), one.unit) for one in read_quantities(text, field="target")] == values
