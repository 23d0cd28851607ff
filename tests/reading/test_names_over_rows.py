"""An indicator whose name spans several rows is one where they hold its remarks, and several where they hold values."""

import pytest

from auditor.reading.extract import read_content
from material.forms.drawn import drawn
from material.forms.renderers import RENDERERS
from material.forms.workbooks import sheet_of

ABOVE = ("项目支出绩效目标表", "（2026年度）")
HEAD = "项目名称|道路养护|<|<|<\n一级指标|二级指标|三级指标|指标值|{column}\n"
REST = "^|质量指标|验收合格率|≥95%|\n满意度指标|服务对象满意度指标|村民满意度|≥90%|"


def read(rows, column, kind):
    form = drawn(HEAD.format(column=column) + rows + REST, ABOVE)
    found = read_content(RENDERERS[kind]((form,)), "样本")
    (project,) = found.projects
    assert not project.unsure
    return [(row.level2, row.level3, row.target, row.basis) for row in project.indicators]


OTHERS = [("质量指标", "验收合格率", "≥95%", ""), ("服务对象满意度指标", "村民满意度", "≥90%", "")]


@pytest.mark.parametrize("kind", ["XLSX", "DOCX", "HTML"])
@pytest.mark.parametrize("target", ["^", ""])
def test_remarks_below_each_other_are_of_one_indicator(kind, target):
    rows = f"产出指标|数量指标|养护里程|≥120公里|养护计划\n^|^|^|{target}|上年台账\n"
    assert read(rows, "指标值确定依据", kind) == [("数量指标", "养护里程", "≥120公里", "养护计划；上年台账"), *OTHERS]
    assert read(rows, "备注", kind) == [("数量指标", "养护里程", "≥120公里", ""), *OTHERS]


@pytest.mark.parametrize("kind", ["XLSX", "DOCX", "HTML"])
def test_an_empty_row_below_a_name_is_none(kind):
    rows = "产出指标|数量指标|养护里程|≥120公里|\n^|^|^||\n"
    assert read(rows, "备注", kind) == [("数量指标", "养护里程", "≥120公里", ""), *OTHERS]


@pytest.mark.parametrize("kind", ["XLSX", "DOCX", "HTML"])
def test_values_below_each_other_are_of_an_indicator_each(kind):
    rows = "产出指标|数量指标|养护里程|≥120公里|县道\n^|^|^|≥80公里|乡道\n"
    told = [("数量指标", "养护里程", target, "") for target in ("≥120公里", "≥80公里")]
    assert read(rows, "备注", kind) == [*told, *OTHERS]


HEADS = ["一级指标", "二级指标", "三级指标", "指标值"]


@pytest.mark.parametrize(
    ("row", "merged", "told"),
    [
        (
            ["满意度指标", "服务对象满意度指标", "村民满意度不低于90%"],
            (2, 3),
            ("服务对象满意度指标", "村民满意度", "不低于90%", []),
        ),
        (["满意度指标", "服务对象满意度指标", "村民满意"], (2, 3), ("服务对象满意度指标", "村民满意", "", ["target"])),
        (["满意度指标", "村民满意度不低于90%"], (1, 3), ("", "村民满意度", "不低于90%", ["level2"])),
        (["某县交通局", "150.00"], (1, 3), None),
        (
            ["产出指标", "数量指标", "大修≥5公里中修≥9公里"],
            (2, 3),
            ("数量指标", "大修≥5公里中修≥9公里", "大修≥5公里中修≥9公里", ["level3", "target"]),
        ),
    ],
)
def test_a_cell_over_several_columns(row, merged, told):
    lines = [["项目名称", "道路养护"], HEADS, ["产出指标", "数量指标", "养护里程", "≥120公里"], row]
    lines.append(["效益指标", "社会效益指标", "受益人口", "≥1万人"])
    (project,) = read_content(sheet_of(lines, [(3, merged[0], 3, merged[1])]), "表.xlsx").projects
    found = [(one.level2, one.level3, one.target, list(one.unsure)) for one in project.indicators]
    others = [("数量指标", "养护里程", "≥120公里", []), ("社会效益指标", "受益人口", "≥1万人", [])]
    assert found == [others[0], *([told] if told else []), others[1]]


@pytest.mark.parametrize(
    ("sign", "unit", "target", "unsure"),
    [
        ("☑≥□≤□=", "公里", "≥120公里", []),
        ("□≥ ☑≤", "☐公里 ☑里", "≤120里", []),
        ("□≥□≤", "公里", "120公里", ["target"]),
        ("☑≥☑≤", "公里", "120公里", ["target"]),
        ("≥", "公里", "≥120公里", []),
    ],
)
def test_of_signs_and_units_to_choose_from_that_which_is_ticked_counts(sign, unit, target, unsure):
    heads = [*HEADS[:3], "指标性质", "指标值", "计量单位"]
    rows = [["产出指标", "数量指标", "养护里程", sign, "120", unit], ["", "质量指标", "合格率", "≥", "95", "%"]]
    (project,) = read_content(sheet_of([["项目名称", "道路养护"], heads, *rows]), "表.xlsx").projects
    assert [(one.target, list(one.unsure)) for one in project.indicators] == [(target, unsure), ("≥95%", [])]
