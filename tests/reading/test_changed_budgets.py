"""Forms of a change within the year: what stands after the change is the target, the budget and the goal, in whatever layout."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.adjusted import block_of_change
from auditor.reading.forms.headings import heading
from auditor.reading.forms.records import UNCHANGED
from material.forms.workbooks import sheet_of

LEVELS = ["一级指标", "二级指标", "三级指标"]
NAMES = [
    ["产出指标", "数量指标", "养护里程"],
    ["产出指标", "质量指标", "验收合格率"],
    ["产出指标", "成本指标", "养护总成本"],
    ["效益指标", "社会效益指标", "受益人口"],
]
OLD, NEW = ["≥100公里", "≥90%", "≤100万元", "≥2万人"], ["≥120公里", "≥95%", "≤120万元", "≥3万人"]
TITLE = [["项目绩效目标调整申请表"], ["（2026年度）"], ["项目名称", "公路养护"]]
MONEY = [["项目预算", "120万元"], ["绩效目标", "完成120公里养护任务。"]]


def table(heads, *values):
    return [[*LEVELS, *heads], *([*name, *(one[place] for one in values)] for place, name in enumerate(NAMES))]


def read(lines, merged=()):
    (project,) = read_content(sheet_of([*TITLE, *lines], merged), "调整表.xlsx").projects
    assert not any(row.doubts for row in project.indicators)
    assert [row.level3 for row in project.indicators] == [name[2] for name in NAMES]
    return project


def targets(lines, merged=()):
    project = read(lines, merged)
    assert project.periods == "annual"
    return [row.target for row in project.indicators]


REASON = ["任务增加"] * 4


@pytest.mark.parametrize(
    ("heads", "values"),
    [
        (["调整前指标值", "调整后指标值", "调整原因"], (OLD, NEW, REASON)),
        (["调整后指标值", "调整前指标值"], (NEW, OLD)),
        (["原指标值", "调整后目标值"], (OLD, NEW)),
        (["原目标值", "现目标值"], (OLD, NEW)),
        (["年初目标值", "调整后目标值"], (OLD, NEW)),
        (["调整前", "调整后"], (OLD, NEW)),
        (["指标值", "调整后三级指标", "调整后指标值"], (OLD, [name[2] for name in NAMES], NEW)),
        (["现状值", "目标值"], (OLD, NEW)),
    ],
)
def test_of_values_before_and_after_a_change_the_later_is_the_target(heads, values):
    assert targets([*MONEY, *table(heads, *values)]) == NEW


@pytest.mark.parametrize(("above", "below"), [("指标值", ("调整前", "调整后")), ("", ("调整前", "调整后"))])
def test_in_two_heading_rows(above, below):
    merged = [(5, 0, 6, 0), (5, 1, 6, 1), (5, 2, 6, 2), *([(5, 3, 5, 4)] if above else [])]
    wide = [above, ""] if above else list(below)
    leaves = list(below) if above else ["指标值", "指标值"]
    lines = [*MONEY, [*LEVELS, *wide], ["", "", "", *leaves], *table([], OLD, NEW)[1:]]
    assert targets(lines, merged) == NEW


BLOCKS = {
    "by titles": [*MONEY, ["调整前绩效目标"], *table(["指标值"], OLD), ["调整后绩效目标"], *table(["指标值"], NEW)],
    "beside the rows": [
        *MONEY,
        ["", *LEVELS, "指标值"],
        *([word if place == 0 else "", *row] for word, values in (("调整前", OLD), ("调整后", NEW))
          for place, row in enumerate(table([], values)[1:])),
    ],
    "with goals of their own": [
        ["项目预算", "120万元"],
        ["一、调整前"], ["绩效目标", "完成100公里养护任务。"], *table(["指标值"], OLD),
        ["二、调整后"], ["绩效目标", "完成120公里养护任务。"], *table(["指标值"], NEW),
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", BLOCKS.values(), ids=BLOCKS)
def test_of_two_blocks_that_after_the_change_is_read(lines):
    assert targets(lines) == NEW
    assert read(lines).goal == "完成120公里养护任务。"


@pytest.mark.parametrize(
    "head",
    [
        [
            ["项目预算", "调整前", "100万元", "调整后", "120万元"],
            ["绩效目标", "调整前", "旧。"],
            ["", "调整后", "新。"],
        ],
        [["调整前预算", "100万元", "调整后预算", "120万元"], ["调整前绩效目标", "旧。"], ["调整后绩效目标", "新。"]],
        [["", "调整前", "调整后"], ["项目预算", "100万元", "120万元"], ["绩效目标", "旧。", "新。"]],
    ],
)
def test_the_head_tells_the_budget_and_the_goal_after_the_change(head):
    project = read([*head, *table(["调整前", "调整后"], OLD, NEW)])
    assert (project.budget_wan, project.goal, project.unsure) == (120, "新。", {})


def test_lists_have_the_budget_after_the_change():
    heads = ["项目名称", "年初预算数", "调整后预算数", *LEVELS, "指标值"]
    rows = [["公路养护", "100", "120", *NAMES[0], "≥120公里"]]
    (project,) = read_content(sheet_of([heads, *rows]), "表.xlsx").projects
    assert project.budget_wan == 120


@pytest.mark.parametrize("text", ["原因", "原材料成本", "现金", "现场核查次数", "调整后续工作", "调整"])
def test_other_words_are_none_of_a_change(text):
    assert heading(text) is None
    assert not block_of_change(text)


def test_a_value_of_the_beginning_of_the_year_is_the_target_where_no_other_is():
    assert targets([*MONEY, *table(["年初目标值"], NEW)]) == NEW


@pytest.mark.parametrize(
    "heads",
    [["指标值", "调整后指标值"], ["调整前指标值", "调整后指标值"], ["原指标值", "现指标值"], ["调整前", "调整后"]],
)
def test_a_cell_left_empty_after_the_change_leaves_the_value_before_it_with_a_doubt(heads):
    lines = [*TITLE, *MONEY, *table(heads, OLD, [NEW[0], "", "", NEW[3]])]
    (project,) = read_content(sheet_of(lines), "调整表.xlsx").projects
    assert [row.target for row in project.indicators] == [NEW[0], OLD[1], OLD[2], NEW[3]]
    assert [row.doubts for row in project.indicators] == [(), (UNCHANGED,), (UNCHANGED,), ()]


def test_a_column_for_after_the_change_that_nobody_filled_in_is_passed_over():
    assert targets([*MONEY, *table(["指标值", "调整后指标值", "调整原因"], OLD, [""] * 4, [""] * 4)]) == OLD


def test_lists_keep_the_name_and_the_budget_that_were_not_changed():
    heads = ["项目名称", "调整后项目名称", "年初预算数", "调整后预算数", *LEVELS, "指标值"]
    rows = [["公路养护", "", "100", "", *NAMES[0], "≥120公里"], ["桥梁养护", "危桥养护", "50", "60", *NAMES[1], "≥95%"]]
    projects = read_content(sheet_of([heads, *rows]), "表.xlsx").projects
    assert [(one.name, one.budget_wan) for one in projects] == [("公路养护", 100), ("危桥养护", 60)]


@pytest.mark.parametrize(
    "head",
    [
        [["项目预算", "100万元", "调整后预算", ""], ["绩效目标", "完成120公里养护任务。", "", ""]],
        [["项目预算", "100万元", "调整后预算", "0"], ["绩效目标", "完成120公里养护任务。", "", ""]],
        [["项目预算", "100万元"], ["绩效目标", "调整前", "完成120公里养护任务。"], ["", "调整后", ""]],
    ],
)
def test_what_was_not_changed_holds_still(head):
    merged = [(4, 1, 4, 3)] if len(head) == 2 else [(4, 0, 5, 0)]
    project = read([*head, *table(["指标值"], NEW)], merged)
    assert (project.budget_wan, project.goal) == (100, "完成120公里养护任务。")
