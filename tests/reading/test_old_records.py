"""An .xls of which records were blanked out is told: what reads it passes over their cells in silence."""

import struct

import pytest

from auditor.reading.extract import read_content
from auditor.reading.workbook.old_records import has_blank_records
from material.forms import one_form
from tests.reading.test_legacy import ole_file

pytestmark = pytest.mark.issue(20)

TOLD = "工作表“表”有损坏，可能只读出了一部分"
START, CELL, END, ZEROS = (0x809, b"\0" * 16), (0xFD, b"\0" * 10), (0x0A, b""), (0, b"")


def book(*sheet):
    """A workbook of one sheet with these records."""
    place = len(_whole([START, (0x85, b"\0" * 8), END]))
    return ole_file(Workbook=_whole([START, (0x85, struct.pack("<I", place) + b"\0" * 4), END]) + _whole(sheet))


def _whole(records):
    return b"".join(struct.pack("<HH", kind, len(data)) + data for kind, data in records)


@pytest.mark.parametrize(
    ("sheet", "blank"),
    [
        ((START, CELL, CELL, END), False),
        ((START, CELL, ZEROS, CELL, END), True),
        ((START, START, ZEROS, CELL, END, CELL, END), True),
        ((START, CELL, END, ZEROS, CELL), False),
        ((START, CELL), False),
        ((START, CELL, ZEROS, START, CELL, END), False),
    ],
    ids=["whole", "a cell", "of a chart", "behind the end", "no end, filled up", "no end, another part follows"],
)
def test_zeros_in_the_place_of_a_record_are_told_apart_from_those_that_fill_up(sheet, blank):
    assert has_blank_records(book(*sheet)) == blank


def test_a_row_whose_records_are_blank_is_told_as_lost():
    whole = one_form.xls()
    place = whole.index(struct.pack("<HHHH", 0xFD, 10, 7, 1))
    damaged = whole[:place] + b"\0" * 52 + whole[place + 52 :]
    found = [read_content(one, "乙.xls") for one in (whole, damaged)]
    assert [(len(one.projects[0].indicators), one.doubts) for one in found] == [(5, ()), (4, (TOLD,))]
