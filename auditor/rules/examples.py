"""The examples of a rule file, run: what must fire fires with the marked words, what must stay silent does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from auditor.checks.history.past import ArchivedProject, ArchivedProjects
from auditor.checks.protocol import Batch, Examination, Fit, Subject, Verdict, build_batch
from auditor.duplicates.find import find_repetition
from auditor.duplicates.passages import gather
from auditor.language.artefacts import Language
from auditor.model import Execution, Funding, Indicator, Measurability, NarrativeItem, Project, SpendingStep, Submission
from auditor.rules.compile import Target
from auditor.rules.grammar import Example, ExampleFit, ExamplePast, ExampleProject, ExampleRow, ExampleVerdict
from auditor.rules.load import RunnableRule

UNIT = "示例单位"
"""Whose the examples with an archive are."""

OPEN, CLOSE = "⟦", "⟧"
MARKED = ("level3", "description", "target", "basis", "actual", "deviation_reason")

Kind = Literal["bad", "better", "good", "undecided"]


@dataclass(frozen=True)
class Case:
    """One example of one rule, ready to run. ``accused`` are the marked words as (field, words)."""

    name: str
    kind: Kind
    submission: Submission
    accused: tuple[tuple[str, str], ...]
    verdict: ExampleVerdict | None
    fit: ExampleFit | None
    past: ArchivedProjects | None


@dataclass(frozen=True)
class Failure:
    """An example that did not behave, and what happened instead, in Chinese."""

    case: str
    reason: str


def cases(runnable: RunnableRule) -> Iterator[Case]:
    """All examples of a rule in file order; each ``better`` row is a silent example of its own."""
    rule = runnable.rule
    for number, example in enumerate(rule.examples.bad, 1):
        yield _case(f"{rule.id}-bad-{number}", "bad", example)
        if example.better is not None:
            better = example.model_copy(update={**_row_fields(example.better), "better": None})
            yield _case(f"{rule.id}-better-{number}", "better", better)
    for number, example in enumerate(rule.examples.good, 1):
        yield _case(f"{rule.id}-good-{number}", "good", example)
    for number, example in enumerate(rule.examples.undecided, 1):
        yield _case(f"{rule.id}-undecided-{number}", "undecided", example)


def run(runnable: RunnableRule, case: Case, language: Language) -> Failure | None:
    """Run one example with its rule alone; None where it behaves."""
    batch = example_batch(case, language)
    examination = runnable.examine(batch)
    reason = _unexpected(case, examination, batch)
    return None if reason is None else Failure(case.name, reason)


def example_batch(case: Case, language: Language) -> Batch:
    """The example as a batch of one submission."""
    submissions = (case.submission,)
    batch = build_batch(submissions, language, find_repetition(gather(submissions), language))
    return replace(batch, verdicts=_verdicts(batch, case.verdict), fits=_fits(batch, case.fit), past=case.past)


def _verdicts(batch: Batch, said: ExampleVerdict | None) -> dict[Subject, Verdict]:
    if said is None:
        return {}
    measurability = Measurability(label=said.label, probability=said.probability, reasons=("示例",))
    return {row.subject: Verdict(measurability, by_rule=False) for row in batch.rows}


def _fits(batch: Batch, said: ExampleFit | None) -> dict[Subject, Fit]:
    if said is None:
        return {}
    fit = Fit(said.stated, said.belongs, said.probability, ("示例",))
    return {row.subject: fit for row in batch.rows}


def _unexpected(case: Case, examination: Examination, batch: Batch) -> str | None:
    if case.kind == "undecided":
        return None if examination.undecided and not examination.hits else "应当留作“无法判断”"
    if case.kind in ("good", "better"):
        return f"不应当触发，却指出了：{_told(examination, batch)}" if examination.hits else None
    if not examination.hits:
        return "应当触发，却没有触发"
    told = {(name, words) for name, words in _accused(examination, batch)}
    missing = [f"{name}“{words}”" for name, words in case.accused if (name, words) not in told]
    return f"应当指出 {'、'.join(missing)}，却指出了：{_told(examination, batch)}" if missing else None


def _accused(examination: Examination, batch: Batch) -> Iterator[tuple[str, str]]:
    texts: dict[Subject, Target] = {view.subject: view for view in batch.projects}
    texts |= {row.subject: row for row in batch.rows}
    for hit in examination.hits:
        if hit.field and hit.span and hit.subject in texts:
            yield hit.field, texts[hit.subject].text(hit.field)[slice(*hit.span)]


def _told(examination: Examination, batch: Batch) -> str:
    return "、".join(f"{name}“{words}”" for name, words in _accused(examination, batch)) or "（整个项目）"


# --- dressing an example as a submission ------------------------------------------------------------------------------


def _row_fields(row: ExampleRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.model_fields_set & set(ExampleRow.model_fields)}


def _case(name: str, kind: Kind, example: Example) -> Case:
    home = example.project or ExampleProject()
    own_row = (example,) if example.model_fields_set & set(ExampleRow.model_fields) else ()
    projects = [home.model_copy(update={"rows": (*own_row, *home.rows)}), *example.projects]
    if not own_row and example.project is None and example.projects:
        projects = projects[1:]
    submission = Submission(
        source="示例",
        sha256="",
        status="audited",
        department=UNIT if example.archive is not None else None,
        year=example.year,
        kind=example.kind,
        projects=tuple(_project(project) for project in projects),
        overall_goal=example.overall_goal,
        narrative=tuple(_narrative(item, number) for number, item in enumerate(example.narrative, 1)),
    )
    return Case(name, kind, submission, tuple(_marks(projects)), example.verdict, example.fit, _past(example.archive))


def _past(archive: tuple[ExamplePast, ...] | None) -> ArchivedProjects | None:
    if archive is None:
        return None
    return ArchivedProjects(tuple(_past_project(one, number) for number, one in enumerate(archive, 1)))


def _past_project(one: ExamplePast, number: int) -> ArchivedProject:
    items = tuple(_narrative({**item, "project": one.code}, number) for number, item in enumerate(one.narrative, 1))
    return ArchivedProject(number, "档案", one.department or UNIT, one.year, one.kind, _project(one), items)


def _marks(projects: list[ExampleProject]) -> Iterator[tuple[str, str]]:
    for project in projects:
        for name in ("code", "name", "purpose", "goal"):
            yield from _marked(f"project.{name}", getattr(project, name))
        for row in project.rows:
            for name in MARKED:
                yield from _marked(name, getattr(row, name) or "")


def _marked(name: str, text: str) -> Iterator[tuple[str, str]]:
    if OPEN in text:
        yield name, text[text.index(OPEN) + 1 : text.index(CLOSE)]


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
        funding=tuple(Funding(source=source, amount_wan=amount) for source, amount in project.funding.items()),
        spending_plan=tuple(SpendingStep(by=by, percent=percent) for by, percent in project.spending_plan.items()),
        execution=Execution.model_validate(project.execution) if project.execution is not None else None,
        indicators=tuple(_indicator(row, f"{code}/{number}") for number, row in enumerate(project.rows, 1)),
    )


def _indicator(row: ExampleRow, row_id: str) -> Indicator:
    values = {name: getattr(row, name) for name in ExampleRow.model_fields}
    texts = {name: _bare(value) for name, value in values.items() if isinstance(value, str)}
    return Indicator(id=row_id, **{**values, **texts})


def _narrative(item: dict[str, str], number: int) -> NarrativeItem:
    return NarrativeItem(**{"ordinal": f"（{number}）", **{key: _bare(value) for key, value in item.items()}})
