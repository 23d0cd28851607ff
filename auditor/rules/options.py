"""What the options of verbs are made of: words, fields, expressions, limits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from auditor.language.expressions import RunawayExpressionError, safe_expression

Word = Annotated[str, Field(min_length=1)]
Terms = str | Annotated[tuple[Word, ...], Field(min_length=1)]
"""Either a list of words or the name of a word list, ``lexicon/<name>``."""

FieldName = Literal[
    "level1", "level2", "level3", "description", "target", "basis", "actual", "deviation_reason", "forecast", "possibility",
    "project.code", "project.name", "project.purpose", "project.goal",
]  # fmt: skip


def _compiling(written: str) -> str:
    try:
        safe_expression(written)
    except re.error as error:
        place = "" if error.pos is None else f"，错在第 {error.pos + 1} 个字符"
        raise ValueError(f"正则表达式“{written}”写得不对{place}") from error
    except RunawayExpressionError as error:
        reason = "几处重复（*、+、{}）合起来能有太多种配法，又用了没有回溯的引擎（RE2）不认识的写法（前后环视、回引、\\w 之类），遇到长文字可能算不完，请改写"
        raise ValueError(f"正则表达式“{written}”{reason}") from error
    return written


Expression = Annotated[str, AfterValidator(_compiling)]
"""A regular expression, or the name of one that several rules use, ``patterns/<name>``."""


class Strict(BaseModel):
    """Base of the grammar: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class FieldOptions(Strict):
    """Options of a verb that looks into one field; ``in`` defaults to the field of ``given``."""

    in_: FieldName | None = Field(default=None, alias="in")


class Bounds(Strict):
    """Limits of a number in the base unit of its dimension (元, percent, days …)."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None

    def admit(self, value: Decimal) -> bool:
        """Whether a number lies within."""
        return (
            (self.at_least is None or value >= self.at_least)
            and (self.at_most is None or value <= self.at_most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
            and (self.equals is None or value == self.equals)
        )


class Count(Strict):
    """How many are allowed for the condition to hold."""

    min: int | None = None
    max: int | None = None

    def admits(self, number: int) -> bool:
        """Whether so many are allowed."""
        return (self.min is None or number >= self.min) and (self.max is None or number <= self.max)
