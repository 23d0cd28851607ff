"""The words around a number: what it is said of, and whether a difference is explained."""

from __future__ import annotations

import re

from auditor.language.artefacts import Artefacts

GENERIC = frozenset(
    [
        "完成", "开展", "工作", "项目", "全年", "年度", "组织", "实施", "达到", "以上", "不少于", "不低于", "左右", "本年", "计划", "预计", "进行", "每年", "全区", "全县", "全市",
        "相关", "各类", "有关", "使用", "用于", "通过", "实现", "指标", "目标", "数量", "及时", "确保", "保障", "提高", "提升", "加强", "每次", "人次", "次数", "人数", "万元", "资金",
        "时间", "时限", "期限", "日期", "进度", "月底", "年底", "质量", "任务", "按期", "按时", "年内", "任务量", "任务数", "总数", "总量", "规模", "上半年", "下半年", "季度", "全部",
    ]
)  # fmt: skip
"""Words that any clause may have and that show no likeness."""

EXPLAINED = re.compile(
    r"差异原因|原因[是为：:在]|差额|尾差|四舍五入|结转|调整[为后增减]|追加|压减|不含|不包括|另有|其余|剩余|分\d?年|分期|跨年"
)
"""Words by which a text explains why two numbers differ."""


def telling_words(known: Artefacts) -> frozenset[str]:
    """The content words of a text that say what it is about."""
    return known.content_words - GENERIC
