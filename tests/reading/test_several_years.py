"""Targets of several years side by side: that of the form's year is read, and where no year is stated none passes for it."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.narrative import budget_year
from material.forms.workbooks import sheet_of

ROWS = [
    ["产出指标", "数量指标", "改造路口数", "≥40个", "≥45个", "≥50个"],
    ["产出指标", "质量指标", "设备完好率", "≥97%", "≥98%", "≥99%"],
]


def read(title, heads):
    lines = [[title], ["项目名称", "智慧交通信号改造"], ["一级指标", "二级指标", "三级指标", *heads], *ROWS]
    found = read_content(sheet_of(lines), "目标表.xlsx")
    (project,) = found.projects
    return found.year, [row.target for row in project.indicators], project.unsure.get("target")


TARGETS = ("2025年目标值", "2026年目标值", "2027年目标值")


@pytest.mark.parametrize(
    ("title", "place"),
    [
        ("2025年度项目绩效目标表", 0),
        ("2025—2027年项目绩效目标表", 0),
        ("2025年至2027年滚动规划绩效目标表", 0),
        ("2026年度项目绩效目标表", 1),
        ("2027年度项目绩效目标表", 2),
    ],
)
def test_the_target_is_that_of_the_year_in_the_title(title, place):
    assert read(title, TARGETS) == (2025 + place, [row[3 + place] for row in ROWS], None)


def test_without_a_year_no_target_passes_for_that_of_the_year():
    year, _, doubt = read("中期财政规划项目绩效目标表", TARGETS)
    assert (year, doubt) == (None, "没有读出表的年度，分不清“2027年目标值”和“2025年目标值”哪一栏是本年度的")


def test_what_was_reached_in_former_years_is_no_target():
    heads = ("2023年实际值", "2024年实际值", "2025年目标值")
    assert read("项目绩效目标表", heads) == (2025, [row[5] for row in ROWS], None)


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (("2031年目标值", "2032年目标值"), None),
        (("2031年目标值", "2032年目标值", "2032年度部门预算绩效目标"), 2032),
        (("2031年完成", "2032年完成", "2032年验收"), 2032),
        (("2031年完成", "2032年验收"), None),
        (("2031-2033年中期规划绩效目标表",), 2031),
    ],
)
def test_years_named_as_often_leave_the_forms_year_open(texts, year):
    assert budget_year(texts) == year
