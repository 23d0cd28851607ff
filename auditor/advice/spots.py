"""A row as far as advice looks at it, without what the rules know of its words."""

from __future__ import annotations

from typing import NamedTuple

from auditor.model import Indicator, Project, Submission
from auditor.taxonomy import Level2


class Spot(NamedTuple):
    """A row with its surroundings, and the second level it stands under (None where that is none)."""

    submission: Submission
    project: Project
    indicator: Indicator
    category: Level2 | None
