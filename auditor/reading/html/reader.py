"""Web pages and the spreadsheets saved as such to their lines and tables in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.errors import CloseBoundaryNotFoundDefect
from typing import TYPE_CHECKING

from auditor.errors import UnreadableError
from auditor.reading.decode import decode
from auditor.reading.forms.flow import Flow, numbered_tables
from auditor.reading.grid import Grid, Origin, cell_lines, cell_text
from auditor.reading.html.archive_parts import archive_parts, content_of, has_uneven_lines, is_packed_message, is_page
from auditor.reading.html.drawn_again import without_copies
from auditor.reading.html.frames import MOST_LEVELS, framed_pages, is_shown_template
from auditor.reading.html.hidden_rows import HIDDEN_ROWS, hidden_indicators
from auditor.reading.html.page_damage import CUT, damage_of
from auditor.reading.html.seen_source import seen_source, sheet_texts
from auditor.reading.html.style_sheets import style_sheets
from auditor.reading.html.symbol_fonts import names_symbols, write_out_symbols
from auditor.reading.html.table_rows import is_hidden, row_cells, span, table_rows
from auditor.reading.inner_tables import inside_cell, with_inner_tables
from auditor.reading.run_looks import Raised, joined, struck_out, without_empty_rows
from auditor.reading.symbols import CHECKED, UNCHECKED
from auditor.reading.uneven import UNEVEN, compared_ends, most_common_end, odd_rows, uneven_row

if TYPE_CHECKING:
    from lxml.html import HtmlElement as Element

_DECLARED = re.compile(rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w-]+)", re.I)
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"})
_BEGINNING = 4096
_LEFT_OUT = frozenset(
    {"script", "style", "head", "noscript", "template", "title", "object", "rt", "rp", "datalist", "desc", "metadata",
     "annotation", "annotation-xml"}
)  # fmt: skip
_LINES = frozenset(
    {"p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "header",
     "footer", "main", "center", "blockquote", "form", "pre", "body", "html", "br", "hr"}
)  # fmt: skip
_WITHOUT_TEXT = frozenset({"hidden", "button", "submit", "reset", "image", "file", "password", "color", "range"})
"""Kinds of fields whose value is not seen, or is no answer."""
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.I)
_STRUCK_TAGS = frozenset({"s", "strike", "del"})
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.I)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SPOILED = "网页存档有损坏，有的行或者格子可能没有读到"
_RAGGED = "网页的" + UNEVEN
_BEYOND = "网页的表格里有的行太宽，第1000格以后的没有读，有的指标可能没有读到"
_WIDEST = 1000
_OPEN_CHOICE = "里是下拉列表，文件里没有记下选了哪一项"
_FEWER_SPANNED = "请拆开多余的合并单元格，或者把表格拆成几份再审核"
_MOST_SPANNED = 500_000
"""Places of one table that its cells may cover beside their own: three columns merged down 100,000 rows take 300,000."""


def read_web_page(content: bytes, path: str) -> Flow:
    """The lines and tables of a page and of those in its frames; hidden rows are left out, and told where they are indicators.

    Raises:
        UnreadableError: R003 where the encoding cannot be told, R007 where nothing can be made of it, R017 for a table whose
            merged cells cover too much.
    """
    text = _text(content, path)
    pages = tuple(_pages(text, path))
    items = tuple(numbered_tables(item for page in pages for item in page.items))
    return Flow(items, lost=next((page.lost for page in pages if page.lost), "") or _lost_of(items))


def read_web_archive(content: bytes, path: str) -> Flow:
    """The pages in a web archive (.mht), one after the other.

    Raises:
        UnreadableError: as ``read_web_page``; R007 where the archive holds no page.
    """
    every = tuple(archive_parts(content))
    parts = tuple(filter(is_page, every))
    texts = [_text(page, path) for part in parts if (page := content_of(part)).strip()]
    if not texts:
        raise UnreadableError("R007", path=path, reason="网页存档中没有网页内容")
    pages = tuple(page for text in texts for page in _pages(text, path))
    items = tuple(numbered_tables(item for page in pages for item in page.items))
    cut = any(isinstance(one, CloseBoundaryNotFoundDefect) for part in every for one in part.defects)
    packed = filter(is_packed_message, every)
    spoiled = any(part.defects or has_uneven_lines(part) for part in (*parts, *packed))
    told = (CUT if cut else "", *(page.lost for page in pages), _SPOILED if spoiled else "", _lost_of(items))
    return Flow(items, lost=next(filter(None, told), ""))


@dataclass(frozen=True)
class _Page:
    """Lines and tables of a page, and why some of it may be missing ("" where nothing tells that)."""

    items: tuple[str | Grid, ...]
    lost: str


def _pages(text: str, path: str, level: int = 0) -> Iterator[_Page]:
    """A page, then the pages in its frames that hold a table."""
    source = seen_source(text)
    try:
        page = _parsed(source, path)
    except UnreadableError:
        if level:
            return
        raise
    sheets = style_sheets(sheet_texts(text))
    sheets.write_into(page)
    if names_symbols(text):
        write_out_symbols(page)
    items = tuple(_page_items(page, path))
    hidden = hidden_indicators(page)
    tables = any(isinstance(item, Grid) for item in items)
    if sheets.rules and (not tables or hidden == "all"):  # a script shows what is hidden at first
        page = _parsed(source, path)
        items, hidden = tuple(_page_items(page, path)), hidden_indicators(page)
    even = not any(item.uneven for item in items if isinstance(item, Grid))
    lost = damage_of(source, framed=level > 0, even=even) or (HIDDEN_ROWS if hidden else "")
    read = _Page(items, lost)
    if not level or any(isinstance(item, Grid) for item in read.items):
        yield read
    if level < MOST_LEVELS:
        for framed in framed_pages(page, is_hidden):
            yield from _pages(framed, path, level + 1)


def _lost_of(items: Iterable[str | Grid]) -> str:
    return next((item.lost for item in items if isinstance(item, Grid) and item.lost), "")


def _text(content: bytes, path: str) -> str:
    """The page's text, in the encoding it names if that fits."""
    declared = _DECLARED.search(content[:_BEGINNING])
    name = declared[1].decode("ascii").lower() if declared else ""
    if name and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            return content.decode("gb18030" if name in _CHINESE else name)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(content, path)


