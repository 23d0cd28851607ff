"""What a rule file may say. Every default of the rule language stands here and nowhere else.

A rule is: *where to look* (``given``), *what is wrong* (``when``), three texts (``message``, ``why``, ``advice``), its
standards (``citations``), the review-form items it lowers, and its own good and bad examples.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from auditor.model import Binding, Category, Kind, Label, Severity
from auditor.taxonomy import Level1, Level2, RowCategory, Template

Terms = str | tuple[str, ...]
"""Either a list of words or the name of a word list, ``lexicon/<name>``."""

ReviewItemName = Literal[
    "规范完整性", "明确清晰性", "目标相关性", "指标科学性", "绩效合理性", "资金匹配性", "实现可能性", "条件充分性"
]
FieldName = Literal[
    "level1", "level2", "level3", "description", "target", "basis", "actual", "deviation_reason",
    "project.code", "project.name", "project.purpose", "project.goal",
]  # fmt: skip


def _compiling(written: str) -> str:
    try:
        re.compile(written)
    except re.error as error:
        place = "" if error.pos is None else f"，错在第 {error.pos + 1} 个字符"
        raise ValueError(f"正则表达式“{written}”写得不对{place}") from error
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


class TokenWords(Strict):
    """What a word must be; several keys must all hold. ``REGEX`` may match anywhere in the word."""

    in_: tuple[str, ...] | None = Field(default=None, alias="IN")
    not_in: tuple[str, ...] | None = Field(default=None, alias="NOT_IN")
    regex: Expression | None = Field(default=None, alias="REGEX")


def _as_words(written: Any) -> Any:
    """A word by itself stands for a list of one."""
    return {"IN": [written]} if isinstance(written, str) else written


_TIMES = re.compile(r"\{(?P<least>\d*)(?P<comma>,?)(?P<most>\d*)\}")
_IN_BRACES = {"?": "{0,1}", "*": "{0,}", "+": "{1,}"}


class TokenPlace(Strict):
    """One place of a token pattern: what a word must be (left out: any word), and how many may follow one another.

    ``OP`` is one of ``? * + {n} {n,m} {n,} {,m}``.
    """

    text: Annotated[TokenWords, BeforeValidator(_as_words)] = Field(default=TokenWords(), alias="TEXT")
    op: str = Field(default="{1}", alias="OP")

    @property
    def limits(self) -> tuple[int, int | None]:
        """How many words at least and at most; None where there is no limit.

        Raises:
            ValueError: where ``OP`` says nothing of the sort.
        """
        written = _TIMES.fullmatch(_IN_BRACES.get(self.op, self.op))
        if written and (written["least"] or written["most"]):
            least = int(written["least"] or 0)
            most = int(written["most"]) if written["most"] else None if written["comma"] else least
            if most is None or least <= most:
                return least, most
        raise ValueError(f"OP 不能写“{self.op}”，可以写 ?、*、+、{{n}}、{{n,m}}、{{n,}} 或 {{,m}}")

    @model_validator(mode="after")
    def _op_is_known(self) -> Self:
        _ = self.limits
        return self


class TokensTest(Strict):
    """A pattern over the words of our segmentation, written as spaCy's token patterns; ``unless`` excuses by words of the same field.

    ``only_where`` is a regular expression that the text must contain before the slower pattern is tried.
    """

    in_: FieldName | None = Field(default=None, alias="in")
    pattern: Annotated[tuple[TokenPlace, ...], Field(min_length=1)]
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


class Place(Strict):
    """A named place: which rows (or projects) a rule looks at. ``unrecognised``: rows whose second level is unknown."""

    each: Literal["row", "project"] = "row"
    level1: tuple[Level1, ...] | None = None
    level2: tuple[Level2, ...] | None = None
    kind: tuple[Kind, ...] | None = None
    unrecognised: Literal[True] | None = None


class Given(Strict):
    """Where a rule looks: a place of ``places.yaml`` and the field that is accused."""

    place: str
    field: FieldName | None = None


FactKind = Literal[
    "budget", "funding", "stated_budget", "promise", "row_value", "promised_date", "row_date", "unit_price",
    "cost_amount",
]  # fmt: skip


class AgreeTest(Strict):
    """Facts of one kind must agree with facts of another (``auditor.consistency``).

    ``in``: texts of the project in which ``one`` is looked for; ``least``: how sure it must be that two facts speak of
    the same thing, 0..1.
    """

    one: FactKind
    other: FactKind
    how: Literal["equal", "sum", "sum_at_most", "compatible", "not_after", "product", "product_at_most"]
    in_: tuple[Literal["purpose", "goal", "narrative"], ...] = Field(default=(), alias="in")
    tolerance_percent: Decimal = Decimal("0.01")
    least: float = 0.6


class UndecidedTest(Strict):
    """A circumstance in which the rule cannot judge, with the reason shown in the ledger."""

    when: Condition
    reason: str


class ExampleRow(Strict):
    """One row of an example. ``⟦ ⟧`` marks the words that must be accused; blanks are empty cells."""

    level1: str = ""
    level2: str = ""
    level3: str = ""
    description: str = ""
    target: str = ""
    basis: str = ""
    weight: float | None = None
    actual: str | None = None
    score: float | None = None
    deviation_reason: str | None = None


class ExampleProject(Strict):
    """The project around an example row, or an example of its own for rules on projects."""

    code: str = "900001"
    name: str = "示例项目"
    purpose: str = ""
    goal: str = ""
    budget_wan: float | None = None
    funding: dict[str, float] = {}
    spending_plan: dict[str, float] = {}
    execution: dict[str, float] | None = None
    rows: tuple[ExampleRow, ...] = ()


class ExampleFit(Strict):
    """What the category model is taken to have said of an example row."""

    stated: float
    belongs: RowCategory
    probability: float


class ExampleVerdict(Strict):
    """What the classifier is taken to have said of an example row, for rules that ask for its word."""

    label: Label
    probability: float


class ExamplePast(ExampleProject):
    """A project as the archive has it. Without a department it is the example's own; its narrative is its own."""

    department: str | None = None
    year: int = 2023
    kind: Kind = "target_declaration"
    narrative: tuple[dict[str, str], ...] = ()


