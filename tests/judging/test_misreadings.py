"""Never accuse on a misreading: what a form hides from the reader brings no error that the intact form did not have."""

from collections import Counter
from collections.abc import Iterator
from random import Random

import pytest

from auditor.checks.catalogue import CHECKS
from auditor.checks.resting import fields_of_check
from auditor.errors import UnreadableError
from auditor.model import Indicator, Project, Submission
from auditor.pipeline.write import audit_submissions
from auditor.reading.extract import read_content
from auditor.reading.forms.headings import heading
from material.forms.composed_layouts import COMPOSED, whole_targets
from material.forms.layouts import LAYOUTS, Cell, Form
from material.forms.matrix import projects_for
from material.forms.renderers import RENDERERS
from material.forms.workbooks import sheet_of

NAMES = ["三级指标", "指标名称", "绩效指标名称", "指标内容", "绩效指标内容", "具体指标"]
NONSENSE = ("鸿甲", "鸿乙丙", "丁某栏", "戊己")


def submitted(content: bytes) -> Submission | None:
    try:
        found = read_content(content, "样本")
    except UnreadableError:
        return None
    names = ("doubts", "forms", "department", "year", "kind", "overall_goal", "narrative", "projects")
    return Submission(source="样本", sha256="0", status="audited", **{name: getattr(found, name) for name in names})


def certain_errors(content: bytes, auditor) -> Counter:
    """How often each rule says with certainty that something is an error."""
    submission = submitted(content)
    if submission is None:
        return Counter()
    (judged,) = audit_submissions((submission,), auditor).submissions
    findings = [*judged.findings, *(finding for one in judged.projects for finding in one.findings)]
    return Counter(one.rule for one in findings if one.severity == "error" and one.confidence == 1)


def header_row(form: Form) -> int:
    return next(place for place, row in enumerate(form.rows) if any(bare(one.text) in NAMES for one in row))


def bare(text: str) -> str:
    return "".join(text.split())


def hidden_from(form: Form) -> Iterator[tuple[str, Form]]:
    """The form with a heading renamed to nonsense, all of them, or with rows of it gone."""
    for row, cells in enumerate(form.rows):
        for place, one in enumerate(cells):
            if heading(bare(one.text)):
                renamed = (*cells[:place], Cell(NONSENSE[place % 4], one.columns, one.rows), *cells[place + 1 :])
                yield (
                    f"“{one.text}”改名",
                    Form(form.above, (*form.rows[:row], renamed, *form.rows[row + 1 :]), form.below),
                )
    top = header_row(form)
    nonsense = tuple(Cell(f"鸿{place}栏", one.columns, one.rows) for place, one in enumerate(form.rows[top]))
    yield "表头全部改名", Form(form.above, (*form.rows[:top], nonsense, *form.rows[top + 1 :]), form.below)
    yield "没有表头", Form(form.above, (*form.rows[:top], *form.rows[top + 1 :]), form.below)
    yield "前一页没有了", Form((), form.rows[top:], form.below)
    last = max(place for place, row in enumerate(form.rows) if any("满意" in one.text for one in row[:2]))
    yield "后一页没有了", Form(form.above, form.rows[:last], ())


def clamped(form: Form) -> Form:
    """The form without spans that go down beyond its last row."""
    height = len(form.rows)
    rows = tuple(
        tuple(Cell(one.text, one.columns, min(one.rows, height - row)) for one in cells)
        for row, cells in enumerate(form.rows)
    )
    return Form(form.above, rows, form.below)


@pytest.mark.issue(15)
@pytest.mark.parametrize("layout", [pytest.param(one, id=one.name) for one in (*LAYOUTS, *COMPOSED)])
@pytest.mark.parametrize("name", ["XLSX", "DOCX"])
def test_no_error_appears_where_the_form_is_hidden(layout, name, auditor):
    random = Random(5)
    project = next(
        one for one in map(whole_targets, projects_for(layout.kind, random, 20))
        if len(one.indicators) > 3 and "满意" in one.indicators[-1].level2
    )  # fmt: skip
    form = layout.print(project, random)
    render = RENDERERS[name]
    before = certain_errors(render([form]), auditor)
    after = {what: certain_errors(render([clamped(other)]), auditor) for what, other in hidden_from(form)}
    assert {what: more for what, found in after.items() if (more := found - before)} == {}


HEAD = [["项目名称", "堤防维护", "", ""], ["预算数（万元）", "80", "", ""], ["年度目标", "维护堤防12公里。", "", ""]]
ROWS = [["产出指标", "数量指标", "维护长度", "12公里"], ["", "质量指标", "验收合格率", "97%"]]


@pytest.mark.issue(15)
def test_findings_on_an_unknown_value_column_are_undecided_with_the_reason(auditor):
    lines = [*HEAD, ["一级指标", "二级指标", "三级指标", "某某栏"], *[[*row[:3], "95"] for row in ROWS]]
    result = audit_submissions((submitted(sheet_of(lines)),), auditor)
    told = "“某某栏”这一栏是按内容当作“指标值”读的"
    known = {line.rule: line for line in result.coverage}
    assert certain_errors(sheet_of(lines), auditor) == {}
    assert known["FMT001"].undecided == {told: 2}
    assert (known["FMT001"].examined, known["FMT001"].found) == (2, 0)


@pytest.mark.issue(15)
def test_an_empty_value_column_that_is_not_known_is_no_empty_value(auditor):
    lines = [
        *HEAD,
        ["一级指标", "二级指标", "三级指标", "某某栏"],
        *[[*row[:3], "待定说明如附件所列内容"] for row in ROWS],
    ]
    assert "CMP001" not in certain_errors(sheet_of(lines), auditor)
    known = [*HEAD, ["一级指标", "二级指标", "三级指标", "指标值"], *[[*row[:3], ""] for row in ROWS]]
    assert certain_errors(sheet_of(known), auditor)["CMP001"] == 2


@pytest.mark.issue(15)
def test_an_amount_beyond_reason_accuses_nobody(auditor):
    lines = [*HEAD, ["一级指标", "二级指标", "三级指标", "指标值"], *ROWS]
    lines[1] = ["预算数（万元）", "48504910", "", ""]
    (project,) = submitted(sheet_of(lines)).projects
    assert project.unsure == {"project.budget_wan": "读出的预算4.85049e+07万元大得不合情理"}


@pytest.mark.issue(15)
def test_checks_rest_on_fields_that_exist():
    known = {
        *Indicator.model_fields,
        "comparator",
        "unit",
        "indicators",
        *(f"project.{name}" for name in Project.model_fields),
    }
    declared = {name: fields for name, one in CHECKS.items() if (fields := fields_of_check(one.run)) is not None}
    assert {name: fields - known for name, fields in declared.items() if fields - known} == {}
    assert declared["weights_sum"] == {"weight", "indicators"}
    assert "copied_projects" not in declared
