"""Copied goals in a batch of goals that say the same sort of thing: found however they were changed, and nothing else."""

from collections import Counter

import pytest

from auditor.duplicates.phrases import Spread
from auditor.duplicates.statements import own_part, statement_groups, worn_clauses
from material.planted import KINDS
from material.planted_goals import planted_goals

pytestmark = pytest.mark.issue(16)


@pytest.mark.parametrize("seed", [5, 29])
def test_planted_goals_are_found_and_look_alikes_are_not(seed):
    goals = planted_goals(3_000, seed)
    holders = [((number, 0), str(number // 10), goal.text) for number, goal in enumerate(goals)]
    worn = worn_clauses(holders, Spread(len(goals), len(goals) // 10))
    groups = statement_groups([own_part(goal.text, worn) or goal.text for goal in goals])
    group_of = {number: place for place, group in enumerate(groups) for number in group.numbers}
    base = {goal.family: number for number, goal in enumerate(goals) if not goal.kind}
    planted = Counter(goal.kind for goal in goals if goal.kind)
    found = Counter(
        goal.kind
        for number, goal in enumerate(goals)
        if goal.kind and group_of.get(number, -1) == group_of.get(base[goal.family], -2)
    )
    told = [(goals[group.centre], goals[copy.number]) for group in groups for copy in group.copies]
    # 112 of a kind: a standard error is two points below the 0.95 that ten thousand goals reach (benchmarks.duplicates)
    assert {kind: found[kind] >= 0.92 * planted[kind] for kind in KINDS} == dict.fromkeys(KINDS, True)
    assert sum(one.family == other.family for one, other in told) >= 0.98 * len(told)
