#!/usr/bin/env bash
# rapidocr 3.8.0 and 3.8.1: the wheels hold no model of the default settings, 3.4.0 lacks a font; 3.4.3 and 3.10.0 hold all.
# The first use fetches ch_PP-OCRv4_det_mobile.onnx (3.8.x), or FZYTK.TTF as soon as any text was recognised (3.4.0), and
# raises DownloadFileException where there is no network. The releases before and after carry the files, so an office without
# network that updates or pins by a lower bound alone loses the recognition of scans. Nothing in the metadata tells.
# Auditor leaves these releases out (pyproject.toml, extra ocr).
# Seen on a machine whose network is closed to the program: names are not resolved.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "rapidocr==3.10.0" "onnxruntime==1.32.0" "opencv-python-headless==5.0.0.93" "reportlab==5.1.0" "pypdfium2==5.12.1"
cat >"$work/probe.py" <<'PY'
"""Recognises one line of text with names of the network closed."""
import socket
import sys


def closed(*args, **kwargs):
    raise OSError("closed")


socket.getaddrinfo = closed

import io

import cv2
import numpy as np
import pypdfium2
from rapidocr import RapidOCR
from reportlab.pdfgen.canvas import Canvas

stream = io.BytesIO()
canvas = Canvas(stream, pagesize=(300, 60))
canvas.setFont("Helvetica", 24)
canvas.drawString(20, 20, "target 95%")
canvas.save()
picture = pypdfium2.PdfDocument(stream.getvalue())[0].render(scale=2).to_numpy()
try:
    found = RapidOCR(params={"Global.log_level": "critical"})(np.ascontiguousarray(picture[:, :, :3]))
    told = "".join(found.txts or ()).replace(" ", "") or "nothing"
except Exception as error:
    told = type(error).__name__
print(sys.argv[1], told)
sys.exit(told != sys.argv[2])
PY
status=0
while read -r version expected; do
  "$work/venv/bin/pip" install --quiet --no-deps --force-reinstall "rapidocr==$version"
  "$work/venv/bin/python" -W ignore "$work/probe.py" "$version" "$expected" 2>"$work/said" || status=1
done <<'VERSIONS'
3.4.0 DownloadFileException
3.4.3 target95%
3.8.0 DownloadFileException
3.8.1 DownloadFileException
3.10.0 target95%
VERSIONS
exit $status
