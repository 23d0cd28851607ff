#!/usr/bin/env bash
# pandas 3.1.1 (to_excel with XlsxWriter 3.3.1 and with openpyxl 3.1.5) and polars 2.1.0 (write_excel) on target values that begin with an equals sign.
# Targets are written with their sign: ≥95%, ≤3次, =100%, =12个月. to_excel takes a text that begins with = for a formula, whichever engine writes it, also where
# it is none that Excel could reckon (12个月). Read again, the target of =100% is the number 0 (XlsxWriter stores 0 as the result of a formula
# it has not reckoned) or missing (openpyxl stores none), for pandas and for calamine; ≥95% beside it is whole, and nothing is raised or warned of. An
# audit of the copy says "the target is 0" or "no target" of rows that had one. engine_kwargs={"options": {"strings_to_formulas": False}} keeps the texts with
# XlsxWriter, openpyxl has no such option (data_type = "s" on each cell). polars writes them as texts.
# Auditor's ledger writes texts alone (auditor/outputs/reports/sheets.py). Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pandas==3.1.1" "XlsxWriter==3.3.1" "openpyxl==3.1.5" "polars==2.1.0" "python-calamine==0.9.1"
cat >"$work/probe.py" <<'PY'
"""A column of targets, written by four ways and read again by two; a missing cell as None."""
import sys

import pandas
import polars
import python_calamine

TARGETS = ["≥95%", "=100%", "=12个月", "≤3次"]
frame = pandas.DataFrame({"指标值": TARGETS})
TEXTS = {"options": {"strings_to_formulas": False}}
WRITERS = {
    "pandas, XlsxWriter": lambda path: frame.to_excel(path, index=False, engine="xlsxwriter"),
    "pandas, openpyxl": lambda path: frame.to_excel(path, index=False, engine="openpyxl"),
    "pandas, XlsxWriter told": lambda path: frame.to_excel(path, index=False, engine="xlsxwriter", engine_kwargs=TEXTS),
    "polars": lambda path: polars.DataFrame({"指标值": TARGETS}).write_excel(path),
}
EXPECTED = {
    "pandas, XlsxWriter": ["≥95%", 0, 0, "≤3次"],
    "pandas, openpyxl": ["≥95%", None, None, "≤3次"],
    "pandas, XlsxWriter told": TARGETS,
    "polars": TARGETS,
}


def by_pandas(path):
    return [None if value != value else value for value in pandas.read_excel(path, engine="openpyxl")["指标值"]]


def by_calamine(path):
    rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()[1:]
    return [None if value == "" else value for (value,) in rows]


wrong = 0
print("targets:", TARGETS)
for name, write in WRITERS.items():
    write("a.xlsx")
    found = [by_pandas("a.xlsx"), by_calamine("a.xlsx")]
    print(f"{name}: read by pandas {found[0]}, by calamine {found[1]}")
    wrong |= found != [EXPECTED[name]] * 2
sys.exit(wrong)
PY
cd "$work" && "$work/venv/bin/python" -W ignore "$work/probe.py"
