#!/usr/bin/env bash
# polars 2.1.0, DuckDB 2.0.1 and pyarrow 26.0.1: the same question about a column of Chinese texts, put to three engines that share its memory.
# Where does 度 stand in 满意度? polars' str.find says 6 (bytes), although its str.slice and str.head count characters, so that slicing by what was
# found gives ""; DuckDB's instr says 3 (characters from 1), pyarrow's find_substring 6. \w and \d of polars know hanzi and digits of full width
# (１２), those of DuckDB and pyarrow know ASCII alone: "only letters" refuses every Chinese text there. A date that is none, 2024年2月30日, is null for polars
# and DuckDB, and the first of March for pyarrow, which has an option error_is_null and does not call this an error. Nothing is raised by
# any of them. Auditor asks Python's re. Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "polars==2.1.0" "duckdb==2.0.1" "pyarrow==26.0.1"
cat >"$work/probe.py" <<'PY'
"""Answers in the order polars, DuckDB, pyarrow."""
import sys

import duckdb
import polars
import pyarrow
import pyarrow.compute as compute

FORM = "%Y年%m月%d日"


def by_duckdb(expression, text):
    return duckdb.execute(f"select {expression} from (select ? as text)", [text]).fetchone()[0]


def place(text, part):
    column = polars.Series([text]).str
    return (
        column.find(part)[0],
        by_duckdb(f"instr(text, '{part}')", text),
        compute.find_substring(pyarrow.array([text]), part)[0].as_py(),
    )


def matches(text, pattern):
    return (
        polars.Series([text]).str.contains(pattern)[0],
        by_duckdb(f"regexp_matches(text, '{pattern}')", text),
        compute.match_substring_regex(pyarrow.array([text]), pattern)[0].as_py(),
    )


def day(text):
    moment = compute.strptime(pyarrow.array([text]), format=FORM, unit="s", error_is_null=True)[0].as_py()
    return tuple(
        found and f"{found:%m-%d}"
        for found in (
            polars.Series([text]).str.to_date(FORM, strict=False)[0],
            by_duckdb(f"try_strptime(text, '{FORM}')", text),
            moment,
        )
    )


# what is asked: (answer, expected)
ANSWERS = {
    "place of 度 in 满意度": (place("满意度", "度"), (6, 3, 6)),
    "满意度 sliced from there by polars": (polars.Series(["满意度"]).str.slice(6, 1)[0], ""),
    r"满意度 is \w+": (matches("满意度", r"^\w+$"), (True, False, False)),
    r"１２ is \d+": (matches("１２", r"^\d+$"), (True, False, False)),
    "2024年2月29日": (day("2024年2月29日"), ("02-29",) * 3),
    "2024年2月30日": (day("2024年2月30日"), (None, None, "03-01")),
}
wrong = 0
for asked, (answer, expected) in ANSWERS.items():
    print(f"{asked}: {answer!r}")
    wrong |= answer != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
