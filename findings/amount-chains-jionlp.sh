#!/usr/bin/env bash
# jionlp 1.5.31 and chinese2digits 6.0.2 on amounts whose digits are Arabic and whose steps are Chinese, as accountants write them.
# jionlp.parse_money multiplies over again what it has: 3亿5千万元 (350 million) is 650000000.00, 12万3千元 (123 thousand) is
# 153000.00, 1万2千元 is 22000.00; in Chinese digits it is right (三亿五千万元). Short forms are wrong as well (两万五, 25 thousand, is 20005.00),
# a year (二〇二六) is 10.00, and 整 behind 元, which ends every sum on a Chinese contract, raises (it is known behind 圆). chinese2digits puts the steps
# beside each other (3亿5千万 is 30000000050000000) and cuts at marks of thousands (1,200万元 is 1,2000000元). jionlp calls each of its sums accurate.
# Budgets summed by one of them are wrong where nobody looks. Auditor reads these amounts as they are meant
# (auditor/language/quantity.py). Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "jionlp==1.5.31" "chinese2digits==6.0.2" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""Amounts by both; None where one raises."""
import logging
import sys

import chinese2digits
import jionlp

logging.disable(logging.CRITICAL)
# text: (as meant, by jionlp, by chinese2digits)
EXPECTED = {
    "三亿五千万元": ("350000000", "350000000.00", "350000000元"),
    "3亿5千万元": ("350000000", "650000000.00", "30000000050000000元"),
    "12万3千元": ("123000", "153000.00", "1200003000元"),
    "1万2千元": ("12000", "22000.00", "100002000元"),
    "两万五": ("25000", "20005.00", "25000"),
    "二〇二六": ("2026", "10.00", "2026"),
    "1,200万元": ("12000000", "12000000.00", "1,2000000元"),
    "壹佰万圆整": ("1000000", "1000000.00", "1000000圆整"),
    "壹佰万元整": ("1000000", None, "1000000元整"),
}
wrong = 0
for text, (meant, *expected) in EXPECTED.items():
    try:
        money = jionlp.parse_money(text)["num"]
    except ValueError:
        money = None
    found = [money, chinese2digits.takeNumberFromString(text)["replacedText"]]
    print(f"{text}: meant {meant}; jionlp {found[0]}; chinese2digits {found[1]}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
