#!/usr/bin/env bash
# python-docx 1.2.0, docx2python 3.7.1, mammoth 1.13.0: which rows and cells of a Word table are left where it is a form to fill in.
# Word wraps a row that may be repeated, or a cell with a list to choose from, into a content control. python-docx leaves out such a row
# without a word, and of a row with such a cell it gives the others moved one column to the left (row.cells is shorter than the
# table is wide: the target stands where the name is looked for). docx2python leaves out the row, and of the other one all that follows
# the cell. A row whose deletion is tracked is gone on the screen and still a row for both, with its words gone; a cell with a table inside is
# empty for python-docx and no cell for docx2python. mammoth gets all of these right, and loses the empty place before a row that begins late
# (w:gridBefore), as the other two do. Auditor places cells by the grid (auditor/reading/word/tables.py).
# Exit status 1 where one of them behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "python-docx==1.2.0" "docx2python==3.7.1" "mammoth==1.13.0" "lxml==6.1.3"
cat >"$work/probe.py" <<'PY'
"""The row under the headings of a table of four columns, as Word shows it and by three readers."""
import io
import sys

import docx
import lxml.html
import mammoth
from docx.oxml import parse_xml
from docx2python import docx2python

NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(inside):
    paragraph = "<w:p/>" if inside.startswith("<") else f"<w:p><w:r><w:t>{inside}</w:t></w:r></w:p>"
    return f"<w:tc>{inside if inside.startswith('<') else ''}{paragraph}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def control(inside):
    return f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def table(*rows, width):
    return f"<w:tbl {NAMES}><w:tblPr/><w:tblGrid>{'<w:gridCol/>' * width}</w:tblGrid>{''.join(rows)}</w:tbl>"


HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")
TEXTS = ("产出指标", "数量指标", "培训人次", "500人次")
GONE = "<w:p><w:del w:id='1' w:author='a'><w:r><w:delText>旧</w:delText></w:r></w:del></w:p>"
# what the file holds: (the row, as Word shows it, python-docx, docx2python, mammoth); None: no row
CASES = {
    "row in a control": (
        control(row(*map(cell, TEXTS))),
        [*TEXTS], None, None, [*TEXTS],
    ),
    "cell in a control": (
        row(cell(TEXTS[0]), control(cell(TEXTS[1])), cell(TEXTS[2]), cell(TEXTS[3])),
        [*TEXTS], [TEXTS[0], *TEXTS[2:]], [TEXTS[0]], [*TEXTS],
    ),
    "row deleted under tracking": (
        row(*[f"<w:tc>{GONE}</w:tc>"] * 4, properties="<w:del w:id='2' w:author='a'/>"),
        None, [""] * 4, [""] * 4, None,
    ),
    "cell with a table inside": (
        row(*map(cell, TEXTS[:3]), cell(table(row(cell("全年"), cell("500人次")), width=2))),
        [*TEXTS[:3], "全年 500人次"], [*TEXTS[:3], ""], [*TEXTS[:3]], [*TEXTS[:3], "全年500人次"],
    ),
    "row that begins late": (
        row(*map(cell, TEXTS[1:]), properties="<w:gridBefore w:val='1'/>"),
        ["", *TEXTS[1:]], [*TEXTS[1:]], [*TEXTS[1:]], [*TEXTS[1:]],
    ),
}


def by_python_docx(stream):
    return [[one.text for one in each.cells] for each in docx.Document(stream).tables[0].rows]


def by_docx2python(stream):
    return [["".join(one).strip() for one in each] for each in docx2python(stream).body[0]]


def by_mammoth(stream):
    page = lxml.html.fromstring(mammoth.convert_to_html(stream).value)
    return [[one.text_content() for one in each.xpath("./td")] for each in page.xpath("//tr[not(ancestor::td)]")]


wrong = 0
for kind, (second, shown, *expected) in CASES.items():
    document = docx.Document()
    document.element.body.insert(0, parse_xml(table(row(*map(cell, HEADINGS)), second, width=4)))
    stream = io.BytesIO()
    document.save(stream)
    found = [(read(stream)[1:] or [None])[0] for read in (by_python_docx, by_docx2python, by_mammoth)]
    print(f"{kind}: Word {shown}; python-docx {found[0]}; docx2python {found[1]}; mammoth {found[2]}")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
