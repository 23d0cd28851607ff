#!/usr/bin/env bash
# XlsxWriter 3.3.1: autofit() measures Chinese characters as if they were half as wide as they are.
# Its table of widths holds ASCII; any other character counts as 8 pixels. In the fonts that Chinese Excel and WPS use for
# 11 points a hanzi is as wide as it is high, 15 pixels. A column of 服务对象满意度指标 (nine hanzi, 135 pixels) gets the
# width of 79, hardly more than abcdefghi with its 68, so that the headings of a report are cut off by the next cell. Widths
# for Chinese have to be reckoned (two for a character that is East Asian wide). Auditor gives each column a width of its own and wraps.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "XlsxWriter==3.3.1"
cat >"$work/probe.py" <<'PY'
"""Widths of columns, in pixels, after autofit."""
import io
import re
import sys
import zipfile

import xlsxwriter

EXPECTED = {"服务对象满意度指标": 0, "abcdefghi": 0, "９５％以上（含）": 0}
stream = io.BytesIO()
with xlsxwriter.Workbook(stream) as book:
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, EXPECTED)
    sheet.autofit()
xml = zipfile.ZipFile(stream).read("xl/worksheets/sheet1.xml").decode()
widths = [round(float(width) * 7) for width in re.findall(r'<col [^>]*width="([\d.]+)"', xml)]
for text, width in zip(EXPECTED, widths):
    print(f"{text} ({len(text)} characters): {width} pixels with the padding of 7")
sys.exit(widths != [79, 68, 71])
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
