#!/usr/bin/env bash
# reportlab 5.1.0: wordWrap="CJK" breaks lines inside of numbers and behind opening brackets.
# Lines are filled character by character: 不超过1234.56万元 is printed 不超过1234.5 / 6万元 where the column ends there, and
# （100%） leaves its bracket at the end of a line. Closing marks alone are kept from the start of one. A target of a printed
# form then reads as another number, and text taken from the PDF line by line holds 1234.5 and 6万元. Without "CJK" a Chinese
# sentence without blanks is one word that runs over the edge.
# Auditor joins the lines of a cell before it reads numbers (auditor/reading/char_stream.py).
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "reportlab==5.1.0"
cat >"$work/probe.py" <<'PY'
"""Lines of a sentence in columns of two widths."""
import sys

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=10, wordWrap="CJK")
EXPECTED = {
    60: ["补贴发放金额", "不超过1234.5", "6万元，及时", "率（100%）", "达标"],
    70: ["补贴发放金额不", "超过1234.56万", "元，及时率（", "100%）达标"],
}
wrong = 0
for width, expected in EXPECTED.items():
    paragraph = Paragraph("补贴发放金额不超过1234.56万元，及时率（100%）达标", style)
    paragraph.wrap(width, 1000)
    lines = ["".join(line[1]) for line in paragraph.blPara.lines]
    print(f"{width} points: {' / '.join(lines)}")
    wrong |= lines != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
