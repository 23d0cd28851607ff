#!/usr/bin/env bash
# polars 2.1.0 with fastexcel 0.21.0: texts that come late in a column of a workbook are dropped without a word.
# polars.read_excel guesses the type of a column from its first thousand rows. Where those hold numbers (95) and later ones
# numbers with their sign and unit (≥95%), the column is Int64 and each of the later cells is null; nothing is raised or
# warned of. The same file read with infer_schema_length=0 or engine="openpyxl" keeps them. A bureau's list of targets of all
# departments is of that length, and an audit of the frame would tell 51 rows that they have no target. Durations are
# changed too: 36 hours in [h]"小时" become the date 1900-01-01 12:00. Auditor guesses no types: a cell is what it shows.
# Exit status 1 where a version behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "polars==2.1.0" "fastexcel==0.21.0" "XlsxWriter==3.3.1" "openpyxl==3.1.5"
cat >"$work/probe.py" <<'PY'
"""How many of 51 texts below 1149 numbers are left, and what 36 hours read as."""
import io
import sys

import polars
import xlsxwriter

stream, time = io.BytesIO(), io.BytesIO()
with xlsxwriter.Workbook(stream) as book:
    sheet = book.add_worksheet()
    sheet.write_column(0, 0, ["三级指标", *["合格率"] * 1200])
    sheet.write_column(0, 1, ["指标值", *[95] * 1149, *["≥95%"] * 51])
with xlsxwriter.Workbook(time) as book:
    sheet = book.add_worksheet()
    sheet.write(0, 0, "工时")
    sheet.write_number(1, 0, 1.5, book.add_format({"num_format": '[h]"小时"'}))
found = {}
for told, options in {
    "as it comes": {},
    "infer_schema_length=0": {"infer_schema_length": 0},
    "engine='openpyxl'": {"engine": "openpyxl"},
}.items():
    column = polars.read_excel(stream, **options)["指标值"]
    found[told] = (str(column.dtype), column.null_count(), column[-1])
    print(f"{told}: {column.dtype}, {column.null_count()} null, the last cell {column[-1]!r}")
duration = str(polars.read_excel(time, schema_overrides={"工时": polars.String})["工时"][0])
print(f"36 hours as text: {duration}")
kept = ("String", 0, "≥95%")
expected = {"as it comes": ("Int64", 51, None), "infer_schema_length=0": kept, "engine='openpyxl'": kept}
sys.exit(found != expected or duration != "1900-01-01 12:00:00")
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
