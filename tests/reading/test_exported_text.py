"""Separated text as programs export it: text kept as formulas, tabs beside commas, words for no value, bold print of Markdown."""

import pytest

from auditor.reading.extract import read_content

FORM = (
    ("项目名称", "路灯更换", "", ""),
    ("项目编码", "00420", "", ""),
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "更换灯具", "≥80盏"),
    ("", "", "更换灯杆", "≥12根"),
    ("效益指标", "社会效益指标", "受益人口", "≥3万人"),
)
ROWS = [
    ("产出指标", "数量指标", "更换灯具", "≥80盏"),
    ("产出指标", "数量指标", "更换灯杆", "≥12根"),
    ("效益指标", "社会效益指标", "受益人口", "≥3万人"),
]


def text(written, mark=","):
    """The form, each cell as a program writes it."""
    return "\n".join(mark.join(map(written, row)) for row in FORM)


def found(content):
    (project,) = read_content(content.encode(), "表.csv").projects
    return project.code, project.name, [(one.level1, one.level2, one.level3, one.target) for one in project.indicators]


@pytest.mark.parametrize(
    "content",
    [
        text(str),
        text(lambda cell: f'="{cell}"' if cell else ""),
        text(lambda cell: f'"=""{cell}"""'),
        text(lambda cell: f"\t{cell}"),
        text(lambda cell: f"{cell}\t"),
        text(lambda cell: cell or "NULL"),
        text(lambda cell: cell or "nan"),
        text(lambda cell: cell or "None", "\t"),
        text(str, "\t"),
    ],
    ids=["plain", "formulas", "quoted formulas", "tabs before", "tabs behind", "NULL", "nan", "None", "tabs"],
)
def test_cells_of_an_export_are_what_they_say(content):
    assert found(content) == ("00420", "路灯更换", ROWS)


def test_bold_print_and_line_breaks_of_markdown():
    rule = "|---|---|---|---|"
    lines = [f"| {' | '.join(row)} |" for row in FORM[2:]]
    lines[1] = "| **产出指标** | **数量指标** | **更换**灯具 | ≥80<br>盏 |"
    assert found("\n".join(["**项目名称**：路灯更换", "项目编码：00420", "", lines[0], rule, *lines[1:]]))[2] == ROWS


@pytest.mark.parametrize("target", ["=80盏", '≥80盏="足"', "**", "3**2盏", "____盏", "NULL值", "零None", "≥80盏 **"])
def test_cells_that_only_look_so_keep_their_text(target):
    for mark in (",", "|"):
        lines = [mark.join(row) for row in FORM]
        lines[3] = mark.join((*FORM[3][:3], target))
        assert found("\n".join(lines))[2][0][3] == target
