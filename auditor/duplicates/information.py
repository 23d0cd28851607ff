"""What rows tell of their projects, and which projects tell the same.

Text that many projects share says little: every row weighs by how rare its text is among the projects (its
information), so set phrases hardly count and copied substance does.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import inf, log

from auditor.duplicates.clusters import spread_of
from auditor.duplicates.groups import Grouped
from auditor.duplicates.phrases import Spread, is_set_cell, is_widespread
from auditor.duplicates.text_units import ProjectTexts, RowWording, TextUnit

LEAST_INFORMATION = 0.05
"""What a text in all projects still weighs."""

SET_PART = 0.25
"""What a row of nothing but set phrases weighs, as a part of what its rarity in the batch says."""

MOST_PAIRED = 30
"""Of a text in more projects, each is paired with the first only: pairs of all would grow with the square."""

Shares = dict[tuple[int, int], float]
"""Information in common by pair of projects, by their numbers in the batch; infinite where goal or table is shared."""


@dataclass(frozen=True)
class Information:
    """The information of every row of every project, and what pairs of projects have in common."""

    rows: tuple[tuple[float, ...], ...]
    shared: Shares


def measure_information(
    tables: Sequence[ProjectTexts], by_row: Grouped, wholes: Sequence[Grouped], batch: Spread
) -> Information:
    """Weigh all rows: ``log(N / n)`` for a text, numbers and names aside, that stands in n of N projects.

    Args:
        tables: all projects.
        by_row: their rows, grouped by their words.
        wholes: goals, and tables as a whole: projects that share one of them are a pair in any case.
        batch: how many projects and departments there are.
    """
    weights = [_information(1, batch)] * sum(len(table.rows) for table in tables)
    shared: Shares = defaultdict(float)
    number_of = {table.origin.holder: number for number, table in enumerate(tables)}
    for group in by_row.groups:
        members = by_row.members(group)
        information = _information(spread_of(members).projects, batch)
        for number in group.numbers:
            weights[number] = information
        for pair in _pairings(members, number_of, batch):
            shared[pair] += information
    for whole in wholes:
        for group in whole.groups:
            shared.update((pair, inf) for pair in _pairings(whole.members(group), number_of, batch))
    return Information(_by_table(weights, tables), shared)


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


def _pairings(
    members: Sequence[TextUnit], number_of: Mapping[tuple[int, int | str], int], batch: Spread
) -> Iterable[tuple[int, int]]:
    """The pairs of projects that a shared text suggests; none where the text is a set phrase."""
    whole_table = members[0].field == "indicators"
    if not whole_table and is_widespread(spread_of(members), batch):
        return ()
    numbers = sorted({number_of[member.origin.holder] for member in members})
    if len(numbers) > MOST_PAIRED:
        return ((numbers[0], number) for number in numbers[1:])
    return combinations(numbers, 2)
