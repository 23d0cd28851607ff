"""The examples of a rule file, each dressed as a submission that can be audited (``auditor.evaluation.rule_examples`` does)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from auditor.checks.history.past import ArchivedProject, ArchivedProjects
from auditor.model import (
    DepartmentForm,
    Execution,
    Funding,
    FundingStatement,
    Indicator,
    NarrativeItem,
    Project,
    Remark,
    SpendingStep,
    Submission,
)
from auditor.rules.grammar import Example, ExampleFit, ExamplePast, ExampleProject, ExampleRow, ExampleVerdict
from auditor.rules.runnable import RunnableRule

UNIT = "示例单位"
"""Whose the examples with an archive are."""

ROW_FIELDS = (
    "level1",
    "level2",
    "level3",
    "description",
    "target",
    "basis",
    "actual",
    "deviation_reason",
    "forecast",
    "possibility",
)
OPEN, CLOSE = "⟦", "⟧"
MARKED = ("level1", "level3", "description", "target", "basis", "actual", "deviation_reason", "forecast", "possibility")

Kind = Literal["bad", "better", "good", "undecided"]


@dataclass(frozen=True)
class Case:
    """One example of one rule, ready to run.

    ``accused`` are the marked words as (field, words); ``also`` names other rules that accuse words of the example's own
    row, the first of its project, in one of the fields ``filled``.
    """

    name: str
    kind: Kind
    submission: Submission
    accused: tuple[tuple[str, str], ...]
    also: tuple[str, ...]
    filled: tuple[str, ...]
    verdict: ExampleVerdict | None
    fit: ExampleFit | None
    past: ArchivedProjects | None


def cases(runnable: RunnableRule) -> Iterator[Case]:
    """All examples of a rule in file order; each ``better`` row is a silent example of its own."""
    rule = runnable.rule
    for number, example in enumerate(rule.examples.bad, 1):
        yield dressed(f"{rule.id}-bad-{number}", "bad", example)
        if example.better is not None:
            better = example.model_copy(update={**_row_fields(example.better), "better": None, "also": ()})
            yield dressed(f"{rule.id}-better-{number}", "better", better)
    for number, example in enumerate(rule.examples.good, 1):
        yield dressed(f"{rule.id}-good-{number}", "good", example)
    for number, example in enumerate(rule.examples.undecided, 1):
        yield dressed(f"{rule.id}-undecided-{number}", "undecided", example)


# --- dressing an example as a submission ------------------------------------------------------------------------------


def _row_fields(row: ExampleRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.model_fields_set & set(ExampleRow.model_fields)}


def dressed(name: str, kind: Kind, example: Example) -> Case:
    """An example as a submission of this name."""
    home = example.project or ExampleProject()
    own_row = (example,) if example.model_fields_set & set(ExampleRow.model_fields) else ()
    projects = [home.model_copy(update={"rows": (*own_row, *home.rows)}), *example.projects]
    if not own_row and example.project is None and example.projects:
        projects = projects[1:]
    submission = Submission(
        source=name,
        sha256="",
        status="audited",
        department=UNIT if example.archive is not None else None,
        year=example.year,
        kind=example.kind,
        projects=tuple(_project(project) for project in projects),
        overall_goal=example.overall_goal,
        cover=example.cover,
        narrative=tuple(_narrative(item, number) for number, item in enumerate(example.narrative, 1)),
    )
    filled = tuple(field for field in ROW_FIELDS if own_row and getattr(example, field))
    past = _past(example.archive)
    return Case(
        name, kind, submission, tuple(_marks(projects)), example.also, filled, example.verdict, example.fit, past
    )


def _past(archive: tuple[ExamplePast, ...] | None) -> ArchivedProjects | None:
    if archive is None:
        return None
    return ArchivedProjects(tuple(_past_project(one, number) for number, one in enumerate(archive, 1)))


def _past_project(one: ExamplePast, number: int) -> ArchivedProject:
    items = tuple(_narrative({**item, "project": one.code}, number) for number, item in enumerate(one.narrative, 1))
    source = "另一份材料" if one.in_batch else "档案"
    department = one.department or UNIT
    return ArchivedProject(number, source, department, one.year, one.kind, _project(one), items, one.in_batch)


def _marks(projects: list[ExampleProject]) -> Iterator[tuple[str, str]]:
    for project in projects:
        for name in ("code", "name", "purpose", "goal"):
            yield from _marked(f"project.{name}", getattr(project, name))
        for row in project.rows:
            for name in MARKED:
                yield from _marked(name, getattr(row, name) or "")


def _marked(name: str, text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(OPEN)[1:]:
        yield name, part.partition(CLOSE)[0]


def _bare(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def _project(project: ExampleProject) -> Project:
    code = _bare(project.code)
    return Project(
        code=code,
        name=_bare(project.name),
        purpose=_bare(project.purpose),
        goal=_bare(project.goal),
        budget_wan=project.budget_wan,
        title=project.title,
        department_form=DepartmentForm.model_validate(project.department_form) if project.department_form else None,
        starts=project.starts,
        ends=project.ends,
        unfilled=project.unfilled,
        statement=FundingStatement.model_validate({"name": _bare(project.name), **project.statement})
        if project.statement
        else None,
        funding=tuple(Funding(source=source, amount_wan=amount) for source, amount in project.funding.items()),
        spending_plan=tuple(SpendingStep(by=by, percent=percent) for by, percent in project.spending_plan.items()),
        achieved=_bare(project.achieved),
        remarks=tuple(Remark(label=label, text=text) for label, text in project.remarks.items()),
        execution=Execution.model_validate(project.execution) if project.execution is not None else None,
        indicators=tuple(_indicator(row, f"{code}/{number}") for number, row in enumerate(project.rows, 1)),
    )


def _indicator(row: ExampleRow, row_id: str) -> Indicator:
    values = {name: getattr(row, name) for name in ExampleRow.model_fields}
    texts = {name: _bare(value) for name, value in values.items() if isinstance(value, str)}
    return Indicator(id=row_id, **{**values, **texts})


def _narrative(item: dict[str, str], number: int) -> NarrativeItem:
    return NarrativeItem(**{"ordinal": f"（{number}）", **{key: _bare(value) for key, value in item.items()}})
