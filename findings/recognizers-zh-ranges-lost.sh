#!/usr/bin/env bash
# recognizers-text-suite 1.0.2a2 (Microsoft's Recognizers-Text for Python), culture zh-cn, on what Chinese plans promise; it needs emoji<2, which it does not say.
# 上半年 (the first half of the year) is the whole of 2024 where today is in 2025, as if it said last year. The end of a month is lost (6月底 is
# all of June, last year's and this year's). Of a range the upper end is given as the amount (5—10万元: 100000 yuan; 七八成, 70 to 80%: 80%), and a month range is a year
# and a month (2025年1-12月). Amounts with a mark of thousands and 万 are not found at all (1,200万元), nor 一点五万; 300万元 and 1.2万元 are right, so that a
# first try shows nothing. 千分之三 is three. Auditor reads ranges and dates by its own grammars (auditor/language/quantity.py, dates.py).
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "recognizers-text-suite==1.0.2a2" "emoji<2" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""What is found in a text: each piece with its value, or with the days that it may begin and end on."""
import sys
from datetime import datetime

from recognizers_date_time import recognize_datetime
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency

CULTURE, TODAY = "zh-cn", datetime(2025, 3, 1)


def values(recognize):
    return lambda text: [(found.text, found.resolution["value"]) for found in recognize(text, CULTURE)]


def days(text):
    return [
        (found.text, *(f"{one.get('start', one.get('value'))}/{one.get('end', '')}" for one in found.resolution["values"]))
        for found in recognize_datetime(text, CULTURE, reference=TODAY)
    ]


number, percentage, currency = map(values, (recognize_number, recognize_percentage, recognize_currency))
CASES = (
    (days, "上半年", [("上半年", "2024-01-01/2025-01-01")]),
    (days, "6月底", [("6月", "2024-06-01/2024-07-01", "2025-06-01/2025-07-01")]),
    (days, "2025年1-12月", [("2025", "2025-01-01/2026-01-01"), ("12月", "2024-12-01/2025-01-01", "2025-12-01/2026-01-01")]),
    (days, "第三季度", [("第三季度", "2025-07-01/2025-10-01")]),
    (currency, "300万元", [("300万元", "3000000")]),
    (currency, "1.2万元", [("1.2万元", "12000")]),
    (currency, "5—10万元", [("10万元", "100000")]),
    (currency, "1,200万元", []),
    (number, "1,200万元", []),
    (number, "一点五万", []),
    (number, "千分之三", [("三", "3")]),
    (percentage, "千分之三", []),
    (percentage, "七八成", [("八成", "80%")]),
    (percentage, "百分之九十五以上", [("百分之九十五", "95%")]),
)
wrong = 0
for recognize, text, expected in CASES:
    found = recognize(text)
    print(f"{text}: {found}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
