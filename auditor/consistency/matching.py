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


def sureness(one: Fact, other: Fact) -> float:
    """How sure it is that both speak of the same thing, 0..1: 0 unless dimension and unit fit.

    The share of telling words of the poorer clause that the other has too; one shared character pair at the end of both
    names (the head) counts as a word.
    """
    if one.dimension != other.dimension or not interchangeable(one.unit, other.unit):
        return 0.0
    if not one.words or not other.words or _set_apart(one, other):
        return 0.0
    shared = sum(any(_alike(word, known) for known in other.words) for word in one.words)
    back = sum(any(_alike(word, known) for known in one.words) for word in other.words)
    return min(1.0, max(shared / len(one.words), back / len(other.words))) if min(shared, back) else 0.0


def best_match(fact: Fact, others: Sequence[Fact], least: float) -> tuple[Fact, float] | None:
    """The fact that most surely speaks of the same thing, None where none does with at least ``least``.

    Two candidates of equal sureness and different value decide nothing.
    """
    ranked = sorted(((sureness(fact, other), -number) for number, other in enumerate(others)), reverse=True)
    if not ranked or ranked[0][0] < least:
        return None
    best = others[-ranked[0][1]]
    rivals = [others[-number] for sure, number in ranked if sure == ranked[0][0]]
    return (best, ranked[0][0]) if all(rival.value == best.value for rival in rivals) else None


def _set_apart(one: Fact, other: Fact) -> bool:
    """Whether a word of one statement says that it speaks of another phase, kind or stage than the other does."""
    if one.dimension == "date" and stages(one.said) != stages(other.said):
        return True
    found = ((set(words.findall(one.said)), set(words.findall(other.said))) for words in _APART)
    return any(mine and theirs and not mine & theirs for mine, theirs in found)


def _alike(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= 2 and (one in other or other in one))
