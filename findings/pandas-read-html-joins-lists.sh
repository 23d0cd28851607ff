#!/usr/bin/env bash
# pandas 3.1.1: read_html takes every comma between digits for a mark of thousands, and some words for missing values.
# thousands="," is its default and does not look at how many digits follow: a column with the lists 3,5 and 1,12 (numbers of
# items, of batches) becomes the integers 35 and 112. A code 0012 becomes 12, NA, None and null become NaN, while 无, the
# full-width comma of 1，300 and digits of full width are left as texts, so that one column holds both. read_html(…,
# thousands=None, keep_default_na=False, converters={…: str}) leaves the cells as they are. Auditor reads cells as texts.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pandas==3.1.1" "lxml==6.1.3"
cat >"$work/probe.py" <<'PY'
"""Columns of two cells as read by default and without guesses."""
import io
import sys

import pandas

# what the cells show: what read_html gives
EXPECTED = {
    ("3,5", "1,12"): ["35", "112"],
    ("0012", "0013"): ["12", "13"],
    ("1,200", "1，300"): ["1200", "1，300"],
    ("NA", "无"): ["nan", "无"],
    ("９５", "95"): ["９５", "95"],
}
wrong = 0
for cells, expected in EXPECTED.items():
    page = "<table><tr><th>值</th></tr>" + "".join(f"<tr><td>{cell}</td></tr>" for cell in cells) + "</table>"
    column = pandas.read_html(io.StringIO(page))[0]["值"]
    bare = {"thousands": None, "keep_default_na": False, "converters": {"值": str}}
    kept = pandas.read_html(io.StringIO(page), **bare)[0]["值"]
    print(f"{', '.join(cells)}: {', '.join(map(str, column))} ({column.dtype}); without guesses {', '.join(kept)}")
    wrong |= list(map(str, column)) != expected or tuple(kept) != cells
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
