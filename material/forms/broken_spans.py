"""A sheet printed to PDF whose page breaks fall inside merged cells, as programs that print sheets set it.

The text of a merged cell stands in the middle of the whole cell, on whichever page that is, and is written on the pages
beside as well, beyond the edge of what they show.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from material.forms.pdfs import FONT

Row = tuple[str, str, str, str]
HEADER = ("绩效指标", "一级指标", "二级指标", "三级指标", "指标值")
_WIDTHS = (80.0, 90.0, 120.0, 150.0, 100.0)
_LEFT, _TOP, _HEIGHT, _SIZE = 40.0, 780.0, 24.0, 9.0


def broken_sheet(name: str, rows: Sequence[Row], breaks: Sequence[int], *, header_again: bool = False) -> bytes:
    """The form of one project; a new page begins before each of these rows, counted from 0."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(620, 842), invariant=1)
    lines = len(rows) + 2
    cells = [(0, 0, 1, 1, "项目名称"), (0, 1, 1, 4, name), *_cells(rows)]
    for first, end in pairwise([0, *(row + 2 for row in breaks), lines]):
        canvas.setFont(FONT, _SIZE)
        again = header_again and first > 0
        top = _TOP - again * _HEIGHT
        if again:
            for column, text in enumerate(HEADER[1:], start=1):
                _draw(canvas, _TOP, (0, column, 1, 1, text), 0, 1)
        for cell in cells:
            if cell[0] < end and cell[0] + cell[2] > first:
                raised = again and cell[1] == 0  # the cell beside the headings begins with them
                _draw(canvas, top + first * _HEIGHT, cell, first - raised, end)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _cells(rows: Sequence[Row]) -> Iterator[tuple[int, int, int, int, str]]:
    """Row, column, height, width and text of each cell below the first line."""
    yield 1, 0, len(rows) + 1, 1, HEADER[0]
    yield from ((1, column, 1, 1, text) for column, text in enumerate(HEADER[1:], start=1))
    for depth in (1, 2):
        start = 2
        for key, block in groupby(rows, key=lambda row: row[:depth]):
            size = len(list(block))
            yield start, depth, size, 1, key[-1]
            start += size
    for place, row in enumerate(rows, start=2):
        yield place, 3, 1, 1, row[2]
        yield place, 4, 1, 1, row[3]


def _draw(canvas, top: float, cell: tuple[int, int, int, int, str], first: int, end: int) -> None:  # type: ignore[no-untyped-def]
    row, column, height, width, text = cell
    left, right = _LEFT + sum(_WIDTHS[:column]), _LEFT + sum(_WIDTHS[: column + width])
    upper, lower = top - max(row, first) * _HEIGHT, top - min(row + height, end) * _HEIGHT
    canvas.rect(left, lower, right - left, upper - lower)
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, lower, right - left, upper - lower)
    canvas.clipPath(path, stroke=0)
    canvas.drawCentredString((left + right) / 2, top - (row + height / 2) * _HEIGHT - _SIZE / 3, text)
    canvas.restoreState()
