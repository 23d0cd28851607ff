#!/usr/bin/env bash
# pyarrow 26.0.1, pandas 3.1.1, polars 2.1.0 and DuckDB 2.0.1 on the codes of budget projects in a .csv file: 21 digits, too many for 64 bits.
# pyarrow (and pandas.read_csv(engine="pyarrow")) takes the column for floating point and drops what does not fit: projects …0311234 and
# …0311235 are one number, 5.301002600000003e+20, and a join on it pairs them. pandas' own engine keeps Python integers in a column of objects, polars has Int128,
# DuckDB HUGEINT, and all three drop zeros in front, but for DuckDB, which sees them (00212 stays text there). A code like 12E3 is 12000.0 for
# all, as in Excel; scores (3:50) are times of day for DuckDB. None says a word. Columns of codes have to be named as text in each of them.
# Auditor reads cells as texts. Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pyarrow==26.0.1" "pandas==3.1.1" "polars==2.1.0" "duckdb==2.0.1"
cat >"$work/probe.py" <<'PY'
"""Two codes as four readers (one of them with two engines) give them."""
import sys

import duckdb
import pandas
import polars
import pyarrow.csv

READERS = {
    "pyarrow": lambda path: pyarrow.csv.read_csv(path)["编码"].to_pylist(),
    "pandas, pyarrow": lambda path: pandas.read_csv(path, engine="pyarrow")["编码"].tolist(),
    "pandas": lambda path: pandas.read_csv(path)["编码"].tolist(),
    "polars": lambda path: polars.read_csv(path)["编码"].to_list(),
    "DuckDB": lambda path: [
        str(code) if hasattr(code, "hour") else code for _, code in duckdb.sql(f"from '{path}'").fetchall()
    ],
}
LONG = [530100260000000311234, 530100260000000311235]
ROUNDED = [5.301002600000003e20] * 2
# the codes: as read, in the order of READERS
EXPECTED = {
    ("530100260000000311234", "530100260000000311235"): [ROUNDED, ROUNDED, LONG, LONG, LONG],
    ("00212", "00213"): [[212, 213]] * 4 + [["00212", "00213"]],
    ("12E3", "45E6"): [[12000.0, 45000000.0]] * 5,
    ("12:30", "3:50"): [["12:30", "3:50"]] * 4 + [["12:30:00", "03:50:00"]],
}
wrong = 0
for codes, expected in EXPECTED.items():
    path = f"{sys.argv[1]}/codes.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("项目,编码\n" + "".join(f"甲{code[-1]},{code}\n" for code in codes))
    found = [read(path) for read in READERS.values()]
    print(*codes, "", *(f"  {name}: {values}" for name, values in zip(READERS, found)), sep="\n")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py" "$work"
