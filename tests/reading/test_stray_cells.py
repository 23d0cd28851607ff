"""A cell far from its table costs no more than the table: it is left out and told, and so is what merged ranges cover."""

import io

import openpyxl
import pytest
import xlwt

from auditor.errors import UnreadableError
from auditor.reading.extract import read_content
from auditor.reading.workbook.extent import covered_cells, rectangle
from auditor.reading.workbook.stray import without_stray

ROWS = [
    ["项目名称", "湿地栈道维护"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "数量指标", "栈道长度", "≥6公里"],
    ["产出指标", "质量指标", "检测合格率", "≥95%"],
    ["效益指标", "社会效益指标", "投诉件数", "≤4件"],
]
TOLD = "工作表“表”在{}有离表格很远的内容，没有读；是误填的请删去，不是的请移到表格旁边"


def xlsx(far, merged=()):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表"
    for row in ROWS:
        sheet.append(row)
    for place in far:
        sheet[place] = "落下的字"
    for one in merged:
        sheet.merge_cells(one)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def texts(found):
    (project,) = found.projects
    return [(row.level3, row.target) for row in project.indicators]


WHOLE = texts(read_content(xlsx(()), "表.xlsx"))


@pytest.mark.issue(20)
@pytest.mark.parametrize(
    ("far", "place"),
    [
        (["D1048576"], "第1048576行"),
        (["XFD2000"], "第2000行、XFD列"),
        (["XFD1048576"], "第1048576行、XFD列"),
        (["A900000", "ZZ7"], "第900000行、ZZ列"),
    ],
)
def test_stray_cells_are_left_out_and_told(far, place):
    found = read_content(xlsx(far), "表.xlsx")
    assert texts(found) == WHOLE
    assert found.doubts == (TOLD.format(place),)
    assert found.projects[0].unsure["indicators"] == TOLD.format(place)


@pytest.mark.issue(20)
@pytest.mark.parametrize("far", [["D30000"], ["XFD2"], ["A120", "CV9"]])
def test_what_lies_in_a_rectangle_of_ordinary_size_is_read(far):
    content = xlsx(far)
    assert without_stray(content).content is content
    assert read_content(content, "表.xlsx").doubts == ()


@pytest.mark.issue(20)
def test_a_sheet_without_a_word_on_its_size_is_looked_at():
    content = xlsx(["XFD1048576"])
    bare = without_dimension(content)
    assert bare != content
    assert read_content(bare, "表.xlsx").doubts == (TOLD.format("第1048576行、XFD列"),)


def without_dimension(content):
    import re
    import zipfile

    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, re.sub(rb"<dimension[^>]*/>", b"", old.read(name)))
    return made.getvalue()


@pytest.mark.issue(20)
def test_cells_spread_over_all_of_a_sheet_are_refused_in_a_sentence():
    spread = [f"A{row}" for row in range(100, 1_048_576, 400)] + [f"{column}1" for column in ("EZ", "KZ", "QZ", "WZ")]
    with pytest.raises(UnreadableError) as raised:
        read_content(xlsx(spread), "表.xlsx")
    assert (raised.value.code, "填了内容的只有" in raised.value.message) == ("R024", True)


@pytest.mark.issue(20)
def test_an_xls_with_a_stray_cell_is_refused_in_a_sentence():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, cells in enumerate(ROWS):
        for column, text in enumerate(cells):
            sheet.write(row, column, text)
    sheet.write(65535, 255, "落下的字")
    stream = io.BytesIO()
    book.save(stream)
    with pytest.raises(UnreadableError) as raised:
        read_content(stream.getvalue(), "表.xls")
    assert raised.value.code == "R024"
    assert "工作表“表”有65536行256列，而填了内容的只有19格" in raised.value.message


@pytest.mark.issue(20)
def test_rows_of_unequal_length_become_a_rectangle_no_larger_than_the_table():
    rows = [tuple(row) for row in ROWS] + [()] * 1_000_000 + [("",) * 16_000 + ("落下的字",)]
    found, told = rectangle(rows, "表")
    assert found == tuple(tuple(row) + ("",) * (4 - len(row)) for row in ROWS)
    assert told == TOLD.format("第1000006行、WQK列")


@pytest.mark.issue(20)
def test_merged_ranges_are_looked_at_inside_the_sheet_only_and_no_cell_twice():
    """A hundred thousand ranges over the whole of a sheet (a damaged file) cost what the sheet costs."""
    whole = ((0, 0), (1_048_575, 16_383))
    assert covered_cells([whole], 3, 2) == {
        (0, 1): (0, 0),
        (1, 0): (0, 0),
        (1, 1): (0, 0),
        (2, 0): (0, 0),
        (2, 1): (0, 0),
    }
    asked = []

    def ranges():
        for number in range(100_000):
            asked.append(number)
            yield whole

    covered_cells(ranges(), 100, 50)
    assert asked == [0, 1]


@pytest.mark.issue(20)
def test_a_flat_document_and_an_xml_sheet_with_stray_cells_are_read_without_them():
    for name, content in (("表.fods", FODS), ("表.xml", XML_2003)):
        found = read_content(content.encode(), name)
        assert texts(found) == WHOLE
        assert found.doubts == (TOLD.format("第1048576行、XFD列"),)


def _fods_row(cells):
    return "<table:table-row>" + "".join(map(_fods_cell, cells)) + "</table:table-row>"


def _fods_cell(text):
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
FODS = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document xmlns:office="{_SPACE}office:1.0" '
    f'xmlns:table="{_SPACE}table:1.0" xmlns:text="{_SPACE}text:1.0" '
    'office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet>'
    '<table:table table:name="表">' + "".join(map(_fods_row, ROWS)) + '<table:table-row table:number-rows-repeated="1048570">'
    '<table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
    + _fods_cell("落下的字") + "</table:table-row></table:table></office:spreadsheet></office:body></office:document>"
)  # fmt: skip
_SHEET = "urn:schemas-microsoft-com:office:spreadsheet"
XML_2003 = (
    f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{_SHEET}" xmlns:ss="{_SHEET}">'
    '<Worksheet ss:Name="表"><Table>'
    + "".join("<Row>" + "".join(f'<Cell><Data ss:Type="String">{text}</Data></Cell>' for text in row) + "</Row>" for row in ROWS)
    + '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="String">落下的字</Data></Cell></Row>'
    "</Table></Worksheet></Workbook>"
)  # fmt: skip