def _parsed(source: str, path: str) -> Element:
    from lxml import etree, html

    try:
        return html.document_fromstring(source, parser=html.HTMLParser())
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("R007", path=path, reason="网页内容不完整或已损坏") from error


def _page_items(page: Element, path: str) -> Iterator[str | Grid]:
    try:
        yield from without_copies(_flowing(page))
    except _TooManySpannedError as error:
        reason = f"有一张表的合并单元格盖住了 {_MOST_SPANNED:,} 格以上"
        raise UnreadableError("R017", path=path, reason=reason, hint=_FEWER_SPANNED) from error


class _TooManySpannedError(Exception):
    """The cells of a table cover more places than any table needs."""


def _flowing(element: Element) -> Iterator[str | Grid]:
    """Lines and tables inside an element, in order; empty lines are left out."""
    line: list[str] = []
    for piece in _pieces(element):
        if isinstance(piece, str) and piece != "\n":
            line.append(piece)
            continue
        text = _line_text(line)
        line = []
        if text:
            yield text
        if isinstance(piece, Grid):
            yield piece
    text = _line_text(line)
    if text:
        yield text


def _line_text(pieces: Iterable[str]) -> str:
    return _BLANKS.sub(" ", joined(pieces)).strip()


def _pieces(element: Element) -> Iterator[str | Grid]:
    """Texts, ``\\n`` where a line ends, and tables."""
    yield element.text or ""
    for child in element:
        if (
            isinstance(child.tag, str)
            and (child.tag not in _LEFT_OUT or is_shown_template(child))
            and not is_hidden(child)
            and not _is_struck(child)
        ):
            if child.tag == "table":
                yield "\n"
                yield from _table(child)
            elif child.tag in _LINES:
                yield "\n"
                yield from _pieces(child)
                yield "\n"
            elif child.tag in ("input", "select"):
                yield _input(child) if child.tag == "input" else _chosen(child)
            elif child.tag in ("mfrac", "msup") and len(child) == 2:
                yield from _of_equation(child)
            elif child.tag == "sup" or _RAISED.search(child.get("style", "")):
                yield from (item if isinstance(item, Grid) or item == "\n" else Raised(item) for item in _pieces(child))
            else:
                yield from _pieces(child)
        yield child.tail or ""


def _input(element: Element) -> str:
    """What an input field shows: its box or its text."""
    kind = str(element.get("type", "text")).lower()
    if kind in ("checkbox", "radio"):
        return CHECKED if element.get("checked") is not None else UNCHECKED
    return "" if kind in _WITHOUT_TEXT else str(element.get("value", ""))


def _chosen(element: Element) -> str:
    """What a list to choose from shows once a choice was made; the only thing there is to choose is shown at once."""
    options = list(element.iter("option"))
    chosen = [one for one in options if one.get("selected") is not None]
    if len(options) == 1 and element.get("multiple") is None:
        chosen = options
    return "、".join(option.text_content().strip() for option in chosen)


