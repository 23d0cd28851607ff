"""The check behind ``agree``: facts of one kind held against facts of another, with three outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from auditor.checks.agreement.clauses import EXPLAINED
from auditor.checks.agreement.extract import FINDERS
from auditor.checks.agreement.facts import Fact, in_own_unit
from auditor.checks.agreement.matching import best_match, same_topic, sureness
from auditor.checks.history.statements import equal, kept, same_amount
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Undecided
from auditor.language.units import interchangeable

How = Literal["equal", "sum", "sum_at_most", "compatible", "not_after", "product", "product_at_most"]

CAPPED = Decimal("1.2")
"""A limit of price times count above the budget by up to this factor can still be kept."""

UNMATCHED = "没有说同一件事的数可以对照"
EXPLANATION = "文中写有差异说明"


@dataclass(frozen=True)
class Agreement:
    """Which facts must agree. ``texts``: project texts in which ``one`` is looked for; ``least``: sureness of a match.

    ``how``: ``equal`` every ``one`` equals the only ``other``; ``sum``, ``sum_at_most`` the sum of ``one`` equals, or
    does not exceed, the only ``other``; ``compatible`` each ``one`` agrees with the ``other`` that speaks of the same
    thing; ``not_after`` the same for dates: no ``other`` later than ``one``; ``product`` a unit price times the count
    of the same unit equals the amount of the same thing; ``product_at_most`` it does not exceed the only ``other``.
    """

    one: str
    other: str
    how: How
    texts: tuple[str, ...]
    tolerance_percent: Decimal
    least: float

    def __call__(self, batch: Batch) -> CheckResult:
        """Compare in every project."""
        hits: list[Hit] = []
        undecided: list[Undecided] = []
        for view in batch.projects:
            outcome = self._project(view, batch)
            if isinstance(outcome, str):
                undecided.append((view.subject, outcome))
            else:
                hits.extend(outcome)
        return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))

    def _project(self, view: ProjectView, batch: Batch) -> list[Hit] | str:
        """The contradictions in a project, or why it cannot be judged."""
        ones = FINDERS[self.one](view, batch, self.texts)
        others = FINDERS[self.other](view, batch, ()) if ones else []
        if not ones or not others:
            return "材料里没有可以对照的数"
        match self.how:
            case "equal":
                found = [
                    _pair(view, fact, others[0])
                    for fact in ones
                    if not self._equal(fact.stated.value, others[0].stated.value)
                ]
            case "sum" | "sum_at_most":
                found = list(self._sum(view, ones, others[0]))
            case "product" | "product_at_most":
                return self._products(view, batch, ones, others)
            case _:
                return self._matched(view, ones, others)
        return EXPLANATION if found and any(EXPLAINED.search(fact.quoted) for fact in ones) else found

    def _equal(self, one: Decimal, other: Decimal) -> bool:
        return same_amount(one, other) or equal(one, other, self.tolerance_percent / 100)

    def _sum(self, view: ProjectView, ones: Sequence[Fact], other: Fact) -> Iterator[Hit]:
        whole, limit = sum((fact.stated.value for fact in ones), Decimal(0)), other.stated.value
        parts = [fact for fact in ones if not self._equal(fact.stated.value, limit)]
        if self.how == "sum_at_most" and len(parts) < max(len(ones), 2):
            return  # one of them is the whole itself, or there is nothing to add up
        if self._equal(whole, limit) or (self.how == "sum_at_most" and whole < limit):
            return
        values = {"total": wan(whole), "one": "、".join(fact.stated.text for fact in ones), "other": other.stated.text}
        evidence = tuple(fact.evidence() for fact in (*ones, other))
        yield Hit(view.subject, values={**values, "accused": wan(whole)}, evidence=evidence)

    def _matched(self, view: ProjectView, ones: Sequence[Fact], others: Sequence[Fact]) -> list[Hit] | str:
        found: list[Hit] = []
        judged = 0
        for fact in ones:
            likenesses = same_topic(fact, others)
            match = best_match(likenesses, self.least)
            if match is None or self._met(fact, [one.fact for one in likenesses]):
                judged += match is not None
                continue
            judged += 1
            if any(self._agrees(one, match[0]) and sureness(one.stated, match[0].stated) >= self.least for one in ones):
                continue  # the text has another number for this row, and that one agrees
            if not EXPLAINED.search(fact.stated.said) and not EXPLAINED.search(match[0].stated.said):
                found.append(_pair(view, fact, match[0], sure=match[1]))
        return found if judged else UNMATCHED

    def _met(self, fact: Fact, others: Sequence[Fact]) -> bool:
        """Whether one of several rows about the same thing agrees, or all of them add up to what is promised."""
        if any(self._agrees(fact, other) for other in others):
            return True
        whole = sum((other.stated.value for other in others), Decimal(0))
        return self.how == "compatible" and len(others) > 1 and self._equal(whole, fact.stated.value)

    def _agrees(self, fact: Fact, other: Fact) -> bool:
        if self.how == "not_after":
            return other.stated.value <= fact.stated.value
        return kept(fact.stated, other.stated, self.tolerance_percent / 100)

    def _covers(self, whole: Decimal, product: Decimal, price: Fact) -> bool:
        """Whether a whole that need not be spent up covers price times count; a price limit is seldom used up."""
        room = CAPPED if price.stated.comparator in ("≤", "<") else 1
        return self.how == "product_at_most" and product <= whole * room

    def _products(
        self, view: ProjectView, batch: Batch, prices: Sequence[Fact], amounts: Sequence[Fact]
    ) -> list[Hit] | str:
        counts = FINDERS["counted"](view, batch, ())
        found: list[Hit] = []
        judged = 0
        for price in prices:
            for amount in amounts:
                count = _counted_for(price, amount, counts)
                if count is None:
                    continue
                judged += 1
                product = price.stated.value * in_own_unit(count.stated)
                if not self._covers(amount.stated.value, product, price) and not self._equal(
                    product, amount.stated.value
                ):
                    found.append(_product_hit(price, count, amount))
        return found if judged else UNMATCHED


def _counted_for(price: Fact, amount: Fact, counts: Sequence[Fact]) -> Fact | None:
    """The only count whose unit is what the price is per, where price, count and amount are of the same thing.

    An amount without words of its own is the whole budget, which any price and count of one thing must fit in.
    """
    said, whole, unit = price.stated, amount.stated, price.stated.unit or ""
    if whole.words and not said.words & whole.words:
        return None
    per = unit.partition("/")[2]
    fitting = [one for one in counts if interchangeable(one.stated.unit, per) and one.stated.words & said.words]
    exact = all(one.comparator in (None, "=", "≤", "≥") for one in (said, whole))
    single = len(fitting) == 1 and unit.count("/") == 1 and "·" not in per
    return fitting[0] if single and exact else None


def _product_hit(price: Fact, count: Fact, amount: Fact) -> Hit:
    place = amount if amount.stated.span else price
    values = {
        "one": f"{price.stated.text}×{count.stated.text}",
        "total": wan(price.stated.value * in_own_unit(count.stated)),
        "other": amount.stated.text,
        "accused": place.stated.text,
    }
    evidence = tuple(fact.evidence() for fact in (price, count, amount) if fact is not place)
    return Hit(place.subject, place.field, place.stated.span, values, evidence)


def _pair(view: ProjectView, one: Fact, other: Fact, sure: float = 1.0) -> Hit:
    """A hit on the row that states ``other``, or on the project where no row does."""
    row = other.subject.indicator is not None
    place = one if one.subject == view.subject and one.field.startswith("project.") and not row else other
    span = place.stated.span
    values = {
        "one": one.stated.text,
        "said": one.stated.said,
        "other": other.stated.text,
        "total": one.stated.text,
        "where": f"第 {(other.place.row_id or '').rpartition('/')[2]} 行" if row else "预算数",
        "accused": place.stated.text if span else other.stated.text,
    }
    evidence = tuple(fact.evidence() for fact in (one, other) if fact is not place or not row)
    return Hit(place.subject, place.field if span else None, span, values, evidence, confidence=sure)


def wan(yuan: Decimal) -> str:
    """An amount in 元 as 万元 without needless zeros."""
    text = f"{yuan / 10000:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) + "万元"
