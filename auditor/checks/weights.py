"""Weights: their sum, how they are spread over first levels, and whether they were thought about.

The usual spread is that of 财预〔2021〕101号 (10 points kept for 预算执行率): 成本 20, 产出 40, 效益 20, 满意度 10, or without
cost rows 产出 50, 效益 30, 满意度 10; without satisfaction rows its points go to 效益.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.checks.resting import INDICATORS, rests_on
from auditor.model import Evidence
from auditor.taxonomy import LEVEL1_OF, Level1

WHOLE = Decimal(100)
_EXECUTION_ROW = re.compile(r"执行率|预算执行")

BARE = re.compile(r"\d{1,3}(?:\.\d+)?")
"""A number as points are written: no unit, no comparator."""

NAMES: Mapping[Level1, str] = {"cost": "成本", "output": "产出", "effect": "效益", "satisfaction": "满意度"}
NO_WEIGHTS = "没有逐行填写权重"


def _sums(settings: Settings) -> frozenset[Decimal]:
    """What weights may add up to: 100, or what the points for 预算执行率 leave of it, here or where they are others."""
    kept = (settings[name] for name in ("execution_points", "elsewhere_points") if name in settings)
    return frozenset((WHOLE, *(WHOLE - Decimal(str(points)) for points in kept)))


def _weights(view: ProjectView) -> list[Decimal] | None:
    """The weights of all rows, or None where any row has none."""
    weights = [row.indicator.weight for row in view.rows]
    known = [Decimal(str(weight)) for weight in weights if weight is not None]
    return known if known and len(known) == len(weights) else None


@rests_on(INDICATORS, "weight")
def weights_sum(batch: Batch, settings: Settings) -> CheckResult:
    """Projects whose weights do not add up to 100, with the points for execution beside them or kept for them.

    Settings: ``execution_points`` that the place keeps for 预算执行率, ``elsewhere_points`` that other places keep: such a
    gap is no ground to accuse anybody.
    """
    kept, elsewhere = Decimal(str(settings["execution_points"])), Decimal(str(settings["elsewhere_points"]))
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        weights = _weights(view)
        if weights is None:
            undecided.append((view.subject, NO_WEIGHTS))
            continue
        total, apart = sum(weights, Decimal(0)), _execution_points(view)
        if apart is not None and total + apart != WHOLE:
            told = f"各指标权重合计 {_plain(total)} 分，加上预算执行率 {_plain(apart)} 分是 {_plain(total + apart)} 分，不是 100 分"
            hits.append(Hit(view.subject, values={"told": told, "accused": f"{total + apart}"}))
        elif apart is None and total == WHOLE - elsewhere != WHOLE - kept:
            undecided.append((view.subject, f"合计{_plain(total)}分，可能另有预算执行率{_plain(elsewhere)}分"))
        elif apart is None and total not in (WHOLE, WHOLE - kept):
            rest = f"，也不是预算执行率之外的 {_plain(WHOLE - kept)} 分" if kept else ""
            told = f"各指标权重合计 {_plain(total)} 分，{'既' if kept else ''}不是 100 分{rest}"
            hits.append(Hit(view.subject, values={"told": told, "accused": f"{total}"}))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _execution_points(view: ProjectView) -> Decimal | None:
    """Points for execution that the form states apart from its rows, None where it states none or has a row for them."""
    stated = view.project.execution
    if stated is None or not stated.weight or any(_EXECUTION_ROW.search(row.text("level3")) for row in view.rows):
        return None
    return Decimal(str(stated.weight))


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


@rests_on(INDICATORS, "level1", "level2", "level3", "target", "weight")
def scores_as_targets(batch: Batch, settings: Settings) -> CheckResult:
    """Projects whose targets are bare numbers that add up as points do: scores in the column of targets.

    Settings: ``min_rows`` with a target that a project needs.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        filled = [row for row in view.rows if row.cells.texts["target"].strip()]
        if len(filled) < settings["min_rows"]:
            undecided.append((view.subject, "有指标值的行太少"))
        elif all(map(_is_bare, filled)) and (total := sum(map(_number, filled), Decimal(0))) in _sums(settings):
            values = {"total": f"{total:f}", "count": str(len(filled)), "accused": filled[0].text("target")}
            hits.append(Hit(view.subject, values=values, evidence=tuple(_quoted(row) for row in filled)))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _is_bare(row: RowView) -> bool:
    """Whether the target is a number and nothing else."""
    return BARE.fullmatch(row.cells.texts["target"].strip()) is not None


