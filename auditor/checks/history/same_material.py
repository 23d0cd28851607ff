"""The same material handed in twice: the same bytes, or one department's projects of one year again in another file."""

from __future__ import annotations

from auditor.checks.history.keys import department_key, name_key, tells_one_project
from auditor.glance import SubmissionGlance
from auditor.model import Submission

Key = tuple[object, ...]


class Materials:
    """Remembers the submissions of a batch, in their order, and tells which of them were there before."""

    def __init__(self) -> None:
        self._sources: dict[Key, str] = {}

    def earlier(self, submission: Submission | SubmissionGlance) -> str | None:
        """The source of an earlier submission that is the same material, None for material that is new."""
        keys = material_keys(submission)
        found = next((self._sources[key] for key in keys if key in self._sources), None)
        for key in keys:
            self._sources.setdefault(key, found or submission.source)
        return found


def material_keys(submission: Submission | SubmissionGlance) -> tuple[Key, ...]:
    """What tells material: its bytes; and its kind, department, year and projects, where it says all of them."""
    if not submission.projects:
        return ()
    own: tuple[Key, ...] = ((submission.sha256,),) if submission.sha256 else ()
    owner = department_key(submission.department)
    projects = tuple(sorted((project.code, _name(project.code, project.name)) for project in submission.projects))
    if owner is None or submission.year is None or not all(code or name for code, name in projects):
        return own
    return *own, (submission.kind, owner, submission.year, projects)


def _name(code: str, name: str) -> str:
    """The name, where the code does not say which project it is."""
    return "" if tells_one_project(code) else name_key(name)
