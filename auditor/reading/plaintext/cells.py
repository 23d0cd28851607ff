"""Cuts one stretch of a table into the cells of its rows: the cheapest explanation wins, the runner-up gives the doubt."""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from auditor.reading.char_stream import Separator
from auditor.reading.plaintext import cell_type_costs as evidence
from auditor.reading.plaintext.column_statistics import ColumnStatistics
from auditor.reading.plaintext.segments import Segments, Span

_BEAM = 3
_MARGIN = 10.0
_NEW_ROW = 1.5
_FIGURE_SPLIT = 4.0
_EMPTY = {"level3": 6.0, "description": 2.0, "target": 4.0, "basis": 2.5}
_TEXT_COST = {
    "level3": evidence.level3_cost,
    "description": evidence.description_cost,
    "target": evidence.target_cost,
    "basis": evidence.basis_cost,
}
_SAME = {
    ("description", "level3"): 2.5,
    ("target", "level3"): 1.5,
    ("target", "description"): 0.5,
    ("basis", "level3"): 0.8,
    ("basis", "target"): 0.8,
    ("basis", "description"): 0.5,
}


class CellSpan(NamedTuple):
    """Pieces ``[first, last)`` of the row in one column; empty where first == last."""

    column: str
    first: int
    last: int


@dataclass(frozen=True)
class RowSegmentation:
    """The best cut of a stretch: cells of each row; ``margin`` is by how much it beats ``rival``, the second best."""

    rows: tuple[tuple[CellSpan, ...], ...]
    cost: float
    margin: float
    rival: tuple[tuple[CellSpan, ...], ...] = ()


class _Path(NamedTuple):
    """A way to read the pieces so far: the ends of its cells, the texts of the row under way, its last filled cell."""

    cost: float
    ends: tuple[int, ...] = ()
    texts: tuple[str, ...] = ()
    last: Span | None = None


def read_cells(row: Segments, columns: Sequence[str], statistics: ColumnStatistics) -> RowSegmentation | None:
    """Cut a stretch into rows of ``columns``.

    Args:
        row: the stretch, at least one piece.
        columns: level3 and what the header names after it, in order.
        statistics: what other rows have taught.

    Returns:
        The best reading, None where the pieces cannot be told apart into cells at all.
    """
    ends = _Search(row, tuple(columns), statistics).run()
    if not ends:
        return None
    best, *others = (tuple(_rows(path.ends, columns)) for path in ends[:2])
    margin = ends[1].cost - ends[0].cost if others else _MARGIN
    return RowSegmentation(best, ends[0].cost, margin, *others)


def _rows(ends: tuple[int, ...], columns: Sequence[str]) -> Iterator[tuple[CellSpan, ...]]:
    size, starts = len(columns), (0, *ends)
    for row in range(0, len(ends), size):
        yield tuple(map(CellSpan, columns, starts[row : row + size], ends[row : row + size]))


