#!/usr/bin/env bash
# zhon 2.1.1: hanzi.sentence, its pattern for cutting Chinese text into sentences, on sentences that hold a number.
# A sentence is, for this pattern, hanzi and Chinese marks up to 。！ or ？, and ASCII digits, letters and % are neither. So the match begins
# anew behind each of them: of 完成5.5公里；完成3座。 (5.5 km and 3 pieces are finished) findall gives 座。 alone, of 改造3.5km。 the mark 。, of
# 目标1：建设；2：验收。 what follows the last digit. Sentences without numbers come out whole, so that a first try shows nothing, and what is
# lost of a plan is each target value and all before it. ‰, ℃, ㎡, ≥ and ① end a sentence in the same way. Auditor cuts by marks and
# leaves what stands between them as it is (auditor/language/clauses.py). Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "zhon==2.1.1"
cat >"$work/probe.py" <<'PY'
"""Texts and the sentences that zhon finds in them."""
import re
import sys

from zhon import hanzi

EXPECTED = {
    "完成“十四五”规划。组织验收。": ["完成“十四五”规划。", "组织验收。"],
    "完成5.5公里；完成3座。": ["座。"],
    "改造3.5km。": ["。"],
    "验收合格率≥95%！": ["！"],
    "目标1：建设；2：验收。": ["：验收。"],
    "绿化面积四百㎡以上。": ["以上。"],
}
wrong = 0
for text, expected in EXPECTED.items():
    found = re.findall(hanzi.sentence, text)
    print(f"{text}: {found}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" "$work/probe.py"
