"""The data that walks through the house: what was read, what was found, what is reported.

All models are frozen. Field names are the published result contract (``auditor schema`` prints it as JSON Schema);
they may be added to, never renamed without a new ``schema_version``. Nothing here imports anything of ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1.0"

Span = tuple[int, int]
"""``[start, end)`` in characters of the named field."""

Label = Literal["measurable", "vague", "pseudo_quantified", "placeholder"]
Category = Literal["measurability", "duplication", "consistency", "completeness", "relevance", "feasibility", "format"]
Severity = Literal["error", "warning", "info"]
SEVERITY_ORDER: tuple[Severity, ...] = ("error", "warning", "info")
"""Gravest first."""

MONEY = ("money", "money_or_count")
"""Dimensions of quantities that are, or may be, amounts of money (元)."""

Remedy = Literal["drop", "replace", "move", "rewrite", "reconcile", "fill", "correct", "describe", "justify"]
REMEDY_ORDER: tuple[Remedy, ...] = (
    "drop",
    "replace",
    "move",
    "rewrite",
    "reconcile",
    "fill",
    "correct",
    "describe",
    "justify",
)
"""What has to be done about a fault, the deepest first: the row goes, another indicator takes its place, it belongs to another
category, name and target are written anew, figures are brought to agree, the target is filled in, its form is put right, the
description is written, the basis is given. Of several faults of one row the deepest is told first."""

Binding = Literal["law", "policy", "national-rule", "reference", "local", "craft"]
Kind = Literal["target_declaration", "self_evaluation", "monitoring"]
Status = Literal["audited", "unreadable", "no_indicators"]
Grade = Literal["优", "良", "中", "差"]

INDICATOR_FIELDS = ("level1", "level2", "level3", "description", "target", "basis")


class Frozen(BaseModel):
    """Base of every model: immutable, and an unknown field is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Location(Frozen):
    """Where in the file a thing stands; whichever coordinates the format has. All counts start at 1."""

    page: int | None = None
    sheet: str | None = None
    table: int | None = None
    row: int | None = None
    cell: str | None = None
    line: int | None = None


class Quantity(Frozen):
    """One quantity as written and as understood.

    ``value`` is the decimal number in the base unit of ``dimension``, written without exponent: yuan (元) for money,
    percent for ratio (95 is 95 %), days for duration, the plain number for counts; an ISO date (``2024-06-30``) for dates.
    """

    text: str
    comparator: str | None
    value: str
    unit: str | None
    dimension: str
    field: str
    span: Span


class Measurability(Frozen):
    """The verdict on one indicator row. ``probability`` is 1 where a certain rule decided."""

    label: Label
    probability: Annotated[float, Field(ge=0, le=1)]
    reasons: tuple[str, ...] = ()


class Indicator(Frozen):
    """One row of the table, as written with line wraps removed.

    ``doubts`` says, in Chinese, where the reading of this row was a guess; an empty tuple means it was certain. ``unsure``
    names the fields whose cells hold nothing that can be known (a formula without a result), and why: as of a ``Project``.
    ``value_type`` is what the column of comparators says where it holds none (定性, 定量（其他）, 是/否, 不适用), else "".
    ``forecast`` (全年预计完成情况) and ``possibility`` (完成目标可能性: 确定能, 有可能, 完全不可能) are columns of monitoring forms.
    """

    id: str
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
    quantities: tuple[Quantity, ...] = ()
    measurability: Measurability | None = None
    location: Location = Location()
    doubts: tuple[str, ...] = ()
    unsure: dict[str, str] = {}


class Funding(Frozen):
    """One source of a project's money, in 万元."""

    source: str
    amount_wan: float


class SpendingStep(Frozen):
    """Cumulative share of the budget spent by a moment of the year, e.g. by="3月底", percent=25."""

    by: str
    percent: float


class ReviewItem(Frozen):
    """One line of the review form (绩效目标审核表): points available, points left, and the findings that took some."""

    item: str
    subject: str
    points: float
    score: float
    lowered_by: tuple[str, ...] = ()


class ReviewForm(Frozen):
    """工具初评: the eight items, their total out of 100 and the grade it falls into. Never an official score."""

    items: tuple[ReviewItem, ...]
    total: float
    grade: Grade


