"""Indicators in sets of columns beside each other are all read; values of two periods of the same ones stay side by side."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.halves import stacked
from auditor.reading.grid import Grid
from material.forms.workbooks import sheet_of

HEAD = [["项目支出绩效目标表"], ["项目名称", "公路养护"], ["年度资金总额", "120万元"]]
LEFT = [("产出指标", "数量指标", "养护里程", "≥120公里"), ("产出指标", "质量指标", "验收合格率", "≥95%")]
RIGHT = [("效益指标", "社会效益指标", "受益人口", "≥3万人"), ("效益指标", "经济效益指标", "节约成本", "≥5万元")]


def read(lines, merged=(), head=HEAD):
    (project,) = read_content(sheet_of([*head, *lines], merged), "目标表.xlsx").projects
    assert (project.budget_wan, project.periods) == (120, "annual")
    assert not any(row.doubts for row in project.indicators)
    return [(row.level1, row.level2, row.level3, row.target) for row in project.indicators]


def halves(first):
    heads = ["一级指标", "二级指标", "三级指标", "指标值"][first:]
    return [heads * 2, *([*left[first:], *right[first:]] for left, right in zip(LEFT, RIGHT, strict=True))]


def test_two_halves_with_all_levels():
    assert read(halves(0)) == [*LEFT, *RIGHT]


def test_two_halves_below_their_first_levels():
    titles = [["产出指标", "", "", "效益指标", "", ""]]
    merged = [(3, 0, 3, 2), (3, 3, 3, 5)]
    assert read([*titles, *halves(1)], merged) == [*LEFT, *RIGHT]


def test_two_halves_without_first_levels():
    assert [row[1:] for row in read(halves(1))] == [row[1:] for row in (*LEFT, *RIGHT)]


def test_halves_of_different_length():
    lines = halves(0)
    lines[2][4:] = ["", "", "", ""]
    assert read([*lines, ["填报人：张三"]]) == [*LEFT, RIGHT[0]]


def test_a_list_with_a_set_for_each_first_level():
    lines = [
        ["绩效目标表（万元）"],
        ["项目名称", "预算", "产出指标", "", "满意度指标", ""],
        ["", "", "指标名称", "指标值", "指标名称", "指标值"],
        ["公路养护", "120", "养护里程", "≥120公里", "群众满意度", "≥90%"],
        ["桥梁加固", "80", "加固桥梁", "3座", "司机满意度", "≥90%"],
    ]
    merged = [(1, 0, 2, 0), (1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 1, 5)]
    projects = read_content(sheet_of(lines, merged), "汇总表.xlsx").projects
    assert [(one.name, one.budget_wan) for one in projects] == [("公路养护", 120), ("桥梁加固", 80)]
    assert [[(row.level1, row.level3, row.target) for row in one.indicators] for one in projects] == [
        [("产出指标", "养护里程", "≥120公里"), ("满意度指标", "群众满意度", "≥90%")],
        [("产出指标", "加固桥梁", "3座"), ("满意度指标", "司机满意度", "≥90%")],
    ]
    assert [row.location.cell for row in projects[0].indicators] == ["C4", "E4"]


@pytest.mark.parametrize(
    "lines",
    [
        [("二级指标", "三级指标", "指标值") * 2, ("数量指标", "里程", "≥360公里", "数量指标", "里程", "≥120公里")],
        [
            ("中期目标", "", "", "年度目标", "", ""),
            ("二级指标", "三级指标", "指标值") * 2,
            ("数量指标", "总里程", "≥360公里", "数量指标", "里程", "≥120公里"),
        ],
        [
            ("实施期目标", "完成三年任务", "", "年度目标", "完成一年任务", ""),
            ("", "", "", "", "", ""),
            ("二级指标", "三级指标", "指标值") * 2,
            ("数量指标", "总里程", "≥360公里", "数量指标", "里程", "≥120公里"),
        ],
        [
            ("项目名称", "公路", "", "项目名称", "桥梁", ""),
            ("二级指标", "三级指标", "指标值") * 2,
            ("数量指标", "里程", "≥360公里", "数量指标", "桥梁", "≥3座"),
        ],
        [("二级指标", "三级指标", "指标值"), ("数量指标", "里程", "≥360公里")],
        [("三级指标", "指标值", "三级指标"), ("里程", "≥360公里", "总里程")],
        [("二级指标", "三级指标", "指标值") * 2],
    ],
)
def test_values_of_periods_and_other_tables_stay(lines):
    assert stacked(Grid(None, tuple(lines))) is None
