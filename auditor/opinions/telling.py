"""The sentences of opinions: ready to be sent, each place named once, nothing told that its findings do not say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from auditor.model import Finding, Indicator, Offer, OfferKind, Project
from auditor.wording import in_quotes

PAIR = 2
_FOR_ALL: Mapping[OfferKind, str] = {
    "value": "逐行写明要达到的值",
    "indicator": "逐行改设能计数、计时或测评的指标",
    "people": "逐行写明调查谁和目标值，并在依据栏写明调查方式和份数",
    "date": "逐行写明哪项工作在什么时候完成",
    "cost": "逐行写明单位成本或者分项成本",
    "nothing": "逐行改设能考核的指标，没有这类内容的可以不设",
}
_MIXED = "逐行改写成能考核的指标和指标值"
_AS_SHOWN = "（示例见各行，须由单位核定）"

_QUOTED = re.compile("(“[^”]*”)")

MOST_NAMED = 3
"""Projects or rows that a sentence names one by one."""


class Extent(NamedTuple):
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


def in_turn(messages: Iterable[str]) -> str:
    """Several messages as one text; of those that differ in what they quote in one place alone, one with all quotations.

    A quotation that is part of a longer one in the same place is told with that.
    """
    told: list[list[list[str]]] = []
    for message in dict.fromkeys(messages):
        parts = _QUOTED.split(message)
        alike = next((one for one in told if _place_of_difference([*one, parts]) is not None), None)
        if alike is None:
            told.append([parts])
        else:
            alike.append(parts)
    return "".join(map(_with_all_quotations, told))


def _place_of_difference(messages: Sequence[Sequence[str]]) -> int | None:
    """The only part in which messages differ, where that is a quotation in all of them; else None."""
    if len({len(parts) for parts in messages}) > 1:
        return None
    differing = [place for place, parts in enumerate(zip(*messages, strict=True)) if len(set(parts)) > 1]
    return differing[0] if len(differing) == 1 and differing[0] % 2 else None


def _with_all_quotations(messages: Sequence[Sequence[str]]) -> str:
    place = _place_of_difference(messages)
    if place is None:
        return "".join(messages[0])
    quoted = [parts[place][1:-1] for parts in messages]
    whole = [one for one in quoted if not any(one != other and one in other for other in quoted)]
    return "".join((*messages[0][:place], *(f"“{one}”" for one in whole), *messages[0][place + 1 :]))


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


def for_all(lead: Finding, told: Iterable[Finding], project: Project, row: Indicator | None) -> str | None:
    """Advice that was given on one row, said so that it holds for all: without its names, money and examples.

    Args:
        lead: the finding whose advice it is.
        told: all findings that it is to hold for.
        project: of the leading finding.
        row: likewise, None where it concerns the project or gathers rows itself.
    """
    said = lead.suggestion
    if said is None:
        return None
    if lead.offer is not None:
        said = said.replace(lead.offer.sentence, _offered_to_all([one.offer for one in told if one.offer]))
    for words, instead in _own_words(project, row):
        said = said.replace(words, instead)
    return said


def _offered_to_all(offers: Iterable[Offer]) -> str:
    """What the offers of several rows have in common; each row's own stands in a list behind it."""
    kinds = {offer.kind for offer in offers}
    telling = kinds - {"nothing"} or kinds
    return (_FOR_ALL[telling.pop()] if len(telling) == 1 else _MIXED) + _AS_SHOWN


def _own_words(project: Project, row: Indicator | None) -> Iterator[tuple[str, str]]:
    if row is not None:
        for words, instead in ((row.level3, "该指标"), (row.target, "原来的内容"), (row.description, "描述")):
            if words:
                yield in_quotes(words), instead
    if project.name:
        yield in_quotes(project.name), "本项目"
    if project.budget_wan is not None:
        yield f"预算数 {project.budget_wan:g}万元 ", "预算数"
        yield f"{project.budget_wan:g}万元", "__万元"
