"""Which column of a table is which field: by its headings, by what its cells hold, and by what is left for it.

Where every heading is a known one, it decides. Other columns are given to the fields that are missing, all together so
that the whole table is explained best; what the heading and the cells do not both speak for remains unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from auditor.reading.forms.content import CLOSED, likeness
from auditor.reading.forms.header import LEVELS, HeadedColumn, TableHeader
from auditor.reading.forms.headings import REPEATED_FIELDS, Heading, heading, is_ignored, part_of, plain, stand_in
from auditor.reading.forms.vocabulary import vocabulary
from auditor.reading.grid import Grid
from auditor.wording import FIELDS

SURE = 0.7
"""Least confidence in a column on which a certain finding may rest."""

_EXACT, _COMPOSED, _BY_PLACE, _CLOSED, _BOTH, _GUESS = 1.0, 0.95, 0.8, 0.9, 0.75, 0.5
_SAMPLE = 60
_ALIKE = 0.6
_FITS = 0.5
_MARGIN = 0.1
_RANK = {"current": 0, "": 1, "year": 1, "longterm": 3, "part": 4, "future": 5}
_LONGTERM = 3
_THIS_YEAR = ("", "current")
_ROW_FIELDS = (*LEVELS, "target", "comparator", "unit", "weight", "actual", "score", "description", "basis", "deviation_reason")  # fmt: skip
_BY_CONTENT = frozenset({*LEVELS, "target", "comparator", "unit"})
"""Fields that are read from a column whose heading says nothing; others want a heading that is nearly one of theirs."""
_ABOUT_TARGET = frozenset({"comparator", "unit"})


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
        places: field → column.
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


@dataclass(frozen=True)
class _Choice:
    column: HeadedColumn
    confidence: float
    reason: str


def understood(grid: Grid, header: TableHeader, limit: int, year: int | None) -> Columns:
    """The columns below a header.

    Args:
        grid: the sheet.
        header: its heading rows.
        limit: the row before which the table ends at the latest.
        year: that of the form, None where it is not known.
    """
    columns = tuple(_divided(grid, header, limit))
    columns = tuple(_timed(_named_twice(columns), year))
    chosen, twice = _by_heading(columns)
    _standing_in(columns, chosen, lambda one, name: _may_hold(_own_cells(grid, header, limit, one), name))
    left = [one for one in columns if one.heading is None and not _taken(one, chosen) and not is_ignored(one.name)]
    unsure = dict(_doubts_of(grid, header, limit, columns, chosen))
    if left or not {"level2", "level3", "target"} <= chosen.keys():
        unsure |= _by_content(grid, header, limit, columns, left, chosen)
    counted = tuple(one.heading for one in columns if one.heading and one.heading.field and not _of_past(one.heading))
    return Columns(
        {name: one.column.column for name, one in chosen.items()}, _told(columns, chosen), counted, unsure, twice
    )


# --- headings -----------------------------------------------------------------------------------------------------


def _named_twice(columns: Sequence[HeadedColumn]) -> Sequence[HeadedColumn]:
    """The columns; where two sets stand side by side whose names of indicators are called 指标内容, those are the third level."""
    fields = [one.heading.field if one.heading else "" for one in columns]
    first = next((place for place, name in enumerate(fields) if name in ("level1", "level2")), 0)
    standing = [one for one in columns[first:] if stand_in(one.name) == "level3"]
    named = [one for one, name in zip(columns, fields, strict=True) if name == "level3" and one not in standing]
    if named or fields.count("target") < 2 or len(standing) != 2 or standing[0].name != standing[1].name:
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


def _of_past(named: Heading) -> bool:
    return named.field in ("target", "actual") and named.period == "past"


def _by_heading(columns: Sequence[HeadedColumn]) -> tuple[dict[str, _Choice], bool]:
    """The column of each field that a heading names. Of two sets of indicators side by side the annual one counts."""
    places: dict[str, list[HeadedColumn]] = {}
    for one in columns:
        if one.heading is not None and one.heading.field and not _of_past(one.heading):
            places.setdefault(one.heading.field, []).append(one)
    twice = len(places.get("level3", ())) > 1 and len(places.get("target", ())) > 1
    chosen = {}
    for name, found in places.items():
        if twice and name in REPEATED_FIELDS:
            annual = [one for one in found if one.heading and one.heading.period != "longterm"]
            best = (annual or found)[-1]
        elif name in ("target", "actual"):
            found = [one for one in found if _rank(one) != _RANK["part"]] or ([] if name == "target" else found)
            if not found:
                continue
            best = min(found, key=_rank)
        else:
            best = found[0]
        chosen[name] = _Choice(best, *_heading_told(best))
    if "target" not in chosen:
        this_year = [one for one in columns if one.heading and (one.heading.field, one.heading.period) == _THIS_YEAR]
        if this_year:
            chosen["target"] = _Choice(this_year[0], _BOTH, "只写了时期，是本年度的一栏")
    return chosen, twice


def _rank(one: HeadedColumn) -> float:
    named = one.heading
    return 9.0 if named is None else _RANK.get(named.period, 1) + (0.5 if named.forecast else 0.0)


def _heading_told(one: HeadedColumn) -> tuple[float, str]:
    if plain(one.name) in vocabulary().fields:
        return _EXACT, "表头"
    if heading(one.name) is not None or len(one.path) > 1:
        return _COMPOSED, "表头各部分的意思"
    return _BY_PLACE, "紧跟在二级指标后面"


def _may_hold(cells: Sequence[str], name: str) -> bool:
    """Whether cells may be those of a field: for one of a closed list of words, half of them are such words."""
    return name not in CLOSED or likeness(cells).get(name, 0.0) >= _FITS


def _rightmost_level(chosen: Mapping[str, _Choice]) -> int:
    """The column of the lowest level known, left of which no name of an indicator stands."""
    return max((chosen[name].column.column for name in ("level1", "level2") if name in chosen), default=-1)


def _standing_in(
    columns: Sequence[HeadedColumn], chosen: dict[str, _Choice], may_hold: Callable[[HeadedColumn, str], bool]
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
            chosen[name] = _Choice(one, _COMPOSED, "表头，表里没有别的栏目是这个意思")
            for other in [key for key, choice in chosen.items() if choice.column is one and key != name]:
                del chosen[other]


def _taken(one: HeadedColumn, chosen: Mapping[str, _Choice]) -> bool:
    return any(choice.column is one for choice in chosen.values())


def _doubts_of(
    grid: Grid, header: TableHeader, limit: int, columns: Sequence[HeadedColumn], chosen: Mapping[str, _Choice]
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
    if same and not repeated and _cells(grid, header, limit, same[0]) != _cells(grid, header, limit, target.column):
        yield "target", f"“{target.column.name}”和“{same[0].name}”都像指标值"


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
            yield from (replace(one, heading=None) for one in group[1:] if _own_cells(grid, header, limit, one))


def _continues(grid: Grid, header: TableHeader, one: HeadedColumn) -> bool:
    """Whether the lowest heading over a column is a cell that begins in a column to its left."""
    at = grid.merged.get((header.lowest, one.column))
    return at is not None and at[1] < one.column


def _parts_of_value(grid: Grid, header: TableHeader, limit: int, group: list[HeadedColumn]) -> Iterator[HeadedColumn]:
    held = [likeness(_own_cells(grid, header, limit, one)) for one in group]
    if not any(held[1:]):
        yield group[0]
        return
    for one, like in zip(group, held, strict=True):
        part = next((name for name in ("comparator", "unit") if like.get(name, 0) >= 0.8), None)
        if like:
            yield replace(one, heading=Heading(part)) if part else one


# --- content ------------------------------------------------------------------------------------------------------


def _cells(grid: Grid, header: TableHeader, limit: int, one: HeadedColumn) -> list[str]:
    """The filled cells of a column, of the first rows of the table."""
    rows = range(header.body, min(limit, header.body + _SAMPLE))
    return [text for row in rows if (text := grid.text(row, one.column))]


def _own_cells(grid: Grid, header: TableHeader, limit: int, one: HeadedColumn) -> list[str]:
    rows = range(header.body, min(limit, header.body + _SAMPLE))
    return [text for row in rows if (text := grid.rows[row][one.column])]


def _by_content(
    grid: Grid,
    header: TableHeader,
    limit: int,
    columns: Sequence[HeadedColumn],
    left: Sequence[HeadedColumn],
    chosen: dict[str, _Choice],
) -> dict[str, str]:
    """Give columns with unknown headings to missing fields; returns which fields are unsure, and why."""
    like = {one.column: likeness(_own_cells(grid, header, limit, one)) for one in left}
    left = [one for one in left if like[one.column]]
    missing = [name for name in _ROW_FIELDS if name not in chosen]
    unsure: dict[str, str] = {}
    given: set[int] = set()
    for name, one, content, alike, margin in _assigned(missing, left, like):
        if name in CLOSED and content >= 0.8:
            confidence, reason = _CLOSED, "栏里都是这一类的词"
        elif alike >= _ALIKE and content >= _FITS and margin >= _MARGIN:
            confidence, reason = _BOTH, "表头相近，内容也像"
        elif name in _BY_CONTENT and content >= _FITS and margin >= _MARGIN:
            confidence, reason = _GUESS, "表头不认识，内容像"
        else:
            continue
        chosen[name] = _Choice(one, confidence, reason)
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
    possible = content >= _FITS and (name in _BY_CONTENT or alike >= _ALIKE)
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
    chosen: Mapping[str, _Choice],
) -> dict[str, str]:
    """Fields that no column was found for, though one that was not understood may be it."""
    levels = [one.column for one in columns if one.heading and one.heading.field in LEVELS]
    found: dict[str, str] = {}
    for one in rest:
        told = f"“{one.name}”这一栏没有认出是什么"
        for name, share in like[one.column].items():
            if share >= _FITS and name not in chosen:
                found["target" if name in _ABOUT_TARGET else name] = told
        if one.column < min(levels, default=0):
            absent = [name for name in ("name", "code", "budget", "goal", "purpose") if name not in chosen]
            found |= {f"project.{'budget_wan' if name == 'budget' else name}": told for name in absent}
    return found


# --- what is told -------------------------------------------------------------------------------------------------


def _told(columns: Sequence[HeadedColumn], chosen: Mapping[str, _Choice]) -> tuple[ReadColumn, ...]:
    by_column = {choice.column.column: (name, choice) for name, choice in chosen.items()}
    found = []
    for one in columns:
        if one.column in by_column:
            name, choice = by_column[one.column]
            found.append(ReadColumn(one.column, one.name, name, choice.confidence, choice.reason))
        else:
            found.append(ReadColumn(one.column, one.name, "", *_unused(one)))
    return tuple(found)


def _unused(one: HeadedColumn) -> tuple[float, str]:
    if one.heading is not None and one.heading.period in ("past", "future", "part", "longterm"):
        return _COMPOSED, "不是本年度的值"
    if one.heading is not None or is_ignored(one.name) or part_of(one.name):
        return _EXACT, "与审核无关，或者另有一栏是这个意思"
    return 0.0, "不认识"


def _title(name: str) -> str:
    return FIELDS.get(name, name)
