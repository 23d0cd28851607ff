#!/usr/bin/env bash
# pint 0.25.3 and quantulum3 0.10.0 on quantities as Chinese keyboards write them: units that are one character, and ranges.
# ㎡, ㎏ and ℃ are single characters, on every Chinese keyboard. pint takes 10 ㎡ for the bare number 10, and so 5 ㎏ and 5 ℃, without
# an error, where the unknown 10 m2 raises; ≥5 m and ±5 m are 5 metres, 5 mu (亩, a Chinese acre, as it is spelled abroad) is 5 thousandths of an
# atomic mass unit. quantulum3 drops 95％ to a bare 95 and -5 ℃ to -5, takes 30%-50% for one quantity of 30 in a unit that it makes up, and finds
# nothing in 10⁴ t. A sum or a comparison over such quantities runs through, over numbers whose unit is gone.
# Auditor reads units and ranges by its own lists (auditor/language/units.py). Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pint==0.25.3" "quantulum3==0.10.0"
cat >"$work/probe.py" <<'PY'
"""Quantities by both libraries."""
import sys

import pint
from quantulum3 import parser

BY_PINT = {
    "10 m²": "10 meter ** 2",
    "10 ㎡": "10 dimensionless",
    "5 ㎏": "5 dimensionless",
    "5 ℃": "5 dimensionless",
    "10 m2": "UndefinedUnitError",
    "≥5 m": "5 meter",
    "±5 m": "5 meter",
    "5 mu": "5 milliunified_atomic_mass_unit",
}
BY_QUANTULUM = {
    "95%": [(95.0, "percentage")],
    "95％": [(95.0, "dimensionless")],
    "-5 ℃": [(-5.0, "dimensionless")],
    "30%-50%": [(30.0, "per percentage to the 50 percentage")],
    "10⁴ t": [],
}


def by_pint(text, registry=pint.UnitRegistry()):
    try:
        return str(registry.Quantity(text))
    except pint.UndefinedUnitError as error:
        return type(error).__name__


wrong = 0
for text, expected in BY_PINT.items():
    print(f"pint, {text}: {(found := by_pint(text))}")
    wrong |= found != expected
for text, expected in BY_QUANTULUM.items():
    found = [(quantity.value, quantity.unit.name) for quantity in parser.parse(text)]
    print(f"quantulum3, {text}: {found}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
