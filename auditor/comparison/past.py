"""Projects of earlier submissions, as checks see them. Where they are kept is not known here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from auditor.comparison.keys import department_key, name_key
from auditor.model import Kind, NarrativeItem, Project

Season = tuple[str, int, Kind]
"""A department (its key), a year, and what was handed in."""


@dataclass(frozen=True)
class PastProject:
    """One project of an earlier submission; ``number`` grows with every submission that was kept."""

    number: int
    source: str
    department: str
    year: int
    kind: Kind
    project: Project
    narrative: tuple[NarrativeItem, ...] = ()

    @property
    def season(self) -> Season:
        """Whose it is, of which year, and what was handed in."""
        return department_key(self.department) or "", self.year, self.kind


@dataclass(frozen=True)
class Past:
    """What is known from before and matters for the batch at hand, in the order in which it was kept."""

    projects: tuple[PastProject, ...]

    def of(self, season: Season) -> tuple[PastProject, ...]:
        """A season's projects; of a project that was handed in several times, the latest version."""
        return self._seasons.get(season, ())

    def elsewhere(self, department: str, year: int) -> tuple[PastProject, ...]:
        """What other departments declared in a year. ``department`` is a department's key."""
        return tuple(
            one
            for (owner, when, kind), projects in self._seasons.items()
            if owner != department and when == year and kind == "target_declaration"
            for one in projects
        )

    @cached_property
    def latest(self) -> tuple[PastProject, ...]:
        """Every project once, in its latest version."""
        return tuple(one for projects in self._seasons.values() for one in projects)

    @cached_property
    def _seasons(self) -> Mapping[Season, tuple[PastProject, ...]]:
        versions: dict[Season, dict[tuple[str, str], PastProject]] = defaultdict(dict)
        for one in sorted(self.projects, key=lambda one: one.number):
            versions[one.season][one.project.code, name_key(one.project.name)] = one
        return {season: tuple(versions[season].values()) for season in sorted(versions)}
