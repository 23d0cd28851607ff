"""Whether two facts speak of the same thing, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from auditor.consistency.facts import Fact
from auditor.language.scope import stages
from auditor.language.units import interchangeable

_APART = tuple(
    re.compile(words)
    for words in (
        r"新建|改建|扩建|维修|拆除", r"[一二三四五]期", r"城区|城镇|农村|乡村", r"国家级|省级|市级|区级|县级|乡级|村级", r"线上|线下",
        r"男|女", r"春季|秋季", r"小学|初中|高中|幼儿园", r"门诊|住院", r"上半年|下半年", r"人均|户均|亩均|平均", r"新增|存量",
    )
)  # fmt: skip
"""Words that set apart what is otherwise called the same: 一期 and 二期, 新建 and 维修."""

_RATE = re.compile(r"([\u4e00-\u9fff]{2})率(?![\u4e00-\u9fff])|(满意|认可|知晓)度")
"""A rate by name, with what it rates: 合格 in 项目（工程）验收合格率."""


def sureness(one: Fact, other: Fact) -> float:
    """How sure it is that both speak of the same thing, 0..1: 0 unless dimension and unit fit.

    The share of the words that name the one thing which the other statement has too, in the direction that finds more.
    """
    return max(_shares(one, other))


def _shares(one: Fact, other: Fact) -> tuple[float, float]:
    """The share of each one's naming words that the other has. Rates are compared by name only: all speak of 合格."""
    if one.dimension != other.dimension or not interchangeable(one.unit, other.unit):
        return 0.0, 0.0
    if not one.words or not other.words or _set_apart(one, other):
        return 0.0, 0.0
    mine, theirs = one.name or one.words, other.name or other.words
    by_name = one.dimension == "ratio"
    shared = _found(mine, theirs if by_name else other.words)
    back = _found(theirs, mine if by_name else one.words)
    return shared / len(mine), back / len(theirs)


def _found(words: frozenset[str], among: frozenset[str]) -> int:
    """How many words stand among others, whole or as a part of one."""
    return sum(any(_alike(word, known) for known in among) for word in words)


def best_match(fact: Fact, others: Sequence[Fact], least: float) -> tuple[Fact, float] | None:
    """The fact that most surely speaks of the same thing, None where none does with at least ``least``.

    Among the surest the one most alike in both directions is meant; two of those with different values decide nothing.
    """
    ranked = sorted(
        ((max(found), sum(found), -number) for number, found in enumerate(_shares(fact, other) for other in others)),
        reverse=True,
    )
    if not ranked or ranked[0][0] < least:
        return None
    sure, both, place = ranked[0]
    best = others[-place]
    rivals = [others[-number] for *score, number in ranked if score == [sure, both]]
    return (best, sure) if all(rival.value == best.value for rival in rivals) else None


def _set_apart(one: Fact, other: Fact) -> bool:
    """Whether a word of one statement says that it speaks of another phase, kind or stage than the other does."""
    if one.dimension == "date" and stages(one.said) != stages(other.said):
        return True
    if one.dimension == "ratio" and not _same_rate(one, other):
        return True
    found = ((set(words.findall(one.said)), set(words.findall(other.said))) for words in _APART)
    return any(mine and theirs and not mine & theirs for mine, theirs in found)


def _same_rate(one: Fact, other: Fact) -> bool:
    """A percentage speaks of a rate only where it names what is rated: 主体工程70% is no 验收合格率."""
    rated = [first or second for first, second in _RATE.findall(other.said)]
    return not rated or any(name in one.said for name in rated)


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))
