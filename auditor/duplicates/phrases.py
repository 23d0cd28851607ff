"""Set phrases (通用表述): what a form, a law or everybody says, and therefore nobody copied from anybody.

They are known from the list ``corpora/templates/common_phrases.tsv`` and learnt from how many projects and departments
use a text.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt

from auditor.duplicates.keys import keys_of
from auditor.language.normalise import NUMBER_MASK
from auditor.resources import data_path

COMMON_PROJECTS = 4
COMMON_PART = 0.25
"""A text in at least so many projects, and in this part of them, is a set phrase that everybody uses."""

COMMON_DEPARTMENTS = 5
"""So is a text in at least so many departments, and in more than the square root of their number: 10 of 100, 45 of 2,000."""

LONGEST_VALUE = 8
"""A cell of at most so many characters that holds a number is a value and says nothing else."""

_NUMBER_SIGN = re.compile(rf"[\d{NUMBER_MASK}]")


@dataclass(frozen=True)
class Spread:
    """How many projects and departments a batch has, or a text stands in."""

    projects: int
    departments: int


@cache
def set_phrases() -> Mapping[str, str]:
    """The masked keys of the listed phrases, with the kind of each.

    Raises:
        ConfigurationError: C003 where the list is missing.
    """
    with data_path("corpora", "templates", "common_phrases.tsv").open(encoding="utf-8", newline="") as file:
        return {keys_of(line["phrase"]).masked: line["kind"] for line in csv.DictReader(file, delimiter="\t")}


def is_widespread(text: Spread, batch: Spread) -> bool:
    """Whether a text stands in so many projects or departments that it is no copy of one by another."""
    in_projects = text.projects >= COMMON_PROJECTS and text.projects >= COMMON_PART * batch.projects
    in_departments = text.departments >= COMMON_DEPARTMENTS and text.departments > sqrt(batch.departments)
    return in_projects or in_departments


def is_set_cell(text: str) -> bool:
    """Whether a cell is empty, a listed phrase or a bare value; a row of such cells says nothing of its project.

    A label of the form (生态效益指标) in a cell is none: it stands there because something was copied and not adapted.
    """
    masked = keys_of(text).masked
    is_value = len(masked) <= LONGEST_VALUE and _NUMBER_SIGN.search(masked) is not None
    return not masked or is_value or set_phrases().get(masked, "label") != "label"
