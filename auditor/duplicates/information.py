"""What rows tell of their projects, and which projects tell the same.

Text that many projects share says little: every row weighs by how rare its text is among the projects (its
information), so set phrases hardly count and copied substance does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from auditor.duplicates.candidates import Pairs
from auditor.duplicates.clusters import spread_of
from auditor.duplicates.grouped import Grouped
from auditor.duplicates.groups import CopyGroup
from auditor.duplicates.phrases import Spread, is_set_cell, is_widespread
from auditor.duplicates.text_units import ProjectTexts, RowWording

LEAST_INFORMATION = 0.05
"""What a text in all projects still weighs."""

SET_PART = 0.25
"""What a row of nothing but set phrases weighs, as a part of what its rarity in the batch says."""

MOST_PAIRED = 30
"""Of a text in more projects, each is paired with the first only: pairs of all would grow with the square."""


@dataclass(frozen=True)
class Information:
    """The information of every row of every project, and what pairs of projects have in common.

    ``pairs`` are two rows, the numbers of one project of each pair and of the other, in order; ``shared`` is the information
    that each has in common, infinite where goal or table is shared.
    """

    rows: tuple[tuple[float, ...], ...]
    pairs: Pairs
    shared: NDArray[np.float64]


def measure_information(
    tables: Sequence[ProjectTexts], row_groups: Sequence[CopyGroup], wholes: Sequence[Grouped], batch: Spread
) -> Information:
    """Weigh all rows: ``log(N / n)`` for a text, numbers and names aside, that stands in n of N projects.

    Args:
        tables: all projects.
        row_groups: their rows, one after the other, grouped by their words.
        wholes: goals, and tables as a whole: projects that share one of them are a pair in any case.
        batch: how many projects and departments there are.
    """
    project_of = [number for number, table in enumerate(tables) for _ in table.rows]
    weights = [_information(1, batch)] * len(project_of)
    common = [(np.empty((2, 0), dtype=np.int64), 0.0)]
    for group in row_groups:
        rows = group.numbers
        projects = {project_of[row] for row in rows}
        information = _information(len(projects), batch)
        for row in rows:
            weights[row] = information
        departments = {tables[project].origin.department for project in projects}
        if not is_widespread(Spread(len(projects), len(departments)), batch):
            common.append((_pairings(projects), information))
    number_of = {table.origin.holder: number for number, table in enumerate(tables)}
    for members in (whole.members(group) for whole in wholes for group in whole.groups):
        if members[0].field == "indicators" or not is_widespread(spread_of(members), batch):
            common.append((_pairings({number_of[member.origin.holder] for member in members}), inf))
    return Information(_by_table(weights, tables), *_summed(common))


def _summed(common: Sequence[tuple[Pairs, float]]) -> tuple[Pairs, NDArray[np.float64]]:
    """Each pair once, in order, with the sum of what it has in common."""
    one, other = np.concatenate([pairs for pairs, _ in common], axis=1)
    information = np.repeat([weight for _, weight in common], [pairs.shape[1] for pairs, _ in common])
    codes, which = np.unique(one << np.int64(32) | other, return_inverse=True)
    shared: NDArray[np.float64] = np.bincount(which, information).astype(np.float64)
    return np.stack((codes >> np.int64(32), codes & np.int64(0xFFFFFFFF))), shared


def _information(projects: int, batch: Spread) -> float:
    return max(log((max(batch.projects, 2) + 1) / projects), LEAST_INFORMATION)


def _by_table(weights: Sequence[float], tables: Sequence[ProjectTexts]) -> tuple[tuple[float, ...], ...]:
    """The weights cut up by project; rows of nothing but set cells weigh a part of theirs."""
    set_wording = cache(_is_set)
    left = iter(weights)
    return tuple(
        tuple(
            SET_PART * weight if set_wording(row.said) else weight
            for row, weight in zip(table.rows, left, strict=False)
        )
        for table in tables
    )


def _is_set(said: RowWording) -> bool:
    return all(map(is_set_cell, said.cells))


def _pairings(projects: Iterable[int]) -> Pairs:
    """The pairs of projects that a shared text suggests."""
    numbers = np.array(sorted(projects), dtype=np.int64)
    if len(numbers) > MOST_PAIRED:
        return np.stack((np.full(len(numbers) - 1, numbers[0]), numbers[1:]))
    return numbers[_two_of(len(numbers))]


@cache
def _two_of(count: int) -> Pairs:
    """All pairs of so many numbers."""
    return np.stack(np.triu_indices(count, 1))
