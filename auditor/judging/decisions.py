"""What people mean by the words they enter as 处理意见: a finding is kept as it is, or it is going to be mended."""

from __future__ import annotations

import re
from typing import Literal

Meaning = Literal["kept", "mended", "unclear"]

_NOT_KEPT = re.compile(r"(?:不|不予|不能|不同意|无需|不宜|没有理由)保留|保留意见")
_KEPT = re.compile(
    r"保留|误报|误判|错报|不予采纳|不予?采用|不采纳|不接受|不予?修改|无[需须]修改|不用改|不需要?改|不成立|不属实|不属于问题|非问题|"
    r"不是问题|没有问题|忽略|豁免|例外"
)
_MENDED = re.compile(r"采纳|接受|修改|改正|更正|整改|完善|补充|补齐|删除|删去|重写|已改|照改|待改|同意|核实|调整")


def meaning_of(decision: str) -> Meaning:
    """What a decision means; of words that could be either, that a finding stays told is the safer one.

    Args:
        decision: as entered, e.g. 同意保留, 误报, 已整改.
    """
    text = "".join(decision.split())
    if not text or _NOT_KEPT.search(text):
        return "mended" if text else "unclear"
    if _KEPT.search(text):
        return "kept"
    return "mended" if _MENDED.search(text) else "unclear"


def reason_in(decision: str) -> str:
    """The reason that was entered together with the decision (误报：合同另有约定), "" where there is none."""
    return re.sub(r"^[^：:，,。；;（(]*[：:，,。；;（(]?", "", decision.strip(), count=1).rstrip("）) ")
