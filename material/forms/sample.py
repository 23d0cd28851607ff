"""Random but repeatable projects, put together from the labelled rows of the project's own corpus."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from random import Random

from auditor.model import Funding, Indicator, Project, SpendingStep
from auditor.taxonomy import LEVEL2_ORDER, full_level2_of, level1_of, level2_of
from material.forms.render import Style

CORPUS = Path(__file__).parents[2] / "corpora" / "measurability"
_PLAN = tuple(
    SpendingStep(by=by, percent=percent)
    for by, percent in (("3月底", 25), ("6月底", 50), ("10月底", 75), ("12月底", 100))
)


HEADER = "指标名称"
"""A row of nothing but column names is a header printed again and does not come back from a form."""


@cache
def corpus_rows() -> dict[str, tuple[Indicator, ...]]:
    """Rows of each corpus file by its name, in order, those with a known second level."""
    files = sorted(CORPUS.glob("*.tsv"))
    return {path.stem: rows for path in files if (rows := _rows(path))}


def sample_projects(random: Random, rows: tuple[Indicator, ...], count: int) -> tuple[Project, ...]:
    """Projects of 6 to 11 rows each, a description filled nine times out of ten as in forms that ask for one."""
    return tuple(_project(random, rows, number) for number in range(1, count + 1))


def sample_style(random: Random) -> Style:
    """A look that such documents have."""
    level1, level2 = random.choice(((4, 8), (4, 10), (4, 12), (10, 10)))
    widths = (
        level1,
        level2,
        random.randint(8, 18),
        random.randint(16, 44),
        random.randint(8, 18),
        random.randint(8, 18),
    )
    return Style(
        widths=widths,
        squeeze=random.random() < 0.5,
        touch=random.choice((0.0, 0.3, 1.0)),
        gap=random.choice((0.0, 0.3, 1.0)),
        blank_lines=random.random() < 0.5,
        rows_on_a_page=random.choice((0, 0, 6)),
        seed=random.randrange(10**6),
    )


def _rows(path: Path) -> tuple[Indicator, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        records = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    fields = ("level1", "level2", "level3", "description", "target", "basis")
    found = (Indicator(id="", **{name: (record[name] or "").strip() for name in fields}) for record in records)
    known = (row for row in found if full_level2_of(row.level2) and row.level3 and level1_of(row.level1))
    return tuple(row for row in known if row.level3 != HEADER)


def _project(random: Random, rows: tuple[Indicator, ...], number: int) -> Project:
    chosen = random.sample(rows, min(len(rows), random.randint(6, 11)))
    chosen.sort(key=lambda row: LEVEL2_ORDER.index(level2_of(row.level2) or "quantity"))
    budget = round(random.uniform(0.5, 900), random.choice((0, 2, 4)))
    indicators = tuple(_filled(random, row, rows) for row in _same_labels(chosen))
    code = f"20{random.randint(1000, 9999)}{number:03d}"
    return Project(
        code=code,
        name=f"{random.choice(rows).level3[:8]}项目经费",
        purpose=f"预算数{budget:g}万元。其中：财政资金{budget:g}万元。主要用于{random.choice(rows).level3}等支出。",
        goal=f"通过{random.choice(rows).level3}，完成年度工作任务。",
        budget_wan=float(f"{budget:g}"),
        funding=(Funding(source="财政资金", amount_wan=float(f"{budget:g}")),),
        spending_plan=_PLAN,
        indicators=tuple(
            row.model_copy(update={"id": f"{code}/{place}"}) for place, row in enumerate(indicators, start=1)
        ),
    )


def _same_labels(rows: list[Indicator]) -> list[Indicator]:
    """The rows with one wording of each level, as a form has it."""
    first: dict[str, Indicator] = {}
    for row in rows:
        first.setdefault(level2_of(row.level2) or "", row)
    level1 = {level1_of(row.level1): row.level1 for row in reversed(rows)}
    return [
        row.model_copy(
            update={"level1": level1[level1_of(row.level1)], "level2": first[level2_of(row.level2) or ""].level2}
        )
        for row in rows
    ]


def _filled(random: Random, row: Indicator, rows: tuple[Indicator, ...]) -> Indicator:
    """The row with an empty description or basis filled in most of the time, as the form's examples ask."""
    found = {}
    if not row.description and random.random() < 0.97:
        found["description"] = row.level3
    if not row.basis and random.random() < 0.97:
        found["basis"] = random.choice([other.basis for other in rows if other.basis])
    return row.model_copy(update=found)
