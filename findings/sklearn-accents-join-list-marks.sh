#!/usr/bin/env bash
# scikit-learn 1.9.1: strip_accents="unicode" of its vectorizers makes other numbers of Chinese lists.
# It is a compatibility decomposition (NFKD), of which marks of lists and powers come out as bare digits that run into their
# neighbours: ①5场 (first: five times) becomes 15场, ⒈5个 becomes 1.5个, 10⁴吨 becomes 104吨, 2½年 becomes 21⁄2年. NFKC, the usual
# advice for text of full width, does the same. Features and duplicates of targets are then made of numbers that no
# text holds. For width alone the block U+FF01 to U+FF5E is enough. Auditor folds that block for what it reads as numbers.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "scikit-learn==1.9.1"
cat >"$work/probe.py" <<'PY'
"""Texts as the preprocessor of a vectorizer hands them on."""
import sys
import unicodedata

from sklearn.feature_extraction.text import TfidfVectorizer

EXPECTED = {
    "①5场": "15场",
    "⒈5个": "1.5个",
    "≥3×10⁴吨": "≥3×104吨",
    "2½年": "21⁄2年",
    "９５％": "95%",
}
fold = TfidfVectorizer(strip_accents="unicode").build_preprocessor()
wrong = 0
for text, expected in EXPECTED.items():
    print(f"{text}: {fold(text)}; NFKC {unicodedata.normalize('NFKC', text)}")
    wrong |= fold(text) != expected or unicodedata.normalize("NFKC", text) != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
