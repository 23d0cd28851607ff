"""Values of several periods or kinds side by side: each has its own sign and unit, and the target is this year's."""

import pytest

from auditor.reading.extract import read_content
from material.forms.workbooks import sheet_of

ABOVE = [["项目支出绩效目标表"], ["（2026年度）"], ["项目名称", "公路养护"]]
LEVELS = ["一级指标", "二级指标", "三级指标"]
NAMES = [
    ["产出指标", "数量指标", "养护里程"],
    ["产出指标", "成本指标", "养护总成本"],
    ["效益指标", "社会效益指标", "受益人口"],
]


def rows(heads, *values, below=None, merged=()):
    """Target and actual of each row of a table with these headings after the levels."""
    lines = [*ABOVE, [*LEVELS, *heads], *([["", "", "", *below]] if below else [])]
    lines += [[*name, *(one[place] for one in values)] for place, name in enumerate(NAMES)]
    (project,) = read_content(sheet_of(lines, merged), "目标表.xlsx").projects
    assert [row.level3 for row in project.indicators] == [name[2] for name in NAMES]
    assert not any(row.doubts for row in project.indicators)
    return [row.target for row in project.indicators], [row.actual for row in project.indicators]


MID, ANNUAL = ("360", "1080", "9"), ("120000", "3600000", "30000")
MID_UNIT, ANNUAL_UNIT = ("公里", "万元", "万人"), ("米", "元", "人")
SIGNED = ["≤120000米", "≤3600000元", "≤30000人"]
PLAIN = ["120000米", "3600000元", "30000人"]
MORE, LESS = ("≥",) * 3, ("≤",) * 3


@pytest.mark.parametrize(
    ("heads", "values", "targets"),
    [
        (["中期指标值", "计量单位", "年度指标值", "计量单位"], (MID, MID_UNIT, ANNUAL, ANNUAL_UNIT), PLAIN),
        (["计量单位", "中期指标值", "计量单位", "年度指标值"], (MID_UNIT, MID, ANNUAL_UNIT, ANNUAL), PLAIN),
        (["年度指标值", "计量单位", "中期指标值", "计量单位"], (ANNUAL, ANNUAL_UNIT, MID, MID_UNIT), PLAIN),
        (["计量单位", "中期指标值", "年度指标值"], (ANNUAL_UNIT, MID, ANNUAL), PLAIN),
        (["中期指标值", "年度指标值", "计量单位"], (MID, ANNUAL, ANNUAL_UNIT), PLAIN),
        (
            ["符号", "中期指标值", "单位", "符号", "年度指标值", "单位"],
            (MORE, MID, MID_UNIT, LESS, ANNUAL, ANNUAL_UNIT),
            SIGNED,
        ),
    ],
)
def test_each_value_has_the_sign_and_the_unit_beside_it(heads, values, targets):
    assert rows(heads, *values)[0] == targets


def test_signs_and_units_below_headings_of_goals_belong_to_them():
    merged = [(3, 0, 4, 0), (3, 1, 4, 1), (3, 2, 4, 2), (3, 3, 3, 5), (3, 6, 3, 8)]
    below = ["符号", "值", "单位", "符号", "值", "单位"]
    values = (MORE, MID, MID_UNIT, LESS, ANNUAL, ANNUAL_UNIT)
    heads = ["中期目标", "", "", "年度目标", "", ""]
    assert rows(heads, *values, below=below, merged=merged)[0] == SIGNED


REACHED = ("118000", "3500000", "31000")


@pytest.mark.parametrize(
    ("heads", "values", "reached"),
    [
        (
            ["年初目标值", "计量单位", "实际完成值", "计量单位"],
            (ANNUAL, ANNUAL_UNIT, REACHED, ANNUAL_UNIT),
            ["118000米", "3500000元", "31000人"],
        ),
        (
            ["单位", "年初目标值", "单位", "实际完成值"],
            (ANNUAL_UNIT, ANNUAL, ANNUAL_UNIT, REACHED),
            ["118000米", "3500000元", "31000人"],
        ),
        (["年初目标值", "计量单位", "实际完成值"], (ANNUAL, ANNUAL_UNIT, REACHED), list(REACHED)),
        (["计量单位", "年初目标值", "实际完成值"], (ANNUAL_UNIT, ANNUAL, REACHED), list(REACHED)),
    ],
)
def test_a_unit_of_its_own_belongs_to_the_value_reached(heads, values, reached):
    assert rows(heads, *values) == (PLAIN, reached)


@pytest.mark.parametrize("heads", [["中期目标", "年度目标"], ["年度目标", "中期目标"]])
def test_of_columns_called_goals_that_of_the_year_has_the_targets(heads):
    values = {"中期目标": ("≥360公里", "≤1080万元", "≥9万人"), "年度目标": ("≥120公里", "≤360万元", "≥3万人")}
    assert rows(heads, *(values[one] for one in heads))[0] == list(values["年度目标"])


def test_a_column_called_a_goal_of_all_years_is_read_where_it_is_the_only_one():
    assert rows(["中期目标"], ("≥360公里", "≤1080万元", "≥9万人"))[0] == ["≥360公里", "≤1080万元", "≥9万人"]


SIGNS = ("≥", "≤", "≥")
WAYS = ("正向", "反向", "正向")


@pytest.mark.parametrize("heads", [["指标性质", "指标方向"], ["指标方向", "指标性质"]])
def test_of_two_columns_called_signs_that_which_holds_them_has_the_sign(heads):
    values = {"指标性质": SIGNS, "指标方向": WAYS}
    found = rows([*heads, "指标值", "单位"], *(values[one] for one in heads), ANNUAL, ANNUAL_UNIT)
    assert found[0] == ["≥120000米", "≤3600000元", "≥30000人"]


def test_plan_and_result_in_one_word_each():
    assert rows(["计划", "实际"], ANNUAL, REACHED) == (list(ANNUAL), list(REACHED))
