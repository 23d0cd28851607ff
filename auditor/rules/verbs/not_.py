"""``not``: a condition does not hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import Field

from auditor.rules.required import Demands
from auditor.rules.verbs.base import Context, Sketch, Test, Verb
from auditor.rules.verbs.compiled import NotTest
from auditor.rules.verbs.droppable import Droppable

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from auditor.rules.verbs.base import Condition


class NotVerb(Verb):
    """The condition does not hold."""

    verb: ClassVar[str] = "not"
    usage: ClassVar[str] = "后面写一个条件，它不成立才算"
    example: ClassVar[str] = "not: {text: {contains: [提升]}}"

    not_: Condition = Field(alias="not")

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """Nothing but what the condition inside has."""
        yield Droppable((), inside=written)

    def children(self) -> tuple[Verb, ...]:
        """The condition denied."""
        return (self.not_,)

    def compile(self, context: Context) -> Test:
        """Holds where the condition does not."""
        return NotTest(self.not_.compile(context))

    def reads(self, context: Context) -> frozenset[str] | None:
        """What the condition reads."""
        return self.not_.reads(context)

    def required(self, context: Context) -> Demands:
        """What the condition wants in order to fail."""
        return self.not_.denied(context)

    def denied(self, context: Context) -> Demands:
        """What the condition wants."""
        return self.not_.required(context)

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Ordinary rows: few satisfy a given condition."""
        from auditor.rules.verbs.sketches import anything

        return anything()
