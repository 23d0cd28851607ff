#!/usr/bin/env bash
# dateparser 1.5.0 on dates as Chinese plans write them.
# parse() gives None for 12月31日 and 2026年底, and dates where there is none: 95% is the year 1995, the range 1-12月 the
# first of December. search_dates() takes 月 for a length of time: in 12月31日 it finds "twelve months and 31 days ago", 6月底
# is six months ago, 30日内 (within 30 days) 30 days ago, 明年6月 May 2028. Finishing dates that go through it fall in years
# that no text names. Auditor reads dates of plans by its own grammar (auditor/language/dates.py).
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "dateparser==1.5.0"
cat >"$work/probe.py" <<'PY'
"""What parse and search_dates make of texts on 28 November 2026."""
import datetime
import sys

import dateparser
from dateparser.search import search_dates

SETTINGS = {"RELATIVE_BASE": datetime.datetime(2026, 11, 28), "DATE_ORDER": "YMD"}
# text: (date by parse, date found by search_dates)
EXPECTED = {
    "2026.12.31": ("2026-12-31", "2026-12-31"),
    "12月31日": (None, "2025-10-28"),
    "2026年底": (None, "2026-11-28"),
    "6月底": (None, "2026-05-28"),
    "30日内": (None, "2026-10-29"),
    "明年6月": (None, "2028-05-28"),
    "1-12月": ("2026-12-01", "2025-11-28"),
    "95%": ("1995-11-28", None),
}
wrong = 0
for text, expected in EXPECTED.items():
    parsed = dateparser.parse(text, languages=["zh"], settings=SETTINGS)
    searched = search_dates(text, languages=["zh"], settings=SETTINGS)
    found = (str(parsed.date()) if parsed else None, str(searched[0][1].date()) if searched else None)
    print(f"{text}: parse {found[0]}, search_dates {found[1]}")
    wrong |= found != expected
sys.exit(wrong)
PY
TZ=UTC "$work/venv/bin/python" -W ignore "$work/probe.py"
