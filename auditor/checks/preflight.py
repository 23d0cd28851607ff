"""What budget systems are known to refuse before any reviewer sees a form: practice of systems, never a standard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.row_types import value_type
from auditor.language.quantity import read_quantities
from auditor.model import Indicator, Practice, Project, Refusal, Submission

REFUSED = "*_-"
"""Characters inside a value that systems refuse, so that ranges and dates with a hyphen are refused, too."""

_SIGNED = re.compile(r"\s*(?:[≥≤＞＜>=<＝≧≦]|大于|小于|等于|不少于|不低于|不高于|不超过)")
_CODE = re.compile(r"[0-9A-Za-z]+")


class PreflightSettings(NamedTuple):
    """What the system of a place is like: points to which the weights of a project add up, and practices it has not."""

    total: Decimal = Decimal(90)
    off: frozenset[Practice] = frozenset()


USUAL = PreflightSettings()


def preflight(submission: Submission, settings: PreflightSettings = USUAL) -> tuple[Refusal, ...]:
    """What of a submission systems may refuse, in the order of the file.

    Args:
        submission: as read; rows of which a field was not understood are left out for that field.
        settings: what the system at hand is like.
    """
    found = (one for project in submission.projects for one in _of_project(project, settings.total))
    return tuple(one for one in found if one.practice not in settings.off)


def _of_project(project: Project, total: Decimal) -> Iterator[Refusal]:
    if "project.code" not in project.unsure and not _CODE.fullmatch(project.code.strip()):
        told = f"项目编码“{project.code}”" if project.code.strip() else "项目编码是空的"
        yield Refusal(practice="code", project=project.name, row="", told=told, location=project.location)
    if told := _one_period(project):
        yield Refusal(practice="one-period", project=project.name, row="", told=told, location=project.location)
    if not {"weight", "indicators"} & project.unsure.keys():
        yield from _weights(project, total)
    for row in project.indicators:
        if "target" not in {**project.unsure, **row.unsure}:
            yield from _of_row(project, row)


def _one_period(project: Project) -> str:
    """What is there for one of the two times only, "" where neither is missing."""
    if {"indicators", "project.goal"} & project.unsure.keys():
        return ""
    if project.periods == "longterm":
        return "只有实施期（中期）指标，没有年度指标"
    if project.periods == "annual" and project.longterm_goal.strip():
        return "写了实施期（中期）目标，没有实施期指标"
    if project.periods == "both" and not project.longterm_goal.strip():
        return "有实施期（中期）指标，没有实施期目标"
    return ""


def _weights(project: Project, total: Decimal) -> Iterator[Refusal]:
    weighed = [row for row in project.indicators if row.weight is not None]
    if not weighed:
        return
    for row in project.indicators:
        if not row.weight:
            yield _refusal("weight-zero", project, row, "分值没有填写" if row.weight is None else "分值是 0")
    added = sum((Decimal(str(row.weight)) for row in weighed), Decimal(0))
    if added != total:
        told = f"分值合计 {added.normalize():f}，系统规定的是 {total.normalize():f}"
        yield Refusal(practice="weight-total", project=project.name, row="", told=told, location=project.location)


def _of_row(project: Project, row: Indicator) -> Iterator[Refusal]:
    target = row.target.strip()
    if not target:
        if value_type(row) != "not_applicable":
            yield _refusal("value-missing", project, row, "指标值是空的")
        return
    held = [character for character in REFUSED if character in target]
    if held:
        yield _refusal("value-characters", project, row, f"指标值“{target}”里有 {' '.join(held)}")
    if _SIGNED.match(target) and value_type(row) is None and _is_bare(target):
        yield _refusal("unit-missing", project, row, f"指标值“{target}”没有计量单位")


def _is_bare(target: str) -> bool:
    """Whether a target states one number, and no unit of it."""
    stated = read_quantities(target, field="target")
    return len(stated) == 1 and stated[0].unit is None and stated[0].dimension == "bare"


def _refusal(practice: Practice, project: Project, row: Indicator, told: str) -> Refusal:
    return Refusal(practice=practice, project=project.name, row=row.level3, told=told, location=row.location)
