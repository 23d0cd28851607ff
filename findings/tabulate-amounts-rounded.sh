#!/usr/bin/env bash
# pandas 3.1.1: DataFrame.to_markdown() (by tabulate 0.10.0), the usual way of putting a frame before people and language models.
# Amounts keep six digits: 1234567.89 元 is printed 1.23457e+06, and a sum printed below it cannot be checked any more. Texts that look like numbers become some: a
# target of 0.950 is 0.95, and a batch 1E3 is 1000. One text with a point in a column of project codes makes floating point of all of them: 530100260000031123 is 5.301e+17, and so is
# 530100260000031124 beside it. A column of codes alone keeps its digits, so that a first try shows nothing. to_string() and to_html() print amounts in full and
# texts as they are. to_markdown(disable_numparse=True) keeps both. Auditor writes tables of Markdown
# by itself (auditor/outputs/reports/markdown.py). Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pandas==3.1.1" "tabulate==0.10.0"
cat >"$work/probe.py" <<'PY'
"""Columns of a frame of two rows as Markdown prints them, by default and as one has to ask."""
import sys

import pandas

# a column, what is printed of it, and what with disable_numparse
COLUMNS = {
    "预算（元）": ([1234567.89, 12345678.9], ["1.23457e+06", "1.23457e+07"], ["1234567.89", "12345678.9"]),
    "指标值": (["0.950", "1E3"], ["0.95", "1000"], ["0.950", "1E3"]),
    "编码": (["530100260000031123", "530100260000031124"],) * 3,
    "编码或序号": (["530100260000031123", "1.5"], ["5.301e+17", "1.5"], ["530100260000031123", "1.5"]),
    "带单位": (["120万元", "≥95%"],) * 3,
}


def printed(values, **options):
    lines = pandas.DataFrame({"列": values}).to_markdown(index=False, **options).splitlines()[2:]
    return [line.strip("| ") for line in lines]


wrong = 0
for name, (values, *expected) in COLUMNS.items():
    found = [printed(values), printed(values, disable_numparse=True)]
    print(f"{name}: {values} is printed {found[0]}, asked {found[1]}")
    wrong |= found != expected
text = pandas.DataFrame({"预算": [1234567.89], "指标值": ["0.950"]})
wrong |= not all("1234567.89" in each and "0.950" in each for each in (text.to_string(), text.to_html()))
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
