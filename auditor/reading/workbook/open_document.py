"""OpenDocument spreadsheets (.ods) and the same in one XML file (.fods): the text that a cell shows stands in the file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.etree.ElementTree import Element, iterparse

from auditor.reading.damage import has_text_between_cells
from auditor.reading.grid import Grid, cell_lines, cell_text
from auditor.reading.rounded import RoundedCells, is_rounded
from auditor.reading.run_looks import Raised, joined, struck_out, without_empty_rows
from auditor.reading.workbook.cells import NO_RESULT, PARTIAL, Place
from auditor.reading.workbook.extent import covered_cells, hides_in_overlap, rectangle
from auditor.reading.workbook.formats import number_format
from auditor.reading.workbook.formulas import constant_result
from auditor.reading.workbook.written_ends import WrittenEnds

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE, _STYLE = (f"{_OASIS}{name}:1.0}}" for name in ("table", "text", "office", "style"))
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_PASSED_OVER = (f"{_OFFICE}annotation", f"{_OASIS}drawing:1.0}}frame", f"{_TEXT}ruby-text")
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_LAST_COLUMNS = (256, 1024, _MOST_COLUMNS)
"""How many columns a sheet has, in programs of different age."""
_NOT_SHOWN = ("collapse", "filter")
_MOST_REPEATED = 1000
"""Repetitions of a filled cell or row that are believed; an empty one is repeated to the end of the sheet."""


def read_open_document(content: bytes) -> Iterator[Grid]:
    """The sheets that have cells, in order.

    Raises:
        ParseError, BadZipFile, KeyError: where the file is damaged.
    """
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open("content.xml") as xml:
            yield from _sheets(xml)
    else:
        yield from _sheets(io.BytesIO(content))


@dataclass
class _Looks:
    """Names of the styles met so far that hide a sheet, strike out or raise text."""

    hidden: set[str] = field(default_factory=set)
    struck: set[str] = field(default_factory=set)
    raised: set[str] = field(default_factory=set)

    def add(self, style: Element) -> None:
        """Take in a style that is told."""
        name = style.get(f"{_STYLE}name", "")
        table, text = (style.find(f"{_STYLE}{kind}-properties") for kind in ("table", "text"))
        if table is not None and table.get(f"{_TABLE}display") == "false":
            self.hidden.add(name)
        if text is None:
            return
        lines = (text.get(f"{_STYLE}text-line-through-{kind}", "none") for kind in ("style", "type"))
        if any(line != "none" for line in lines):
            self.struck.add(name)
        if text.get(f"{_STYLE}text-position", "").startswith("super"):
            self.raised.add(name)


def _sheets(xml: IO[bytes]) -> Iterator[Grid]:
    looks = _Looks()
    sheet: _Sheet | None = None
    depth = 0
    for event, element in iterparse(xml, events=("start", "end")):
        if element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:
                hides = element.get(f"{_TABLE}style-name", "") in looks.hidden
                sheet = _Sheet(element.get(f"{_TABLE}name", ""), hides, looks)
            elif event == "end" and depth == 0 and sheet is not None:
                if sheet.rows:
                    yield sheet.grid()
                element.clear()
        elif event == "end" and element.tag == f"{_STYLE}style":
            looks.add(element)
        elif event == "end" and depth == 1 and sheet is not None:
            if element.tag == f"{_TABLE}table-column":
                sheet.add_column(element)
            elif element.tag == f"{_TABLE}table-row":
                sheet.add(element)
                element.clear()


@dataclass
class _Sheet:
    """A sheet as its rows come."""

    name: str
    hides: bool
    looks: _Looks
    rows: list[tuple[str, ...]] = field(default_factory=list)
    spans: list[tuple[Place, Place]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    column: int = 0
    hidden_columns: set[int] = field(default_factory=set)
    unread: dict[Place, str] = field(default_factory=dict)
    struck: dict[Place, str] = field(default_factory=dict)
    rounded: RoundedCells = field(default_factory=RoundedCells)
    lines: dict[Place, tuple[str, ...]] = field(default_factory=dict)
    row: int = 0
    damaged: bool = False
    ends: WrittenEnds = field(default_factory=WrittenEnds)

    def add_column(self, element: Element) -> None:
        """Take in how columns are shown, which is told before the rows; those up to the end of the sheet hide nothing."""
        end = min(self.column + _repeated(element, "columns"), _MOST_COLUMNS)
        if element.get(f"{_TABLE}visibility") in _NOT_SHOWN and end not in _LAST_COLUMNS:
            self.hidden_columns |= set(range(self.column, end))
        self.column = end

    def add(self, element: Element) -> None:
        """Take in a row; rows without cells are filled up only once a filled one follows."""
        times = _repeated(element, "rows")
        self.damaged |= has_text_between_cells(element)
        cells, spans, unread, values = _row(element, self.looks)
        struck = _struck(element, self.looks) if self.looks.struck else {}
        self.ends.add(_written_cells(element), cells)
        if element.get(f"{_TABLE}visibility") in _NOT_SHOWN:
            self.hidden |= set(range(self.row, self.row + min(times, _MOST_REPEATED)))
        if any(cells) or unread or spans or struck:
            self.rows += [()] * (self.row - len(self.rows))
            for row in range(self.row, self.row + min(times, _MOST_REPEATED)):
                self.rows.append(cells)
                self.unread |= {(row, column): reason for column, reason in unread.items()}
                self.struck |= {(row, column): struck_out(gone, text) for column, (gone, text) in struck.items()}
                for column, value in values.items():
                    self.rounded.add(row, column, value)
            self.lines |= {(self.row, column): lines for column, lines in _lines(element, self.looks)}
            for column, (height, width) in spans.items():
                self.spans.append(((self.row, column), (self.row + height - 1, column + width - 1)))
        self.row += times

    def grid(self) -> Grid:
        """The sheet as a grid, rows equally long, spans inside of it."""
        rows, lost = rectangle(self.rows, self.name)
        height, width = len(rows), len(rows[0]) if rows else 0
        merged = covered_cells(self.spans, height, width)
        hidden = range(height) if self.hides else (row for row in self.hidden if row < height)
        unread = {**self.unread, **without_empty_rows(self.struck, rows)}
        damaged = self.damaged or self.ends.are_uneven() or hides_in_overlap(self.spans, merged, rows)
        lost = PARTIAL.format(sheet=self.name) if damaged else lost
        return Grid(
            self.name, rows, merged, hidden=frozenset(hidden), unread=unread, rounded=self.rounded, lost=lost,
            hidden_columns=frozenset(self.hidden_columns), lines=self.lines,
        )  # fmt: skip


def _row(element: Element, looks: _Looks) -> tuple[tuple[str, ...], dict[int, Place], dict[int, str], dict[int, float]]:
    """Texts up to the last filled cell, spans (rows, columns) by column, what is not known of a cell, and the values of
    cells that show a rounding.
    """
    texts: list[str] = []
    spans: dict[int, Place] = {}
    unread: dict[int, str] = {}
    rounded: dict[int, float] = {}
    column = 0
    for cell in element:
        if cell.tag not in _CELLS:
            continue
        times = _repeated(cell, "columns")
        text = _shown(cell, looks) if cell.tag == _CELLS[0] else ""
        if text is None:
            unread[column] = NO_RESULT
        span = _number(cell, "number-rows-spanned"), _number(cell, "number-columns-spanned")
        if span != (1, 1):
            spans[column] = span
        if text or span != (1, 1) or text is None:
            texts += [""] * (column - len(texts)) + [text or ""] * min(times, _MOST_REPEATED)
            texts += [""] * (min(column + span[1], _MOST_COLUMNS) - len(texts))
            value = _stored_number(cell)
            if text and value is not None and is_rounded(text, value):
                rounded |= dict.fromkeys(range(column, column + min(times, _MOST_REPEATED)), value)
        column += times
    return tuple(texts), spans, unread, rounded


def _written_cells(row: Element) -> int:
    """The columns that a row is written for, repeated and covered cells among them."""
    return sum(_repeated(cell, "columns") for cell in row if cell.tag in _CELLS)


def _struck(row: Element, looks: _Looks) -> dict[int, tuple[str, str]]:
    """By column what of a cell is struck out, and what is left of it."""
    found: dict[int, tuple[str, str]] = {}
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        paragraphs = [one for one in cell if one.tag == f"{_TEXT}p"]
        whole = _styled(cell, looks.struck, _TABLE)
        spans = paragraphs if whole else [one for one in cell.iter(f"{_TEXT}span") if _styled(one, looks.struck)]
        gone = "".join("".join(span.itertext()) for span in spans).strip()
        if gone:
            found[column] = (gone, _shown(cell, looks) or "")
        column += _repeated(cell, "columns")
    return found


def _lines(row: Element, looks: _Looks) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Columns of cells in which lines were ended by hand, with their lines."""
    column = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        broken = len(cell) > 1 or next(cell.iter(f"{_TEXT}line-break"), None) is not None
        if broken and cell.tag == _CELLS[0] and (lines := cell_lines(_typed(cell, looks))):
            yield column, lines
        column += _repeated(cell, "columns")


