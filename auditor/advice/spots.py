"""A row as far as advice looks at it, without what the rules know of its words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from auditor.checks.protocol import RowView
from auditor.model import Indicator, Project, Submission
from auditor.taxonomy import Level2, level2_of


class Spot(NamedTuple):
    """A row with its surroundings, and the second level it stands under (None where that is none)."""

    submission: Submission
    project: Project
    indicator: Indicator
    category: Level2 | None


def spots_of(row: RowView) -> Iterator[Spot]:
    """The rows of a row's project, in order."""
    for one in row.project.indicators:
        category = row.category if one.id == row.indicator.id else level2_of(one.level2)
        yield Spot(row.submission, row.project, one, category)
