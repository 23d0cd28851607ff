"""What an .xlsx (an .xlsb in ``binary_marks``) says of its cells beside their values: number formats, hidden rows, formulas without a result, errors.

A sheet is looked through piece by piece, because unpacked it may be many times as large as its file.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO
from xml.etree import ElementTree

from auditor.reading.damage import is_well_formed
from auditor.reading.workbook.binary_marks import BOOK, binary_marks
from auditor.reading.workbook.cells import ERROR_VALUE, NO_RESULT, CellFormats, Marks, Place
from auditor.reading.workbook.formats import BUILT_IN, NumberFormat, number_format
from auditor.reading.workbook.formulas import constant_result
from auditor.reading.workbook.rich_texts import RichTexts

_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_LINK = re.compile(r"\{[^}]*/relationships\}id")
_TEXTS = "xl/sharedstrings.xml"
_PIECE = 1 << 20
_LONGEST = 1 << 16
_HIDDEN_COLUMNS = re.compile(rb'<(?:\w+:)?col\s(?=[^>]*\bhidden="(?:1|true)")[^>]*>')
_MIN, _MAX = re.compile(rb'\bmin="(\d+)"'), re.compile(rb'\bmax="(\d+)"')
_ROW_BEGINS = re.compile(rb"<(?:\w+:)?row[\s/>]")
_MOST_COLUMNS = 1 << 14
_HIDDEN = re.compile(rb'<(?:\w+:)?row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*\br="(\d+)"')
_PLACE = re.compile(rb'\br="([A-Z]+)(\d+)"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*>")
_START = re.compile(rb"<(?:\w+:)?(?:c|row)\b")
_NO_VALUE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^>]*/>)\s*(<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*(0?)\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)</")
_ERROR = re.compile(
    rb'<(?:\w+:)?c\s(?=[^>]*\bt="e")[^>]*>(?:<(?:\w+:)?f\b[^>]*>(?:[^<]*</(?:\w+:)?f>)?)?\s*<(?:\w+:)?v>([^<]*)<'
)


def sheet_marks(content: bytes) -> Mapping[str, Marks]:
    """The marks by sheet name; empty for workbooks of another format."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = frozenset(archive.namelist())
        if BOOK in names:
            return binary_marks(archive)
        parts = workbook_parts(archive)
        if not parts:
            return {}
        book = ElementTree.fromstring(archive.read(_BOOK))
        looks = ElementTree.fromstring(archive.read("xl/styles.xml") if "xl/styles.xml" in names else b"<styleSheet/>")
        styles = _Styles.of(looks, RichTexts.of(archive, looks))
        unsettled = any(one.get("fullCalcOnLoad") in ("1", "true") for one in book.iterfind(".//{*}calcPr"))
        texts = [name for name in names if name.lower() == _TEXTS and not _is_whole(archive, name)]
        return {name: _marks(archive, part, styles, unsettled, damaged=bool(texts)) for name, part in parts.items()}


