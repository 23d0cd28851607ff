"""The list of opinions before a PDF and highlights with pop-up notes in it, appended to the file: every byte of the original stays in the copy."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from auditor.errors import AuditorError
from auditor.model import Severity
from auditor.outputs.annotate.comments import AUTHOR, Comment
from auditor.outputs.annotate.locate import blank_free
from auditor.outputs.annotate.opinion_pages import opinion_pages
from auditor.outputs.annotate.overview import TITLE, Overview
from auditor.outputs.annotate.page_words import Box, Characters, PageWords, page_words
from auditor.outputs.reports.sanitize import strip_control_chars
from auditor.reading.pdf.fonts import opened

_COLOUR: dict[Severity, tuple[float, float, float]] = {
    "error": (1.0, 0.72, 0.70),
    "warning": (1.0, 0.86, 0.55),
    "info": (0.74, 0.87, 1.0),
}
_NOTE = 18.0
_POPUP = (260.0, 150.0)
_MARGIN = 12.0
_PRINTED = 4
"""The flag of annotations that show on paper too."""


@dataclass(frozen=True)
class Highlight:
    """What is drawn for a remark: boxes to highlight on a page (from 0), or none for a note at the page's top.

    ``turned`` are the degrees, counterclockwise, in which the page's text runs.
    """

    page: int
    turned: int
    boxes: tuple[Box, ...]
    remark: Comment


def annotate_pages(content: bytes, path: str, remarks: Sequence[Comment], overview: Overview) -> bytes:
    """A copy that begins with the list, with the words of each remark highlighted, or a note at the page's top.

    Args:
        content: the file.
        path: named in error messages.
        remarks: with page numbers; others are looked for on the first page.
        overview: the list of opinions, on pages of its own before the first.

    Raises:
        AuditorError: R007 for a damaged file, C023 for one whose author allows no changes.
    """
    import pypdfium2
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    try:
        if PdfReader(io.BytesIO(content)).is_encrypted:
            raise AuditorError("C023", path=path)
        with opened(content) as document:
            marks = list(_marks(document, remarks))
        writer = PdfWriter(io.BytesIO(content), incremental=True)
        before = _begin_with(writer, overview)
        used: dict[int, int] = {}
        for mark in marks:
            _draw(writer, mark, mark.page + before, used)
        copy = io.BytesIO()
        writer.write(copy)
    except (PyPdfError, pypdfium2.PdfiumError) as error:
        raise AuditorError("R007", path=path, reason="文件已损坏") from error
    return copy.getvalue()


# --- where ----------------------------------------------------------------------------------------------------------


def _marks(document: Any, remarks: Sequence[Comment]) -> Iterator[Highlight]:
    """A mark for each remark. Rows follow each other down the page, which tells rows of the same name apart."""
    pages: dict[int, PageWords] = {}
    reached: dict[int, tuple[Comment, float]] = {}
    for remark in remarks:
        page = min((remark.location.page if remark.location else None) or 1, len(document)) - 1
        if page not in pages:
            pages[page] = page_words(document[page])
        words = pages[page]
        height = _row_height(words, remark, reached.get(page)) if remark.location else None
        if remark.on_row and height is not None:
            reached[page] = remark, height
        yield Highlight(page, words.turned, _boxes(words, remark, height), remark)


def _row_height(words: PageWords, remark: Comment, reached: tuple[Comment, float] | None) -> float | None:
    """The height of the row or project on the page."""
    if reached and (reached[0].location, reached[0].cells) == (remark.location, remark.cells):
        return reached[1]
    below = reached[1] if reached and remark.on_row else None
    return words.row_height([blank_free(text) for text in remark.cells if text], below)


def _boxes(words: PageWords, remark: Comment, height: float | None) -> tuple[Box, ...]:
    """The accused words inside their field, else wherever they stand near the row."""
    accused = blank_free(remark.words)
    if not accused:
        return ()
    skipped = len(blank_free(remark.text[: remark.start]))
    field = _field(words, remark, height)[skipped : skipped + len(accused)]
    return words.lines(field or words.nearest(accused, height))


def _field(words: PageWords, remark: Comment, height: float | None) -> Characters:
    """The characters of the field: of a row by its place among the cells, which tells cells that say the same apart."""
    if remark.on_row and remark.cell is not None and height is not None:
        found = words.row([blank_free(text) for text in remark.cells], height)[remark.cell]
        if found:
            return found
    return words.nearest(blank_free(remark.text), height)


# --- drawing --------------------------------------------------------------------------------------------------------


def _begin_with(writer: Any, overview: Overview) -> int:
    """The list before the first page, whose number stays what readers call it; returns how many pages that takes."""
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO(opinion_pages(overview))).pages
    for number, page in enumerate(pages):
        writer.insert_page(page, number)
    _keep_page_numbers(writer, len(pages))
    return len(pages)


def _keep_page_numbers(writer: Any, before: int) -> None:
    """Label the pages of the list 审核意见, and the others as the file does, else from 1 on."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

    root, ranges = writer.root_object, NameObject("/PageLabels")
    own = root.get(ranges, DictionaryObject()).get_object()
    labels = (
        own["/Nums"] if "/Nums" in own else [NumberObject(0), DictionaryObject({NameObject("/S"): NameObject("/D")})]
    )
    numbers = ArrayObject([NumberObject(0), DictionaryObject({NameObject("/P"): TextStringObject(TITLE)})])
    for first, label in zip(labels[::2], labels[1::2], strict=False):
        numbers.extend((NumberObject(first + before), label))
    root[ranges] = DictionaryObject({NameObject("/Nums"): numbers})


