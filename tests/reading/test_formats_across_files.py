"""The same values in the same number formats show the same text, whichever workbook format they are saved in."""

import io
from xml.sax.saxutils import quoteattr

import pytest
import xlsxwriter
import xlwt

from auditor.reading.grid import cell_text
from auditor.reading.workbook.reader import read_marked_up, read_workbook
from material.forms.binary_workbook import binary_workbook
from material.forms.one_form import fods_of, ods_of, spreadsheet_xml_of
from tests.reading.test_number_formats import CASES

pytestmark = pytest.mark.issue(15)

OF_BUREAUS = [
    ('"≥"0.0"万立方米"', 12.35, "≥12.4万立方米"),
    ('"＜"0"分钟"', 15, "＜15分钟"),
    ('"不少于"#,##0"人次"', 12500, "不少于12,500人次"),
    ('"≤"0.00"元/平方米"', 88.5, "≤88.50元/平方米"),
    ('"100"%', 0.5, "100%"),
    ("0.00%", 0.9875, "98.75%"),
    ('"≥"0.0"‰"', 3.2, "≥3.2‰"),
    ('0"个";;"无"', 0, "无"),
    ('0"个";-0"个";"未安排"', 0, "未安排"),
    ('[>=10000]0!.0,"万人";0"人"', 56000, "5.6万人"),
    ('[>=10000]0!.0,"万人";0"人"', 320, "320人"),
    ('[<1]0.0%;0"项"', 0.9, "90.0%"),
    ('[<1]0.0%;0"项"', 6, "6项"),
    ('[DBNum1][$-804]General"次"', 12, "十二次"),
    ('[DBNum2][$-804]0"元整"', 305, "叁佰零伍元整"),
    ('yyyy"年"m"月底前"', 45991, "2025年11月底前"),
    ('m"月"d"日前"', 45838, "6月30日前"),
    ('[$-804]yyyy"年"m"月"d"日";@', 45838, "2025年6月30日"),
    ("yyyy/m/d", 45838, "2025/6/30"),
    ('0"年"', 2025, "2025年"),
    ("000000", 1024, "001024"),
    ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 1234.5, "1,234.50"),
    ('¥#,##0.00"万元"', 86.4, "¥86.40万元"),
    ('0.0"－"', 1.5, "1.5－"),
    ("# ?/?", 0.5, "1/2"),
    ('@"以上"', "三级", "三级以上"),
    ('"≥"@', "95%", "≥95%"),
]
ALL = [
    (code, value, cell_text(" ".join(seen.split(" "))))
    for code, value, seen in [*CASES, *OF_BUREAUS]
    if (code, value) != ("yyyy-mm-dd", -1)
]
"""But for a day before all days, which programs show as ####."""


def xlsx(cases):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for row, (code, value, _) in enumerate(cases):
            sheet.write(row, 0, "行")
            sheet.write(row, 1, value, book.add_format({"num_format": code}))
    return read_workbook(stream.getvalue(), "表.xlsx")


def xls(cases):
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, (code, value, _) in enumerate(cases):
        style = xlwt.XFStyle()
        style.num_format_str = code
        sheet.write(row, 0, "行")
        sheet.write(row, 1, value, style)
    stream = io.BytesIO()
    book.save(stream)
    return read_workbook(stream.getvalue(), "表.xls")


def xlsb(cases):
    rows = [("行", (value if isinstance(value, str) else float(value), code)) for code, value, _ in cases]
    return read_workbook(binary_workbook(rows), "表.xlsb")


def spreadsheet_xml(cases):
    styles = "".join(
        f'<Style ss:ID="s{n}"><NumberFormat ss:Format={quoteattr(code)}/></Style>'
        for n, (code, _, _) in enumerate(cases)
    )
    rows = ""
    for n, (_, value, _) in enumerate(cases):
        kind = "String" if isinstance(value, str) else "Number"
        rows += f'<Row><Cell><Data ss:Type="String">行</Data></Cell><Cell ss:StyleID="s{n}"><Data ss:Type="{kind}">{value!r}</Data></Cell></Row>'.replace(
            "'", ""
        )
    return read_marked_up(spreadsheet_xml_of(rows, styles), "表.xml", "spreadsheet xml")


def open_document(make):
    def made(cases):
        rows = ""
        for _, value, seen in cases:
            stored = (
                f"string' office:string-value='{value}" if isinstance(value, str) else f"float' office:value='{value}"
            )
            rows += (
                "<table:table-row><table:table-cell office:value-type='string'><text:p>行</text:p></table:table-cell>"
            )
            rows += f"<table:table-cell office:value-type='{stored}'><text:p>{seen}</text:p></table:table-cell></table:table-row>"
        return read_marked_up(make(rows), "表.ods", "open document")

    return made


@pytest.mark.parametrize(
    "made",
    [xlsx, xls, xlsb, spreadsheet_xml, open_document(ods_of), open_document(fods_of)],
    ids=["xlsx", "xls", "xlsb", "xml", "ods", "fods"],
)
def test_the_text_of_a_cell_is_what_a_person_sees_in_it(made):
    (grid,) = made(ALL)
    differing = [
        (code, value, seen, row[1]) for (code, value, seen), row in zip(ALL, grid.rows, strict=True) if row[1] != seen
    ]
    assert differing == []
