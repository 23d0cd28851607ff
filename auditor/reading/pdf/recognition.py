"""Pages that are pictures, read with an optional text recogniser (``pip install 'auditor[ocr]'``) into characters and rules.

A recognised page has the same shape as one with a text layer, so its tables are found the same way. What was
recognised is never certain: every row of such a page is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.page import Page
from auditor.reading.pdf.rulings import Ruling, rule_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfPage

    Picture = NDArray[np.uint8]

A4_WIDTH = 595.0
"""Width in points that a picture without a page is taken to have."""

_PIXELS_PER_POINT = 200 / 72
_LONG = 0.2
"""Part of the page's width from which a level line tells how much the page is askew."""
_MOST_SKEW = 5.0
_LEAST_SCORE = 0.5
_LINE = 2.5
"""How many times as long as high a line is at least that tells which way up its page stands."""
_SAMPLE = 15
"""The longest lines, which tell it."""
_BRIDGED = 3
_OUT_OF_MEMORY = ("bad_alloc", "Insufficient memory")
"""How onnxruntime and OpenCV say in errors of their own that there is not memory enough."""
_PER_MILLE = re.compile(r"(?<=\d)\s*[%％][0oO○](?![\d.])")
_MISREAD_SIGN = re.compile(r"[2>ZzＺ](\d{2}(?:\.\d+)?)\s*%")


class Recogniser:
    """Reads pictures of pages. Loading the models takes about a second, so it is put off until the first picture."""

    @staticmethod
    def is_installed() -> bool:
        """Whether the optional recogniser can be used on this machine."""
        return find_spec("rapidocr") is not None and find_spec("cv2") is not None

    def read_page(self, page: PdfPage, number: int) -> Page:
        """A page of a PDF that shows a picture."""
        picture = page.render(scale=_PIXELS_PER_POINT, grayscale=True).to_numpy()
        return self._read(picture.reshape(picture.shape[0], picture.shape[1]), number, 1 / _PIXELS_PER_POINT)

    def read_picture(self, content: bytes) -> Page | None:
        """A picture file as a page, None where it cannot be decoded."""
        import cv2
        import numpy as np

        picture = cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_GRAYSCALE)
        return None if picture is None else self._read(picture, 1, A4_WIDTH / picture.shape[1])

    def _read(self, picture: Picture, number: int, scale: float) -> Page:
        import numpy as np

        picture = _straightened(picture)
        found = self._recognised(picture)
        if turn := self._quarters(picture, found):
            picture = _straightened(np.ascontiguousarray(np.rot90(picture, turn)))
            found = self._recognised(picture)
        glyphs = tuple(_glyphs(found, scale))
        return Page(
            number=number,
            glyphs=glyphs,
            rules=tuple(_rules(picture, scale)),
            pictured=not glyphs,
            text="".join(glyph.char for glyph in glyphs),
            recognised=True,
            turn=turn,
        )

    @cached_property
    def _engine(self) -> Any:
        from rapidocr import RapidOCR

        return RapidOCR(params={"Global.log_level": "critical"})

    def _recognised(self, picture: Picture) -> Any:
        import cv2

        try:
            return self._engine(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR), use_det=True, use_cls=True, use_rec=True)
        except Exception as error:
            if any(words in str(error) for words in _OUT_OF_MEMORY):
                raise MemoryError from error
            raise

    def _quarters(self, picture: Picture, found: Any) -> int:
        """The quarters by which the lines of a picture are turned clockwise: most of them high, or upside down."""
        if found.boxes is None:
            return 0
        boxes = [(*box.min(axis=0).clip(0).astype(int), *box.max(axis=0).astype(int)) for box in found.boxes]
        lines = sorted((box for box in boxes if _sides(box)[0] >= _LINE * _sides(box)[1]), key=_sides)[-_SAMPLE:]
        sideways = int(sum(_is_high(box) for box in lines) * 2 > len(lines))
        overturned = sum(
            self._is_upside_down(picture[top:bottom, left:right], sideways) for left, top, right, bottom in lines
        )
        return sideways + 2 * (overturned * 2 > len(lines))

    def _is_upside_down(self, line: Picture, quarters: int) -> bool:
        import cv2
        import numpy as np

        upright = cv2.cvtColor(np.ascontiguousarray(np.rot90(line, quarters)), cv2.COLOR_GRAY2BGR)
        classified = self._engine(upright, use_det=False, use_cls=True, use_rec=False)
        return bool(classified.cls_res[0][0] == "180")


