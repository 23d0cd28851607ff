"""SpreadsheetML 2003 (“XML 表格 2003”): sheets, spans, hidden rows and number formats in one XML file."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from xml.etree.ElementTree import Element, iterparse

from auditor.reading.damage import has_text_between_cells
from auditor.reading.grid import Grid, cell_lines
from auditor.reading.rounded import RoundedCells, is_rounded
from auditor.reading.workbook.cells import ERROR_VALUE, NO_RESULT, PARTIAL, Place, shown
from auditor.reading.workbook.extent import covered_cells, hides_in_overlap, rectangle
from auditor.reading.workbook.formats import BUILT_IN, NumberFormat, number_format
from auditor.reading.workbook.formulas import constant_result
from auditor.reading.workbook.written_ends import WrittenEnds

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_HIDDEN_SHEET = "{urn:schemas-microsoft-com:office:excel}Visible"
_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_NAMED = {
    "General Number": "General", "General Date": BUILT_IN[22], "Long Date": 'yyyy"年"m"月"d"日"', "Medium Date": BUILT_IN[15],
    "Short Date": BUILT_IN[14], "Long Time": BUILT_IN[21], "Medium Time": BUILT_IN[18], "Short Time": BUILT_IN[20],
    "Currency": BUILT_IN[7], "Euro Currency": "[$€-2]#,##0.00", "Fixed": "0.00", "Standard": "#,##0.00",
    "Percent": "0.00%", "Scientific": "0.00E+00", "Yes/No": '"Yes";"Yes";"No"', "True/False": '"True";"True";"False"',
    "On/Off": '"On";"On";"Off"',
}  # fmt: skip


def read_spreadsheet_xml(content: bytes) -> Iterator[Grid]:
    """The sheets that have cells, in order.

    Raises:
        ParseError: where the file is damaged.
    """
    styles: dict[str, str] = {}
    sheet: _Sheet | None = None
    for event, element in iterparse(io.BytesIO(content), events=("start", "end")):
        if event == "start":
            if element.tag == f"{_SS}Worksheet":
                sheet = _Sheet(element.get(f"{_SS}Name", ""), styles)
        elif element.tag == f"{_SS}Style":
            styles[element.get(f"{_SS}ID", "")] = _code(element, styles)
        elif element.tag == f"{_SS}Row" and sheet is not None:
            sheet.add(element)
            element.clear()
        elif element.tag == _HIDDEN_SHEET and sheet is not None:
            sheet.hides = (element.text or "").strip() in ("SheetHidden", "SheetVeryHidden")
        elif element.tag == f"{_SS}Worksheet" and sheet is not None and sheet.rows:
            yield sheet.grid()
            element.clear()


def _code(style: Element, known: Mapping[str, str]) -> str:
    form = style.find(f"{_SS}NumberFormat")
    code = form.get(f"{_SS}Format") if form is not None else None
    if code is None:
        return known.get(style.get(f"{_SS}Parent", "Default"), "")
    return _NAMED.get(code, code)


@dataclass
class _Sheet:
    """A sheet as its rows come; ``covered``: by column, the last row into which a merged cell above reaches."""

    name: str
    styles: Mapping[str, str]
    hides: bool = False
    rows: list[tuple[str, ...]] = field(default_factory=list)
    spans: list[tuple[Place, Place]] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)
    unread: dict[Place, str] = field(default_factory=dict)
    rounded: RoundedCells = field(default_factory=RoundedCells)
    lines: dict[Place, tuple[str, ...]] = field(default_factory=dict)
    damaged: bool = False
    ends: WrittenEnds = field(default_factory=WrittenEnds)

    def add(self, element: Element) -> None:
        """Take in a row, which may say its own number."""
        self.damaged |= has_text_between_cells(element) or any(
            _is_damaged(cell.findall(f"{_SS}Data")) for cell in element.iterfind(f"{_SS}Cell")
        )
        number = min(max(_number(element, "Index", len(self.rows) + 1) - 1, len(self.rows)), _MOST_ROWS)
        self.rows += [()] * (number - len(self.rows))
        texts: list[str] = []
        told = 0
        for cell in element.iterfind(f"{_SS}Cell"):
            while cell.get(f"{_SS}Index") is None and self.covered.get(len(texts), -1) >= number:
                texts.append("")
            column = min(max(_number(cell, "Index", len(texts) + 1) - 1, len(texts)), _MOST_COLUMNS)
            texts += [""] * (column - len(texts))
            style = cell.get(f"{_SS}StyleID") or element.get(f"{_SS}StyleID") or "Default"
            texts.append(self._text(cell, (number, column), number_format(self.styles.get(style, ""))))
            across, down = _number(cell, "MergeAcross", 0), _number(cell, "MergeDown", 0)
            self._merge((number, column), down, across)
            says = bool(texts[-1])
            texts += [""] * min(across, _MOST_COLUMNS - len(texts))
            told = len(texts) if says else told
        end = len(texts)
        while self.covered.get(end, -1) >= number:
            end += 1
        self.ends.add(end, texts[:told])
        self.rows.append(tuple(texts))
        if element.get(f"{_SS}Hidden") == "1":
            self.hidden.add(number)

    def _merge(self, first: Place, down: int, across: int) -> None:
        if down or across:
            self.spans.append((first, (first[0] + down, first[1] + across)))
        if down:
            columns = range(first[1], min(first[1] + across, _MOST_COLUMNS) + 1)
            self.covered |= dict.fromkeys(columns, first[0] + down)

    def _text(self, cell: Element, place: Place, form: NumberFormat) -> str:
        data = cell.find(f"{_SS}Data")
        formula = cell.get(f"{_SS}Formula")
        if data is None:
            result = constant_result(formula) if formula else ""
            if result is None:
                self.unread[place] = NO_RESULT
            return shown(result, form)
        text = "".join(data.itertext())
        kind = data.get(f"{_SS}Type", "String")
        if kind == "Error":
            self.unread[place] = ERROR_VALUE.format(value=text)
        value = _value(kind, text)
        seen = shown(value, form)
        if isinstance(value, float) and is_rounded(seen, value):
            self.rounded.add(*place, value)
        if lines := cell_lines(value):
            self.lines[place] = lines
        return seen

    def grid(self) -> Grid:
        """The sheet as a grid, rows equally long, spans inside of it."""
        rows, lost = rectangle(self.rows, self.name)
        height, width = len(rows), len(rows[0]) if rows else 0
        merged = covered_cells(self.spans, height, width)
        hidden = range(height) if self.hides else self.hidden
        damaged = self.damaged or self.ends.are_uneven() or hides_in_overlap(self.spans, merged, rows)
        lost = PARTIAL.format(sheet=self.name) if damaged else lost
        return Grid(
            self.name, rows, merged, hidden=frozenset(hidden), unread=self.unread, rounded=self.rounded, lost=lost,
            lines=self.lines,
        )  # fmt: skip


def _is_damaged(data: Sequence[Element]) -> bool:
    """Whether a cell has two values, or one of which the kind is not told, as it always is."""
    return len(data) > 1 or any(one.get(f"{_SS}Type") is None for one in data)


def _value(kind: str, text: str) -> object:
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text.strip())
    except ValueError:
        return text
    return text.strip() == "1" if kind == "Boolean" else text


def _number(element: Element, name: str, default: int) -> int:
    text = element.get(_SS + name, "")
    return int(text) if text.isdigit() and text.isascii() and len(text) < 8 else default
