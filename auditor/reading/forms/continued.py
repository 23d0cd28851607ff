"""Parts of one project that stand on several pages, its name printed again above each and nothing else of it."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.model import Project


def joined(projects: Iterable[Project]) -> list[Project]:
    """The projects of a document in order; one that only repeats the name and code of the one before it is more of its rows."""
    found: list[Project] = []
    for project in projects:
        if found and _goes_on(found[-1], project):
            rows = (*found[-1].indicators, *project.indicators)
            unsure = {name: told for name, told in project.unsure.items() if not name.startswith("project.")}
            found[-1] = found[-1].model_copy(update={"indicators": rows, "unsure": {**unsure, **found[-1].unsure}})
        else:
            found.append(project)
    return found


def _goes_on(before: Project, project: Project) -> bool:
    named = bool(project.name) and project.name == before.name and project.code in ("", before.code)
    bare = project.budget_wan is None and project.execution is None and not (project.goal or project.purpose)
    return named and bare and before.budget_wan is not None and "name" not in project.unfilled
