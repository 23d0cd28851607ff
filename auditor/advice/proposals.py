"""What to write into a row instead: a target that fits its name, or another indicator for the project's own object.

A proposal is a name and a target with blanks for the numbers. It is offered only where it would stand on its own: a name
that cannot be counted is given no number, a satisfaction row asks people, and the direction follows what the name means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import Protocol

from auditor.advice.belonging import Belonging
from auditor.advice.kinds import Pattern, ProjectKind, kind_of, kinds_named, object_of
from auditor.advice.pairs import REMEMBERED, SAYS_LITTLE, SETS_REMEMBERED, pairs_of
from auditor.advice.spots import Spot
from auditor.advice.targets import BLANK, Proposal, measured_instead, target_for
from auditor.advice.turns import ProjectTurns, offered_as
from auditor.checks.protocol import RowView
from auditor.model import Project
from auditor.rules.lexicon import Lexicon

_RESPONDENTS = re.compile(r"([\u4e00-\u9fff]{2,6}?)(?:的)?(?:满意(?:度|率)|安全感)")
_NO_RESPONDENT = re.compile(
    r"^(?:服务对象|社会公众|群众|公众|人民|受益对象|受益群众)?$|(?:对|的|以上|达到|不断|保持|提高|提升|调查|实现|确保|保证|增强|工作|服务质量)"
)
_HINTS = re.compile(r"^(?:请?填写|请写明|如|例如|增强|提升|提高|实现|确保|保证|保障)")

_LONGEST = 20
"""Characters of a name that is given the project's object, because it has no word of the project else."""

_SHORTEST = 4
"""Characters of a name that says what is counted without naming the project's object."""

ANY_DEADLINE = "工作任务完成时间"
"""The deadline of a project whose name names no object."""

Near = Callable[[Spot], Sequence["Named"]]
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
        lexicon: the word lists that tell economic and ecological indicators from others.
    """

    def __init__(self, near: Near, lexicon: Lexicon = MappingProxyType({})) -> None:
        self._near = near
        self._belonging = Belonging(lexicon)
        self._latest: ProjectTurns | None = None

    def instead(self, row: RowView, *, foreign: bool = False) -> tuple[Proposal, ...]:
        """Other indicators that a row could set: of its category and for the project's object, at most two.

        Rows of one category get different ones, and none that the project has already: following all advice on a project
        does not set the same indicator twice. ``foreign``: the row's words are another project's and say nothing of this one.
        """
        if self._latest is None or self._latest.project is not row.project:  # rows of one project follow each other
            self._latest = ProjectTurns(row.submission, row.project)
        turns = self._latest.of(offered_as(row.category))
        turn = turns.places.get(row.indicator.id)
        if turn is None:
            return ()
        for spot in turns.spots[len(turns.offered) : turn + (not foreign)]:
            turns.offered.append(self._chosen(spot, turns.taken(), foreign=False, most=turns.most))
        if foreign:
            return self._chosen(turns.spots[turn], turns.taken(turn), foreign=True, most=turns.most)
        return turns.offered[turn]

    def _chosen(self, spot: Spot, taken: set[str | None], *, foreign: bool, most: int) -> tuple[Proposal, ...]:
        """What a row is offered beside names that are taken; what a project does besides, where what it mainly does has run out."""
        if spot.category == "satisfaction":
            return (Proposal(_respondents(spot, foreign=foreign), f"≥{BLANK}%"),)
        own = None if foreign or spot.category in _OWN_WAY else measured_instead(_bare(spot.indicator.level3))
        if own is not None and own.level3 not in taken and self._fits(own, spot):
            return (own,)
        mainly = tuple(islice(self._unlike(self._candidates(spot), spot, taken), most))
        return mainly or tuple(islice(self._unlike(_besides(spot), spot, taken), 1))

    def _unlike(self, proposals: Iterator[Proposal], spot: Spot, taken: set[str | None]) -> Iterator[Proposal]:
        """The proposals that fit the category of a row and whose names are not taken, each name once."""
        told = {*taken}
        for one in proposals:
            if one.level3 not in told and self._fits(one, spot):
                told.add(one.level3)
                yield one

    def _fits(self, proposal: Proposal, spot: Spot | RowView) -> bool:
        """Whether a proposal may stand in the category of a row; where its name stays, its description does too."""
        if proposal.level3 is not None:
            return self._belonging.allows(spot.category, proposal.level3)
        return self._belonging.allows(spot.category, _bare(spot.indicator.level3), spot.indicator.description)

    def rewriting(self, row: RowView) -> tuple[Proposal, ...]:
        """What to write into a row: a target beside its own name where it can have one, else other indicators."""
        target = None if _stands_above(row) else target_for(_bare(row.indicator.level3), row.category)
        return (target,) if target is not None and self._fits(target, row) else self.instead(row)

    def _candidates(self, row: Spot) -> Iterator[Proposal]:
        match row.category:
            case "timeliness":
                pattern = kind_of(row.project).patterns["timeliness"][0]
                about = object_of(row.project)
                yield Proposal(
                    pattern.name.format(o=about) if about else ANY_DEADLINE, f"{BLANK}年{BLANK}月{BLANK}日前"
                )
                return
            case "ecological":
                return
        said = _said_of(row.project)
        for one in self._near(row):
            if one.comparator != "前" and _telling(one.name) & said:
                yield Proposal(one.name, f"{one.comparator}{BLANK}{one.unit}")
        yield from _of_kind(_kind_for(row), row)


def offered_for(project: Project, category: str) -> Proposal:
    """An indicator of a category that a project of its kind can set; of the first ones one that says enough by itself where the
    project has no short name.
    """
    patterns, about = kind_of(project).patterns[category], object_of(project)
    telling = (one for one in patterns if about or len(one.name.format(o="")) >= _SHORTEST)
    pattern = next(telling, patterns[0])
    return _of_pattern(pattern.name, pattern, about)


_OWN_WAY = ("quantity", "satisfaction", "timeliness", "cost", "economic_cost", "ecological")
"""Categories whose rows are told by counts, people, dates, money and the environment."""


def _bare(name: str) -> str:
    return name.strip("。．.；; ")


def _stands_above(row: RowView) -> bool:
    """Whether an earlier row of the table has the same name: a second target for it would set the indicator twice."""
    own = row.indicator
    first = next((one for one in row.project.indicators if one.level3 == own.level3 or one.id == own.id), own)
    return bool(own.level3) and first.id != own.id


def _kind_for(row: Spot) -> ProjectKind:
    """Of the kinds that a project's name shows, the one that the row speaks of in so many words; else the main one."""
    said = row.indicator.level3 + row.indicator.description
    spoken = (kind for kind in kinds_named(row.project) for word in kind.own_words if word in said)
    return next(spoken, None) or kind_of(row.project)


