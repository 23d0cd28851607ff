#!/usr/bin/env bash
# striprtf 0.0.29: rtf_to_text takes text that no longer counts for text that does, and powers for digits.
# A value struck out (\strike), deleted under tracking (\deleted, its new value in \revised) or hidden (\v) stands in the result
# directly before the one that replaced it (≥95%≥98%), without a mark; a raised 4 (\super) joins the 10 before it (10⁴吨 is 104吨).
# The old target can so be taken for the new one, and 10,000 tonnes for 104. A target in Unicode beside
# its plain form (\upr … \ud) is missing. Rows and cells come out whole.
# Auditor reads .rtf through LibreOffice and the marks of Word (auditor/reading/word), which tell each of them.
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "striprtf==0.0.29"
cat >"$work/probe.py" <<'PY'
"""Rows of a table whose value was changed in several ways, as text."""
import sys

from striprtf.striprtf import rtf_to_text

OPENING = r"{\rtf1\ansi\ansicpg936\uc1{\*\revtbl{Unknown;}}"
ROW = r"\trowd\cellx4000\cellx8000 \pard\intbl %s\cell \pard\intbl %s\cell \row "
CASES = {
    "struck out": (r"{\strike >=95%}>=98%", ">=95%>=98%"),
    "deleted under tracking": (r"{\deleted\revauthdel0 >=95%}{\revised\revauth0 >=98%}", ">=95%>=98%"),
    "hidden": (r"{\v >=95%}>=98%", ">=95%>=98%"),
    "raised": (r"10{\super 4}\u21544?", "104吨"),
    "in Unicode beside its plain form": (r"{\upr{ton}{\*\ud{\u21544?}}}", ""),
}
wrong = False
for name, (written, expected) in CASES.items():
    found = rtf_to_text(OPENING + ROW % (r"\u25351?\u26631?", written) + "}")
    print(f"{name}: {found.strip()}")
    wrong |= found != f"指标|{expected}|\n"
sys.exit(wrong)
PY
"$work/venv/bin/python" "$work/probe.py"
