#!/usr/bin/env bash
# difflib (Python's own; seen with 3.11): last year's column of target values and this year's with one value changed are alike by 0.0.
# From 200 characters on SequenceMatcher takes each one that makes up more than 1% of the second text for junk (autojunk, on by default)
# and begins no match with it. Values of targets (≥95%, 120万元, 12月底前) are made of some thirty characters, so all of them are junk: what
# stands before the first difference decides. A column of 20 values is compared as expected, one of 200 that differs in its first
# value gives 0.0 instead of 1.0, in its last one 1.0. A list of cells instead of a text has the same limit of 200. Flowing Chinese is saved by
# its rare characters. quick_ratio() does not see junk and says 1.0. autojunk=False is what is meant. Auditor does not compare texts by it.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cat >"$work/probe.py" <<'PY'
"""Ratios of a column of values and a copy with one of them changed, by default and without autojunk."""
import random
import sys
from difflib import SequenceMatcher

DIGITS, SHAPES = random.Random(2026), ("≥{}%", "{}个", "{}次", "{}人次", "≤{}万元", "{}月底前", "100%")


def values(count):
    return [DIGITS.choice(SHAPES).format(DIGITS.randint(5, 120)) for _ in range(count)]


def ratios(one, other):
    found = [SequenceMatcher(None, one, other, autojunk=junk) for junk in (True, False)]
    return (*(round(each.ratio(), 2) for each in found), round(found[0].quick_ratio(), 2))


# number of values, which one is changed: (by default, autojunk=False, quick_ratio by default)
EXPECTED = {
    (20, "first"): (0.97, 0.97, 0.97),
    (200, "first"): (0.0, 1.0, 1.0),
    (200, "last"): (1.0, 1.0, 1.0),
}
wrong = 0
for (count, which), expected in EXPECTED.items():
    last_year = values(count)
    this_year = ["7处", *last_year[1:]] if which == "first" else [*last_year[:-1], "7处"]
    found = ratios("\n".join(last_year), "\n".join(this_year))
    print(f"{count} values, the {which} changed: {found[0]} by default, {found[1]} with autojunk=False; quick_ratio {found[2]}")
    wrong |= found != expected
sys.exit(wrong)
PY
python3 "$work/probe.py"
