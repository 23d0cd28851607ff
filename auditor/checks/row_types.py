"""Rows of which a form itself says what kind of value they take, and rows that a form for a whole department prescribes.

The unified budget system knows 是/否, 定量（其他）, 定性 and 不适用 beside the comparators: each is judged by what it asks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from auditor.checks.protocol import Batch, CheckResult, Hit, RowView, Settings, Undecided
from auditor.checks.resting import rests_on
from auditor.language.patterns import pattern
from auditor.model import Category, Indicator, Project
from auditor.taxonomy import level2_of

ValueType = Literal["yes_no", "other", "in_words", "not_applicable"]

PRESCRIBED = "整体支出的表规定要填这一类指标"
YES_OR_NO = "这一行按“是/否”填，不要求写数"
NO_UNIT_ASKED = "这一行的值不是带比较符号的数，不要求单位和符号"
OWN_LEVELS = "整体支出的表有自己的一、二级指标，不按项目的类别要求"
NOT_APPLICABLE = "表里写明这一行不适用"

_NOT_OF_YES_OR_NO = frozenset(
    {"MEA001", "MEA005", "MEA013", "MEA018", "MEA901", "MEA902", "MEA903", "FMT001", "FMT013", "CMP002"}
)
"""Rules that ask for a number, or for another word, where the form asks whether a thing is so."""

_ON_USUAL_LEVELS = frozenset(
    {"CMP009", "CMP010", "CMP011", "CMP012", "CMP014", "CMP015", "CMP016", "FMT014", "FMT015", "REL024"}
)
"""Rules that look for rows of the usual first and second levels."""

_OF_SIGNS_AND_UNITS = frozenset({"FMT001", "FMT013"})
_ON_PRESCRIBED: frozenset[Category] = frozenset({"measurability", "relevance"})
_TELL_THEIR_FACT = ("tells_its_fact", "run_by_somebody", "somebody_engaged")
"""Names that say themselves what is to be so, as the rule on a bare 是 knows them too: 是否通过验收."""

_FACT = re.compile(r"[是否有无]|没有")


def value_type(row: Indicator) -> ValueType | None:
    """What kind of value the form says that a row takes, None where it does not say or names a comparator."""
    if not row.value_type:
        return None
    told = re.sub(r"[\s/／、\\|]", "", row.value_type)
    if "不适用" in told:
        return "not_applicable"
    if "是" in told and "否" in told:
        return "yes_no"
    if "其他" in told or "其它" in told:
        return "other"
    return "in_words" if "定性" in told else None


def states_a_fact(row: Indicator) -> bool:
    """Whether a row of the type 是/否 says no more than 是 or 否."""
    return value_type(row) == "yes_no" and bool(_FACT.fullmatch(row.target.strip()))


@rests_on("comparator", "description", "target")
def unexplained_other(batch: Batch, settings: Settings) -> CheckResult:
    """Rows of the type 定量（其他） without an explanation of their value, where the form has a place for one."""
    return _without_explanation(batch, lambda row: value_type(row.indicator) == "other" and bool(row.text("target")))


@rests_on("comparator", "description", "target")
def untested_fact(batch: Batch, settings: Settings) -> CheckResult:
    """Rows of the type 是/否 that say 是 or 否 and do not say when it is so, where the form has a place for that."""
    return _without_explanation(batch, lambda row: states_a_fact(row.indicator) and not _tells_its_fact(row))


def _tells_its_fact(row: RowView) -> bool:
    return any(pattern(name).found_in(row.text("level3")) for name in _TELL_THEIR_FACT)


def _without_explanation(batch: Batch, concerned: Callable[[RowView], bool]) -> CheckResult:
    rows, hits, undecided = list[RowView](), list[Hit](), list[Undecided]()
    for view in batch.projects:
        own = [row for row in view.rows if concerned(row)]
        rows += own
        has_place = bool(own) and any(row.text("description").strip() for row in view.rows)
        for row in own:
            if not has_place:
                undecided.append((row.subject, "表里没有写指标解释的栏"))
            elif not row.text("description").strip():
                target = row.text("target")
                hits.append(Hit(row.subject, "target", (0, len(target)), {"accused": target}))
    return CheckResult(tuple(row.subject for row in rows), tuple(hits), tuple(undecided))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Finds any of some words; of none, nothing."""
    return re.compile("|".join(map(re.escape, words)) or "(?!)")


class RowExemptions:
    """Knows which rules do not apply to a row, because of what the form prescribes.

    Args:
        whole_departments: words of the name of a form for a whole department.
        prescribed: names of the management indicators that such forms prescribe.
    """

    def __init__(self, whole_departments: Iterable[str], prescribed: Iterable[str]) -> None:
        self._departments, self._prescribed = _any_of(whole_departments), _any_of(prescribed)

    def reason(self, rule: str, category: Category, project: Project, row: Indicator) -> str | None:
        """Why a rule does not apply to a row, None where it does."""
        kind = value_type(row)
        if kind == "not_applicable":
            return NOT_APPLICABLE
        if kind == "yes_no" and rule in _NOT_OF_YES_OR_NO and states_a_fact(row):
            return YES_OR_NO
        if kind in ("other", "in_words") and rule in _OF_SIGNS_AND_UNITS:
            return NO_UNIT_ASKED
        return PRESCRIBED if category in _ON_PRESCRIBED and self._is_prescribed(project, row) else None

    def reason_of_project(self, rule: str, project: Project) -> str | None:
        """Why a rule does not apply to a project as such, None where it does: forms for a whole department have own levels."""
        if project.department_form is None or rule not in _ON_USUAL_LEVELS:
            return None
        own = any(level2_of(row.level2) is None for row in project.indicators)
        return OWN_LEVELS if own else None

    def _is_prescribed(self, project: Project, row: Indicator) -> bool:
        if project.department_form is None and not self._departments.search(project.name):
            return False
        return bool(self._prescribed.search(re.sub(r"[“”\"\s]", "", row.level3)))
