"""``some_project``: any project of the same submission satisfies a condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from auditor.checks.protocol import Batch
from auditor.rules.verbs.base import HOLDS, Context, Match, Sketch, Target, Test, Verb
from auditor.rules.verbs.droppable import Droppable

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from auditor.rules.verbs.base import Condition


class SomeProjectVerb(Verb):
    """A project of the submission satisfies the condition, be it this one or another."""

    verb: ClassVar[str] = "some_project"
    usage: ClassVar[str] = "后面写一个条件，同一份材料有一个项目满足就算"
    example: ClassVar[str] = "some_project: {budget: {above: 0}}"

    some_project: Condition

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """Nothing but what the condition inside has."""
        yield Droppable((), inside=written)

    def children(self) -> tuple[Verb, ...]:
        """The condition on projects."""
        return (self.some_project,)

    def compile(self, context: Context) -> Test:
        """Asks every project of the submission."""
        inner = self.some_project.compile(context)

        def test(target: Target, batch: Batch) -> Match | None:
            views = batch.projects_of(target.subject.submission)
            return HOLDS if any(inner(view, batch) is not None for view in views) else None

        return test

    def reads(self, context: Context) -> frozenset[str] | None:
        """None: other projects decide."""
        return None

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """A submission with a second project that satisfies the condition."""
        inner = self.some_project.satisfying(context)
        return inner.map(lambda sketch: {"projects": [{"code": "900002", **sketch.get("project", {})}]})
