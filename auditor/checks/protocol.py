"""What every check sees and what it may say.

A check is a pure function from a ``Batch`` to an ``CheckResult``. It says where and with which values; wording,
severity, citation and fingerprint are added in ``auditor.judging`` and nowhere else.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as default_field
from decimal import Decimal
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from auditor.checks.history.past import ArchivedProjects
from auditor.duplicates.repetition import NO_REPETITION, Repetition
from auditor.language.artefacts import CELLS, Artefacts, Cells, Language
from auditor.language.dates import DateMention
from auditor.model import Evidence, Indicator, Label, Measurability, NarrativeItem, Project, Span, Submission
from auditor.taxonomy import Level2, RowCategory, Template, level1_of, template_of

T = TypeVar("T")

PROJECT = "project."
"""Marks the name of a field of the project, where a row or an item is looked at."""


class Subject(NamedTuple):
    """What a hit concerns: a submission, one of its projects, or one indicator row. Indexes count from 0."""

    submission: int
    project: int | None = None
    indicator: int | None = None


class Verdict(NamedTuple):
    """The measurability verdict used by later checks; ``by_rule`` is True where a certain rule decided."""

    measurability: Measurability
    by_rule: bool


class RowView(NamedTuple):
    """One indicator row with its surroundings; ``cells`` are shared by all rows that read alike."""

    subject: Subject
    submission: Submission
    project: Project
    indicator: Indicator
    cells: Cells

    @property
    def category(self) -> Level2 | None:
        """The second level it stands under, None where that is none."""
        return self.cells.category

    @property
    def language(self) -> Language:
        """The shared text analyser."""
        return self.cells.language

    def text(self, name: str) -> str:
        """Text of a field: an indicator field, or a project field as ``project.goal``."""
        text = self.cells.texts.get(name)
        if text is not None:
            return text
        about, _, field = name.rpartition(".")
        value = getattr(self.project if about else self.indicator, field)
        return "" if value is None else str(value)

    def artefacts(self, name: str) -> Artefacts:
        """What is known of a field, computed once per distinct text."""
        if name in CELLS:
            return self.cells.artefacts[name]
        return self.cells.language.analyse(self.text(name))

    def dates(self, name: str) -> tuple[DateMention, ...]:
        """The dates and times of a field."""
        return self.artefacts(name).dates_in(self.cells.year)

    @property
    def budget_yuan(self) -> Decimal | None:
        """The project's budget in 元."""
        return wan_to_yuan(self.project.budget_wan)

    @property
    def row_id(self) -> str | None:
        """The indicator's id."""
        return self.indicator.id


class Fit(NamedTuple):
    """How well a measurable row's words fit the second level it stands under.

    ``stated``: probability of that second level, 0..1; ``belongs``: the likeliest one, with its probability.
    """

    stated: float
    belongs: RowCategory
    probability: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ProjectView:
    """One project with its rows, as project-level rules see it."""

    subject: Subject
    submission: Submission
    project: Project
    rows: tuple[RowView, ...]
    language: Language

    def text(self, name: str) -> str:
        """Text of a project field, with or without the ``project.`` prefix."""
        value = getattr(self.project, name.removeprefix(PROJECT))
        return "" if value is None else str(value)

    def artefacts(self, name: str) -> Artefacts:
        """What is known of a project field."""
        return self.language.analyse(self.text(name))

    def dates(self, name: str) -> tuple[DateMention, ...]:
        """The dates and times of a project field."""
        return self.artefacts(name).dates_in(self.submission.year)

    @cached_property
    def budget_yuan(self) -> Decimal | None:
        """The project's budget in 元."""
        return wan_to_yuan(self.project.budget_wan)

    @cached_property
    def narrative(self) -> tuple[NarrativeItem, ...]:
        """The items of the narrative that speak of it."""
        return self.submission.items_of(self.project)

    @cached_property
    def template(self) -> Template | None:
        """The template its labels show, None where they fit both."""
        return template_of((level1_of(row.indicator.level1), row.cells.category) for row in self.rows)

    @property
    def row_id(self) -> str | None:
        """None: a project is no row."""
        return None


