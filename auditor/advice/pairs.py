"""Character pairs of a text, the measure of likeness between short Chinese names."""

from __future__ import annotations

from functools import lru_cache
from operator import add

from auditor.language.normalise import normalise

REMEMBERED = 1 << 15
"""Short texts of which something is kept: names recur."""

SETS_REMEMBERED = 1 << 10
"""Texts whose pairs are kept. A text of a hundred characters takes 15 kB so, and who asks again keeps what follows from them."""

SAYS_LITTLE = frozenset(
    [
        "经费", "费用", "资金", "工作", "项目", "服务", "管理", "保障", "完成", "时间", "提升", "提高", "建设", "主要",
        "用于", "数量", "次数", "人数", "情况", "发放", "补助", "万元", "全年", "年度", "群众", "社会", "安全", "宣传",
        "活动", "培训", "单位", "人员", "质量", "水平", "能力", "发展", "促进", "有效", "及时", "相关", "开展", "实施",
        "运行", "维护", "满意", "意度", "指标",
    ]
)  # fmt: skip
"""Character pairs that every project uses and that show no likeness."""


@lru_cache(maxsize=SETS_REMEMBERED)
def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text, normalised."""
    bare = normalise(text)
    return frozenset(map(add, bare, bare[1:]))
