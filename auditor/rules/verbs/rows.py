"""``rows``: so many of a project's rows satisfy a condition."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from auditor.checks.protocol import Batch, ProjectView
from auditor.rules.options import Count, Strict
from auditor.rules.places import InPlace, Place
from auditor.rules.verbs.base import Context, Match, Sketch, Target, Test, Verb
from auditor.rules.verbs.droppable import Droppable, brief, options
from auditor.taxonomy import LEVEL1_LABELS, LEVEL1_OF, LEVEL2_LABELS

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from auditor.rules.verbs.base import Condition


class RowsTest(Strict):
    """On a project: so many of its rows satisfy the condition; ``share`` is a part of the rows of the place, 0..1."""

    place: str
    where: Condition | None = None
    count: Count | None = None
    min_share: float | None = None

    def admits(self, holding: int, total: int) -> bool:
        """Whether so many of all rows of the place are what is asked for."""
        if self.count is not None and not self.count.admits(holding):
            return False
        return self.min_share is None or (total > 0 and holding / total >= self.min_share)


class RowsVerb(Verb):
    """So many rows of a place satisfy the condition."""

    verb: ClassVar[str] = "rows"
    usage: ClassVar[str] = (
        "用于项目，看有多少行：place 写位置，where 写行要满足的条件，count 写几行（{max: 0} 是没有），min_share 写至少占几成"
    )
    example: ClassVar[str] = "rows: {place: 满意度行, count: {max: 0}}"

    rows: RowsTest

    @classmethod
    def droppable(cls, written: Any) -> Iterator[Droppable]:
        """Its bounds, and the condition on rows."""
        yield from options(written)
        if "where" in written:
            yield Droppable(("where",), "clause", f"where {brief(written['where'])}", written["where"])

    def children(self) -> tuple[Verb, ...]:
        """The condition on rows."""
        return () if self.rows.where is None else (self.rows.where,)

    def compile(self, context: Context) -> Test:
        """Counts the rows of a project; says how many in the message."""
        options, inside = self.rows, InPlace(context.places[self.rows.place])
        where = options.where.compile(context.of_project()) if options.where else None

        def test(target: Target, batch: Batch) -> Match | None:
            if not isinstance(target, ProjectView):
                raise TypeError("rows 只能用于项目")
            rows = inside.rows(target.rows)
            holding = rows if where is None else [row for row in rows if where(row, batch) is not None]
            if not options.admits(len(holding), len(rows)):
                return None
            return Match(values={"rows": str(len(holding)), "rows_all": str(len(rows))})

        return test

    def reads(self, context: Context) -> frozenset[str] | None:
        """None: many rows decide."""
        return None

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """A project with as many rows as are asked for, each as the condition wants it."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import anything

        options, levels = self.rows, _levels(context.places[self.rows.place])
        asked = anything() if options.where is None else options.where.satisfying(context.of_project())
        least = 1 if options.count is None else options.count.min or 0
        most = max(least, 3 if options.count is None or options.count.max is None else options.count.max)
        rows = st.lists(st.tuples(st.sampled_from(levels), asked), min_size=least, max_size=most)
        return rows.map(lambda found: {"project": {"rows": [_row(level, sketch) for level, sketch in found]}})


def _row(levels: tuple[str, str], sketch: Sketch) -> dict[str, Any]:
    cells = {name: value for name, value in sketch.items() if isinstance(value, str)}
    return {"level1": levels[0], "level2": levels[1], **cells}


def _levels(place: Place) -> list[tuple[str, str]]:
    """First and second level, as forms write them, of rows that stand in a place."""
    inside = InPlace(place).categories
    if inside is not None and None in inside:
        return [("产出指标", "其他")]
    labels = {level2: label for label, level2 in LEVEL2_LABELS.items()}
    firsts = {level1: label for label, level1 in reversed(LEVEL1_LABELS.items())}
    return [(firsts[LEVEL1_OF[one]], labels[one]) for one in labels if inside is None or one in inside]
