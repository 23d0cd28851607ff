"""Realistic submissions in any number, from the project's own corpus: most short cells recur, numbers vary.

The draw follows how such material looks: few wordings make up most cells (a Zipf law over the rows of a sector), a part of
the numbers is the department's own, and whole projects are sometimes taken over from the project next door.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from random import Random

from auditor.model import Funding, Indicator, Project, SpendingStep, Submission
from auditor.reading.numbering import numbered
from tests.forms.sample import corpus_rows

PROJECTS = 18
ROWS = 9
OWN_NUMBERS = 0.4
TAKEN_OVER = 0.05
_NUMBER = re.compile(r"\d+")
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
    for place in range(1, PROJECTS + 1):
        if projects and random.random() < TAKEN_OVER:
            source = random.choice(projects)
            projects.append(
                source.model_copy(update={"code": f"{number:06d}{place:03d}", "name": source.name + "二期"})
            )
        else:
            projects.append(_project(random, sector, weights, f"{number:06d}{place:03d}"))
    return Submission(
        source=f"{number:06d}.xlsx",
        sha256=f"{number:064d}",
        status="audited",
        department=f"第{number}局",
        year=2025,
        projects=numbered(projects),
    )


def _project(random: Random, sector: list[Indicator], weights: list[float], code: str) -> Project:
    rows = random.choices(sector, cum_weights=weights, k=ROWS)
    budget = random.choice((5, 10, 12.5, 20, 36, 50, 88, 120, 365.8))
    about = rows[0].level3
    return Project(
        code=code,
        name=f"{about}经费",
        purpose=f"预算数{budget:g}万元。其中：财政资金{budget:g}万元。主要用于{about}。",
        goal=f"通过{about}，完成年度工作任务。",
        budget_wan=budget,
        funding=(Funding(source="财政资金", amount_wan=budget),),
        spending_plan=_PLAN,
        indicators=tuple(_own(random, row) for row in rows),
    )


def _own(random: Random, row: Indicator) -> Indicator:
    """The row, with numbers of the department's own some of the time."""
    if random.random() >= OWN_NUMBERS:
        return row
    return row.model_copy(
        update={"target": _NUMBER.sub(lambda match: str(random.randint(1, 9) * 10 ** (len(match[0]) - 1)), row.target)}
    )
