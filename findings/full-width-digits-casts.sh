#!/usr/bin/env bash
# Digits of full width (１２, from a Chinese keyboard) and what libraries of one data path make of them: pandas 3.1.1, numpy 2.4.6,
# polars 2.1.0, DuckDB 2.0.1, pyarrow 26.0.1, pydantic 2.14.4.
# float(), numpy and Series.astype(float) read １２ as 12, pandas.to_numeric in the same library gives NaN, and so do the casts
# of polars and DuckDB give null; pyarrow and pydantic raise. The point of full width (１２．５) is read by none of them. A
# blank of full width before 3 is stripped by float, numpy, astype and pydantic, not by to_numeric, polars or DuckDB. 1_000 is a
# thousand for float, astype, pydantic and DuckDB, and none for to_numeric, polars and pyarrow. Whoever moves a check of amounts from
# one to the other changes which rows have one. Auditor folds width before it reads numbers (auditor/language/width.py).
# Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pandas==3.1.1" "numpy==2.4.6" "polars==2.1.0" "duckdb==2.0.1" "pyarrow==26.0.1" "pydantic==2.14.4"
cat >"$work/probe.py" <<'PY'
"""The number that each library reads out of a text, None where it reads none."""
import math
import sys

import duckdb
import numpy
import pandas
import polars
import pyarrow
import pyarrow.compute
import pydantic

READERS = {
    "float": float,
    "numpy": lambda text: numpy.array([text]).astype(float)[0],
    "Series.astype": lambda text: pandas.Series([text], dtype=object).astype(float)[0],
    "to_numeric": lambda text: pandas.to_numeric(pandas.Series([text]), errors="coerce")[0],
    "polars": lambda text: polars.Series([text]).cast(polars.Float64, strict=False)[0],
    "DuckDB": lambda text: duckdb.execute("select try_cast(? as double)", [text]).fetchone()[0],
    "pyarrow": lambda text: pyarrow.compute.cast(pyarrow.array([text]), pyarrow.float64())[0].as_py(),
    "pydantic": pydantic.TypeAdapter(float).validate_python,
}
# text: those that read it as a number
EXPECTED = {
    "１２": {"float", "numpy", "Series.astype"},
    "１２．５": set(),
    "\u30003": {"float", "numpy", "Series.astype", "pydantic"},
    "1_000": {"float", "numpy", "Series.astype", "DuckDB", "pydantic"},
    "12": set(READERS),
}


def read(reader, text):
    """The number, None where the reader gives none or raises."""
    try:
        value = reader(text)
    except (ValueError, pyarrow.ArrowInvalid):
        return None
    return None if value is None or math.isnan(value) else float(value)


wrong = 0
for text, expected in EXPECTED.items():
    numbers = {name: read(reader, text) for name, reader in READERS.items()}
    found = {name for name, number in numbers.items() if number is not None}
    print(f"{text!r}: read by {', '.join(name for name in READERS if name in found) or 'none'}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
