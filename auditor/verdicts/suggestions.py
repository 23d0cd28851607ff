"""Rules that an office mostly finds mistaken, and the change of settings that would follow from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from auditor.verdicts.precision import DecisionShare, counts, share_of
from auditor.verdicts.verdict import FindingRuling

Change = Literal["disable", "info"]
"""Switch the rule off, or tell it as 提示 only."""

OFF_BELOW = 1 / 3
"""A rule that is right less often than this is switched off; one that is right less than half the time is told as 提示."""
DOUBTED_BELOW = 1 / 2


@dataclass(frozen=True)
class Suggestion:
    """A rule that was mostly mistaken, in one department ("" for the whole office), and what could be changed."""

    rule: str
    title: str
    department: str
    share: DecisionShare
    change: Change

    @property
    def sentence(self) -> str:
        """What a person reads beside the button."""
        where = "本单位" if self.department == "" else f"“{self.department}”"
        instead = "不再检查这一条" if self.change == "disable" else "把这一条降为提示"
        return f"{where}此规则 {self.share.decided} 次中 {self.share.mistaken} 次判为看错，建议{instead}。"

    @property
    def reason(self) -> str:
        """What the report says of the change."""
        return f"本单位处理意见：{self.share.decided} 次中 {self.share.mistaken} 次判为看错"


def suggestions(verdicts: Iterable[FindingRuling], department: str | None = None) -> tuple[Suggestion, ...]:
    """Rules that enough decisions find mostly mistaken, the least right first.

    Args:
        verdicts: of an office.
        department: count the decisions about one department only.
    """
    chosen = [one for one in verdicts if department is None or one.department == department]
    found = []
    for rule, (title, rulings) in counts(chosen, lambda one: one.rule).items():
        share = share_of(rulings)
        if share.enough and share.right < DOUBTED_BELOW:
            change: Change = "disable" if share.right < OFF_BELOW else "info"
            found.append(Suggestion(rule, title, department or "", share, change))
    return tuple(sorted(found, key=lambda one: (one.share.right, one.rule)))
