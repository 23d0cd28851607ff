"""Several numbered indicators in one row are told apart, also where a number runs into a value or the name holds the values."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.enumerated import PARTED, parted
from material.forms.workbooks import sheet_of


def names_and_targets(name, target):
    return [(row["level3"], row["target"]) for row in parted({"level3": name, "target": target})]


@pytest.mark.parametrize(
    ("name", "target", "rows"),
    [
        (
            "1.里程2.标志3.边沟",
            "1.≥120公里2.30块3.≥50公里",
            [("里程", "≥120公里"), ("标志", "30块"), ("边沟", "≥50公里")],
        ),
        ("1.里程2.标志", "1.120公里2.30块", [("里程", "120公里"), ("标志", "30块")]),
        ("1.里程≥120公里 2.标志30块", "", [("里程", "≥120公里"), ("标志", "30块")]),
        ("①合格率≥95%②返工率≤5%", "", [("合格率", "≥95%"), ("返工率", "≤5%")]),
    ],
)
def test_numbered_indicators_of_a_row(name, target, rows):
    assert names_and_targets(name, target) == rows


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("1.里程2.标志", "1.≥2.5公里2.30块"),
        ("1.里程2.标志", "1.5公里"),
        ("1.里程2.标志", "120"),
        ("1.里程2.标志", "12"),
        ("1.里程≥120公里 2.标志", ""),
        ("里程≥120公里", ""),
        ("里程", "1.≥120公里2.30块"),
    ],
)
def test_others_stay_one(name, target):
    assert names_and_targets(name, target) == [(name, target)]


def test_the_lines_of_a_cell():
    heads = ["一级指标", "二级指标", "三级指标", "指标值"]
    row = ["产出指标", "数量指标", "1.里程\n2.标志", "1.≥120公里\n2.30块"]
    (project,) = read_content(sheet_of([["项目名称", "公路养护"], heads, row]), "表.xlsx").projects
    assert [(one.level3, one.target, one.doubts) for one in project.indicators] == [
        ("里程", "≥120公里", (PARTED,)),
        ("标志", "30块", (PARTED,)),
    ]
