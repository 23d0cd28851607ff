#!/usr/bin/env bash
# markitdown 0.1.9 (what many programs put before a language model) on tables with cells merged downwards, as every form of targets has them.
# A Word table goes by way of HTML (mammoth keeps rowspan) into Markdown, which has none: each row under a merged cell begins with its second
# column, so that 质量指标 stands under 一级指标 and ≥95% under 三级指标, with nothing under 指标值. Nothing tells such a row from one that is short. The same
# table as an .html page goes the same way; as .xlsx, NaN stands in the place of the merged cell, and so it does for each empty one. A raised 4 joins its
# neighbours (2×10⁴ is 2×104). Lists numbered 一、（一） by Word become 1. 1., and the second list of a document goes on counting where the
# first one ended. Auditor repeats the merged cell's text where it covers, and writes Word's own numbers (auditor/reading/word).
# Exit status 1 where it behaves otherwise than told here.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "markitdown[docx,xlsx]==0.1.9" "mammoth==1.13.0" "python-docx==1.2.0" "openpyxl==3.1.5"
cat >"$work/probe.py" <<'PY'
"""A table with one cell merged downwards, in three formats, and two numbered lists, as Markdown."""
import io
import sys

import docx
import openpyxl
from docx.oxml import parse_xml
from markitdown import MarkItDown

ROWS = [
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "清淤方量", "2×10⁴立方米"),
    ("", "质量指标", "合格率", "≥95%"),
]
NAMES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def markdown(content, extension):
    text = MarkItDown().convert_stream(io.BytesIO(content), file_extension=extension).text_content
    return [" ".join(line.split()) for line in text.splitlines() if line.strip() and "---" not in line]


def word():
    document = docx.Document()
    table = document.add_table(rows=3, cols=4)
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            if text:
                table.cell(row, column).text = text.replace("⁴立方米", "")
    raised = table.cell(1, 3).paragraphs[0]
    raised.add_run("4").font.superscript = True
    raised.add_run("立方米")
    table.cell(1, 0).merge(table.cell(2, 0)).text = ROWS[1][0]
    numbering = document.part.numbering_part.element
    for number in (90, 91):
        numbering.insert(0, parse_xml(
            f'<w:abstractNum {NAMES} w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%1）"/></w:lvl></w:abstractNum>'
        ))
        numbering.append(parse_xml(f'<w:num {NAMES} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
        for text in ("产出", "效益"):
            document.add_paragraph(text)._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {NAMES}><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>')
            )
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def page():
    cells = [[f"<td>{text}</td>" for text in row if text] for row in ROWS]
    cells[1][0] = cells[1][0].replace("<td>", "<td rowspan=2>")
    rows = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
    return f"<meta charset=utf-8><table>{rows}</table>".encode()


def workbook():
    book = openpyxl.Workbook()
    for row in ROWS:
        book.active.append([text or None for text in row])
    book.active.merge_cells("A2:A3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


HEAD = "| 一级指标 | 二级指标 | 三级指标 | 指标值 |"
NAMELESS = ["| | | | |", HEAD]  # headings that the file does not mark as such
EXPECTED = {
    word: [
        *NAMELESS, "| 产出指标 | 数量指标 | 清淤方量 | 2×104立方米 |", "| 质量指标 | 合格率 | ≥95% |",
        "1. 产出", "2. 效益", "3. 产出", "4. 效益",
    ],
    page: [*NAMELESS, "| 产出指标 | 数量指标 | 清淤方量 | 2×10⁴立方米 |", "| 质量指标 | 合格率 | ≥95% |"],
    workbook: ["## Sheet", HEAD, "| 产出指标 | 数量指标 | 清淤方量 | 2×10⁴立方米 |", "| NaN | 质量指标 | 合格率 | ≥95% |"],
}
wrong = 0
for (make, expected), extension in zip(EXPECTED.items(), (".docx", ".html", ".xlsx")):
    found = markdown(make(), extension)
    print(extension, *found, sep="\n")
    wrong |= found != expected
sys.exit(wrong)
PY
"$work/venv/bin/python" -W ignore "$work/probe.py"
