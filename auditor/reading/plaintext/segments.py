"""A stretch of a table row, ready to be cut into cells: its pieces, and what every run of pieces would mean as one cell.

Widths are counted as a Chinese typesetter sees them: a full-width character is 2, a half-width character 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import NamedTuple

from auditor.reading.char_stream import CharStream, Separator, Token
from auditor.reading.plaintext.cell_type_costs import is_one_figure

_NO_START = frozenset("，。、；：！？）】》〉」』”’％%,.;:!?)]}·…—～~")
_NO_END = frozenset("（【《〈「『“‘([{")
_SQUEEZED = frozenset(char for char in _NO_START | _NO_END if not char.isascii())
_WORD = re.compile(r"[A-Za-z0-9.%,:/+\-]+")
_OPEN_END = frozenset("，、；：,;:—-－～~·/和及与或的")
_OPEN_SIGNS = frozenset("，、；：,;:（(“")
_CLOSING = frozenset("。！？!?")
_BAD_START = frozenset("，。、；：）】》”’,.;:)]和及与或的等")

_MIDLINE = 5.0
_MOST_PIECES = 150
"""Pieces of a line, between blanks, line ends and likely seams, that one cell may be made of."""
_IMPOSSIBLE = 7.0
_NO_BOUNDARY = 9.0
_STUTTER = re.compile(r"(.{4,})\1")
_STUTTERING = 4.0
_NO_LIMIT = 1 << 30

Cut = Callable[[str], list[str]]
"""Segments a text into words."""


class Span(NamedTuple):
    """Pieces ``[i, j)`` read as one cell.

    ``low`` and ``high`` bound the width of the column that would break the text so (``low <= width < high``); a text on
    one line has no upper bound (``high`` is None). ``cost`` is how odd the breaks and blanks inside are.
    """

    text: str
    single: bool
    low: int
    high: int | None
    cost: float


@dataclass(frozen=True)
class Known:
    """What the whole document tells: its pieces without any gap inside, words, and how it sets figures among Chinese.

    ``blank_cost`` is the cost of a blank between a Chinese character and a figure being mere typesetting.
    """

    unbroken: str
    cut: Cut
    blank_cost: float = 0.8


class Segments:
    """The pieces of one stretch.

    Args:
        stream: what the pieces are ranges of.
        tokens: the pieces, in order.
        known: words of the document.
        boundaries: for pieces that touch the one before, by first character: the cost of a cell ending there.
    """

    def __init__(
        self, stream: CharStream, tokens: tuple[Token, ...], known: Known, boundaries: Mapping[int, float] | None = None
    ) -> None:
        self._stream = stream
        self._known = known
        self._boundaries = boundaries or {}
        self.tokens = tokens
        self.size = len(tokens)
        self._spans: dict[int, dict[int, Span]] = {}

    def spans(self, first: int) -> Mapping[int, Span]:
        """Every cell that may begin with a piece, by the piece before which it ends."""
        if first not in self._spans:
            self._spans[first] = dict(self._measured(first))
        return self._spans[first]

    def span(self, first: int, last: int) -> Span | None:
        """Pieces ``[first, last)`` as one cell, None where they cannot be one."""
        return self.spans(first).get(last)

    def text(self, first: int, last: int) -> str:
        """Pieces ``[first, last)`` as written; "" where there are none."""
        return "".join(self._written[first:last]).removeprefix(" ")

    def hangs(self, piece: int) -> bool:
        """Whether the piece before ends with a sign that something must follow."""
        return self._stream.chars[self.tokens[piece].start - 1] in _OPEN_SIGNS

    def splits_figure(self, piece: int) -> bool:
        """Whether a piece goes on a figure that the piece before it begins."""
        before, token = self.tokens[piece - 1], self.tokens[piece]
        return is_one_figure(self._stream.chars[before.start : before.end], self._stream.chars[token.start])

    def boundary_cost(self, piece: int) -> float:
        """The cost of a cell ending before a piece that touches its neighbour."""
        return self._boundaries.get(self.tokens[piece].start, _NO_BOUNDARY)

    def separator(self, piece: int) -> Separator:
        """The gap before a piece."""
        return self.tokens[piece].separator

    @cached_property
    def wraps(self) -> tuple[float, ...]:
        """For each piece, how much the words speak for (> 0) or against (< 0) the line end before it being a wrap."""
        start, end = self.tokens[0].start, self.tokens[-1].end
        chars = self._stream.chars
        edges, place = {start}, start
        for word in self._known.cut(chars[start:end]):
            place += len(word)
            edges.add(place)
        return (0.0, *(self._wrap(piece, edges) for piece in range(1, self.size)))

    def _wrap(self, piece: int, edges: set[int]) -> float:
        token = self.tokens[piece]
        if token.separator is not Separator.LINE:
            return 0.0
        before, after = self._stream.chars[token.start - 1], self._stream.chars[token.start]
        found = -0.3 if token.start in edges else 2.0
        if before in _OPEN_END or after in _BAD_START or self.splits_figure(piece):
            found += 3.0
        if before in _CLOSING:
            found -= 1.0
        return found + (1.5 if self._seen_unbroken(piece) else 0.0)

    def _seen_unbroken(self, piece: int) -> bool:
        """Whether the characters around a line end stand elsewhere in the document without a break."""
        before, token = self.tokens[piece - 1], self.tokens[piece]
        around = self._stream.chars[max(before.start, before.end - 2) : min(token.end, token.start + 2)]
        return len(around) >= 3 and around in self._known.unbroken

    @cached_property
    def _written(self) -> tuple[str, ...]:
        """Each piece, with a blank before it where one is kept between it and the piece before."""
        first, *others = self.tokens
        read = self._stream.text
        return read(first.start, first.end), *(read(token.start - 1, token.end)[1:] for token in others)

    @cached_property
    def _inner(self) -> tuple[float, ...]:
        """Running sums of the price of each piece's gap lying inside a cell."""
        return tuple(accumulate(self._inner_cost(piece) for piece in range(self.size)))

    def _inner_cost(self, piece: int) -> float:
        token = self.tokens[piece]
        if piece == 0 or token.separator is Separator.NONE:
            return 0.0
        if token.separator is Separator.LINE:
            return -self.wraps[piece] * 0.7
        before, after = self._stream.chars[token.start - 1], self._stream.chars[token.start]
        if before.isascii() and after.isascii():
            return 0.7 if before.isalpha() != after.isalpha() else 2.0
        if self.splits_figure(piece):
            return 0.0
        return self._known.blank_cost if before.isascii() or after.isascii() else 5.0

    @cached_property
    def _reach(self) -> tuple[tuple[int, int], ...]:
        """For each piece and the end, the width and the count of punctuation marks up to there."""
        text = [self._stream.chars[token.start : token.end] for token in self.tokens]
        widths = accumulate(map(text_width, text), initial=0)
        marks = accumulate((sum(char in _SQUEEZED for char in piece) for piece in text), initial=0)
        return tuple(zip(widths, marks, strict=True))

    @cached_property
    def _units(self) -> tuple[int, ...]:
        """For each piece, the width of what cannot be parted from its first character."""
        return tuple(unit_width(self._stream.chars[token.start : token.end]) for token in self.tokens)

    def _measured(self, first: int) -> Iterator[tuple[int, Span]]:
        """Every cell that may begin with a piece, and the piece before which it ends, measured line by line."""
        line, low, high = first, 0, _NO_LIMIT
        for last in range(first + 1, min(self.size, first + _MOST_PIECES) + 1):
            piece = last - 1
            if piece > first and self.tokens[piece].separator is Separator.LINE:
                width, slack = self._width(line, piece)
                line, low, high = piece, max(low, width - slack), min(high, width + self._units[piece])
            single = line == first
            cost = self._inner[piece] - self._inner[first] + (0.0 if single else self._midline(first, last))
            if cost > _IMPOSSIBLE:
                continue
            text = self.text(first, last)
            if not single and _STUTTER.search(text):
                cost += _STUTTERING
            width, slack = self._width(line, last)
            yield last, Span(text, single, max(low, width - slack), None if single else high, cost)

    def _midline(self, first: int, last: int) -> float:
        """The price of a wrapped text that does not have its lines to itself."""
        begins = first > 0 and self.tokens[first].separator is not Separator.LINE
        ends = last < self.size and self.tokens[last].separator is not Separator.LINE
        return _MIDLINE * (begins + ends)

    def _width(self, first: int, last: int) -> tuple[int, int]:
        """Width of pieces on one line, and by how much squeezed punctuation may have narrowed it."""
        (start, before), (end, after) = self._reach[first], self._reach[last]
        return end - start, min(2, after - before)


@lru_cache(maxsize=8192)
def char_width(char: str) -> int:
    """2 for a full-width character, 1 for a half-width one; signs such as ≥ are set full-width in Chinese text."""
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def text_width(text: str) -> int:
    """Width of a text on one line."""
    return sum(map(char_width, text))


def unit_width(text: str) -> int:
    """Width of what cannot be parted from the line's first character: a number, a Latin word, closing punctuation."""
    word = _WORD.match(text)
    last = word.end() if word else 1
    while last < len(text) and (text[last] in _NO_START or text[last - 1] in _NO_END):
        last += 1
    return text_width(text[:last])