class Evidence(Frozen):
    """What the accused text was compared with, quoted verbatim. ``origin``: whose it is, where it is not of this batch."""

    text: str
    indicator: str | None = None
    project: str | None = None
    submission: str | None = None
    field: str | None = None
    span: Span | None = None
    similarity: float | None = None
    origin: str | None = None


class Citation(Frozen):
    """The standard a finding relies on. ``article`` is its place, None unless that was verified in the source; ``requirement``
    is what it requires in our words, ``quote`` its own words where a bureau's pack brings them.
    """

    document: str
    article: str | None = None
    requirement: str
    quote: str | None = None
    binding: Binding
    verified: bool


class Waiver(Frozen):
    """A finding set aside by a person. ``on`` is empty where the ledger does not say; ``until``: last day, ISO, or None."""

    reason: str
    by: str
    on: str
    until: str | None = None


class Handling(Frozen):
    """What a person entered in the ledger about a finding: 处理意见, 理由, 责任人, 到期日 (ISO, or None).

    ``line`` is the row of the ledger's sheet, None where it came from elsewhere; ``problem`` says, in Chinese, what of the
    entry could not be understood.
    """

    decision: str
    reason: str = ""
    by: str = ""
    until: str | None = None
    line: int | None = None
    problem: str | None = None


class HandlingNote(Frozen):
    """A decision that had no effect in this run, and why; ``fingerprint`` is empty where the entry named none."""

    fingerprint: str
    handling: Handling
    problem: str


def _is_certain(values: dict[str, Any]) -> bool:
    """Whether a finding is a fact by its confidence: the only place where the two are tied together."""
    return bool(values.get("confidence", 0) == 1)


OfferKind = Literal["value", "indicator", "people", "date", "cost", "nothing"]


class OfferedIndicator(Frozen):
    """One thing to write: a new name (None where the row's own is kept) and a target with blanks for the numbers."""

    level3: str | None
    target: str


class Offer(Frozen):
    """What a finding's advice offers the row itself: ``sentence`` as it stands in the suggestion, ``short`` as it stands in a
    list of rows, ``indicators`` any one of which would do. ``kind``: a target for the row's name; another indicator; one that asks people, says when, or says what one
    costs; nothing where no indicator of the project's own was found.
    """

    kind: OfferKind
    sentence: str
    short: str
    indicators: tuple[OfferedIndicator, ...] = ()


class Finding(Frozen):
    """One thing found, with everything a dispute needs. Made only in ``auditor.judging``.

    ``confidence`` is 1 for a certain rule; anything below is a 疑点 (``certain`` is false) and printed as such. ``standard`` is the printable
    sentence of ``citation`` (with 参照 where it does not bind the unit). ``lowers`` names review-form items;
    ``offer`` is the part of the suggestion that holds for its own row only; ``remedy`` says what kind of change mends it.
    ``baseline`` says whether an earlier result had it already (None: not compared). ``location`` repeats the place of the row or project so that reports need no look-up.
    """

    rule: str
    title: str
    category: Category
    severity: Severity
    indicator: str | None
    field: str | None
    span: Span | None
    message: str
    why: str
    evidence: tuple[Evidence, ...] = ()
    citation: Citation
    standard: str
    suggestion: str | None = None
    offer: Offer | None = None
    lowers: tuple[str, ...] = ()
    remedy: Remedy = "fill"
    confidence: Annotated[float, Field(ge=0, le=1)] = 1.0
    certain: bool = Field(default_factory=_is_certain)
    location: Location = Location()
    fingerprint: str
    waived: Waiver | None = None
    handling: Handling | None = None
    baseline: Literal["new", "unchanged"] | None = None


OpinionScope = Literal["document", "group", "project", "row"]


class OpinionNote(Frozen):
    """Another finding on a row that an opinion speaks of (另), by fingerprint; ``moot`` where following the opinion's advice
    does away with it, so that it gets no advice of its own.
    """

    finding: str
    moot: bool = False


class OpinionRow(Frozen):
    """A row that an opinion speaks of: its number from 1 (None: the project itself), and the findings told of it."""

    row: int | None
    finding: str
    notes: tuple[OpinionNote, ...] = ()


