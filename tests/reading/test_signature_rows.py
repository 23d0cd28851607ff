"""Lines for signatures and contacts are set as a form likes: they are no rows that lost cells, and hide none that did."""

import pytest

from auditor.reading.extract import read_content
from auditor.reading.forms.signatures import is_signature_row
from material.forms import one_form
from material.forms.documents import raw_word_file

pytestmark = pytest.mark.issue(20)

HEADING = ("一级指标", "二级指标", "三级指标", "指标值", "备注")
ROWS = (
    ("产出指标", "数量指标", "编印手册", "3000册", "含电子版"),
    ("产出指标", "质量指标", "差错率", "≤0.1‰", "抽查"),
    ("效益指标", "社会效益指标", "受训人次", "800人次", ""),
    ("满意度指标", "服务对象满意度指标", "学员满意度", "≥93%", "问卷"),
)


def web_page(rows):
    cells = ("".join(f"<td>{text}</td>" for text in row) for row in rows)
    return f"<html><body><table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table></body></html>".encode()


def word_file(rows):
    cells = ("".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) for row in rows)
    return raw_word_file(f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>")


def flat_sheet(rows):
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    return one_form.fods_of(
        "".join(f"<table:table-row>{''.join(map(cell.format, row))}</table:table-row>" for row in rows)
    )


def sheet_2003(rows):
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    lines = "".join(f"<Row>{''.join(map(cell.format, row))}</Row>" for row in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
        f'<Worksheet ss:Name="表"><Table>{lines}</Table></Worksheet></Workbook>'
    ).encode()


WRITERS = {"表.html": web_page, "表.docx": word_file, "表.fods": flat_sheet, "表.xml": sheet_2003}

SIGNED = {
    "labels": [("填报人：", "联系电话：")],
    "labels with values": [("填报人：张三", "联系电话：0571-88886666", "填报日期：2025年3月1日")],
    "values beside": [("填报人", "张三", "联系电话", "88886666")],
    "one without a colon": [("单位负责人（签章）", "")],
    "several": [
        ("填报人：", "张三"),
        ("联系电话：", "88886666"),
        ("单位负责人（签章）", "李四"),
        ("填报日期", "2025.3.1"),
    ],
    "more of them than indicators": [
        (f"{who}（签字）：", "张三")
        for who in ("填报人", "审核人", "科室负责人", "分管领导", "财务负责人", "主要负责人")
    ],
    "more cells than others": [("填报人", "张三", "审核人", "李四", "日期", "2025-3-1")],
    "a date in pieces": [("填报单位（盖章）", "", "年", "月", "日")[:4]],
    "in words of a form": [("填 表 人：", "经 办 人：王五"), ("主管部门审核意见", "同意上报")],
}


def read(name, rows):
    found = read_content(WRITERS[name](rows), name)
    return [row.level3 for project in found.projects for row in project.indicators], found.doubts


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("signed", SIGNED.values(), ids=SIGNED)
def test_below_the_table_they_are_no_loss(name, signed):
    assert read(name, (HEADING, *ROWS, *signed)) == ([row[2] for row in ROWS], ())


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("signed", SIGNED.values(), ids=SIGNED)
def test_between_two_tables_in_one_they_are_no_loss(name, signed):
    expected = [row[2] for row in (*ROWS, *ROWS)]
    assert read(name, (HEADING, *ROWS, *signed, HEADING, *ROWS)) == (expected, ())


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("signed", SIGNED.values(), ids=SIGNED)
def test_a_damaged_row_above_them_is_told(name, signed):
    _, told = read(name, (HEADING, ROWS[0], ROWS[1][:2], *ROWS[2:], *signed))
    loss = "工作表“表”有损坏，可能只读出了一部分"
    if name in ("表.html", "表.docx"):
        loss = "表格里有的行格子多了或者少了（第一处：第3行），可能有损坏，有的指标可能没有读到"
    assert told[-1].removeprefix("网页的") == loss


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("signed", SIGNED.values(), ids=SIGNED)
def test_the_table_goes_on_behind_them(name, signed):
    assert read(name, (HEADING, *ROWS[:2], *signed, *ROWS[2:])) == ([row[2] for row in ROWS], ())


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (("填报人：", "张三", "", "电话：123"), True),
        (("联系方式", "13800000000"), True),
        (("法定代表人签字", ""), True),
        (("", "", ""), False),
        (("张三", "填报人："), False),
        (("填报人", "产出指标", "数量指标"), False),
        (("填报人：", "张三", "编印手册", "3000册"), False),
        (("联系电话接通率", "≥95%"), False),
        (("填报人", "≥95%"), False),
        (("审核人员", "50人"), False),
        (("审核人员", "50", "10"), False),
        (("办公电话", "30部", "10"), False),
        (("行政审批时间", "3个工作日"), False),
        (("审批日期", "2026年6月"), True),
        (("填报日期：", "2026", "年", "3", "月", "1", "日"), True),
        (("联系地址", "12号楼"), True),
        (("填报人：", "2026", "年", "3", "月"), True),
        (("时间", "2025年12月"), False),
        (("单位", "册"), False),
        (("完成时间", "2025年12月"), False),
        (("质量指标", "差错率"), False),
        (("服务对象满意度指标", "审核人"), False),
    ],
)
def test_which_rows_are_lines_of_signatures(cells, expected):
    assert is_signature_row(cells) is expected
