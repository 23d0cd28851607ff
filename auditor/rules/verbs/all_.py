"""``all``: every one of some conditions holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from auditor.rules.required import Demands, both
from auditor.rules.verbs.base import Context, Sketch, Test, Verb, read_by
from auditor.rules.verbs.compiled import AllTest
from auditor.rules.verbs.droppable import Droppable, items

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from auditor.rules.verbs.base import Condition


class AllVerb(Verb):
    """Every condition holds; what they show is shown together."""

    verb: ClassVar[str] = "all"
    shape: ClassVar[type] = list
    usage: ClassVar[str] = "下面写几个条件，每个都要成立"
    example: ClassVar[str] = "all: [{text: {contains: [提升]}}, {quantity: {count: {max: 0}}}]"

    all: tuple[Condition, ...]

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """Each condition."""
        return items(cls.verb, written)

    def children(self) -> tuple[Verb, ...]:
        """The conditions."""
        return self.all

    def compile(self, context: Context) -> Test:
        """Holds where every part does, asked in order."""
        return AllTest(tuple([condition.compile(context) for condition in self.all]))

    def reads(self, context: Context) -> frozenset[str] | None:
        """What any part reads."""
        return read_by(self.all, context)

    def required(self, context: Context) -> Demands:
        """What every part wants."""
        return both(part.required(context) for part in self.all)

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """What satisfies each part, put together; parts may still get in each other's way."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import together

        return st.tuples(*(part.satisfying(context) for part in self.all)).map(together)
