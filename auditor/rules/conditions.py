"""What a condition of a rule may say: tests of texts, quantities, dates, words and verdicts, and how they are joined.

Every default of a test stands here and nowhere else.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from auditor.language.expressions import RunawayExpressionError, SafeExpression
from auditor.model import Label
from auditor.taxonomy import RowCategory, Template

Terms = str | tuple[str, ...]
"""Either a list of words or the name of a word list, ``lexicon/<name>``."""

FieldName = Literal[
    "level1", "level2", "level3", "description", "target", "basis", "actual", "deviation_reason", "forecast", "possibility",
    "project.code", "project.name", "project.purpose", "project.goal",
]  # fmt: skip


def _compiling(written: str) -> str:
    try:
        SafeExpression(written)
    except re.error as error:
        place = "" if error.pos is None else f"，错在第 {error.pos + 1} 个字符"
        raise ValueError(f"正则表达式“{written}”写得不对{place}") from error
    except RunawayExpressionError as error:
        reason = "在带括号的一段后面又写了 *、+ 或 {}，同时用了前后环视之类的写法，遇到长文字可能算不完，请改写"
        raise ValueError(f"正则表达式“{written}”{reason}") from error
    return written


Expression = Annotated[str, AfterValidator(_compiling)]
"""A regular expression."""


class Strict(BaseModel):
    """Base of the grammar: an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Words(Strict):
    """Comparison of a text with words. Several keys must all hold; ``unless`` takes back what they found.

    A word found inside a longer phrase of ``unless.contains`` (稳定 in 稳定就业人数) does not count.
    """

    equals: Terms | None = None
    contains: Terms | None = None
    starts_with: Terms | None = None
    ends_with: Terms | None = None
    matches: Expression | None = None
    min_length: int | None = None
    max_length: int | None = None
    unless: Words | None = None


class TextTest(Words):
    """A test on one field of the row or project; ``in`` defaults to the field of ``given``."""

    in_: FieldName | None = Field(default=None, alias="in")
    empty: bool | None = None


class Bounds(Strict):
    """Limits of a number in the base unit of its dimension (元, percent, days …)."""

    at_least: Decimal | None = None
    at_most: Decimal | None = None
    above: Decimal | None = None
    below: Decimal | None = None
    equals: Decimal | None = None


class Count(Strict):
    """How many are allowed for the condition to hold."""

    min: int | None = None
    max: int | None = None


class QuantityTest(Strict):
    """There are quantities of this sort in the field. ``count: {max: 0}`` says there are none.

    ``whole``: the quantity is the whole text; ``doubled``: its comparator is said twice; ``equal_in``: another field
    states the same number of the same dimension.
    """

    in_: FieldName | None = Field(default=None, alias="in")
    dimension: tuple[str, ...] | None = None
    unit: tuple[str, ...] | None = None
    comparator: tuple[str, ...] | None = None
    value: Bounds | None = None
    doubled: Literal[True] | None = None
    whole: Literal[True] | None = None
    equal_in: FieldName | None = None
    count: Count = Count(min=1)


class DateTest(Strict):
    """There are dates or date phrases of these kinds in the field.

    ``beyond_year``: after the budget year's end; ``before_year``: before its beginning.
    """

    in_: FieldName | None = Field(default=None, alias="in")
    kinds: tuple[str, ...] | None = None
    precise: bool | None = None
    beyond_year: Literal[True] | None = None
    before_year: Literal[True] | None = None
    count: Count = Count(min=1)


class SameTest(Strict):
    """The field says the same as another one, after normalising, or at least that similarly (0..1)."""

    in_: FieldName | None = Field(default=None, alias="in")
    as_: tuple[FieldName, ...] = Field(alias="as")
    min_similarity: float = 1.0
    min_length: int = 2


class AmountTest(Strict):
    """A money amount of the field stands in this relation to the project's budget, within a tolerance in percent."""

    in_: FieldName | None = Field(default=None, alias="in")
    relation: Literal["equals_budget", "differs_from_budget", "above_budget"]
    tolerance_percent: Decimal = Decimal("0.01")


def _understood_by_spacy(written: tuple[dict[str, Any], ...]) -> tuple[dict[str, Any], ...]:
    from auditor.rules.tokens import checked  # brings in spaCy: only rules with such a pattern pay for it

    checked(written)
    return written


TokenPlaces = Annotated[tuple[dict[str, Any], ...], Field(min_length=1), AfterValidator(_understood_by_spacy)]
"""A pattern of spaCy's ``Matcher``: one mapping a place."""


class TokensTest(Strict):
    """A pattern over the words of our segmentation, in the language of spaCy's ``Matcher``; ``unless`` excuses by words of the same field.

    ``only_where`` is a regular expression that the text must contain before the slower pattern is tried.
    """

    in_: FieldName | None = Field(default=None, alias="in")
    pattern: TokenPlaces
    only_where: Expression | None = None
    unless: Words | None = None


class VerdictTest(Strict):
    """The classifier's word where no certain rule has decided; always a 疑点."""

    label: tuple[Label, ...]
    min_probability: float


class FitTest(Strict):
    """By its words a measurable row belongs under one of these categories and hardly under its own; always a 疑点."""

    belongs: tuple[RowCategory, ...]
    min_probability: float
    max_stated: float


class TemplateTest(Strict):
    """The project's form follows one of these templates (88号: cost under output; 101号: cost as a first level)."""

    is_: tuple[Template, ...] = Field(alias="is")


class RowsTest(Strict):
    """On a project: so many of its rows satisfy the condition; ``share`` is a part of the rows of the place, 0..1."""

    place: str
    where: Condition | None = None
    count: Count | None = None
    min_share: float | None = None


class BudgetTest(Bounds):
    """The project's budget in 万元 lies within these limits."""


class Condition(Strict):
    """Exactly one verb, or a combination of conditions.

    ``some_row`` holds where any row of the same project satisfies its condition, ``some_project`` where any project of
    the same submission does.
    """

    all: tuple[Condition, ...] | None = None
    any: tuple[Condition, ...] | None = None
    not_: Condition | None = Field(default=None, alias="not")
    text: TextTest | None = None
    quantity: QuantityTest | None = None
    date: DateTest | None = None
    same: SameTest | None = None
    amount: AmountTest | None = None
    tokens: TokensTest | None = None
    verdict: VerdictTest | None = None
    fit: FitTest | None = None
    template: TemplateTest | None = None
    rows: RowsTest | None = None
    budget: BudgetTest | None = None
    some_row: Condition | None = None
    some_project: Condition | None = None

    @model_validator(mode="after")
    def _exactly_one_verb(self) -> Self:
        if len(self.model_fields_set) != 1:
            raise ValueError(
                "一个条件只能写一个动词（all、any、not、text、quantity、date、same、amount、tokens、verdict、fit、template、rows、budget、some_row、some_project）"
            )
        return self

    @property
    def verb(self) -> str:
        """Name of the one field that is set."""
        return next(iter(self.model_fields_set))