def _number(row: RowView) -> Decimal:
    return Decimal(row.cells.texts["target"].strip())


def _quoted(row: RowView) -> Evidence:
    return Evidence(text=row.indicator.target, indicator=row.indicator.id, project=row.project.code, field="target")


@rests_on(INDICATORS, "weight")
def weight_dominates(batch: Batch, settings: Settings) -> CheckResult:
    """Projects in which one row carries more than its share. Settings: ``max_share`` 0..1, ``min_rows``."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        weights = _weights(view)
        if weights is None or sum(weights, Decimal(0)) <= 0:
            undecided.append((view.subject, NO_WEIGHTS))
            continue
        share = max(weights) / sum(weights, Decimal(0))
        if len(weights) >= settings["min_rows"] and share > Decimal(str(settings["max_share"])):
            name = view.rows[weights.index(max(weights))].indicator.level3
            hits.append(Hit(view.subject, values={"level3": name, "share": f"{share:.0%}", "accused": name}))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


@rests_on(INDICATORS, "level1", "weight")
def first_level_weights(batch: Batch, settings: Settings) -> CheckResult:
    """Projects whose first-level weights are far from the usual spread.

    Settings: ``max_points_off`` of any first level; ``execution_points`` that the place keeps for 预算执行率; the usual
    points of ``output``, ``effect`` and ``satisfaction``, of ``cost``, and of the first two ``_beside_cost``.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        stated = None if view.project.department_form else _by_first_level(view)
        if stated is None or (total := sum(stated.values(), Decimal(0))) not in _sums(settings):
            undecided.append((view.subject, "没有逐行填写权重，或合计不对，或者是整体支出的表"))
            continue
        usual = _usual(stated, total, settings)
        most = max(abs(stated.get(level, Decimal(0)) - usual.get(level, Decimal(0))) for level in NAMES)
        if most > Decimal(str(settings["max_points_off"])):
            values = {"weights": _spread(stated), "usual": _spread(usual), "most": f"{most.normalize():f}"}
            hits.append(Hit(view.subject, values={**values, "accused": values["weights"]}))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _by_first_level(view: ProjectView) -> dict[Level1, Decimal] | None:
    weights = _weights(view)
    if weights is None or any(row.category is None for row in view.rows):
        return None
    sums: dict[Level1, Decimal] = {}
    for row, weight in zip(view.rows, weights, strict=True):
        level1 = LEVEL1_OF[row.category] if row.category else "output"
        sums[level1] = sums.get(level1, Decimal(0)) + weight
    return sums


def _usual(stated: Mapping[Level1, Decimal], total: Decimal, settings: Settings) -> dict[Level1, Decimal]:
    """The usual spread for the first levels a table has, scaled to its total."""
    beside = "_beside_cost" if "cost" in stated else ""
    points = {
        "output": Decimal(str(settings[f"output{beside}"])),
        "effect": Decimal(str(settings[f"effect{beside}"])),
        "satisfaction": Decimal(str(settings["satisfaction"])),
    }
    if "cost" in stated:
        points["cost"] = Decimal(str(settings["cost"]))
    whole = sum(points.values(), Decimal(0))
    if "satisfaction" not in stated:
        points["effect"] += points.pop("satisfaction")
    return {level: (points[level] * total / whole).quantize(Decimal("0.1")) for level in NAMES if level in points}


def _spread(weights: Mapping[Level1, Decimal]) -> str:
    return "、".join(f"{NAMES[level]}{weights[level].normalize():f}" for level in NAMES if level in weights)


@rests_on(INDICATORS, "weight")
def weights_equal(batch: Batch, settings: Settings) -> CheckResult:
    """Projects of which every row has the same weight. Settings: ``min_rows``."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        weights = _weights(view)
        if weights is None:
            undecided.append((view.subject, NO_WEIGHTS))
        elif len(weights) >= settings["min_rows"] and len(set(weights)) == 1:
            values = {"count": str(len(weights)), "weight": f"{weights[0].normalize():f}", "accused": f"{weights[0]}"}
            hits.append(Hit(view.subject, values=values))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))
