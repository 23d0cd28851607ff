"""Which column of a table is which field: by its headings, by what its cells hold, and by what is left for it.

Where every heading is a known one, it decides. Other columns are given to the fields that are missing, all together so
that the whole table is explained best; what the heading and the cells do not both speak for remains unsure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.reading.forms.adjusted import is_before_change
from auditor.reading.forms.column_content import BOTH, FITS, ColumnChoice, by_content, filled_cells, own_cells
from auditor.reading.forms.content import CLOSED, likeness
from auditor.reading.forms.header import LEVELS, HeadedColumn, TableHeader
from auditor.reading.forms.headings import (
    REPEATED_FIELDS,
    Heading,
    funding_source,
    heading,
    is_ignored,
    names_only_code,
    part_of,
    plain,
    stand_in,
)
from auditor.reading.forms.parts_of_value import parts_of, signs_elsewhere
from auditor.reading.forms.vocabulary import vocabulary
from auditor.reading.grid import Grid

_EXACT, _COMPOSED, _BY_PLACE = 1.0, 0.95, 0.8
_RANK = {"adjusted": -1, "current": 0, "": 1, "year": 1, "longterm": 3, "part": 4, "future": 5}
_LONGTERM = 3
_ORDINAL = re.compile(
    r"(?:定量|定性)指标(?:描述)?(?:\d{0,2}|[一二三四五六七八九十])|(?:指标)?\s*[（(]?(?:\d{1,2}|[一二三四五六七八九十]|[①-⑩])[）)]?\s*[.、．：:]?"
)
_FEWEST_NUMBERS = 2
_THIS_YEAR = (("", "adjusted"), ("", "current"))
"""What heads a value by its time alone, that which counts first."""
_SHOWN = ("level3", "target", "actual")
"""Fields that nothing certain is said of where a person cannot see them."""
BEFORE_CHANGE = "_before_change"
_POINTS = frozenset({"weight", "score"})
"""Columns that a form may have for each level."""


@dataclass(frozen=True)
class ReadColumn:
    """A column as understood: its heading, the field it became ("" for none), how sure that is (0..1), and why."""

    column: int
    name: str
    field: str
    confidence: float
    reason: str


@dataclass(frozen=True)
class Columns:
    """The columns of a table.

    Attributes:
        places: field → column; under the name of a field with ``BEFORE_CHANGE`` behind it the column of what it was before a
            change of the budget, which holds still where the cell for after the change is empty.
        read: every headed column, from left to right.
        headings: what the columns name that count for this table.
        unsure: field of an indicator, or of the project as ``project.name`` → why it is not certain which column is it.
        side_by_side: mid-term and annual targets stand beside each other; ``places`` are the annual ones.
    """

    places: Mapping[str, int]
    read: tuple[ReadColumn, ...]
    headings: tuple[Heading, ...]
    unsure: Mapping[str, str] = field(default_factory=dict)
    side_by_side: bool = False


def understood(grid: Grid, header: TableHeader, limit: int, year: int | None) -> Columns:
    """The columns below a header.

    Args:
        grid: the sheet.
        header: its heading rows.
        limit: the row before which the table ends at the latest.
        year: that of the form, None where it is not known.
    """
    columns = tuple(_seen(grid, tuple(_divided(grid, header, limit))))
    columns = tuple(_timed(_named_twice(columns), year))
    chosen, twice = _by_heading(columns, lambda one: own_cells(grid, header, limit, one))
    _standing_in(columns, chosen, lambda one, name: _may_hold(own_cells(grid, header, limit, one), name))
    _called_goals(columns, chosen, lambda one: own_cells(grid, header, limit, one))
    _named_elsewhere(columns, chosen, lambda one: own_cells(grid, header, limit, one))
    headed = chosen["comparator"].column if "comparator" in chosen else None
    if signs := signs_elsewhere(columns, headed, lambda one: own_cells(grid, header, limit, one)):
        chosen["comparator"] = ColumnChoice(signs, BOTH, "栏里都是符号")
    columns = tuple(_names_beside_numbers(grid, header, limit, columns, chosen))
    sources = _sources(columns)
    unnamed = (one for one in columns if one.heading is None and one.column not in sources)
    left = [one for one in unnamed if not _taken(one, chosen) and not is_ignored(one.name)]
    unsure = {
        **dict(_doubts_of(grid, header, limit, columns, chosen)),
        **(dict(_years_apart(columns, chosen)) if year is None else {}),
        **_blank_targets(grid, header, limit, columns, chosen),
        **_hidden(grid, chosen),
    }
    if left or not {"level2", "level3", "target"} <= chosen.keys():
        unsure |= by_content(grid, header, limit, columns, left, chosen)
    if "budget" not in chosen and sources:
        unsure["project.budget_wan"] = "只有各项资金来源的栏目，没有总额"
    counted = tuple(one.heading for one in columns if one.heading and one.heading.field and not _of_past(one.heading))
    places = {name: one.column.column for name, one in chosen.items()} | dict(_before_change(columns, chosen))
    return Columns(places, _told(columns, chosen), counted, unsure, twice)


# --- headings -----------------------------------------------------------------------------------------------------


def _seen(grid: Grid, columns: Sequence[HeadedColumn]) -> Iterator[HeadedColumn]:
    """The columns without hidden ones that are headed as one is that can be seen."""
    shown = {one.heading for one in columns if one.heading is not None and one.column not in grid.hidden_columns}
    yield from (one for one in columns if one.column not in grid.hidden_columns or one.heading not in shown)


def _named_twice(columns: Sequence[HeadedColumn]) -> Sequence[HeadedColumn]:
    """The columns; where two sets stand side by side whose names of indicators are called 指标内容, those are the third level."""
    fields = [one.heading.field if one.heading else "" for one in columns]
    first = next((place for place, name in enumerate(fields) if name in ("level1", "level2")), 0)
    standing = [one for one in columns[first:] if stand_in(one.name) == "level3"]
    named = [one for one, name in zip(columns, fields, strict=True) if name == "level3" and one not in standing]
    if named or fields.count("target") < 2 or len(standing) != 2 or standing[0].name != standing[1].name:
        return columns
    ends = range(standing[0].column, standing[1].column)
    if not any(name == "target" and one.column in ends for one, name in zip(columns, fields, strict=True)):
        return columns
    return [replace(one, heading=Heading("level3")) if one in standing else one for one in columns]


def _timed(columns: Sequence[HeadedColumn], year: int | None) -> Iterator[HeadedColumn]:
    """The columns with years set against the form's: this year, past, or to come."""
    planned = [
        one.heading.year for one in columns if one.heading and one.heading.field == "target" and one.heading.year
    ]
    current = any(one.heading and one.heading.field == "target" and one.heading.period == "current" for one in columns)
    this = year if year is not None else max(planned, default=None)
    if year is None and this is not None and current:
        this += 1
    for one in columns:
        named = one.heading
        if named is None or named.year is None or this is None:
            yield one
        else:
            period = "current" if named.year == this else "past" if named.year < this else "future"
            yield replace(one, heading=replace(named, period=period))  # type: ignore[arg-type]


