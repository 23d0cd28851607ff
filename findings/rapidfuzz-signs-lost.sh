#!/usr/bin/env bash
# rapidfuzz 3.14.6: what utils.default_process leaves of a target value.
# Everything that is no letter and no digit becomes a blank, also ≥, ≤, % and the decimal point. Two targets that say the
# opposite (≥95%, ≤95%) are alike by 100 of 100 with it, and so are 5.5% and "5 5"; ① stays, because it counts as a digit.
# Without a processor ≥95% and ≥59% are still alike by 75: the ratio counts characters, and one of them is the sign. Empty
# cells are alike by 100 for ratio and by 0 for WRatio and token_set_ratio. Who looks for copied targets compares names by
# ratio and values as quantities, as Auditor does.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "rapidfuzz==3.14.6"
cat >"$work/probe.py" <<'PY'
"""Scores of target values with and without the processor, and of empty texts."""
import sys

from rapidfuzz import fuzz, utils

EXPECTED = {
    ("≥95%", "≤95%"): (75.0, 100.0),
    ("5.5%", "5 5"): (57.1, 100.0),
    ("±3℃", "3℃"): (80.0, 100.0),
    ("≥95%", "≥59%"): (75.0, 50.0),
    ("≥", "≤"): (0.0, 100.0),
}
wrong = 0
for (one, other), expected in EXPECTED.items():
    found = (round(fuzz.ratio(one, other), 1), round(fuzz.ratio(one, other, processor=utils.default_process), 1))
    print(f"{one} and {other}: {found[0]} as they are, {found[1]} with default_process")
    wrong |= found != expected
empty = [scorer("", "") for scorer in (fuzz.ratio, fuzz.WRatio, fuzz.token_set_ratio)]
print(f"two empty texts: ratio {empty[0]}, WRatio {empty[1]}, token_set_ratio {empty[2]}")
sys.exit(wrong or empty != [100.0, 0.0, 0.0] or utils.default_process("①") != "①")
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
