"""Indicator ids: ``<project code>/<row number from 1>``, unique in the submission even where codes repeat or are missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from auditor.model import Indicator, Project


def numbered(projects: Iterable[Project]) -> tuple[Project, ...]:
    """The projects with the ids of their indicators set; a code used again is told apart as ``<code>#2``."""
    used: Counter[str] = Counter()
    found = []
    for project in projects:
        key = project.code or project.name or "项目"
        used[key] += 1
        prefix = key if used[key] == 1 else f"{key}#{used[key]}"
        rows = tuple(_with_id(row, f"{prefix}/{number}") for number, row in enumerate(project.indicators, start=1))
        found.append(project.model_copy(update={"indicators": rows}))
    return tuple(found)


def _with_id(row: Indicator, name: str) -> Indicator:
    """The row with its id; what pydantic notes of its fields is shared, for a batch holds a million rows."""
    return Indicator.model_construct(row.model_fields_set, **{**dict(row), "id": name})
