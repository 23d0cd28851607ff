"""Of a file in which no table was understood, whatever its format, what looks like headings is offered to be named."""

import pytest

from auditor.reading.mapping_template import headings_in, tables_of
from auditor.reading.reader import read
from material.forms import one_form

LINES = (("事项", "做到多少", "随手记"), ("修整河岸", "十二公里", "去年的"), ("植树", "三万棵", "去年的"))
FORM = one_form.SpannedTable(LINES, ())
MAKE = {
    "表.xlsx": one_form.xlsx,
    "表.ods": one_form.ods,
    "表.fods": one_form.fods,
    "表.xml": one_form.spreadsheet_xml,
    "表.docx": one_form.docx,
    "表.html": one_form.html,
}


@pytest.mark.parametrize("name", MAKE)
def test_headings_that_are_nobodys_are_offered(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(MAKE[name](FORM))
    submission = read(path)
    assert (submission.status, headings_in(submission, tables_of(path))) == ("no_indicators", LINES[0])


def test_a_file_of_pages_has_none_to_offer(tmp_path):
    path = tmp_path / "表.ofd"
    path.write_bytes(one_form.ofd())
    assert tables_of(path) == ()