def _sides(box: tuple[int, ...]) -> tuple[int, int]:
    """The longer and the shorter side of a box."""
    wide, high = box[2] - box[0], box[3] - box[1]
    return max(wide, high), min(wide, high)


def _is_high(box: tuple[int, ...]) -> bool:
    return box[3] - box[1] > box[2] - box[0]


def _glyphs(found: Any, scale: float) -> Iterator[Glyph]:
    """The characters of recognised lines, in points from the upper left corner."""
    if found.boxes is None:
        return
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        if score >= _LEAST_SCORE:
            yield from _spread(mended_signs(text), [(float(x) * scale, float(y) * scale) for x, y in box])


def mended_signs(text: str) -> str:
    """A recognised text in which ‰ was taken for two characters (3%0 → 3‰)."""
    return _PER_MILLE.sub("‰", text)


def likely_reading(target: str) -> str | None:
    """What a recognised target probably said where a comparator was taken for a digit: 292% → ≥92%; None otherwise."""
    match = _MISREAD_SIGN.fullmatch(target.strip())
    return f"≥{match[1]}%" if match else None


def _spread(text: str, box: Sequence[tuple[float, float]]) -> Iterator[Glyph]:
    """The characters of a recognised line, spread over its box by their usual widths."""
    left, right = min(x for x, _ in box), max(x for x, _ in box)
    top, bottom = min(y for _, y in box), max(y for _, y in box)
    widths = [2 if ord(char) > 0x2E7F else 1 for char in text]
    step = (right - left) / max(sum(widths), 1)
    place = left
    for char, width in zip(text, widths, strict=True):
        yield Glyph(char, place, top, place + width * step, bottom)
        place += width * step


def _ink(picture: Picture) -> Picture:
    import cv2

    found: Picture = cv2.adaptiveThreshold(picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 12)
    return found


def _straightened(picture: Picture) -> Picture:
    """The picture turned so that its long level lines are level."""
    import cv2
    import numpy as np

    height, width = picture.shape
    lines = cv2.HoughLinesP(
        _ink(picture), 1, np.pi / 1800, threshold=int(width * _LONG), minLineLength=int(width * _LONG), maxLineGap=8
    )
    if lines is None:
        return picture
    angles = [np.degrees(np.arctan2(y2 - y1, x2 - x1)) for x1, y1, x2, y2 in lines.reshape(-1, 4)]
    level = [angle for angle in angles if abs(angle) < _MOST_SKEW]
    skew = float(np.median(level)) if level else 0.0
    if abs(skew) < 0.05:
        return picture
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    turned: Picture = cv2.warpAffine(picture, turn, (width, height), borderValue=255)
    return turned


def _rules(picture: Picture, scale: float) -> Iterator[Ruling]:
    """The straight lines of a picture: runs of ink longer than any stroke of a character."""
    import cv2

    ink = _ink(picture)
    length = max(20, picture.shape[1] // 30)
    for kernel in ((length, 1), (1, length)):
        joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, _bridge(kernel)))
        lines = cv2.morphologyEx(joined, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, kernel))
        _, _, stats, _ = cv2.connectedComponentsWithStats(lines)
        for left, top, wide, high, _ in stats[1:].tolist():
            if min(wide, high) * 6 < max(wide, high):
                yield rule_of((left * scale, top * scale, (left + wide) * scale, (top + high) * scale))


def _bridge(kernel: tuple[int, int]) -> tuple[int, int]:
    """A kernel that closes small gaps along the line."""
    return (_BRIDGED, 1) if kernel[1] == 1 else (1, _BRIDGED)
