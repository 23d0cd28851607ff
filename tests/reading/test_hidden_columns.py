"""What a sheet hides in a column does not pass for what is seen beside it; what is read of it all the same is told."""

import io

import pytest
import xlsxwriter
import xlwt

from auditor.reading.extract import read_content
from auditor.reading.forms import records
from material.forms.binary_workbook import binary_workbook
from material.forms.one_form import fods_of

HEADS = ["一级指标", "二级指标", "三级指标"]
NAMES = [["产出指标", "数量指标", "养护里程"], ["产出指标", "质量指标", "验收合格率"]]
OLD, NEW = ["≥100公里", "≥90%"], ["≥120公里", "≥95%"]


def read(head, heads, values, hidden):
    lines = [["2026年绩效目标表"], ["项目名称", "公路养护"], *head, [*HEADS, *heads]]
    lines += [[*name, *(one[place] for one in values)] for place, name in enumerate(NAMES)]
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        if hidden:
            sheet.set_column(hidden, None, None, {"hidden": True})
    (project,) = read_content(stream.getvalue(), "表.xlsx").projects
    return project


def targets(project):
    return [row.target for row in project.indicators]


@pytest.mark.parametrize(("hidden", "values"), [("D:D", NEW), ("E:E", OLD), ("E:XFD", None)])
def test_of_two_columns_alike_that_which_is_seen_has_the_targets(hidden, values):
    project = read([], ["指标值", "指标值"], (OLD, NEW), hidden)
    doubted = any(row.doubts for row in project.indicators)
    assert (targets(project), doubted) == (values or OLD, values is None)


def test_targets_that_nobody_sees_are_told():
    project = read([], ["指标值"], (NEW,), "D:D")
    assert targets(project) == NEW
    assert project.unsure["target"] == "“指标值”这一栏在原表中是隐藏的"


def test_hidden_columns_of_no_concern_are_not_told():
    project = read([], ["指标值", "备注"], (NEW, ["甲", "乙"]), "E:E")
    assert (targets(project), "target" in project.unsure) == (NEW, False)


@pytest.mark.parametrize(
    ("row", "hidden", "budget"),
    [
        (["年度资金总额", "100万元", "120万元"], "B:B", 120),
        (["年度资金总额", "100万元", "120万元"], None, 100),
        (["年度资金总额", "100万元", "主管部门", "交通局"], "B:B", 100),
    ],
)
def test_beside_a_label_the_value_that_is_seen_counts(row, hidden, budget):
    assert read([row], ["指标值"], (NEW,), hidden).budget_wan == budget


def test_in_the_older_format_too():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    lines = [["项目名称", "公路养护"], [*HEADS, "指标值", "指标值"]]
    lines += [[*name, OLD[place], NEW[place]] for place, name in enumerate(NAMES)]
    for number, line in enumerate(lines):
        for column, text in enumerate(line):
            sheet.write(number, column, text)
    sheet.col(3).hidden = True
    stream = io.BytesIO()
    book.save(stream)
    (project,) = read_content(stream.getvalue(), "表.xls").projects
    assert targets(project) == NEW


LINES = [["项目名称", "公路养护"], [*HEADS, "指标值", "指标值"]]
LINES += [[*name, OLD[place], NEW[place]] for place, name in enumerate(NAMES)]


def test_in_the_binary_format_too():
    for hidden, values in (((3,), NEW), ((4,), OLD)):
        (project,) = read_content(binary_workbook(LINES, hidden_columns=hidden), "表.xlsb").projects
        assert targets(project) == values


def test_a_hidden_row_of_the_binary_format_is_told():
    (project,) = read_content(binary_workbook(LINES, hidden=(3,)), "表.xlsb").projects
    assert [records.HIDDEN in row.doubts for row in project.indicators] == [False, True]


def open_sheet(columns):
    cells = ("".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in row) for row in LINES)
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    return fods_of(columns + rows)


def column(repeated, hidden=""):
    return f'<table:table-column table:number-columns-repeated="{repeated}"{hidden}/>'


HIDDEN = ' table:visibility="collapse"'


@pytest.mark.parametrize(
    ("columns", "values"),
    [
        (column(3) + column(1, HIDDEN) + column(16380), NEW),
        (column(3) + column(1) + column(1, HIDDEN) + column(1019), OLD),
        (f"<table:table-column-group>{column(3)}{column(1, HIDDEN)}</table:table-column-group>", NEW),
        ("", OLD),
    ],
)
def test_in_an_open_document_too(columns, values):
    (project,) = read_content(open_sheet(columns), "表.fods").projects
    assert targets(project) == values


def test_a_cell_that_reaches_out_of_a_hidden_column_is_seen():
    stream = io.BytesIO()
    lines = [["项目名称", "公路养护"], ["年度资金总额", "", "", "含税"], [*HEADS, "指标值"]]
    lines += [[*name, NEW[place]] for place, name in enumerate(NAMES)]
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(lines):
            sheet.write_row(number, 0, line)
        sheet.merge_range("B2:C2", "120万元")
        sheet.set_column("B:B", None, None, {"hidden": True})
    (project,) = read_content(stream.getvalue(), "表.xlsx").projects
    assert project.budget_wan == 120
