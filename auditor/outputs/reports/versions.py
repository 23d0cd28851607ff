"""The comparison of two versions in words: lines that every format of it shares, and ``--json``."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from auditor.checks.history.cells import RowChange, Status
from auditor.checks.history.versions import Comparison, FindingChange, FindingStatus, VersionPair
from auditor.model import Severity
from auditor.outputs.reports.places import field_name, place_of_finding
from auditor.outputs.reports.walk import file_name
from auditor.wording import FIELDS, SEVERITY

FINDING_WORDS: dict[FindingStatus, str] = {
    "new": "新增",
    "reworked": "改过仍在",
    "fixed": "已改",
    "remaining": "未改",
    "absent": "新版没有",
}
ROW_WORDS: dict[Status, str] = {"changed": "改动", "added": "增加", "dropped": "删去"}
CELL_NAMES = {
    "budget_wan": "预算数（万元）",
    "funding": "资金来源",
    "overall_goal": "总体绩效目标",
    "narrative": "分项绩效目标",
}
GONE_WITH_ROW = "已改（该行已删去）"
EMPTY = "（空）"
WHOLE = "（整份材料）"


@dataclass(frozen=True)
class FindingLine:
    """A finding and what became of it, ready to be printed."""

    status: FindingStatus
    outcome: str
    severity: Severity
    project: str
    place: str
    title: str
    doubt: bool
    message: str
    suggestion: str
    rule: str

    @property
    def level(self) -> str:
        """The severity in Chinese."""
        return SEVERITY[self.severity]


@dataclass(frozen=True)
class CellLine:
    """One changed cell, or a whole row that was added or dropped, ready to be printed."""

    status: Status
    outcome: str
    project: str
    row: str
    field: str
    old: str
    new: str


def lead_sentence(comparison: Comparison) -> str:
    """What became of the findings of the earlier version, and what is new: the first thing to read."""
    tally = comparison.tally
    earlier = tally.fixed + tally.reworked + tally.remaining + tally.absent
    absent = f"，在新版没有的材料里 {tally.absent} 处" if tally.absent else ""
    return (
        f"上次 {earlier} 处：已改 {tally.fixed} 处，改过仍在 {tally.reworked} 处，未改 {tally.remaining} 处{absent}；"
        f"新出现 {tally.new} 处。"
    )


def tally_sentence(comparison: Comparison) -> str:
    """What was changed in the tables, and whether errors are left."""
    tally = comparison.tally
    rows = f"指标行改动 {tally.rows_changed} 行、增加 {tally.rows_added} 行、删去 {tally.rows_dropped} 行"
    left = f"仍有错误 {tally.errors_left} 处" if tally.errors_left else "没有错误级别的问题了"
    return f"{rows}。新版{left}。"


def title_of(pair: VersionPair) -> str:
    """Which two files were compared."""
    if pair.old is None:
        return f"{file_name(pair.new or '')}（旧版没有）"
    if pair.new is None:
        return f"{file_name(pair.old)}（新版没有）"
    return f"{file_name(pair.old)} → {file_name(pair.new)}"


def finding_lines(pair: VersionPair) -> Iterator[FindingLine]:
    """What is new, what was changed in vain, what is mended, then what is left as it was."""
    for status in FINDING_WORDS:
        for change in pair.findings:
            if change.status == status:
                yield _finding_line(change)


def _finding_line(change: FindingChange) -> FindingLine:
    finding = change.finding
    return FindingLine(
        status=change.status,
        outcome=GONE_WITH_ROW if change.dropped else FINDING_WORDS[change.status],
        severity=finding.severity,
        project=f"{change.code} {change.name}".strip() or WHOLE,
        place=place_of_finding(finding),
        title=finding.title,
        doubt=not finding.certain,
        message=finding.message,
        suggestion=finding.suggestion or "",
        rule=finding.rule,
    )


def cell_lines(pair: VersionPair) -> Iterator[CellLine]:
    """Every changed cell, and a line for each row or project that was added or dropped."""
    for change in pair.rows:
        project, row = f"{change.code} {change.name}".strip() or WHOLE, _row_name(change)
        for cell in change.cells:
            field = CELL_NAMES.get(cell.field) or field_name(cell.field) or FIELDS[cell.field]
            outcome = f"目标{cell.judged}" if cell.judged else ROW_WORDS[change.status]
            yield CellLine(change.status, outcome, project, row, field, cell.old or EMPTY, cell.new or EMPTY)
        if not change.cells:
            old, new = (change.text, "") if change.status == "dropped" else ("", change.text)
            yield CellLine(
                change.status, ROW_WORDS[change.status], project, row, "整行" if row else "整个项目", old, new
            )


def _row_name(change: RowChange) -> str:
    identity = change.new or change.old
    if identity is None:
        return ""
    name = f"第{identity.rpartition('/')[2]}行"
    return f"{name}（旧版）" if change.new is None else name


def versions_json(comparison: Comparison) -> str:
    """The comparison for other programs."""
    return json.dumps(comparison.model_dump(mode="json"), ensure_ascii=False, indent=1)
