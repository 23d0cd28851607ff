#!/usr/bin/env bash
# zhconv 1.4.3 and OpenCC 1.4.2: words of contracts and plans, made traditional, as filings with Hong Kong and Macao need it.
# zhconv's target zh-hant changes characters one by one where it knows no word: 公里 (kilometre) becomes 公裏, 里程 裏程 (裏: inside), 签订 (to conclude
# a contract) 籤訂 and 签名 (signature) 籤名 (籤: a lot that is drawn), 一斗 (a measure of grain) 一鬥 (鬥: to fight), 冲刷 衝刷. The target
# zh-tw is no better with these. OpenCC's s2t gets all of them right. The other way round the two agree, but for
# 計畫 (plan), which zhconv's zh-hans makes 计画, a word that no list of terms holds, and 覆核 (review), 复核 for zhconv and still 覆核
# for OpenCC. A round trip gives the first text, so that a test by round trip passes. Auditor converts nothing: such
# characters are read as written. Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "zhconv==1.4.3" "OpenCC==1.4.2" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""Words made traditional, made simplified, and there and back."""
import sys

import opencc
import zhconv

# word: (zhconv zh-hant, zhconv zh-tw, OpenCC s2t)
TRADITIONAL = {
    "公里": ("公裏", "公裡", "公里"),
    "里程": ("裏程", "裡程", "里程"),
    "签订": ("籤訂", "籤訂", "簽訂"),
    "签名": ("籤名", "籤名", "簽名"),
    "一斗": ("一鬥", "一鬥", "一斗"),
    "冲刷": ("衝刷", "衝刷", "沖刷"),
}
# word: (zhconv zh-hans, OpenCC t2s)
SIMPLIFIED = {"計畫": ("计画", "计划"), "覆核": ("复核", "覆核")}
s2t, t2s = opencc.OpenCC("s2t"), opencc.OpenCC("t2s")
wrong = 0
for word, expected in TRADITIONAL.items():
    found = (zhconv.convert(word, "zh-hant"), zhconv.convert(word, "zh-tw"), s2t.convert(word))
    back = zhconv.convert(found[0], "zh-hans")
    print(f"{word}: zhconv {found[0]} (zh-hant), {found[1]} (zh-tw), and back {back}; OpenCC {found[2]}")
    wrong |= found != expected or back != word
for word, expected in SIMPLIFIED.items():
    found = (zhconv.convert(word, "zh-hans"), t2s.convert(word))
    print(f"{word}: zhconv {found[0]}; OpenCC {found[1]}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