def _before_change(columns: Sequence[HeadedColumn], chosen: Mapping[str, ColumnChoice]) -> Iterator[tuple[str, int]]:
    """The columns of what stood before a change, of fields that are read from one for after it."""
    for name, choice in chosen.items():
        own = choice.column.heading
        if own is None or own.period != "adjusted":
            continue
        for one in columns:
            other = one.heading if one is not choice.column else None
            if other is None or other.field != own.field:
                continue
            if other.period in ("", "current") or is_before_change(one.path):
                yield name + BEFORE_CHANGE, one.column
                break


def _of_past(named: Heading) -> bool:
    return bool(named.field) and named.period == "past"


def _by_heading(
    columns: Sequence[HeadedColumn], cells: Callable[[HeadedColumn], Sequence[str]]
) -> tuple[dict[str, ColumnChoice], bool]:
    """The column of each field that a heading names. Of two sets of indicators side by side the annual one counts."""
    places: dict[str, list[HeadedColumn]] = {}
    for one in columns:
        if one.heading is None or not one.heading.field or _of_past(one.heading):
            continue
        if one.heading.period != "adjusted" or cells(one):
            places.setdefault(one.heading.field, []).append(one)
    twice = len(places.get("level3", ())) > 1 and len(places.get("target", ())) > 1
    chosen = {}
    for name, found in places.items():
        if name in _POINTS:
            found = [one for one in found if not _of_higher_level(one, places)]
            if not found:
                continue
        if twice and name in REPEATED_FIELDS:
            annual = [one for one in found if one.heading and one.heading.period != "longterm"]
            best = (annual or found)[-1]
        elif name in ("target", "actual"):
            found = [one for one in found if _rank(one) != _RANK["part"]] or ([] if name == "target" else found)
            if not found:
                continue
            best = min(found, key=_rank)
        elif name == "department":
            best = min(found, key=lambda one: names_only_code(one.name))
        else:
            best = next((one for one in found if one.heading and one.heading.period == "adjusted"), found[0])
        chosen[name] = ColumnChoice(best, *_heading_told(best))
    if "target" not in chosen:
        timed = [(one, (one.heading.field, one.heading.period)) for one in columns if one.heading]
        this_year = next((one for time in _THIS_YEAR for one, own in timed if own == time), None)
        if this_year is not None:
            chosen["target"] = ColumnChoice(this_year, BOTH, "只写了时期，是本年度的一栏")
    if "target" not in chosen and "target_in_words" in chosen:
        chosen["target"] = chosen.pop("target_in_words")
    value, reached = (chosen[name].column if name in chosen else None for name in ("target", "actual"))
    chosen |= {name: ColumnChoice(one, *_heading_told(one)) for name, one in parts_of(columns, value, reached, cells)}
    return chosen, twice


