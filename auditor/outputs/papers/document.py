"""A Word paper in the look of an official document: A4, title, lines, ruled tables with repeated headers, numbered pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from auditor.outputs.papers.package import word_package
from auditor.outputs.papers.wordml import BODY_FONT, Column, Look, TableRow, paragraph, row, table
from auditor.outputs.reports.sanitize import strip_control_chars

A4 = (21.0, 29.7)
"""Centimetres."""

_TWIPS = 567
_TITLE_SIZE = 18.0
_FOOT_SIZE = 7.5


class Paper:
    """Builds one document.

    Args:
        landscape: whether the page lies on its side.
        size: of the body text, in points.
        margin: on every side, in centimetres.
        footer: a line that stands over the page number at the foot of every page.
    """

    def __init__(self, *, landscape: bool, size: float, margin: float = 2.0, footer: str = "") -> None:
        self._body: list[str] = []
        self._size = size
        self._landscape = landscape
        self._margin = margin
        self._footer = footer
        self._title = ""

    def title(self, text: str, *, new_page: bool = False) -> None:
        """The title, centred."""
        self._title = self._title or text
        self._body.append(paragraph([(text, "title")], _TITLE_SIZE, align="center", after=6, new_page=new_page))

    def heading(self, text: str) -> None:
        """A heading that stays with what follows."""
        self._body.append(paragraph([(text, "head")], self._size + 1.5, before=8, after=3, with_next=True))

    def line(self, text: str, label: str = "", *, size: float | None = None, with_next: bool = False) -> None:
        """A paragraph, its label in black type."""
        words: list[tuple[str, Look]] = [(label, "head")] if label else []
        words.append((text, "body"))
        self._body.append(paragraph(words, size or self._size, after=2, with_next=with_next))

    def note(self, text: str) -> None:
        """A small grey line."""
        self._body.append(paragraph([(text, "muted")], self._size - 1.5, before=2, after=2))

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[TableRow | Sequence[str]],
        size: float | None = None,
        *,
        headed: bool = True,
    ) -> None:
        """A table; without ``headed`` its columns have no heading. A little room follows it."""
        made = (one if isinstance(one, TableRow) else row(*one) for one in rows)
        self._body.append(table(columns, made, size or self._size, headed=headed))
        self._body.append(paragraph([], 4))

    def content(self) -> bytes:
        """The finished .docx; the same calls give the same bytes."""
        width, height = (A4[1], A4[0]) if self._landscape else A4
        turned = ' w:orient="landscape"' if self._landscape else ""
        sides = " ".join(f'w:{side}="{round(self._margin * _TWIPS)}"' for side in ("top", "right", "bottom", "left"))
        section = (
            f'<w:pgSz w:w="{round(width * _TWIPS)}" w:h="{round(height * _TWIPS)}"{turned}/>'
            f'<w:pgMar {sides} w:header="567" w:footer="454" w:gutter="0"/>'
        )
        return word_package(
            body="".join(self._body),
            section=section,
            footer=self._foot(),
            title=strip_control_chars(self._title),
            font=BODY_FONT,
        )

    def _foot(self) -> str:
        said = paragraph([(self._footer, "muted")], _FOOT_SIZE, align="center") if self._footer else ""
        return said + _page_number()


def _page_number() -> str:
    """第 n 页 共 n 页."""
    small = f'<w:rPr><w:rFonts w:hint="eastAsia"/><w:sz w:val="{_FOOT_SIZE * 2:.0f}"/></w:rPr>'
    words = [
        f'<w:r>{small}<w:t xml:space="preserve">{text}</w:t></w:r>'
        if field is None
        else f'<w:fldSimple w:instr=" {field} "><w:r>{small}<w:t>1</w:t></w:r></w:fldSimple>'
        for text, field in (("第 ", None), ("", "PAGE"), (" 页　共 ", None), ("", "NUMPAGES"), (" 页", None))
    ]
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{"".join(words)}</w:p>'
