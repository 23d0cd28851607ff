"""``quantity``: a field has, or has not, quantities of a sort."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal

from auditor.language.artefacts import Artefacts
from auditor.language.normalise import normalise
from auditor.model import Quantity, Span
from auditor.rules.options import Bounds, Count, FieldName, FieldOptions
from auditor.rules.required import Demands, Required
from auditor.rules.verbs.base import Context, Find, Sketch, Target, Test, matched
from auditor.rules.verbs.compiled import CellVerb, FindIn
from auditor.rules.words import Spans

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


class QuantityTest(FieldOptions):
    """There are quantities of this sort in the field. ``count: {max: 0}`` says there are none.

    ``whole``: the quantity is the whole text; ``doubled``: its comparator is said twice; ``equal_in``: another field
    states the same number of the same dimension.
    """

    dimension: tuple[str, ...] | None = None
    unit: tuple[str, ...] | None = None
    comparator: tuple[str, ...] | None = None
    value: Bounds | None = None
    doubled: Literal[True] | None = None
    whole: Literal[True] | None = None
    equal_in: FieldName | None = None
    count: Count = Count(min=1)

    @property
    def of_any_sort(self) -> bool:
        """Whether every quantity counts."""
        filters = (self.dimension, self.unit, self.comparator, self.value, self.doubled, self.whole, self.equal_in)
        return all(one is None for one in filters)

    def fits(self, quantity: Quantity) -> bool:
        """Whether a quantity by itself is of the sort."""
        return (
            (self.dimension is None or quantity.dimension in self.dimension)
            and (self.unit is None or quantity.unit in self.unit)
            and (self.comparator is None or (quantity.comparator or "") in self.comparator)
            and (self.value is None or self.value.admit(Decimal(quantity.value)))
        )


class QuantityVerb(CellVerb):
    """The field has so many quantities of the sort."""

    verb: ClassVar[str] = "quantity"
    usage: ClassVar[str] = (
        "看数量：dimension 量纲、unit 单位、comparator 比较词、value 数值范围、whole 整格就是它、doubled 比较词重复、"
        "equal_in 与另一字段相同，count 写几个（{max: 0} 是没有）"
    )
    example: ClassVar[str] = "quantity: {dimension: [ratio], value: {above: 100}}"

    quantity: QuantityTest

    def compile(self, context: Context) -> Test:
        """Holds where so many fit; another field has a say where it must state the same."""
        if self.quantity.equal_in is None:
            return super().compile(context)
        name, find = self.field(context), self.find(context)
        return lambda target, batch: matched(name, find(target, name))

    def find_in(self, context: Context) -> FindIn:
        """The quantities that fit by themselves."""
        options = self.quantity
        admits, fits, narrower = options.count.admits, options.fits, bool(options.whole or options.doubled)
        none_will_do = () if admits(0) else None

        def find(artefacts: Artefacts) -> Spans | None:
            if not artefacts.quantities:
                return none_will_do
            fitting = [one for one in artefacts.quantities if fits(one)]
            if fitting and narrower:
                fitting = _narrowed(options, artefacts, fitting)
            if not fitting:
                return none_will_do
            return tuple([one.span for one in fitting]) if admits(len(fitting)) else None

        return find

    def find(self, context: Context) -> Find:
        """The quantities that fit, also with the other field."""
        options, other = self.quantity, self.quantity.equal_in
        if other is None:
            return super().find(context)

        def find(target: Target, name: str) -> Spans | None:
            stated = {(one.dimension, one.value) for one in target.artefacts(other).quantities}
            artefacts = target.artefacts(name)
            same = [one for one in artefacts.quantities if options.fits(one) and (one.dimension, one.value) in stated]
            fitting = tuple([one.span for one in _narrowed(options, artefacts, same)])
            return fitting if options.count.admits(len(fitting)) else None

        return find

    def reads(self, context: Context) -> frozenset[str] | None:
        """The field, and the one that states the same."""
        return frozenset(filter(None, (self.field(context), self.quantity.equal_in)))

    def required(self, context: Context) -> Demands:
        """Quantities, or none."""
        count = self.quantity.count
        if count.min is not None and count.min > 0:
            return {self.field(context): Required(quantities=True)}
        if count.max == 0 and self.quantity.of_any_sort:
            return {self.field(context): Required(quantities=False)}
        return {}

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Texts with quantities of the sort, as our own reader reads them; texts without any where none may be."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import ORDINARY, in_field, placed, together

        name, other = self.field(context), self.quantity.equal_in
        if self.quantity.count.max == 0:
            return in_field(name, st.sampled_from(ORDINARY))
        texts = st.sampled_from(_examples(self.quantity))
        if other is not None:
            return texts.map(lambda text: together([placed(name, text), placed(other, text)]))
        return in_field(name, texts)


def _narrowed(options: QuantityTest, artefacts: Artefacts, fitting: list[Quantity]) -> list[Quantity]:
    """Those of some quantities of a text that are all of it, or have a comparator said twice, where that is asked."""
    if options.whole:
        fitting = [quantity for quantity in fitting if normalise(quantity.text) == normalise(artefacts.text)]
    if options.doubled:
        doubled = artefacts.doubled_comparators
        fitting = [quantity for quantity in fitting if any(_inside(span, quantity.span) for span in doubled)]
    return fitting


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _examples(options: QuantityTest) -> list[str]:
    """Short texts in which our reader finds quantities of the sort, as often as they must stand there."""
    from auditor.rules.verbs.sketches import QUANTITIES

    units = options.unit or ("%", "万元", "个", "天")
    signs = options.comparator or ("≥", "≤")
    values = [one for one in options.value.model_dump().values() if one is not None] if options.value else [20]
    near = [value + step for value in values for step in (0, 1, -1)]
    made = [f"{sign}{value}{unit}" for sign in signs for value in near for unit in units]
    doubled = [sign + text for sign in ("≥", "≤") for text in made if text.startswith(sign)]
    texts = [text for text in (doubled if options.doubled else [*QUANTITIES, *made]) if _shows(options, text)]
    return ["，".join([text] * max(options.count.min or 1, 1)) for text in texts] or list(QUANTITIES)


def _shows(options: QuantityTest, text: str) -> bool:
    from auditor.language.quantity import read_quantities

    found = [one for one in read_quantities(text, field="") if options.fits(one)]
    return any(one.text == text for one in found) if options.whole else bool(found)
