"""Merged ranges of a sheet that overlap and hide texts are told as damage; texts that somebody merged away are not."""

import re
import struct
import zipfile
from io import BytesIO

import pytest

from auditor.reading.extract import read_content
from auditor.reading.workbook.extent import covered_cells, hides_in_overlap
from material.forms import one_form
from material.forms.one_form import FORM, SpannedTable

pytestmark = pytest.mark.issue(20)

LINES = (
    ("项目名称", "乡道安防工程", "", "", ""),
    ("一级指标", "二级指标", "三级指标", "指标值", "说明"),
    ("产出指标", "数量指标", "加装护栏里程", "14公里", ""),
    ("", "质量指标", "护栏验收合格率", "100%", ""),
    ("", "时效指标", "完工月份", "10月", ""),
    ("效益指标", "社会效益指标", "事故下降比例", "≥20%", ""),
    ("满意度指标", "服务对象满意度指标", "沿线村民满意度", "≥88%", ""),
)
SPANS = ((0, 1, 0, 4), (2, 0, 4, 0))
TABLE = SpannedTable(LINES, SPANS)


def told(content, name):
    found = read_content(content, name)
    assert {project.unsure.get("indicators", "") for project in found.projects} <= {"", *found.doubts}
    return found.doubts


def xls_with(before, after, table=TABLE):
    """The form as .xls with one of its merged ranges exchanged for another."""
    content = one_form.xls(table)
    first, other = (struct.pack("<4H", one[0], one[2], one[1], one[3]) for one in (before, after))
    place = content.rindex(first)  # merged ranges stand behind the cells
    return content[:place] + other + content[place + len(first) :]


def xlsx_with(more, table=TABLE):
    """The form as .xlsx with merged ranges added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(one_form.xlsx(table))) as given, zipfile.ZipFile(out, "w") as made:
        for entry in given.namelist():
            part = given.read(entry)
            if entry.startswith("xl/worksheets/sheet"):
                marks = "".join(f'<mergeCell ref="{one}"/>' for one in more).encode()
                part, times = re.subn(rb"(?=</mergeCells>)", marks, part)
                assert times == 1
            made.writestr(entry, part)
    return out.getvalue()


SHEET = "工作表“表”有损坏，可能只读出了一部分"
NO_TARGETS = "没有认出哪一栏是“指标值”。有关的结论都不作判断；请用 --mapping 说明，例如 columns: {表里的名称: 指标值}"
LEFT_OUT = "有2行像是指标，但没有读进来（第一处：工作表“表”第6行），请核对表头"


@pytest.mark.parametrize(
    ("before", "after", "notes"),
    [
        ((4, 4, 4, 4), (4, 0, 4, 4), (NO_TARGETS, SHEET)),
        ((3, 4, 3, 4), (3, 1, 4, 4), (LEFT_OUT, SHEET)),
        ((5, 4, 5, 4), (4, 2, 5, 3), (SHEET,)),
    ],
)
def test_a_merged_range_of_an_old_workbook_that_swallows_cells_is_told(before, after, notes):
    assert told(xls_with(before, after), "表.xls") == notes


@pytest.mark.parametrize("more", [("A5:D5",), ("B4:D4", "C3:C5"), ("A4:C6",)])
def test_merged_ranges_of_a_workbook_that_overlap_are_told(more):
    assert told(xlsx_with(more), "表.xlsx")[-1] == "工作表“Sheet1”有损坏，可能只读出了一部分"


def test_spans_of_an_open_document_that_overlap_are_told():
    content = one_form.fods(TABLE).decode()
    for text, span in (("质量指标", "rows"), ("时效指标", "columns")):
        plain = f"><text:p>{text}"
        assert content.count(plain) == 1
        content = content.replace(plain, f' table:number-{span}-spanned="2"{plain}')
    assert told(content.encode(), "表.fods") == ("工作表“表”有损坏，可能只读出了一部分",)


@pytest.mark.parametrize("more", [(), ("D3:E3",), ("B5:B5", "B5:B5"), ("A3:A5",)])
def test_ranges_that_hide_nothing_are_not_told(more):
    assert told(xlsx_with(more), "表.xlsx") == ()


@pytest.mark.parametrize(
    ("ranges", "hides"),
    [
        ([((0, 0), (1, 0)), ((1, 0), (1, 1))], True),
        ([((0, 0), (1, 0)), ((0, 0), (1, 0))], False),  # the same twice
        ([((0, 0), (1, 0))], False),  # merged away by somebody
        ([((0, 0), (1, 0)), ((0, 1), (1, 1))], False),
        ([((0, 2), (1, 2)), ((1, 2), (2, 2))], False),  # of empty cells
        ([((2, 0), (2, 9)), ((2, 1), (9, 1))], True),  # beyond the sheet
        ([], False),
    ],
)
def test_which_ranges_hide_texts_in_an_overlap(ranges, hides):
    rows = [("甲", "乙", ""), ("丙", "丁", ""), ("戊", "己", "")]
    assert hides_in_overlap(ranges, covered_cells(ranges, 3, 3), rows) is hides


def test_many_ranges_over_the_whole_sheet_cost_no_more_than_its_cells():
    looked = []

    class Counted(int):
        def __add__(self, other):
            looked.append(1)
            return int(self) + other

    rows = [(str(row), "一") for row in range(40)]
    ranges = [((0, 0), (Counted(39), last)) for last in range(1, 3000)]
    assert hides_in_overlap(ranges, covered_cells(ranges, 40, 2), rows)
    assert len(looked) < 20


@pytest.mark.parametrize("kind", ["xls", "xlsx", "ods", "fods", "spreadsheet_xml"])
@pytest.mark.parametrize("table", [FORM, TABLE])
def test_whole_forms_are_not_told(kind, table):
    name = "表.xml" if kind == "spreadsheet_xml" else f"表.{kind}"
    assert told(getattr(one_form, kind)(table), name) == ()
