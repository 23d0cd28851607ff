"""The columns of the budget-management system's own review page, a block for each project, for pasting back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.model import SEVERITY_ORDER, Project, Result, Submission
from auditor.outputs.papers.points import NOT_CHECKED, NOTHING_FOUND, POINTS, checked_points
from auditor.outputs.papers.problems import WHOLE, Instance, Problem, by_rule, instances_of, row_numbers
from auditor.outputs.papers.sheets import Line, PaperSheet, ShadedRow, Value, workbook
from auditor.outputs.papers.telling import project_line

COLUMNS = (("审核点", 14), ("审核内容", 40), ("是否通过", 12), ("不通过指标清单", 74), ("预警级别", 11))
ALARMS = {"error": "红色", "warning": "黄色", "info": "蓝色"}
NOTE = (
    "“否”只用于已确认的错误和警告；“待核实”是疑点；“有提示”只是填写提示；“未发现问题”是工具没有发现，不等于审核通过。"
    "预警级别：红色为错误，黄色为警告，蓝色为提示。"
)


def review_page_xlsx(result: Result, submission: Submission) -> bytes:
    """The page of one submission: its own findings first, then a block of eight points for each project."""
    checked = checked_points(result.rules)
    failed = sorted({line.rule for line in result.coverage if line.failed and line.submission == submission.source})
    notes = (NOTE, *([f"有规则没能运行：{'、'.join(failed)}，相应内容没有检查。"] if failed else []))
    found = instances_of(submission)
    rows = [line for holder in (None, *submission.projects) for line in _block(holder, found, checked)]
    return workbook([PaperSheet("绩效目标审核", f"{submission.department or ''}绩效目标审核", COLUMNS, rows, notes)])


def _block(holder: Project | None, found: Sequence[Instance], checked: frozenset[str]) -> Iterator[Line]:
    own = [one for one in found if one.project is holder]
    if holder is None and not own:
        return
    score = holder.score if holder else None
    mark = f"　工具初评 {score.total:g} 分（{score.grade}，不是正式得分）" if score else ""
    yield ShadedRow(f"{project_line(holder) if holder else WHOLE}{mark}")
    for point, asked in POINTS.items():
        against = by_rule(one for one in own if point in one.finding.lowers)
        if against or holder is not None:
            yield _line(point, asked, against, point in checked)


def _line(point: str, asked: str, against: Sequence[Problem], checked: bool) -> tuple[Value, ...]:
    listed = "\n".join(f"{one.first.title}{_rows(one)}" for one in against)
    severities = {one.severity for one in against}
    alarm = next((ALARMS[one] for one in SEVERITY_ORDER if one in severities), "")
    return point, asked, _verdict(against, checked), listed or ("" if checked else NOT_CHECKED), alarm


def _rows(problem: Problem) -> str:
    rows = row_numbers(one.number for one in problem.instances)
    doubt = "" if problem.certain else "（疑点）"
    return f"：{rows}{doubt}" if rows else doubt


def _verdict(against: Sequence[Problem], checked: bool) -> str:
    """否 only where something is confirmed; silence of the tool is never a pass."""
    if any(one.certain and one.severity != "info" for one in against):
        return "否"
    if any(not one.certain for one in against):
        return "待核实"
    if against:
        return "有提示"
    return NOTHING_FOUND.removeprefix("工具") if checked else "未检查"
