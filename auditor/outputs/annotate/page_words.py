"""Where words stand on a page of a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import degrees
from typing import Any

from auditor.outputs.annotate.locate import blank_free

_LEAST = 2
"""Characters of a broken word that must stand together; single ones are found anywhere."""
_SAME_LINE = 8.0
_SAME_ROW = 30.0
"""Points between the first lines of cells of one row, where they stand in the middle of a high row."""
_SIDEWAYS = 0.5


@dataclass(frozen=True)
class Box:
    """A rectangle in points from the lower left corner of the page."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Half its height."""
        return (self.bottom + self.top) / 2

    def joined(self, other: Box) -> Box:
        """The smallest rectangle around both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


Characters = tuple[int, ...]
"""Numbers of characters on a page; () where the words are not there."""


@dataclass(frozen=True)
class PageWords:
    """The characters of a page that are not white space, in the order of the file.

    ``drawn`` are their boxes in the page's own coordinates, ``seen`` those after turning the page so that its text
    runs from left to right; ``turned`` are the degrees, counterclockwise, in which the text runs on the page.
    """

    text: str
    seen: tuple[Box, ...]
    drawn: tuple[Box, ...]
    turned: int = 0

    def row_height(self, cells: Sequence[str], below: float | None) -> float | None:
        """The height at which most of a row's cells stand, the first such below another height where there is one.

        Args:
            cells: texts without white space.
            below: in points; the row that was found last.
        """
        lines = [{self.seen[place].middle for place in self._places(text)} for text in cells]
        heights = sorted({height for line in lines for height in line}, reverse=True)
        counted = {at: sum(any(abs(at - one) <= _SAME_LINE for one in line) for line in lines) for at in heights}
        most = max(counted.values(), default=0)
        best = [at for at in heights if counted[at] == most]
        return next((at for at in best if below is None or at < below - 1), best[0] if best else None)

    def row(self, cells: Sequence[str], height: float) -> tuple[Characters, ...]:
        """The characters of each cell of a row, found from left to right; () for a cell that is not found there."""
        found: list[Characters] = []
        left = float("-inf")
        for text in cells:
            here = self.nearest(text, height, right_of=left)
            if here and abs(self.seen[here[0]].middle - height) > _SAME_ROW:
                here = ()
            left = self.seen[here[0]].left if here else left
            found.append(here)
        return tuple(found)

    def nearest(self, words: str, height: float | None, *, right_of: float = float("-inf")) -> Characters:
        """The characters of the words nearest to a height; of words broken over lines, piece below piece.

        Args:
            words: without white space.
            height: in points; None takes the first place.
            right_of: where the words must not begin before, in points.

        Returns:
            One number for each of ``words``, or () where they are not all on the page.
        """
        found = self._begin(words, height, None, right_of)
        start = self.seen[found[0]].left if found else None
        while 0 < len(found) < len(words):
            more = self._begin(words[len(found) :], self.seen[found[-1]].bottom, start)
            found = found + more if more else ()
        return found

    def _begin(
        self, words: str, height: float | None, left: float | None, right_of: float = float("-inf")
    ) -> Characters:
        """The place nearest to a height and a left edge of the longest beginning of the words that is on the page."""

        def distance(place: int) -> tuple[float, float]:
            box = self.seen[place]
            down = abs(box.middle - height) if height is not None else 0.0
            return round(down + _SIDEWAYS * abs(box.left - left), 1) if left is not None else round(down, 1), box.left

        for length in range(len(words), min(_LEAST, len(words)) - 1, -1):
            places = [place for place in self._places(words[:length]) if self.seen[place].left > right_of]
            if places:
                place = min(places, key=distance)
                return tuple(range(place, place + length))
        return ()

    def _places(self, words: str) -> Iterator[int]:
        """Where the words begin, as they follow each other in the file."""
        place = self.text.find(words) if words else -1
        while place >= 0:
            yield place
            place = self.text.find(words, place + 1)

    def lines(self, characters: Sequence[int]) -> tuple[Box, ...]:
        """A rectangle in the page's own coordinates for each line that the characters stand on."""
        groups: list[list[int]] = []
        for number in characters:
            box, last = self.seen[number], self.seen[groups[-1][-1]] if groups else None
            if last and last.bottom <= box.middle <= last.top and box.left >= last.left:
                groups[-1].append(number)
            else:
                groups.append([number])
        return tuple(reduce(Box.joined, (self.drawn[number] for number in group)) for group in groups)


def page_words(page: Any) -> PageWords:
    """The words of an open page."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    letters: list[str] = []
    boxes: list[Box] = []
    angles: Counter[int] = Counter()
    for number in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, number) or 32)
        if blank_free(letter):
            letters.append(letter)
            boxes.append(Box(*text.get_charbox(number, loose=True)))
            clockwise = degrees(pdfium.FPDFText_GetCharAngle(text, number))
            angles[-90 * round(clockwise / 90) % 360] += 1
    text.close()
    turned = max(sorted(angles), key=lambda angle: angles[angle], default=0)
    return PageWords("".join(letters), tuple(_upright(box, turned) for box in boxes), tuple(boxes), turned)


def _upright(box: Box, turned: int) -> Box:
    """A box after turning the page back; where the origin comes to lie does not matter here."""
    if turned == 90:
        return Box(box.bottom, -box.right, box.top, -box.left)
    if turned == 180:
        return Box(-box.right, -box.top, -box.left, -box.bottom)
    if turned == 270:
        return Box(-box.top, box.left, -box.bottom, box.right)
    return box
