"""The eight points of the review form: what each asks, and whether any rule looks at it."""

from __future__ import annotations

from auditor.model import RulePack

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
NOTHING_FOUND = "工具未发现问题"
NOT_CHECKED = "工具不检查此项，请审核人判断"


def checked_points(rules: RulePack) -> frozenset[str]:
    """The points that some rule of the pack looks at; a result of an older version names none."""
    return frozenset(point for rule in rules.rules for point in rule.lowers)
