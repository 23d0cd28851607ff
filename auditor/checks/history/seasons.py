"""Which submissions of a batch are forms of the same projects: declaration, monitoring and self-evaluation beside each other."""

from __future__ import annotations

from collections import defaultdict

from auditor.checks.history.keys import department_key, name_key
from auditor.glance import SubmissionGlance
from auditor.model import Kind, Submission


class ProjectSeasons:
    """Gathers, in one walk through a batch, who handed in what for which project and year."""

    def __init__(self) -> None:
        self._forms: dict[tuple[str, str], list[tuple[int, int, Kind]]] = defaultdict(list)
        self._seasons: dict[tuple[str, int, Kind], list[int]] = defaultdict(list)
        self._departments: list[tuple[int, tuple[str, int, Kind]]] = []

    def add(self, number: int, submission: Submission | SubmissionGlance) -> None:
        """Note the projects of a submission; one without department or year is compared with nothing."""
        owner = department_key(submission.department)
        if owner is None or submission.year is None:
            return
        season = owner, submission.year, submission.kind
        self._seasons[season].append(number)
        if any(project.department_form is not None for project in submission.projects):
            self._departments.append((number, season))
        for project in submission.projects:
            name = name_key(project.name)
            if name:
                self._forms[owner, name].append((number, submission.year, submission.kind))

    def chains(self) -> dict[int, tuple[int, ...]]:
        """By number, the submissions with another form of one of its projects, of the same year or the one before; other
        files with the same form of it; of a form for a whole department, those with its projects.
        """
        found: dict[int, set[int]] = defaultdict(set)
        for forms in self._forms.values():
            for number, year, _ in forms if len(forms) > 1 else ():
                found[number] |= {other for other, before, _ in forms if other != number and year - before in (0, 1)}
        for number, season in self._departments:
            found[number] |= {other for other in self._seasons[season] if other != number}
        return {number: tuple(sorted(others)) for number, others in found.items() if others}
