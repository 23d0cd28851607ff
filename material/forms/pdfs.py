"""Known projects → PDF files drawn by hand: the Hebei form with rules of every kind, merged cells and page breaks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, Literal

from auditor.model import Indicator, Project
from material.forms.typeset import unbreakable

FONT = "STSong-Light"
_SIZE = 9.0
_LEADING = 12.0
_PADDING = 4.0
_PAGE = (595.0, 842.0)
_EDGE = 50.0
_FIELDS = ("level1", "level2", "level3", "description", "target", "basis")
HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")


@dataclass(frozen=True)
class PdfStyle:
    """How the tables are drawn. ``widths`` are points of the six columns; ``turned``: quarters the page lies on its side."""

    rules: Literal["lines", "dashes", "rectangles", "hairlines", "none"] = "lines"
    outer: bool = True
    widths: tuple[float, ...] = (60, 70, 95, 130, 70, 70)
    turned: int = 0
    header_again: bool = False
    split_rows: bool = False
    running_lines: bool = False
    page_each: bool = False
    bottom: float = 60.0


@dataclass
class Cell:
    """A cell to be drawn, lines already broken; ``rows``: how many rows it spans."""

    column: int
    columns: int
    lines: list[str]
    rows: int = 1


@dataclass
class Row:
    cells: list[Cell] = field(default_factory=list)
    least: int = 1

    @property
    def height(self) -> float:
        lines = max((len(cell.lines) for cell in self.cells if cell.rows == 1), default=1)
        return max(lines, self.least) * _LEADING + 2 * _PADDING


def hebei_pdf(projects: Sequence[Project], style: PdfStyle) -> bytes:
    """The forms one after the other, each with its title as a line of text above its table."""
    stream = io.BytesIO()
    printer = _Printer(stream, style)
    for number, project in enumerate(projects):
        if number and style.page_each:
            printer.new_page()
        printer.print_line(f"{project.name}绩效目标表")
        printer.print_rows(list(_rows(project, style)))
    return printer.finish()


def table_pdf(lines: Sequence[Sequence[str]], style: PdfStyle) -> bytes:
    """A table whose rows all have one cell in each column."""
    stream = io.BytesIO()
    printer = _Printer(stream, style)
    printer.print_rows([_plain_row(line, style) for line in lines])
    return printer.finish()


def prose_pdf(lines: Sequence[str]) -> bytes:
    """Lines of text and nothing else."""
    printer = _Printer(io.BytesIO(), PdfStyle())
    for line in lines:
        printer.print_line(line)
    return printer.finish()


def _plain_row(texts: Sequence[str], style: PdfStyle) -> Row:
    return Row([Cell(column, 1, _wrapped(text, style.widths[column])) for column, text in enumerate(texts)])


def _rows(project: Project, style: PdfStyle) -> Iterator[Row]:
    yield _head_row(style, ("项目编码", 1), (project.code, 1), ("预算项目名称", 1), (project.name, 3))
    yield _head_row(style, ("项目资金主要用途", 1), (project.purpose, 5))
    plan = project.spending_plan
    dates = _head_row(style, ("资金支出计划（%）", 1), *((step.by, 1) for step in plan), ("", 1))
    dates.cells[0].rows = 2
    yield dates
    shares = _head_row(style, ("", 1), *((f"{step.percent:g}%", 1) for step in plan), ("", 1))
    yield Row(shares.cells[1:])
    yield _head_row(style, ("绩效目标", 1), (project.goal, 5))
    yield _plain_row(HEADER, style)
    yield from _indicator_rows(project.indicators, style)


def _head_row(style: PdfStyle, *cells: tuple[str, int]) -> Row:
    row, column = Row(), 0
    for text, columns in cells:
        width = sum(style.widths[column : column + columns])
        row.cells.append(Cell(column, columns, _wrapped(text, width)))
        column += columns
    return row


def _indicator_rows(indicators: Sequence[Indicator], style: PdfStyle) -> Iterator[Row]:
    for _, block in groupby(indicators, key=lambda one: one.level1):
        group = tuple(block)
        for number, indicator in enumerate(group):
            row = _plain_row([getattr(indicator, name) for name in _FIELDS], style)
            row.cells[0].rows = len(group)
            yield row if number == 0 else Row(row.cells[1:])


def _wrapped(text: str, width: float) -> list[str]:
    """Lines as wide as the printed characters allow; one word that is wider is cut."""
    lines: list[str] = []
    for unit in unbreakable(text):
        for piece in [unit] if _printed_width(unit) <= width - 2 * _PADDING else unit:
            if lines and _printed_width(lines[-1] + piece) <= width - 2 * _PADDING:
                lines[-1] += piece
            else:
                lines.append(piece)
    return lines


def _printed_width(text: str) -> float:
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import getFont, registerFont

    registerFont(UnicodeCIDFont(FONT))
    width: float = getFont(FONT).stringWidth(text, _SIZE)
    return width


class _Printer:
    """Puts lines and rows on pages from top to bottom."""

    def __init__(self, stream: io.BytesIO, style: PdfStyle) -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.cidfonts import UnicodeCIDFont
        from reportlab.pdfgen.canvas import Canvas

        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self.stream = stream
        self.style = style
        self.canvas: Any = Canvas(stream, pagesize=_PAGE, invariant=1)
        self.page = 0
        self._start_page()

    def finish(self) -> bytes:
        self.canvas.showPage()
        self.canvas.save()
        return self.stream.getvalue()

    def new_page(self) -> None:
        self.canvas.showPage()
        self._start_page()

    def print_line(self, text: str) -> None:
        if self.y - 2 * _LEADING < self.style.bottom:
            self.new_page()
        self.y -= _LEADING
        self.canvas.drawString(_EDGE, self.y, text)
        self.y -= 0.7 * _LEADING

    def print_rows(self, rows: list[Row]) -> None:
        _make_room(rows)
        part: list[Row] = []
        waiting = list(rows)
        header = None
        room = self.y - self.style.bottom
        while waiting:
            row = waiting.pop(0)
            if sum(one.height for one in part) + row.height <= room:
                part.append(row)
                if self.style.header_again and [cell.lines for cell in row.cells] == _header_lines(self.style):
                    header = row
                continue
            if self.style.split_rows:
                above, below = _split(row, int((room - sum(one.height for one in part) - 2 * _PADDING) // _LEADING))
                part += [above] if above else []
                row = below
            self._print_part(part)
            self.new_page()
            part = [header] if header else []
            waiting, room = [row, *waiting], self.y - self.style.bottom
        self._print_part(part)

    def _start_page(self) -> None:
        self.page += 1
        self.canvas.setFont(FONT, _SIZE)
        self.y = _PAGE[1] - _EDGE
        if self.style.turned == 1:
            self.canvas.setPageRotation(90)
        if self.style.turned:
            self.canvas.translate(_PAGE[0] if self.style.turned % 2 else 0, 0)
            self.canvas.rotate(90)
            self.canvas.translate(0, -_PAGE[1] + _PAGE[0])
            self.y = _PAGE[1] - _EDGE
        if self.style.running_lines:
            self.canvas.drawString(_EDGE, _PAGE[1] - 30, "某市某局2025年部门预算绩效文本")
            self.canvas.drawString(280, 30, f"第 {self.page} 页")

    def _print_part(self, rows: Sequence[Row]) -> None:
        """Draw rows; what spans beyond the part's end is cut there, what began on the page before is left blank."""
        tops = [self.y]
        for row in rows:
            tops.append(tops[-1] - row.height)
        covered: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            cells = list(row.cells)
            own = {column for cell in cells for column in range(cell.column, cell.column + cell.columns)}
            missing = [one for one in range(6) if one not in own and (number, one) not in covered]
            for column in missing:
                rest = next((n for n in range(number, len(rows)) if _has(rows[n], column)), len(rows)) - number
                cells.append(Cell(column, 1, [], rest))
            for cell in cells:
                last = min(len(rows), number + cell.rows)
                covered |= {(one, cell.column) for one in range(number, last)}
                self._print_cell(cell, tops[number], tops[last], number == 0, last == len(rows))
        self.y = tops[-1]

    def _print_cell(self, cell: Cell, top: float, bottom: float, first: bool, last: bool) -> None:
        left = _EDGE + sum(self.style.widths[: cell.column])
        right = left + sum(self.style.widths[cell.column : cell.column + cell.columns])
        height = len(cell.lines) * _LEADING
        y = (top + bottom + height) / 2 - 0.8 * _SIZE - 1
        for line in cell.lines:
            self.canvas.drawString(left + _PADDING, y, line)
            y -= _LEADING
        outer = self.style.outer
        if outer or not first:
            self._rule(left, top, right, top)
        if outer or not last:
            self._rule(left, bottom, right, bottom)
        if outer or cell.column:
            self._rule(left, bottom, left, top)
        if outer or cell.column + cell.columns < 6:
            self._rule(right, bottom, right, top)

    def _rule(self, left: float, low: float, right: float, high: float) -> None:
        kind = self.style.rules
        if kind == "none":
            return
        if kind == "rectangles":
            self.canvas.rect(left, low, max(right - left, 0.5), max(high - low, 0.5), stroke=0, fill=1)
            return
        self.canvas.setLineWidth(0.0 if kind == "hairlines" else 0.5)
        for start, end in (
            _dashes(right - left + high - low) if kind == "dashes" else [(0.0, right - left + high - low)]
        ):
            if high - low > right - left:
                self.canvas.line(left, low + start, left, low + end)
            else:
                self.canvas.line(left + start, low, left + end, low)


def _header_lines(style: PdfStyle) -> list[list[str]]:
    return [cell.lines for cell in _plain_row(HEADER, style).cells]


def _has(row: Row, column: int) -> bool:
    return any(cell.column <= column < cell.column + cell.columns for cell in row.cells)


def _make_room(rows: Sequence[Row]) -> None:
    """Rows high enough that what spans several of them fits in the first where a page ends behind it."""
    for number, row in enumerate(rows):
        for cell in row.cells:
            for other in rows[number : number + cell.rows]:
                other.least = max(other.least, len(cell.lines))


def _split(row: Row, lines: int) -> tuple[Row | None, Row]:
    """The row cut below ``lines`` lines; what spans several rows stays above."""
    if lines < 1:
        return None, row
    above = Row([Cell(one.column, one.columns, one.lines[:lines], one.rows) for one in row.cells], lines)
    below = Row(
        [Cell(one.column, one.columns, one.lines[lines:], one.rows) for one in row.cells], max(1, row.least - lines)
    )
    return above, below


def _dashes(length: float) -> Iterator[tuple[float, float]]:
    start = 0.0
    while start < length:
        yield start, min(start + 3.0, length)
        start += 5.0
