"""A table inside a cell: one row is what the cell says, more are a table of their own, and the cell is not called empty."""

import io
from zipfile import ZipFile

import pytest
from lxml import etree

from auditor import api
from auditor.reading.extract import read_content
from auditor.reading.word.reader import read_docx, tables_in_order
from material.forms.documents import cell_xml, paragraph, raw_word_file, row_xml, table_xml, web_table
from material.forms.one_form import ods_of

HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
NOT_READ = "里另有一张表，没有当作这一格的内容读入"
# name of the row: (rows of the table inside its target, text beside it, target as read, what is told of it, apart from its place)
ROWS = {
    "发放种苗": ([("全年", "36万株")], "", "全年 36万株", None),
    "巡查频次": ([("每月", "≥", "4次")], "", "每月 ≥ 4次", None),
    "入户走访": ([("春季", "≥", "120户"), ("秋季", "≥", "150户")], "", "", NOT_READ),
    "护林员人数": ([("甲乡", "8人"), ("乙乡", "9人")], "17人", "17人", NOT_READ),
    "防火宣传": ([], "12场", "12场", None),
}


def told():
    places = (f"D{number}单元格" for number in range(2, 2 + len(ROWS)))
    return [
        (name, target, (f"{place}{doubt}",) if doubt else ())
        for place, (name, (_, _, target, doubt)) in zip(places, ROWS.items(), strict=True)
    ]


def word():
    rows = [row_xml(*map(cell_xml, HEADINGS))]
    for name, (inner, beside, _, _) in ROWS.items():
        table = table_xml(*(row_xml(*map(cell_xml, row)) for row in inner)) if inner else ""
        rows.append(row_xml(*map(cell_xml, ("产出指标", "数量指标", name)), cell_xml(f"{table}{paragraph(beside)}")))
    return raw_word_file(table_xml(*rows))


def web_page():
    rows = [HEADINGS] + [
        ("产出指标", "数量指标", name, f"{web_table(inner) if inner else ''}{beside}")
        for name, (inner, beside, _, _) in ROWS.items()
    ]
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<html><meta charset=utf-8><body><table>{body}</table></body></html>".encode()


@pytest.mark.parametrize(("make", "name"), [(word, "表.docx"), (web_page, "表.html")])
def test_what_the_cell_says(make, name):
    (project,) = read_content(make(), name).projects
    assert [(row.level3, row.target, row.doubts) for row in project.indicators] == told()


@pytest.mark.parametrize(("make", "name"), [(word, "表.docx"), (web_page, "表.html")])
def test_no_such_cell_is_said_to_be_empty(make, name, tmp_path):
    path = tmp_path / name
    path.write_bytes(make())
    (submission,) = api.audit(path).submissions
    (project,) = submission.projects
    assert [one.message for one in project.findings if one.rule == "CMP001"] == []


def test_tables_keep_their_numbers():
    inner = table_xml(row_xml(*map(cell_xml, ("上半年", "3期"))))
    outer = table_xml(row_xml(cell_xml("简报"), cell_xml(inner + paragraph(""))))
    after = table_xml(row_xml(*map(cell_xml, ("专报", "5期"))))
    content = raw_word_file(outer + paragraph("之后") + after)
    items = read_docx(content, "表.docx").items
    assert [item if isinstance(item, str) else (item.rows, item.location(0, 0).table) for item in items] == [
        ((("简报", "上半年 3期"),), 1),
        "之后",
        ((("专报", "5期"),), 3),
    ]
    numbered = tuple(tables_in_order(etree.fromstring(ZipFile(io.BytesIO(content)).read("word/document.xml"))))
    assert [len(table.cells) for table in numbered] == [2, 2, 2]


def test_readings_of_characters_are_no_part_of_them():
    page = "<ruby>堰<rp>（</rp><rt>yàn</rt><rp>）</rp></ruby>塘整治"
    web = f"<html><meta charset=utf-8><table><tr>{''.join(f'<td>{text}</td>' for text in HEADINGS)}</tr>"
    web += f"<tr><td>产出指标<td>数量指标<td>{page}<td>6处</table></html>"
    sheet = "<text:ruby><text:ruby-base>堰</text:ruby-base><text:ruby-text>yàn</text:ruby-text></text:ruby>塘整治"
    rows = (HEADINGS, ("产出指标", "数量指标", sheet, "6处"))
    cell = "<table:table-cell office:value-type='string'><text:p>{}</text:p></table:table-cell>"
    ods = ods_of("".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows))
    for content, name in ((web.encode(), "表.html"), (ods, "表.ods")):
        (project,) = read_content(content, name).projects
        assert [(row.level3, row.target) for row in project.indicators] == [("堰塘整治", "6处")]
