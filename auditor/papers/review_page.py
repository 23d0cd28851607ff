"""The columns of the budget-management system's own review page, for pasting back."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.model import Project, Submission
from auditor.papers.problems import Instance, instances_of
from auditor.papers.sheets import Sheet, Value, workbook
from auditor.reporting.marking import SEVERITY_ORDER
from auditor.reporting.season import owner

COLUMNS = (
    ("项目编码", 16),
    ("项目名称", 26),
    ("审核点", 14),
    ("审核内容", 46),
    ("是否通过", 14),
    ("不通过指标清单", 60),
    ("预警级别", 10),
)
POINTS = {
    "规范完整性": "填报格式是否规范，内容是否完整、准确，有无缺项、错项",
    "明确清晰性": "绩效目标是否明确清晰，能否反映主要内容和预期效果",
    "目标相关性": "是否符合规划、职能和年度工作，与项目内容是否紧密相关",
    "指标科学性": "指标是否全面、细化、量化，便于监控和评价",
    "绩效合理性": "预期绩效是否合理，是否符合正常水平",
    "资金匹配性": "目标与资金规模、方向是否匹配",
    "实现可能性": "目标是否经过论证，能否如期实现",
    "条件充分性": "实施方案和保障条件是否充分",
}
ALARMS = {"error": "红", "warning": "黄", "info": "蓝"}
NOTHING_FOUND = "工具未发现问题"


def review_page_xlsx(submission: Submission) -> bytes:
    """One block of eight points for each project."""
    rows = [row for project in submission.projects for row in _block(project, submission)]
    return workbook([Sheet("绩效目标审核", f"{owner(submission)}绩效目标审核", COLUMNS, rows)])


def _block(project: Project, submission: Submission) -> Iterator[tuple[Value, ...]]:
    found = [one for one in instances_of(submission) if one.project is project]
    for point, asked in POINTS.items():
        against = [one for one in found if point in one.finding.lowers]
        yield (
            project.code, project.name, point, asked, _verdict(against),
            "\n".join(f"{one.where or '项目'}：{one.finding.title}" + ("（疑点）" if one.finding.confidence < 1 else "") for one in against),
            _alarm(against),
        )  # fmt: skip


def _verdict(against: list[Instance]) -> str:
    """否 only where something is confirmed; silence of the tool is never a pass."""
    if any(one.finding.confidence == 1 and one.finding.severity != "info" for one in against):
        return "否"
    return "待核实" if against else NOTHING_FOUND


def _alarm(against: list[Instance]) -> str:
    severities = {one.finding.severity for one in against}
    return next((ALARMS[one] for one in SEVERITY_ORDER if one in severities), "")