class OpinionPlace(Frozen):
    """A project that an opinion speaks of, by its place from 1 (None: the material as a whole), with its rows.

    ``same_as`` names the project, likewise by place, whose opinion holds for this one too (问题同左).
    """

    project: int | None
    code: str
    name: str
    budget_wan: float | None
    rows: tuple[OpinionRow, ...] = ()
    same_as: int | None = None


class Opinion(Frozen):
    """What a reviewer writes down: one leading fault with every place that it is told of once.

    ``scope``: a row; one project; a group of projects that copy each other; the whole document (通病, or what concerns no
    single project). ``rule`` leads; ``severity`` is the gravest of all that is told in it and not moot, of facts alone where a fact leads. ``message`` and
    ``advice`` are ready to be sent; ``findings`` are the fingerprints of all that it tells, leading ones first. Every finding
    that stands is told by exactly one opinion.
    """

    number: int
    scope: OpinionScope
    rule: str
    title: str
    severity: Severity
    certain: bool
    message: str
    advice: str | None
    standard: str
    places: tuple[OpinionPlace, ...]
    findings: tuple[str, ...]


class Spending(Frozen):
    """What was spent of one source of a project's money, in 万元."""

    source: str
    executed_wan: float


class Execution(Frozen):
    """How the money of a project was spent, as a self-evaluation or monitoring form states it.

    Money is in 万元; ``rate_percent`` is the stated execution rate; ``weight`` and ``score`` are the points for it;
    ``total_score`` is the stated total of the form and ``grade`` the grade beside it. ``reason`` explains the rate,
    ``parts`` is what was spent by source. ``until_month`` (1..12) is the month to whose end a monitoring form reports,
    ``forecast_wan`` what it expects to have spent by the end of the year. ``errors`` are the cells that show an error of
    the spreadsheet (#DIV/0!) in place of a figure. None where the form does not say.
    """

    budget_wan: float | None = None
    executed_wan: float | None = None
    rate_percent: float | None = None
    weight: float | None = None
    score: float | None = None
    total_score: float | None = None
    grade: Grade | None = None
    reason: str | None = None
    parts: tuple[Spending, ...] = ()
    until_month: int | None = None
    forecast_wan: float | None = None
    errors: tuple[str, ...] = ()


class Remark(Frozen):
    """What stands below a table and speaks of it as a whole: the label of its box (偏差原因分析, 备注), and the words."""

    label: str
    text: str
    location: Location = Location()


class FundingStatement(Frozen):
    """What running text tells of a project (项目经费情况说明), by its sections, each as written; "" for one it has not."""

    name: str
    overview: str = ""
    period: str = ""
    budget: str = ""
    goal: str = ""
    location: Location = Location()


Periods = Literal["annual", "longterm", "both"]


class DepartmentTask(Frozen):
    """One of the year's main tasks (年度主要任务) of a department, with its money in 万元 where the form states it."""

    name: str
    content: str = ""
    amount_wan: float | None = None


class DepartmentForm(Frozen):
    """What a form for a whole department (整体支出) holds beside its rows. Money is in 万元, None where it states none.

    ``department`` is the name as the form's own label has it; ``tasks_total_wan`` the printed sum of the tasks;
    ``projects_wan`` what of the department's money is for projects (项目支出).
    """

    department: str = ""
    tasks: tuple[DepartmentTask, ...] = ()
    tasks_total_wan: float | None = None
    projects_wan: float | None = None


