"""Text taken out of a page, seen as characters without blanks, each with the gap before it and the line it stands on.

Words of a form are broken over lines wherever a column ends, so they are looked for in the blank-free characters; the
gaps are kept because they are the only trace that cells leave.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from auditor.reading.radicals import unified


class Separator(IntEnum):
    """What separates a character from the one before it."""

    NONE = 0
    BLANK = 1
    LINE = 2


_INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x1a]")
_NUMBERED_PAGE = re.compile(
    r"\s*(?:[-—–－·]+\s*\d{1,4}\s*[-—–－·]+|第\s*\d{1,4}\s*页(?:[\s,，/]*共\s*\d{1,4}\s*页)?|"
    r"\d{1,4}\s*/\s*共?\s*\d{1,4}\s*页?|Page\s*\d+(?:\s*of\s*\d+)?)\s*",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"\s*(\d{1,4})\s*")
_PAGE_RUN = 3
_PAGE_LINES = 15
_FOLD = str.maketrans("（）％：．，“”＞＜＝", '()%:.,""><=')


@dataclass(frozen=True)
class NumberedLine:
    """One line of the file; ``number`` counts from 1."""

    number: int
    text: str


@dataclass(frozen=True)
class Token:
    """Characters ``[start, end)`` of a stream that stand together; ``separator`` is what is before the first."""

    start: int
    end: int
    separator: Separator


@dataclass(frozen=True)
class CharStream:
    """Characters without blanks; ``separators[i]`` stands before character i, which is on line ``lines[i]`` (from 1)."""

    chars: str
    separators: tuple[Separator, ...]
    lines: tuple[int, ...]

    @cached_property
    def folded(self) -> str:
        """The characters with full-width brackets, quotes and signs made half-width; same length, for searching only."""
        return self.chars.translate(_FOLD)

    def text(self, start: int, end: int) -> str:
        """The characters ``[start, end)`` as written, without line wraps and typesetting gaps."""
        chars, separators = self.chars, self.separators
        parts = [chars[start:end][:1]]
        for place in range(start + 1, end):
            if separators[place] and _keeps_blank(chars[place - 1], chars[place], separators[place]):
                parts.append(" ")
            parts.append(chars[place])
        return "".join(parts)

    def tokens(self, start: int, end: int) -> tuple[Token, ...]:
        """The pieces of ``[start, end)`` between blanks and line ends; none where that is empty."""
        starts = [place for place in range(start, end) if place == start or self.separators[place]]
        ends = [*starts[1:], end] if starts else []
        return tuple(Token(first, last, self.separators[first]) for first, last in zip(starts, ends, strict=True))

    def without(self, spans: tuple[tuple[int, int], ...]) -> CharStream:
        """The stream with the character ranges of ``spans`` cut out; what follows a cut starts on a new line."""
        cut = {place for start, end in spans for place in range(start, end)}
        kept = [place for place in range(len(self.chars)) if place not in cut]
        ends = {end for _, end in spans}
        separators = tuple(Separator.LINE if place in ends else self.separators[place] for place in kept)
        return CharStream(
            "".join(self.chars[place] for place in kept), separators, tuple(self.lines[place] for place in kept)
        )


def read_stream(text: str) -> CharStream:
    """The stream of a whole text, without page numbers."""
    chars: list[str] = []
    separators: list[Separator] = []
    lines: list[int] = []
    for line in printed_lines(text):
        separator = Separator.LINE
        for char in line.text:
            if char.isspace():
                separator = max(separator, Separator.BLANK)
                continue
            chars.append(char)
            separators.append(separator)
            lines.append(line.number)
            separator = Separator.NONE
    return CharStream("".join(chars), tuple(separators), tuple(lines))


def printed_lines(text: str) -> tuple[NumberedLine, ...]:
    """The lines that carry text, page numbers left out, radicals of broken fonts mended."""
    lines = tuple(_lines(text))
    pages = _page_number_lines(lines)
    return tuple(line for line in lines if line.number not in pages and not is_page_number(line.text))


def is_page_number(line: str) -> bool:
    """Whether a line says nothing but which page it is on (- 3 -, 第3页 共9页)."""
    return _NUMBERED_PAGE.fullmatch(line) is not None


def join_lines(pieces: tuple[str, ...]) -> str:
    """Pieces of a paragraph that was wrapped, joined as ``CharStream.text`` does."""
    stream = read_stream("\n".join(pieces))
    return stream.text(0, len(stream.chars))


def _keeps_blank(before: str, after: str, separator: Separator) -> bool:
    if separator is Separator.LINE:
        return (before + after).isascii() and (before + after).isalnum() and not (before + after).isdigit()
    return before.isascii() and after.isascii()


def _lines(text: str) -> Iterator[NumberedLine]:
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\v", "\n")
    for number, raw in enumerate(unified.split("\n"), start=1):
        for piece in raw.split("\f"):
            if piece.strip():
                yield NumberedLine(number, without_invisible(piece))


def without_invisible(text: str) -> str:
    """Text without invisible marks, radicals of broken fonts turned into the characters they stand for."""
    return unified(_INVISIBLE.sub("", text))


def _page_number_lines(lines: tuple[NumberedLine, ...]) -> frozenset[int]:
    """Lines that hold nothing but a number and count upwards one by one through the document, far from each other."""
    bare = [(line.number, int(match[1])) for line in lines if (match := _BARE_NUMBER.fullmatch(line.text))]
    chains: list[list[tuple[int, int]]] = []
    for number, value in bare:
        fitting = [chain for chain in chains if value == chain[-1][1] + 1 and number - chain[-1][0] >= _PAGE_LINES]
        if fitting:
            max(fitting, key=len).append((number, value))
        else:
            chains.append([(number, value)])
    longest = max(chains, key=len, default=[])
    return frozenset(number for number, _ in longest) if len(longest) >= _PAGE_RUN else frozenset()