def _besides(row: Spot) -> Iterator[Proposal]:
    """What a project could set for what else its name shows."""
    if row.category not in ("satisfaction", "timeliness", "ecological"):
        for kind in (kind_of(row.project), *kinds_named(row.project)):
            yield from _of_kind(kind, row)


def _of_kind(kind: ProjectKind, row: Spot) -> Iterator[Proposal]:
    about, said = object_of(row.project), _said_of(row.project)
    category = offered_as(row.category)
    for pattern in kind.patterns.get(category, ()):
        if "{o}" not in pattern.name and not _telling(pattern.name) & said and len(about + pattern.name) <= _LONGEST:
            yield _of_pattern("{o}" + pattern.name, pattern, about)
        elif about or len(pattern.name.format(o="")) >= _SHORTEST:
            yield _of_pattern(pattern.name, pattern, about)


def _said_of(project: Project) -> frozenset[str]:
    """The character pairs of what a project says of itself."""
    return _pairs_said(project.name, project.purpose, project.goal)


@lru_cache(maxsize=SETS_REMEMBERED)
def _pairs_said(*texts: str) -> frozenset[str]:
    return pairs_of("".join(texts))


@lru_cache(maxsize=REMEMBERED)
def _telling(name: str) -> frozenset[str]:
    """The character pairs of an indicator's name that tell whose it is: how it is measured does not."""
    return frozenset(pair for pair in pairs_of(name) - SAYS_LITTLE if "率" not in pair)


def _respondents(spot: Spot, *, foreign: bool) -> str:
    """Whose satisfaction: those that the row names, else those of the project's kind."""
    for text in () if foreign else (spot.indicator.level3, spot.indicator.description):
        for match in _RESPONDENTS.finditer(text):
            people = _HINTS.sub("", match[1])
            if not _NO_RESPONDENT.search(people):
                return f"{people}满意度"
    return kind_of(spot.project).patterns["satisfaction"][0].name


_OF_PEOPLE = re.compile(r"\{o\}[\u4e00-\u9fff]{0,2}人员")
_PAY = re.compile(r"(?:人员)?(?:绩效)?(?:工资|薪酬|薪金|奖金|补贴|津贴|补助|报酬|待遇|社保|保险)+$")
"""What people are paid, at the end of what a project is about: its people are spoken of without."""


def _of_pattern(name: str, pattern: Pattern, about: str) -> Proposal:
    return Proposal(_about_it(name, about), f"{pattern.comparator}{BLANK}{pattern.unit}")


@lru_cache(maxsize=REMEMBERED)
def _about_it(name: str, about: str) -> str:
    """The name of a pattern with what a project is about."""
    written = name.format(o=_PAY.sub("", about) if _OF_PEOPLE.match(name) else about)
    return re.sub(r"(.{2,4})\1|(?<=[员师])人员", r"\1", written)
