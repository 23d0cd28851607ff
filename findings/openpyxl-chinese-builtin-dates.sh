#!/usr/bin/env bash
# openpyxl 3.1.5 (and pandas 3.1.1 above it) against python-calamine 0.9.1: dates in the formats that only Chinese Excel knows by number.
# ISO/IEC 29500-1, 18.8.30 gives the numbers 27 to 36 and 50 to 58 to date formats of the Chinese edition (57 is 2026年12月, 31 is
# 2026年12月31日); their text does not stand in the file. openpyxl takes them for General: a finishing date chosen from the
# menu arrives as 46387, which looks like a count or an amount. pandas.read_excel does the same by default and gives a date
# with engine="calamine". Auditor has its own table of these numbers (auditor/reading/workbook/formats).
# Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "openpyxl==3.1.5" "pandas==3.1.1" "python-calamine==0.9.1" "XlsxWriter==3.3.1"
cat >"$work/probe.py" <<'PY'
"""31 December 2026 in three numbered formats, by three ways."""
import io
import sys

import openpyxl
import pandas
import python_calamine
import xlsxwriter

NUMBERS = (14, 31, 57)
stream = io.BytesIO()
with xlsxwriter.Workbook(stream) as book:
    sheet = book.add_worksheet()
    for row, number in enumerate(NUMBERS):
        sheet.write_number(row, 0, 46387, book.add_format({"num_format": number}))
by_openpyxl = [str(row[0]) for row in openpyxl.load_workbook(stream).active.iter_rows(values_only=True)]
by_pandas = [str(value) for value in pandas.read_excel(stream, header=None)[0]]
stream.seek(0)
by_calamine = [str(row[0]) for row in python_calamine.load_workbook(stream).get_sheet_by_index(0).to_python()]
for number, *found in zip(NUMBERS, by_openpyxl, by_pandas, by_calamine):
    print(f"format number {number}: openpyxl {found[0]}; pandas {found[1]}; calamine {found[2]}")
date = "2026-12-31 00:00:00"
sys.exit(by_openpyxl != [date, "46387", "46387"] or by_pandas != by_openpyxl or by_calamine != ["2026-12-31"] * 3)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
