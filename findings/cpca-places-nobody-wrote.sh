#!/usr/bin/env bash
# cpca 0.5.5 (Chinese provinces, cities and counties out of addresses, as tables of departments are given them) on names of offices.
# A name that several cities share is given to one of them, with province and code, and nothing tells that it was guessed: 鼓楼区教育局 is in Kaifeng (there
# is a 鼓楼区 in Nanjing, Xuzhou and Fuzhou, too), 朝阳区 in Changchun, not in Beijing. Words are taken for places: 开展城区改造 (renewal of the
# urban area) is the district 城区 of Shanwei, 撤县设区 (a county becomes a district) the counties of Chongqing. Of 大理州大理市, where the
# prefecture is shortened as usual, 州大理市 is left as the street. Frames that are grouped by its code count projects where none is.
# Auditor takes a department's name as it is written. Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "cpca==0.5.5" "pandas==3.1.1" "setuptools==80.9.0"
cat >"$work/probe.py" <<'PY'
"""Texts and the place that cpca gives them: province, city, county, what is left, code."""
import sys

import cpca

EXPECTED = {
    "北京市朝阳区人民政府": ["北京市", "市辖区", "朝阳区", "人民政府", "110105"],
    "朝阳区人民政府": ["吉林省", "长春市", "朝阳区", "人民政府", "220104"],
    "鼓楼区教育局": ["河南省", "开封市", "鼓楼区", "教育局", "410204"],
    "开展城区改造": ["广东省", "汕尾市", "城区", "改造", "441502"],
    "撤县设区": ["重庆市", "县", None, "设区", "500200"],
    "大理州大理市": ["云南省", "大理白族自治州", "大理市", "州大理市", "532901"],
}
wrong = 0
for text, expected in EXPECTED.items():
    found = [part if isinstance(part, str) else None for part in cpca.transform([text]).iloc[0]]
    print(f"{text}: {found}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
