"""What is filled in on a page of a PDF: values of form fields, and text typed onto it by a reader's typewriter.

Neither is part of what the page prints: the library's text of a page has none of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_ushort
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.reading.pdf.boxes import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

_NOT_SEEN = 1 << 1 | 1 << 5
"""Flags of an annotation: hidden, and shown in print only (ISO 32000-1, table 165)."""
_TALLEST_LINE = 16
"""Points; a box that is higher has room for a second line."""
_UNITS = "utf-16-le"
_CHECKED, _UNCHECKED = "☑", "□"


class FilledIn(NamedTuple):
    """A text and the box it stands in, in points of the page, y upwards; ``typed``: onto the page, in no field of it."""

    text: str
    box: Box
    typed: bool


def filled_in(page: PdfPage) -> tuple[FilledIn, ...]:
    """What is filled in on a page, in the order of the file, without what is not seen or empty."""
    import pypdfium2.raw as pdfium

    found: list[FilledIn] = []
    for place in range(pdfium.FPDFPage_GetAnnotCount(page.raw)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, place)
        if annotation:
            try:
                found += _of_annotation(pdfium, page, annotation)
            finally:
                pdfium.FPDFPage_CloseAnnot(annotation)
    return tuple(found)


def laid_out(text: str, box: Box) -> Iterator[tuple[str, Box]]:
    """The characters of a text, each in its share of the box that holds them; y grows downwards."""
    left, top, right, bottom = box
    lines = _lines(text, right - left, bottom - top)
    height = (bottom - top) / max(len(lines), 1)
    for number, line in enumerate(lines):
        width = min((right - left) / len(line), height)
        for place, char in enumerate(line):
            start = left + place * width
            yield char, (start, top + number * height, start + width, top + (number + 1) * height)


def _lines(text: str, width: float, height: float) -> Sequence[str]:
    """The lines of a text, wrapped where the box is high enough for several."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) != 1 or height <= _TALLEST_LINE:
        return lines
    rows = min(int(height / _TALLEST_LINE) + 1, int(len(lines[0]) * _TALLEST_LINE / max(width, 1)) + 1)
    size = -(-len(lines[0]) // rows)
    return [lines[0][start : start + size] for start in range(0, len(lines[0]), size)]


def _of_annotation(pdfium: Any, page: PdfPage, annotation: Any) -> Iterator[FilledIn]:
    kind = pdfium.FPDFAnnot_GetSubtype(annotation)
    if kind not in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
        return
    area = pdfium.FS_RECTF()
    if pdfium.FPDFAnnot_GetFlags(annotation) & _NOT_SEEN or not pdfium.FPDFAnnot_GetRect(annotation, byref(area)):
        return
    typed = kind == pdfium.FPDF_ANNOT_FREETEXT
    text = _string(pdfium, annotation, b"Contents") if typed else _value(pdfium, page, annotation)
    box = (
        min(area.left, area.right),
        min(area.bottom, area.top),
        max(area.left, area.right),
        max(area.bottom, area.top),
    )
    if text.strip() and box[0] < box[2] and box[1] < box[3]:
        yield FilledIn(text, box, typed)


def _value(pdfium: Any, page: PdfPage, annotation: Any) -> str:
    """The value of a field as it is seen, "" for buttons and signatures."""
    if page.formenv is None:
        return ""
    form = page.formenv.raw
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON):
        return _CHECKED if pdfium.FPDFAnnot_IsChecked(form, annotation) else _UNCHECKED
    if kind not in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        return ""
    return _told(lambda units, size: pdfium.FPDFAnnot_GetFormFieldValue(form, annotation, units, size))


def _string(pdfium: Any, annotation: Any, key: bytes) -> str:
    return _told(lambda units, size: pdfium.FPDFAnnot_GetStringValue(annotation, key, units, size))


def _told(ask: Any) -> str:
    """A string of the library, which tells its length in bytes, its closing zero among them."""
    size = ask(None, 0)
    units = (c_ushort * (size // 2 + 1))()
    ask(units, size)
    return bytes(units)[: max(size - 2, 0)].decode(_UNITS, "replace")
