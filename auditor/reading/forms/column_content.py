"""Columns whose headings do not name a field are given to the fields that are missing, by what their cells hold.

All of them together so that the whole table is explained best; what the heading and the cells do not both speak for
remains unsure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.reading.forms.content import CLOSED, likeness
from auditor.reading.forms.header import LEVELS, HeadedColumn, TableHeader
from auditor.reading.forms.headings import plain
from auditor.reading.forms.vocabulary import vocabulary
from auditor.reading.grid import Grid
from auditor.wording import FIELDS

SURE = 0.7
"""Least confidence in a column on which a certain finding may rest."""
BOTH = 0.75
"""Confidence in a column for which its heading and its cells speak."""
FITS = 0.5
"""Least share of cells that are like those of a field."""
_CLOSED, _GUESS = 0.9, 0.5
_SAMPLE = 60
_ALIKE = 0.6
_MARGIN = 0.1
_MOST_UNKNOWN = 200
"""Columns with unknown headings that are looked at; a table of indicators has none that is so wide."""
_ROW_FIELDS = (*LEVELS, "target", "comparator", "unit", "weight", "actual", "score", "description", "basis", "deviation_reason")  # fmt: skip
_BY_CONTENT = frozenset({*LEVELS, "target", "comparator", "unit"})
"""Fields that are read from a column whose heading says nothing; others want a heading that is nearly one of theirs."""
_OF_RESULTS = frozenset({"actual", "score", "deviation_reason"})
"""Fields of a form that reports what was reached: a plan has none of them."""
_ABOUT_TARGET = frozenset({"comparator", "unit"})


@dataclass(frozen=True)
class ColumnChoice:
    """The column that a field is read from, how sure that is (0..1), and why."""

    column: HeadedColumn
    confidence: float
    reason: str


def filled_cells(grid: Grid, header: TableHeader, limit: int, one: HeadedColumn) -> list[str]:
    """The filled cells of a column, of the first rows of the table."""
    rows = range(header.body, min(limit, header.body + _SAMPLE))
    return [text for row in rows if (text := grid.text(row, one.column))]


def own_cells(grid: Grid, header: TableHeader, limit: int, one: HeadedColumn) -> list[str]:
    """As ``filled_cells``, without what a cell over several rows or columns hands down."""
    rows = range(header.body, min(limit, header.body + _SAMPLE))
    return [text for row in rows if (text := grid.rows[row][one.column])]


def by_content(
    grid: Grid,
    header: TableHeader,
    limit: int,
    columns: Sequence[HeadedColumn],
    left: Sequence[HeadedColumn],
    chosen: dict[str, ColumnChoice],
) -> dict[str, str]:
    """Give columns with unknown headings to missing fields; returns which fields are unsure, and why."""
    left = left[:_MOST_UNKNOWN]
    like = {one.column: likeness(own_cells(grid, header, limit, one)) for one in left}
    left = [one for one in left if like[one.column]]
    reports = any(one.heading and one.heading.field in _OF_RESULTS for one in columns)
    missing = [name for name in _ROW_FIELDS if name not in chosen and (reports or name not in _OF_RESULTS)]
    unsure: dict[str, str] = {}
    given: set[int] = set()
    for name, one, content, alike, margin in _assigned(missing, left, like):
        if name in CLOSED and content >= 0.8:
            confidence, reason = _CLOSED, "栏里都是这一类的词"
        elif alike >= _ALIKE and content >= FITS and margin >= _MARGIN:
            confidence, reason = BOTH, "表头相近，内容也像"
        elif name in _BY_CONTENT and content >= FITS and margin >= _MARGIN:
            confidence, reason = _GUESS, "表头不认识，内容像"
        else:
            continue
        chosen[name] = ColumnChoice(one, confidence, reason)
        given.add(one.column)
        if confidence < SURE:
            unsure[name] = f"“{one.name}”这一栏是按内容当作“{_title(name)}”读的"
    rest = [one for one in left if one.column not in given]
    unsure |= _possible(columns, rest, like, chosen)
    if "target" not in chosen:
        named = "、".join(f"“{one.name}”" for one in rest)
        unsure["target"] = "没有认出哪一栏是“指标值”" + (f"（没有认出的栏目：{named}）" if named else "")
    return unsure


def _assigned(
    missing: Sequence[str], left: Sequence[HeadedColumn], like: Mapping[int, Mapping[str, float]]
) -> Iterator[tuple[str, HeadedColumn, float, float, float]]:
    """Field, column, likeness of content and heading, and how much worse the table is explained without the pair."""
    if not missing or not left:
        return
    alike = [[_alike(one.name, name) for one in left] for name in missing]
    worth = [
        [_worth(name, like[one.column].get(name, 0.0), alike[row][place]) for place, one in enumerate(left)]
        for row, name in enumerate(missing)
    ]
    pairs, total = _best(worth)
    for row, place in pairs:
        without = [line[:] for line in worth]
        without[row][place] = 0.0
        content = like[left[place].column].get(missing[row], 0.0)
        yield missing[row], left[place], content, alike[row][place], total - _best(without)[1]


def _worth(name: str, content: float, alike: float) -> float:
    """What it is worth to read a column as a field: only what its cells are like, and its heading where they do not decide."""
    possible = content >= FITS and (name in _BY_CONTENT or alike >= _ALIKE)
    return 0.55 * content + 0.45 * alike if possible else 0.0


def _best(worth: Sequence[Sequence[float]]) -> tuple[list[tuple[int, int]], float]:
    """The pairs that are worth most together, and what they are worth."""
    from scipy.optimize import linear_sum_assignment

    rows, places = linear_sum_assignment([[-one for one in line] for line in worth])
    pairs = [(int(row), int(place)) for row, place in zip(rows, places, strict=True) if worth[row][place] > 0]
    return pairs, sum(worth[row][place] for row, place in pairs)


def _alike(name: str, field_name: str) -> float:
    """How near a heading is to the nearest known one of a field, 0..1."""
    from rapidfuzz import fuzz, process

    words = [word for word, named in vocabulary().fields.items() if named == field_name]
    found = process.extractOne(plain(name), words, scorer=fuzz.ratio)
    return found[1] / 100 if found else 0.0


def _possible(
    columns: Sequence[HeadedColumn],
    rest: Iterable[HeadedColumn],
    like: Mapping[int, Mapping[str, float]],
    chosen: Mapping[str, ColumnChoice],
) -> dict[str, str]:
    """Fields that no column was found for, though one that was not understood may be it."""
    levels = [one.column for one in columns if one.heading and one.heading.field in LEVELS]
    found: dict[str, str] = {}
    for one in rest:
        told = f"“{one.name}”这一栏没有认出是什么"
        for name, share in like[one.column].items():
            if share >= FITS and name not in chosen:
                found["target" if name in _ABOUT_TARGET else name] = told
        if one.column < min(levels, default=0):
            absent = [name for name in ("name", "code", "budget", "goal", "purpose") if name not in chosen]
            found |= {f"project.{'budget_wan' if name == 'budget' else name}": told for name in absent}
    return found


def _title(name: str) -> str:
    return FIELDS.get(name, name)
