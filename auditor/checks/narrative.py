"""The narrative (分项绩效目标) held against the tables: items, names, goals and every number that was promised."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings, Subject, Undecided
from auditor.checks.similarity import content_words, has_word, shares_a_word
from auditor.duplicates.compare import edit_similarity
from auditor.language.artefacts import Cells
from auditor.language.clauses import Ends
from auditor.language.normalise import normalise
from auditor.language.scope import a_year
from auditor.language.units import interchangeable
from auditor.model import Evidence, NarrativeItem, Quantity

_CLAUSES = Ends("，,。；;：:！!")
PROMISED = (
    "count",
    "count_rate",
    "money_rate",
    "ratio",
    "length",
    "area",
    "volume",
    "weight",
    "score",
    "money",
    "bare",
)


MEASURING = ("target", "level3", "description")
"""The cells of a row that may state what was promised."""

GOAL_PROMISED = ("count", "ratio", "length", "area", "score")
_OTHER_TIME = re.compile(r"累计|历年|上年|去年|较|比|以来|十[三四五]五|\d{4}年以|现有|目前|共有|其中|[《〔]")
"""Numbers that a goal mentions without promising them for this year."""
_COMMON_IN_GOALS = frozenset(
    [
        "保障", "保证", "确保", "相关", "支出", "工作", "开展", "通过", "促进", "提高", "提升", "加强", "经费", "项目", "资金", "实现", "顺利", "有效", "及时",
        "完成", "进一步", "推动", "推进", "各项", "有关", "使用", "用于", "切实", "做好", "任务", "我区", "我县", "我市", "全区", "全县", "全市",
    ]
)  # fmt: skip
_SUBJECT = re.compile(r"[\u4e00-\u9fff]{2}")


class _Told(NamedTuple):
    """A narrative item and the project it speaks of."""

    item: NarrativeItem
    view: ProjectView


def _matched(batch: Batch) -> Iterator[_Told]:
    for view in batch.projects:
        for item in view.narrative:
            yield _Told(item, view)


# --- numbers ------------------------------------------------------------------------------------------------------


def narrative_numbers(batch: Batch, settings: Settings) -> CheckResult:
    """Quantities promised in the narrative that no row of the project's table measures."""
    told = list(_matched(batch))
    hits = [hit for one in told for hit in _unmeasured(one, batch)]
    return CheckResult(tuple(one.view.subject for one in told), tuple(hits))


def goal_numbers(batch: Batch, settings: Settings) -> CheckResult:
    """Counts and rates promised in a project's own goal that no row of its table measures.

    Other years are left out, and so is what the narrative promises too: ``narrative_numbers`` tells that.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        goal = view.project.goal
        promised = [
            quantity
            for quantity in view.artefacts("project.goal").quantities
            if quantity.dimension in GOAL_PROMISED and not _OTHER_TIME.search(_clause(goal, quantity))
        ]
        told = {(one.value, one.unit) for item in view.narrative
                for text in (item.goal, item.indicators_text) for one in batch.language.analyse(text).quantities}  # fmt: skip
        promised = [quantity for quantity in promised if (quantity.value, quantity.unit) not in told]
        if not promised or not view.rows:
            undecided.append((view.subject, "绩效目标里没有写数，或者没有指标行"))
            continue
        for quantity in promised:
            clause = _clause(goal, quantity)
            if not _measured(quantity, goal, view, batch) and not _row_bounds(quantity, clause, view, batch):
                values = {"promise": quantity.text, "clause": clause.strip(), "accused": quantity.text}
                hits.append(Hit(view.subject, "project.goal", quantity.span, values))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _row_bounds(promised: Quantity, clause: str, view: ProjectView, batch: Batch) -> bool:
    """Whether a row about the same thing states a number of the same unit: whether they agree is another rule's matter."""
    words = content_words((clause,), batch.language)
    return any(
        stated.dimension == promised.dimension
        and interchangeable(stated.unit, promised.unit)
        and words & content_words((row.text("level3"), row.text("description")), batch.language)
        for row in view.rows
        for stated in map(a_year, row.artefacts("target").quantities)
    )


def _unmeasured(told: _Told, batch: Batch) -> Iterator[Hit]:
    for text in (told.item.goal, told.item.indicators_text):
        for quantity in batch.language.analyse(text).quantities:
            if quantity.dimension in PROMISED and not _measured(quantity, text, told.view, batch):
                yield _promise_hit(told, text, quantity, _clause(text, quantity))


def _clause(text: str, quantity: Quantity) -> str:
    """The clause around a quantity, together with those before it where it names no subject (，达到85%)."""
    start, end = quantity.span
    left = _CLAUSES.start(text, start)
    while left > 1 and text[left - 1] in "，," and _SUBJECT.search(text[left:start]) is None:
        left = _CLAUSES.start(text, left - 1)
    return text[left : _CLAUSES.end(text, end)]


def _measured(promised: Quantity, text: str, view: ProjectView, batch: Batch) -> bool:
    """Whether a row states the same number with a compatible unit, and speaks of the same thing where units are common.

    A percentage is only measured by a row that shares a word with the promise: every table has a 100 % somewhere. A number
    without a unit has that of its row's name (覆盖村数 12 for 12个村).
    """
    equal = batch.cached(_by_value, view).get(Decimal(promised.value), ())
    same = [(cells, stated) for cells, stated in equal if _compatible(promised, stated)]
    if promised.dimension != "ratio" and any(stated.unit for _, stated in same):
        return True
    if not same:
        return False
    words = batch.language.analyse(_clause(text, promised)).content_words
    counted = text[promised.span[1] :][:1]
    return any(
        has_word(cells.texts[name], words, batch.language) or (counted.isalpha() and counted in cells.texts["level3"])
        for cells, _ in same
        for name in MEASURING
    )


