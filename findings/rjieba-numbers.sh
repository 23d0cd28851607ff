#!/usr/bin/env bash
# rjieba 0.2.2 against jieba 0.42.1: the same dictionary and model, but with the HMM on (the default of jieba) other words
# where digits and letters meet. jieba cuts a number and the unit after it (0.5|dB), a date with two points (2025.12|.|20), ranges
# and document numbers at the hyphen (30|-|50, GB3838|-|2002); rjieba keeps each in one piece. With the HMM off both give the
# same words. Who swaps one for the other to be faster must look at quantities, dates and standards again.
# Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "jieba==0.42.1" "rjieba==0.2.2" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""Words of four texts by both, with and without the HMM."""
import logging
import sys

import jieba
import rjieba

jieba.setLogLevel(logging.ERROR)
EXPECTED = {
    "偏差≤0.5dB": ("偏差|≤|0.5|dB", "偏差|≤|0.5dB"),
    "2025.12.20前": ("2025.12|.|20|前", "2025.12.20|前"),
    "井深30-50米": ("井深|30|-|50|米", "井深|30-50|米"),
    "执行GB3838-2002": ("执行|GB3838|-|2002", "执行|GB3838-2002"),
}
wrong = 0
for text, expected in EXPECTED.items():
    found = ("|".join(jieba.lcut(text)), "|".join(rjieba.cut(text)))
    without = ("|".join(jieba.lcut(text, HMM=False)), "|".join(rjieba.cut(text, False)))
    print(f"{text}: jieba {found[0]}; rjieba {found[1]}; without HMM alike: {without[0] == without[1]}")
    wrong |= found != expected or without[0] != without[1]
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