@dataclass(frozen=True)
class Batch:
    """Everything that was submitted, ready to be examined.

    ``verdicts`` and ``fits`` are keyed by the subject of a row; only measurable rows have a fit. ``repetition`` is what
    concerns the batch; it may name rows of submissions that are not in it, which are quoted, not examined. ``past`` is
    what an archive knows of earlier years and other departments, None where none was given.
    """

    submissions: tuple[Submission, ...]
    projects: tuple[ProjectView, ...]
    language: Language
    verdicts: Mapping[Subject, Verdict] = default_field(default_factory=dict)
    fits: Mapping[Subject, Fit] = default_field(default_factory=dict)
    repetition: Repetition = NO_REPETITION
    past: ArchivedProjects | None = None

    @cached_property
    def rows(self) -> tuple[RowView, ...]:
        """All rows of all projects, in reading order."""
        return tuple([row for view in self.projects for row in view.rows])

    @cached_property
    def row_subjects(self) -> tuple[Subject, ...]:
        """What a check has examined that looks at every row."""
        return tuple([row.subject for row in self.rows])

    @cached_property
    def project_subjects(self) -> tuple[Subject, ...]:
        """What a check has examined that looks at every project."""
        return tuple([view.subject for view in self.projects])

    @cached_property
    def row_named(self) -> Mapping[tuple[str, str], RowView]:
        """The rows of the batch, by the source of their submission and their id."""
        return {(row.submission.source, row.indicator.id): row for row in self.rows}

    def cached(self, work: Callable[[ProjectView, Batch], T], view: ProjectView) -> T:
        """What a function makes of a project of this batch; it is asked the first time only."""
        key = work, view.subject
        if key not in self._made:
            self._made[key] = work(view, self)
        return cast(T, self._made[key])

    @cached_property
    def _made(self) -> dict[tuple[object, Subject], Any]:
        return {}

    def view_of(self, subject: Subject) -> ProjectView:
        """The project a row or project belongs to."""
        return self._views[subject.submission, subject.project]

    @cached_property
    def _views(self) -> dict[tuple[int, int | None], ProjectView]:
        return {(view.subject.submission, view.subject.project): view for view in self.projects}

    def projects_of(self, submission: int) -> tuple[ProjectView, ...]:
        """The projects of one submission, in reading order."""
        return self._by_submission.get(submission, ())

    @cached_property
    def _by_submission(self) -> dict[int, tuple[ProjectView, ...]]:
        groups: dict[int, list[ProjectView]] = defaultdict(list)
        for view in self.projects:
            groups[view.subject.submission].append(view)
        return {number: tuple(views) for number, views in groups.items()}


class Hit(NamedTuple):
    """A place where a rule was broken. ``values`` fill the placeholders of the rule's message and advice."""

    subject: Subject
    field: str | None = None
    span: Span | None = None
    values: Mapping[str, str] = MappingProxyType({})
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    label: Label | None = None


class Breach(NamedTuple):
    """How a text breaks a rule, wherever it stands: a hit that concerns nobody yet."""

    field: str | None
    span: Span | None
    values: Mapping[str, str]
    confidence: float
    label: Label | None

    def on(self, subject: Subject) -> Hit:
        """The same as a hit on a row or project."""
        return Hit(subject, self.field, self.span, self.values, confidence=self.confidence, label=self.label)


Undecided = tuple[Subject, str]
"""A subject that was looked at but could not be judged, and why (a short Chinese reason)."""


@dataclass(frozen=True)
class CheckResult:
    """The outcome of one check: every subject looked at, the hits among them, and those left undecided."""

    examined: tuple[Subject, ...]
    hits: tuple[Hit, ...] = ()
    undecided: tuple[Undecided, ...] = ()


Settings = Mapping[str, Any]
PythonCheck = Callable[[Batch, Settings], CheckResult]
"""A check that YAML cannot express: pure, named in ``auditor.checks.catalogue``, with its settings from the rule file."""


def wan_to_yuan(amount: float | None) -> Decimal | None:
    """Convert 万元 to 元 without binary rounding."""
    return None if amount is None else Decimal(str(amount)) * 10000


def build_batch(
    submissions: tuple[Submission, ...],
    language: Language,
    repetition: Repetition = NO_REPETITION,
) -> Batch:
    """Wrap submissions for checking.

    Args:
        submissions: all that was read; only those with status ``audited`` have projects to look at.
        language: the shared text analyser.
        repetition: what concerns them.
    """
    views = (
        _project_view(Subject(number, index), submission, project, language)
        for number, submission in enumerate(submissions)
        for index, project in enumerate(submission.projects)
    )
    return Batch(submissions, tuple(views), language, repetition=repetition)


def _project_view(subject: Subject, submission: Submission, project: Project, language: Language) -> ProjectView:
    rows = tuple(
        RowView(
            Subject(subject.submission, subject.project, number),
            submission,
            project,
            indicator,
            language.cells_of(indicator, submission.year),
        )
        for number, indicator in enumerate(project.indicators)
    )
    return ProjectView(subject, submission, project, rows, language)
