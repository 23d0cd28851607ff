"""Which submissions of a batch are forms of the same projects: declaration, monitoring and self-evaluation beside each other."""

from __future__ import annotations

from collections import defaultdict

from auditor.checks.history.keys import department_key, name_key
from auditor.model import Kind, Submission


class ProjectSeasons:
    """Gathers, in one walk through a batch, who handed in what for which project and year."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, str], list[tuple[int, int, Kind]]] = defaultdict(list)

    def add(self, number: int, submission: Submission) -> None:
        """Note the projects of a submission; one without department or year is compared with nothing."""
        owner = department_key(submission.department)
        if owner is None or submission.year is None:
            return
        for project in submission.projects:
            name = name_key(project.name)
            if name:
                self._forms[owner, name].append((number, submission.year, submission.kind))

    def chains(self) -> dict[int, tuple[int, ...]]:
        """By number, the submissions with another form of one of its projects, of the same year or the one before."""
        found: dict[int, set[int]] = defaultdict(set)
        for forms in self._forms.values():
            for number, year, kind in forms if len({(year, kind) for _, year, kind in forms}) > 1 else ():
                found[number] |= {
                    other
                    for other, before, was in forms
                    if other != number and year - before in (0, 1) and (before, was) != (year, kind)
                }
        return {number: tuple(sorted(others)) for number, others in found.items() if others}