def _of_higher_level(one: HeadedColumn, places: Mapping[str, Sequence[HeadedColumn]]) -> bool:
    """Whether a column stands between those of the levels: its points are those of a level above the lowest."""
    levels = [named.column for name in (*LEVELS, "level4") for named in places.get(name, ())]
    return bool(levels) and min(levels) < one.column < max(levels)


def _rank(one: HeadedColumn) -> float:
    named = one.heading
    return 9.0 if named is None else _RANK.get(named.period, 1) + (0.5 if named.forecast else 0.0)


def _heading_told(one: HeadedColumn) -> tuple[float, str]:
    if plain(one.name) in vocabulary().fields:
        return _EXACT, "表头"
    if heading(one.name) is not None or len(one.path) > 1:
        return _COMPOSED, "表头各部分的意思"
    return _BY_PLACE, "紧跟在二级指标后面"


def _sources(columns: Sequence[HeadedColumn]) -> frozenset[int]:
    """The columns left of the levels that are headed by a source of money."""
    levels = min((one.column for one in columns if one.heading and one.heading.field in LEVELS), default=0)
    unnamed = (one for one in columns if one.heading is None and one.column < levels)
    return frozenset(one.column for one in unnamed if funding_source(one.name) is not None)


def _called_goals(
    columns: Sequence[HeadedColumn], chosen: dict[str, ColumnChoice], cells: Callable[[HeadedColumn], Sequence[str]]
) -> None:
    """Give a missing value or name the column beside the levels that is called a goal (年度目标) or explained (指标描述)."""
    after = _rightmost_level(chosen)
    meant = {"level3": ("description",), "target": ("goal", "longterm_goal")}
    for name, called in meant.items():
        if name in chosen or after < 0:
            continue
        for one in sorted(columns, key=lambda one: one.heading is not None and one.heading.field == "longterm_goal"):
            fits = one.heading is not None and one.heading.field in called and one.column > after
            if fits and likeness(cells(one)).get(name, 0.0) >= FITS:
                for other in [key for key, choice in chosen.items() if choice.column is one]:
                    del chosen[other]
                chosen[name] = ColumnChoice(one, BOTH, "表头相近，内容也像")
                break


def _names_beside_numbers(
    grid: Grid, header: TableHeader, limit: int, columns: Sequence[HeadedColumn], chosen: dict[str, ColumnChoice]
) -> Sequence[HeadedColumn]:
    """The columns, the third level being the one right of its heading's where below that stand but numbers (指标1)."""
    own = chosen["level3"].column if "level3" in chosen else None
    if own is None or own.column + 1 >= len(grid.rows[header.anchor]):
        return columns
    beside = HeadedColumn(own.column + 1, own.path, own.heading)
    taken = any(one.column == beside.column and one.heading is not None for one in columns)
    numbers = own_cells(grid, header, limit, own)
    if taken or len(numbers) < _FEWEST_NUMBERS or not all(map(_ORDINAL.fullmatch, numbers)):
        return columns
    if likeness(own_cells(grid, header, limit, beside)).get("level3", 0.0) < FITS:
        return columns
    chosen["level3"] = ColumnChoice(beside, _COMPOSED, "表头占两栏，左边一栏只有编号")
    numbered = replace(own, heading=Heading(""))
    kept = [numbered if one is own else one for one in columns if one.column != beside.column]
    return sorted([*kept, beside], key=lambda one: one.column)


