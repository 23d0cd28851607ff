"""Text with separators (.csv, .tsv, pasted tables, Markdown) to a grid, cells that were left out put in again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby, islice
from types import MappingProxyType

from auditor.reading.forms.captions import labelled_cells
from auditor.reading.forms.headings import HEAD_FIELDS, funding_source, heading, is_ignored, is_signature
from auditor.reading.forms.source_table import is_sum
from auditor.reading.grid import Grid, cell_text
from auditor.reading.plaintext.heading_rows import Place, Spans, with_spans
from auditor.reading.plaintext.money_rows import heads_money, money_aligned
from auditor.reading.plaintext.omitted_cells import Texts, aligned, fields_of
from auditor.reading.plaintext.separated import separated_rows

_RULE = re.compile(r":?-{2,}:?|:?-+:|:-+")
_TEXT_FORMULA = re.compile(r'="((?:[^"]|"")*)"')
_NO_VALUE = frozenset({"NULL", "null", "(null)", "nan", "NaN", "None"})
"""What programs write for a cell without a value."""
_BOLD = re.compile(r"\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*")
_BREAK = re.compile(r"<br\s*/?>", re.I)
_PADDED = re.compile(r"\t*([,;|])\t*")
_CLOSING = re.compile(r"(?:总分|合计|总计|小计)[:：]?")
_BLOCK = re.compile(r"目标|资金|情况")
_FIGURE = re.compile(r"-?\d[\d,，]*(?:\.\d+)?\s*(?:亿元|万元|千元|元)?|[-—/]*")
_FEWEST_HEADINGS = 3
_MOST_BROKEN = 0.2
_MOST_EMPTY = 1_000_000
"""Cells that may be added at the ends of rows, so that all are equally long."""
_TOO_LONG = "有 {count} 行比其余各行长得多，第 {width} 列以后的内容没有读到"

_FIRST_LINES = 10
_BEGINNING = 200
_FEWEST = 3


@dataclass(frozen=True)
class Delimited:
    """A text as a grid.

    ``doubted`` are its rows, from 0, whose cells are placed by what they say and might be otherwise; ``broken``: many lines
    of its tables are only pieces of cells. ``stray`` are lines, from 1, with a quotation mark that nothing closes.
    """

    grid: Grid
    doubted: frozenset[int] = frozenset()
    broken: bool = False
    stray: tuple[int, ...] = ()


def read_delimited(text: str) -> Delimited | None:
    """The text as one grid, None where it does not look like a table of three or more columns."""
    delimiter = delimiter_of(text)
    if delimiter is None:
        return None
    parted, stray = _parted(text, delimiter)
    if _is_whole(parted):
        return Delimited(_grid([_labels_apart(row) for row in parted if row]), stray=stray)
    if delimiter == "|":
        parted = _without_outer_bars(parted)
    whole = _whole_runs(parted)
    rows = [() if _is_rule(row) else _without_last_blanks(row) for row in parted]
    tops = [place for place, row in enumerate(rows) if place not in whole and _heads_columns(row)]
    rows, spans = with_spans(rows, tops)
    placed, doubted, pieces = _placed(rows, spans, whole)
    broken = pieces > _MOST_BROKEN * len(rows)
    return Delimited(_grid(placed, spans.merged), doubted, broken, stray)


def _parted(text: str, delimiter: str) -> tuple[list[Texts], tuple[int, ...]]:
    """The rows of a text, and the lines with a stray quotation mark; what stands in many cells is held once."""
    rows: list[Texts] = []
    stray: list[int] = []
    held: dict[str, str] = {}
    for row in separated_rows(text, delimiter):
        rows.append(tuple([held.setdefault(one, one) for one in (_meant(cell, delimiter) for cell in row.cells)]))
        if row.stray:
            stray.append(row.last_line)
    return rows, tuple(stray)


def _meant(cell: str, delimiter: str) -> str:
    """What a cell says: text that a program wrote as a formula, so that it keeps its zeros, is that text; a word for no value
    is none; in Markdown, marks of bold print say nothing.
    """
    if cell.startswith('="') and (formula := _TEXT_FORMULA.fullmatch(cell.strip())):
        cell = formula[1].replace('""', '"')
    if cell in _NO_VALUE:
        return ""
    if delimiter == "|":
        cell = _BREAK.sub("\n", _BOLD.sub(r"\1", cell))
    return cell_text(cell)


def _grid(rows: Sequence[Texts], merged: Mapping[Place, Place] = MappingProxyType({})) -> Grid:
    """The rows, equally long; where a few are so long that all others would be nearly empty, these are cut and that is told."""
    width = _width(rows)
    cut = sum(any(row[width:]) for row in rows)
    even = tuple(row[:width] + ("",) * (width - len(row)) for row in rows)
    inside = {place: first for place, first in merged.items() if place[1] < width}
    return Grid(None, even, inside, lost=_TOO_LONG.format(count=cut, width=width) if cut else "")


def _width(rows: Sequence[Texts]) -> int:
    """The longest length of a row to which all others can be made as long without adding too many empty cells."""
    lengths = sorted(map(len, rows))
    shorter = 0  # cells of the rows looked at so far
    width = 0
    for number, length in enumerate(lengths):
        if number * length - shorter > _MOST_EMPTY:
            break
        shorter, width = shorter + length, length
    return width


def _is_whole(rows: Sequence[Texts]) -> bool:
    """Whether every row has all of its cells, empty ones too, as a spreadsheet writes a file: none need be put in place.

    Lines without a separator (titles) stand above and below such rows.
    """
    widths = {len(row) for row in rows if len(row) > 1}
    return len(widths) == 1 and widths.pop() > len(("level", "name")) and not any(map(_is_rule, rows))


def _without_outer_bars(rows: Sequence[Texts]) -> list[Texts]:
    """The rows of a table that is drawn with a bar at the beginning of every line, without the empty cell before it."""
    tables = [row for row in rows if len(row) > 1]
    return [row[1:] if len(row) > 1 else row for row in rows] if not any(row[0] for row in tables) else list(rows)


def _whole_runs(rows: Sequence[Texts]) -> frozenset[int]:
    """Rows that stand where they were typed: of a table, its headings with it, in which every row has as many cells."""
    found: set[int] = set()
    for is_table, run in groupby(range(len(rows)), key=lambda number: len(rows[number]) > 1):
        numbers = list(run)
        widths = {len(rows[number]) for number in numbers}
        if is_table and len(widths) == 1 and any(_heads_columns(rows[number]) for number in numbers):
            found.update(numbers)
    return frozenset(found)


def delimiter_of(text: str) -> str | None:
    """The separator that the line naming 三级指标 and 二级指标 (or 指标值) uses."""
    for line in text.splitlines():
        bare = line.replace(" ", "")
        if "级指标" not in bare and "指标值" not in bare:
            continue
        for delimiter in ("\t", ",", ";", "|"):
            if delimiter == "\t" and _only_pads(line):
                continue
            if line.count(delimiter) >= 2 and sum("指标" in part for part in line.split(delimiter)) >= 2:
                return delimiter
    return _delimiter_of_list(text) or _delimiter_of_headings(text)


def _only_pads(line: str) -> bool:
    """Whether tabs stand nowhere but beside another separator, as programs put them that want numbers to stay text."""
    bare, times = _PADDED.subn(r"\1", line.strip("\t\r\n"))
    return times > 1 and "\t" not in bare


def _delimiter_of_headings(text: str) -> str | None:
    """The separator of a table whose headings are called otherwise, or go over several lines."""
    for delimiter in ("\t", ",", ";", "|"):
        if text.count(delimiter) < _FEWEST * _FEWEST:
            continue
        with suppress(csv.Error):
            rows = csv.reader(io.StringIO(text), delimiter=delimiter)
            if any(
                len(row) > _FEWEST and _heads_columns(tuple(map(cell_text, row))) for row in islice(rows, _BEGINNING)
            ):
                return delimiter
    return None


def _delimiter_of_list(text: str) -> str | None:
    """The separator of a list whose indicators stand in one cell each: its first headings are those of projects."""
    for line in text.splitlines()[:_FIRST_LINES]:
        for delimiter in ("\t", ",", ";", "|"):
            named = [one.field for part in line.split(delimiter) if (one := heading(part)) is not None]
            if len(named) >= _FEWEST and {"name", "code"} & set(named) and {"goal", "section"} & set(named):
                return delimiter
    return None


def last_lines(text: str) -> list[int]:
    """The line, from 1, on which each row of a table with separators ends; a cell in quotes may go over several."""
    delimiter = delimiter_of(text)
    if delimiter is None:
        return []
    return [row.last_line for row in separated_rows(text, delimiter)]


def _placed(rows: Sequence[Texts], spans: Spans, whole: frozenset[int]) -> tuple[list[Texts], frozenset[int], int]:
    """The rows, those below a header with each cell in its column; the numbers of the doubtful ones; how many are pieces."""
    fields: Texts = ()
    above: Texts = ()
    money: Texts = ()
    placed: list[Texts] = []
    doubted = set()
    handed_down = False
    pieces = 0
    for number, row in enumerate(rows):
        if number in whole:
            placed.append(row)
        elif number in spans.headings:
            fields = fields_of(spans.headings[number])
            placed.append(row)
        elif not fields or not _is_body(row):
            above = _below_block(row, above)
            money = above if heads_money(above) else money
            placed.append(money_aligned(_labels_apart(above), money))
            pieces += (
                bool(fields) and sum(map(bool, row)) == 1 and heading(row[-1]) is None and not is_signature(row[-1])
            )
        else:
            found = aligned(row, fields)
            placed.append(found.cells)
            handed_down = handed_down and not _begins_level1(found.cells, fields)
            if not found.certain or handed_down:
                doubted.add(number)
                handed_down = True
    return placed, frozenset(doubted), pieces


def _below_block(row: Texts, above: Texts) -> Texts:
    """A row of a head moved to the right by the label of its block, where that goes down over it and was left out.

    The row above holds nothing but labels (总体目标｜实施期目标｜年度目标, 项目资金｜｜全年预算数｜执行数), and is as much longer,
    or is such a row moved itself.
    """
    labels = [heading(cell) for cell in above if cell]
    if not row or not row[0] or len(row) + 1 != len(above):
        return row
    if _heads_sources(above) and all(map(_FIGURE.fullmatch, row)):
        return ("", *row)
    if funding_source(row[0]) and len(above) > 2 and all(_of_money(cell) for cell in above[:2]):
        return ("", *row)
    calls_block = labels[:1] != [None] or _BLOCK.search(above[0]) is not None
    if len(labels) > 1 and calls_block and all(labels[1:]) and not any(map(heading, row)):
        return ("", *row)
    of_money = any(one is not None and one.field == "executed" for one in labels) or not above[0]
    return ("", *row) if of_money and (_is_budget(row[0]) or funding_source(row[0])) else row


def _heads_sources(row: Texts) -> bool:
    """Whether a row holds nothing but labels of money: that of its block, the sum and the sources that make it up."""
    return _of_money(row[0]) and sum(map(bool, row)) > 2 and all(
        is_sum(cell) or funding_source(cell) is not None or _of_money(cell) for cell in row if cell
    )  # fmt: skip


def _of_money(text: str) -> bool:
    named = heading(text)
    return named is not None and named.field in ("budget", "longterm_budget")


def _is_budget(text: str) -> bool:
    named = heading(text)
    return (named is not None and named.field == "budget") or is_ignored(text)


def _begins_level1(cells: Texts, fields: Texts) -> bool:
    """Whether a row names its first level: it takes over nothing from the row above that might be wrong."""
    return any(cell and field == "level1" for cell, field in zip(cells, fields, strict=False))


def _labels_apart(row: Texts) -> Texts:
    """A line without separators that holds labels with their values, each label and each value as a cell."""
    return (labelled_cells(row[0]) if len(row) == 1 else ()) or row


def _is_body(row: Texts) -> bool:
    """Whether a row below a header can be one of its table: not the head of the next form, no total, no signature."""
    filled = [cell for cell in row if cell]
    if len(filled) < 2 or _CLOSING.fullmatch("".join(filled[0].split())) or is_signature(filled[0]):
        return False
    named = heading(filled[0])
    return named is None or (named.field not in HEAD_FIELDS and named.field != "level1")


def _heads_columns(row: Texts) -> bool:
    fields = [field for field in fields_of(row) if field]
    return len(fields) >= _FEWEST_HEADINGS and bool({"level1", "level2", "level3"} & set(fields))


def _without_last_blanks(row: Texts) -> Texts:
    last = max((place for place, cell in enumerate(row) if cell), default=-1)
    return row[: last + 1]


def _is_rule(row: Texts) -> bool:
    """Whether a line only parts the heading of a Markdown table from its rows."""
    filled = [cell for cell in row if cell]
    return len(filled) > 1 and all(_RULE.fullmatch(cell) for cell in filled)
