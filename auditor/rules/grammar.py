"""What a rule file may say; what its conditions may say stands in ``verbs``. Every default stands there or here.

A rule is: *where to look* (``given``), *what is wrong* (``when``), three texts (``message``, ``why``, ``advice``), its
standards (``citations``), the review-form items it lowers, and its own good and bad examples.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from auditor.model import Binding, Category, Kind, Label, Practice, Remedy, Severity
from auditor.rules.options import FieldName, Strict
from auditor.rules.verbs import Condition
from auditor.taxonomy import RowCategory

if TYPE_CHECKING:
    from auditor.rules.verbs.base import Verb

ReviewItemName = Literal[
    "规范完整性", "明确清晰性", "目标相关性", "指标科学性", "绩效合理性", "资金匹配性", "实现可能性", "条件充分性"
]


class Given(Strict):
    """Where a rule looks: a place of ``places.yaml`` and the field that is accused.

    ``otherwise``: the field that is accused where the words that show it stand there and not in ``field``.
    """

    place: str
    field: FieldName | None = None
    otherwise: FieldName | None = None


FactKind = Literal[
    "budget", "funding", "stated_budget", "promise", "row_value", "promised_date", "row_date", "unit_price",
    "cost_amount",
]  # fmt: skip


class AgreeTest(Strict):
    """Facts of one kind must agree with facts of another (``auditor.checks.agreement``).

    ``in``: texts of the project in which ``one`` is looked for; ``least``: how sure it must be that two facts speak of
    the same thing, 0..1.
    """

    one: FactKind
    other: FactKind
    how: Literal["equal", "sum", "sum_at_most", "compatible", "not_after", "product", "product_at_most"]
    in_: tuple[Literal["purpose", "goal", "narrative", "statement", "tasks"], ...] = Field(default=(), alias="in")
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
    forecast: str | None = None
    possibility: str | None = None
    value_type: str = ""


class ExampleProject(Strict):
    """The project around an example row, or an example of its own for rules on projects."""

    code: str = "900001"
    name: str = "示例项目"
    purpose: str = ""
    goal: str = ""
    achieved: str = ""
    budget_wan: float | None = None
    funding: dict[str, float] = Field(default_factory=dict)
    spending_plan: dict[str, float] = Field(default_factory=dict)
    execution: dict[str, Any] | None = None
    remarks: dict[str, str] = Field(default_factory=dict)
    starts: str = ""
    ends: str = ""
    unfilled: tuple[str, ...] = ()
    statement: dict[str, str] | None = None
    title: str = ""
    department_form: dict[str, Any] | None = None
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
    """A project as the archive has it, or another file of the batch (``in_batch``). Without a department it is the
    example's own; its narrative is its own.
    """

    department: str | None = None
    year: int = 2023
    kind: Kind = "target_declaration"
    in_batch: bool = False
    narrative: tuple[dict[str, str], ...] = ()


class Example(ExampleRow):
    """An example as written in a rule file: a row with, where it matters, its project.

    ``projects`` and ``narrative`` are for checks that compare projects, ``archive`` is what they know of earlier years and
    other departments (left out: no archive was given); ``better`` is the corrected row, which must be silent; ``because``
    says why a look-alike is innocent; ``also`` names the other rules that find fault with words of the example's own row.
    """

    project: ExampleProject | None = None
    projects: tuple[ExampleProject, ...] = ()
    narrative: tuple[dict[str, str], ...] = ()
    archive: tuple[ExamplePast, ...] | None = None
    overall_goal: str = ""
    cover: str = ""
    year: int | None = 2024
    kind: Kind = "target_declaration"
    verdict: ExampleVerdict | None = None
    fit: ExampleFit | None = None
    better: ExampleRow | None = None
    also: tuple[str, ...] = ()
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
    ``remedy`` says what kind of change mends the fault; of several faults of one row the one with the deepest remedy is told
    first, and advice that it makes idle is left out.
    ``yields_to`` names rules that say the same more plainly: where one of them speaks of the same row or
    project, this one is silent. ``contradicted_by`` names rules with which this one cannot both be right of the same row or
    project (that a cell says 无 on purpose, and that it says nothing): where one of them speaks, this one is silent, however
    grave it is; what is certain is not contradicted by a 疑点.
    ``replaces`` names ids that the rule had before or took over: its findings keep the fingerprints of the first of them, so
    that waivers and baselines still match.
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
    settings: dict[str, Any] = Field(default_factory=dict)
    tunable: tuple[str, ...] = ()
    undecided_when: tuple[UndecidedTest, ...] = ()
    label: Label | None = None
    once_per_project: bool = False
    message: str
    why: str
    advice: str
    remedy: Remedy = "fill"
    lowers: tuple[ReviewItemName, ...]
    citations: Annotated[tuple[str, ...], Field(min_length=1)]
    examples: Examples
    related: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_way_to_find(self) -> Self:
        if sum(way is not None for way in (self.when, self.agree, self.check)) != 1:
            raise ValueError("规则必须写 when、agree 或 check，三者只写其一")
        if set(self.tunable) - self.settings.keys():
            raise ValueError("tunable 只能写 settings 里有的参数")
        return self

    @property
    def accused(self) -> FieldName | None:
        """The field that is accused: conditions look at it where they name none."""
        return self.given.field

    @property
    def excuses(self) -> Sequence[Verb]:
        """The conditions under which it cannot judge."""
        return [one.when for one in self.undecided_when]


class Standard(Strict):
    """One entry of ``citations.yaml``: what a document requires, in our own words.

    ``article`` is the place (article, annex, item), printed only where it was ``verified`` in the source. ``quote`` are the
    document's own words, which a bureau may carry in its pack: only these are ever printed in quotation marks. ``serves``:
    the categories whose rules may rely on it; none named means all.
    ``from_year`` and ``until_year`` (inclusive): budget years to which it applies; what speaks of another year does not cite it.
    """

    document: str
    number: str = ""
    article: str | None = None
    requirement: str
    quote: str | None = None
    binding: Binding
    serves: tuple[Category, ...] = ()
    verified: bool
    from_year: int | None = None
    until_year: int | None = None

    def applies(self, year: int | None) -> bool:
        """Whether it applies to a budget year; where the year is not known, only what has no limits does."""
        if year is None:
            return self.from_year is None and self.until_year is None
        return (self.from_year or year) <= year <= (self.until_year or year)

    def may_serve(self, category: Category) -> bool:
        """Whether a rule of this category may rely on it."""
        return not self.serves or category in self.serves


class PreflightChanges(Strict):
    """What the budget system of a place refuses: ``total`` of the weights; practices that do not apply (``off``), with the
    reason, and that do all the same (``on``).
    """

    total: float | None = None
    off: dict[Practice, str] = Field(default_factory=dict)
    on: tuple[Practice, ...] = ()


class Changes(Strict):
    """What a profile or a bureau changes. Keys are rule ids.

    ``disable`` maps to the reason why the rule does not run; ``enable`` takes back a ``disable`` of a layer below; ``settings``
    moves the thresholds a rule lists as ``tunable``; ``cite`` puts standards before the rule's own; ``standards`` are
    entries as in ``citations.yaml``; ``preflight`` says what the budget system of the place refuses.
    """

    disable: dict[str, str] = Field(default_factory=dict)
    enable: tuple[str, ...] = ()
    severity: dict[str, Severity] = Field(default_factory=dict)
    settings: dict[str, dict[str, Any]] = Field(default_factory=dict)
    cite: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    standards: dict[str, Standard] = Field(default_factory=dict)
    preflight: PreflightChanges = PreflightChanges()


class Profile(Changes):
    """What differs by place and year. ``binds``: kinds of documents that bind its units (empty: as what it extends)."""

    name: str
    title: str
    extends: str | None = None
    binds: tuple[Binding, ...] = ()