class Example(ExampleRow):
    """An example as written in a rule file: a row with, where it matters, its project.

    ``projects`` and ``narrative`` are for checks that compare projects, ``archive`` is what they know of earlier years and
    other departments (left out: no archive was given); ``better`` is the corrected row, which must be silent; ``because``
    says why a look-alike is innocent.
    """

    project: ExampleProject | None = None
    projects: tuple[ExampleProject, ...] = ()
    narrative: tuple[dict[str, str], ...] = ()
    archive: tuple[ExamplePast, ...] | None = None
    overall_goal: str = ""
    year: int | None = 2024
    kind: Kind = "target_declaration"
    verdict: ExampleVerdict | None = None
    fit: ExampleFit | None = None
    better: ExampleRow | None = None
    because: str | None = None


class Examples(Strict):
    """What proves the rule: ``bad`` must fire, ``good`` must stay silent, ``undecided`` must be left open."""

    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    undecided: tuple[Example, ...] = ()


class Rule(Strict):
    """One rule file.

    ``when`` says what is wrong, or ``agree`` which facts must agree, or ``check`` names a Python check
    (``auditor.checks.catalogue``) that finds it.
    ``label`` is what a certain hit says of the row's measurability. ``once_per_project`` gathers hits on the same words
    over the rows of a project into one finding, whose texts may name their ``{count}`` and ``{where}`` (row numbers).
    ``yields_to`` names rules that say the same more plainly: where one of them speaks of the same row or
    project, this one is silent.
    ``tunable`` lists the ``settings`` that a profile or a bureau may change.
    """

    id: Annotated[str, Field(pattern=r"^[A-Z]{3}\d{3}$")]
    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    title: str
    category: Category
    severity: Severity
    certainty: Literal["certain", "likely"]
    since: str = "1.0"
    status: Literal["trial", "stable", "retired"] = "stable"
    replaces: tuple[str, ...] = ()
    covers: tuple[str, ...] = ()
    given: Given
    when: Condition | None = None
    agree: AgreeTest | None = None
    check: str | None = None
    settings: dict[str, Any] = {}
    tunable: tuple[str, ...] = ()
    undecided_when: tuple[UndecidedTest, ...] = ()
    label: Label | None = None
    once_per_project: bool = False
    message: str
    why: str
    advice: str
    lowers: tuple[ReviewItemName, ...]
    citations: Annotated[tuple[str, ...], Field(min_length=1)]
    examples: Examples
    related: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way_to_find(self) -> Self:
        if sum(way is not None for way in (self.when, self.agree, self.check)) != 1:
            raise ValueError("规则必须写 when、agree 或 check，三者只写其一")
        if set(self.tunable) - self.settings.keys():
            raise ValueError("tunable 只能写 settings 里有的参数")
        return self


class Standard(Strict):
    """One entry of ``citations.yaml``: a requirement of a document, in our words unless ``verified``.

    ``article`` is printed only where the wording was read in the source.
    """

    document: str
    number: str = ""
    article: str | None = None
    requirement: str
    binding: Binding
    verified: bool


class Changes(Strict):
    """What a profile or a bureau changes. Keys are rule ids.

    ``disable`` maps to the reason why the rule does not run; ``enable`` takes back a ``disable`` of a layer below; ``settings``
    moves the thresholds a rule lists as ``tunable``; ``cite`` puts standards before the rule's own; ``standards`` are
    entries as in ``citations.yaml``.
    """

    disable: dict[str, str] = {}
    enable: tuple[str, ...] = ()
    severity: dict[str, Severity] = {}
    settings: dict[str, dict[str, Any]] = {}
    cite: dict[str, tuple[str, ...]] = {}
    standards: dict[str, Standard] = {}


class Profile(Changes):
    """What differs by place and year. ``binds``: kinds of documents that bind its units (empty: as what it extends)."""

    name: str
    title: str
    extends: str | None = None
    binds: tuple[Binding, ...] = ()
