"""Whether two statements speak of the same thing, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.checks.agreement.facts import Fact, Statement

REMEMBERED = 1 << 15
"""Clauses whose words are kept."""

_SHORTEST = 2
"""Characters of the shortest content word."""

_APART = (
    r"新建|改建|扩建|维修|拆除", r"[一二三四五]期", r"城区|城镇|农村|乡村", r"国家级|省级|市级|区级|县级|乡级|村级", r"线上|线下",
    r"男|女", r"春季|秋季", r"小学|初中|高中|幼儿园", r"门诊|住院", r"上半年|下半年", r"人均|户均|亩均|平均", r"新增|存量",
)  # fmt: skip
"""Words that set apart what is otherwise called the same: 一期 and 二期, 新建 and 维修."""
_ANY_APART = re.compile("|".join(_APART))
_EACH_APART = tuple(map(re.compile, _APART))

_OF_ONE = re.compile(r"[人户亩村校站件次生场台套]均|平均|每(?![年月日天周季])")
"""What tells how much falls to one of many: no total is the same (人均公园绿地面积 and 养护绿地面积)."""

_RATE = re.compile(r"([\u4e00-\u9fff]{2})率(?![\u4e00-\u9fff])|(满意|认可|知晓)度")
"""A rate by name, with what it rates: 合格 in 项目（工程）验收合格率."""


_NOTHING = 0.0, 0.0


class Likeness(NamedTuple):
    """A fact that may speak of the same thing as another: the share of each one's naming words that the other has."""

    fact: Fact
    shares: tuple[float, float]

    @property
    def sureness(self) -> float:
        """The share in the direction that finds more, 0..1."""
        return max(self.shares)


def same_topic(fact: Fact, others: Iterable[Fact]) -> list[Likeness]:
    """Those of other facts that share a word with one, in order."""
    one = fact.stated
    same = (other for other in others if other.stated.measure == one.measure)
    return [Likeness(other, shares) for other in same if (shares := _shares(one, other.stated)) != _NOTHING]


def sureness(one: Statement, other: Statement) -> float:
    """How sure it is that both speak of the same thing, 0..1: 0 unless dimension and unit fit.

    The share of the words that name the one thing which the other statement has too, in the direction that finds more.
    """
    return max(_shares(one, other))


def _shares(one: Statement, other: Statement) -> tuple[float, float]:
    """The share of each one's naming words that the other has. Rates are compared by name only: all speak of 合格."""
    if one.measure != other.measure or not one.words or not other.words:
        return _NOTHING
    by_name = one.dimension == "ratio"
    shared = _found(one.name, other.name if by_name else other.words)
    back = _found(other.name, one.name if by_name else one.words)
    if not (shared or back) or _set_apart(one, other):
        return _NOTHING
    return shared / len(one.name), back / len(other.name)


def _found(words: frozenset[str], among: frozenset[str]) -> int:
    """How many words stand among others, whole or as a part of one."""
    whole = words & among
    rest = words - whole
    if not rest:
        return len(whole)
    joined = "\n".join(among)
    return len(whole) + sum([word in joined or _holds_one(word, among) for word in rest])


def _holds_one(word: str, among: frozenset[str]) -> bool:
    """Whether a word has another one within it; one of two characters cannot."""
    return len(word) > _SHORTEST and any(known in word for known in among)


def best_match(likenesses: Sequence[Likeness], least: float) -> tuple[Fact, float] | None:
    """The fact that most surely speaks of the same thing, None where none does with at least ``least``.

    Among the surest the one most alike in both directions is meant; two of those with different values decide nothing.
    """
    scores = [(one.sureness, sum(one.shares)) for one in likenesses]
    highest = max(scores, default=(0.0, 0.0))
    if not scores or highest[0] < least:
        return None
    best, *rivals = [one.fact for one, score in zip(likenesses, scores, strict=True) if score == highest]
    return (best, highest[0]) if all(one.stated.value == best.stated.value for one in rivals) else None


def _set_apart(one: Statement, other: Statement) -> bool:
    """Whether a word of one statement says that it speaks of another phase, kind or stage than the other does."""
    if one.dimension == "date" and one.stages != other.stages:
        return True
    if one.dimension == "ratio":
        if not _same_rate(one, other):
            return True
    elif _falls_to_one(one.said) != _falls_to_one(other.said):
        return True
    pairs = zip(_words_apart(one.said), _words_apart(other.said), strict=False)
    return any(mine and theirs and not mine & theirs for mine, theirs in pairs)


@lru_cache(maxsize=REMEMBERED)
def _falls_to_one(said: str) -> bool:
    return _OF_ONE.search(said) is not None


@lru_cache(maxsize=REMEMBERED)
def _words_apart(said: str) -> tuple[frozenset[str], ...]:
    """The words of a clause that set apart, kind by kind; nothing at all where it has none."""
    if _ANY_APART.search(said) is None:
        return ()
    return tuple(frozenset(words.findall(said)) for words in _EACH_APART)


def _same_rate(one: Statement, other: Statement) -> bool:
    """A percentage speaks of a rate only where it names what is rated: 主体工程70% is no 验收合格率."""
    rated = _rated(other.said)
    return not rated or any(name in one.said for name in rated)


@lru_cache(maxsize=REMEMBERED)
def _rated(said: str) -> tuple[str, ...]:
    return tuple([first or second for first, second in _RATE.findall(said)])
