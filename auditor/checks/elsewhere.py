"""A project against other departments' projects in the archive: the same goal, and what one unit of output costs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from auditor.checks.before import UNNAMED, quoted
from auditor.checks.history.keys import department_key, likeness, name_key, yearless
from auditor.checks.history.past import ArchivedProject, ArchivedProjects
from auditor.checks.history.unit_cost import MainOutput, main_output, unit_cost, written_cost
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings, Undecided
from auditor.model import Evidence, Project

TOO_SHORT = "绩效目标太短，看不出是不是同一件事"
NO_UNIT_COST = "没有预算数或可计数的数量指标，算不出单位成本"
TOO_FEW = "档案中可比的同类项目太少"


def same_goal_elsewhere(batch: Batch, past: ArchivedProjects, settings: Settings) -> CheckResult:
    """Projects whose goal another department was funded for in the same year.

    Settings: ``min_length`` of a goal in characters, ``min_similarity`` of two goals (0..1); a goal of more than
    ``max_departments`` others is a set phrase.
    """
    views = [view for view in batch.projects if view.submission.kind == "target_declaration"]
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in views:
        owner, year = department_key(view.submission.department), view.submission.year
        goal = yearless(view.project.goal)
        if owner is None or year is None:
            undecided.append((view.subject, UNNAMED))
        elif len(goal) < settings["min_length"]:
            undecided.append((view.subject, TOO_SHORT))
        else:
            alike = _alike(goal, past.elsewhere(owner, year), settings["min_similarity"])
            if 0 < len({one.season for one, _ in alike}) <= settings["max_departments"]:
                hits.append(_goal_hit(view, alike))
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _alike(goal: str, others: Sequence[ArchivedProject], least: float) -> list[tuple[ArchivedProject, float]]:
    """Projects with nearly this goal, the nearest first."""
    scored = [(one, round(likeness(goal, one.goal), 4)) for one in others]
    return sorted((item for item in scored if item[1] >= least), key=lambda item: (-item[1], item[0].number))


def _goal_hit(view: ProjectView, alike: Sequence[tuple[ArchivedProject, float]]) -> Hit:
    nearest, similarity = alike[0]
    goal = view.project.goal
    values = {
        "other_department": nearest.department,
        "other_name": nearest.project.name,
        "other_budget": _budget(nearest.project),
        "similarity": f"{similarity:.0%}",
        "accused": goal,
    }
    evidence = tuple(quoted(one, one.project.goal, "goal", sure=sure) for one, sure in alike)
    return Hit(view.subject, "project.goal", (0, len(goal)), values, evidence, similarity)


def _budget(project: Project) -> str:
    return "未填" if project.budget_wan is None else f"{project.budget_wan:g}万元"


class _Peer(NamedTuple):
    """A similar project of the archive and what one unit costs there, in 元 per base unit."""

    past: ArchivedProject
    output: MainOutput
    cost: Decimal
    alike: float


def unit_cost_unlike_peers(batch: Batch, past: ArchivedProjects, settings: Settings) -> CheckResult:
    """Projects whose budget by main quantity is far from that of similar projects.

    Settings: ``min_peers`` to compare with; ``max_times`` the median, up or down; ``min_name`` and ``min_project``:
    similarity of the main indicators' names and of the projects' names or goals, 0..1.
    """
    views = [view for view in batch.projects if view.submission.kind == "target_declaration"]
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in views:
        output = main_output(view.project, lambda text: batch.language.analyse(text).quantities)
        cost = unit_cost(view.project, output) if output is not None else None
        if output is None or cost is None:
            undecided.append((view.subject, NO_UNIT_COST))
            continue
        peers = _peers(view, output, past, settings)
        if len(peers) < settings["min_peers"]:
            undecided.append((view.subject, TOO_FEW))
        elif _far(cost, [peer.cost for peer in peers], Decimal(str(settings["max_times"]))):
            hits.append(_cost_hit(view, output, cost, peers))
    return CheckResult(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _peers(view: ProjectView, output: MainOutput, past: ArchivedProjects, settings: Settings) -> list[_Peer]:
    """Projects with the same output in the same measure and a like name or goal, nearest first. Not the project itself."""
    itself = department_key(view.submission.department), view.submission.year, "target_declaration"
    called, name, goal = name_key(output.row.level3), name_key(view.project.name), yearless(view.project.goal)
    peers = []
    for one in past.latest:
        theirs = one.output
        if one.kind != "target_declaration" or one.season == itself or theirs is None:
            continue
        if theirs.measure != output.measure or likeness(called, name_key(theirs.row.level3)) < settings["min_name"]:
            continue
        alike = max(likeness(name, one.name), likeness(goal, one.goal) if goal else 0.0)
        cost = unit_cost(one.project, theirs)
        if cost is not None and alike >= settings["min_project"]:
            peers.append(_Peer(one, theirs, cost, round(alike, 4)))
    return sorted(peers, key=lambda peer: (-peer.alike, peer.past.number))


def _far(cost: Decimal, others: Sequence[Decimal], times: Decimal) -> bool:
    """Whether a cost lies beyond all others and so many times off their median."""
    middle = median(others)
    return (cost > middle * times and cost > max(others)) or (cost * times < middle and cost < min(others))


def _cost_hit(view: ProjectView, output: MainOutput, cost: Decimal, peers: Sequence[_Peer]) -> Hit:
    unit = output.quantity.unit or ""
    middle = median([peer.cost for peer in peers])
    times = max(cost / middle, middle / cost)
    values = {
        "cost": written_cost(cost, unit),
        "usual": written_cost(middle, unit),
        "times": f"{times:.1f}",
        "count": str(len(peers)),
        "accused": written_cost(cost, unit),
    }
    evidence = tuple(_comparison(peer, unit) for peer in peers)
    return Hit(view.subject, values=values, evidence=evidence)


def _comparison(peer: _Peer, unit: str) -> Evidence:
    row = peer.output.row
    text = (
        f"{peer.past.department}{peer.past.year}年“{peer.past.project.name}”：{_budget(peer.past.project)}，"
        f"{row.level3}{row.target}，合{written_cost(peer.cost, unit)}"
    )
    return quoted(peer.past, text, "target", row=row, sure=peer.alike)
