"""Names of indicators in a fourth level that say too little without the third (养护里程 ｜ 县道, 养护里程 ｜ 乡道)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from auditor.reading.grid import Grid

_SHORTEST = 4
_MEASURES = tuple("率数量度额比")
"""Fewer characters, if they do not end with what is measured, tell apart what is counted and do not name it."""


def names_with_third(grid: Grid, columns: Mapping[str, int], rows: Iterable[int]) -> dict[int, str]:
    """By row the name of its indicator, where that of the fourth level is short or stands under several of the third."""
    if not {"level3", "level4"} <= columns.keys():
        return {}
    pairs = {row: (third, grid.text(row, columns["level4"])) for row, third in _thirds(grid, columns, rows)}
    above: dict[str, set[str]] = defaultdict(set)
    for third, fourth in pairs.values():
        above[fourth].add(third)
    return {
        row: f"{third}-{fourth}"
        for row, (third, fourth) in pairs.items()
        if third and fourth and third != fourth and (_is_part(fourth) or len(above[fourth]) > 1)
    }


def _is_part(fourth: str) -> bool:
    return len(fourth) < _SHORTEST and not fourth.endswith(_MEASURES)


def _thirds(grid: Grid, columns: Mapping[str, int], rows: Iterable[int]) -> Iterator[tuple[int, str]]:
    """The third level of each row, one that is left out being that above it up to the next second one."""
    higher = [columns[name] for name in ("level1", "level2") if name in columns]
    third = ""
    for row in rows:
        own = grid.text(row, columns["level3"])
        third = own if own or any(grid.rows[row][column] for column in higher) else third
        yield row, third
