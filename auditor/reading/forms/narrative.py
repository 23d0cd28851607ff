"""The words before the tables: 总体绩效目标, the items of 分项绩效目标, who wrote it and for which year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.model import Location, NarrativeItem, Project, reference_to
from auditor.reading.char_stream import NumberedLine, join_lines
from auditor.reading.forms.period import with_first_year

_CHAPTER = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}\s*、|第[一二三四五六七八九十]+部分)\s*(?P<title>.*)")
_ORDINAL = re.compile(
    r"\s*(?P<ordinal>[（(]\s*[一二三四五六七八九十百]{1,4}\s*[）)]|[（(]?\d{1,3}[）)]|\d{1,3}\s*[、．.](?!\d))\s*(?P<rest>.*)"
)
_GOAL = re.compile(r"(?:年度|项目)?绩效目标\s*[:：]")
_INDICATORS = re.compile(r"绩效指标\s*[:：]")
_NOT_COMPARED = r"(?<![比较与])(?<![高低多少大小]于)"
_YEAR_OF_BUDGET = re.compile(_NOT_COMPARED + r"(20\d\d)\s*年度?[^。；\n]{0,12}?(?:绩效|预算)")
_YEAR = re.compile(_NOT_COMPARED + r"(20\d\d)\s*年")
_YEAR_OF_TARGET = re.compile(_NOT_COMPARED + r"(20\d\d)\s*年度?(?:预期|计划|绩效)?(?:目标|指标)")
_YEAR_OF_FORM = re.compile(r"\s*[（(]?\s*(20\d\d)\s*年度\s*[)）]?\s*")
"""A line of its own that says which year a form is for: （2026年度）."""
_DEPARTMENT = (
    re.compile(
        r"(?:部门名称|单位名称|主管部门|预算部门|预算单位|填报单位|部门)\s*[:：]\s*(?P<name>[^\s，。；:：]{2,40})"
    ),
    re.compile(r"(?P<name>[\u4e00-\u9fff（）]{2,40}?)\s*(?:关于)?\s*20\d\d\s*年度?\S{0,12}?绩效"),
)
_ALIKE = 62.0
_ALIKE_IN_ORDER = 34.0
_NEIGHBOUR_BONUS = 12.0


@dataclass(frozen=True)
class Chapter:
    """A part of the text under a heading such as 一、总体绩效目标."""

    title: str
    lines: tuple[NumberedLine, ...]


def chapters(lines: Sequence[NumberedLine]) -> tuple[Chapter, ...]:
    """The text cut at its headings; what stands before the first has an empty title."""
    found: list[tuple[str, list[NumberedLine]]] = [("", [])]
    for line in lines:
        heading = _CHAPTER.fullmatch(line.text)
        if heading:
            found.append((re.sub(r"\s+", "", heading["title"]), []))
        else:
            found[-1][1].append(line)
    return tuple(Chapter(title, tuple(body)) for title, body in found)


def overall_goal(parts: Sequence[Chapter]) -> str:
    """The text under 总体绩效目标, line wraps removed; "" where there is none."""
    chapter = next((part for part in parts if "总体" in part.title and "目标" in part.title), None)
    return join_lines(tuple(line.text for line in chapter.lines)) if chapter else ""


def narrative_items(parts: Sequence[Chapter]) -> tuple[NarrativeItem, ...]:
    """Every numbered item that states 绩效目标, in order, not yet matched to a project."""
    groups: list[list[NumberedLine]] = []
    for part in parts:
        groups.append([])
        for line in part.lines:
            if _ORDINAL.match(line.text) and not _inside_statement(groups[-1]):
                groups.append([])
            groups[-1].append(line)
    items = (_item(group) for group in groups if group)
    return tuple(item for item in items if item)


def match_projects(items: Sequence[NarrativeItem], projects: Sequence[Project]) -> tuple[NarrativeItem, ...]:
    """The items with what refers to the project each speaks of; by name, and by order where the names differ."""
    pairs = matched_in_order([item.name for item in items], [project.name for project in projects])
    return tuple(
        item.model_copy(update={"project": reference_to(projects[pairs[number]], projects) or None})
        if number in pairs
        else item
        for number, item in enumerate(items)
    )


def matched_in_order(names: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """Which of the other names each name means, by number: by likeness, and by order where the names differ."""
    from rapidfuzz import fuzz

    return _aligned([[_likeness(fuzz, name, other) for other in others] for name in names])


def department(text: str) -> str | None:
    """The department a title or a label names, None where neither is there."""
    for pattern in _DEPARTMENT:
        match = pattern.search(text)
        if match:
            return match["name"]
    return None


def budget_year(texts: Iterable[str]) -> int | None:
    """The year lines of forms name; else the one most often named with the budget, with a target, or at all.

    A year that a text compares with (比2025年预算增加) is not the form's, and where several years have a target each or are
    named as often (2025年目标值｜2026年目标值), none of them is known to be: None.
    """
    of_form, with_budget, with_target, named = (Counter[int]() for _ in range(4))
    for text in texts:
        if "20" not in text:
            continue
        text = with_first_year(text)
        of_form.update(int(match[1]) for line in text.splitlines() if (match := _YEAR_OF_FORM.fullmatch(line)))
        with_budget.update(map(int, _YEAR_OF_BUDGET.findall(text)))
        with_target.update(map(int, _YEAR_OF_TARGET.findall(text)))
        named.update(map(int, _YEAR.findall(text)))
    if stated := of_form or with_budget:
        return max(stated, key=lambda year: (stated[year], year))
    years = (with_target or named).most_common(2)
    return years[0][0] if years and (len(years) == 1 or years[0][1] > years[1][1]) else None


def _inside_statement(group: Sequence[NumberedLine]) -> bool:
    """Whether the item under way has not yet reached its 绩效指标, so that a number belongs to its goal."""
    text = "".join(line.text for line in group)
    return bool(_GOAL.search(text)) and not _INDICATORS.search(text)


def _item(group: Sequence[NumberedLine]) -> NarrativeItem | None:
    opening = _ORDINAL.match(group[0].text)
    if not opening:
        return None
    text = join_lines((opening["rest"], *(line.text for line in group[1:])))
    goal = _GOAL.search(text)
    if not goal or not text[: goal.start()].strip():
        return None
    indicators = _INDICATORS.search(text, goal.end())
    return NarrativeItem(
        ordinal=re.sub(r"\s+", "", opening["ordinal"]),
        name=text[: goal.start()],
        goal=text[goal.end() : indicators.start() if indicators else len(text)],
        indicators_text=text[indicators.end() :] if indicators else "",
        location=Location(line=group[0].number),
    )


def _likeness(fuzz: object, name: str, other: str) -> float:
    one, two = (re.sub(r"[“”\"（）()\s]", "", text) for text in (name, other))
    ratio: float = fuzz.ratio(one, two)  # type: ignore[attr-defined]
    part: float = fuzz.partial_ratio(one, two)  # type: ignore[attr-defined]
    return max(ratio, 0.9 * part if min(len(one), len(two)) >= 4 else 0.0)


def _aligned(likeness: Sequence[Sequence[float]]) -> dict[int, int]:
    """Item number → project number: certain pairs first, then the likeliest pair between certain neighbours."""
    pairs: dict[int, int] = {}
    ranked = sorted(
        ((value, row, column) for row, values in enumerate(likeness) for column, value in enumerate(values)),
        key=lambda entry: (-entry[0], abs(entry[1] - entry[2]), entry[1], entry[2]),
    )
    for value, row, column in ranked:
        bonus = _NEIGHBOUR_BONUS if pairs.get(row - 1) == column - 1 or pairs.get(row + 1) == column + 1 else 0.0
        if row not in pairs and column not in pairs.values() and value + bonus >= _ALIKE:
            pairs[row] = column
    for value, row, column in ranked:
        neighbours = pairs.get(row - 1) == column - 1 and (pairs.get(row + 1) == column + 1 or row + 1 == len(likeness))
        if neighbours and row not in pairs and column not in pairs.values() and value >= _ALIKE_IN_ORDER:
            pairs[row] = column
    return pairs
