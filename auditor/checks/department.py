"""Forms for a whole department (整体支出): the year's tasks against the indicators, and its money against its projects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from auditor.checks.history.keys import department_key, name_key, tells_one_project
from auditor.checks.history.statements import same_amount
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings, Undecided, wan_to_yuan
from auditor.checks.resting import INDICATORS, rests_on
from auditor.checks.similarity import content_words
from auditor.model import DepartmentForm, DepartmentTask, Evidence, Project

NO_TASKS = "表里没有年度主要任务"
NO_SUM = "任务没有逐项写金额，或者没有合计"
NO_PROJECTS = "部门的表没有写项目支出，或者本批材料里没有它的项目"
SEVERAL = "材料里有几个部门的整体支出表，不知道各个项目归哪一个部门"
_RUNNING = re.compile(
    r"人员经费|人员支出|基本支出|公用经费|日常公用|机关运行|日常运[转行]|运转保障|机构运[转行]|工资福利|离退休|行政运行|保障机[关构]"
)
"""Tasks of keeping an office going, which no indicator has to measure."""

_PART = re.compile(r"\s*其中")
_GENERAL = frozenset(
    [
        "工作", "开展", "保障", "完成", "做好", "加强", "推进", "推动", "实施", "建设", "管理", "服务", "提升", "提高", "项目", "任务",
        "全面", "进一步", "组织", "落实", "全年", "年度", "全县", "全市", "全区", "能力", "水平", "发展", "有效", "确保", "支持", "促进",
    ]
)  # fmt: skip


def _of_departments(batch: Batch, find: Callable[[ProjectView, DepartmentForm], Hit | str | None]) -> CheckResult:
    """Look at every form for a whole department: a hit, the reason why it cannot be judged, or None where all is well."""
    hits, undecided = list[Hit](), list[Undecided]()
    views = [view for view in batch.projects if view.project.department_form is not None]
    for view in views:
        assert view.project.department_form is not None
        found = find(view, view.project.department_form)
        if isinstance(found, str):
            undecided.append((view.subject, found))
        elif found is not None:
            hits.append(found)
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


# --- tasks ------------------------------------------------------------------------------------------------------------


@rests_on(INDICATORS, "level3", "target")
def tasks_without_rows(batch: Batch, settings: Settings) -> CheckResult:
    """Tasks of the year of which no indicator has a telling word, nor any of their figures; told together."""

    def find(view: ProjectView, form: DepartmentForm) -> Hit | str | None:
        tasks = [task for task in form.tasks if not _RUNNING.search(task.name + task.content)]
        if not tasks or not view.rows:
            return NO_TASKS
        texts = [row.text(name) for row in view.rows for name in ("level3", "description", "target")]
        words = "\n".join(texts)
        figures = {(one.value, one.dimension) for row in view.rows for one in row.artefacts("target").quantities}
        missing = [task for task in tasks if not _is_measured(task, words, figures, batch)]
        if not missing:
            return None
        evidence = tuple(Evidence(text=_quoted(task), project=view.project.code) for task in missing)
        names = "、".join(_told(task) for task in missing)
        return Hit(
            view.subject, values={"tasks": names, "count": str(len(missing)), "accused": names}, evidence=evidence
        )

    return _of_departments(batch, find)


def _is_measured(task: DepartmentTask, rows: str, figures: set[tuple[str, str]], batch: Batch) -> bool:
    """Whether rows have two neighbouring characters of a telling word of a task, or one of its figures."""
    own = content_words((task.name, task.content), batch.language) - _GENERAL
    pairs = {word[place : place + 2] for word in own for place in range(max(1, len(word) - 1))} - _GENERAL
    promised = {(one.value, one.dimension) for one in batch.language.analyse(task.content).quantities}
    return not pairs or any(pair in rows for pair in pairs) or bool(promised & figures)


def _told(task: DepartmentTask) -> str:
    amount = "" if task.amount_wan is None else f"（{task.amount_wan:g}万元）"
    return f"“{task.name}”{amount}"


def _quoted(task: DepartmentTask) -> str:
    return f"{task.name}：{task.content}" if task.content else task.name


@rests_on("project.department_form")
def tasks_sum(batch: Batch, settings: Settings) -> CheckResult:
    """Amounts of the year's tasks that do not add up to the sum printed below them."""

    def find(view: ProjectView, form: DepartmentForm) -> Hit | str | None:
        amounts = [Decimal(str(task.amount_wan)) for task in form.tasks if task.amount_wan is not None]
        nested = any(_PART.match(task.name) for task in form.tasks)
        if form.tasks_total_wan is None or len(amounts) < len(form.tasks) or len(amounts) < 2 or nested:
            return NO_SUM
        total, stated = sum(amounts, Decimal(0)), Decimal(str(form.tasks_total_wan))
        if abs(total - stated) <= Decimal("0.01") * len(amounts):
            return None
        evidence = tuple(Evidence(text=_told(task), project=view.project.code) for task in form.tasks)
        values = {"count": str(len(amounts)), "sum": _plain(total), "stated": _plain(stated), "accused": _plain(stated)}
        return Hit(view.subject, values=values, evidence=evidence)

    return _of_departments(batch, find)


