#!/usr/bin/env bash
# pdfplumber 0.11.10, pdfminer.six 20260107, pypdf 7.1.1 and pypdfium2 5.15.2 on a PDF form that was filled in.
# What stands in form fields, and what was typed onto the page with a viewer's typewriter (as is usual in China for forms without
# fields; a FreeText annotation), belongs to annotations, and the text of a page is without them in all four: cells that anybody sees filled are "" in
# pdfplumber's table. No warning, no error, and the printed headings come out right, so that an audit finds a form with no values. pypdf's
# get_fields() and pdfplumber's page.annots have the values beside the page, without their cell. pypdfium2's flatten() puts into the page, once
# it is opened anew, what has its look in the file (here the field, not the note, whose look is left to viewers).
# Auditor said "no target value" of such forms until this was found, and now lays the values where their boxes are
# (auditor/reading/pdf/filled_in.py). Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pdfplumber==0.11.10" "pdfminer.six==20260107" "pypdf==7.1.1" "pypdfium2==5.15.2" "reportlab==5.1.0"
cat >"$work/probe.py" <<'PY'
"""The text of a page with two values, one in a field and one typed onto it, by four libraries."""
import io
import sys

import pdfplumber
import pypdf
import pypdfium2
from pdfminer.high_level import extract_text
from pypdf.annotations import FreeText
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
stream = io.BytesIO()
canvas = Canvas(stream, invariant=1)
canvas.setFont("STSong-Light", 10)
canvas.grid((50, 200, 350), (700, 670, 640))
canvas.drawString(54, 680, "培训人次")
canvas.drawString(54, 650, "合格率")
canvas.acroForm.textfield(name="value", value="500", x=204, y=674, width=140, height=22)
canvas.save()
writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(stream))
writer.add_annotation(0, FreeText(text="95%", rect=(204, 644, 344, 666)))
writer.write(filled := io.BytesIO())
content = filled.getvalue()

plumbed = pdfplumber.open(io.BytesIO(content)).pages[0]
document = pypdfium2.PdfDocument(content)
document.init_forms()
found = {
    "pdfplumber": plumbed.extract_text(),
    "pdfminer.six": extract_text(io.BytesIO(content)),
    "pypdf": pypdf.PdfReader(io.BytesIO(content)).pages[0].extract_text(),
    "pypdfium2": document[0].get_textpage().get_text_range(),
}
page = document[0]
page.flatten()
flat = document[0].get_textpage().get_text_range().split()
wrong = 0
for name, text in found.items():
    print(f"{name}: {text.split()}")
    wrong |= text.split() != ["培训人次", "合格率"]
table = plumbed.extract_table()
beside = pypdf.PdfReader(io.BytesIO(content)).get_fields()["value"].value, plumbed.annots[1]["contents"]
print(f"pdfplumber's table: {table}\nbeside the page: {beside}\npypdfium2, flattened: {flat}")
sys.exit(
    wrong
    or table != [["培训人次", ""], ["合格率", ""]]
    or beside != ("500", "95%")
    or sorted(flat) != sorted(["培训人次", "合格率", "500"])
)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
