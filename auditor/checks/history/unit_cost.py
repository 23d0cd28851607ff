"""What one unit of a project's main output costs. Money in 元, exactly."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from auditor.language.quantity import read_quantities
from auditor.model import Indicator, Project, Quantity
from auditor.taxonomy import level2_of

COUNTED = ("count", "length", "area", "volume", "weight")
Read = Callable[[str], tuple[Quantity, ...]]


def read_plainly(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, not remembered."""
    return read_quantities(text, field="")


class MainOutput(NamedTuple):
    """The row that says how much the project delivers, and the one quantity of its target."""

    row: Indicator
    quantity: Quantity

    @property
    def measure(self) -> str:
        """In what it is counted: the unit of a count, else the dimension, whose values share a base unit."""
        return self.quantity.unit or "" if self.quantity.dimension == "count" else self.quantity.dimension


def main_output(project: Project, read: Read = read_plainly) -> MainOutput | None:
    """The first 数量指标 whose target is one countable quantity above zero, None where there is none."""
    for row in project.indicators:
        if level2_of(row.level2) != "quantity":
            continue
        found = read(row.target)
        if len(found) == 1 and found[0].dimension in COUNTED and found[0].unit and Decimal(found[0].value) > 0:
            return MainOutput(row, found[0])
    return None


def unit_cost(project: Project, output: MainOutput) -> Decimal | None:
    """Budget by main quantity in 元 per base unit, None without a budget."""
    if not project.budget_wan or project.budget_wan < 0:
        return None
    return Decimal(str(project.budget_wan)) * 10000 / Decimal(output.quantity.value)


def written_cost(cost: Decimal, unit: str) -> str:
    """A unit cost for people, per the unit as written: ``30.6万元/公里``."""
    one = read_quantities(f"1{unit}", field="")
    amount = cost * Decimal(one[0].value) if len(one) == 1 else cost
    if amount >= 10000:
        return f"{_plain(amount / 10000)}万元/{unit}"
    return f"{_plain(amount)}元/{unit}"


def _plain(amount: Decimal) -> str:
    return f"{amount:.2f}".rstrip("0").rstrip(".")
