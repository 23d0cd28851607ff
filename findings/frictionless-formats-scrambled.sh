#!/usr/bin/env bash
# frictionless 5.21.0: ExcelControl(preserve_formatting=True), which is to give the cells of a workbook as they are shown.
# A date whose format names year, month and day in Chinese, as Chinese Excel and WPS offer it, comes out with the marks before the numbers: 2025年6月30日 is
# 年2025月6日30, 6月30日 is 月6日30 (what is quoted in the format is put in front of the part that follows). Signs and units that are quoted are dropped, so
# that a cell that shows ≥95% is 95% and 1234.50万元 is 1234.50; halves are cut off (1234.5 in the format 0 is 1234, where 1235 is shown), and a duration stays
# one. Nothing is raised or warned of. Without the option each cell is its stored value (0.95, a datetime), units gone as well.
# Auditor shows cells by its own formatter, which knows quotes (auditor/reading/workbook/formats). Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "frictionless[excel]==5.21.0" "openpyxl==3.1.5" "XlsxWriter==3.3.1"
cat >"$work/probe.py" <<'PY'
"""A column of formatted numbers as Excel shows them and as frictionless gives them."""
import sys
from datetime import timedelta

import xlsxwriter
from frictionless import Resource, formats, system

DAY = 45838
# the format, the number, what Excel shows, what frictionless gives
CELLS = (
    ('yyyy"年"m"月"d"日"', DAY, "2025年6月30日", "年2025月6日30"),
    ('yyyy"年"m"月"', DAY, "2025年6月", "年2025月6"),
    ('m"月"d"日"', DAY, "6月30日", "月6日30"),
    ("yyyy-mm-dd", DAY, "2025-06-30", "2025-06-30"),
    ('"≥"0%', 0.95, "≥95%", "95%"),
    ("0.0%", 0.955, "95.5%", "95.5%"),
    ('0.00"万元"', 1234.5, "1234.50万元", "1234.50"),
    ('0"人次"', 500, "500人次", "500"),
    ("0", 1234.5, "1235", "1234"),
    ('[h]"小时"', 1.5, "36小时", timedelta(days=1, hours=12)),
)
with xlsxwriter.Workbook("a.xlsx") as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ("格式", "值"))
    for row, (shape, number, *_) in enumerate(CELLS, 1):
        sheet.write(row, 0, shape)
        sheet.write_number(row, 1, number, book.add_format({"num_format": shape}))
resource = Resource("a.xlsx", control=formats.ExcelControl(preserve_formatting=True))
with system.use_context(trusted=True), resource:
    found = [value for _, value in list(resource.cell_stream)[1:]]
wrong = len(found) != len(CELLS)
for (shape, _, shown, expected), value in zip(CELLS, found):
    print(f"{shape}: Excel {shown}; frictionless {value!r}")
    wrong |= value != expected
sys.exit(wrong)
PY
cd "$work" && "$work/venv/bin/python" -W ignore "$work/probe.py"
