"""What a batch comes to, gathered one submission at a time, in any order: all that is told at the end of a run."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from auditor.model import Category, Coverage, Opinion, Project, ReadingError, Severity, Submission, Totals
from auditor.opinions import opinions_of

WORST = 20
"""Projects that are kept by name, the lowest scores first."""


class FoundRule(NamedTuple):
    """A rule that found something."""

    rule: str
    title: str
    category: Category


class SameMaterial(NamedTuple):
    """A submission that was handed in twice: its source, and that of the earlier one."""

    source: str
    earlier: str


@dataclass(frozen=True)
class ProjectLine:
    """One project as a summary names it. Budget in 万元; ``total`` of 100 points and grade are the tool's own.

    ``opinions`` are those on the project itself, by severity; ``common`` is how many on the whole document name it too.
    """

    code: str
    name: str
    budget_wan: float | None
    rows: int
    total: float | None
    grade: str
    opinions: dict[Severity, int]
    common: int


@dataclass
class BatchSummary:
    """Counts of a batch, its worst projects, and what went wrong. ``audited``: submissions that had a table; ``same``:
    those that are the same material as an earlier one.
    """

    submissions: int = 0
    audited: int = 0
    projects: int = 0
    indicators: int = 0
    waived: int = 0
    by_severity: Counter[Severity] = field(default_factory=Counter)
    opinions: Counter[Severity] = field(default_factory=Counter)
    by_category: Counter[Category] = field(default_factory=Counter)
    by_rule: Counter[FoundRule] = field(default_factory=Counter)
    worst: list[ProjectLine] = field(default_factory=list)
    errors: list[ReadingError] = field(default_factory=list)
    unreadable: int = 0
    failed: set[str] = field(default_factory=set)
    same: list[SameMaterial] = field(default_factory=list)

    def add(self, submission: Submission, coverage: Iterable[Coverage] = ()) -> None:
        """Take in one judged submission with its lines of the ledger."""
        self.submissions += 1
        self.audited += submission.status == "audited"
        self.unreadable += submission.status == "unreadable"
        self.projects += len(submission.projects)
        if submission.error is not None:
            self.errors.append(submission.error)
        if submission.same_as is not None:
            self.same.append(SameMaterial(submission.source, submission.same_as))
        found = (submission.findings, *(project.findings for project in submission.projects))
        findings = list(chain.from_iterable(found))
        standing = [finding for finding in findings if finding.waived is None]
        self.waived += len(findings) - len(standing)
        counted = Counter(map(attrgetter("rule", "title", "category", "severity"), standing))
        for (rule, title, category, severity), number in counted.items():
            self.by_rule[FoundRule(rule, title, category)] += number
            self.by_severity[severity] += number
            self.by_category[category] += number
        self.indicators += sum(len(project.indicators) for project in submission.projects)
        opinions = opinions_of(submission)
        self.opinions.update(opinion.severity for opinion in opinions)
        own, common = _by_project(opinions)
        numbered = enumerate(submission.projects, 1)
        self._keep_worst(_line(project, own[number], common[number]) for number, project in numbered)
        self.failed |= {line.rule for line in coverage if line.failed}

    def merge(self, other: BatchSummary) -> None:
        """Take in what another digest gathered."""
        for name in ("submissions", "audited", "projects", "indicators", "waived", "unreadable"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.by_severity.update(other.by_severity)
        self.opinions.update(other.opinions)
        self.by_category.update(other.by_category)
        self.by_rule.update(other.by_rule)
        self.errors += other.errors
        self.same += other.same
        self._keep_worst(other.worst)
        self.failed |= other.failed

    def _keep_worst(self, lines: Iterable[ProjectLine]) -> None:
        self.worst = sorted((*self.worst, *lines), key=_rank)[:WORST]

    @property
    def totals(self) -> Totals:
        """The counts as the result publishes them."""
        return Totals(
            submissions=self.submissions,
            projects=self.projects,
            indicators=self.indicators,
            findings=self.by_severity.total(),
            by_severity=dict(sorted(self.by_severity.items())),
            by_category=dict(sorted(self.by_category.items())),
            waived=self.waived,
            opinions=self.opinions.total(),
            opinions_by_severity=dict(sorted(self.opinions.items())),
        )


def summarise(submissions: Iterable[Submission], coverage: Iterable[Coverage] = ()) -> BatchSummary:
    """The digest of judged submissions and their ledger."""
    digest = BatchSummary()
    for submission in submissions:
        digest.add(submission)
    digest.failed |= {line.rule for line in coverage if line.failed}
    return digest


def _rank(line: ProjectLine) -> tuple[float, str, str, int, float]:
    """Lowest score first; projects of the same score always in the same order."""
    return line.total or 0.0, line.code, line.name, line.rows, line.budget_wan or 0.0


def _by_project(opinions: Iterable[Opinion]) -> tuple[dict[int, Counter[Severity]], Counter[int]]:
    """Opinions on each project by severity, and how many on the whole document name it, by its place from 1."""
    own: dict[int, Counter[Severity]] = defaultdict(Counter)
    common: Counter[int] = Counter()
    for opinion in opinions:
        for place in opinion.places:
            if place.project is None:
                continue
            if opinion.scope == "document":
                common[place.project] += 1
            else:
                own[place.project][opinion.severity] += 1
    return own, common


def _line(project: Project, own: Counter[Severity], common: int) -> ProjectLine:
    return ProjectLine(
        code=project.code,
        name=project.name,
        budget_wan=project.budget_wan,
        rows=len(project.indicators),
        total=project.score.total if project.score else None,
        grade=project.score.grade if project.score else "",
        opinions=dict(own),
        common=common,
    )
