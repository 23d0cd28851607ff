"""``any``: at least one of some conditions holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

from pydantic import Field

from auditor.rules.required import Demands, either
from auditor.rules.verbs.base import Context, Sketch, Test, Verb, read_by
from auditor.rules.verbs.compiled import AnyTest
from auditor.rules.verbs.droppable import Droppable, items

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from auditor.rules.verbs.base import Condition


class AnyVerb(Verb):
    """One condition holds; the first that does is shown."""

    verb: ClassVar[str] = "any"
    shape: ClassVar[type] = list
    usage: ClassVar[str] = "下面写几个条件，有一个成立就算"
    example: ClassVar[str] = "any: [{text: {contains: [提升]}}, {text: {contains: [稳定]}}]"

    any: Annotated[tuple[Condition, ...], Field(min_length=1)]

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """Each condition."""
        return items(cls.verb, written)

    def children(self) -> tuple[Verb, ...]:
        """The conditions."""
        return self.any

    def compile(self, context: Context) -> Test:
        """Holds where a part does, asked in order."""
        return AnyTest(tuple([condition.compile(context) for condition in self.any]))

    def reads(self, context: Context) -> frozenset[str] | None:
        """What any part reads."""
        return read_by(self.any, context)

    def required(self, context: Context) -> Demands:
        """What all parts want of a text in common."""
        return either(part.required(context) for part in self.any)

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """What satisfies one of the parts."""
        from hypothesis import strategies as st

        return st.one_of([part.satisfying(context) for part in self.any])
