"""Realistic submissions in any number, from the project's own corpus: most short cells recur, numbers vary.

The draw follows how such material looks: few wordings make up most cells (a Zipf law over the rows of a sector), a part of
the numbers is the department's own, half of the departments fill every description (the others as few as the corpus has),
most projects are told again in the narrative, and whole projects are sometimes taken over from the project next door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from auditor.model import Funding, Indicator, NarrativeItem, Project, SpendingStep, Submission
from auditor.reading.forms.numbering import numbered
from auditor.taxonomy import LEVEL2_ORDER, level2_of
from material.forms.sample import corpus_rows

CELLS = ("level1", "level2", "level3", "description", "target", "basis")
PROJECTS = 18
ROWS = 9
OWN_NUMBERS = 0.4
TAKEN_OVER = 0.05
ALL_DESCRIBED = 0.5
OWN_BUDGET = 0.5
TOLD = 0.9
_NUMBER = re.compile(r"\d+")
_DESCRIPTIONS = (
    "按照{basis}的要求，完成{level3}",
    "反映{level3}的完成情况，目标为{target}",
    "{level3}{target}，年底按台账核对",
    "本年度开展{level3}，由业务科室组织实施",
    "{level3}",
)
_GOALS = (
    "通过{0}、{1}，完成年度工作任务，{2}达到预期。",
    "按照年度工作计划，完成{0}{3}，做好{1}，推动{2}。",
    "保障{0}按时开展，{1}符合规定，使{2}得到落实。",
    "{0}{3}，{1}。",
)
_PLAN = tuple(SpendingStep(by=by, percent=percent) for by, percent in (("6月底", 50), ("12月底", 100)))


def submissions(rows: int, seed: int = 1) -> Iterator[Submission]:
    """Submissions with at least so many rows in all; the same numbers give the same submissions."""
    random = Random(seed)
    sectors = [list(found) for found in corpus_rows().values()]
    weights = [list(accumulate(1 / (rank + 3) for rank in range(len(sector)))) for sector in sectors]
    made, number = 0, 0
    while made < rows:
        number += 1
        which = random.randrange(len(sectors))
        one = _submission(random, sectors[which], weights[which], number)
        made += sum(len(project.indicators) for project in one.projects)
        yield one


def _submission(random: Random, sector: list[Indicator], weights: list[float], number: int) -> Submission:
    projects: list[Project] = []
    described = random.random() < ALL_DESCRIBED
    for place in range(1, PROJECTS + 1):
        if projects and random.random() < TAKEN_OVER:
            source = random.choice(projects)
            projects.append(
                source.model_copy(update={"code": f"{number:06d}{place:03d}", "name": source.name + "二期"})
            )
        else:
            rows = [_own(random, row) for row in random.choices(sector, cum_weights=weights, k=ROWS)]
            rows = [_described(random, row) for row in rows] if described else rows
            rows.sort(key=lambda row: LEVEL2_ORDER.index(level2_of(row.level2) or "quantity"))
            projects.append(_project(random, rows, f"{number:06d}{place:03d}"))
    return Submission(
        source=f"{number:06d}.xlsx",
        sha256=f"{number:064d}",
        status="audited",
        department=f"第{number}局",
        year=2025,
        narrative=tuple(_told(project, place) for place, project in enumerate(projects, 1) if random.random() < TOLD),
        projects=numbered(projects),
    )


def _project(random: Random, rows: list[Indicator], code: str) -> Project:
    budget = _budget(random)
    about, also, effect = rows[0].level3, rows[1].level3, rows[-1].level3
    return Project(
        code=code,
        name=f"{about}经费",
        purpose=f"预算数{budget:g}万元。其中：财政资金{budget:g}万元。主要用于{about}、{also}等方面的支出。",
        goal=random.choice(_GOALS).format(about, also, effect, rows[0].target),
        budget_wan=budget,
        funding=(Funding(source="财政资金", amount_wan=budget),),
        spending_plan=_PLAN,
        indicators=tuple(rows),
    )


def _budget(random: Random) -> float:
    """A round sum as often as one to the hundredth, in 万元."""
    if random.random() < OWN_BUDGET:
        return round(random.uniform(0.5, 900), 2)
    return random.choice((5, 10, 12.5, 20, 36, 50, 88, 120, 365.8))


def _told(project: Project, place: int) -> NarrativeItem:
    """The project as the narrative tells it: what its table says, shorter."""
    said = "；".join(f"{row.level3}{row.target}" for row in project.indicators[:3])
    return NarrativeItem(
        ordinal=str(place), name=project.name, goal=project.goal, indicators_text=f"{said}。", project=project.code
    )


def _described(random: Random, row: Indicator) -> Indicator:
    """The row with an empty description filled in, as a form that insists on one makes people do."""
    if row.description:
        return row
    text = random.choice(_DESCRIPTIONS).format(level3=row.level3, target=row.target, basis=row.basis or "年度工作计划")
    return row.model_copy(update={"description": text})


def _own(random: Random, row: Indicator) -> Indicator:
    """The row, with numbers of the department's own some of the time."""
    if random.random() >= OWN_NUMBERS:
        return row
    return row.model_copy(
        update={"target": _NUMBER.sub(lambda match: str(random.randint(1, 9) * 10 ** (len(match[0]) - 1)), row.target)}
    )


def texts_of(submission: Submission) -> list[str]:
    """Every text that an audit looks at, in reading order: cells of rows, texts of projects and of the narrative."""
    items = [text for item in submission.narrative for text in (item.name, item.goal, item.indicators_text)]
    for project in submission.projects:
        items += (project.name, project.purpose, project.goal)
        items += (getattr(row, field) for row in project.indicators for field in CELLS)
    return [text for text in items if text]