def _named_elsewhere(
    columns: Sequence[HeadedColumn], chosen: dict[str, ColumnChoice], cells: Callable[[HeadedColumn], Sequence[str]]
) -> None:
    """Take the names of indicators from another column headed as theirs (指标名称) where the first holds but numbers (指标1)."""
    own = chosen.get("level3")
    if own is None or not (numbers := cells(own.column)) or not all(map(_ORDINAL.fullmatch, numbers)):
        return
    for one in columns:
        named = one.heading is not None and one.heading.field == "level3" and one is not own.column
        if named and likeness(cells(one)).get("level3", 0.0) >= FITS:
            chosen["level3"] = ColumnChoice(one, *_heading_told(one))
            return


def _blank_targets(
    grid: Grid, header: TableHeader, limit: int, columns: Sequence[HeadedColumn], chosen: Mapping[str, ColumnChoice]
) -> dict[str, str]:
    """A doubt where no row has a target, though a column that is not read holds values."""
    if "target" not in chosen or filled_cells(grid, header, limit, chosen["target"].column):
        return {}
    others = (one for one in columns if not _taken(one, chosen))
    held = next(
        (one for one in others if likeness(own_cells(grid, header, limit, one)).get("target", 0.0) >= FITS), None
    )
    if held is None:
        return {}
    return {"target": f"“{chosen['target'].column.name}”这一栏全是空的，“{held.name}”那一栏像是指标值"}


def _hidden(grid: Grid, chosen: Mapping[str, ColumnChoice]) -> dict[str, str]:
    """A doubt for what is read from a column that the sheet does not show."""
    columns = {name: chosen[name].column for name in _SHOWN if name in chosen}
    return {
        name: f"“{one.name}”这一栏在原表中是隐藏的"
        for name, one in columns.items()
        if one.column in grid.hidden_columns
    }


def _may_hold(cells: Sequence[str], name: str) -> bool:
    """Whether cells may be those of a field: for one of a closed list of words, half of them are such words."""
    return name not in CLOSED or likeness(cells).get(name, 0.0) >= FITS


def _rightmost_level(chosen: Mapping[str, ColumnChoice]) -> int:
    """The column of the lowest level known, left of which no name of an indicator stands."""
    return max((chosen[name].column.column for name in ("level1", "level2") if name in chosen), default=-1)


def _standing_in(
    columns: Sequence[HeadedColumn], chosen: dict[str, ColumnChoice], may_hold: Callable[[HeadedColumn, str], bool]
) -> None:
    """Give missing fields the columns whose headings may also mean them (指标内容 where there is no 三级指标)."""
    meant = [(name, one) for one in columns if (name := stand_in(one.name))]
    for name, one in sorted(meant, key=lambda pair: pair[0] not in ("level1", "level2")):
        if (
            name not in chosen
            and not (one.heading and one.heading.field in LEVELS)
            and (name != "level3" or one.column > _rightmost_level(chosen))
            and may_hold(one, name)
        ):
            chosen[name] = ColumnChoice(one, _COMPOSED, "表头，表里没有别的栏目是这个意思")
            for other in [key for key, choice in chosen.items() if choice.column is one and key != name]:
                del chosen[other]
                _chosen_again(other, columns, chosen)


def _chosen_again(name: str, columns: Sequence[HeadedColumn], chosen: dict[str, ColumnChoice]) -> None:
    """Give a field whose column means another the next column that is headed as it."""
    headed = (one for one in columns if one.heading and one.heading.field == name and not _of_past(one.heading))
    if (free := next((one for one in headed if not _taken(one, chosen)), None)) is not None:
        chosen[name] = ColumnChoice(free, *_heading_told(free))


def _taken(one: HeadedColumn, chosen: Mapping[str, ColumnChoice]) -> bool:
    return any(choice.column is one for choice in chosen.values())


