"""Where words stand on a page of a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.annotate.placing import blank_free

_LEAST = 2
"""Characters of a broken word that must stand together; single ones are found anywhere."""


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


@dataclass(frozen=True)
class PageWords:
    """The characters of a page that are not white space, in the order of the file, with their boxes."""

    text: str
    boxes: tuple[Box, ...]

    def places(self, words: str) -> Iterator[int]:
        """Where the words begin, as they follow each other in the file."""
        place = self.text.find(words) if words else -1
        while place >= 0:
            yield place
            place = self.text.find(words, place + 1)

    def height(self, place: int) -> float:
        """How high above the lower edge of the page a character stands."""
        return self.boxes[place].middle

    def nearest(self, words: str, height: float | None) -> tuple[int, ...]:
        """The characters of the words nearest to a height; of words broken over lines, piece after piece.

        Args:
            words: without white space.
            height: in points; None takes the first place.

        Returns:
            Numbers of characters, one for each of ``words``, or () where they are not all on the page.
        """
        for length in range(len(words), 0, -1):
            if length < min(_LEAST, len(words)):
                break
            found = list(self.places(words[:length]))
            if not found:
                continue
            place = found[0] if height is None else min(found, key=lambda one: abs(self.height(one) - height))
            here = tuple(range(place, place + length))
            rest = words[length:]
            more = self.nearest(rest, self.boxes[here[-1]].bottom) if rest else ()
            return here + more if bool(more) == bool(rest) else ()
        return ()

    def lines(self, characters: Sequence[int]) -> tuple[Box, ...]:
        """A rectangle for each line that the characters stand on."""
        found: list[Box] = []
        for number in characters:
            box = self.boxes[number]
            if found and found[-1].bottom <= box.middle <= found[-1].top and box.left >= found[-1].left:
                found[-1] = found[-1].joined(box)
            else:
                found.append(box)
        return tuple(found)


def page_words(page: Any) -> PageWords:
    """The words of an open page."""
    import pypdfium2.raw as pdfium

    text = page.get_textpage()
    letters: list[str] = []
    boxes: list[Box] = []
    for number in range(text.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(text, number) or 32)
        if blank_free(letter):
            letters.append(letter)
            boxes.append(Box(*text.get_charbox(number)))
    text.close()
    return PageWords("".join(letters), tuple(boxes))
