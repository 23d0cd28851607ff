"""Known cells and paragraphs → Word files, plain ones by python-docx and the rest by raw XML; and web pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from html import escape

import docx
from docx.document import Document

from material.forms.one_form import packed_in_order
from material.forms.word_tables import DrawnCell, put_table

Span = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""
W_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in (
        ("w", W_NAMESPACE),
        ("m", "http://schemas.openxmlformats.org/officeDocument/2006/math"),
        ("mc", "http://schemas.openxmlformats.org/markup-compatibility/2006"),
        ("wps", "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"),
        ("v", "urn:schemas-microsoft-com:vml"),
    )
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)


def word_file(items: Iterable[str | tuple[Sequence[Sequence[str]], Sequence[Span]]]) -> bytes:
    """A document of paragraphs and tables; a table is its rows and the ranges that are merged."""
    document = docx.Document()
    for item in items:
        if isinstance(item, str):
            document.add_paragraph(item)
        else:
            add_table(document, *item)
    return saved(document)


def add_table(document: Document, rows: Sequence[Sequence[str]], spans: Sequence[Span] = ()) -> None:
    """A table whose merged ranges have the text of their first cell."""
    sizes = {(top, left): (right - left + 1, bottom - top + 1) for top, left, bottom, right in spans}
    cells = [
        DrawnCell(row, column, text, *sizes.get((row, column), (1, 1)))
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
        if not any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for top, left, bottom, right in spans
        )
    ]
    put_table(document, len(rows), len(rows[0]), cells)


def saved(document: Document) -> bytes:
    """The bytes of a document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def raw_word_file(body: str, parts: dict[str, str] | None = None) -> bytes:
    """A document with the given XML in its body, in the prefixes w, m, mc, wps and v, and further parts."""
    document = f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>"
    return packed_in_order([("_rels/.rels", _RELATIONS), ("word/document.xml", document), *(parts or {}).items()])


def paragraph(text: str) -> str:
    """XML of a paragraph."""
    return f"<w:p>{run(text)}</w:p>"


def run(text: str) -> str:
    """XML of a run of text."""
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def table_xml(*rows: str, widths: Sequence[int] = ()) -> str:
    """XML of a table of the given rows."""
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"


def row_xml(*cells: str, properties: str = "") -> str:
    """XML of a row."""
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def cell_xml(content: str, span: int = 1, properties: str = "") -> str:
    """XML of a cell; ``content`` is a text or XML of blocks."""
    body = content if content.startswith("<w:") else paragraph(content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{properties}</w:tcPr>{body}</w:tc>'


def web_table(rows: Sequence[Sequence[str]], spans: Sequence[Span] = ()) -> str:
    """HTML of a table; merged ranges as rowspan and colspan, line breaks as ``<br>``."""
    covered = {
        (row, column): (top, left)
        for top, left, bottom, right in spans
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }
    sizes = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in spans}
    lines = []
    for row, texts in enumerate(rows):
        cells = []
        for column, text in enumerate(texts):
            if covered.get((row, column), (row, column)) != (row, column):
                continue
            down, across = sizes.get((row, column), (1, 1))
            cells.append(f'<td rowspan="{down}" colspan="{across}">{re.sub(chr(10), "<br>", escape(text))}</td>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"