def _doubts_of(
    grid: Grid, header: TableHeader, limit: int, columns: Sequence[HeadedColumn], chosen: Mapping[str, ColumnChoice]
) -> Iterator[tuple[str, str]]:
    """What is doubtful though headings name it: several of the same rank, or none of this year."""
    target = chosen.get("target")
    if target is None:
        return
    if target.column.heading is not None and _rank(target.column) >= _LONGTERM:
        yield "target", f"“{target.column.name}”不是本年度的指标值"
    same = [
        one for one in columns
        if one is not target.column and one.heading and one.heading.field == "target"
        and not _of_past(one.heading) and _rank(one) == _rank(target.column)
    ]  # fmt: skip
    repeated = sum(1 for one in columns if one.heading and one.heading.field == "level3") > 1
    if (
        same
        and not repeated
        and filled_cells(grid, header, limit, same[0]) != filled_cells(grid, header, limit, target.column)
    ):
        yield "target", f"“{target.column.name}”和“{same[0].name}”都像指标值"


def _years_apart(columns: Sequence[HeadedColumn], chosen: Mapping[str, ColumnChoice]) -> Iterator[tuple[str, str]]:
    """A doubt where targets of several years stand side by side, and nothing says which of them is the form's."""
    target = chosen.get("target")
    if target is None or target.column.heading is None or target.column.heading.year is None:
        return
    planned = [one for one in columns if one.heading and one.heading.field == "target" and one.heading.year]
    if other := next((one for one in planned if one is not target.column), None):
        yield "target", f"没有读出表的年度，分不清“{target.column.name}”和“{other.name}”哪一栏是本年度的"


# --- wide headings over several columns ---------------------------------------------------------------------------


def _divided(grid: Grid, header: TableHeader, limit: int) -> Iterator[HeadedColumn]:
    """The columns, those below one wide heading of a value told apart by what they hold: sign, number, unit."""
    groups: list[list[HeadedColumn]] = []
    for one in header.columns:
        if groups and _continues(grid, header, one):
            groups[-1].append(one)
        else:
            groups.append([one])
    for group in groups:
        first = group[0]
        if len(group) == 1:
            yield first
        elif first.heading and first.heading.field == "target":
            yield from _parts_of_value(grid, header, limit, group)
        else:
            yield first
            yield from (replace(one, heading=None) for one in group[1:] if own_cells(grid, header, limit, one))


def _continues(grid: Grid, header: TableHeader, one: HeadedColumn) -> bool:
    """Whether the lowest heading over a column is a cell that begins in a column to its left."""
    at = grid.merged.get((header.lowest, one.column))
    return at is not None and at[1] < one.column


def _parts_of_value(grid: Grid, header: TableHeader, limit: int, group: list[HeadedColumn]) -> Iterator[HeadedColumn]:
    held = [likeness(own_cells(grid, header, limit, one)) for one in group]
    if not any(held[1:]):
        yield group[0]
        return
    for one, like in zip(group, held, strict=True):
        part = next((name for name in ("comparator", "unit") if like.get(name, 0) >= 0.8), None)
        if like:
            yield replace(one, heading=Heading(part)) if part else one


# --- what is told -------------------------------------------------------------------------------------------------


def _told(columns: Sequence[HeadedColumn], chosen: Mapping[str, ColumnChoice]) -> tuple[ReadColumn, ...]:
    sources = _sources(columns)
    by_column = {choice.column.column: (name, choice) for name, choice in chosen.items()}
    found = []
    for one in columns:
        if one.column in by_column:
            name, choice = by_column[one.column]
            found.append(ReadColumn(one.column, one.name, name, choice.confidence, choice.reason))
        else:
            told = (_EXACT, "资金来源") if one.column in sources else _unused(one)
            found.append(ReadColumn(one.column, one.name, "", *told))
    return tuple(found)


def _unused(one: HeadedColumn) -> tuple[float, str]:
    if one.heading is not None and one.heading.period in ("past", "future", "part", "longterm"):
        return _COMPOSED, "不是本年度的值"
    if one.heading is not None or is_ignored(one.name) or part_of(one.name):
        return _EXACT, "与审核无关，或者另有一栏是这个意思"
    return 0.0, "不认识"
