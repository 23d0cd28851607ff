#!/usr/bin/env bash
# cn2an 0.5.24: transform(text, "cn2an") turns rough numbers of Chinese into exact ones that are several times as large.
# Two neighbouring figures name a range (三五个: three to five; 一两次: once or twice; 两三年: two or three years). transform puts
# them beside each other: 三五个 is 35个, 每月一两次 is 每月12次, 七八成 (0.7 to 0.8) is 78成. With a figure of ten behind them
# (二三十人) the text stays as it is. Words that count nothing change as well: 统一标准 is 统1标准, 十分满意 (very content) is
# 10分满意. What goes through it before an audit holds targets that nobody set. Auditor's quantities take no range
# of this kind for a number, and 十分 of 十分满意 for none (auditor/language/quantity.py).
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "cn2an==0.5.24" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""Texts with rough numbers, and with figures inside words, after transform."""
import sys

import cn2an

EXPECTED = {
    "约三五个": "约35个",
    "每月一两次": "每月12次",
    "两三年": "23年",
    "七八成": "78成",
    "二三十人": "二三十人",
    "统一标准": "统1标准",
    "十分满意": "10分满意",
    "百分之九十五以上": "95%以上",
    "达到百分之百": "达到百分之百",
    "一亿元": "100000000元",
    "5千万元": "5千万元",
}
wrong = 0
for text, expected in EXPECTED.items():
    found = cn2an.transform(text, "cn2an")
    print(f"{text}: {found}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
