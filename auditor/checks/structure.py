"""The shape of a submission: project codes, spending plans, and the basis column as a whole."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from auditor.checks.protocol import Batch, Examination, Hit, ProjectView, Settings, Subject, Undecided
from auditor.language.normalise import normalise
from auditor.model import Evidence, Submission


def code_pattern(batch: Batch, settings: Settings) -> Examination:
    """A project code whose length differs from that of all the others.

    Settings: ``min_projects``: with fewer codes there is no usual length.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for number in range(len(batch.submissions)):
        views = [view for view in batch.projects_of(number) if view.project.code]
        usual, holders = Counter(len(view.project.code) for view in views).most_common(1)[0] if views else (0, 0)
        if len(views) < settings["min_projects"] or holders * 2 <= len(views):
            undecided.extend(Undecided(view.subject, "项目太少，看不出编码规律") for view in views)
            continue
        for position, view in enumerate(views):
            if len(view.project.code) != usual:
                hits.append(_code_hit(view, views, position, usual))
    examined = tuple(view.subject for view in batch.projects if view.project.code)
    return Examination(examined, tuple(hits), tuple(undecided))


def _code_hit(view: ProjectView, views: list[ProjectView], position: int, usual: int) -> Hit:
    code = view.project.code
    neighbours = [other.project.code for other in views[max(0, position - 1) : position + 2] if other is not view]
    regular = [other for other in neighbours if len(other) == usual]
    values = {
        "usual": str(usual),
        "example": "、".join(regular) or views[0].project.code,
        "expected": _between(neighbours, usual),
        "accused": code,
    }
    evidence = tuple(Evidence(text=other, project=other, field="code") for other in regular)
    return Hit(view.subject, "project.code", (0, len(code)), values, evidence)


def _between(neighbours: list[str], usual: int) -> str:
    """A remark naming the code that would stand between two regular neighbours, or nothing."""
    if len(neighbours) != 2 or not all(code.isdigit() and len(code) == usual for code in neighbours):
        return ""
    before, after = (int(code) for code in neighbours)
    return f"，按前后顺序应为 {before + 1:0{usual}d}" if after - before == 2 else ""


def code_repeated(batch: Batch, settings: Settings) -> Examination:
    """A project code that another project of the same submission already has."""
    first: dict[tuple[int, str], ProjectView] = {}
    hits: list[Hit] = []
    views = [view for view in batch.projects if view.project.code]
    for view in views:
        earlier = first.setdefault((view.subject.submission, view.project.code), view)
        if earlier is not view:
            evidence = (Evidence(text=f"{earlier.project.code} {earlier.project.name}", project=view.project.code),)
            values = {"other_name": earlier.project.name, "accused": view.project.code}
            hits.append(Hit(view.subject, "project.code", (0, len(view.project.code)), values, evidence))
    return Examination(tuple(view.subject for view in views), tuple(hits))


def _plan_text(view: ProjectView) -> str:
    return " ".join(f"{step.by}{step.percent:g}%" for step in view.project.spending_plan)


def plan_shape(batch: Batch, settings: Settings) -> Examination:
    """A cumulative spending plan that falls, leaves 0..100 or does not end at 100 percent."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        percents = [step.percent for step in view.project.spending_plan]
        fault = _plan_fault(percents)
        if not percents:
            undecided.append(Undecided(view.subject, "没有资金支出计划"))
        elif fault is not None:
            plan = _plan_text(view)
            evidence = (Evidence(text=plan, project=view.project.code, field="spending_plan"),)
            hits.append(Hit(view.subject, None, None, {"plan": plan, "fault": fault, "accused": plan}, evidence))
    return Examination(tuple(view.subject for view in batch.projects), tuple(hits), tuple(undecided))


def _plan_fault(percents: list[float]) -> str | None:
    if not percents:
        return None
    if any(later < earlier for earlier, later in pairwise(percents)):
        return "累计比例前高后低"
    if any(not 0 <= percent <= 100 for percent in percents):
        return "比例不在0%至100%之间"
    return "年末累计比例不是100%" if percents[-1] != 100 else None


def plan_everywhere(batch: Batch, settings: Settings) -> Examination:
    """The same spending plan for every project of a submission, whatever its nature.

    Settings: ``min_projects``: in smaller submissions it may be chance.
    """
    subjects, hits = [], []
    for number, submission in enumerate(batch.submissions):
        plans = [_plan_text(view) for view in batch.projects_of(number) if view.project.spending_plan]
        if not plans:
            continue
        subjects.append(Subject(number))
        if len(plans) >= settings["min_projects"] and len(set(plans)) == 1:
            hits.append(_everywhere_hit(Subject(number), submission, plans))
    return Examination(tuple(subjects), tuple(hits))


def _everywhere_hit(subject: Subject, submission: Submission, plans: list[str]) -> Hit:
    evidence = (Evidence(text=plans[0], submission=submission.source, field="spending_plan"),)
    values = {"plan": plans[0], "projects": str(len(plans)), "accused": plans[0]}
    return Hit(subject, values=values, evidence=evidence)


def one_basis(batch: Batch, settings: Settings) -> Examination:
    """One and the same basis for (nearly) every row of a table.

    Settings: ``min_rows`` of the table; ``min_share`` of rows with that basis, 0..1.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        texts = [row.indicator.basis for row in view.rows if normalise(row.indicator.basis)]
        if len(texts) < settings["min_rows"]:
            undecided.append(Undecided(view.subject, "填写了依据的行太少"))
            continue
        usual, count = Counter(texts).most_common(1)[0]
        if count / len(view.rows) >= settings["min_share"]:
            evidence = (Evidence(text=usual, project=view.project.code, field="basis"),)
            values = {"basis_all": usual, "count": str(count), "accused": usual}
            hits.append(Hit(view.subject, None, None, values, evidence))
    return Examination(tuple(view.subject for view in batch.projects), tuple(hits), tuple(undecided))
