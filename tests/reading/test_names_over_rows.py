"""An indicator whose name spans several rows is one where they hold its remarks, and several where they hold values."""

import pytest

from auditor.reading.extract import read_content
from material.forms.drawn import drawn
from material.forms.renderers import RENDERERS

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
