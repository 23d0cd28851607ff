"""What to write into a row instead: a target that fits its name, or another indicator for the project's own object.

A proposal is a name and a target with blanks for the numbers. It is offered only where it would stand on its own: a name
that cannot be counted is given no number, a satisfaction row asks people, and the direction follows what the name means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from auditor.advice.kinds import Pattern, kind_of, object_of
from auditor.checks.protocol import RowView
from auditor.language.heads import HeadNoun, head_noun
from auditor.model import Project
from auditor.taxonomy import level2_of

BLANK = "__"
OFFERED = 2

OMITTED = {
    "economic": "没有直接经济效益的，此类可以不设",
    "ecological": "没有生态影响的，此类可以不设",
    "sustainable": "没有持续影响的，此类可以不设",
}
"""Categories that not every project has."""

_RISING = re.compile(r"^(?:不断|持续|逐步|稳步|进一步|有效|显著|切实|大力|努力)*(?:提高|提升|增加|增长|促进|扩大|增强)")
_FALLING = re.compile(
    r"^(?:不断|持续|逐步|稳步|进一步|有效|显著|切实|大力|努力)*(?:减少|降低|下降|压减|减轻|遏制|缩短)(?:了)?"
)
_FALLING_END = re.compile(r"(?:不断|持续|逐步|明显|显著|有效|大幅|逐年)*(?:减少|降低|下降)$")
_EVENTS = re.compile(r"(?:事故|事件|案件|投诉|纠纷|火灾|隐患|伤亡|上访|违法|犯罪|警情|意外|意外发生|肇事肇祸|污染)$")
_LOSSES = re.compile(r"(?:损失|费用|成本|支出)$")
_SAVING = re.compile(r"^(?:节约|节省|压减)[^，、。]{1,8}(?:成本|费用|支出|开支)$")
_RESPONDENTS = re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:的)?满意(?:度|率)")
_NO_RESPONDENT = re.compile(
    r"^(?:服务对象|社会公众|群众|公众|人民|受益对象|受益群众)?$|(?:对|的|以上|达到|不断|保持|提高|调查)"
)
_DATED = re.compile(r"(?:时间|时限|日期|期限|进度)$")
_VAGUE_TIME = re.compile(r"全年|年内|期限内|及时|按时|拨付|支付|到位")
_COST = re.compile(r"(?:成本|单价|标准|费|费用|造价|控制数)$")
_MONEY_IN = re.compile(r"投入|预算|资金|经费|财政")

_WHOLE = 100
"""Per cent."""

_SHORTEST = 4
"""Characters of a name that says what is counted without naming the project's object."""

Near = Callable[[RowView], Sequence["Named"]]
"""Finds indicators of the bank that share the object of a row."""


class Named(Protocol):
    """An indicator of the bank."""

    @property
    def name(self) -> str:
        """Its name."""
        ...

    @property
    def comparator(self) -> str:
        """≥, ≤, = or 前."""
        ...

    @property
    def unit(self) -> str:
        """Of its target."""
        ...


@dataclass(frozen=True)
class Proposal:
    """What to write: ``level3`` is the new name, None where the row's own is kept; ``target`` has blanks for numbers."""

    level3: str | None
    target: str

    @property
    def written(self) -> str:
        """As it stands in advice."""
        return f"“{self.level3} {self.target}”" if self.level3 else f"“{self.target}”"


