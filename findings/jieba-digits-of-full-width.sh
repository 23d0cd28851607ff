#!/usr/bin/env bash
# jieba 0.42.1 (and rjieba 0.2.2): numbers that are not written in ASCII digits fall apart.
# Only ASCII digits are kept together before the dictionary is asked: ３５００人次 gives ３|５|０|０|人次 where 3500人次 gives
# 3500|人次, and ９５％ gives ９|５|％. A year in Chinese digits ends in a duration: 二〇二六年 gives 二|〇|二|六年 (六年: six
# years). A mark of thousands cuts a number (1|,|200|万元), and 不少于 (at least) is 不少|于 beside 不|低于 and 不|超过, so that
# lists of such words find two of three. rjieba gives the same words. Features and rules on words need widths folded and
# numbers masked before, as Auditor does it (auditor/language/segment.py).
# Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "jieba==0.42.1" "rjieba==0.2.2" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""Words of texts with numbers by both."""
import logging
import sys

import jieba
import rjieba

jieba.setLogLevel(logging.ERROR)
EXPECTED = {
    "3500人次": ("3500|人次", "3500|人次"),
    "３５００人次": ("３|５|０|０|人次", "３|５|０|０|人次"),
    "９５％": ("９|５|％", "９|５|％"),
    "二〇二六年": ("二|〇|二|六年", "二|〇|二|六年"),
    "1,200万元": ("1|,|200|万元", "1|,|200|万元"),
    "不少于": ("不少|于", "不少|于"),
    "不低于": ("不|低于", "不|低于"),
}
wrong = 0
for text, expected in EXPECTED.items():
    found = ("|".join(jieba.lcut(text)), "|".join(rjieba.cut(text)))
    print(f"{text}: jieba {found[0]}; rjieba {found[1]}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
