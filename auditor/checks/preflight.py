"""What budget systems are known to refuse before any reviewer sees a form: practice of systems, never a standard."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal

from auditor.language.quantity import read_quantities
from auditor.model import Frozen, Indicator, Location, Project, Submission

Practice = Literal["value-missing", "value-characters", "unit-missing", "weight-total", "weight-zero", "code"]
PRACTICES: Mapping[Practice, str] = {
    "value-missing": "指标值没有填写",
    "value-characters": "指标值里有系统不收的字符",
    "unit-missing": "有比较符号和数值，没有计量单位",
    "weight-total": "分值合计不是系统规定的数",
    "weight-zero": "分值是 0 或者没有填写",
    "code": "项目编码为空或者有字母、数字以外的字符",
}
"""Every kind of refusal, with its name."""

REFUSED = "*_-"
"""Characters inside a value that systems refuse, so that ranges and dates with a hyphen are refused, too."""

_SIGNED = re.compile(r"\s*(?:[≥≤＞＜>=<＝≧≦]|大于|小于|等于|不少于|不低于|不高于|不超过)")
_CODE = re.compile(r"[0-9A-Za-z]+")


class Refusal(Frozen):
    """One thing that a system may refuse: where, and what it says there."""

    practice: Practice
    project: str
    row: str
    told: str
    location: Location = Location()


def preflight(
    submission: Submission, *, total: Decimal = Decimal(90), off: frozenset[Practice] = frozenset()
) -> tuple[Refusal, ...]:
    """What of a submission systems may refuse, in the order of the file.

    Args:
        submission: as read; rows of which a field was not understood are left out for that field.
        total: points to which the weights of a project must add up.
        off: practices that do not apply to the system at hand.
    """
    found = (one for project in submission.projects for one in _of_project(project, total))
    return tuple(one for one in found if one.practice not in off)


def _of_project(project: Project, total: Decimal) -> Iterator[Refusal]:
    if "project.code" not in project.unsure and not _CODE.fullmatch(project.code.strip()):
        told = f"项目编码“{project.code}”" if project.code.strip() else "项目编码是空的"
        yield Refusal(practice="code", project=project.name, row="", told=told, location=project.location)
    if not {"weight", "indicators"} & project.unsure.keys():
        yield from _weights(project, total)
    for row in project.indicators:
        if "target" not in {**project.unsure, **row.unsure}:
            yield from _of_row(project, row)


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
        yield _refusal("value-missing", project, row, "指标值是空的")
        return
    held = [character for character in REFUSED if character in target]
    if held:
        yield _refusal("value-characters", project, row, f"指标值“{target}”里有 {' '.join(held)}")
    stated = read_quantities(target, field="target")
    if _SIGNED.match(target) and len(stated) == 1 and stated[0].unit is None and stated[0].dimension == "bare":
        yield _refusal("unit-missing", project, row, f"指标值“{target}”没有计量单位")


def _refusal(practice: Practice, project: Project, row: Indicator, told: str) -> Refusal:
    return Refusal(practice=practice, project=project.name, row=row.level3, told=told, location=row.location)
