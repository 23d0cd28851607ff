#!/usr/bin/env bash
# rapidocr 3.10.0: a step that one call leaves out stays left out in the next calls of the same object.
# RapidOCR.__call__ takes use_det, use_cls and use_rec, None by default. What a call gives is kept on the object: after
# engine(picture, use_rec=False), which finds the places of lines alone, engine(picture) recognises no text either, and returns
# an object of another type without txts. Which way up a page stands is asked with use_det=False, so the page after it comes
# back as a single line. Only calls that name all three are independent of each other.
# Auditor names all three in every call (auditor/reading/pdf/recognition.py).
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "rapidocr==3.10.0" "onnxruntime==1.32.0" "opencv-python-headless==5.0.0.93" "reportlab==5.1.0" "pypdfium2==5.12.1"
cat >"$work/probe.py" <<'PY'
"""The same picture recognised before and after a call that only finds lines."""
import io
import sys

import numpy as np
import pypdfium2
from rapidocr import RapidOCR
from reportlab.pdfgen.canvas import Canvas

stream = io.BytesIO()
canvas = Canvas(stream, pagesize=(300, 60))
canvas.setFont("Helvetica", 24)
canvas.drawString(20, 20, "target 95%")
canvas.save()
picture = np.ascontiguousarray(pypdfium2.PdfDocument(stream.getvalue())[0].render(scale=2).to_numpy()[:, :, :3])
engine = RapidOCR(params={"Global.log_level": "critical"})
before = engine(picture)
engine(picture, use_rec=False)
after = engine(picture)
named = engine(picture, use_det=True, use_cls=True, use_rec=True)
for call, found in (("first", before), ("after use_rec=False", after), ("all steps named", named)):
    print(f"{call}: {type(found).__name__}, txts {getattr(found, 'txts', 'missing')}")
told = [type(found).__name__ for found in (before, after, named)]
sys.exit(told != ["RapidOCROutput", "TextDetOutput", "RapidOCROutput"])
PY
"$work/venv/bin/python" -W ignore "$work/probe.py" 2>/dev/null
