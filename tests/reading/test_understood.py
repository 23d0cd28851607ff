"""What was understood of a file is told: the form, the columns, the guesses, what is hidden; and a bureau can correct it."""

import io
import json

import pytest
import xlsxwriter
from typer.testing import CliRunner

from auditor.cli import app
from auditor.errors import AuditorError
from auditor.reading import read
from auditor.reading.extract import read_content
from auditor.reading.forms.mapping import load_corrections
from material.forms.workbooks import sheet_of

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [["产出指标", "数量指标", "清淤长度", "12公里"], ["效益指标", "社会效益指标", "受益人口", "≥3万人"]]


def test_form_columns_and_unused_columns_are_noted():
    found = read_content(sheet_of([["项目名称", "河道清淤"], [*HEAD, "备用栏"], *ROWS]), "表.xlsx")
    (note,) = found.forms
    assert note.form == "项目绩效目标申报表"
    assert note.columns == {"一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "指标值": "target"}
    assert note.guesses == ("没有用到的列：备用栏",)
    assert note.location.cell == "A2"


def test_hidden_rows_and_sheets_are_read_and_told():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        shown, hidden, copy = (book.add_worksheet(name) for name in ("表1", "旧稿", "副本"))
        for sheet, name in ((shown, "河道清淤"), (hidden, "旧项目"), (copy, "河道清淤")):
            for number, line in enumerate([["项目名称", name], HEAD, *ROWS]):
                sheet.write_row(number, 0, line)
        shown.set_row(3, None, None, {"hidden": True})
        hidden.hide()
        copy.hide()
    found = read_content(stream.getvalue(), "表.xlsx")
    assert [project.name for project in found.projects] == ["河道清淤", "旧项目"]
    assert [bool(row.doubts) for row in found.projects[0].indicators] == [False, True]
    assert found.doubts == (
        "工作表“旧稿”是隐藏的，其中的指标也读取了",
        "工作表“副本”是隐藏的，内容与显示的工作表重复，没有再读",
    )


def test_a_mapping_file_makes_own_headings_understood(tmp_path):
    own = sheet_of(
        [
            ["项目名称", "河道清淤"],
            ["一级指标", "考核类别", "考核点", "任务量", "三级指标"],
            *[[*row, "x"] for row in ROWS],
        ]
    )
    (tmp_path / "表.xlsx").write_bytes(own)
    (tmp_path / "列名.yaml").write_text(
        "columns: {考核类别: 二级指标, 考核点: 三级指标, 任务量: 指标值}\nignore: [三级指标]\n", encoding="utf-8"
    )
    submission = read(tmp_path / "表.xlsx", load_corrections(tmp_path / "列名.yaml"))
    cells = [(row.level2, row.level3, row.target) for row in submission.projects[0].indicators]
    assert cells == [tuple(row[1:]) for row in ROWS]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("列名: {考核点: 三级指标}", "不认识“列名”"),
        ("columns: {考核点: 不存在的名称}", "“考核点”对应的“不存在的名称”不是能识别的名称"),
        ("columns: [考核点]", "columns 应写成"),
        ("a: [", "不是有效的 YAML"),
    ],
)
def test_a_wrong_mapping_file_is_told_what_is_wrong(tmp_path, text, told):
    (tmp_path / "列名.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AuditorError, match=told):
        load_corrections(tmp_path / "列名.yaml")


def test_read_shows_projects_as_tables_and_as_json(tmp_path):
    path = tmp_path / "表.xlsx"
    path.write_bytes(sheet_of([["项目名称", "河道清淤", "预算数（元）", "120000"], HEAD, *ROWS]))
    shown = CliRunner().invoke(app, ["read", str(path)])
    assert shown.exit_code == 0
    assert "河道清淤　12 万元" in shown.output
    assert "共 1 个项目，2 行指标，其中 0 行读取时拿不准。" in shown.output
    data = json.loads(CliRunner().invoke(app, ["read", str(path), "--json"]).output)
    assert [row["target"] for row in data["projects"][0]["indicators"]] == ["12公里", "≥3万人"]


def test_a_doubt_of_many_rows_is_said_once_with_the_rows(tmp_path):
    path = tmp_path / "表.xlsx"
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("表")
        for number, line in enumerate([HEAD, *ROWS, *ROWS, *ROWS]):
            sheet.write_row(number, 0, line)
            if number in (1, 2, 3, 6):
                sheet.set_row(number, None, None, {"hidden": True})
    path.write_bytes(stream.getvalue())
    shown = CliRunner().invoke(app, ["read", str(path)]).output
    assert "第 1–3、6 行疑点：这一行在原表中是隐藏的" in shown
    assert shown.count("疑点") == 1


def test_read_of_a_file_without_a_table_says_what_was_looked_for(tmp_path):
    path = tmp_path / "通知.txt"
    path.write_text("关于召开会议的通知", encoding="utf-8")
    done = CliRunner().invoke(app, ["read", str(path)])
    assert done.exit_code == 3
    assert "没有找到绩效指标表" in done.output.replace("\n", "")
