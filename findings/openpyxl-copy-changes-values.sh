#!/usr/bin/env bash
# openpyxl 3.1.5: what a workbook has lost after load_workbook(), one comment more, and save(), as programs do it that hand back opinions.
# Runs of a cell become one text: a raised 4 of 10⁴吨 is written as 104吨, for good (rich_text=True at loading keeps it). The results of all
# formulas are gone, so that whatever reads the copy before Excel or WPS has saved it anew finds empty cells (pandas.read_excel: NaN, of the original 12).
# Text boxes, in which offices put how the form is to be filled in, are gone. No warning is told of any of it.
# load_workbook(data_only=True) keeps the results and writes them over the formulas instead. Auditor writes its comments into
# the package itself, so that nothing a library does not know is lost (auditor/outputs/annotate). Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "openpyxl==3.1.5" "XlsxWriter==3.3.1" "pandas==3.1.1"
cat >"$work/probe.py" <<'PY'
"""Cells and parts of a workbook, and of its copy with a comment."""
import io
import sys
import warnings
import zipfile

import openpyxl
import pandas
import xlsxwriter
from openpyxl.comments import Comment


def original():
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        sheet.write_rich_string("A1", "10", book.add_format({"font_script": 1}), "4", "吨")
        sheet.write_formula("B1", "=C1*2", None, 12)
        sheet.write_number("C1", 6)
        sheet.insert_textbox("A5", "填表说明：指标值须填数字")
    return stream.getvalue()


def copied(content, **options):
    book, stream = openpyxl.load_workbook(io.BytesIO(content), **options), io.BytesIO()
    book.active["C1"].comment = Comment("请核实", "审核")
    book.save(stream)
    return stream.getvalue()


def seen(content):
    """Raised digits kept, result of the formula for pandas, whether there is a formula, whether the text box is left."""
    package = zipfile.ZipFile(io.BytesIO(content))
    parts = "".join(package.read(name).decode() for name in package.namelist() if name.endswith(".xml"))
    value = pandas.read_excel(io.BytesIO(content), header=None, engine="openpyxl")[1][0]
    return 'val="superscript"' in parts, value == 12, "<f>" in parts, "填表说明" in parts or "&#22635;" in parts


NAMES = ("raised 4", "result", "formula", "text box")
content = original()
with warnings.catch_warnings():
    warnings.simplefilter("error")
    found = [seen(content), *(seen(copied(content, **each)) for each in ({}, {"rich_text": True}, {"data_only": True}))]
for name, what in zip(("original", "copy", "copy, rich_text", "copy, data_only"), found):
    print(f"{name}: {', '.join(one + (' kept' if kept else ' lost') for one, kept in zip(NAMES, what))}")
print("text of the copy's cell:", openpyxl.load_workbook(io.BytesIO(copied(content))).active["A1"].value)
sys.exit(
    found
    != [
        (True, True, True, True),
        (False, False, True, False),
        (True, False, True, False),
        (False, True, False, False),
    ]
)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
