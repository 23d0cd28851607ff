"""The closed set of first- and second-level labels, in both templates in circulation.

Sources: 财预〔2015〕88号 (cost under 产出, 可持续影响 under 效益) and 财预〔2021〕101号 (成本 as a first level with three
second levels, no 可持续影响). Local forms write 效果指标 for 效益指标 and 可持续性影响 for 可持续影响指标.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, cast, get_args

Level1 = Literal["output", "effect", "satisfaction", "cost"]
Level2 = Literal[
    "quantity",
    "quality",
    "timeliness",
    "cost",
    "economic",
    "social",
    "ecological",
    "sustainable",
    "satisfaction",
    "economic_cost",
    "social_cost",
    "ecological_cost",
]

RowCategory = Literal[
    "quantity", "quality", "timeliness", "cost", "economic", "social", "ecological", "sustainable", "satisfaction"
]
"""What a row is about, in either template: the three kinds of cost of the new one are one."""

ROW_CATEGORIES: tuple[RowCategory, ...] = get_args(RowCategory)

Template = Literal["88号", "101号", "混用"]
"""Which of the two templates in circulation an indicator table follows."""

LEVEL1_LABELS: dict[str, Level1] = {
    "产出指标": "output",
    "产出": "output",
    "效益指标": "effect",
    "效果指标": "effect",
    "效益": "effect",
    "效果": "effect",
    "满意度指标": "satisfaction",
    "满意度": "satisfaction",
    "社会满意度指标": "satisfaction",
    "成本指标": "cost",
}

LEVEL2_LABELS: dict[str, Level2] = {
    "数量指标": "quantity",
    "产出数量指标": "quantity",
    "产出数量": "quantity",
    "质量指标": "quality",
    "产出质量指标": "quality",
    "产出质量": "quality",
    "时效指标": "timeliness",
    "产出时效指标": "timeliness",
    "产出时效": "timeliness",
    "时间指标": "timeliness",
    "进度指标": "timeliness",
    "成本指标": "cost",
    "产出成本指标": "cost",
    "产出成本": "cost",
    "经济效益指标": "economic",
    "经济效益": "economic",
    "经济效果指标": "economic",
    "社会效益指标": "social",
    "社会效益": "social",
    "社会效果指标": "social",
    "生态效益指标": "ecological",
    "生态效益": "ecological",
    "环境效益指标": "ecological",
    "生态环境效益指标": "ecological",
    "可持续影响指标": "sustainable",
    "可持续性影响": "sustainable",
    "可持续影响": "sustainable",
    "可持续性影响指标": "sustainable",
    "可持续发展指标": "sustainable",
    "可持续效益指标": "sustainable",
    "服务对象满意度指标": "satisfaction",
    "服务对象满意度": "satisfaction",
    "满意度指标": "satisfaction",
    "受益对象满意度指标": "satisfaction",
    "社会公众或服务对象满意度指标": "satisfaction",
    "社会公众满意度指标": "satisfaction",
    "公众满意度指标": "satisfaction",
    "群众满意度指标": "satisfaction",
    "服务对象或项目受益人满意度指标": "satisfaction",
    "受益群众满意度指标": "satisfaction",
    "经济成本指标": "economic_cost",
    "社会成本指标": "social_cost",
    "生态环境成本指标": "ecological_cost",
    "生态成本指标": "ecological_cost",
}

SHORT_LEVEL2_LABELS: dict[str, Level2] = {
    "数量": "quantity",
    "质量": "quality",
    "时效": "timeliness",
    "成本": "cost",
    "满意度": "satisfaction",
    "经济成本": "economic_cost",
    "社会成本": "social_cost",
    "生态环境成本": "ecological_cost",
}
"""Second levels as cells of their column may call them; in running text these words mean nothing."""

LEVEL2_ORDER: tuple[Level2, ...] = (
    "economic_cost",
    "social_cost",
    "ecological_cost",
    "quantity",
    "quality",
    "timeliness",
    "cost",
    "economic",
    "social",
    "ecological",
    "sustainable",
    "satisfaction",
)

LEVEL1_OF: dict[Level2, Level1] = {
    "quantity": "output",
    "quality": "output",
    "timeliness": "output",
    "cost": "output",
    "economic": "effect",
    "social": "effect",
    "ecological": "effect",
    "sustainable": "effect",
    "satisfaction": "satisfaction",
    "economic_cost": "cost",
    "social_cost": "cost",
    "ecological_cost": "cost",
}

_BROAD: dict[Level2, RowCategory] = {"economic_cost": "cost", "social_cost": "cost", "ecological_cost": "cost"}
_LONGEST_LABEL = 200
"""Characters of a label at most, blanks between its words included: a longer text is not looked through."""
LABELS = 4096
"""Labels as written that are remembered: a season uses few of them, over and over."""

_NOISE = re.compile(
    r"""[\s\u3000（(]*\d*\s*分?[)）]?$ | [（(]\s*\d+(?:\.\d+)?\s*[%％分]\s*[)）]\s*$ | [\s\u3000]+
      | ^(?:[（(][一二三四五六七八九十\d]{1,3}[）)] | [①-⑩] | [一二三四五六七八九十]{1,3}[、.．] | \d{1,2}(?:[.．]\d{1,2})*[、.．]? | [A-Ha-h][、.．])""",
    re.VERBOSE,
)

_BETWEEN_LEVELS = re.compile(r"\s*[-—–_/／\\·:：>＞→\n（()）]+\s*")


def normalise_label(text: str) -> str:
    """The label without blanks, numbering and a trailing weight such as ``（50分）``; a text too long for a label as it is."""
    return _NOISE.sub("", text) if len(text) <= _LONGEST_LABEL else text


@lru_cache(maxsize=LABELS)
def level1_of(label: str) -> Level1 | None:
    """Canonical first level of a label as written, or None where it is not one."""
    return LEVEL1_LABELS.get(normalise_label(label))


@lru_cache(maxsize=LABELS)
def level2_of(label: str) -> Level2 | None:
    """Canonical second level of a label as written, or None where it is not one."""
    return full_level2_of(label) or SHORT_LEVEL2_LABELS.get(normalise_label(label))


@lru_cache(maxsize=LABELS)
def is_part_of_level(text: str) -> bool:
    """Whether a text is no label, but what a cell shows of one whose other characters were lost: 效益指, 益指标, 效."""
    piece = normalise_label(text)
    if not piece or piece in LEVEL1_LABELS or level2_of(piece) is not None:
        return False
    labels = (*LEVEL1_LABELS, *LEVEL2_LABELS)
    begun = len(piece) == 1 or piece.endswith("指")
    return any((begun and label.startswith(piece)) or label[1:] == piece for label in labels)


@lru_cache(maxsize=LABELS)
def full_level2_of(label: str) -> Level2 | None:
    """As ``level2_of``, without the short words (数量) that mean a second level in its own column only."""
    return LEVEL2_LABELS.get(normalise_label(label)) or _below_level1(label)


def _below_level1(label: str) -> Level2 | None:
    """The second level of a label that names the first before it: 产出指标（数量指标）, 效益-社会效益, 成本指标/经济成本指标."""
    if len(label) > _LONGEST_LABEL:
        return None
    parts = [part for part in _BETWEEN_LEVELS.split(label) if part]
    if len(parts) != 2:
        return None
    first, label = (normalise_label(part) for part in parts)
    level1, level2 = LEVEL1_LABELS.get(first), LEVEL2_LABELS.get(label) or SHORT_LEVEL2_LABELS.get(label)
    if level1 is None or level2 is None:
        return None
    return level2 if level1 == LEVEL1_OF[level2] else None


def broad_category(level2: Level2 | None) -> RowCategory | None:
    """What a row of this second level is about."""
    return None if level2 is None else _BROAD.get(level2) or cast(RowCategory, level2)


def template_of(levels: Iterable[tuple[Level1 | None, Level2 | None]]) -> Template | None:
    """The template that a table's labels show, None where they fit both.

    88号 has 成本指标 under 产出 and 可持续影响 under 效益; 101号 has 成本指标 as a first level with 经济成本, 社会成本 and
    生态环境成本 below it (财预〔2015〕88号, 财预〔2021〕101号). Whole provinces keep 可持续影响 in the new one, so that it alone
    does not show a mixture.
    """
    pairs = list(levels)
    under_output = any(level2 == "cost" and level1 == "output" for level1, level2 in pairs)
    sustainable = any(level2 == "sustainable" for _, level2 in pairs)
    new = any(
        level1 == "cost" or level2 in ("economic_cost", "social_cost", "ecological_cost") for level1, level2 in pairs
    )
    if new:
        return "混用" if under_output else "101号"
    return "88号" if under_output or sustainable else None
