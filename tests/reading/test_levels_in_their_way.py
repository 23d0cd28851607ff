"""Levels that stand otherwise than in three columns: four of them, one column for all, titles, translations beside headings."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.headings import heading, plain
from material.forms.workbooks import sheet_of

HEAD = [["项目支出绩效目标表"], ["（2026年度）"], ["项目名称", "公路养护"], ["年度资金总额", "120万元"]]
ROWS = [
    ("产出指标", "数量指标", "养护里程", "≥120公里"),
    ("产出指标", "质量指标", "验收合格率", "≥95%"),
    ("效益指标", "社会效益指标", "受益人口", "≥3万人"),
]


def read(lines, merged=()):
    (project,) = read_content(sheet_of([*HEAD, *lines], merged), "目标表.xlsx").projects
    assert project.budget_wan == 120
    return [(row.level1, row.level2, row.level3, row.target) for row in project.indicators]


def test_of_four_levels_the_fourth_names_the_indicator():
    lines = [["一级指标", "二级指标", "三级指标", "四级指标", "指标值"]]
    lines += [[first, second, "养护类", third, value] for first, second, third, value in ROWS]
    assert read(lines) == ROWS
    lines[2][3] = ""
    assert read(lines)[1][2] == "养护类"


def test_names_beside_numbers_that_have_a_heading_too():
    lines = [["一级指标", "二级指标", "三级指标", "指标名称", "指标值"]]
    lines += [[*row[:2], f"指标{place}", *row[2:]] for place, row in enumerate(ROWS, 1)]
    assert read(lines) == ROWS
    lines = [
        [*line[:2], *(line[3:4] if place else ["三级指标"]), "同一类", line[4]] for place, line in enumerate(lines)
    ]
    assert read(lines) == ROWS


ONE_COLUMN = [
    ("产出指标", "", ""),
    ("  数量指标", "", ""),
    ("    养护里程", "≥120公里", "20"),
    ("  质量指标", "", ""),
    ("    验收合格率", "≥95%", "20"),
    ("效益指标", "", ""),
    ("  社会效益指标", "", ""),
    ("    受益人口", "≥3万人", "10"),
]


@pytest.mark.parametrize("name", ["指标", "绩效指标", "指标名称"])
@pytest.mark.parametrize("points", ["", "30"])
def test_one_column_for_the_levels_and_the_names(name, points):
    lines = [[name, "指标值", "分值"], *(list(row) for row in ONE_COLUMN)]
    lines[1][2] = points
    assert read(lines) == ROWS


def test_a_table_without_levels_is_none():
    lines = [["指标", "指标值"], ["养护里程", "≥120公里"], ["验收合格率", "≥95%"]]
    with pytest.raises(Exception, match="没有找到绩效指标表"):
        read(lines)


@pytest.mark.parametrize("merged", [False, True])
def test_a_first_level_over_each_block(merged):
    lines: list[list[str]] = []
    spans = []
    for level1 in ("产出指标", "效益指标"):
        spans.append((len(HEAD) + len(lines), 0, len(HEAD) + len(lines), 2))
        lines += [[level1, "", ""], ["二级指标", "三级指标", "指标值"]]
        lines += [list(row[1:]) for row in ROWS if row[0] == level1]
    assert read(lines, spans if merged else []) == ROWS


def test_a_first_level_in_place_of_the_second_ones_heading_is_no_indicator():
    lines = [["产出指标", "三级指标", "指标值"], *(list(row[1:]) for row in ROWS[:2])]
    lines += [["满意度指标", "三级指标", "指标值"], ["服务对象满意度指标", "群众满意度", "≥90%"]]
    assert [row[1:] for row in read(lines)] == [
        *(row[1:] for row in ROWS[:2]),
        ("服务对象满意度指标", "群众满意度", "≥90%"),
    ]


@pytest.mark.parametrize("apart", [" ", "\n", "/"])
def test_headings_with_their_translation(apart):
    heads = ["一级指标", "二级指标", "三级指标", "指标值"]
    words = ["First-level", "Second-level", "Third-level", "Target value"]
    lines = [[f"{head}{apart}{word}" for head, word in zip(heads, words, strict=True)], *map(list, ROWS)]
    assert read(lines) == ROWS


@pytest.mark.parametrize(
    ("text", "bare"),
    [("指标值Target", "指标值"), ("A级", "A级"), ("更换LED灯", "更换LED灯"), ("Target", "Target"), ("", "")],
)
def test_only_a_translation_behind_a_heading_is_left_out(text, bare):
    assert plain(text) == bare
    assert (heading(text) is not None) == (bare == "指标值")


def test_lines_of_departments_between_the_projects_of_a_list():
    heads = ["序号", "项目名称", "预算数", "一级指标", "二级指标", "三级指标", "指标值"]
    lines = [["绩效目标汇总表"], heads]
    for department, name in (("一、交通局", "公路养护"), ("二、水利局", "水渠清淤")):
        lines += [[department, "", "120"], ["1", name, "120", *ROWS[0]], ["", "", "", *ROWS[1]]]
    projects = read_content(sheet_of(lines), "汇总表.xlsx").projects
    assert [(one.name, [row.level3 for row in one.indicators]) for one in projects] == [
        (name, ["养护里程", "验收合格率"]) for name in ("公路养护", "水渠清淤")
    ]
