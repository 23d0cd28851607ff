"""Projects of earlier submissions, as checks see them. Where they are kept is not known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from auditor.checks.history.keys import department_key, name_key, yearless
from auditor.checks.history.unit_cost import MainOutput, main_output
from auditor.model import Kind, NarrativeItem, Project, Submission

Season = tuple[str, int, Kind]
"""A department (its key), a year, and what was handed in."""


@dataclass(frozen=True)
class ArchivedProject:
    """One project of an earlier submission; ``number`` grows with every submission that was kept.

    ``in_batch``: it stands in the batch itself, as the declaration beside its self-evaluation.
    """

    number: int
    source: str
    department: str
    year: int
    kind: Kind
    project: Project
    narrative: tuple[NarrativeItem, ...] = ()
    in_batch: bool = False

    @property
    def season(self) -> Season:
        """Whose it is, of which year, and what was handed in."""
        return self.owner, self.year, self.kind

    @cached_property
    def owner(self) -> str:
        """The department's key."""
        return department_key(self.department) or ""

    @cached_property
    def name(self) -> str:
        """The project's name for comparison."""
        return name_key(self.project.name)

    @cached_property
    def goal(self) -> str:
        """The project's goal for comparison, years aside."""
        return yearless(self.project.goal)

    @cached_property
    def output(self) -> MainOutput | None:
        """What the project mainly delivers."""
        return main_output(self.project)


@dataclass(frozen=True)
class ArchivedProjects:
    """What is known from before and matters for the batch at hand, in the order in which it was kept."""

    projects: tuple[ArchivedProject, ...]

    def of(self, season: Season) -> tuple[ArchivedProject, ...]:
        """A season's projects; of a project that was handed in several times, the latest version."""
        return self._seasons.get(season, ())

    def with_batch(self, submissions: Iterable[Submission]) -> ArchivedProjects:
        """The same, and what other submissions of the batch say, the latest of all."""
        number = max((one.number for one in self.projects), default=0) + 1
        added = (
            ArchivedProject(
                number + place,
                one.source,
                one.department or "",
                one.year or 0,
                one.kind,
                project,
                one.narrative,
                in_batch=True,
            )
            for place, one in enumerate(submissions)
            for project in one.projects
        )
        return ArchivedProjects((*self.projects, *added))

    def elsewhere(self, department: str, year: int) -> tuple[ArchivedProject, ...]:
        """What other departments declared in a year. ``department`` is a department's key."""
        return tuple(one for one in self._declared.get(year, ()) if one.owner != department)

    @cached_property
    def latest(self) -> tuple[ArchivedProject, ...]:
        """Every project once, in its latest version."""
        return tuple(one for projects in self._seasons.values() for one in projects)

    @cached_property
    def _declared(self) -> Mapping[int, tuple[ArchivedProject, ...]]:
        years: dict[int, list[ArchivedProject]] = defaultdict(list)
        for one in self.latest:
            if one.kind == "target_declaration":
                years[one.year].append(one)
        return {year: tuple(projects) for year, projects in years.items()}

    @cached_property
    def _seasons(self) -> Mapping[Season, tuple[ArchivedProject, ...]]:
        versions: dict[Season, dict[tuple[str, str], ArchivedProject]] = defaultdict(dict)
        for one in sorted(self.projects, key=lambda one: one.number):
            versions[one.season][one.project.code, one.name] = one
        return {season: tuple(versions[season].values()) for season in sorted(versions)}
