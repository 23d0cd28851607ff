"""Which way is better for an indicator: as its comparator says, else as its name says."""

from __future__ import annotations

import re

from auditor.checks.protocol import RowView
from auditor.language.heads import Direction, head_noun
from auditor.model import Quantity
from auditor.taxonomy import broad_category

_WORSE_WHEN_MORE = re.compile(
    r"事故|投诉|故障|差错|违规|违约|逾期|超标|流失|返贫|上访|火灾|污染|发案|发病|死亡|漏损|误差|偏差|变质|受害|成灾|争议|拖欠|能耗|排放"
    r"|退单|返修|返工|舆情|信访|次生|伤亡|空置|闲置|失业|辍学|缺陷|等候|等待"
)
"""Words of things of which less is better, where the name ends with none of the listed head nouns."""

_BETTER_WHEN_HANDLED = re.compile(
    r"办结|处[理置]|化解|整改|查处|下降|减少|降低|控制|演练|排查|修复|回复|减排|赔付|救援|监测|调处|受理|检测"
)
"""Words that turn this round: 投诉办结率, 事故下降率."""

_MONTH_LIMIT = re.compile(r"时限|期限|月份|完成时间|完工时间")
_DURATION = ("duration", "duration_rate")


def better(row: RowView, target: Quantity) -> Direction:
    """Which way is better; ``either`` for a cost or a duration without a comparator."""
    if target.comparator in ("≤", "<"):
        return "down"
    if target.comparator in ("≥", ">"):
        return "up"
    name = row.text("level3")
    head = head_noun(name)
    if head is not None and head.direction != "up":
        return head.direction
    if _WORSE_WHEN_MORE.search(name) and not _BETTER_WHEN_HANDLED.search(name):
        return "down"
    if target.dimension == "bare" and row.category == "timeliness" and _MONTH_LIMIT.search(name):
        return "down"
    if broad_category(row.category) == "cost" or (target.dimension in _DURATION and head is None):
        return "either"
    return "up"
