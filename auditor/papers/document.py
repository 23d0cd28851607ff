"""A Word paper in the look of an official document: title, lines, tables with repeated headers, page numbers.

The same content gives the same bytes: the package is written again without clock times.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document

FIXED = datetime(2000, 1, 1, tzinfo=UTC)
_ZIP_DATE = (2000, 1, 1, 0, 0, 0)
TITLE_FONT, HEAD_FONT, BODY_FONT = "方正小标宋简体", "黑体", "仿宋"
A4 = (21.0, 29.7)
MARGIN = 2.0
LONG_ROW = 600
"""Characters from which a row may break over pages."""

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading and its width in centimetres."""

    title: str
    width: float


class Paper:
    """Builds one document.

    Args:
        landscape: whether the page lies on its side.
        size: of the body text, in points.
    """

    def __init__(self, *, landscape: bool, size: float) -> None:
        import docx
        from docx.enum.section import WD_ORIENT
        from docx.shared import Cm, Pt

        self._document: Document = docx.Document()
        self._size = size
        section = self._document.sections[0]
        width, height = reversed(A4) if landscape else A4
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Cm(width), Cm(height)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(MARGIN)
        style: Any = self._document.styles["Normal"]
        style.font.size = Pt(size)
        _set_font(style, BODY_FONT)
        style.paragraph_format.space_after = Pt(0)
        _page_number(section.footer.paragraphs[0])

    def title(self, text: str) -> None:
        """The title, centred."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self._document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(8)
        _run(paragraph, text, TITLE_FONT, 18, bold=False)

    def heading(self, text: str) -> None:
        """A heading that stays with what follows."""
        from docx.shared import Pt

        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = True
        paragraph.paragraph_format.space_before = Pt(8)
        paragraph.paragraph_format.space_after = Pt(3)
        _run(paragraph, text, HEAD_FONT, self._size + 1.5, bold=False)

    def line(self, text: str, label: str = "") -> None:
        """A paragraph, its label in black type."""
        paragraph = self._document.add_paragraph()
        if label:
            _run(paragraph, label, HEAD_FONT, self._size, bold=False)
        _run(paragraph, text, BODY_FONT, self._size, bold=False)

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float | None = None) -> None:
        """A table whose header is repeated on every page; a row does not break over pages unless it is very long.

        The table is written as markup in one go: cell by cell through the library takes minutes for a season.
        """
        from docx.oxml import parse_xml

        size = size or self._size
        markup = [
            _table_head(columns),
            _row(columns, [one.title for one in columns], HEAD_FONT, size, "<w:tblHeader/>"),
        ]
        for texts in rows:
            whole = "<w:cantSplit/>" if sum(map(len, texts)) < LONG_ROW else ""
            markup.append(_row(columns, texts, BODY_FONT, size, whole))
        table = parse_xml("".join([*markup, "</w:tbl>"]))
        self._document.element.body.insert_element_before(table, "w:sectPr")
        self._document.add_paragraph()

    def content(self) -> bytes:
        """The finished .docx."""
        return saved(self._document)


def saved(document: Document) -> bytes:
    """A document as bytes that do not depend on the clock."""
    properties = document.core_properties
    properties.created = properties.modified = FIXED
    properties.author = properties.last_modified_by = "auditor"
    stream = io.BytesIO()
    document.save(stream)
    return _timeless(stream.getvalue())


def _timeless(content: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return stream.getvalue()


def _run(paragraph: Any, text: str, font: str, size: float, *, bold: bool) -> None:
    from docx.shared import Pt

    run = paragraph.add_run(_UNPRINTABLE.sub("", text))
    run.font.size = Pt(size)
    run.bold = bold
    _set_font(run, font)


def _set_font(holder: Any, font: str) -> None:
    from docx.oxml.ns import qn

    holder.font.name = font
    fonts = holder._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)


def _table_head(columns: Sequence[Column]) -> str:
    grid = "".join(f'<w:gridCol w:w="{_twips(column.width)}"/>' for column in columns)
    style = '<w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/><w:tblLayout w:type="fixed"/>'
    margins = '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/></w:tblCellMar>'
    return f'<w:tbl xmlns:w="{_NAMESPACE}"><w:tblPr>{style}{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'


def _row(columns: Sequence[Column], texts: Sequence[str], font: str, size: float, properties: str) -> str:
    cells = (_cell(column, text, font, size) for column, text in zip(columns, texts, strict=True))
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(column: Column, text: str, font: str, size: float) -> str:
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/><w:sz w:val="{round(size * 2)}"/>'
    paragraphs = (
        f'<w:p><w:r><w:rPr>{fonts}</w:rPr><w:t xml:space="preserve">{escape(_UNPRINTABLE.sub("", line))}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    return f'<w:tc><w:tcPr><w:tcW w:w="{_twips(column.width)}" w:type="dxa"/></w:tcPr>{"".join(paragraphs)}</w:tc>'


def _twips(centimetres: float) -> int:
    return round(centimetres / 2.54 * 1440)


def _page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run()
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        if kind is None:
            element = OxmlElement("w:instrText")
            element.text = text
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)
