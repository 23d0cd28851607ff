#!/usr/bin/env bash
# jsonschema 4.26.0 against fastjsonschema 2.22.3, jsonschema-rs 0.61.2 and pydantic 2.14.4: {"multipleOf": 0.01}, "an amount in whole fen".
# Of the amounts 0.01, 0.02, … 2000.00 jsonschema refuses 22854 of 200000 (0.07, 0.14, 0.28, 0.29, 0.47), each with the message that it is not a multiple of 0.01: it
# divides as floating point does (0.07 / 0.01 is 7.000000000000001) and asks whether the quotient is whole. The specification speaks of mathematical
# numbers, and the other three refuse none. 0.1, 0.5, 12.34 and 99.99, which one tries by hand, pass; of a budget every ninth is refused. An amount
# of three digits behind the point (0.075) is refused by all four. Asked in whole fen (an integer, multipleOf 1), jsonschema is right.
# Auditor turns amounts into yuan as decimal numbers (auditor/checks/protocol.py). Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "jsonschema==4.26.0" "fastjsonschema==2.22.3" "jsonschema-rs==0.61.2" "pydantic==2.14.4"
cat >"$work/probe.py" <<'PY'
"""How many of 200000 amounts with two digits behind the point each of four validators refuses."""
import sys
from typing import Annotated

import fastjsonschema
import jsonschema
import jsonschema_rs
import pydantic

SCHEMA = {"type": "number", "multipleOf": 0.01}
AMOUNTS = [float(f"{fen // 100}.{fen % 100:02}") for fen in range(1, 200_001)]


def refuses(validate, error):
    def asked(amount):
        try:
            validate(amount)
        except error:
            return True
        return False

    return asked


whole = jsonschema.Draft202012Validator(SCHEMA)
rust = jsonschema_rs.validator_for(SCHEMA)
model = pydantic.TypeAdapter(Annotated[float, pydantic.Field(multiple_of=0.01)])
ASKED = {
    "jsonschema": (lambda amount: not whole.is_valid(amount), 22854),
    "fastjsonschema": (refuses(fastjsonschema.compile(SCHEMA), fastjsonschema.JsonSchemaException), 0),
    "jsonschema-rs": (lambda amount: not rust.is_valid(amount), 0),
    "pydantic": (refuses(model.validate_python, pydantic.ValidationError), 0),
}
wrong = 0
for name, (refused, expected) in ASKED.items():
    found = [amount for amount in AMOUNTS if refused(amount)]
    print(f"{name}: refuses {len(found)} of {len(AMOUNTS)}, {found[:5]}; 0.075 {'refused' if refused(0.075) else 'taken'}")
    wrong |= len(found) != expected or not refused(0.075)
print("jsonschema on 0.07:", next(whole.iter_errors(0.07)).message)
in_fen = jsonschema.Draft202012Validator({"type": "integer", "multipleOf": 1})
wrong |= not all(in_fen.is_valid(fen) for fen in range(1, 200_001))
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
