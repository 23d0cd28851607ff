"""The sentences of opinions: ready to be sent, each place named once, nothing told that its findings do not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Finding, Indicator, Project

PAIR = 2
OFFERED = re.compile(
    r"(?:改设本项目能计数的指标|写明调查谁和目标值|写明哪项工作在什么时候完成|写明要达到的值)，如(“[^”]*”(?:或“[^”]*”)*)(?:，并在[^（；。]*)?（示例，须由单位核定）"
)
"""What is offered for one row: its own words are in the first group."""

_NOTHING_OFFERED = re.compile(r"改设能计数、计时或测评的指标，写明名称、数值和单位（[^）]*）")
_FOR_ALL = {
    "写明哪项": "逐行写明哪项工作在什么时候完成（示例见各行，须由单位核定）",
    "写明要达": "逐行写明要达到的值（示例见各行，须由单位核定）",
    "写明调查": "逐行写明调查谁和目标值，并在依据栏写明调查方式和份数（示例见各行，须由单位核定）",
}
_ANOTHER = "逐行改设能计数、计时或测评的指标（示例见各行，须由单位核定）"

MOST_NAMED = 3
"""Projects or rows that a sentence names one by one."""


@dataclass(frozen=True)
class Extent:
    """Where a fault was found: in how many projects, on how many rows, and how many of these other opinions tell already."""

    projects: int
    rows: int
    elsewhere: int = 0


def listed_rows(rows: Iterable[int]) -> str:
    """Rows (from 0) as people say them, e.g. 第2、5–7行; "" for none."""
    numbers = sorted({row + 1 for row in rows})
    starts = [number for number in numbers if number - 1 not in numbers]
    ends = [number for number in numbers if number + 1 not in numbers]
    runs = zip(starts, ends, strict=True)
    parts = [str(a) if a == b else f"{a}、{b}" if b == a + 1 else f"{a}–{b}" for a, b in runs]
    return f"第{'、'.join(parts)}行" if parts else ""


def named(project: Project) -> str:
    """A project in a sentence."""
    return f"《{project.name or project.code or '未填名称的项目'}》"


def of_rows(lead: Finding, rows: Sequence[int], *, gathered: bool) -> str:
    """The fault of some rows of one project. What its finding gathers itself is told in its own words."""
    if gathered or len(rows) == 1:
        return lead.message
    return f"{listed_rows(rows)}：{lead.title}。如第{rows[0] + 1}行：{lead.message}"


def of_document(lead: Finding, extent: Extent, first: Project, row: int | None) -> str:
    """A fault that recurs over projects.

    Args:
        lead: an example of it.
        extent: where it was found.
        first: the project of the example.
        row: its row, None where it concerns the project or gathers rows itself.
    """
    places = f"{extent.projects} 个项目" + (f"的 {extent.rows} 行" if extent.rows else "")
    elsewhere = f"（其中 {extent.elsewhere} 处已并入其他意见）" if extent.elsewhere else ""
    where = named(first) + (f"第{row + 1}行" if row is not None else "")
    return f"{lead.title}，涉及 {places}{elsewhere}。如{where}：{lead.message}"


def of_group(projects: Sequence[Project], example: Finding) -> str:
    """Projects that copy each other: two are told in the finding's own words, more are named."""
    if len(projects) <= PAIR:
        return example.message
    shown = "、".join(map(named, projects[: MOST_NAMED + 1]))
    return f"{shown}{f'等 {len(projects)} 个项目' if len(projects) > MOST_NAMED + 1 else ''}互相雷同。如：{example.message}"


def for_all(advice: str | None, project: Project, row: Indicator | None) -> str | None:
    """Advice that was given on one row, said so that it holds for every project: without its names, money and examples."""
    if advice is None:
        return None
    said = OFFERED.sub(lambda match: _FOR_ALL.get(match[0][:4], _ANOTHER), advice)
    said = _NOTHING_OFFERED.sub(_ANOTHER, said)
    for words, instead in _own_words(project, row):
        said = said.replace(words, instead)
    return said


def _own_words(project: Project, row: Indicator | None) -> Iterator[tuple[str, str]]:
    if row is not None:
        for words, instead in ((row.level3, "该指标"), (row.target, "原来的内容"), (row.description, "描述")):
            if words:
                yield f"“{words}”", instead
    if project.name:
        yield f"“{project.name}”", "本项目"
    if project.budget_wan is not None:
        yield f"预算数 {project.budget_wan:g}万元 ", "预算数"
        yield f"{project.budget_wan:g}万元", "__万元"
