"""Known projects → the linearised text that a PDF extractor makes of their tables, in many manners."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from random import Random

from auditor.model import Indicator, Project
from material.forms.typeset import broken, width_of

_FIELDS = ("level3", "description", "target", "basis")
_HEADER = ("一级指标", "二级指标", "三级指标", "绩效指标描述", "指标值", "指标值确定依据")
_LATIN_BESIDE_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[0-9A-Za-z])(?=[\u4e00-\u9fff])")


@dataclass(frozen=True)
class Style:
    """How a document looks. ``widths`` are half-width units of the six columns; the rest are habits of the extractor.

    ``join``: one-line neighbours share a line; ``centred``: cells are centred vertically, else they start at the top;
    ``touch``: chance of no blank behind a cell that fills its column; ``gap``: of a blank between Chinese and digits.
    """

    widths: tuple[int, int, int, int, int, int] = (4, 8, 12, 36, 10, 10)
    centred: bool = True
    join: bool = True
    touch: float = 0.3
    squeeze: bool = False
    gap: float = 0.5
    blank_lines: bool = False
    rows_on_a_page: int = 0
    seed: int = 0


def linearised(projects: tuple[Project, ...], style: Style) -> str:
    """The text of all projects' tables, one after the other."""
    pages = [page for project in projects for page in _pages(project, style)]
    printed = []
    for number, page in enumerate(pages, start=1):
        printed += [*page, f"- {number} -"] if style.rows_on_a_page else page
    return ("\n\n" if style.blank_lines else "\n").join(printed) + "\n"


def _pages(project: Project, style: Style) -> Iterator[list[str]]:
    random = Random(f"{style.seed} {project.code}")
    lines = [*_head(project, style, random), *_table_header(style)]
    rows = 0
    for level1, block in groupby(project.indicators, key=lambda row: row.level1):
        group = tuple(block)
        if style.rows_on_a_page and rows + len(group) > style.rows_on_a_page:
            yield lines
            lines, rows = list(_table_header(style)), 0
        rows += len(group)
        lines += _group(level1, group, style, random)
    yield lines


def _head(project: Project, style: Style, random: Random) -> Iterator[str]:
    total = sum(style.widths) + 10
    yield from _row(
        [["项目", "编码"], [project.code], ["预算项目名称"], broken(project.name, total - 40, squeeze=False)],
        style,
        None,
    )
    purpose = broken(_gapped(project.purpose, style, random), total - 12, squeeze=style.squeeze)
    yield from _row([["项目资金", "主要用途"], purpose], style, None)
    yield from ("资金支出", "计划（%）")
    yield " ".join(step.by for step in project.spending_plan)
    yield " ".join(f"{step.percent:g}%" for step in project.spending_plan)
    yield from _row(
        [["绩效", "目标"], broken(_gapped(project.goal, style, random), total - 6, squeeze=style.squeeze)], style, None
    )


def _table_header(style: Style) -> list[str]:
    cells = [broken(text, width, squeeze=False) for text, width in zip(_HEADER, style.widths, strict=True)]
    return list(_row(cells, style, None))


def _group(level1: str, rows: tuple[Indicator, ...], style: Style, random: Random) -> list[str]:
    lines = broken(level1, style.widths[0], squeeze=False)
    for level2, block in groupby(rows, key=lambda row: row.level2):
        under = tuple(block)
        label = broken(level2, style.widths[1], squeeze=False)
        cells = [_cells(row, style, random) for row in under]
        if len(under) == 1:
            lines += _row([label, *cells[0]], style, random)
        else:
            lines += label
            lines += [line for row in cells for line in _row(row, style, random)]
    return lines


def _cells(row: Indicator, style: Style, random: Random) -> list[list[str]]:
    texts = [_gapped(getattr(row, field), style, random) for field in _FIELDS]
    return [
        broken(text, width, squeeze=style.squeeze) if text else []
        for text, width in zip(texts, style.widths[2:], strict=True)
    ]


def _gapped(text: str, style: Style, random: Random) -> str:
    return _LATIN_BESIDE_CHINESE.sub(lambda match: " " if random.random() < style.gap else "", text)


def _row(cells: list[list[str]], style: Style, random: Random | None) -> Iterator[str]:
    """Lines of a row in the order of its cells; neighbours on one baseline share a line."""
    widths = style.widths[len(style.widths) - len(cells) :]
    line, last_baseline, filled = "", None, False
    for cell, width in zip(cells, widths if random else (999,) * len(cells), strict=True):
        for number, text in enumerate(cell):
            baseline = number - (len(cell) - 1) / 2 if style.centred else number
            if line and style.join and number == 0 and baseline == last_baseline:
                line += text if filled and random and random.random() < style.touch else f" {text}"
            else:
                if line:
                    yield line
                line = text
            last_baseline, filled = baseline, width_of(text.replace(" ", "")) == width
    if line:
        yield line
