"""When a project starts and ends by its form, and whether that can be."""

from __future__ import annotations

from datetime import date

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings
from auditor.language.artefacts import Language
from auditor.model import Evidence, Project


def end_of(project: Project, language: Language, year: int | None) -> date | None:
    """The last day of a project by its form, None where it states none, several, or one before the start."""
    start, end = (_only_date(text, language, year) for text in (project.starts, project.ends))
    return None if start is not None and end is not None and start > end else end


def _only_date(text: str, language: Language, year: int | None) -> date | None:
    dates = [mention.date for mention in language.analyse(text).dates_in(year)] if text else []
    return dates[0] if len(dates) == 1 else None


def period_reversed(batch: Batch, settings: Settings) -> CheckResult:
    """Projects that start after they end. Settings: none."""
    views = [view for view in batch.projects if view.project.starts or view.project.ends]
    hits, undecided = [], []
    for view in views:
        start, end = (_own_date(view, text) for text in (view.project.starts, view.project.ends))
        if start is None or end is None:
            undecided.append((view.subject, "起止时间没有写全"))
        elif start > end:
            values = {"starts": view.project.starts, "ends": view.project.ends, "accused": view.project.starts}
            evidence = (Evidence(text=view.project.ends, project=view.project.code),)
            hits.append(Hit(view.subject, values=values, evidence=evidence))
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _own_date(view: ProjectView, text: str) -> date | None:
    """The date of a text that names its year itself."""
    return _only_date(text, view.language, None)


def goal_left_blank(batch: Batch, settings: Settings) -> CheckResult:
    """Projects with rows and no goal, where the form asks for one or other projects of the material have one."""
    views = list(batch.projects)
    hits, undecided = [], []
    for view in views:
        if view.text("goal").strip() or not view.rows:
            continue
        asked = "goal" in view.project.unfilled
        if asked or any(other.text("goal").strip() for other in batch.projects_of(view.subject.submission)):
            hits.append(Hit(view.subject, "project.goal", None))
        else:
            undecided.append((view.subject, "这份材料的表格没有绩效目标栏"))
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def name_left_blank(batch: Batch, settings: Settings) -> CheckResult:
    """Projects whose form has a label for the name with nothing beside it."""
    views = list(batch.projects)
    blank = [view for view in views if "name" in view.project.unfilled and not view.text("name").strip()]
    hits = tuple(Hit(view.subject, "project.name", None) for view in blank)
    return CheckResult(tuple(view.subject for view in views), hits)
