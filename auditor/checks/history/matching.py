"""Which project of one year is which of another, and which row of one table is which of another: one-to-one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.checks.history.keys import code_tail, likeness, name_key, stage
from auditor.language.normalise import normalise
from auditor.model import Indicator, Project
from auditor.taxonomy import broad_category, level2_of

LEAST_PROJECT = 0.75
LEAST_ROW = 0.75
"""Below these nobody would call the two the same."""

_SAME_CODE = 0.5
_SAME_TAIL = 0.3
"""How much of the doubt that differing names leave is removed by the same code, or the same sequence number."""


class Correspondence(NamedTuple):
    """Two that correspond, by their index, and how sure that is (0..1; 1 where the names are the same)."""

    old: int
    new: int
    sureness: float


def match_projects(old: Sequence[Project], new: Sequence[Project]) -> tuple[Correspondence, ...]:
    """The same projects of one department in two years or versions, in the order of ``new``."""
    return _one_to_one(
        (project_sureness(one, other), number, index, one.code == other.code)
        for number, one in enumerate(old)
        for index, other in enumerate(new)
    )


def project_sureness(old: Project, new: Project) -> float:
    """How sure it is that two projects of one department are the same, 0 where it is unlikely.

    Names decide; the code, or only its sequence number, speaks for a project that was renamed. Different stages of one
    undertaking (一期, 二期) are different projects.
    """
    if stage(old.name) != stage(new.name):
        return 0.0
    alike = likeness(name_key(old.name), name_key(new.name))
    if old.code and old.code == new.code:
        alike += (1 - alike) * _SAME_CODE
    elif code_tail(old.code) is not None and code_tail(old.code) == code_tail(new.code):
        alike += (1 - alike) * _SAME_TAIL
    return round(alike, 4) if alike >= LEAST_PROJECT else 0.0


def match_rows(old: Sequence[Indicator], new: Sequence[Indicator]) -> tuple[Correspondence, ...]:
    """The same rows of two tables, in the order of ``new``."""
    return _one_to_one(
        (row_sureness(one, other), number, index, normalise(one.target) == normalise(other.target))
        for number, one in enumerate(old)
        for index, other in enumerate(new)
    )


def row_sureness(old: Indicator, new: Indicator) -> float:
    """How sure it is that two rows are the same: by name, and by description where the name was reworded."""
    if row_category(old) != row_category(new):
        return 0.0
    names = likeness(name_key(old.level3), name_key(new.level3))
    if normalise(old.description) and normalise(old.description) == normalise(new.description):
        names += (1 - names) / 2
    return round(names, 4) if names >= LEAST_ROW else 0.0


def row_category(row: Indicator) -> str:
    """What a row is about, in either template; its label where that is not a known one."""
    return broad_category(level2_of(row.level2)) or normalise(row.level2)


def _one_to_one(scored: Iterable[tuple[float, int, int, bool]]) -> tuple[Correspondence, ...]:
    """The surest pairs first, each side used once; among equals one that also agrees otherwise, then reading order."""
    ranked = sorted(
        (item for item in scored if item[0] > 0), key=lambda item: (-item[0], not item[3], item[2], item[1])
    )
    taken: dict[int, Correspondence] = {}
    used: set[int] = set()
    for sureness, old, new, _ in ranked:
        if new not in taken and old not in used:
            taken[new] = Correspondence(old, new, sureness)
            used.add(old)
    return tuple(taken[new] for new in sorted(taken))
