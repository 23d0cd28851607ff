"""Forms one below the other: what stands in one tells nothing of another, and a form printed twice is read twice."""

import io

import pypdfium2
import pytest

from auditor.reading.extract import read_content
from material.forms.pdfs import PdfStyle, table_pdf
from material.forms.workbooks import sheet_of

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [
    ["产出指标", "数量指标", "检测桥梁", "≥12座"],
    ["产出指标", "质量指标", "检测合格率", "≥98%"],
    ["效益指标", "社会效益指标", "事故下降率", "≥5%"],
]


def rows_of(content, name):
    return [
        (project.name, [[row.level1, row.level2, row.level3, row.target] for row in project.indicators])
        for project in read_content(content, name).projects
    ]


def printed(count, names):
    """A form a page, on so many pages; ``names`` in turn."""
    book = pypdfium2.PdfDocument.new()
    for number in range(count):
        lines = [
            ["项目绩效目标表", "", "", ""],
            ["项目名称", names[number % len(names)], "预算金额", "20万元"],
            HEAD,
            *ROWS,
        ]
        book.import_pages(pypdfium2.PdfDocument(table_pdf(lines, PdfStyle())), [0])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize("names", [["桥梁检测"], ["桥梁检测", "隧道检测"]])
def test_a_form_on_every_page_is_read_on_every_page(names):
    wanted = [(names[number % len(names)], ROWS) for number in range(3)]
    assert rows_of(printed(3, names), "目标表.pdf") == wanted


def wide_form(name):
    """A form whose headings each take two columns, those of its head one."""
    return [
        ["项目名称", name, "项目性质", "阶段性项目", "项目类别", "特定目标类"],
        ["项目资金总额", "80万元", "其中：财政资金", "80万元", "其他资金", "0"],
        ["二级指标", "三级指标", None, None, "指标值", None],
        *([level2, level3, None, None, target, None] for _, level2, level3, target in ROWS),
    ]


def test_the_head_of_the_next_form_tells_nothing_of_the_columns_above():
    lines = [*wide_form("桥梁检测"), *wide_form("隧道检测")]
    spans = [
        (row, column, row, last)
        for row, texts in enumerate(lines)
        if texts[2] is None
        for column, last in ((1, 3), (4, 5))
    ]
    projects = read_content(sheet_of(lines, spans), "目标表.xlsx").projects
    assert [(one.name, one.unsure) for one in projects] == [("桥梁检测", {}), ("隧道检测", {})]
    assert [[(row.level3, row.description, row.target) for row in one.indicators] for one in projects] == [
        [(level3, "", target) for _, _, level3, target in ROWS]
    ] * 2
