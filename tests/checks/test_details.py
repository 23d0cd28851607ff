"""What stands behind a project's name: what there is, and no empty place for what there is not."""

import pytest

from auditor.checks.details import details, money
from auditor.pipeline.write import audit_submissions
from tests.building import project, submission

ROWS = [
    ("产出指标", "数量指标", "清理围网面积", "", "≥120亩", ""),
    ("产出指标", "数量指标", "投放苗种尾数", "", "≥60万尾", ""),
    ("产出指标", "质量指标", "苗种检疫抽检批次占比", "", "≥30%", ""),
    ("产出指标", "时效指标", "秋季禁渔期前投放", "", "8月底前", ""),
    ("效益指标", "经济效益指标", "捕捞户户均增收", "", "≥900元", ""),
    ("效益指标", "生态效益指标", "湖区水草覆盖面积", "", "≥400亩", ""),
]


@pytest.mark.parametrize(
    ("parts", "written"),
    [(("A01", "3万元"), "（A01，3万元）"), (("", "3万元"), "（3万元）"), (("A01", ""), "（A01）"), (("", ""), "")],
)
def test_what_is_known_is_joined(parts, written):
    assert details(*parts) == written


@pytest.mark.parametrize(("amount", "written"), [(450, "450万元"), (0.25, "0.25万元"), (0.0, "0万元"), (None, "")])
def test_an_amount_is_told_where_there_is_one(amount, written):
    assert money(amount) == written


@pytest.mark.parametrize(
    ("code", "budget", "named"),
    [
        ("A1", 450, "“湖区增殖”（80万元）与“水库放流”（A1，450万元）有"),
        ("", 450, "“湖区增殖”（80万元）与“水库放流”（450万元）有"),
        ("A1", None, "“湖区增殖”（80万元）与“水库放流”（A1）有"),
        ("", None, "“湖区增殖”（80万元）与“水库放流”有"),
    ],
)
def test_a_copied_table_names_the_other_project_by_what_it_has(auditor, code, budget, named):
    projects = (
        project(code, *ROWS, name="水库放流", budget_wan=budget),
        project("B2", *ROWS, name="湖区增殖", budget_wan=80),
    )
    (one,) = audit_submissions((submission(*projects),), auditor).submissions
    told = [found.message for found in one.projects[1].findings if found.rule == "DUP001"]
    assert [message.partition(" 6 行")[0] for message in told] == [named]
