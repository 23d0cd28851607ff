"""Cells of every workbook format as a person sees them: signs, units and percentages of formats, formulas, errors."""

import io

import pytest
import xlsxwriter

from auditor.reading import discover, read
from auditor.reading.extract import read_content
from auditor.reading.workbook.formulas import constant_result
from material.forms.one_form import fods_of, ods_of, packed, spreadsheet_xml_of

pytestmark = pytest.mark.issue(15)

HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
VALUES = [("完好率", 0.965, "0.0%", "96.5%"), ("植树株数", 3200, '"≥"#,##0"株"', "≥3,200株"), ("完工时间", 45596, 'yyyy"年"m"月底前"', "2024年10月底前")]  # fmt: skip


def targets(content, name="表"):
    found = read_content(content, name)
    return [(row.level3, row.target, row.doubts) for project in found.projects for row in project.indicators]


def wanted():
    return [(name, seen, ()) for name, _, _, seen in VALUES]


def test_xlsx():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for row, (name, value, code, _) in enumerate(VALUES, start=1):
            sheet.write_row(row, 0, ("产出指标", "数量指标", name))
            sheet.write_number(row, 3, value, book.add_format({"num_format": code}))
    assert targets(stream.getvalue()) == wanted()


def test_xls():
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, text in enumerate(HEADINGS):
        sheet.write(0, column, text)
    for row, (name, value, code, _) in enumerate(VALUES, start=1):
        for column, text in enumerate(("产出指标", "数量指标", name)):
            sheet.write(row, column, text)
        sheet.write(row, 3, value, xlwt.easyxf(num_format_str=code))
    stream = io.BytesIO()
    book.save(stream)
    assert targets(stream.getvalue()) == wanted()


def test_spreadsheet_xml():
    styles = "".join(
        f'<Style ss:ID="s{n}"><NumberFormat ss:Format="{code.replace(chr(34), "&quot;")}"/></Style>'
        for n, (_, _, code, _) in enumerate(VALUES)
    )
    rows = "<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in HEADINGS) + "</Row>"
    for n, (name, value, _, _) in enumerate(VALUES):
        words = "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in ("产出指标", "数量指标", name))
        rows += f'<Row>{words}<Cell ss:StyleID="s{n}"><Data ss:Type="Number">{value}</Data></Cell></Row>'
    assert targets(spreadsheet_xml_of(rows, styles)) == wanted()


def open_rows(*cells):
    def row(texts, last):
        words = "".join(
            f"<table:table-cell office:value-type='string'><text:p>{text}</text:p></table:table-cell>" for text in texts
        )
        return f"<table:table-row>{words}{last}</table:table-row>"

    return row(HEADINGS, "") + "".join(row(("产出指标", "数量指标", name), cell) for name, cell in cells)


@pytest.mark.parametrize("make", [ods_of, fods_of])
def test_open_document(make):
    cells = [
        ("完好率", "<table:table-cell office:value-type='percentage' office:value='0.965'><text:p>96.5%</text:p></table:table-cell>"),
        ("合格率", "<table:table-cell office:value-type='percentage' office:value='0.95'><text:p>0.95</text:p></table:table-cell>"),
        ("植树株数", "<table:table-cell office:value-type='float' office:value='3200'><text:p>≥3,200株</text:p></table:table-cell>"),
        ("间隔", "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation><text:p>≤5<text:s text:c='1'/>天</text:p></table:table-cell>"),
    ]  # fmt: skip
    assert targets(make(open_rows(*cells))) == [
        ("完好率", "96.5%", ()), ("合格率", "95%", ()), ("植树株数", "≥3,200株", ()), ("间隔", "≤5 天", ()),
    ]  # fmt: skip


def test_rows_and_columns_that_are_repeated_to_the_end_of_a_sheet_cost_nothing():
    rows = open_rows(("条数", "<table:table-cell office:value-type='string'><text:p>3条</text:p></table:table-cell>"))
    rows += "<table:table-row table:number-rows-repeated='1048570'><table:table-cell table:number-columns-repeated='16384'/></table:table-row>"
    assert targets(ods_of(rows)) == [("条数", "3条", ())]


