"""A goal written over several cells of a head is read whole, and what stands below or beside it is no part of it."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.spread import spread_text
from auditor.reading.grid import Grid
from material.forms.workbooks import sheet_of

ABOVE = [["项目支出绩效自评表"], ["（2026年度）"], ["项目名称", "公路养护"], ["年度资金总额", "120万元"]]
TABLE = [["一级指标", "二级指标", "三级指标", "指标值"], ["产出指标", "数量指标", "养护里程", "≥120公里"]]


def project(rows, merged=()):
    (found,) = read_content(sheet_of([*ABOVE, *rows, *TABLE], merged), "目标表.xlsx").projects
    assert [row.target for row in found.indicators] == ["≥120公里"]
    assert found.budget_wan == 120
    return found


@pytest.mark.parametrize(
    ("rows", "merged", "goal"),
    [
        (
            [["年度总体目标", "目标1：完成养护"], ["", "目标2：更换标志"], ["", "目标3：保障安全"]],
            [(4, 0, 6, 0)],
            "目标1：完成养护；目标2：更换标志；目标3：保障安全",
        ),
        ([["年度总体目标", "完成养护。"], ["", "更换标志。"]], [(4, 0, 5, 0)], "完成养护。更换标志。"),
        ([["年度总体目标", "1.完成养护"], ["", "2.更换标志"]], [], "1.完成养护；2.更换标志"),
        ([["年度总体目标", "（一）完成养护"], ["", "（二）更换标志"]], [], "（一）完成养护；（二）更换标志"),
        ([["年度总体目标", "1.完成养护", "2.更换标志"]], [], "1.完成养护；2.更换标志"),
        (
            [["年度总体目标", "序号", "目标内容"], ["", "1", "完成养护"], ["", "2", "更换标志"]],
            [(4, 0, 6, 0)],
            "1.完成养护；2.更换标志",
        ),
        (
            [["年度总体目标", "目标1", "完成养护"], ["", "目标2", "更换标志"]],
            [(4, 0, 5, 0)],
            "目标1：完成养护；目标2：更换标志",
        ),
        ([["目标1", "完成养护"], ["目标2", "更换标志"]], [], "目标1：完成养护；目标2：更换标志"),
        (
            [["年度总体目标", "产出目标", "完成养护120公里"], ["", "效益目标", "保障群众出行"]],
            [(4, 0, 5, 0)],
            "产出目标：完成养护120公里；效益目标：保障群众出行",
        ),
        ([["年度总体目标"], ["1.完成养护"], ["2.更换标志"]], [], "1.完成养护；2.更换标志"),
    ],
)
def test_a_goal_over_several_cells_is_one(rows, merged, goal):
    assert project(rows, merged).goal == goal


@pytest.mark.parametrize(
    "rows",
    [
        [["年度总体目标", "1.完成养护"], ["备注", "2.更换标志"]],
        [["年度总体目标", "1.完成养护"], ["", "1.本表一式三份"]],
        [["年度总体目标", "1.完成养护"], ["", "金额单位：万元"]],
        [["年度总体目标", "1.完成养护"], ["主管部门", "县交通局"]],
        [["年度总体目标", "1.完成养护", "主管部门", "县交通局"]],
        [["年度总体目标", "1.完成养护", "县道和乡道"]],
    ],
)
def test_what_is_not_numbered_on_or_beside_the_same_label_is_no_part_of_a_goal(rows):
    assert project(rows).goal == "1.完成养护"


def test_what_was_reached_is_read_whole_beside_its_goals():
    rows = [
        ["年度总体目标", "预期目标", "", "实际完成情况"],
        ["", "目标1：完成养护", "", "目标1：已完成养护"],
        ["", "目标2：更换标志", "", "目标2：已更换标志"],
    ]
    found = project(rows, [(4, 0, 6, 0)])
    assert (found.goal, found.achieved) == (
        "目标1：完成养护；目标2：更换标志",
        "目标1：已完成养护；目标2：已更换标志",
    )


def test_the_goals_of_all_years_are_read_whole_beside_those_of_the_year():
    rows = [
        ["总体目标", "实施期目标", "年度目标"],
        ["", "目标1：三年养护360公里", "目标1：完成养护"],
        ["", "目标2：三年更换90块", "目标2：更换标志"],
    ]
    found = project(rows, [(4, 0, 6, 0)])
    assert found.goal == "目标1：完成养护；目标2：更换标志"
    assert found.longterm_goal == "目标1：三年养护360公里；目标2：三年更换90块"


def test_a_cell_over_several_rows_is_one_part():
    rows = (("年度总体目标", "完成养护"), ("", ""), ("", "更换标志"))
    merged = {(1, 0): (0, 0), (2, 0): (0, 0), (1, 1): (0, 1)}
    assert spread_text(Grid(None, rows, merged), 0, 1, 3, 0) == "完成养护；更换标志"


def test_the_heading_of_a_goal_is_not_what_was_reached_of_it():
    rows = [
        ["年度总体目标完成情况", "预期目标", "", "目标实际完成情况"],
        ["", "完成养护。", "", "已完成养护。"],
    ]
    found = project(rows, [(4, 0, 5, 0)])
    assert (found.goal, found.achieved) == ("完成养护。", "已完成养护。")


@pytest.mark.parametrize(
    ("rows", "merged", "goal"),
    [
        (
            [["年度目标", "完成养护。"], ["", "项目负责人", "张三"], ["", "测算依据", "合同"]],
            [(4, 0, 6, 0)],
            "完成养护。",
        ),
        ([["年度目标", "完成养护。"], ["", "填报人：张三"]], [(4, 0, 5, 0)], "完成养护。"),
        (
            [["主要任务", "资金（万元）", "年度目标"], ["养护", "80", "1.完成养护"], ["标志", "40", "2.更换标志"]],
            [],
            "1.完成养护；2.更换标志",
        ),
        ([["主要任务", "资金（万元）", "年度目标"], ["养护", "80", "完成养护"]], [], "完成养护"),
        (
            [["年度目标", "目标1", "完成养护"], ["", "目标2", "更换标志"], ["", "目标3", ""]],
            [(4, 0, 6, 0)],
            "目标1：完成养护；目标2：更换标志",
        ),
    ],
)
def test_other_labels_amounts_and_empty_numbers_are_no_part_of_a_goal(rows, merged, goal):
    assert project(rows, merged).goal == goal
