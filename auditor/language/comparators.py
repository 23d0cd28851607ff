"""Words and signs of comparison before and after a number, and the one sign each stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, eq=False)
class Comparators:
    """Comparator → pattern of the words that say it, without groups; the first pattern that fits a place counts."""

    patterns: dict[str, str]

    def signs(self, text: str | None) -> tuple[str, ...]:
        """The canonical signs of all comparators in a text, in order; none in no text."""
        if not text:
            return ()
        order = tuple(self.patterns)
        return tuple(order[(match.lastindex or 0) - 1] for match in self._grouped.finditer(text))

    @cached_property
    def _grouped(self) -> re.Pattern[str]:
        """One group a sign, so that the number of the group names the sign."""
        return re.compile("|".join(f"({pattern})" for pattern in self.patterns.values()))


_MODAL = "(?:得|能|应|宜|可)?"

BEFORE = Comparators(
    {
        "≥": rf"≥=?|>=|=>|(?:大|高|多)于(?:或|且)?等于|等于(?:或|或者)(?:大|高|多)于|不{_MODAL}(?:低|少|小|短)于|不下于?"
        r"|至少|最少|最低",
        "≤": rf"≤=?|<=|=<|(?:小|低|少)于(?:或|且)?等于|等于(?:或|或者)(?:小|低|少)于|不{_MODAL}(?:高|大|多|长|晚|迟)于"
        rf"|不{_MODAL}(?:超过|超出|超|逾)|至多|最多|最高|最长|±",
        ">": r">|大于|高于|多于|超过|超出|突破|逾|(?<![高赶])超",
        "<": r"<|小于|低于|少于|短于|不足|不到|不满",
        "=": r"==?|等于",
        "≈": r"≈|大约|大概|接近|将近|(?<![签合节预公条契履违邀制集大])约|(?<![最附临邻就将接])近",
    }
)
"""What stands before the number."""

FRAME = Comparators({"≥": r"达到|(?<![到抵发表送])达", "≤": r"(?:控制|限制)在"})
"""Verbs that set the direction only where nothing else does: 达到95%以上 and 控制在5%以内 are not said twice."""

AFTER = Comparators(
    {
        "≥": r"(?:\(含\)|含)?(?:及|或者?)?以上(?:\(含\))?|\+(?!\d)",
        "≤": r"(?:\(含\)|含)?(?:及|或者?)?以下(?:\(含\))?(?!简|称|几)|(?:之|以)内(?![部容涵外控])",
        "≈": r"左右|上下(?![级游班联])",
    }
)
"""What stands after the unit."""

WITHIN = r"内(?![部容涵外控在设])"
"""A bare 内, which limits a duration only: 48小时内."""


def any_of(*tables: Comparators) -> str:
    """One alternation over all patterns of the tables, in their order: ``>=`` is tried before ``>``."""
    return "|".join(pattern for table in tables for pattern in table.patterns.values())
