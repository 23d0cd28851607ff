"""Ruled tables in PDF files: our grid over pypdfium2's lines and characters against pdfplumber, on hard generated pages.

Run from the checkout: ``python -m benchmarks.pdf_tables [documents] [seed]``. A cell is right where its whole text comes
out as one cell. A Word file printed by LibreOffice is added where ``soffice`` is installed.
"""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from random import Random
from time import process_time

from auditor.model import Project
from auditor.reading.grid import cell_text
from auditor.reading.pdf.reader import read_pdf
from material.forms.layouts import LAYOUTS
from material.forms.matrix import projects_for
from material.forms.pdfs import HEADER, PdfStyle, hebei_pdf
from material.forms.renderers import office_renderers
from material.forms.sample import corpus_rows, sample_projects

FIELDS = ("level1", "level2", "level3", "description", "target", "basis")
STYLES = {
    "lines": PdfStyle(),
    "dashes": PdfStyle(rules="dashes"),
    "hairlines": PdfStyle(rules="hairlines"),
    "thin rectangles": PdfStyle(rules="rectangles"),
    "no outer rules": PdfStyle(outer=False),
    "page turned": PdfStyle(turned=1),
    "text turned": PdfStyle(turned=2),
    "narrow columns": PdfStyle(widths=(26, 26, 70, 100, 60, 60)),
    "header again, page lines": PdfStyle(header_again=True, running_lines=True),
    "rows split by pages": PdfStyle(split_rows=True, bottom=600),
}
Reader = Callable[[bytes], Iterable[str]]


def own_cells(content: bytes) -> Iterable[str]:
    """Cells as this program reads them."""
    return [text for grid in read_pdf(content, "x.pdf").grids for row in grid.rows for text in row if text]


def pdfplumber_cells(content: bytes) -> Iterable[str]:
    """Cells as pdfplumber's default settings find them."""
    import pdfplumber

    with pdfplumber.open(io.BytesIO(content)) as document:
        tables = [table for page in document.pages for table in page.extract_tables()]
    return [cell_text(cell) for table in tables for row in table for cell in row if cell]


def expected_cells(projects: Sequence[Project]) -> Counter[str]:
    """Cells of the indicator rows and their headers; a first level printed once for its rows counts once."""
    cells: Counter[str] = Counter()
    for project in projects:
        cells.update((project.code, project.name, project.purpose, project.goal, *HEADER))
        above = ""
        for row in project.indicators:
            cells.update(text for name in FIELDS[1:] if (text := getattr(row, name)))
            cells.update([row.level1] if row.level1 != above else [])
            above = row.level1
    return cells


def pages_in(content: bytes) -> int:
    """Number of pages."""
    from pypdfium2 import PdfDocument

    return len(PdfDocument(content))


def measure(reader: Reader, documents: Sequence[tuple[bytes, Counter[str]]]) -> tuple[float, float]:
    """Share of cells that are right, and pages in a second of one core."""
    right = total = pages = 0
    seconds = 0.0
    for content, expected in documents:
        start = process_time()
        found = Counter(reader(content))
        seconds += process_time() - start
        pages += pages_in(content)
        right += (_unspaced(found) & _unspaced(expected)).total()
        total += expected.total()
    return right / total, pages / seconds


def _unspaced(cells: Counter[str]) -> Counter[str]:
    """Cells without blanks and line ends: a page does not tell whether a gap beside Chinese was typed."""
    counted: Counter[str] = Counter()
    for text, times in cells.items():
        counted["".join(text.split())] += times
    return counted


def main() -> None:
    """Measure and print one line for each kind of page."""
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    count, seed = [*numbers, *(6, 1)[len(numbers) :]]
    rows = tuple(row for rows in corpus_rows().values() for row in rows)
    print("| 页面 | 本工具：单元格 | 页/秒 | pdfplumber：单元格 | 页/秒 |\n|---|---|---|---|---|")
    for name, style in STYLES.items():
        batches = [sample_projects(Random(seed * 101 + number), rows, 5) for number in range(count)]
        documents = [(hebei_pdf(projects, style), expected_cells(projects)) for projects in batches]
        print_scores(name, documents)
    if "PDF（Word 转换）" in dict(office_renderers()):
        print_scores(
            "Word, printed by LibreOffice", [office_document(Random(seed * 101 + one)) for one in range(count)]
        )


def office_document(random: Random) -> tuple[bytes, Counter[str]]:
    """A Word file of twenty forms as LibreOffice prints it, and its cells."""
    layout = LAYOUTS[0]
    forms = [layout.print(project, random) for project in projects_for(layout.kind, random, 20)]
    cells = Counter(cell.text for form in forms for row in form.rows for cell in row if cell.text)
    return dict(office_renderers())["PDF（Word 转换）"](forms), cells


def print_scores(name: str, documents: Sequence[tuple[bytes, Counter[str]]]) -> None:
    """One line for a kind of page."""
    scores = [measure(reader, documents) for reader in (own_cells, pdfplumber_cells)]
    print(f"| {name} |" + "".join(f" {100 * share:.2f} % | {speed:.0f} |" for share, speed in scores))


if __name__ == "__main__":
    main()
