"""The Chinese names of the contract's codes, in one place for every report and command."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.model import Category, Kind, Label, Practice, Severity

FIELDS: dict[str, str] = {
    "code": "项目编码",
    "name": "项目名称",
    "budget": "预算数",
    "purpose": "资金用途",
    "goal": "绩效目标",
    "department": "部门",
    "level1": "一级指标",
    "level2": "二级指标",
    "level3": "三级指标",
    "level4": "四级指标",
    "description": "指标描述",
    "target": "指标值",
    "target_in_words": "定性的指标值",
    "comparator": "比较符号",
    "unit": "计量单位",
    "basis": "确定依据",
    "weight": "分值",
    "actual": "完成值",
    "actual_unit": "完成值的计量单位",
    "score": "得分",
    "deviation_reason": "偏差原因",
    "forecast": "全年预计完成情况",
    "possibility": "完成目标可能性",
    "longterm_goal": "中期目标",
    "longterm_budget": "中期资金",
    "executed": "执行数",
    "rate": "执行率",
    "section": "表头",
    "task": "任务",
    "plan": "支出计划",
}
"""What a column of a form became, in words."""

LEDGER_DETAILS = "问题明细"
"""The sheet of the ledger that has a row for every finding."""

DECISIONS = ("采纳修改", "说明保留", "不予采纳")
DECISION_COLUMNS = ("处理意见", "理由", "责任人", "到期日")
"""What a person may enter in the ledger; the next run reads it back."""

LABEL: dict[Label, str] = {
    "measurable": "可衡量",
    "vague": "不可衡量",
    "pseudo_quantified": "伪量化",
    "placeholder": "占位/照抄",
}
SEVERITY: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
CATEGORY: dict[Category, str] = {
    "measurability": "可衡量性",
    "duplication": "重复照抄",
    "consistency": "前后矛盾",
    "completeness": "完整性",
    "relevance": "相关性",
    "feasibility": "可行性",
    "format": "填写规范",
}
KIND: dict[Kind, str] = {"target_declaration": "绩效目标申报", "self_evaluation": "绩效自评", "monitoring": "绩效监控"}
ROW_CATEGORY: dict[str, str] = {
    "quantity": "数量指标",
    "quality": "质量指标",
    "timeliness": "时效指标",
    "cost": "成本指标",
    "economic": "经济效益指标",
    "social": "社会效益指标",
    "ecological": "生态效益指标",
    "sustainable": "可持续影响指标",
    "satisfaction": "满意度指标",
}

PREFLIGHT = "录入系统前看一遍"
PREFLIGHT_NOTE = "这些是预算管理一体化系统里见过的做法，各地配置不同，不是审核标准，也不计入审核结果。"
PRACTICE: Mapping[Practice, str] = {
    "value-missing": "指标值没有填写",
    "value-characters": "指标值里有系统不收的字符",
    "unit-missing": "有比较符号和数值，没有计量单位",
    "weight-total": "分值合计不是系统规定的数",
    "weight-zero": "分值是 0 或者没有填写",
    "code": "项目编码为空或者有字母、数字以外的字符",
    "one-period": "总体（实施期）与年度的目标、指标只有一头",
}
"""Every kind of thing that a budget system may refuse, with its name."""


_INNER_MARKS = str.maketrans("“”", "‘’")


def in_quotes(text: str) -> str:
    """A text in quotation marks; its own become single ones."""
    return f"“{text.translate(_INNER_MARKS)}”"
