"""The figures of everything an office holds: of the same material only what was handed in last counts, as it now stands decided."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from auditor.checks.history.same_material import material_keys
from auditor.judging.decided import with_decisions
from auditor.judging.suppressions import Suppressions
from auditor.model import Handling, ProjectPair, Submission
from auditor.opinions import opinions_of
from auditor.outputs.reports.season import Season, department_of, owner, season_of
from auditor.outputs.reports.walk import counted_budget, found_in
from auditor.scoring.review_form import shipped_form
from auditor.scoring.totals import all_findings
from auditor.web.results import BatchResult
from auditor.web.store.tables import BatchRecord

SHADES = 5
"""Shades of the heat map beside none."""
MOST_KEPT = 20_000
"""Submissions whose figures are remembered."""


@dataclass
class DepartmentLine:
    """One department: what it handed in last, counted; ``rounds`` are the times it handed in, money is in 万元.

    ``opinions`` by severity, ``findings`` by category, ``grades`` of projects.
    """

    name: str
    rounds: int = 1
    files: int = 0
    projects: int = 0
    rows: int = 0
    budget: float = 0
    opinions: Counter[str] = field(default_factory=Counter)
    findings: Counter[str] = field(default_factory=Counter)
    grades: Counter[str] = field(default_factory=Counter)

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

    def merge(self, other: DepartmentLine) -> None:
        """Count in what another line has counted of other files."""
        self.files += other.files
        self.projects += other.projects
        self.rows += other.rows
        self.budget += other.budget
        self.opinions += other.opinions
        self.findings += other.findings
        self.grades += other.grades


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


@dataclass(frozen=True)
class SubmissionFigures:
    """What counts of one submission; ``materials`` tell whether another is the same, ``fingerprints`` what is decided on."""

    owner: str
    source: str
    materials: tuple[object, ...]
    fingerprints: frozenset[str]
    season: Season
    line: DepartmentLine


class FiguresKept:
    """The figures of submissions, remembered while neither their result nor what is decided on them changes."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[Path, int, int], tuple[object, SubmissionFigures]] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, result: BatchResult, decisions: Mapping[str, Handling]) -> Iterator[SubmissionFigures]:
        """The figures of what was read of a result, in order."""
        for line in result.summary.read:
            key = (result.path, result.stamp, line.number)
            with self._lock:
                known = self._kept.get(key)
            if known is None or known[0] != _relevant(known[1].fingerprints, decisions):
                figures = _figures(result.submission(line.number), decisions)
                known = _relevant(figures.fingerprints, decisions), figures
                with self._lock:
                    self._kept[key] = known
                    while len(self._kept) > MOST_KEPT:
                        self._kept.popitem(last=False)
            yield known[1]


@dataclass(frozen=True)
class HeldBatch:
    """A batch with its result, the batch of its first round, and what is decided in its department."""

    id: str
    first: str
    result: BatchResult
    decisions: Mapping[str, Handling]


def office_season(held: Sequence[HeldBatch], kept: FiguresKept) -> OfficeSeason:
    """The season of an office's batches.

    Args:
        held: the batches, the newest first. What a newer one of the same first round brings of an owner takes the place of
            all that an older one has of it, and the same material in any newer one takes the place of itself.
        kept: figures that are remembered.
    """
    figures, lines, pairs = Season(), dict[str, DepartmentLine](), list[ProjectPair]()
    answered: set[tuple[str, str]] = set()
    materials: set[object] = set()
    replaced: dict[str, set[str]] = {}
    for batch in held:
        own = list(kept.of(batch.result, batch.decisions))
        counted = [
            one for one in own if (batch.first, one.owner) not in answered and materials.isdisjoint(one.materials)
        ]
        for one in counted:
            figures.merge(one.season)
            lines.setdefault(one.line.name, DepartmentLine(one.line.name)).merge(one.line)
        for one in own:
            if one not in counted:
                replaced.setdefault(one.line.name, set()).add(batch.id)
        answered |= {(batch.first, one.owner) for one in own}
        materials |= {key for one in own for key in one.materials}
        sources = {one.source for one in counted}
        copied = batch.result.summary.head.duplicates.project_pairs
        pairs += [one for one in copied if {one.a.submission, one.b.submission} <= sources]
    for name, line in lines.items():
        line.rounds += len(replaced.get(name, ()))
    return OfficeSeason(figures, sorted(lines.values(), key=_most_found), sorted(pairs, key=lambda one: -one.share))


def first_round(batch: BatchRecord, known: Mapping[str, BatchRecord]) -> str:
    """The batch of the first round."""
    while batch.previous is not None and batch.previous in known:
        batch = known[batch.previous]
    return batch.id


def _most_found(line: DepartmentLine) -> tuple[float, str]:
    return -sum(line.findings.values()) / max(line.rows, 1), line.name


def _relevant(fingerprints: Iterable[str], decisions: Mapping[str, Handling]) -> object:
    """What is decided on a submission, and the day, for decisions end."""
    found = tuple((key, decisions[key]) for key in sorted(fingerprints) if key in decisions)
    return found and (date.today(), found)


def _figures(submission: Submission, decisions: Mapping[str, Handling]) -> SubmissionFigures:
    fingerprints = frozenset(one.fingerprint for one in all_findings((submission,)))
    decided = with_decisions(submission, Suppressions(decisions, date.today()), shipped_form())
    line = DepartmentLine(department_of(decided), files=1, projects=len(decided.projects))
    line.opinions.update(opinion.severity for opinion in opinions_of(decided))
    line.findings.update(found.finding.category for found in found_in(decided) if found.finding.waived is None)
    line.grades.update(project.score.grade for project in decided.projects if project.score is not None)
    line.rows = sum(len(project.indicators) for project in decided.projects)
    line.budget = sum(counted_budget(decided, project) for project in decided.projects)
    return SubmissionFigures(
        owner(decided), decided.source, material_keys(decided), fingerprints, season_of((decided,)), line
    )
