#!/usr/bin/env bash
# pypdfium2 5.6.0 (PDFium 147.0.7713) against 5.7.0 (PDFium 148.0.7776): the height of the "loose" box of a character.
# LibreOffice 7.4 writes /Ascent 0 and /Descent 0 into the descriptors of the fonts it embeds, and the whole font's /FontBBox,
# which for a CJK font is nearly three times the font size. Up to 5.6.0 FPDFText_GetLooseCharBox then takes its height
# from the FontBBox: the boxes of two lines of one table cell overlap, and lines put together by box come out interleaved.
# From 5.7.0 on the box is as high as the glyphs. Whoever groups characters into lines by box needs >= 5.7.0.
# Exit status 1 where a version behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cat >"$work/probe.py" <<'PY'
"""Height of the loose boxes of a 10-point text whose font names no ascent and no descent, and a tall bounding box."""
import ctypes
import io

import pypdfium2
import pypdfium2.raw as raw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

font = TTFont("Vera", "Vera.ttf")
font.face.ascent, font.face.descent, font.face.bbox = 0, 0, (-200, -900, 1300, 1900)
pdfmetrics.registerFont(font)
stream = io.BytesIO()
paper = canvas.Canvas(stream, invariant=1)
paper.setFont("Vera", 10)
paper.drawString(72, 700, "HHH")
paper.save()
text = pypdfium2.PdfDocument(stream.getvalue())[0].get_textpage()
box = raw.FS_RECTF()
raw.FPDFText_GetLooseCharBox(text.raw, 0, ctypes.byref(box))
print(round(box.top - box.bottom, 1))
PY
wrong=0
check() { # version, least and greatest height
  python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install --quiet "pypdfium2==$1" "reportlab==4.4.4"
  height=$("$work/$1/bin/python" "$work/probe.py")
  echo "pypdfium2 $1: loose box of a 10-point character is $height points high"
  awk -v h="$height" -v a="$2" -v b="$3" 'BEGIN { exit !(h >= a && h <= b) }' || wrong=1
}
check 5.6.0 27.9 28.1
check 5.7.0 7.0 12.0
exit "$wrong"