class _Search:
    """A beam search over (piece, column); rows of the same stretch follow one another. Beams are kept cheapest first."""

    def __init__(self, row: Segments, columns: tuple[str, ...], statistics: ColumnStatistics) -> None:
        self.row = row
        self.columns = columns
        self.statistics = statistics
        self._cells: dict[tuple[int, int], list[tuple[int, Span, float]]] = {}
        self._empty = tuple(statistics.empty.get(column, _EMPTY[column]) for column in columns)
        self._borders = tuple(self._border(piece) for piece in range(row.size))
        self._beams: list[list[list[_Path]]] = [[[] for _ in columns] for _ in range(row.size + 1)]
        self._ends: list[_Path] = []

    def run(self) -> list[_Path]:
        """The cheapest complete explanations, in order."""
        self._beams[0][0].append(_Path(0.0))
        for piece in range(self.row.size + 1):
            for _ in ("rows under way", "rows that begin here after an empty cell"):
                self._advance(piece)
        return self._ends

    def _advance(self, piece: int) -> None:
        beams = self._beams[piece]
        bound = min((path.cost for paths in beams for path in paths), default=0.0) + _MARGIN
        for column in range(len(self.columns)):
            paths, beams[column] = beams[column], []
            for path in paths:
                if path.cost <= bound:
                    self._extend(path, piece, column)

    def _extend(self, path: _Path, piece: int, column: int) -> None:
        self._leave_empty(path, piece, column)
        parted = self._parted(path, piece)
        for last, span, unary in self._cells_from(piece, column):
            cost = path.cost + unary + (parted if span.single else 0.0)
            if span.text in path.texts:
                cost -= self._echo(path.texts, span.text, column)
            self._arrive(path, cost, last, column, span.text, span)

    def _leave_empty(self, path: _Path, piece: int, column: int) -> None:
        if column or not path.ends:
            self._arrive(path, path.cost + self._empty[column], piece, column, "", path.last)

    def _arrive(self, path: _Path, cost: float, piece: int, column: int, text: str, last: Span | None) -> None:
        """Go on by a cell of ``column`` that ends before ``piece``, where that is among the cheapest ways to get there."""
        texts = (*path.texts, text)
        if column + 1 < len(self.columns):
            beam = self._beams[piece][column + 1]
        elif piece == self.row.size:
            beam = self._ends
        elif self.row.separator(piece) is Separator.LINE and texts[0]:
            beam, cost, texts = self._beams[piece][0], cost + _NEW_ROW, ()
        else:
            return
        if len(beam) < _BEAM or cost < beam[-1].cost:
            insort(beam, _Path(cost, (*path.ends, piece), texts, last), key=_cost)
            del beam[_BEAM:]

    def _cells_from(self, piece: int, column: int) -> list[tuple[int, Span, float]]:
        """Every cell of the column that may begin with ``piece``: its end, what it would be, and its own cost."""
        key = (piece, column)
        if key not in self._cells:
            name = self.columns[column]
            border = self._borders[piece] if piece < self.row.size else 0.0
            text_cost, width_cost, repeat_bonus = (
                _TEXT_COST[name],
                self.statistics.widths_of(name).surprise,
                self.statistics.repeat_bonus,
            )
            self._cells[key] = [
                (
                    last,
                    span,
                    border + (span.cost + text_cost(span.text) + width_cost(span) - repeat_bonus(name, span.text)),
                )
                for last, span in self.row.spans(piece).items()
            ]
        return self._cells[key]

    def _border(self, piece: int) -> float:
        """The price of a cell ending before ``piece``."""
        if piece == 0:
            return 0.0
        if self.row.separator(piece) is Separator.NONE:
            return self.row.boundary_cost(piece)
        if self.row.separator(piece) is Separator.BLANK:
            return _FIGURE_SPLIT if self.row.splits_figure(piece) or self.row.hangs(piece) else 0.0
        return max(0.0, self.row.wraps[piece]) * 0.7

    def _parted(self, path: _Path, piece: int) -> float:
        """The price of a one-line cell after ``path`` where the last cell is on one line too.

        They could have shared a line, and where they touch, the last one must have filled its column.
        """
        if not any(path.texts) or path.last is None or not path.last.single or piece == self.row.size:
            return 0.0
        if self.row.separator(piece) is Separator.NONE:
            column = next(place for place in range(len(path.texts) - 1, -1, -1) if path.texts[place])
            return self.statistics.unfilled(self.columns[column], path.last)
        return self.statistics.parted if self.row.separator(piece) is Separator.LINE else 0.0

    def _echo(self, texts: tuple[str, ...], text: str, column: int) -> float:
        """Bonus for repeating an earlier cell of the same row."""
        name = self.columns[column]
        same = (self.columns[place] for place, earlier in enumerate(texts) if earlier == text)
        return max((_SAME.get((name, earlier), 0.0) for earlier in same), default=0.0)


def _cost(path: _Path) -> float:
    return path.cost
