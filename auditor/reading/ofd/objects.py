"""Text and path objects of a page as characters and rules, in millimetres with y downwards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from auditor.reading.ofd.package import children, numbers
from auditor.reading.pdf.boxes import Box

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ABOVE, _BELOW = 0.88, 0.12
"""How far a character reaches above and below its base line, in parts of its size."""
_SKEWED = 0.1
_THIN = 1.4
_STRAIGHT = 0.35
_MOST_REPEATED = 100_000
_STEP = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:[eE][-+]?\d+)?")
_TAKES = {"M": 2, "S": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_NO = ("false", "0")


class Matrix(NamedTuple):
    """Maps a point of an object onto the page."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, x: float, y: float) -> tuple[float, float]:
        """The point on the page."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def is_askew(self) -> bool:
        """Whether it turns by an angle that is no quarter."""
        return min(abs(self.a), abs(self.b)) > _SKEWED * max(abs(self.a), abs(self.b))

    def after(self, inner: Matrix) -> Matrix:
        """The matrix that does ``inner`` first and then this."""
        e, f = self.point(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b, self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d, self.b * inner.c + self.d * inner.d, e, f,
        )  # fmt: skip


class Placed(NamedTuple):
    """One character in its box; ``askew``: it runs along no side of the sheet."""

    char: str
    box: Box
    askew: bool = False


def is_shown(element: Element) -> bool:
    """Whether an object is visible."""
    return element.get("Visible", "true").lower() not in _NO


def placing(element: Element, around: Matrix) -> Matrix:
    """What maps the inside of an object onto the page: its own matrix, then its corner, then what is around it."""
    corner = [*numbers(element.get("Boundary")), 0.0, 0.0][:2]
    own = numbers(element.get("CTM"))
    inner = Matrix(*own) if len(own) == 6 else Matrix()
    return around.after(Matrix(e=corner[0], f=corner[1])).after(inner)


def characters(element: Element, matrix: Matrix) -> Iterator[Placed]:
    """The characters of a text object; where one TextCode says no place, it goes on at the place of the one before."""
    size = next(iter(numbers(element.get("Size"))), 0.0)
    stretch = next(iter(numbers(element.get("HScale"))), 1.0)
    askew = matrix.is_askew
    x = y = 0.0
    for code in children(element, "TextCode"):
        x = next(iter(numbers(code.get("X"))), x)
        y = next(iter(numbers(code.get("Y"))), y)
        text = "".join((code.text or "").splitlines())
        across, down = _steps(code.get("DeltaX"), len(text)), _steps(code.get("DeltaY"), len(text))
        left, base = x, y
        for place, char in enumerate(text):
            own = _width(char) * size * stretch
            step = across[place] if place < len(across) else (0.0 if down else own)
            if not char.isspace():
                width = min(own, step) if 0 < step < own else own
                box = _box(matrix, left, base - _ABOVE * size, left + width, base + _BELOW * size)
                yield Placed(char, box, askew)
            left += step
            base += down[place] if place < len(down) else 0.0


def _width(char: str) -> float:
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def _steps(text: str | None, most: int) -> list[float]:
    """Distances from character to character; ``g 5 3.5`` stands for five times 3.5."""
    pieces = (text or "").split()
    steps: list[float] = []
    place = 0
    while place < len(pieces) and len(steps) < most:
        if pieces[place] == "g" and place + 2 < len(pieces):
            times, distance = numbers(pieces[place + 1]), numbers(pieces[place + 2])
            if times and distance:
                steps += distance * min(int(times[0]), most, _MOST_REPEATED)
            place += 3
        else:
            steps += numbers(pieces[place])
            place += 1
    return steps


def _box(matrix: Matrix, left: float, top: float, right: float, bottom: float) -> Box:
    corners = [matrix.point(x, y) for x in (left, right) for y in (top, bottom)]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def lines(element: Element, matrix: Matrix) -> Iterator[Box]:
    """The straight lines of a path object as thin boxes: what is stroked along its way, what is filled only where thin."""
    data = next(children(element, "AbbreviatedData"), None)
    paths = list(_paths(data.text or "" if data is not None else "", matrix))
    if element.get("Stroke", "true").lower() in _NO:
        if element.get("Fill", "false").lower() not in _NO:
            yield from (box for path in paths if (box := _thin(path)))
        return
    for path in paths:
        for (x, y), (next_x, next_y) in pairwise(path):
            if abs(x - next_x) <= _STRAIGHT or abs(y - next_y) <= _STRAIGHT:
                yield min(x, next_x), min(y, next_y), max(x, next_x), max(y, next_y)


def _thin(path: Sequence[tuple[float, float]]) -> Box | None:
    xs, ys = [x for x, _ in path], [y for _, y in path]
    box = min(xs), min(ys), max(xs), max(ys)
    return box if min(box[2] - box[0], box[3] - box[1]) <= _THIN else None


def _paths(data: str, matrix: Matrix) -> Iterator[list[tuple[float, float]]]:
    """The corners of each path; a curve counts as the way between its ends only for where the path goes on."""
    path: list[tuple[float, float]] = []
    steps = _STEP.findall(data)
    place = 0
    while place < len(steps):
        command = steps[place].upper()
        count = _TAKES.get(command, 0)
        values = numbers(" ".join(steps[place + 1 : place + 1 + count]))
        place += 1 + count
        if command == "C" and path:
            path.append(path[0])
        if len(values) < 2 or len(values) != count:
            continue
        point = matrix.point(*values[-2:])
        if command == "L" and path:
            path.append(point)
        else:
            if len(path) > 1:
                yield path
            path = [point]
    if len(path) > 1:
        yield path
