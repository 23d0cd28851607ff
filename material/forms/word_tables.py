"""Tables of Word files, written at once: python-docx goes over the whole table again for each cell that is merged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docx.document import Document
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

_BREAKS = re.compile("([\n\t])")
_MARKS = {"\n": "<w:br/>", "\t": "<w:tab/>", "": ""}


@dataclass(frozen=True)
class DrawnCell:
    """A cell with its first row and column (from 0), its text, and how many columns and rows it covers."""

    row: int
    column: int
    text: str
    columns: int = 1
    rows: int = 1


def put_table(
    document: Document, height: int, width: int, cells: Iterable[DrawnCell], style: str | None = None
) -> None:
    """A table at the document's end, as Word merges cells; where no cell is given stands an empty one."""
    table = document.add_table(rows=0, cols=width, style=style)
    covered: dict[tuple[int, int], DrawnCell] = {}
    for cell in cells:
        covered |= {(cell.row + down, cell.column): cell for down in range(cell.rows)}
    column_width = int(table.columns[0].width.twips)
    lines = "".join(f"<w:tr>{''.join(_line(covered, row, width, column_width))}</w:tr>" for row in range(height))
    for line in parse_xml(f"<w:tbl {nsdecls('w')}>{lines}</w:tbl>"):
        table._tbl.append(line)


def _line(covered: dict[tuple[int, int], DrawnCell], row: int, width: int, column_width: int) -> Iterable[str]:
    column = 0
    while column < width:
        cell = covered.get((row, column), _EMPTY)
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        begins = cell is not _EMPTY and cell.row == row
        merged = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if cell.rows > 1 else ""
        told = f"<w:r>{_run(cell.text)}</w:r>" if begins else ""
        size = f'<w:tcW w:type="dxa" w:w="{column_width * cell.columns}"/>'
        yield f"<w:tc><w:tcPr>{size}{span}{merged}</w:tcPr><w:p>{told}</w:p></w:tc>"
        column += cell.columns


_EMPTY = DrawnCell(0, 0, "")


def _run(text: str) -> str:
    return "".join(
        _MARKS.get(part) or f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in _BREAKS.split(text) if part
    )
