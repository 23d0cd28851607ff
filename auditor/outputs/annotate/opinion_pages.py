"""The list of opinions as pages of a PDF, with which an annotated copy begins."""

from __future__ import annotations

import io
from typing import Any
from xml.sax.saxutils import escape

from auditor.outputs.annotate.overview import HEADINGS, TITLE, Overview
from auditor.outputs.reports.sanitize import strip_control_chars

_FONT = "STSong-Light"
"""The Song type that every PDF reader supplies by itself (Adobe-GB1, PDF 32000-1:2008, 9.7.5.2); nothing is embedded."""
_WIDTHS = (34, 50, 108, 178, 145)
_SIZE, _LEADING, _MARGIN = 9, 13, 40


def opinion_pages(overview: Overview) -> bytes:
    """A PDF of A4 pages with the counts and the table of opinions; the heading row stands on every page.

    A cell longer than a page goes on overleaf.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    text, title = _style(_SIZE), _style(16)
    table = Table(
        [
            [Paragraph(_markup(cell), text) for cell in cells]
            for cells in (HEADINGS, *(one.cells for one in overview.lines))
        ],
        colWidths=_WIDTHS,
        repeatRows=1,
        splitInRow=1,
        style=_ruled(),
    )
    pages = io.BytesIO()
    document = SimpleDocTemplate(
        pages,
        pagesize=A4,
        invariant=1,
        title=TITLE,
        **dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), _MARGIN),
    )
    document.build(
        [Paragraph(TITLE, title), Spacer(0, 8), Paragraph(_markup(overview.sentence), text), Spacer(0, 8), table]
    )
    return pages.getvalue()


def _style(size: int) -> Any:
    """Chinese wraps between any two characters but before closing marks."""
    from reportlab.lib.styles import ParagraphStyle

    return ParagraphStyle(TITLE, fontName=_FONT, fontSize=size, leading=size * _LEADING / _SIZE, wordWrap="CJK")


def _ruled() -> list[tuple[Any, ...]]:
    whole = (0, 0), (-1, -1)
    return [("GRID", *whole, 0.5, "#888888"), ("VALIGN", *whole, "TOP"), ("BACKGROUND", (0, 0), (-1, 0), "#eeeeee")]


def _markup(text: str) -> str:
    """Plain text as the library's paragraphs take it."""
    return escape(strip_control_chars(text)).replace("\n", "<br/>")