def _by_value(view: ProjectView, batch: Batch) -> dict[Decimal, list[tuple[Cells, Quantity]]]:
    """Every quantity of a project's rows by its value."""
    found: dict[Decimal, list[tuple[Cells, Quantity]]] = defaultdict(list)
    for row in view.rows:
        for value, stated in row.cells.cached(_values):
            found[value].append((row.cells, stated))
    return found


def _values(cells: Cells) -> tuple[tuple[Decimal, Quantity], ...]:
    """The quantities of a row with their values."""
    return tuple((Decimal(stated.value), stated) for name in MEASURING for stated in cells.artefacts[name].quantities)


def _compatible(promised: Quantity, stated: Quantity) -> bool:
    return promised.dimension == stated.dimension or "bare" in (promised.dimension, stated.dimension)


def _promise_hit(told: _Told, text: str, quantity: Quantity, clause: str) -> Hit:
    values = {
        "ordinal": told.item.ordinal,
        "promise": quantity.text,
        "clause": clause.strip(),
        "accused": clause.strip() + quantity.text,
    }
    evidence = Evidence(text=text, project=told.view.project.code, submission=told.view.submission.source,
                        field="indicators_text", span=quantity.span)  # fmt: skip
    return Hit(told.view.subject, values=values, evidence=(evidence,))


# --- items and tables ---------------------------------------------------------------------------------------------


def narrative_without_table(batch: Batch, settings: Settings) -> CheckResult:
    """Narrative items that no project table belongs to."""
    subjects, hits = [], []
    for number, submission in enumerate(batch.submissions):
        if not submission.projects or not submission.narrative:
            continue
        subjects.append(Subject(number))
        for item in submission.narrative:
            if item.project is None:
                evidence = (Evidence(text=item.name, submission=submission.source),)
                values = {"ordinal": item.ordinal, "item": item.name, "accused": item.name}
                hits.append(Hit(Subject(number), values=values, evidence=evidence))
    return CheckResult(tuple(subjects), tuple(hits))


def table_without_narrative(batch: Batch, settings: Settings) -> CheckResult:
    """Projects with a table that the narrative does not mention, in submissions that have a narrative."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        items = view.submission.narrative
        if not items:
            undecided.append((view.subject, "申报材料没有分项绩效目标文字"))
        elif not view.narrative:
            listed = "；".join(f"{item.ordinal}{item.name}" for item in items)
            evidence = (Evidence(text=listed, submission=view.submission.source),)
            values = {"items": str(len(items)), "accused": view.project.code}
            hits.append(Hit(view.subject, values=values, evidence=evidence))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def narrative_name(batch: Batch, settings: Settings) -> CheckResult:
    """A project named differently in narrative and table."""
    told = list(_matched(batch))
    hits = []
    for one in told:
        if normalise(one.item.name) != normalise(one.view.project.name):
            name = one.view.project.name
            evidence = (Evidence(text=one.item.name, submission=one.view.submission.source,
                                 similarity=round(edit_similarity(normalise(one.item.name), normalise(name)), 4)),)  # fmt: skip
            values = {"ordinal": one.item.ordinal, "item": one.item.name, "accused": name}
            hits.append(Hit(one.view.subject, "project.name", (0, len(name)), values, evidence))
    return CheckResult(tuple(one.view.subject for one in told), tuple(hits))


def narrative_goal(batch: Batch, settings: Settings) -> CheckResult:
    """A goal in the narrative that shares nothing with the goal, purpose and name in the table.

    Where it shares but common words (保障, 相关), it is told too if no word of it stands anywhere in the table.
    Settings: ``max_similarity`` up to which the two goals count as different, 0..1; ``min_words`` that a goal must
    have beside common ones to be told of the table as a whole.
    """
    told = [one for one in _matched(batch) if one.item.goal and one.view.project.goal]
    hits = []
    for one in told:
        goal = one.view.project.goal
        if normalise(one.item.goal) == normalise(goal):
            continue
        similarity = edit_similarity(normalise(one.item.goal), normalise(goal))
        ours = (goal, one.view.project.name, one.view.project.purpose)
        apart = similarity <= settings["max_similarity"] and not shares_a_word(one.item.goal, ours)
        if apart or _is_foreign(one, settings["min_words"], batch):
            evidence = (Evidence(text=one.item.goal, submission=one.view.submission.source,
                                 similarity=round(similarity, 4)),)  # fmt: skip
            values = {"ordinal": one.item.ordinal, "other_goal": one.item.goal, "accused": goal}
            hits.append(Hit(one.view.subject, "project.goal", (0, len(goal)), values, evidence))
    return CheckResult(tuple(one.view.subject for one in told), tuple(hits))


def _is_foreign(told: _Told, min_words: int, batch: Batch) -> bool:
    """Whether no telling word of the item's goal stands in the project's goal, purpose, name or rows."""
    project = told.view.project
    words = batch.language.analyse(told.item.goal).content_words - _COMMON_IN_GOALS
    if len(words) < min_words:
        return False
    parts = [part for word in words for part in _halves(word)]
    goal = normalise(project.goal)
    if any(part in goal for part in parts):
        return False
    texts = [project.purpose, project.name]
    texts += [text for row in project.indicators for text in (row.level3, row.description, row.target)]
    ours = "".join((goal, *map(normalise, texts)))
    return not any(part in ours for part in parts)


def _halves(word: str) -> tuple[str, ...]:
    """A word, or the first and the last two characters of a longer one."""
    return (word,) if len(word) < 4 else (word[:2], word[-2:])
