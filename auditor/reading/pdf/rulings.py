"""The straight lines drawn on a PDF page, however they are drawn: strokes, dashes, boxes, thin filled rectangles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from ctypes import byref, c_float, c_int
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.reading.pdf.boxes import Box

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]

_THIN = 4.0
_LINE = 2
_RECTANGLE = 5
_STRAIGHT = 1.0
_FINE = 2.5
_DEEPEST = 6
_MOST_POINTS = 2000
_COVERING = 0.4
_WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Ruling(NamedTuple):
    """A line along the rows (``level``) or the columns: ``place`` is its y or x, ``start`` ≤ ``end`` its reach, in points."""

    level: bool
    place: float
    start: float
    end: float


@dataclass(frozen=True)
class Drawing:
    """Lines of a page as thin boxes (y upwards), the number of shapes, and whether a picture covers much of the page."""

    rules: tuple[Box, ...]
    shapes: int
    pictured: bool


def rule_of(box: Box) -> Ruling:
    """The middle line of a thin box."""
    left, top, right, bottom = box
    if right - left >= bottom - top:
        return Ruling(True, (top + bottom) / 2, left, right)
    return Ruling(False, (left + right) / 2, top, bottom)


def drawn_on(page: PdfPage) -> Drawing:
    """What is drawn on a page besides its text."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    rules: list[Box] = []
    shapes, covered = 0, 0.0
    path, shown = pdfium.FPDF_PAGEOBJ_PATH, (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING)
    for item, kind, matrix in _objects(pdfium, page):
        if kind == path:
            shapes += 1
            rules += _path_rules(pdfium, item, matrix)
        elif kind in shown:
            box = _bounds(pdfium, item, matrix)
            covered += (box[2] - box[0]) * (box[3] - box[1])
            rules.extend(_thin(box))
    return Drawing(tuple(rules), shapes, covered > _COVERING * width * height)


def _objects(pdfium: Any, page: PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    """Objects of the page and of the forms placed on it, each with what maps it onto the page."""
    for place in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page.raw, place)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _inside(pdfium, item, _WHOLE, _DEEPEST)
        elif kind != pdfium.FPDF_PAGEOBJ_TEXT:
            yield item, kind, _WHOLE


def _inside(pdfium: Any, form: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
    """Objects of a form, and of forms in it down to ``depth``."""
    inner = _times(_matrix(pdfium, form), matrix)
    for place in range(pdfium.FPDFFormObj_CountObjects(form)):
        item = pdfium.FPDFFormObj_GetObject(form, place)
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth > 1:
            yield from _inside(pdfium, item, inner, depth - 1)
        elif kind not in (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM):
            yield item, kind, inner


def _path_rules(pdfium: Any, item: Any, matrix: Matrix) -> Sequence[Box]:
    fill, stroke = c_int(), c_int()
    count = pdfium.FPDFPath_CountSegments(item)
    if count > _MOST_POINTS or not pdfium.FPDFPath_GetDrawMode(item, byref(fill), byref(stroke)):
        return ()
    if not stroke.value and not fill.value:
        return ()
    if stroke.value and count == _LINE:
        return _pen_line(pdfium, item, matrix)
    if not stroke.value and count <= _RECTANGLE:
        return _thin(_bounds(pdfium, item, matrix))
    placed = _times(_matrix(pdfium, item), matrix)
    outlines = _outlines(pdfium, item, count, placed)
    if stroke.value:
        return [rule for points in outlines for rule in _straight(points)]
    return [rule for points in outlines for rule in _thin(_around(points))]


def _pen_line(pdfium: Any, item: Any, matrix: Matrix) -> Sequence[Box]:
    """A single stroke; the library's bounds reach beyond its ends and sides by the width of the pen."""
    left, low, right, high = box = _bounds(pdfium, item, matrix)
    if min(right - left, high - low) > _FINE:
        pen = c_float()
        pdfium.FPDFPageObj_GetStrokeWidth(item, byref(pen))
        reach = pen.value * max(map(abs, _times(_matrix(pdfium, item), matrix)[:4]))
        box = (left + reach, low + reach, right - reach, high - reach)
    return (box,) if min(box[2] - box[0], box[3] - box[1]) <= _FINE else ()


def _outlines(pdfium: Any, item: Any, count: int, matrix: Matrix) -> Iterator[list[Point]]:
    """The pieces of a path, each drawn without lifting the pen."""
    x, y = c_float(), c_float()
    to_x, to_y = byref(x), byref(y)
    segment_of, point_of = pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetPoint
    type_of, closes = pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetClose
    begins = pdfium.FPDF_SEGMENT_MOVETO
    a, b, c, d, e, f = matrix
    points: list[Point] = []
    for place in range(count):
        segment = segment_of(item, place)
        point_of(segment, to_x, to_y)
        if points and type_of(segment) == begins:
            yield points
            points = []
        across, along = x.value, y.value
        points.append((a * across + c * along + e, b * across + d * along + f))
        if closes(segment):
            points.append(points[0])
    if len(points) > 1:
        yield points


def _straight(points: Sequence[Point]) -> list[Box]:
    return [
        (min(x, other_x), min(y, other_y), max(x, other_x), max(y, other_y))
        for (x, y), (other_x, other_y) in pairwise(points)
        if abs(x - other_x) <= _STRAIGHT or abs(y - other_y) <= _STRAIGHT
    ]


def _thin(box: Box) -> Sequence[Box]:
    return (box,) if min(box[2] - box[0], box[3] - box[1]) <= _THIN else ()


def _around(points: list[Point]) -> Box:
    across, along = [point[0] for point in points], [point[1] for point in points]
    return min(across), min(along), max(across), max(along)


def _bounds(pdfium: Any, item: Any, matrix: Matrix) -> Box:
    left_side, low_side, right_side, high_side = c_float(), c_float(), c_float(), c_float()
    pdfium.FPDFPageObj_GetBounds(item, left_side, low_side, right_side, high_side)
    left, low, right, high = left_side.value, low_side.value, right_side.value, high_side.value
    if matrix is _WHOLE:
        return left, low, right, high
    a, b, c, d, e, f = matrix
    return _around([(a * x + c * y + e, b * x + d * y + f) for x, y in ((left, low), (right, high))])


def _matrix(pdfium: Any, item: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, byref(found))
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """The matrix that applies ``inner`` first."""
    a, b, c, d, e, f = inner
    g, h, i, j, k, m = outer
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)
