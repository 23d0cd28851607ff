"""Lines with separators to rows of cells; a quotation mark that nothing closes does not swallow the rows below it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_BEGINNING = 200
_FEWEST_SEPARATORS = 2


@dataclass(frozen=True)
class SeparatedRow:
    """The cells of a row as written, the line (from 1) on which it ends, and whether a stray quotation mark stood in it."""

    cells: tuple[str, ...]
    last_line: int
    stray: bool = False


def separated_rows(text: str, delimiter: str) -> Iterator[SeparatedRow]:
    """The rows of a text, in order; one that swallows rows with as many cells as its own is read without quotation marks."""
    lines = list(io.StringIO(text))  # a manual line break inside a cell (\x0b) ends no row
    separators = _usual_separators(lines, delimiter)
    start = 0
    while start < len(lines):
        first = start
        for cells, count in _quoted(lines[first:], delimiter):
            end = first + count
            swallowed = cells is not None and end > start + 1 and _swallows(cells, delimiter, separators)
            if cells is None or swallowed or (end == len(lines) and _is_open(lines[start:end], cells, delimiter)):
                bare = lines[start].rstrip("\r\n").split(delimiter)
                yield SeparatedRow(tuple(cell.strip().strip('"') for cell in bare), start + 1, stray=True)
                start += 1
                break
            yield SeparatedRow(tuple(cells), end)
            start = end


def _quoted(lines: Sequence[str], delimiter: str) -> Iterator[tuple[list[str] | None, int]]:
    """Rows and how many lines were read with each; None for one that is longer than a cell may be."""
    reader = csv.reader(iter(lines), delimiter=delimiter)
    while True:
        try:
            yield next(reader), reader.line_num
        except StopIteration:
            return
        except csv.Error:
            yield None, reader.line_num
            return


def _usual_separators(lines: Sequence[str], delimiter: str) -> int:
    """How many separators most lines at the beginning have that have any."""
    counts = Counter(count for line in lines[:_BEGINNING] if (count := line.count(delimiter)))
    return max(counts, key=lambda count: (counts[count], count), default=0)


def _is_open(lines: Sequence[str], cells: Sequence[str], delimiter: str) -> bool:
    """Whether the last row of a text is left open by a quotation mark: one cell holds what should be several."""
    return sum(line.count('"') for line in lines) % 2 == 1 and any(delimiter in cell for cell in cells)


def _swallows(cells: Sequence[str], delimiter: str, separators: int) -> bool:
    """Whether a cell holds whole rows: lines with as many separators as most."""
    fewest = max(separators, _FEWEST_SEPARATORS)
    return any(line.count(delimiter) >= fewest for cell in cells for line in cell.split("\n")[1:])