def _styled(element: Element, styles: set[str], space: str = _TEXT) -> bool:
    return element.get(f"{space}style-name", "") in styles


def _shown(cell: Element, looks: _Looks) -> str | None:
    """The text of a cell, None where it holds a formula without a result."""
    if _styled(cell, looks.struck, _TABLE):
        return ""
    text = cell_text(_typed(cell, looks))
    kind = cell.get(f"{_OFFICE}value-type") or ""
    value = cell.get(f"{_OFFICE}value", "")
    if kind == "percentage" and value and "%" not in text and "％" not in text:
        return number_format("0.##########%").shown(float(value))
    others = (cell.get(_OFFICE + name, "") for name in ("date-value", "time-value", "string-value"))
    stored = value or next(filter(None, others), "")
    if text or (stored and cell.find(f"{_TEXT}p") is not None):  # a format may hide what a cell holds
        return text
    if kind == "boolean":
        return cell.get(f"{_OFFICE}boolean-value", "").upper()
    formula = cell.get(f"{_TABLE}formula")
    if stored or not formula:
        return number_format("").shown(float(stored)) if value else stored
    if kind == "string":
        return ""
    result = constant_result(formula.partition(":")[2] or formula)
    return None if result is None else result if isinstance(result, str) else number_format("").shown(result)


def _typed(cell: Element, looks: _Looks) -> str:
    """The text of a cell, its lines apart."""
    return "\n".join(joined(_pieces(one, looks)) for one in cell if one.tag == f"{_TEXT}p")


def _stored_number(cell: Element) -> float | None:
    """The number that a cell holds, None where it holds none."""
    try:
        return float(cell.get(f"{_OFFICE}value", ""))
    except ValueError:
        return None


def _pieces(element: Element, looks: _Looks) -> Iterator[str]:
    """The text of a paragraph in pieces, without what is struck out."""
    yield element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            yield " " * _number(child, "c", _TEXT)
        elif child.tag == f"{_TEXT}tab":
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif _styled(child, looks.raised):
            yield Raised(joined(_pieces(child, looks)))
        elif child.tag not in _PASSED_OVER and not _styled(child, looks.struck):
            yield from _pieces(child, looks)
        yield child.tail or ""


def _repeated(element: Element, what: str) -> int:
    return _number(element, f"number-{what}-repeated")


def _number(element: Element, name: str, space: str = _TABLE) -> int:
    text = element.get(space + name, "1")
    return min(int(text), _MOST_ROWS) if text.isdigit() and text.isascii() and int(text) else 1