# --- formulas and errors --------------------------------------------------------------------------------------------


def xlsx_of(cell):
    """A workbook with one row whose target cell, D2, is written as given."""

    def text(place, value):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'

    heads = "".join(text(f"{letter}1", value) for letter, value in zip("ABCD", HEADINGS, strict=True))
    words = "".join(
        text(f"{letter}2", value) for letter, value in zip("ABC", ("产出指标", "数量指标", "培训期数"), strict=True)
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relation = "http://schemas.openxmlformats.org/package/2006/relationships"
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{types}"/>',
            "_rels/.rels": f'<Relationships xmlns="{relation}"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{relation}"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData><row r="1">{heads}</row><row r="2">{words}{cell}</row></sheetData></worksheet>',
        }
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "target", "told"),
    [
        ('<c r="D2"><f>"≥"&amp;6&amp;"期"</f><v></v></c>', "≥6期", ""),
        ('<c r="D2"><f>B9&amp;"期"</f><v></v></c>', "", "没有存计算结果"),
        ('<c r="D2"><f>B9*2</f></c>', "", "没有存计算结果"),
        ('<c r="D2" t="str"><f>B9&amp;"期"</f><v>6期</v></c>', "6期", ""),
        ('<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!", "#DIV/0!"),
        ('<c r="D2" t="e"><v>#REF!</v></c>', "#REF!", "#REF!"),
        ('<c r="D2" t="b"><v>0</v></c>', "FALSE", ""),
        ('<c r="D2" t="inlineStr"><is><t>=6期</t></is></c>', "=6期", ""),
    ],
)
def test_a_formula_without_a_result_is_not_an_empty_cell(cell, target, told):
    ((_, found, doubts),) = targets(xlsx_of(cell))
    assert (found, bool(doubts)) == (target, bool(told))
    assert told in "".join(doubts)


def test_a_text_formula_that_gives_no_characters_is_an_empty_cell():
    ((_, found, doubts),) = targets(xlsx_of('<c r="D2" t="str"><f>IF(1&gt;2,"甲","")</f><v></v></c>'))
    assert (found, doubts) == ("", ())


@pytest.mark.parametrize(
    ("formula", "result"),
    [
        ('"≥"&90&"%"', "≥90%"), ("=0.9+0.08", 0.98), ('TEXT(0.95,"0%")', "95%"), ('("甲"&"乙")&""', "甲乙"), ("-(2+3)*4", -20.0),
        ("50%", 0.5), ("2^3", 8.0), ('"说""好"""', '说"好"'), ("A1", None), ("SUM(1,2)", None), ("1/0", None), ('"甲"+1', None),
        ("(1", None), ("", None), ("1 2", None),
    ],
)  # fmt: skip
def test_formulas_of_constants(formula, result):
    assert constant_result(formula) == result


def test_a_formula_and_an_error_are_told_in_open_document():
    cells = [
        ("甲数", "<table:table-cell table:formula='of:=[.B9]*2'/>"),
        (
            "乙数",
            "<table:table-cell table:formula='of:=&quot;≥&quot;&amp;3' office:value-type='string' office:string-value='≥3'/>",
        ),
    ]
    first, second = targets(ods_of(open_rows(*cells)))
    assert (first[:2], "没有存计算结果" in first[2][0], second) == (("甲数", ""), True, ("乙数", "≥3", ()))


def test_a_budget_with_its_unit_in_the_format_is_read_with_the_unit(tmp_path):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("项目名称", "桥梁检测"))
        sheet.write(1, 0, "预算数")
        sheet.write_number(1, 1, 365000, book.add_format({"num_format": '0\\.0,"万元"'}))
        sheet.write_row(2, 0, HEADINGS)
        sheet.write_row(3, 0, ("产出指标", "数量指标", "检测桥梁", "12座"))
    (tmp_path / "桥.xlsx").write_bytes(stream.getvalue())
    (found,) = map(read, discover([tmp_path]))
    assert [one.budget_wan for one in found.projects] == [36.5]