def _is_whole(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as xml:
        return is_well_formed(xml)


@dataclass(frozen=True)
class _Styles:
    """The formats of cell styles by number of the style; ``cells`` finds the cells that one of them changes, ``rich``
    those of which single looks change the text.
    """

    formats: tuple[NumberFormat, ...]
    cells: re.Pattern[bytes] | None
    rich: RichTexts

    @classmethod
    def of(cls, root: ElementTree.Element, rich: RichTexts) -> _Styles:
        own = {form.get("numFmtId"): form.get("formatCode", "") for form in root.iterfind(".//{*}numFmt")}
        styles = root.find("{*}cellXfs")
        codes = [_code(style.get("numFmtId", "0"), own) for style in (styles if styles is not None else ())]
        formats = tuple(map(number_format, codes))
        return cls(formats, _changed_cells(formats), rich)


def _code(number: str, own: Mapping[str | None, str]) -> str:
    return own[number] if number in own else BUILT_IN.get(int(number), "") if number.isdigit() else ""


def _changed_cells(formats: Sequence[NumberFormat]) -> re.Pattern[bytes] | None:
    """Tags of cells whose format changes what they show: of numbers, and of texts where the format says more of them."""
    numbers = [str(number) for number, form in enumerate(formats) if not form.is_plain]
    texts = [number for number in numbers if formats[int(number)].changes_text]
    if not numbers:
        return None
    no_text = rb'(?![^>]*\bt="(?:s|inlineStr|str|b|e)")'
    kinds = [no_text + _styled(numbers)] + ([_styled(texts)] if texts else [])
    return re.compile(rb"<(?:\w+:)?c\s(?:" + b"|".join(kinds) + rb")[^>]*[^/]>")


def _styled(numbers: Sequence[str]) -> bytes:
    return rb'(?=[^>]*\bs="(?:' + "|".join(numbers).encode() + rb')")'


def workbook_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the part that holds its cells; empty for a package that is no .xlsx."""
    names = frozenset(archive.namelist())
    if not {_BOOK, _LINKS} <= names:
        return {}
    book, links = ElementTree.fromstring(archive.read(_BOOK)), ElementTree.fromstring(archive.read(_LINKS))
    targets = {link.get("Id", ""): link.get("Target", "").removeprefix("/xl/").removeprefix("xl/") for link in links}
    found = {}
    for sheet in book.iterfind(".//{*}sheet"):
        link = next((value for name, value in sheet.attrib.items() if _LINK.fullmatch(name)), "")
        part = f"xl/{targets.get(link, '')}"
        if part in names:
            found[sheet.get("name", "")] = part
    return found


def _marks(archive: zipfile.ZipFile, part: str, styles: _Styles, unsettled: bool, damaged: bool) -> Marks:
    formats, hidden = CellFormats(styles.formats), set[int]()
    values: dict[Place, float | str] = {}
    unread: dict[Place, str] = {}
    struck: dict[Place, str] = {}
    rich: dict[Place, float | str] = {}
    columns, begun = set[int](), False
    with archive.open(part) as xml:
        for piece in sheet_pieces(xml):
            if not begun:
                columns |= _hidden_columns(piece)
                begun = _ROW_BEGINS.search(piece) is not None
            hidden |= {int(row[1]) - 1 for row in _HIDDEN.finditer(piece)}
            if styles.cells is not None:
                for cell in styles.cells.finditer(piece):
                    place, style = _place(cell[0]), _STYLE.search(cell[0])
                    if place is not None and style is not None:
                        formats.add(*place, int(style[1]))
            for tag, meant in styles.rich.in_piece(piece):
                place = _place(tag)
                if place is not None:
                    rich[place] = meant.text
                    struck |= {place: meant.told} if meant.told is not None else {}
            for place, value in _results(piece, unsettled):
                if isinstance(value, _Unknown):
                    unread[place] = value.reason
                else:
                    values[place] = value
    for place, value in values.items():
        if isinstance(value, str) and value.startswith("#"):
            unread[place] = ERROR_VALUE.format(value=value)
    damaged = damaged or not _is_whole(archive, part)
    return Marks(
        formats, frozenset(hidden), values | rich, unread,
        struck=struck, damaged=damaged, hidden_columns=frozenset(columns),
    )  # fmt: skip


def _hidden_columns(piece: bytes) -> set[int]:
    """The columns, from 0, that what stands before the rows of a sheet hides; not those hidden as far as the sheet could go."""
    found: set[int] = set()
    for tag in _HIDDEN_COLUMNS.finditer(piece):
        first, last = _MIN.search(tag[0]), _MAX.search(tag[0])
        if first and last and int(last[1]) < _MOST_COLUMNS:
            found.update(range(int(first[1]) - 1, int(last[1])))
    return found


@dataclass(frozen=True)
class _Unknown:
    reason: str


def _results(piece: bytes, unsettled: bool) -> Iterator[tuple[Place, float | str | _Unknown]]:
    """Cells with an error value, and those with a formula and no result."""
    if b't="e"' in piece:
        for error in _ERROR.finditer(piece):
            place = _place(error[0])
            if place is not None:
                yield place, html.unescape(error[1].decode("utf-8", "replace"))
    if b"<f" not in piece and b":f" not in piece:
        return
    for end in _NO_VALUE.finditer(piece):
        if end[2] and not unsettled:
            continue
        tag = _CELL.match(
            piece, _last_start(piece[max(end.start() - _LONGEST, 0) : end.start()]) + max(end.start() - _LONGEST, 0)
        )
        place = _place(tag[0]) if tag else None
        kind = _TYPE.search(tag[0]) if tag else None
        if tag is None or place is None or (end[1] and kind and kind[1] == b"str"):
            continue  # a text without characters is a result
        formula = _FORMULA.search(piece, tag.end(), end.end())
        result = constant_result(html.unescape(formula[1].decode("utf-8", "replace"))) if formula else None
        yield place, _Unknown(NO_RESULT) if result is None else result


def sheet_pieces(xml: IO[bytes]) -> Iterator[bytes]:
    """The sheet in pieces that each end before a cell begins, so that no cell lies across two."""
    left = b""
    while piece := xml.read(_PIECE):
        piece = left + piece
        cut = _last_start(piece)
        yield piece[:cut]
        left = piece[cut:]
    yield left


def _last_start(piece: bytes) -> int:
    """Where the last cell or row begins; where none does, the last tag."""
    last = place = piece.rfind(b"<")
    while place >= 0:
        if _START.match(piece, place):
            return place
        place = piece.rfind(b"<", 0, place)
    return last if last >= 0 else len(piece)


def _place(tag: bytes) -> Place | None:
    found = _PLACE.search(tag)
    return (int(found[2]) - 1, column_number(found[1].decode())) if found else None


def column_number(letters: str) -> int:
    """The column, from 0, of letters A to XFD."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
