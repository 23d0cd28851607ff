"""How a form scores: what its own notes say, else in proportion to the part that was reached (财预〔2020〕10号)."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.protocol import ProjectView

_ALL_OR_NOTHING = re.compile(
    r"(?:未|没有|不能|否则)(?:能|全部|按期)*(?:完成|达标|达到|达成)?[^。；;，,]{0,8}(?:不得分|(?:得|记|计)(?:为)?0分|(?:得|记|计)零分|扣完|全扣)|否则不得分"
)
_FULL_FROM = re.compile(
    r"(?:完成|达成|实现|执行|偏差)[^。；;，,\d]{0,8}(?P<percent>\d{2,3}(?:\.\d+)?)\s*[%％](?:[（(]含[）)]|及)?(?:以上|以内)?[^。；;\d]{0,10}(?:得|记|计|给)?(?:满分|全部分值|全分)"
)
_PROPORTION = re.compile(
    r"比例[^。；;]{0,8}(?:得分|记分|计分|给分|扣分)|(?:完成率|执行率)\s*[×xX*＊]|[×xX*＊]\s*(?:完成率|执行率)"
)


class Method(NamedTuple):
    """How a form scores.

    ``all_or_nothing``: what is missed scores nothing; ``full_from``: part of the target from which all points are given;
    ``stated``: whether the form says so itself.
    """

    all_or_nothing: bool = False
    full_from: Decimal = Decimal(1)
    stated: bool = False

    def most(self, weight: Decimal, share: Decimal) -> Decimal:
        """The most points for a part of the target that was reached."""
        if share >= self.full_from:
            return weight
        return Decimal(0) if self.all_or_nothing else weight * max(share, Decimal(0))


def method_of(view: ProjectView) -> Method:
    """The method that the notes of a form state."""
    notes = "。".join(f"{remark.label}：{remark.text}" for remark in view.project.remarks)
    found = _FULL_FROM.search(notes)
    full = Decimal(found["percent"]) / 100 if found and Decimal(found["percent"]) <= 100 else Decimal(1)
    nothing = _ALL_OR_NOTHING.search(notes) is not None
    stated = nothing or found is not None or _PROPORTION.search(notes) is not None
    return Method(all_or_nothing=nothing and not _PROPORTION.search(notes), full_from=full, stated=stated)
