"""Where a thing stands, in the words of a person looking for it."""

from __future__ import annotations

from auditor.model import Evidence, Finding, Location

FIELD_NAMES = {
    "level1": "一级指标", "level2": "二级指标", "level3": "三级指标", "description": "绩效指标描述", "target": "指标值", "basis": "指标值确定依据",
    "code": "项目编码", "name": "项目名称", "purpose": "资金主要用途", "goal": "绩效目标", "spending_plan": "资金支出计划",
    "indicators_text": "分项绩效目标", "actual": "实际完成值", "deviation_reason": "偏差原因",
    "forecast": "全年预计完成情况", "possibility": "完成目标可能性",
}  # fmt: skip


def place_of(location: Location) -> str:
    """The coordinates a format has, e.g. ``第3页 第12行`` or ``工作表“项目1” C12``; empty where it has none."""
    parts = [
        f"第{location.page}页" if location.page is not None else "",
        f"工作表“{location.sheet}”" if location.sheet is not None else "",
        f"表{location.table}" if location.table is not None else "",
        f"单元格{location.cell}" if location.cell is not None else "",
        f"表内第{location.row}行" if location.row is not None and location.cell is None else "",
        f"文本第{location.line}行" if location.line is not None else "",
    ]
    return " ".join(part for part in parts if part)


def field_name(name: str | None) -> str:
    """The Chinese name of a field of the contract, with or without the ``project.`` prefix."""
    return FIELD_NAMES.get((name or "").removeprefix("project."), "")


def row_number(indicator: str | None) -> str:
    """The row number of an indicator id, as ``第3行``."""
    return f"第{indicator.rpartition('/')[2]}行" if indicator else ""


def place_of_finding(finding: Finding) -> str:
    """Row, field and place in the file of a finding."""
    return " ".join(
        part for part in (row_number(finding.indicator), field_name(finding.field), place_of(finding.location)) if part
    )


def place_of_evidence(evidence: Evidence) -> str:
    """Project, row and field of a piece of evidence, after its origin where it stands in another submission."""
    parts = (evidence.origin or "", evidence.project or "", row_number(evidence.indicator), field_name(evidence.field))
    return " ".join(part for part in parts if part)
