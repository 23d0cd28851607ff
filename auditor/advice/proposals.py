"""What to write into a row instead: a target that fits its name, or another indicator for the project's own object.

A proposal is a name and a target with blanks for the numbers. It is offered only where it would stand on its own: a name
that cannot be counted is given no number, a satisfaction row asks people, and the direction follows what the name means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from auditor.advice.kinds import Pattern, ProjectKind, kind_of, kinds_named, object_of
from auditor.advice.targets import BLANK, Proposal, measured_instead, target_for
from auditor.checks.protocol import RowView
from auditor.model import Project
from auditor.taxonomy import level2_of

OFFERED = 2

_RESPONDENTS = re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:的)?(?:满意(?:度|率)|安全感)")
_NO_RESPONDENT = re.compile(
    r"^(?:服务对象|社会公众|群众|公众|人民|受益对象|受益群众)?$|(?:对|的|以上|达到|不断|保持|提高|提升|调查|实现|确保|保证|增强|工作|服务质量)"
)
_HINTS = re.compile(r"^(?:请?填写|请写明|如|例如|增强|提升|提高|实现|确保|保证|保障)")

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


class Proposer:
    """Makes proposals for rows.

    Args:
        near: finds indicators of the bank; of no bank, none.
    """

    def __init__(self, near: Near) -> None:
        self._near = near

    def instead(self, row: RowView) -> tuple[Proposal, ...]:
        """Other indicators that a row could set: of its category and for the project's object, at most two.

        Rows of one category get different ones, and none that the project has already: following all advice on a project
        does not set the same indicator twice. What a project only does besides is offered where what it mainly does has run out.
        """
        taken = {one.level3 for one in row.project.indicators if one is not row.indicator}
        own = measured_instead(_bare(row.indicator.level3)) if row.category not in _OWN_WAY else None
        if own is not None and own.level3 not in taken:
            return (own,)
        mainly = _unlike(self._candidates(row), taken)
        place, rows = _among_its_like(row)
        if rows == 1 and mainly:
            return tuple(mainly[:OFFERED])
        besides = _unlike(_besides(row), taken | {one.level3 for one in mainly})
        return tuple((mainly + besides)[place : place + 1])

    def rewriting(self, row: RowView) -> tuple[Proposal, ...]:
        """What to write into a row: a target beside its own name where it can have one, else other indicators."""
        target = target_for(_bare(row.indicator.level3), row.category)
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
        yield from _of_kind(_kind_for(row), row)


def offered_for(project: Project, category: str) -> Proposal:
    """An indicator of a category that a project of its kind can set."""
    pattern = kind_of(project).patterns[category][0]
    about = object_of(project)
    return _of_pattern(pattern, about if about or "{o}" not in pattern.name else "")


_OF_MANY_KINDS = frozenset(
    {
        "建设",
        "工程",
        "服务",
        "安全",
        "系统",
        "平台",
        "设备",
        "网络",
        "监控",
        "委托",
        "运行",
        "维护",
        "应急",
        "卫生",
        "规划",
    }
)
"""Words that a row of any project may use."""

_OWN_WAY = ("satisfaction", "timeliness", "cost", "economic_cost", "ecological")
"""Categories whose rows are told by people, dates, money and the environment."""


def _bare(name: str) -> str:
    return name.strip("。．.；; ")


def _unlike(proposals: Iterator[Proposal], taken: set[str] | set[str | None]) -> list[Proposal]:
    """The proposals without names that are taken, each name once."""
    return list({one.level3: one for one in proposals if one.level3 not in taken}.values())


def _kind_for(row: RowView) -> ProjectKind:
    """Of the kinds that a project's name shows, the one that the row speaks of in so many words; else the main one."""
    said = row.indicator.level3 + row.indicator.description
    spoken = (
        kind
        for kind in kinds_named(row.project)
        if any(word in said for word in kind.words if word not in _OF_MANY_KINDS)
    )
    return next(spoken, kind_of(row.project))


def _besides(row: RowView) -> Iterator[Proposal]:
    """What a project could set for what else its name shows."""
    if row.category not in ("satisfaction", "timeliness", "ecological"):
        for kind in (kind_of(row.project), *kinds_named(row.project)):
            yield from _of_kind(kind, row)


def _of_kind(kind: ProjectKind, row: RowView) -> Iterator[Proposal]:
    category = {"economic_cost": "cost", None: "quantity"}.get(row.category, row.category)
    about = object_of(row.project)
    for pattern in kind.patterns.get(str(category), ()):
        proposal = _of_pattern(pattern, about)
        if about or len(proposal.level3 or "") >= _SHORTEST:
            yield proposal


def _among_its_like(row: RowView) -> tuple[int, int]:
    """The place of a row (from 0) among those of its category in its project, and how many they are."""
    like = [one for one in row.project.indicators if level2_of(one.level2) == level2_of(row.indicator.level2)]
    place = next((number for number, one in enumerate(like) if one is row.indicator), 0)
    return place, max(1, len(like))


def _respondents(row: RowView) -> str:
    """Whose satisfaction: those that the row names, else those of the project's kind."""
    for text in (row.indicator.level3, row.indicator.description):
        for match in _RESPONDENTS.finditer(text):
            people = _HINTS.sub("", match[1])
            if not _NO_RESPONDENT.search(people):
                return f"{people}满意度"
    return kind_of(row.project).patterns["satisfaction"][0].name


def _of_pattern(pattern: Pattern, about: str) -> Proposal:
    name = pattern.name.format(o=about)
    return Proposal(re.sub(r"(.{2,4})\1", r"\1", name), f"{pattern.comparator}{BLANK}{pattern.unit}")