class Proposer:
    """Makes proposals for rows.

    Args:
        near: finds indicators of the bank; of no bank, none.
    """

    def __init__(self, near: Near) -> None:
        self._near = near

    def target_for(self, row: RowView) -> Proposal | None:
        """A target that fits the row's own name, None where the name cannot be given one."""
        name = row.indicator.level3.strip("。．.；; ")
        match row.category:
            case "satisfaction":
                return Proposal(None, f"≥{BLANK}%") if _asks_somebody(name) else None
            case "timeliness":
                return _deadline(name)
            case "cost" | "economic_cost":
                return Proposal(None, f"≤{BLANK}元") if _is_cost(name) else None
            case _:
                return _countable(name)

    def instead(self, row: RowView) -> tuple[Proposal, ...]:
        """Other indicators that a row could set: of its category and for the project's object, at most two.

        Rows of one category get different ones, and none that the project has already: following all advice on a project
        does not set the same indicator twice.
        """
        taken = {one.level3 for one in row.project.indicators if one is not row.indicator}
        unique = {one.level3: one for one in self._candidates(row) if one.level3 not in taken}
        found = tuple(unique.values())
        place, rows = _among_its_like(row)
        return found[:OFFERED] if rows == 1 else found[place : place + 1]

    def rewriting(self, row: RowView) -> tuple[Proposal, ...]:
        """What to write into a row: a target beside its own name where it can have one, else other indicators."""
        target = self.target_for(row)
        return (target,) if target is not None else self.instead(row)

    def _candidates(self, row: RowView) -> Iterator[Proposal]:
        match row.category:
            case "satisfaction":
                yield Proposal(_respondents(row), f"≥{BLANK}%")
                return
            case "timeliness":
                pattern = kind_of(row.project).patterns["timeliness"][0]
                yield Proposal(pattern.name.format(o=object_of(row.project)), f"{BLANK}年{BLANK}月{BLANK}日前")
                return
            case "ecological":
                return
        for one in self._near(row):
            if one.comparator != "前":
                yield Proposal(one.name, f"{one.comparator}{BLANK}{one.unit}")
        category = {"economic_cost": "cost", None: "quantity"}.get(row.category, row.category)
        about = object_of(row.project)
        for pattern in kind_of(row.project).patterns.get(str(category), ()):
            proposal = _of_pattern(pattern, about)
            if about or len(proposal.level3 or "") >= _SHORTEST:
                yield proposal


def offered_for(project: Project, category: str) -> str:
    """An indicator of a category that a project of its kind can set, in quotation marks."""
    pattern = kind_of(project).patterns[category][0]
    about = object_of(project)
    return _of_pattern(pattern, about if about or "{o}" not in pattern.name else "").written


def with_unit(row: RowView, accused: str) -> str:
    """A bare number with the unit that the row's name wants; several where the name leaves it open."""
    head = head_noun(row.indicator.level3.strip("。．.；; "))
    number = re.search(r"\d+(?:\.\d+)?", accused)
    if row.category == "satisfaction" or (head is not None and _unit(head) == "%"):
        fits = number is not None and float(number[0]) <= _WHOLE
        return f"“{accused}%”" if fits else f"“≥{BLANK}%”，并核对数值"
    if head is not None:
        return f"“{accused}{_unit(head)}”"
    return f"“{accused}%”“{accused}分”或者“{accused}人次”"


def split_by_respondents(row: RowView) -> str:
    """A satisfaction indicator for each of the groups of people that a row asks at once."""
    name = re.sub(r"的?满意(?:度|率).*$", "", row.indicator.level3)
    groups = [part for part in re.split(r"[、，,/]|和|与|及", name) if part]
    asked = groups if len(groups) > 1 else ["__（一类对象）", "__（另一类对象）"]
    return "".join(f"“{one}满意度 ≥{BLANK}%”" for one in asked)


def rewriting_sentence(row: RowView, proposals: Sequence[Proposal]) -> str:
    """Advice to give the row a target, or to set another indicator where its name can have none."""
    if proposals and proposals[0].level3 is None:
        return f"写明要达到的值，如{proposals[0].written}（示例，须由单位核定）"
    return instead_sentence(row, proposals)