def _is_open_choice(cell: Element) -> bool:
    """Whether a cell holds a list to choose one from of which the file does not say what was chosen: a page shows the first then."""
    lists = (one for one in cell.iter("select") if one.get("multiple") is None and not is_hidden(one))
    options = ([option.get("selected") for option in one.iter("option")] for one in lists)
    return any(len(one) > 1 and all(chosen is None for chosen in one) for one in options)


def _of_equation(element: Element) -> Iterator[str]:
    """A fraction, apart from a whole number before it, or a power."""
    upper, lower = (one.text_content().strip() for one in element)
    yield from (upper, Raised(lower)) if element.tag == "msup" else (f" {upper}/{lower}",)


def _table(table: Element) -> Iterator[str | Grid]:
    """The table, then the tables inside its cells; what a mere frame holds stands in its place."""
    taken: dict[tuple[int, int], tuple[int, int]] = {}
    texts: dict[tuple[int, int], str] = {}
    contents: dict[tuple[int, int], tuple[str | Grid, ...]] = {}
    struck: dict[tuple[int, int], str] = {}
    spanned, beyond = 0, ""
    kept = table_rows(table)
    for place, (_, row, left) in enumerate(kept):
        column = 0
        for cell in row_cells(row):
            while (place, column) in taken:
                column += 1
            if column >= _WIDEST:
                beyond = _BEYOND
                break
            contents[place, column] = () if _is_struck(cell) or is_hidden(cell) else tuple(_flowing(cell))
            texts[place, column] = cell_text(inside_cell(contents[place, column]).text)
            left_out = _struck_text(cell)
            if left_out:
                struck[place, column] = struck_out(left_out, texts[place, column])
            elif _is_open_choice(cell):
                struck[place, column] = _OPEN_CHOICE
            height = min(span(cell, "rowspan") or left, left)
            end = min(column + (span(cell, "colspan") or 1), _WIDEST)
            spanned += height * (end - column) - 1
            if spanned > _MOST_SPANNED:
                raise _TooManySpannedError
            for covered in range(place, place + height):
                for across in range(column, end):
                    taken.setdefault((covered, across), (place, column))
    yield from _grid(texts, taken, struck, tuple(one.number for one in kept), contents, beyond)


def _grid(
    texts: dict[tuple[int, int], str],
    taken: dict[tuple[int, int], tuple[int, int]],
    struck: dict[tuple[int, int], str],
    numbers: tuple[int, ...],
    contents: dict[tuple[int, int], tuple[str | Grid, ...]],
    beyond: str,
) -> Iterator[str | Grid]:
    width = max((column + 1 for _, column in taken), default=0)
    if len({column for _, column in texts}) <= 1:
        for content in contents.values():
            yield from content
        return
    rows = tuple(tuple(texts.get((row, column), "") for column in range(width)) for row in range(len(numbers)))
    merged = {place: first for place, first in taken.items() if place != first}
    origins = tuple(Origin(None, None, number) for number in numbers)
    ends = _ends(taken, rows)
    odd = uneven_row(ends, rows.__getitem__)
    lost = beyond or (_RAGGED.format(row=numbers[odd] + 1) if odd is not None else "")
    unread, uneven = without_empty_rows(struck, rows), bool(odd_rows(ends, rows.__getitem__))
    insides = {place: inside_cell(content) for place, content in contents.items()}
    lines = {place: lines for place, inside in insides.items() if (lines := cell_lines(inside.text))}
    outer = Grid(None, rows, merged, origins=origins, unread=unread, lost=lost, uneven=uneven, lines=lines)
    yield from with_inner_tables(outer, insides)


def _ends(taken: Mapping[tuple[int, int], tuple[int, int]], rows: Sequence[Sequence[str]]) -> list[int]:
    """By row, where it ends; one whose last cell spans more columns than most rows have ends with them, as it is shown."""
    ends = [0] * len(rows)
    for row, column in taken:
        ends[row] = max(ends[row], column + 1)
    ends = compared_ends(ends, rows.__getitem__)
    width = most_common_end(ends)
    return [
        width if end > width > taken[row, end - 1][1] and taken[row, end - 1] != (row, end - 1) else end
        for row, end in enumerate(ends)
    ]


def _is_struck(element: Element) -> bool:
    return element.tag in _STRUCK_TAGS or bool(_STRUCK.search(element.get("style", "")))


def _struck_text(cell: Element) -> str:
    """The text of a cell that is struck out, "" where none is."""
    inside = (one for one in cell.iter() if isinstance(one.tag, str) and _is_struck(one))
    return "".join("".join(one.itertext()) for one in inside).strip()
