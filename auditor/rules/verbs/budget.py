"""``budget``: the project's budget lies within limits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from auditor.checks.protocol import Batch
from auditor.rules.options import Bounds
from auditor.rules.verbs.base import BUDGET, HOLDS, Context, Match, Sketch, Target, Test, Verb
from auditor.rules.verbs.droppable import Droppable, bounds

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class BudgetTest(Bounds):
    """The project's budget in 万元 lies within these limits."""


class BudgetVerb(Verb):
    """The budget lies within the limits; one that is not known does not."""

    verb: ClassVar[str] = "budget"
    usage: ClassVar[str] = "看项目预算（万元）：at_least、at_most、above、below、equals"
    example: ClassVar[str] = "budget: {at_least: 500}"

    budget: BudgetTest

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """Each limit."""
        return bounds(cls.verb, written)

    def compile(self, context: Context) -> Test:
        """Holds for a project and for its rows alike."""
        bounds = self.budget

        def test(target: Target, batch: Batch) -> Match | None:
            yuan = target.budget_yuan
            return HOLDS if yuan is not None and bounds.admit(yuan / 10000) else None

        return test

    def reads(self, context: Context) -> frozenset[str] | None:
        """The budget."""
        return frozenset({BUDGET})

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Budgets at the limits and near them."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import placed

        limits = [one for one in self.budget.model_dump().values() if one is not None] or [100]
        near = [limit + step for limit in limits for step in (0, 1, -1, 100, -100)]
        return st.sampled_from([placed(BUDGET, float(one)) for one in near if self.budget.admit(one) and one >= 0])
