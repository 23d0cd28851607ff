"""What a budget system may refuse is told before it is entered, and only what was read with confidence."""

from decimal import Decimal

import pytest
from typer.testing import CliRunner

from auditor.checks.preflight import PreflightSettings, preflight
from auditor.cli import app
from auditor.model import Indicator, Project, Submission


def form(*rows, code="530112A", **fields) -> Submission:
    indicators = tuple(
        Indicator(id=f"1/{place}", level1="产出指标", level2="数量指标", level3=name, target=target, weight=weight)
        for place, (name, target, weight) in enumerate(rows, 1)
    )
    project = Project(code=code, name="渠系维护", indicators=indicators, **fields)
    return Submission(source="表.xlsx", sha256="", status="audited", projects=(project,))


RIGHT = ("疏浚支渠长度", "≥14公里", 50), ("闸门完好率", "≥95%", 40)


@pytest.mark.parametrize(
    ("submission", "found"),
    [
        (form(*RIGHT), []),
        (form(*RIGHT, code="53-01 12"), [("code", "")]),
        (form(*RIGHT, code=""), [("code", "")]),
        (form(*RIGHT, code="", unsure={"project.code": "没有认出"}), []),
        (form(RIGHT[0], ("闸门完好率", "", 40)), [("value-missing", "闸门完好率")]),
        (form(RIGHT[0], ("完工日期", "2025-10-31", 40)), [("value-characters", "完工日期")]),
        (form(RIGHT[0], ("巡渠次数", "≥24", 40)), [("unit-missing", "巡渠次数")]),
        (form(RIGHT[0], ("水质等级", "良好", 40)), []),
        (form(RIGHT[0], ("闸门完好率", "≥95%", 35)), [("weight-total", "")]),
        (form(("疏浚支渠长度", "≥14公里", 90), ("闸门完好率", "≥95%", 0)), [("weight-zero", "闸门完好率")]),
        (form(("疏浚支渠长度", "≥14公里", None), ("闸门完好率", "≥95%", None)), []),
        (form(("疏浚支渠长度", "≥14公里", 20), ("闸门完好率", "≥95%", 20), unsure={"weight": "没有认出"}), []),
    ],
)
def test_what_is_refused(submission, found):
    assert [(one.practice, one.row) for one in preflight(submission)] == found


def test_the_total_and_what_applies_are_settings():
    one = form(("疏浚支渠长度", "14-16公里", 60), ("闸门完好率", "≥95%", 40))
    assert [each.practice for each in preflight(one, PreflightSettings(Decimal(100)))] == ["value-characters"]
    assert preflight(one, PreflightSettings(Decimal(100), frozenset({"value-characters"}))) == ()


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, []),
        ({"periods": "longterm"}, ["one-period"]),
        ({"longterm_goal": "三年疏浚支渠60公里。"}, ["one-period"]),
        ({"periods": "both"}, ["one-period"]),
        ({"periods": "both", "longterm_goal": "三年疏浚支渠60公里。"}, []),
        ({"periods": "longterm", "unsure": {"indicators": "没有读全"}}, []),
    ],
)
def test_both_times_have_goal_and_indicators(fields, found):
    assert [one.practice for one in preflight(form(*RIGHT, **fields))] == found


def test_every_report_tells_it_apart_from_the_findings_and_the_profile_says_what_applies(tmp_path):
    from docx import Document
    from openpyxl import load_workbook

    import auditor
    from auditor.outputs.papers.rectification import rectification_docx

    one = form(("疏浚支渠长度", "≥14公里", 50), ("闸门完好率", "≥95%", 50))
    told = "渠系维护　分值合计 100，系统规定的是 90"
    result = auditor.audit(one)
    result.write(tmp_path, formats=("html", "md", "xlsx"))
    assert f"<li>{told}" in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert f"- {told}".replace("\u3000", " ") in (tmp_path / "report.md").read_text(encoding="utf-8").replace(
        "\u3000", " "
    )
    tab = load_workbook(tmp_path / "ledger.xlsx")["录入系统前看一遍"]
    assert [cell.value for cell in tab[2]][1:5:3] == ["渠系维护", "分值合计 100，系统规定的是 90"]
    (tmp_path / "清单.docx").write_bytes(rectification_docx(result.submissions[0]))
    assert any(line.text.startswith(told) for line in Document(str(tmp_path / "清单.docx")).paragraphs)
    assert auditor.audit(one, profile="zhejiang").submissions[0].refusals == ()


def test_the_command_says_that_it_is_no_standard(tmp_path):
    file = tmp_path / "表.csv"
    file.write_text(
        "项目编码,项目名称,一级指标,二级指标,三级指标,指标值,权重\n53A,渠系维护,产出指标,数量指标,巡渠次数,≥24,90\n",
        encoding="utf-8",
    )
    told = CliRunner().invoke(app, ["preflight", str(file)])
    assert told.exit_code == 1
    assert "渠系维护　巡渠次数　指标值“≥24”没有计量单位" in told.stdout
    assert "不是审核标准" in told.stdout
    assert CliRunner().invoke(app, ["preflight", str(file), "--skip", "unit-missing"]).exit_code == 0
    assert CliRunner().invoke(app, ["preflight", str(file), "--skip", "没有"]).exit_code == 2