def _draw(writer: Any, mark: Highlight, number: int, used: dict[int, int]) -> None:
    """Add the annotation of a mark to a page of the copy; notes at the top of a page stand beside each other."""
    page = writer.pages[number].cropbox
    annotation, around = _highlight(mark.boxes, mark.turned) if mark.boxes else _note(page, number, used)
    _add(writer, number, annotation, around, _COLOUR[mark.remark.severity], mark.remark.comment)


def _add(writer: Any, number: int, annotation: Any, around: Box, colour: tuple[float, ...], text: str) -> None:
    """Add an annotation with its pop-up to a page."""
    from pypdf.annotations import Popup
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject, TextStringObject

    page = writer.pages[number].cropbox
    annotation[NameObject("/C")] = ArrayObject(map(FloatObject, colour))
    annotation[NameObject("/T")] = TextStringObject(AUTHOR)
    annotation[NameObject("/Contents")] = TextStringObject(strip_control_chars(text))
    annotation[NameObject("/F")] = NumberObject(_PRINTED)
    added = writer.add_annotation(number, annotation)
    popup = Popup(rect=_beside(around, page), parent=added, open=False)
    added[NameObject("/Popup")] = writer.add_annotation(number, popup).indirect_reference


def _highlight(boxes: Sequence[Box], turned: int) -> tuple[Any, Box]:
    from pypdf.annotations import Highlight
    from pypdf.generic import ArrayObject, FloatObject

    around = reduce(Box.joined, boxes)
    corners = ArrayObject(FloatObject(number) for box in boxes for number in _corners(box, turned))
    return Highlight(rect=_rectangle(around), quad_points=corners), around


def _note(page: Any, number: int, used: dict[int, int]) -> tuple[Any, Box]:
    from pypdf.annotations import Text

    before = used.get(number, 0)
    used[number] = before + 1
    left, top = float(page.left) + _MARGIN + before * (_NOTE + 4), float(page.top) - _MARGIN
    around = Box(left, top - _NOTE, left + _NOTE, top)
    return Text(rect=_rectangle(around), text=""), around


def _rectangle(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.bottom, box.right, box.top


def _corners(box: Box, turned: int) -> tuple[float, ...]:
    """Upper left, upper right, lower left and lower right as one reads text that runs in a direction."""
    left, bottom, right, top = _rectangle(box)
    if turned == 90:
        return left, bottom, left, top, right, bottom, right, top
    if turned == 180:
        return right, bottom, left, bottom, right, top, left, top
    if turned == 270:
        return right, top, right, bottom, left, top, left, bottom
    return left, top, right, top, left, bottom, right, bottom


def _beside(box: Box, page: Any) -> tuple[float, float, float, float]:
    """Where the pop-up opens: right of the words and inside the page."""
    width, height = _POPUP
    left = max(float(page.left), min(box.right + 4, float(page.right) - width))
    top = min(box.top, float(page.top))
    return left, top - height, left + width, top
