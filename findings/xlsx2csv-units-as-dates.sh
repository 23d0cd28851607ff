#!/usr/bin/env bash
# xlsx2csv 0.8.6: a number whose format holds a unit in Latin letters comes out as a broken date.
# The letters m, d, y, h and s are taken for parts of a date also where the format quotes them ("km", "m²") or escapes them (\m):
# 12 in the format 0"km" is written as 0"k01", in 0"m²" as 0"01²", in 0\m as 001. Units in Chinese are dropped
# instead (500 in "≥"0"人次" is 500), and a time in [h]"小时" is written as days (36小时 is 1.5). No word is said of it. Tables of
# targets hold such formats because WPS and Excel offer them. Auditor shows cells by its own formatter, which knows quotes.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "xlsx2csv==0.8.6" "XlsxWriter==3.3.1"
cat >"$work/probe.py" <<'PY'
"""What becomes of numbers in formats with units, beside what Excel shows."""
import csv
import io
import sys

import xlsxwriter
from xlsx2csv import Xlsx2csv

# (value, format, what Excel shows, what xlsx2csv writes)
CASES = (
    (12, '0"km"', "12km", '0"k01"'),
    (12, '0"m²"', "12m²", '0"01²"'),
    (12, "0\\m", "12m", "001"),
    (12, '0"d"', "12d", '0"11"'),
    (500, '"≥"0"人次"', "≥500人次", "500"),
    (1.5, '[h]"小时"', "36小时", "1.5"),
)
stream = io.BytesIO()
with xlsxwriter.Workbook(stream) as book:
    sheet = book.add_worksheet()
    for row, (value, code, _, _) in enumerate(CASES):
        sheet.write_number(row, 0, value, book.add_format({"num_format": code}))
text = io.StringIO()
Xlsx2csv(stream).convert(text)
found = [row[0] for row in csv.reader(text.getvalue().splitlines())]
wrong = 0
for (value, code, seen, expected), written in zip(CASES, found):
    print(f"{value} in {code}: Excel {seen}; xlsx2csv {written}")
    wrong |= written != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