# --- money ------------------------------------------------------------------------------------------------------------


@rests_on("project.budget_wan", "project.department_form")
def projects_above_department(batch: Batch, settings: Settings) -> CheckResult:
    """Projects of the batch whose budgets together are more than what the department's form has for projects."""

    def find(view: ProjectView, form: DepartmentForm) -> Hit | str | None:
        if len(departments_of(view, batch)) > 1:
            return SEVERAL
        projects = list(_own_projects(view, batch))
        budgets = [wan_to_yuan(one.budget_wan) for one in projects]
        stated = wan_to_yuan(form.projects_wan)
        if stated is None or not budgets or None in budgets:
            return NO_PROJECTS
        total = sum((budget for budget in budgets if budget is not None), Decimal(0))
        if total <= stated or same_amount(total, stated):
            return None
        evidence = tuple(Evidence(text=f"{one.name}：{one.budget_wan:g}万元", project=one.code) for one in projects)
        said = _plain(stated / 10000)
        values = {"projects": str(len(projects)), "total": _plain(total / 10000), "stated": said, "accused": said}
        return Hit(view.subject, values=values, evidence=evidence)

    return _of_departments(batch, find)


def departments_of(view: ProjectView, batch: Batch) -> set[str | None]:
    """The departments for which the material of a form has forms; a project's own table does not say whose it is."""
    forms = (other.project.department_form for other in batch.projects_of(view.subject.submission))
    return {department_key(form.department) for form in forms if form is not None}


def _own_projects(view: ProjectView, batch: Batch) -> Iterator[Project]:
    """The department's projects of the same year and kind of form: of its own material, and of others of the batch."""
    seen: set[tuple[str, str]] = set()
    for project in (*_of_material(view, batch), *_of_other_files(view, batch)):
        key = (project.code, "" if tells_one_project(project.code) else name_key(project.name))
        if project.department_form is None and key not in seen:
            seen.add(key)
            yield project


def _of_material(view: ProjectView, batch: Batch) -> Iterator[Project]:
    for other in batch.projects_of(view.subject.submission):
        if "project.budget_wan" not in other.project.unsure:
            yield other.project


def _of_other_files(view: ProjectView, batch: Batch) -> Iterator[Project]:
    owner, year = department_key(view.submission.department), view.submission.year
    if batch.past is None or owner is None or year is None:
        return
    for one in batch.past.of((owner, year, view.submission.kind)):
        if one.in_batch and "project.budget_wan" not in one.project.unsure:
            yield one.project


def _plain(amount: Decimal) -> str:
    """An amount without zeros at its end: 520, 493.6."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
