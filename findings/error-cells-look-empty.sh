#!/usr/bin/env bash
# python-calamine 0.9.1, polars 2.1.0 (fastexcel 0.21.0), pandas 3.1.1 and openpyxl 3.1.5 on cells of which nothing is known.
# A cell that shows #DIV/0! or #REF! is filled in, and broken. calamine gives "" for it, polars null, pandas NaN with either engine, as each of them
# gives for an empty cell; openpyxl gives the text '#DIV/0!', which reads as a value. A formula whose result the file does not hold (programs write
# such files) is "" or None for all four, openpyxl among them, until Excel has reckoned it. Excel's own escapes are taken two ways: a line break stored as _x000a_
# is one for calamine and polars, and seven characters for openpyxl and pandas. "No target value", told of such a cell, is an accusation. Auditor tells
# empty, broken and not reckoned cells apart and holds back what rests on the latter two (auditor/reading/workbook/sheet_marks.py).
# Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "python-calamine==0.9.1" "polars==2.1.0" "fastexcel==0.21.0" "pandas==3.1.1" "openpyxl==3.1.5" "XlsxWriter==3.3.1"
cat >"$work/probe.py" <<'PY'
"""A column of five cells by five ways of reading; nothing, however it is told, as None."""
import sys
import zipfile

import openpyxl
import pandas
import polars
import python_calamine
import xlsxwriter

PATH = f"{sys.argv[1]}/a.xlsx"
READERS = {
    "calamine": lambda: [row[1] for row in python_calamine.load_workbook(PATH).get_sheet_by_index(0).to_python()],
    "polars": lambda: polars.read_excel(PATH, has_header=False).to_series(-1).to_list(),
    "pandas, calamine": lambda: pandas.read_excel(PATH, header=None, engine="calamine")[1].tolist(),
    "pandas, openpyxl": lambda: pandas.read_excel(PATH, header=None, engine="openpyxl")[1].tolist(),
    "openpyxl": lambda: [row[1] for row in openpyxl.load_workbook(PATH, data_only=True).active.iter_rows(values_only=True)],
}
CELLS = ("empty", "error", "no result", "line break", "text")
with xlsxwriter.Workbook(f"{sys.argv[1]}/whole.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, CELLS)
    sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(2, 1, "=6*2", None, 12)
    sheet.write_string(3, 1, "甲LINE乙")
    sheet.write_string(4, 1, "≥95%")
with zipfile.ZipFile(f"{sys.argv[1]}/whole.xlsx") as whole, zipfile.ZipFile(PATH, "w") as left:
    for name in whole.namelist():
        left.writestr(name, whole.read(name).replace(b"<v>12</v>", b"").replace(b"LINE", b"_x000a_"))
BROKEN, KEPT = "甲\n乙", "甲_x000a_乙"
EXPECTED = {
    "calamine": [None, None, None, BROKEN, "≥95%"],
    "polars": [None, None, None, BROKEN, "≥95%"],
    "pandas, calamine": [None, None, None, BROKEN, "≥95%"],
    "pandas, openpyxl": [None, None, None, KEPT, "≥95%"],
    "openpyxl": [None, "#DIV/0!", None, KEPT, "≥95%"],
}
wrong = 0
for name, read in READERS.items():
    found = [None if value == "" or value != value else value for value in read()]
    print(f"{name}: {dict(zip(CELLS, found))}")
    wrong |= found != EXPECTED[name]
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py" "$work"
