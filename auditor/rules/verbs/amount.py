"""``amount``: a money amount of a field beside the project's budget."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal

from auditor.model import MONEY
from auditor.rules.options import FieldOptions
from auditor.rules.verbs.base import BUDGET, Context, FieldVerb, Find, Sketch, Target
from auditor.rules.words import Spans

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class AmountTest(FieldOptions):
    """A money amount of the field stands in this relation to the project's budget, within a tolerance in percent."""

    relation: Literal["equals_budget", "differs_from_budget", "above_budget"]
    tolerance_percent: Decimal = Decimal("0.01")

    def holds(self, amount: Decimal, budget: Decimal) -> bool:
        """Whether an amount stands in the relation; both in 元."""
        slack = abs(budget) * self.tolerance_percent / 100
        close = abs(amount - budget) <= slack
        return {
            "equals_budget": close,
            "differs_from_budget": not close,
            "above_budget": amount > budget + slack,
        }[self.relation]


class AmountVerb(FieldVerb):
    """The field has amounts in this relation to the budget."""

    verb: ClassVar[str] = "amount"
    usage: ClassVar[str] = (
        "看金额与项目预算：relation 写 equals_budget（相同）、differs_from_budget（不同）或 above_budget（超过），"
        "tolerance_percent 写允许相差百分之几"
    )
    example: ClassVar[str] = "amount: {in: description, relation: above_budget}"

    amount: AmountTest

    def find(self, context: Context) -> Find:
        """The amounts; none where the budget is not known."""
        options = self.amount

        def find(target: Target, name: str) -> Spans | None:
            budget = target.budget_yuan
            if budget is None:
                return None
            amounts = [one for one in target.artefacts(name).quantities if one.dimension in MONEY]
            return tuple(one.span for one in amounts if options.holds(Decimal(one.value), budget)) or None

        return find

    def reads(self, context: Context) -> frozenset[str] | None:
        """The field and the budget."""
        return frozenset({self.field(context), BUDGET})

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """An amount made from the budget."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import placed, together

        name, times = self.field(context), 1 if self.amount.relation == "equals_budget" else 3
        budgets = st.integers(1, 9000)
        return budgets.map(lambda wan: together([placed(name, f"{wan * times}万元"), placed(BUDGET, wan)]))
