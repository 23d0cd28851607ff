"""Printed forms → files: workbook, Word, web page, ruled PDF, text with tabs."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from material.forms.layouts import Cell, Form

Placed = tuple[int, int, Cell]


def placed(form: Form) -> tuple[list[Placed], int]:
    """Every cell with its row and column, and the number of columns."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, cells in enumerate(form.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            found.append((row, column, cell))
            taken |= {(row + down, column + right) for down in range(cell.rows) for right in range(cell.columns)}
            column += cell.columns
    return found, max(column for _, column in taken) + 1


def workbook(forms: Sequence[Form], *, sheet_each: bool = True) -> bytes:
    """An .xlsx file, each form on a sheet of its own or all below each other."""
    import xlsxwriter

    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        top, sheet = 0, None
        for number, form in enumerate(forms, 1):
            if sheet is None or sheet_each:
                sheet, top = book.add_worksheet(f"表{number}"), 0
            top = _on_sheet(sheet, form, top) + 2
    return stream.getvalue()


def _on_sheet(sheet: Any, form: Form, top: int) -> int:
    cells, width = placed(form)
    for place, line in enumerate(form.above):
        sheet.merge_range(top + place, 0, top + place, width - 1, line)
    start = top + len(form.above)
    for row, column, cell in cells:
        if cell.columns == cell.rows == 1:
            sheet.write(start + row, column, cell.text)
        else:
            sheet.merge_range(start + row, column, start + row + cell.rows - 1, column + cell.columns - 1, cell.text)
    end = start + len(form.rows)
    for place, line in enumerate(form.below):
        sheet.write(end + place, 0, line)
    return end + len(form.below)


def word(forms: Sequence[Form]) -> bytes:
    """A .docx file: titles as paragraphs, tables with real merges."""
    import docx

    from material.forms.word_tables import DrawnCell, put_table

    document = docx.Document()
    for form in forms:
        for line in form.above:
            document.add_paragraph(line)
        cells, width = placed(form)
        drawn = [DrawnCell(row, column, cell.text, cell.columns, cell.rows) for row, column, cell in cells]
        put_table(document, len(form.rows), width, drawn, "Table Grid")
        for line in form.below:
            document.add_paragraph(line)
        document.add_paragraph()  # Word keeps a paragraph behind every table
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def web_page(forms: Sequence[Form]) -> bytes:
    """An HTML page with row and column spans."""
    parts = ["<!doctype html><html><head><meta charset='utf-8'></head><body>"]
    for form in forms:
        parts += [f"<p>{escape(line)}</p>" for line in form.above]
        parts.append("<table border='1'>")
        for row in form.rows:
            parts.append("<tr>" + "".join(_td(cell) for cell in row) + "</tr>")
        parts.append("</table>")
        parts += [f"<p>{escape(line)}</p>" for line in form.below]
    return "".join([*parts, "</body></html>"]).encode()


def _td(cell: Cell) -> str:
    text = escape(cell.text).replace("\n", "<br>")
    return f"<td colspan='{cell.columns}' rowspan='{cell.rows}'>{text}</td>"


def ruled_pdf(forms: Sequence[Form]) -> bytes:
    """A PDF with ruled tables, wrapped cells, and tables that go on over pages."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=9, leading=12, wordWrap="CJK")
    story: list[Any] = []
    for number, form in enumerate(forms):
        story += [PageBreak()] if number else []
        story += [Paragraph(escape(line), style) for line in form.above]
        cells, width = placed(form)
        data: list[list[Any]] = [["" for _ in range(width)] for _ in form.rows]
        spans = []
        for row, column, cell in cells:
            data[row][column] = Paragraph(escape(cell.text).replace("\n", "<br/>"), style)
            spans.append(("SPAN", (column, row), (column + cell.columns - 1, row + cell.rows - 1)))
        table = Table(data, colWidths=[760 / width] * width)
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans])
        story.append(table)
        story += [Paragraph(escape(line), style) for line in form.below]
    stream = io.BytesIO()
    page = landscape(A4)
    SimpleDocTemplate(stream, pagesize=page, leftMargin=36, rightMargin=36, invariant=1).build(story)
    return stream.getvalue()


def tabbed_text(forms: Sequence[Form]) -> bytes:
    """The tables as text with tabs, as pasted from a spreadsheet: merged cells leave blanks."""
    lines = []
    for form in forms:
        lines += form.above
        cells, width = placed(form)
        grid = [[""] * width for _ in form.rows]
        for row, column, cell in cells:
            grid[row][column] = f'"{cell.text}"' if "\n" in cell.text else cell.text
        lines += ["\t".join(row) for row in grid]
        lines += form.below
    return "\n".join(lines).encode("gb18030")


RENDERERS: Mapping[str, Callable[[Sequence[Form]], bytes]] = {
    "XLSX": workbook,
    "XLSX 同表": lambda forms: workbook(forms, sheet_each=False),
    "DOCX": word,
    "HTML": web_page,
    "PDF 有线": ruled_pdf,
    "制表符文本": tabbed_text,
}


def office_renderers() -> Iterator[tuple[str, Callable[[Sequence[Form]], bytes]]]:
    """Formats that LibreOffice writes, where it is installed."""
    if shutil.which("soffice") is None:
        return
    yield "XLS（转换）", lambda forms: converted(workbook(forms), "xlsx", "xls")
    yield "ODS（转换）", lambda forms: converted(workbook(forms), "xlsx", "ods")
    yield "DOC（转换）", lambda forms: converted(word(forms), "docx", "doc")
    yield "PDF（Word 转换）", lambda forms: converted(word(forms), "docx", "pdf")


def converted(content: bytes, ending: str, to: str) -> bytes:
    """A file as LibreOffice converts it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"file.{ending}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (Path(folder) / f"file.{to}").read_bytes()
