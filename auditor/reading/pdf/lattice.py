"""The rules of a page to lattices: where the rows and columns of each ruled table run, and which fields are one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter

from auditor.reading.pdf.boxes import Box
from auditor.reading.pdf.rulings import Ruling

_SAME_PLACE = 3.5
_DASH_GAP = 6.0
_TOUCHING = 3.0
_OUTSIDE = 6.0
_DRAWN = 0.5
_MOST_RULES = 3000

Field = tuple[int, int]
"""Row and column of the smallest areas that rules part, from 0."""


@dataclass(frozen=True)
class Lattice:
    """A ruled table: its lines from left to right (``across``) and top to bottom (``down``), in points.

    ``first_of`` maps each field to the first field of its cell. ``open_top`` and ``open_bottom``: no rule is drawn there.
    """

    across: tuple[float, ...]
    down: tuple[float, ...]
    first_of: dict[Field, Field]
    open_top: bool = False
    open_bottom: bool = False

    @property
    def box(self) -> Box:
        """The whole table."""
        return self.across[0], self.down[0], self.across[-1], self.down[-1]

    def cell_at(self, x: float, y: float) -> Field | None:
        """The first field of the cell that holds a point, None outside the table."""
        return self.first_of.get((bisect_right(self.down, y) - 1, bisect_right(self.across, x) - 1))


def find_lattices(rules: Iterable[Ruling]) -> tuple[tuple[Lattice, ...], tuple[Ruling, ...]]:
    """The ruled tables of a page, and the upright rules that no level rule touches; a frame around one cell is no table."""
    level = _merged(rule for rule in rules if rule.level)
    upright = _merged(rule for rule in rules if not rule.level)
    if len(level) > _MOST_RULES or len(upright) > _MOST_RULES:
        return (), ()
    groups = tuple(_connected(level, upright))
    lattices = (_lattice(*group) for group in groups)
    used = {rule for _, columns in groups for rule in columns}
    return (
        tuple(one for one in lattices if len(set(one.first_of.values())) > 1),
        tuple(rule for rule in upright if rule not in used),
    )


def _merged(rules: Iterable[Ruling]) -> list[Ruling]:
    """Rules that lie on one line joined over the gaps of their dashes, each line with one place."""
    lines: list[list[Ruling]] = []
    for rule in sorted(rules, key=attrgetter("place")):
        if lines and rule.place - lines[-1][0].place <= _SAME_PLACE:
            lines[-1].append(rule)
        else:
            lines.append([rule])
    return [rule for line in lines for rule in _joined(line)]


def _joined(line: Sequence[Ruling]) -> Iterator[Ruling]:
    length = sum([rule.end - rule.start for rule in line])
    place = sum([rule.place * (rule.end - rule.start) for rule in line]) / length if length else line[0].place
    start = end = None
    for rule in sorted(line, key=attrgetter("start")):
        if start is None or end is None:
            start, end = rule.start, rule.end
        elif rule.start - end <= _DASH_GAP:
            end = max(end, rule.end)
        else:
            yield Ruling(rule.level, place, start, end)
            start, end = rule.start, rule.end
    if start is not None and end is not None:
        yield Ruling(line[0].level, place, start, end)


def _connected(level: Sequence[Ruling], upright: Sequence[Ruling]) -> Iterator[tuple[list[Ruling], list[Ruling]]]:
    """Groups of level and upright rules that touch one another, directly or through others."""
    met: list[list[int]] = [_touched(rule, upright) for rule in level]
    crossing: list[list[int]] = [[] for _ in upright]
    for number, others in enumerate(met):
        for other in others:
            crossing[other].append(number)
    seen: set[int] = set()
    for first in range(len(level)):
        if first in seen or not met[first]:
            continue
        seen.add(first)
        rows, columns, waiting = [first], set(met[first]), [*met[first]]
        while waiting:
            for row in crossing[waiting.pop()]:
                if row not in seen:
                    seen.add(row)
                    rows.append(row)
                    waiting += [column for column in met[row] if column not in columns]
                    columns.update(met[row])
        yield [level[row] for row in sorted(rows)], [upright[column] for column in sorted(columns)]


def _touched(rule: Ruling, others: Sequence[Ruling]) -> list[int]:
    low, high, place = rule.start - _TOUCHING, rule.end + _TOUCHING, rule.place
    return [
        number
        for number, other in enumerate(others)
        if low <= other.place <= high and other.start - _TOUCHING <= place <= other.end + _TOUCHING
    ]


def _lattice(level: Sequence[Ruling], upright: Sequence[Ruling]) -> Lattice:
    down = sorted({rule.place for rule in level})
    across = sorted({rule.place for rule in upright})
    top, bottom = min(rule.start for rule in upright), max(rule.end for rule in upright)
    left, right = min(rule.start for rule in level), max(rule.end for rule in level)
    open_top, open_bottom = top < down[0] - _OUTSIDE, bottom > down[-1] + _OUTSIDE
    down = [top] * open_top + down + [bottom] * open_bottom
    across = [left] * (left < across[0] - _OUTSIDE) + across + [right] * (right > across[-1] + _OUTSIDE)
    first_of = dict(_cells(len(down) - 1, len(across) - 1, _drawn(level, down, across), _drawn(upright, across, down)))
    return Lattice(tuple(across), tuple(down), first_of, open_top, open_bottom)


def _drawn(rules: Sequence[Ruling], places: Sequence[float], along: Sequence[float]) -> set[tuple[int, int]]:
    """``(line, stretch)`` for every stretch of a lattice line that a rule covers."""
    lines = {place: number for number, place in enumerate(places)}
    return {
        (lines[rule.place], stretch)
        for rule in rules
        for stretch in range(len(along) - 1)
        if min(rule.end, along[stretch + 1]) - max(rule.start, along[stretch])
        >= _DRAWN * (along[stretch + 1] - along[stretch])
    }


def _cells(
    height: int, width: int, level: set[tuple[int, int]], upright: set[tuple[int, int]]
) -> Iterator[tuple[Field, Field]]:
    """Each field with the first field of the rectangle without rules inside that it belongs to."""
    taken: set[Field] = set()
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            right = column + 1
            while right < width and (right, row) not in upright and (row, right) not in taken:
                right += 1
            below = row + 1
            while below < height and not any(
                (below, one) in level or (below, one) in taken or (one != column and (one, below) in upright)
                for one in range(column, right)
            ):
                below += 1
            cell = [(one, other) for one in range(row, below) for other in range(column, right)]
            taken.update(cell)
            yield from ((field, (row, column)) for field in cell)