class Project(Frozen):
    """One budget project with its indicator table. Money is in 万元.

    ``achieved`` is what a self-evaluation says was reached of the goal; ``remarks`` are the boxes and notes below the table.
    ``unsure`` says, in Chinese, which of its fields were not understood with confidence, and why: fields of its rows by
    name, its own as ``project.goal``. No finding rests on them. ``starts`` and ``ends`` are the project's period as
    written; ``unfilled`` names the fields that the form has a label for and that were left blank. ``statement`` is what
    running text beside the table, or in place of it, tells of the project. ``total_budget_wan`` is its money over all
    years, ``longterm_goal`` its goal over them, where the form has them beside those of the year. ``title`` is the title of
    its form with the year below it; ``periods`` says for which time its form has indicators; ``department_form`` is set where the form speaks of a whole department.
    """

    code: str
    name: str
    purpose: str = ""
    goal: str = ""
    achieved: str = ""
    budget_wan: float | None = None
    funding: tuple[Funding, ...] = ()
    spending_plan: tuple[SpendingStep, ...] = ()
    execution: Execution | None = None
    remarks: tuple[Remark, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    score: ReviewForm | None = None
    findings: tuple[Finding, ...] = ()
    location: Location = Location()
    unsure: dict[str, str] = {}
    starts: str = ""
    ends: str = ""
    unfilled: tuple[str, ...] = ()
    statement: FundingStatement | None = None
    total_budget_wan: float | None = None
    longterm_goal: str = ""
    title: str = ""
    department_form: DepartmentForm | None = None
    periods: Periods = "annual"


def reference_to(project: Project, projects: Iterable[Project]) -> str:
    """What tells a project from the others of its submission: its code; where it has none, or one that others have too, its name
    with it.
    """
    shared = not project.code or sum(one.code == project.code for one in projects) > 1
    return f"{project.code} {project.name}".strip() if shared else project.code


class NarrativeItem(Frozen):
    """One item of 分项绩效目标. ``project`` refers to the project it speaks of (``reference_to``: its code, as a rule), None where
    no table was matched.
    """

    ordinal: str
    name: str
    goal: str = ""
    indicators_text: str = ""
    project: str | None = None
    location: Location = Location()


class ReadingError(Frozen):
    """Why a file was not audited: a code of the error catalogue, one sentence, and what to do."""

    code: str
    message: str
    hint: str


class ColumnNote(Frozen):
    """How one column was understood: ``field`` is what it became, "" for none; ``confidence`` 0..1; why, in Chinese."""

    heading: str
    field: str
    confidence: Annotated[float, Field(ge=0, le=1)]
    reason: str


class FormNote(Frozen):
    """How one indicator table was understood: the form it was taken for, and which column became which field.

    ``columns`` maps headings as written to field names; ``guesses`` says, in Chinese, what was not certain;
    ``read_as`` has every headed column from left to right.
    """

    form: str
    location: Location = Location()
    columns: dict[str, str] = {}
    guesses: tuple[str, ...] = ()
    read_as: tuple[ColumnNote, ...] = ()


Practice = Literal[
    "value-missing", "value-characters", "unit-missing", "weight-total", "weight-zero", "code", "one-period"
]
"""What a budget system is known to refuse before any reviewer sees a form."""


class Refusal(Frozen):
    """One thing that a budget system may refuse when a form is entered: project and row by name, and what stands there."""

    practice: Practice
    project: str
    row: str
    told: str
    location: Location = Location()


class Submission(Frozen):
    """One input file, as read and as judged. ``findings`` holds those that concern no single project,
    ``opinions`` tells all findings of the submission as a reviewer would.

    ``doubts`` says, in Chinese, what of the file was not or not surely read; empty where it was read whole. ``forms``
    tells how each of its tables was understood, ``mapped`` which names of a mapping (``--mapping``) stood in it.
    ``same_as`` is the source of an earlier submission of the batch that is the same material: its money is counted there,
    and not again. ``cover`` is what stands on its cover or above its first form, in short lines;
    ``refusals`` what a budget system may refuse, which is no standard and counts nowhere.
    """

    source: str
    sha256: str
    status: Status
    error: ReadingError | None = None
    doubts: tuple[str, ...] = ()
    forms: tuple[FormNote, ...] = ()
    mapped: tuple[str, ...] = ()
    department: str | None = None
    year: int | None = None
    kind: Kind = "target_declaration"
    overall_goal: str = ""
    narrative: tuple[NarrativeItem, ...] = ()
    projects: tuple[Project, ...] = ()
    findings: tuple[Finding, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    same_as: str | None = None
    cover: str = ""
    refusals: tuple[Refusal, ...] = ()

    def items_of(self, project: Project) -> tuple[NarrativeItem, ...]:
        """The items of the narrative that speak of one of the projects."""
        if not self.narrative:
            return ()
        reference = reference_to(project, self.projects)
        return tuple(item for item in self.narrative if item.project == reference)


class Coverage(Frozen):
    """The ledger: what became of one rule on one submission. Counts are rows (or projects, or items) looked at.

    examined = found + fine + the sum of undecided; ``failed`` is the text of our own error, else None. A rule that
    could not run is never a pass.
    """

    submission: str
    rule: str
    examined: int
    found: int
    fine: int
    undecided: dict[str, int] = {}
    failed: str | None = None


class ClusterMember(Frozen):
    """One place where a repeated text stands.

    ``field`` is a field of the indicator (``level3`` stands for name and target), ``goal``, ``purpose`` or ``indicators``
    (the whole table) of the project, or ``narrative.goal`` or ``narrative.indicators_text`` of the narrative item ``item``.
    """

    submission: str
    project: str
    indicator: str | None
    field: str
    item: str | None = None


class Cluster(Frozen):
    """Texts that are the same or nearly so. ``common`` marks template phrases that everybody uses (通用表述).

    ``kind``: word for word; but for numbers and names; but for the order of clauses; but for single words.
    """

    id: str
    text: str
    members: tuple[ClusterMember, ...]
    similarity: float
    kind: Literal["identical", "masked", "reordered", "edited"]
    common: bool = False


class ProjectRef(Frozen):
    """A project named from afar."""

    submission: str
    code: str
    name: str
    budget_wan: float | None


class PairRow(Frozen):
    """Two rows that correspond in a pair of similar projects, with the words that differ."""

    a: str
    b: str
    similarity: float
    only_a: tuple[str, ...] = ()
    only_b: tuple[str, ...] = ()


class ProjectPair(Frozen):
    """Two projects with much in common. ``share``: part of their rows in common, weighted by information, 0..1.

    ``lawful`` says, in Chinese, why the likeness may be as it should be (one policy carried out in two places).
    """

    a: ProjectRef
    b: ProjectRef
    share: float
    similarity: float
    rows: tuple[PairRow, ...] = ()
    lawful: str | None = None


class Duplicates(Frozen):
    """All repetition found in the batch; pairs ranked by share, highest first."""

    clusters: tuple[Cluster, ...] = ()
    project_pairs: tuple[ProjectPair, ...] = ()


class RuleNote(Frozen):
    """What reports need to know of a rule that took part.

    ``overridden``: what a profile or bureau changed, in Chinese. ``lowers``: the review-form items it looks at.
    """

    id: str
    title: str
    category: Category
    severity: Severity
    certain: bool
    overridden: str | None = None
    lowers: tuple[str, ...] = ()


class RuleOff(Frozen):
    """A rule that did not run, why, and whose choice it was."""

    id: str
    title: str
    reason: str
    by: str


class RulePack(Frozen):
    """What judged this batch; ``fingerprint`` is a hash over every rule, citation and lexicon file used."""

    pack: str
    version: str
    fingerprint: str
    profile: str = "national"
    rules: tuple[RuleNote, ...] = ()
    off: tuple[RuleOff, ...] = ()


class Tool(Frozen):
    """Who made this result."""

    name: str
    version: str


class Trend(Frozen):
    """Findings against an earlier result: how many it had, and how many are gone, unchanged and new."""

    earlier: int
    gone: int
    unchanged: int
    new: int


class Totals(Frozen):
    """Counts over the whole batch. ``findings`` and what follows count what stands; ``waived`` what was set aside.

    ``opinions`` are what people are shown: findings gathered as a reviewer tells them.
    """

    submissions: int
    projects: int
    indicators: int
    findings: int
    by_severity: dict[str, int]
    by_category: dict[str, int]
    waived: int = 0
    opinions: int = 0
    opinions_by_severity: dict[str, int] = {}


class Result(Frozen):
    """The whole outcome of one audit: the one thing every report is rendered from."""

    schema_version: str = SCHEMA_VERSION
    tool: Tool
    rules: RulePack
    totals: Totals
    submissions: tuple[Submission, ...]
    coverage: tuple[Coverage, ...] = ()
    duplicates: Duplicates = Duplicates()
    handling_notes: tuple[HandlingNote, ...] = ()
    trend: Trend | None = None
