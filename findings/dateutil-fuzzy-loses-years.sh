#!/usr/bin/env bash
# python-dateutil 4.0.0: parser.parse(text, fuzzy=True), which is told to take a date out of a sentence, on the dates of Chinese plans.
# 2025年12月31日 is the 31st of December of the year that `default` names (today's, where none is given): the 2025 that stands there is passed over, since letters follow
# it at once. With blanks around its marks, or written 2025-12-31, the same date keeps its year. A number that follows takes its place: 2025年6月30日前完成12项
# (12 items until 30 June 2025) is 2012-06-30. Months without a day are days of January: 2025年6月底 (end of June) is 6 January, and so are 30日内 (within
# 30 days) the 30th and 第3季度 (third quarter) the 3rd. 2024年2月29日 raises, because the other year has no such day. fuzzy_with_tokens=True gives back 年, 月 and 日 as
# what was passed over, without the 2025. Without fuzzy each of them raises. Auditor reads dates of plans by its own grammar
# (auditor/language/dates.py). Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "python-dateutil==4.0.0"
cat >"$work/probe.py" <<'PY'
"""Dates of plans by fuzzy parsing, with the first of January 2030 for what a text does not tell."""
import sys
from datetime import datetime

from dateutil import parser

EXPECTED = {
    "2025年12月31日": "2030-12-31",
    "于2025年12月31日前完成": "2030-12-31",
    "2025 年 12 月 31 日": "2025-12-31",
    "2025-12-31前": "2025-12-31",
    "2025年6月30日前完成12项": "2012-06-30",
    "2025年6月底": "2030-01-06",
    "2025年第3季度": "2030-01-03",
    "30日内": "2030-01-30",
    "1-12月": "2030-01-12",
    "2024年2月29日": None,
}
wrong = 0
for text, expected in EXPECTED.items():
    try:
        found = parser.parse(text, fuzzy=True, default=datetime(2030, 1, 1)).date().isoformat()
    except ValueError as error:
        found = print(f"{text}: raises {error}")
    else:
        print(f"{text}: {found}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
