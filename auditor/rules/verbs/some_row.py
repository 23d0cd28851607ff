"""``some_row``: any row of the same project satisfies a condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from auditor.checks.protocol import Batch, ProjectView
from auditor.rules.required import Demands
from auditor.rules.verbs.base import HOLDS, Context, Match, Sketch, Target, Test, Verb
from auditor.rules.verbs.droppable import Droppable

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from auditor.rules.verbs.base import Condition


class SomeRowVerb(Verb):
    """A row of the project satisfies the condition, be it this one or another."""

    verb: ClassVar[str] = "some_row"
    usage: ClassVar[str] = "后面写一个条件，同一项目有一行满足就算"
    example: ClassVar[str] = "some_row: {text: {in: level3, contains: [满意度]}}"

    some_row: Condition

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """Nothing but what the condition inside has."""
        yield Droppable((), inside=written)

    def children(self) -> tuple[Verb, ...]:
        """The condition on rows."""
        return (self.some_row,)

    def compile(self, context: Context) -> Test:
        """Asks a project's rows once for all of them."""
        inner = self.some_row.compile(context)

        def among_rows(view: ProjectView, batch: Batch) -> bool:
            return any(inner(row, batch) is not None for row in view.rows)

        def test(target: Target, batch: Batch) -> Match | None:
            return HOLDS if batch.cached(among_rows, batch.view_of(target.subject)) else None

        return test

    def reads(self, context: Context) -> frozenset[str] | None:
        """None: other rows decide."""
        return None

    def denied(self, context: Context) -> Demands:
        """What the condition inside wants in order to fail: a row that is looked at is one of the project's rows."""
        return self.some_row.denied(context)

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """A project with a row that satisfies the condition."""
        from auditor.rules.verbs.sketches import as_row

        return self.some_row.satisfying(context).map(as_row)
