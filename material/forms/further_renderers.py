"""Printed forms in the formats that no library here writes: OpenDocument, Excel 97 and 2003, Word XML, OFD, pasted text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from material.forms.layouts import Form
from material.forms.one_form import (
    SIZE,
    SpannedTable,
    flat_opc_of,
    fods,
    ods,
    ofd_pages,
    spreadsheet_xml,
    steps_of,
    word_2003_of,
    word_paragraph,
    word_table,
    xls,
)
from material.forms.renderers import placed

_PAGE_WIDTH = 277.0
_PAGE_HEIGHT = 190.0
_LEADING = 4.5


def table_of(form: Form) -> SpannedTable:
    """The form's table alone."""
    cells, width = placed(form)
    lines = [[""] * width for _ in form.rows]
    spans = []
    for row, column, one in cells:
        lines[row][column] = one.text
        if one.rows > 1 or one.columns > 1:
            spans.append((row, column, row + one.rows - 1, column + one.columns - 1))
    return SpannedTable(lines, spans)


def sheet_table(forms: Sequence[Form]) -> SpannedTable:
    """All forms below each other on one sheet, their titles over the whole width."""
    lines: list[list[str]] = []
    spans = []
    tables = [table_of(form) for form in forms]
    width = max(len(table.lines[0]) for table in tables)
    for form, table in zip(forms, tables, strict=True):
        for line in form.above:
            spans.append((len(lines), 0, len(lines), len(table.lines[0]) - 1))
            lines.append([line, *[""] * (width - 1)])
        top = len(lines)
        spans += [(a + top, b, c + top, d) for a, b, c, d in table.spans]
        lines += [[*line, *[""] * (width - len(line))] for line in table.lines]
        lines += [[line, *[""] * (width - 1)] for line in form.below]
        lines.append([""] * width)
    return SpannedTable(lines, spans)


def _word_body(forms: Sequence[Form], old: bool) -> str:
    return "".join(
        "".join(map(word_paragraph, form.above))
        + word_table(table_of(form), old)
        + "".join(map(word_paragraph, form.below))
        + word_paragraph("")
        for form in forms
    )


def ofd(forms: Sequence[Form]) -> bytes:
    """An OFD with ruled tables; a table that does not fit goes on, cell frames cut, on the next page."""
    return ofd_pages([page for form in forms for page in _ofd_form(form)], _PAGE_WIDTH + 20, _PAGE_HEIGHT + 20)


def _ofd_form(form: Form) -> Iterator[str]:
    table = table_of(form)
    each = _PAGE_WIDTH / len(table.lines[0])
    heights = list(_heights(table, each))
    first = 0
    title = "".join(_ofd_text(line, 10, 6 + place * _LEADING, 200) for place, line in enumerate(form.above))
    while first < len(heights):
        end, used = first, 0.0
        while end < len(heights) and (end == first or used + heights[end] <= _PAGE_HEIGHT - 20):
            used += heights[end]
            end += 1
        below = form.below if end == len(heights) else ()
        yield (
            (title if first == 0 else "")
            + _ofd_rows(table, heights, each, first, end)
            + "".join(_ofd_text(line, 10, 20 + used + place * _LEADING, 200) for place, line in enumerate(below))
        )
        first = end


def _heights(table: SpannedTable, each: float) -> Iterator[float]:
    for row, line in enumerate(table.lines):
        cells = ((text, *table.span_at(row, column)) for column, text in enumerate(line))
        counts = [len(_wrapped(text, each * width)) for text, height, width in cells if height == 1]
        yield _LEADING * max([1, *counts]) + 2


def _wrapped(text: str, width: float) -> list[str]:
    fitting = max(int((width - 2) / SIZE), 1)
    return [line[at : at + fitting] for line in text.split("\n") for at in range(0, max(len(line), 1), fitting)]


def _ofd_rows(table: SpannedTable, heights: Sequence[float], each: float, first: int, end: int) -> str:
    drawn = ""
    for row, line in enumerate(table.lines[:end]):
        for column, text in enumerate(line):
            tall, wide = table.span_at(row, column)
            top, bottom = max(row, first), min(row + tall, end)
            if not tall or bottom <= top:
                continue
            x, y = 10 + column * each, 18 + sum(heights[first:top])
            w, h = wide * each, sum(heights[top:bottom])
            drawn += (
                f'<ofd:PathObject Boundary="{x} {y} {w} {h}" LineWidth="0.25"><ofd:AbbreviatedData>'
                f"M 0 0 L {w} 0 L {w} {h} L 0 {h} C</ofd:AbbreviatedData></ofd:PathObject>"
            )
            if row >= first:
                pieces = _wrapped(text, w)
                drawn += "".join(
                    _ofd_text(one, x + 1, y + 1 + at * _LEADING, w) for at, one in enumerate(pieces) if one
                )
    return drawn


def _ofd_text(text: str, x: float, y: float, width: float) -> str:
    return (
        f'<ofd:TextObject Boundary="{x} {y} {width} 5" Size="{SIZE}"><ofd:TextCode X="0" Y="{SIZE}" DeltaX="{steps_of(text)}">'
        f"{escape(text)}</ofd:TextCode></ofd:TextObject>"
    )


def pasted(forms: Sequence[Form], mark: str, ends: str = "", rule: bool = False) -> bytes:
    """The tables as text, cells divided by ``mark``; merged cells are left out, as Word and web pages leave them out."""
    lines: list[str] = []
    for form in forms:
        lines += form.above
        table = table_of(form)
        for row, line in enumerate(table.lines):
            cells = [text.replace("\n", "") for column, text in enumerate(line) if table.span_at(row, column)[0]]
            lines.append(ends + mark.join(cells) + ends)
            if rule and row == 0:
                lines.append("|" + "---|" * len(cells))
        lines += form.below
        lines.append("")
    return "\n".join(lines).encode()


FURTHER: Mapping[str, Callable[[Sequence[Form]], bytes]] = {
    "XLS": lambda forms: xls(sheet_table(forms)),
    "ODS": lambda forms: ods(sheet_table(forms)),
    "FODS": lambda forms: fods(sheet_table(forms)),
    "Excel 2003 XML": lambda forms: spreadsheet_xml(sheet_table(forms)),
    "Word 2003 XML": lambda forms: word_2003_of(_word_body(forms, old=True)),
    "Flat OPC": lambda forms: flat_opc_of(_word_body(forms, old=False)),
    "OFD": ofd,
}

TEXTS: Mapping[str, Callable[[Sequence[Form]], bytes]] = {
    "制表符，缺合并格": lambda forms: pasted(forms, "\t"),
    "竖线，缺合并格": lambda forms: pasted(forms, " | ", "|"),
    "Markdown": lambda forms: pasted(forms, " | ", "|", rule=True),
}
