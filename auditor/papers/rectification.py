"""整改清单: what a department has to change, by project, with blank columns for what was done."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Project, Submission
from auditor.papers.document import Column, Paper
from auditor.papers.problems import WHOLE, Problem, by_project
from auditor.papers.sheets import Sheet, workbook
from auditor.reporting.season import owner
from auditor.wording import SEVERITY

COLUMNS = (
    Column("序号", 1.1), Column("级别", 1.4), Column("问题", 7.6), Column("为什么", 4.6), Column("怎样改", 5.8),
    Column("整改情况", 3.2), Column("责任人", 1.6),
)  # fmt: skip
WIDTHS = (6, 8, 20, 46, 34, 44, 24, 10, 12)
MOST_PLACES = 6


def rectification_docx(submission: Submission) -> bytes:
    """The list as a Word document."""
    paper = Paper(landscape=True, size=9.5)
    paper.title(f"{owner(submission)}绩效目标整改清单")
    paper.line(_summary(submission))
    number = 0
    for project, problems in by_project(submission):
        told = [problem for problem in problems if problem.severity != "info"]
        hints = [problem for problem in problems if problem.severity == "info"]
        paper.heading(_project_line(project))
        rows = []
        for problem in told:
            number += 1
            rows.append((str(number), _level(problem), _fault(problem), problem.first.why, _advice(problem), "", ""))
        if rows:
            paper.table(COLUMNS, rows, size=9)
        if hints:
            paper.line(
                "；".join(f"{one.first.title}（{len(one.instances)} 处）" for one in hints) + "。", label="另请留意："
            )
    if not number:
        paper.line("没有需要整改的错误和警告。")
    paper.line("")
    paper.line("填表人：　　　　　　　　　　审核人：　　　　　　　　　　日期：　　　　年　　月　　日")
    return paper.content()


def rectification_xlsx(submission: Submission) -> bytes:
    """The list as a workbook, every problem a row."""
    names = ("序号", "级别", "项目", "问题", "为什么", "怎样改", "整改情况", "责任人", "完成时间")
    rows = [
        (float(number), _level(problem), _project_line(project), _fault(problem), problem.first.why, _advice(problem), "", "", "")
        for number, (project, problem) in enumerate(_all(submission), 1)
    ]  # fmt: skip
    sheet = Sheet("整改清单", f"{owner(submission)}绩效目标整改清单", tuple(zip(names, WIDTHS, strict=True)), rows)
    return workbook([sheet])


def _all(submission: Submission) -> Iterator[tuple[Project | None, Problem]]:
    for project, problems in by_project(submission):
        for problem in problems:
            yield project, problem


def _summary(submission: Submission) -> str:
    found = [problem for _, problems in by_project(submission) for problem in problems]
    counts = "，".join(
        f"{name} {sum(len(one.instances) for one in found if one.severity == key)} 处" for key, name in SEVERITY.items()
    )
    return f"共 {len(submission.projects)} 个项目：{counts}。标为“疑点”的请先核实，确有道理的写明理由即可，不必修改。"


def _project_line(project: Project | None) -> str:
    if project is None:
        return WHOLE
    budget = "" if project.budget_wan is None else f"　预算 {project.budget_wan:g} 万元"
    return f"{project.code} {project.name}{budget}".strip()


def _level(problem: Problem) -> str:
    return SEVERITY[problem.severity] + ("" if problem.certain else "\n疑点")


def _fault(problem: Problem) -> str:
    """The fault in words; several rows in one line each, the commonest wording once."""
    first = problem.first
    if len(problem.instances) == 1:
        where = problem.instances[0].where
        return f"{first.title}。{where + '：' if where else ''}{first.message}"
    places = [one.where or "项目" for one in problem.instances]
    shown = "、".join(places[:MOST_PLACES]) + (f"等 {len(places)} 处" if len(places) > MOST_PLACES else "")
    return f"{first.title}（{len(places)} 处）。如：{first.message}\n在：{shown}"


def _advice(problem: Problem) -> str:
    return problem.first.suggestion or "" if len(problem.instances) == 1 else problem.advice
