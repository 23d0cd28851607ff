"""Levels written in one cell (产出指标-数量指标-养护里程) are told apart; words with a stroke are not."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.level_paths import path_parts, with_levels_apart
from auditor.reading.grid import Grid
from material.forms.workbooks import sheet_of

HEAD = [["项目支出绩效目标表"], ["项目名称", "公路养护"], ["年度资金总额", "120万元"]]
ROWS = [
    ("产出指标", "数量指标", "养护里程", "≥120公里"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
]


def read(lines, merged=()):
    (project,) = read_content(sheet_of([*HEAD, *lines], merged), "目标表.xlsx").projects
    assert project.budget_wan == 120
    return [(row.level1, row.level2, row.level3, row.target, row.basis) for row in project.indicators]


@pytest.mark.parametrize("mark", ["-", "—", "——", "/", " / ", ">", "→"])
def test_three_levels_in_one_cell(mark):
    lines = [["序号", "指标", "指标值", "确定依据"]]
    lines += [[str(place), mark.join(row[:3]), row[3], "方案"] for place, row in enumerate(ROWS, 1)]
    assert read(lines) == [(*row, "方案") for row in ROWS]


def test_two_levels_in_one_cell_beside_the_name():
    lines = [["指标类别", "指标名称", "指标值", "确定依据"], *([f"{a}-{b}", c, d, "方案"] for a, b, c, d in ROWS)]
    assert read(lines) == [(*row, "方案") for row in ROWS]


def test_a_path_over_several_rows_is_that_of_each():
    lines = [
        ["指标类别", "指标名称", "指标值"],
        ["产出指标-数量指标", "养护里程", "≥120公里"],
        ["", "更换标志", "30块"],
    ]
    lines += [["产出指标-质量指标", "验收合格率", "≥95%"]]
    found = read(lines, [(4, 0, 5, 0)])
    assert [row[:3] for row in found] == [
        ("产出指标", "数量指标", "养护里程"),
        ("产出指标", "数量指标", "更换标志"),
        ("产出指标", "质量指标", "验收合格率"),
    ]


def test_a_first_level_that_is_a_second_too_is_both():
    lines = [["指标", "指标值"], ["产出指标-数量指标-养护里程", "≥120公里"], ["满意度指标-群众满意度", "≥90%"]]
    assert read(lines) == [
        ("产出指标", "数量指标", "养护里程", "≥120公里", ""),
        ("满意度指标", "满意度指标", "群众满意度", "≥90%", ""),
    ]


def test_several_forms_of_a_sheet():
    table = [["指标类别", "指标名称", "指标值"], *([f"{a}/{b}", c, d] for a, b, c, d in ROWS)]
    projects = read_content(sheet_of([*HEAD, *table, ["项目名称", "桥梁加固"], *table]), "目标表.xlsx").projects
    assert [(one.name, [row.level2 for row in one.indicators]) for one in projects] == [
        (name, [row[1] for row in ROWS]) for name in ("公路养护", "桥梁加固")
    ]


@pytest.mark.parametrize(
    "text",
    ["数量指标", "2026-2028年", "产出指标", "质量-数量指标", "产出指标-养护里程", "水质/空气质量达标率", "A-B-C"],
)
def test_other_cells_are_no_paths(text):
    assert path_parts(text) == ()


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("一级指标", "二级指标", "指标值"),
            ("产出指标", "产出指标/数量指标", "1"),
            ("产出指标", "产出指标/质量指标", "1"),
        ],
        [("指标", "备注"), ("产出指标/数量指标/里程", "1"), ("产出指标/质量指标/合格率", "1")],
        [("指标", "指标值"), ("产出指标/数量指标/里程", "1"), ("其他", "1")],
    ],
)
def test_columns_beside_levels_or_with_other_cells_stay_as_they_are(rows):
    grid = Grid(None, tuple(rows))
    assert with_levels_apart(grid) is grid
