"""Of which period and of what part a number is said."""

import pytest

from auditor.language.quantity import read_quantities
from auditor.language.scope import a_year, over_a_year, stages, times_a_year


def times(text, number):
    (quantity,) = [one for one in read_quantities(text, field="") if number in one.text]
    return times_a_year(text, quantity.span, 2025)


@pytest.mark.parametrize(
    ("text", "number", "said"),
    [
        ("全年培训90人", "90", 1),
        ("2025年培训90人", "90", 1),
        ("每月巡查3次", "3", 12),
        ("每季度开展巡查3次", "3", 4),
        ("2024年培训80人，2025年培训90人", "80", None),
        ("2024年培训80人，2025年培训90人", "90", 1),
        ("“十四五”期间建成50座，今年建成12座", "50", None),
        ("“十四五”期间建成50座，今年建成12座", "12", 1),
        ("截至目前已更换96个", "96", None),
        ("项目前期培训96人", "96", 1),
        ("上半年安装17盏，全年安装34盏", "17", None),
        ("上半年安装17盏，全年安装34盏", "34", 1),
        ("培训90人，其中妇女30人", "30", None),
        ("床位由20张增加到30张", "20", None),
        ("床位由20张增加到30张", "30", 1),
        ("每户补助2只", "2", None),
        ("培训90人（三年累计）", "90", None),
    ],
)
def test_how_often_a_number_counts_this_year(text, number, said):
    assert times(text, number) == said


def test_a_rhythm_written_with_the_number_counts_for_the_year():
    (monthly,) = read_quantities("每月2次", field="")
    assert (a_year(monthly).value, a_year(monthly).unit, a_year(monthly).dimension) == ("24", "次", "count")


def test_a_rate_stays_what_it_is_however_often_it_is_measured():
    (rate,) = read_quantities("95%", field="")
    assert over_a_year(rate, 12).value == "95"


def test_stages_have_dates_of_their_own():
    assert stages("6月底前完成招标") == {"招标"}
    assert stages("6月底前全部完成") == frozenset()
