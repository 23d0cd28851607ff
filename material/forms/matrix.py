"""Every form in every format: known projects are printed, read again, and compared cell by cell."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random

from auditor.errors import UnreadableError
from auditor.model import Execution, Indicator, Project
from auditor.reading.extract import read_content
from material.forms.layouts import Layout, joined_target, split_target
from material.forms.sample import corpus_rows, sample_projects

FLAT = "指标清单"
_PROJECTS = 3
"""Forms of a document."""
_MOST_TOLD = 8
FLAT_CELLS = ("level1", "level2", "level3", "joined", "weight")
FLAT_FORMATS = ("CSV UTF-8", "CSV GB18030", "XLSX")


@dataclass
class Score:
    """Cells and heads (codes, names, budgets) seen and right, wrong cells without a mark, and lines that tell what was wrong."""

    cells: int = 0
    cells_right: int = 0
    heads: int = 0
    heads_right: int = 0
    documents: int = 0
    silent: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def cell_share(self) -> float:
        return self.cells_right / self.cells if self.cells else 0.0

    @property
    def silent_share(self) -> float:
        return self.silent / self.cells if self.cells else 0.0

    @property
    def head_share(self) -> float:
        return self.heads_right / self.heads if self.heads else 0.0


def projects_for(layout_kind: str, random: Random, count: int) -> tuple[Project, ...]:
    """Known projects without blank cells that a form could not show, with results where the form has them."""
    rows = random.choice(list(corpus_rows().values()))
    return tuple(_prepared(project, layout_kind, random) for project in sample_projects(random, rows, count))


def _prepared(project: Project, kind: str, random: Random) -> Project:
    rows = [row for row in project.indicators if row.target and row.level3]
    weights = _weights(len(rows))
    indicators = tuple(
        row.model_copy(
            update={
                "target": _tidy(row.target),
                "weight": weight,
                "actual": _tidy(row.target) if kind != "target_declaration" else None,
                "score": weight if kind == "self_evaluation" else None,
                "deviation_reason": random.choice((None, "天气原因")) if kind == "self_evaluation" else None,
            }
        )
        for row, weight in zip(rows, weights, strict=True)
    )
    budget = project.budget_wan or 0
    executed = round(budget * 0.9, 4)
    execution = Execution(budget_wan=budget, executed_wan=executed, rate_percent=90, weight=10, score=9, total_score=99)
    return project.model_copy(update={"indicators": indicators, "execution": execution})


def _tidy(target: str) -> str:
    return target.strip()


def _weights(count: int) -> list[float]:
    each = 90 // max(count, 1)
    return [float(each)] * (count - 1) + [float(90 - each * (count - 1))] if count else []


def compare(
    expected: Sequence[Project],
    found: Sequence[Project],
    layout_cells: Sequence[str],
    has_code: bool,
    overall: bool,
    score: Score,
    refused: bool = False,
) -> None:
    """Count what came back right; of a file that was refused nothing came back, and nothing is wrong in silence."""
    for place, project in enumerate(expected):
        other = found[place] if place < len(found) else Project(code="", name="")
        name = f"{project.name}整体支出" if overall else project.name
        heads = [(name, other.name), (project.budget_wan, other.budget_wan)] + (
            [(project.code, other.code)] if has_code else []
        )
        for wanted, got in heads:
            score.heads += 1
            score.heads_right += wanted == got
            if wanted != got:
                score.wrong.append(f"{wanted!r} ≠ {got!r}")
        for number, row in enumerate(project.indicators):
            seen = other.indicators[number] if number < len(other.indicators) else Indicator(id="")
            for cell in layout_cells:
                wanted, got = _value(row, cell), _value(seen, "target" if cell == "joined" else cell)
                score.cells += 1
                score.cells_right += wanted == got
                score.silent += wanted != got and not (refused or seen.doubts or other.unsure)
                if wanted != got:
                    score.wrong.append(f"{cell}: {wanted!r} ≠ {got!r}")


def _value(row: Indicator, cell: str) -> str:
    value = joined_target(row.target) if cell == "joined" else getattr(row, cell)
    text = "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
    return "".join(text.split())


def measure(layout: Layout, render: Callable[[Sequence[object]], bytes], seeds: Sequence[int]) -> Score | None:
    """Print and read again; None where the format cannot be read on this machine."""
    score = Score()
    for seed in seeds:
        random = Random(seed)
        projects = projects_for(layout.kind, random, _PROJECTS)
        content = render([layout.print(project, random) for project in projects])
        score.documents += 1
        try:
            found = read_content(content, "样本").projects
        except UnreadableError as error:
            if error.code in ("R008", "R011", "R012"):
                return None
            score.wrong.append(str(error))
            compare(projects, (), layout.cells, layout.has_code, layout.name == "整体支出", score, refused=True)
            continue
        compare(projects, found, layout.cells, layout.has_code, layout.name == "整体支出", score)
    return score


def flat_file(projects: Sequence[Project], form: str) -> bytes:
    """The flat export of the budget-management system: one row an indicator."""
    from material.forms.workbooks import sheet_of

    head = [
        "单位编码",
        "单位名称",
        "项目编码",
        "项目名称",
        "预算数(元)",
        "年度目标",
        "一级指标",
        "二级指标",
        "三级指标",
        "指标性质",
        "指标值",
        "度量单位",
        "权重",
        "指标方向性",
    ]
    lines: list[list[str]] = [head]
    for project in projects:
        for row in project.indicators:
            sign, value, unit = split_target(row.target)
            lines.append(["301001", "某县某局", project.code, project.name, f"{(project.budget_wan or 0) * 10000:.2f}", project.goal,
                          row.level1, row.level2, row.level3, sign or "定性", value, unit, f"{row.weight:g}", "正向"])  # fmt: skip
    if form == "XLSX":
        return sheet_of(lines)
    stream = io.StringIO()
    csv.writer(stream).writerows(lines)
    return stream.getvalue().encode("utf-8-sig" if form == "CSV UTF-8" else "gb18030")


def measure_flat(form: str, seeds: Sequence[int]) -> Score:
    """The flat export in one format."""
    score = Score()
    for seed in seeds:
        projects = projects_for("target_declaration", Random(seed), 5)
        score.documents += 1
        compare(projects, read_content(flat_file(projects, form), "样本").projects, FLAT_CELLS, True, False, score)
    return score


def commonest(score: Score) -> list[str]:
    """The commonest faults."""
    return [text for text, _ in Counter(score.wrong).most_common(_MOST_TOLD)]
