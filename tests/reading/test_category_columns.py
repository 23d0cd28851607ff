"""Lists with a column for each second level: name and value are told apart, and what cannot be is told."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.category_columns import with_category_rows
from auditor.reading.forms.in_cell import NOT_APART
from auditor.reading.grid import Grid
from material.forms.workbooks import sheet_of

TITLE = [["2026年部门预算项目绩效目标汇总表"], ["金额单位：万元"]]
HEADS = ["序号", "项目名称", "预算金额", "绩效目标", "数量指标", "质量指标", "社会效益指标"]
LIST = [
    ["1", "干部培训", "30", "培训干部。", "培训人次≥100人次", "培训合格率≥95%", "干部能力提升"],
    ["2", "设备购置", "50", "购置设备。", "1.购置设备5台；2.安装设备5台", "验收合格率100%", "/"],
]


def read(lines, merged=()):
    return read_content(sheet_of(lines, merged), "汇总表.xlsx").projects


def test_each_cell_states_indicators_of_its_second_level():
    one, other = read([*TITLE, HEADS, *LIST, ["合计", "", "80"]])
    assert [(found.name, found.budget_wan, found.goal) for found in (one, other)] == [
        ("干部培训", 30, "培训干部。"),
        ("设备购置", 50, "购置设备。"),
    ]
    assert [(row.level2, row.level3, row.target) for row in one.indicators] == [
        ("数量指标", "培训人次", "≥100人次"),
        ("质量指标", "培训合格率", "≥95%"),
        ("社会效益指标", "干部能力提升", ""),
    ]
    assert [(row.level2, row.level3, row.target) for row in other.indicators] == [
        ("数量指标", "购置设备", "5台"),
        ("数量指标", "安装设备", "5台"),
        ("质量指标", "验收合格率", "100%"),
    ]
    assert [row.location.cell for row in other.indicators] == ["E5", "E5", "F5"]


def test_a_cell_whose_name_and_value_are_not_told_apart_leaves_the_target_open():
    row = read([*TITLE, HEADS, *LIST])[0].indicators[2]
    assert row.unsure == {"target": f"G4单元格{NOT_APART}"}


def test_first_levels_over_the_columns_are_theirs():
    above = ["", "", "", "", "产出指标", "", "效益指标"]
    rows = read([*TITLE, above, HEADS, *LIST], [(2, 4, 2, 5)])[0].indicators
    assert [row.level1 for row in rows] == ["产出指标", "产出指标", "效益指标"]


def test_without_projects_a_row_of_second_levels_heads_their_indicators():
    head = [["项目名称", "干部培训"], ["年度资金总额", "30万元"]]
    (project,) = read([*head, HEADS[4:], LIST[0][4:]])
    assert (project.name, [row.level3 for row in project.indicators]) == (
        "干部培训",
        ["培训人次", "培训合格率", "干部能力提升"],
    )


@pytest.mark.parametrize(
    "rows",
    [
        [("项目名称", "数量指标", "质量指标"), ("干部培训", "3", "2")],
        [("项目名称", "数量指标", "质量指标"), ("干部培训", "培训人次", "合格率")],
        [("一级指标", "数量指标", "质量指标"), ("产出指标", "培训≥3人", "合格率≥95%")],
        [("产出指标", "数量指标"), ("效益指标", "培训≥3人")],
    ],
)
def test_counts_and_other_tables_are_no_such_list(rows):
    assert with_category_rows(Grid(None, tuple(rows))) is None


def test_the_names_of_projects_may_be_headed_beside_the_first_levels_above():
    merged = [(0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 0, 3)]
    rows = [
        ["序号", "项目名称", "产出指标", "", "效益指标"],
        ["", "", "数量指标", "质量指标", "社会效益指标"],
        ["1", "河道保洁", "保洁河道30公里", "合格率≥95%", "投诉≤5件"],
        ["2", "绿化养护", "养护面积20万平方米", "成活率98%", "投诉≤3件"],
    ]
    projects = read_content(sheet_of(rows, merged), "表.xlsx").projects
    assert [(one.name, [(row.level1, row.level2) for row in one.indicators]) for one in projects] == [
        (name, [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标")])
        for name in ("河道保洁", "绿化养护")
    ]
