"""The Chinese names of the contract's codes, in one place for every report and command."""

from __future__ import annotations

from auditor.model import Category, Label, Severity

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
