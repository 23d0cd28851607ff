"""Forms whose indicators stand in a fourth level: its names are read, with their own points."""

from auditor.reading.extract import read_content
from material.forms.workbooks import sheet_of

HEADS = [
    "一级指标",
    "分值",
    "二级指标",
    "分值",
    "三级指标",
    "分值",
    "四级指标",
    "指标计划值",
    "实际完成值",
    "分值",
    "得分",
]


def read(rows):
    found = read_content(sheet_of([["项目绩效目标表"], ["项目名称", "技能培训"], HEADS, *rows]), "目标表.xlsx")
    (project,) = found.projects
    read_rows = [(row.level2, row.level3, row.target, row.actual, row.weight, row.score) for row in project.indicators]
    return read_rows, project.unsure.get("level3")


def test_the_name_is_that_of_the_fourth_level():
    rows = [
        ["项目产出", 60, "产出数量", 60, "培训情况", 60, "培训人数", "≥200人", "210人", 40, 40],
        ["", "", "", "", "", "", "培训期数", "≥4期", "3期", 20, 15],
        ["项目效果", 40, "社会效益", 40, "知晓情况", 40, "知晓率", "≥90%", "92%", 40, 40],
    ]
    assert read(rows) == (
        [
            ("产出数量", "培训人数", "≥200人", "210人", 40, 40),
            ("产出数量", "培训期数", "≥4期", "3期", 20, 15),
            ("社会效益", "知晓率", "≥90%", "92%", 40, 40),
        ],
        None,
    )


def test_an_empty_fourth_level_leaves_the_names_in_the_third():
    rows = [["项目产出", 100, "产出数量", 100, "培训人数", 100, "", "≥200人", "210人", 100, 100]]
    assert read(rows) == ([("产出数量", "培训人数", "≥200人", "210人", 100, 100)], None)


def test_a_row_without_a_fourth_level_has_its_name_in_the_third():
    rows = [
        ["项目产出", 60, "产出数量", 60, "培训人数", 60, "", "≥200人", "210人", 60, 60],
        ["项目效果", 40, "社会效益", 40, "知晓情况", 40, "知晓率", "≥90%", "92%", 40, 40],
    ]
    assert read(rows) == (
        [("产出数量", "培训人数", "≥200人", "210人", 60, 60), ("社会效益", "知晓率", "≥90%", "92%", 40, 40)],
        None,
    )


def test_a_name_that_only_tells_parts_apart_stands_behind_that_of_the_third_level():
    rows = [
        ["项目产出", 60, "产出数量", 60, "养护里程", 60, "县道", "≥120公里", "120公里", 30, 30],
        ["", "", "", "", "", "", "乡道", "≥80公里", "80公里", 30, 30],
        ["项目效果", 40, "社会效益", 40, "培训情况", 20, "按期完成率", "≥90%", "92%", 20, 20],
        ["", "", "", "", "采购情况", 20, "按期完成率", "≥95%", "95%", 20, 20],
    ]
    found, unsure = read(rows)
    assert [row[:3] for row in found] == [
        ("产出数量", "养护里程-县道", "≥120公里"),
        ("产出数量", "养护里程-乡道", "≥80公里"),
        ("社会效益", "培训情况-按期完成率", "≥90%"),
        ("社会效益", "采购情况-按期完成率", "≥95%"),
    ]
    assert unsure is None
