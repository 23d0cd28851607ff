"""The figures of everything an office holds: of every department only what it handed in last counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from auditor.model import ProjectPair, Submission
from auditor.opinions import opinions_of
from auditor.outputs.reports.season import Season, department_of
from auditor.outputs.reports.walk import counted_budget, found_in
from auditor.web.results import BatchResult
from auditor.web.store.batches import batches_for
from auditor.web.store.tables import BatchRecord
from auditor.web.visit import Visit

MOST_BATCHES = 2000
SHADES = 5
"""Shades of the heat map beside none."""

HeldResult = tuple[str, str, Path, int]
"""A result with its batch, the batch of its first round, its path and the moment it was written."""


@dataclass
class DepartmentLine:
    """One department: what it handed in last, counted; ``rounds`` are the times it handed in, money is in 万元.

    ``opinions`` by severity, ``findings`` by category, ``grades`` of projects.
    """

    name: str
    rounds: int
    files: int = 0
    projects: int = 0
    rows: int = 0
    budget: float = 0
    opinions: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)
    batches: set[str] = field(default_factory=set)

    @property
    def state(self) -> str:
        """Whether something is left to be answered."""
        if not self.opinions["error"] and not self.opinions["warning"]:
            return "没有要改的"
        return "已交改后的，仍有要改的" if self.rounds > 1 else "还没有交改后的"

    def shade(self, category: str) -> int:
        """How dark a cell of the heat map is, 0 to ``SHADES``, by findings per row."""
        share = self.findings[category] / max(self.rows, 1)
        return min(SHADES, int(share * 10) + 1) if share else 0

    def add(self, submission: Submission, batch: str) -> None:
        """Count a submission in."""
        self.files += 1
        self.projects += len(submission.projects)
        self.batches.add(batch)
        for opinion in opinions_of(submission):
            self.opinions[opinion.severity] += 1
        for found in found_in(submission):
            if found.finding.waived is None:
                self.findings[found.finding.category] += 1
        for project in submission.projects:
            self.rows += len(project.indicators)
            self.budget += counted_budget(submission, project)
            if project.score is not None:
                self.grades[project.score.grade] += 1


@dataclass(frozen=True)
class OfficeSeason:
    """The figures: as a report tells them, by department (most findings a row first), and who copies whom."""

    figures: Season
    departments: Sequence[DepartmentLine]
    pairs: Sequence[ProjectPair]

    @property
    def waiting(self) -> list[DepartmentLine]:
        """Departments that have something to mend and have not answered."""
        return [one for one in self.departments if one.state == "还没有交改后的"]


def season_for(visit: Visit) -> OfficeSeason:
    """The season of everything that a person may see."""
    with visit.site.store.reading() as session:
        batches = list(batches_for(session, visit.account, MOST_BATCHES))
    known = {batch.id: batch for batch in batches}
    held = []
    for batch in reversed(batches):
        try:
            result = BatchResult(visit.site.folder(batch.id))
        except FileNotFoundError:
            continue
        held.append((batch.id, _first(batch, known), result.path, result.stamp))
    return _season(tuple(held))


def _first(batch: BatchRecord, known: Mapping[str, BatchRecord]) -> str:
    """The batch of the first round."""
    while batch.previous is not None and batch.previous in known:
        batch = known[batch.previous]
    return batch.id


@lru_cache(maxsize=4)
def _season(held: tuple[HeldResult, ...]) -> OfficeSeason:
    """The season of results, the oldest first."""
    rounds = _rounds(held)
    figures, lines, pairs = Season(), dict[str, DepartmentLine](), list[ProjectPair]()
    for batch, first, path, _ in held:
        sources = set()
        for submission in _read(path):
            name = department_of(submission)
            came = rounds[first, name]
            if came[-1] == batch:
                line = lines.setdefault(name, DepartmentLine(name, len(came)))
                line.rounds = max(line.rounds, len(came))
                line.add(submission, batch)
                figures.add(submission)
                sources.add(submission.source)
        head = BatchResult(path.parent.parent).summary.head
        pairs += [one for one in head.duplicates.project_pairs if {one.a.submission, one.b.submission} <= sources]
    ordered = sorted(lines.values(), key=lambda one: (-sum(one.findings.values()) / max(one.rows, 1), one.name))
    return OfficeSeason(figures, ordered, sorted(pairs, key=lambda one: -one.share))


def _rounds(held: Sequence[HeldResult]) -> dict[tuple[str, str], list[str]]:
    """By first batch and department, the batches in which the department handed in, the oldest first."""
    rounds: dict[tuple[str, str], list[str]] = {}
    for batch, first, path, _ in held:
        for submission in _read(path):
            came = rounds.setdefault((first, department_of(submission)), [])
            if batch not in came:
                came.append(batch)
    return rounds


def _read(path: Path) -> Iterable[Submission]:
    """What was read of one result; each submission is looked at and let go."""
    return (one for one in BatchResult(path.parent.parent).submissions() if one.status == "audited")
