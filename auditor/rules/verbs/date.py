"""``date``: a field has, or has not, dates or date phrases of some kinds."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar, Literal

from auditor.checks.lifetime import end_of
from auditor.language.dates import DateMention
from auditor.rules.options import Count, FieldOptions
from auditor.rules.verbs.base import Context, FieldVerb, Find, Sketch, Target
from auditor.rules.words import Spans

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy


ENDS = "project.ends"
"""The project's end, among the fields that conditions look at."""


class DateTest(FieldOptions):
    """There are dates or date phrases of these kinds in the field.

    ``beyond_year``: after the budget year's end; ``before_year``: before its beginning; ``beyond_end``: after
    the end of the project that its form states.
    """

    kinds: tuple[str, ...] | None = None
    precise: bool | None = None
    beyond_year: Literal[True] | None = None
    before_year: Literal[True] | None = None
    beyond_end: Literal[True] | None = None
    count: Count = Count(min=1)

    def fits(self, mention: DateMention, year: int | None, end: datetime.date | None = None) -> bool:
        """Whether a date counts in a budget year, for a project that ends on a day."""
        away = mention.date.year - year if mention.date is not None and year is not None else 0
        return (
            (self.kinds is None or mention.kind in self.kinds)
            and (self.precise is None or mention.precise == self.precise)
            and (not self.beyond_year or away > 0)
            and (not self.before_year or away < 0)
            and (not self.beyond_end or (mention.date is not None and end is not None and mention.date > end))
        )


class DateVerb(FieldVerb):
    """The field has so many dates of these kinds."""

    verb: ClassVar[str] = "date"
    usage: ClassVar[str] = (
        "看日期：kinds 种类、precise 是否确切、beyond_year 晚于预算年度、before_year 早于预算年度、beyond_end 晚于项目结束时间，count 写几个（{max: 0} 是没有）"
    )
    example: ClassVar[str] = "date: {kinds: [deadline, day], beyond_year: true}"

    date: DateTest

    def find(self, context: Context) -> Find:
        """The dates that fit."""
        options = self.date

        def find(target: Target, name: str) -> Spans | None:
            year = target.submission.year
            end = end_of(target.project, target.language, year) if options.beyond_end else None
            fitting = [mention.span for mention in target.dates(name) if options.fits(mention, year, end)]
            return tuple(fitting) if options.count.admits(len(fitting)) else None

        return find

    def reads(self, context: Context) -> frozenset[str] | None:
        """The field, and the project's end where that is compared."""
        return super().reads(context) | ({ENDS} if self.date.beyond_end else set())  # type: ignore[operator]

    def satisfying(self, context: Context) -> SearchStrategy[Sketch]:
        """Texts with dates that fit as our own reader reads them, or with ordinary words where none may stand."""
        from hypothesis import strategies as st

        from auditor.rules.verbs.sketches import ORDINARY, in_field

        texts = ORDINARY if self.date.count.max == 0 else _examples(self.date)
        return in_field(self.field(context), st.sampled_from(texts))


EXAMPLE_YEAR = 2024
"""The budget year of examples that name none."""


def _examples(options: DateTest) -> list[str]:
    from auditor.language.dates import read_dates
    from auditor.rules.verbs.sketches import DATES

    fitting = [
        text for text in DATES if any(options.fits(one, EXAMPLE_YEAR) for one in read_dates(text, year=EXAMPLE_YEAR))
    ]
    return ["，".join([text] * max(options.count.min or 1, 1)) for text in fitting or DATES]
