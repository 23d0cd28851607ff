"""Text without rules to cells and rows, by the order in which a file prints it: row by row, cell by cell, line by line.

A line right below the last one is the same cell, a step to the right is the next cell, and a step back begins a row.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from auditor.reading.pdf.glyphs import Glyph
from auditor.reading.pdf.lines import cell_of, running_pieces

_LOOSER = 1.25
_USUAL_STEP = 1.5
_ALIGNED = 0.6
_SAME_SIZE = 1.2
_RECENT = 12
_CLOSE = 0.3


@dataclass(frozen=True)
class TextBlock:
    """The characters of one cell, a tuple for each line, and where it lies on its page, in points."""

    page: int
    lines: tuple[tuple[Glyph, ...], ...]
    left: float
    right: float
    middle: float
    height: float

    @property
    def text(self) -> str:
        """The lines as one text."""
        return cell_of([glyph for line in self.lines for glyph in line]).text


def find_rows(page: int, glyphs: Sequence[Glyph], begins: Callable[[str], bool]) -> Iterator[tuple[TextBlock, ...]]:
    """The rows of a page, a line of prose being a row of one cell.

    Args:
        page: its number.
        glyphs: its characters in the order of the file.
        begins: whether a line is the first of its cell, whatever stands above it.
    """
    pieces = [_block(page, piece) for piece in running_pieces(glyphs)]
    row: list[TextBlock] = []
    for block in _cells(pieces, begins):
        if row and block.left < row[-1].right - _ALIGNED * block.height:
            yield tuple(row)
            row = []
        row.append(block)
    if row:
        yield tuple(row)


def _block(page: int, glyphs: Sequence[Glyph]) -> TextBlock:
    first = glyphs[0]
    middle, height = (first.top + first.bottom) / 2, first.bottom - first.top
    return TextBlock(page, (tuple(glyphs),), first.left, glyphs[-1].right, middle, height)


def _cells(pieces: Sequence[TextBlock], begins: Callable[[str], bool]) -> list[TextBlock]:
    step = _line_step(pieces)
    cells: list[TextBlock] = []
    for piece, following in itertools.zip_longest(pieces, pieces[1:]):
        around = next((place for place in range(len(cells))[-_RECENT:] if _lies_in(cells[place], piece)), None)
        if around is not None:
            cells[around] = _with_line(cells[around], piece, cells[around])
        elif cells and _goes_on(cells[-1], piece, step) and not _opens(piece, following, begins):
            cells[-1] = _with_line(cells[-1], piece, piece)
        else:
            cells.append(piece)
    return cells


def _opens(piece: TextBlock, following: TextBlock | None, begins: Callable[[str], bool]) -> bool:
    """Whether a line, or it and the next one together, begin a cell of their own."""
    goes_on = following is not None and _flush(piece, following)
    return begins(piece.text) or (goes_on and following is not None and begins(piece.text + following.text))


def _goes_on(block: TextBlock, piece: TextBlock, step: float) -> bool:
    """Whether a line is near enough below a cell to be its next one."""
    return _flush(block, piece) and _step(block, piece) <= _LOOSER * step


def _line_step(pieces: Sequence[TextBlock]) -> float:
    """How far apart the lines of a paragraph are, in heights of a character: the smallest step that is seen."""
    steps = [_step(one, other) for one, other in itertools.pairwise(pieces) if _flush(one, other)]
    return min([*(step for step in steps if step > 1.0 - _ALIGNED / 2), _USUAL_STEP])


def _step(block: TextBlock, piece: TextBlock) -> float:
    return (piece.middle - block.middle) / block.height


def _flush(block: TextBlock, piece: TextBlock) -> bool:
    """Whether a line stands below the last line of a cell: flush with it on the left, or centred below it."""
    last = block.lines[-1]
    near = _ALIGNED * block.height
    aligned = abs(piece.left - block.left) <= near
    centred = abs(piece.left + piece.right - last[0].left - last[-1].right) <= 2 * near
    same_size = max(piece.height, block.height) <= _SAME_SIZE * min(piece.height, block.height)
    return piece.middle - block.middle > near and same_size and (aligned or centred)


def _lies_in(block: TextBlock, piece: TextBlock) -> bool:
    """Whether a piece fills a gap in a line that was printed before, or goes on from it, as characters of another font do."""
    return any(
        line[0].left < piece.left < line[-1].right + _CLOSE * block.height
        and abs(piece.middle - (line[0].top + line[0].bottom) / 2) < block.height / 2
        for line in block.lines
    )


def _with_line(block: TextBlock, piece: TextBlock, last: TextBlock) -> TextBlock:
    return TextBlock(
        page=block.page,
        lines=block.lines + piece.lines,
        left=min(block.left, piece.left),
        right=max(block.right, piece.right),
        middle=last.middle,
        height=block.height,
    )