def instead_sentence(row: RowView, proposals: Sequence[Proposal]) -> str:
    """Advice to set another indicator."""
    spared = OMITTED.get(row.category or "", "")
    if not proposals:
        return f"改设能计数、计时或测评的指标，写明名称、数值和单位（{spared or '没有这类内容的，可以不设'}）"
    if row.category == "satisfaction":
        return f"写明调查谁和目标值，如{proposals[0].written}，并在依据栏写明调查方式和份数（示例，须由单位核定）"
    if row.category == "timeliness":
        return f"写明哪项工作在什么时候完成，如{proposals[0].written}（示例，须由单位核定）"
    listed = "或".join(one.written for one in proposals)
    said = f"改设本项目能计数的指标，如{listed}，并在描述栏写明口径（示例，须由单位核定）"
    return f"{said}；{spared}" if spared else said


# --- what a name can be given ----------------------------------------------------------------------------------------


def _among_its_like(row: RowView) -> tuple[int, int]:
    """The place of a row (from 0) among those of its category in its project, and how many they are."""
    like = [one for one in row.project.indicators if level2_of(one.level2) == level2_of(row.indicator.level2)]
    place = next((number for number, one in enumerate(like) if one is row.indicator), 0)
    return place, max(1, len(like))


def _asks_somebody(name: str) -> bool:
    return bool(re.search(r"满意(?:度|率)$", name)) and not _RISING.match(name)


def _respondents(row: RowView) -> str:
    """Whose satisfaction: those that the row names, else those of the project's kind."""
    for text in (row.indicator.level3, row.indicator.description):
        for match in _RESPONDENTS.finditer(text):
            if not _NO_RESPONDENT.search(match[1]):
                return f"{match[1]}满意度"
    return kind_of(row.project).patterns["satisfaction"][0].name


def _deadline(name: str) -> Proposal | None:
    if name.endswith("率"):
        return Proposal(None, f"≥{BLANK}%")
    head = head_noun(name)
    if head is not None and "duration" in head.dimensions and head.direction == "down":
        return Proposal(None, f"≤{BLANK}{head.units[0]}")
    if _DATED.search(name) and not _VAGUE_TIME.search(name):
        return Proposal(None, f"{BLANK}年{BLANK}月{BLANK}日前")
    return None


def _is_cost(name: str) -> bool:
    return bool(_COST.search(name)) and not _MONEY_IN.search(name)


def _countable(name: str) -> Proposal | None:
    """A target for a name that ends with a head that is counted or measured, by its direction and unit."""
    falling, rising = _FALLING.match(name), _RISING.match(name)
    bare = _FALLING_END.sub("", _FALLING.sub("", name))
    if falling or bare != name:
        return _falling(bare)
    if _SAVING.match(name):
        return Proposal(f"{name}金额", f"≥{BLANK}万元")
    head = head_noun(name)
    if head is None or (head.word == "率" and len(name) < 3):
        return None
    unit = _unit(head)
    if rising:
        points = "个百分点" if unit == "%" else "%"
        return Proposal(_RISING.sub("", name), f"较上年（{BLANK}{unit}）提高{BLANK}{points}")
    return Proposal(None, f"{'≤' if head.direction == 'down' else '≥'}{BLANK}{unit}")


def _falling(bare: str) -> Proposal | None:
    """What has to become less: events by their number, losses by their amount, everything else that is counted by itself."""
    if _EVENTS.search(bare):
        return Proposal(f"{bare}起数", f"较上年（{BLANK}起）下降{BLANK}%")
    if _LOSSES.search(bare) and len(bare) >= _SHORTEST:
        return Proposal(f"{bare}金额", f"较上年（{BLANK}万元）下降{BLANK}%")
    head = head_noun(bare)
    return (
        None
        if head is None
        else Proposal(bare, f"较上年（{BLANK}{_unit(head)}）下降{BLANK}{'个百分点' if _unit(head) == '%' else '%'}")
    )


def _unit(head: HeadNoun) -> str:
    return head.units[0]


def _of_pattern(pattern: Pattern, about: str) -> Proposal:
    name = pattern.name.format(o=about)
    return Proposal(re.sub(r"(.{2,4})\1", r"\1", name), f"{pattern.comparator}{BLANK}{pattern.unit}")
