"""Rows put into a workbook as XML: what XlsxWriter itself writes for them, byte for byte."""

from datetime import datetime
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.outputs.reports.long_sheets import LongSheet, place_rows, xml_of
from auditor.outputs.reports.sheets import InputCell, RowNumber, Share, SheetWriter, new_workbook
from auditor.wording import SEVERITY

pytestmark = pytest.mark.issue(21)

COLUMNS = tuple((f"第{number}列", 6 + 4 * number) for number in range(8))
SHEET = "xl/worksheets/sheet2.xml"

texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [*SEVERITY.values(), "", "=1+1", " 前后 ", "一行\n又一行", "a&b<c>\"d'", "_x0041_", "a\x07b", "￿", "文" * 99]
    ),
)
numbers = st.one_of(st.integers(-(10**15), 10**15), st.floats(allow_nan=False, allow_infinity=False))
entered = st.one_of(
    texts, st.none(), st.dates(datetime(1950, 1, 1).date()).map(lambda day: datetime(day.year, day.month, day.day))
)
cells = st.one_of(
    texts, numbers, st.none(), st.floats(0, 1).map(Share), entered.filter(lambda one: one is None or one).map(InputCell)
)


def written(rows, fill):
    """The second sheet of a workbook whose first has used every format, so that they are numbered alike."""
    made, path = BytesIO(), BytesIO()
    with new_workbook(made, "台账") as (workbook, formats):
        first = LongSheet(workbook, formats, "样式", COLUMNS)
        first.sheet.write_string(2, 0, "")  # ends the row before
        sheets = [first, *fill(workbook, formats, rows)]
    place_rows(made, sheets, path)
    with ZipFile(path) as archive:
        return archive.read(SHEET)


def as_xml(workbook, formats, rows):
    sheet = LongSheet(workbook, formats, "甲", COLUMNS)
    half = len(rows) // 2
    sheet.add_xml(xml_of(rows[:half], COLUMNS))
    sheet.add_xml(xml_of(rows[half:], COLUMNS))
    sheet.filter()
    return [sheet]


def by_xlsxwriter(workbook, formats, rows):
    sheet = SheetWriter(workbook, formats, "甲", COLUMNS)
    for row in rows:
        sheet.add(row)
    sheet.filter()
    return []


@settings(max_examples=40)
@given(st.lists(st.lists(cells, min_size=8, max_size=8), max_size=5))
def test_rows_are_written_as_xlsxwriter_writes_them(rows):
    assert written(rows, as_xml) == written(rows, by_xlsxwriter)


@pytest.mark.parametrize("fill", [as_xml, by_xlsxwriter])
def test_a_text_that_looks_like_markup_of_a_workbook_stays_text(fill):
    typed = "<r><t>共</b></r>"
    sheet = written([[typed, *[None] * 7]], fill)
    (read,) = ElementTree.fromstring(sheet).iterfind(".//{*}row[@r='2']/{*}c[@r='A2']//{*}t")
    assert read.text.strip() == typed


def test_rows_are_numbered_where_they_come_to_stand():
    import openpyxl

    made, path = BytesIO(), BytesIO()
    with new_workbook(made, "台账") as (workbook, formats):
        sheet = LongSheet(workbook, formats, "甲", COLUMNS)
        row = xml_of([[RowNumber(), "同一行", *[None] * 6]], COLUMNS)
        for _ in range(11):
            sheet.add_xml(row)
    place_rows(made, [sheet], path)
    read = openpyxl.load_workbook(path)["甲"]
    assert [line[:2] for line in read.iter_rows(min_row=2, values_only=True)] == [(n, "同一行") for n in range(1, 12)]
    assert read.dimensions == "A1:H12"
    assert read["B12"].font.name == read["B2"].font.name == "Microsoft YaHei"
