"""Cells that say only that the cell above goes on: 同上, ditto marks, and a level's points or second half in the cell below it."""

import pytest

from auditor.reading.extract import read_content
from material.forms.workbooks import sheet_of

LIST = ["项目名称", "预算数（万元）", "绩效目标", "一级指标", "二级指标", "三级指标", "指标值"]
FORM = [["项目名称", "灌区改造"], ["一级指标", "二级指标", "三级指标", "指标值", "分值"]]


def projects_of(lines):
    return read_content(sheet_of(lines), "表.xlsx").projects


def levels_of(lines):
    (project,) = projects_of([*FORM, *lines])
    return [(row.level1, row.level2, row.level3) for row in project.indicators]


@pytest.mark.parametrize("mark", ["同上", "（同上）", "同前", "〃", "″", '"', "“"])
def test_a_list_that_repeats_the_project_above_by_a_word_or_mark(mark):
    lines = [
        LIST,
        ["防汛物资", 80, "储备防汛物资2万件", "产出指标", "数量指标", "储备编织袋", "≥2万条"],
        [mark, mark, mark, mark, "质量指标", "物资合格率", "100%"],
        [mark, "", mark, mark, mark, "器材完好率", "100%"],
        ["消防演练", 12, "开展演练4次", mark, "数量指标", "演练次数", "≥4次"],
    ]
    told = [
        (one.name, one.budget_wan, one.goal, [(row.level1, row.level2, row.level3) for row in one.indicators])
        for one in projects_of(lines)
    ]
    assert told == [
        (
            "防汛物资",
            80,
            "储备防汛物资2万件",
            [
                ("产出指标", "数量指标", "储备编织袋"),
                ("产出指标", "质量指标", "物资合格率"),
                ("产出指标", "质量指标", "器材完好率"),
            ],
        ),
        ("消防演练", 12, "开展演练4次", [("产出指标", "数量指标", "演练次数")]),
    ]


@pytest.mark.parametrize("below", ["（50分）", "(50)", "50分", "（50%）", "[50分]"])
def test_the_points_of_a_level_in_the_cell_below_its_name(below):
    lines = [
        ["产出指标", "数量指标", "衬砌渠道", "≥30公里", 20],
        [below, "", "改造涵闸", "≥12座", 10],
        ["", "质量指标", "验收合格率", "100%", 20],
    ]
    assert levels_of(lines) == [
        ("产出指标", "数量指标", "衬砌渠道"),
        ("产出指标", "数量指标", "改造涵闸"),
        ("产出指标", "质量指标", "验收合格率"),
    ]


def test_the_second_half_of_a_level_in_the_cell_below_the_first():
    lines = [
        ["产出", "数量", "衬砌渠道", "≥30公里", 20],
        ["指标", "指标", "改造涵闸", "≥12座", 10],
        ["", "质量指标", "验收合格率", "100%", 20],
    ]
    assert levels_of(lines) == [
        ("产出", "数量", "衬砌渠道"),
        ("产出", "数量", "改造涵闸"),
        ("产出", "质量指标", "验收合格率"),
    ]
