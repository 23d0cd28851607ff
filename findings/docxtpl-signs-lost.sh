#!/usr/bin/env bash
# docxtpl 0.20.2 (Jinja in Word files, the usual way of filling in forms) on values with < and &.
# render() puts a value into the XML as it is, and the XML is then read with a parser that mends what it can: <5% is printed 5%, ≤5%且<3次 is ≤5%且3次,
# A&B公司。 is A, with the rest of the paragraph gone, 5<次数>3 is 5. Nothing is raised, the file opens, and a bound has become a value. ≥ and ≤ as one
# character are safe, so that a test with these sees nothing. render(…, autoescape=True) prints each as it is, and is not the default.
# Names in templates are no help to Chinese forms either: {{ 指标值 }} works, {{ 预算（万元） }}, the heading as it stands, is a syntax error.
# Auditor's own papers are written as XML elements (auditor/outputs/papers). Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "docxtpl==0.20.2" "python-docx==1.2.0" "jinja2==3.1.6" "lxml==6.1.3"
cat >"$work/probe.py" <<'PY'
"""A paragraph with one value, rendered with and without autoescape."""
import io
import sys

import docx
import jinja2
from docxtpl import DocxTemplate

EXPECTED = {
    "≥95%": "指标值：≥95%。",
    "<5%": "指标值：5%。",
    "≤5%且<3次": "指标值：≤5%且3次。",
    "A&B公司": "指标值：A",
    "5<次数>3": "指标值：5",
}


def rendered(text, values, **options):
    document, stream, result = docx.Document(), io.BytesIO(), io.BytesIO()
    document.add_paragraph(text)
    document.save(stream)
    template = DocxTemplate(stream)
    template.render(values, **options)
    template.save(result)
    return docx.Document(result).paragraphs[0].text


wrong = 0
for value, expected in EXPECTED.items():
    plain, escaped = (
        rendered("指标值：{{ 指标值 }}。", {"指标值": value}, **options) for options in ({}, {"autoescape": True})
    )
    print(f"{value}: {plain!r} by default, {escaped!r} with autoescape")
    wrong |= (plain, escaped) != (expected, f"指标值：{value}。")
try:
    print(rendered("{{ 预算（万元） }}", {"预算（万元）": 3}))
    wrong = 1
except jinja2.TemplateSyntaxError as error:
    print(f"{{{{ 预算（万元） }}}}: {error.message.split(' at ')[0]}")
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
