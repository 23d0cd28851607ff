"""Paragraphs and tables as the XML of Word files. Whatever a person typed is escaped here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from auditor.outputs.reports.sanitize import strip_control_chars

Look = Literal["body", "title", "head", "strong", "muted"]
Down = Literal["", "restart", "continue"]

TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋_GB2312"
_FONTS: dict[Look, str] = {"title": TITLE_FONT, "head": HEAD_FONT, "strong": HEAD_FONT}
_TWIPS = 567
"""Twentieths of a point in a centimetre."""
_SHADE = "EDEDED"
_DENSE = 1.3
_LONG = 300
"""Characters from which a row may break over pages."""


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and its width in centimetres."""

    title: str
    width: float
    centred: bool = False


@dataclass(frozen=True)
class CellParagraph:
    """A paragraph of a cell."""

    text: str
    look: Look = "body"


@dataclass(frozen=True)
class TableCell:
    """A cell; ``span`` columns wide, ``down`` says whether it begins or continues a cell of several rows."""

    words: tuple[CellParagraph, ...]
    span: int = 1
    down: Down = ""
    shaded: bool = False
    centred: bool = False


@dataclass(frozen=True)
class TableRow:
    """A row; at least ``height`` centimetres high, and kept on one page with the next where ``with_next``."""

    cells: tuple[TableCell, ...]
    height: float = 0
    with_next: bool = False


def cell(text: str, look: Look = "body", *, span: int = 1, shaded: bool = False, centred: bool = False) -> TableCell:
    """A cell of one look; every line of the text becomes a paragraph."""
    return TableCell(tuple(CellParagraph(line, look) for line in text.split("\n")), span, "", shaded, centred)


def row(*texts: str | TableCell, height: float = 0) -> TableRow:
    """A row of plain texts and made cells."""
    return TableRow(tuple(one if isinstance(one, TableCell) else cell(one) for one in texts), height)


def band(text: str, columns: int) -> TableRow:
    """A shaded row over the whole width that stays with what follows."""
    return TableRow((cell(text, "strong", span=columns, shaded=True),), with_next=True)


def paragraph(
    runs: Iterable[tuple[str, Look]],
    size: float,
    *,
    align: Literal["left", "center", "right"] = "left",
    before: float = 0,
    after: float = 0,
    with_next: bool = False,
    new_page: bool = False,
    dense: bool = False,
) -> str:
    """One paragraph. Sizes and distances are in points; a line break in a text is a line break on paper.

    ``dense`` lines have the same height under every font, so that pages break at the same places on every computer.
    """
    height = f' w:line="{size * _DENSE * 20:.0f}" w:lineRule="exact"' if dense else ""
    properties = "".join((
        "<w:keepNext/>" if with_next else "",
        "<w:pageBreakBefore/>" if new_page else "",
        f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}"{height}/><w:jc w:val="{align}"/>',
    ))  # fmt: skip
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(_run(text, look, size) for text, look in runs)}</w:p>"


def table(columns: Sequence[Column], rows: Iterable[TableRow], size: float, *, headed: bool) -> str:
    """A ruled table. ``size`` is in points; the header, where ``headed``, is repeated on every page."""
    grid = "".join(f'<w:gridCol w:w="{_twips(column.width)}"/>' for column in columns)
    head = TableRow(tuple(cell(one.title, "head", shaded=True, centred=True) for one in columns))
    lines = [_row(head, columns, size, header=True)] if headed else []
    lines += [_row(one, columns, size, header=False) for one in rows]
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="404040"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 30), ("left", 70), ("bottom", 30), ("right", 70))
    )
    properties = (
        f'<w:tblW w:w="{sum(_twips(column.width) for column in columns)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
    )  # fmt: skip
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>"


def _row(one: TableRow, columns: Sequence[Column], size: float, *, header: bool) -> str:
    length = sum(len(words.text) for each in one.cells for words in each.words)
    properties = "".join((
        "<w:cantSplit/>" if length < _LONG else "",
        f'<w:trHeight w:val="{_twips(one.height)}" w:hRule="atLeast"/>' if one.height else "",
        "<w:tblHeader/>" if header else "",
    ))  # fmt: skip
    cells, place = [], 0
    for each in one.cells:
        covered = columns[place : place + each.span]
        cells.append(_cell(each, covered, size, with_next=one.with_next or header))
        place += each.span
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(one: TableCell, covered: Sequence[Column], size: float, *, with_next: bool) -> str:
    properties = "".join((
        f'<w:tcW w:w="{sum(_twips(column.width) for column in covered)}" w:type="dxa"/>',
        f'<w:gridSpan w:val="{one.span}"/>' if one.span > 1 else "",
        f'<w:vMerge w:val="{one.down}"/>' if one.down else "",
        f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if one.shaded else "",
        '<w:vAlign w:val="center"/>' if one.shaded else "",
    ))  # fmt: skip
    centred = one.centred or (one.span == 1 and covered[0].centred)
    align: Literal["left", "center"] = "center" if centred else "left"
    words = "".join(
        paragraph([(each.text, each.look)], size, align=align, with_next=with_next, dense=True) for each in one.words
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{words}</w:tc>"


def _run(text: str, look: Look, size: float) -> str:
    font = _FONTS.get(look)
    properties = "".join((
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/>' if font else '<w:rFonts w:hint="eastAsia"/>',
        '<w:color w:val="595959"/>' if look == "muted" else "",
        f'<w:sz w:val="{size * 2:.0f}"/>',
    ))  # fmt: skip
    written = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(strip_control_chars(line))}</w:t>' for line in text.split("\n")
    )
    return f"<w:r><w:rPr>{properties}</w:rPr>{written}</w:r>"


def _twips(centimetres: float) -> int:
    return round(centimetres * _TWIPS)
