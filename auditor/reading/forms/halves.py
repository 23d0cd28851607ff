"""Indicators of one table in several sets of columns beside each other (产出 left, 效益 right), brought below each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.reading.forms.headings import heading, is_signature, period_in, plain
from auditor.reading.forms.rebuilt import Line, source_unread, with_lines
from auditor.reading.grid import Grid
from auditor.taxonomy import level1_of, level2_of

_FEWEST = 2
_ROWS_LOOKED_AT = 60
_HIGHER = ("level1", "level2")
_SET = (*_HIGHER, "level3", "target")
_LEVELS = ("一级指标", "二级指标")


@dataclass(frozen=True)
class _Sets:
    """A row that heads sets of columns: the columns they share, those of each set, and the levels that have none (from 0)."""

    header: int
    shared: range
    sets: tuple[range, ...]
    added: tuple[int, ...]


def stacked(grid: Grid) -> Grid | None:
    """The grid with the sets of its first such table below each other; None where it has none.

    Sets that name the same indicators are values of several periods of them, and stay.
    """
    for header in range(min(len(grid.rows) - 1, _ROWS_LOOKED_AT)):
        found = _sets(grid, header)
        if found is None:
            continue
        end = next((row for row in range(header + 1, len(grid.rows)) if _ends(grid, row)), len(grid.rows))
        if end == header + 1 or _named_alike(grid, found, end):
            return None
        titled = any(_title(grid, found, one) for one in found.sets)
        first = header - 1 if titled else header
        return with_lines(grid, first, end, [_headings(grid, found), *_lines(grid, found, end)])
    return None


def _sets(grid: Grid, header: int) -> _Sets | None:
    fields = {column: named.field for column, text in grid.printed(header) if (named := heading(text))}
    places = {name: [column for column, field in fields.items() if field == name] for name in _SET}
    count = len(places["level3"])
    if count < _FEWEST or len(places["target"]) != count or _of_periods(grid, header, places):
        return None
    starts = next(places[name] for name in _SET if len(places[name]) == count)
    sets = tuple(range(start, end) for start, end in zip(starts, [*starts[1:], _last(grid, header) + 1], strict=True))
    heads = [tuple(plain(grid.rows[header][column]) for column in one) for one in sets]
    if _names_projects(grid, header) or any(head[: len(heads[-1])] != heads[-1] for head in heads):
        return None
    return _Sets(header, range(starts[0]), sets, tuple(at for at, name in enumerate(_HIGHER) if not places[name]))


def _names_projects(grid: Grid, header: int) -> bool:
    """Whether a row of the head names more than one project: the sets are of one each."""
    rows = range(max(header - _ROWS_LOOKED_AT, 0), header)
    named = ([one.field for text in grid.texts(row) if (one := heading(text))] for row in rows)
    return any(fields.count(name) > 1 for fields in named for name in ("name", "code"))


def _of_periods(grid: Grid, header: int, places: dict[str, list[int]]) -> bool:
    """Whether a value, or what stands over it, says of which time it is, or the head above tells a mid-term one."""
    texts = [grid.text(row, column) for row in (header - 1, header) if row >= 0 for column in places["target"]]
    above = [text for row in range(max(header - _ROWS_LOOKED_AT, 0), header) for text in grid.texts(row)]
    times = [period_in(text) for text in above]
    return any(map(period_in, texts)) or any(time is not None and time.period == "longterm" for time in times)


def _last(grid: Grid, row: int) -> int:
    return max(column for column, _ in grid.printed(row))


def _ends(grid: Grid, row: int) -> bool:
    texts = grid.texts(row)
    known = sum(heading(text) is not None for text in texts)
    return not texts or known >= _FEWEST or heading(texts[0]) is not None or is_signature(texts[0])


def _named_alike(grid: Grid, found: _Sets, end: int) -> bool:
    """Whether the sets name mostly the same indicators."""
    names = [
        {text for row in range(found.header + 1, end) if (text := grid.text(row, _column(grid, found, one)))}
        for one in found.sets
    ]
    least = min(map(len, names))
    return least == 0 or 2 * len(set.intersection(*names)) >= least


def _column(grid: Grid, found: _Sets, one: range) -> int:
    """The column of the names of a set."""
    return next(
        place for place in one if (named := heading(grid.rows[found.header][place])) and named.field == "level3"
    )


def _title(grid: Grid, found: _Sets, one: range) -> str:
    """The level that stands over a set, "" where none does."""
    text = grid.text(found.header - 1, one.start) if found.header else ""
    return text if level1_of(text) or level2_of(text) else ""


def _headings(grid: Grid, found: _Sets) -> Line:
    shared = tuple(grid.text(found.header, place) for place in found.shared)
    own = tuple(grid.rows[found.header][place] for place in found.sets[-1])
    return Line((*shared, *(_LEVELS[at] for at in found.added), *own), found.header)


def _lines(grid: Grid, found: _Sets, end: int) -> Iterator[Line]:
    """For each row its indicators in turn; lists of projects keep those of one together, one project's sets follow each other."""
    width = len(found.sets[-1])
    turns: Sequence[tuple[int, range]] = (
        [(row, one) for row in range(found.header + 1, end) for one in found.sets]
        if found.shared
        else [(row, one) for one in found.sets for row in range(found.header + 1, end)]
    )
    before = -1
    for row, one in turns:
        own = list(one)[:width]
        cells = [grid.text(row, place) for place in own]
        shared = [grid.text(row, place) if row != before else "" for place in found.shared]
        if not any(cells):
            continue
        title = _title(grid, found, one)
        both = (title if level1_of(title) else "", title if level2_of(title) else "")
        levels = tuple(both[at] for at in found.added)
        start = len(shared) + len(levels)
        unread = {start + at: told for at, place in enumerate(own) if (told := source_unread(grid, row, place))}
        yield Line((*shared, *levels, *cells), row, _column(grid, found, one), unread)
        before = row if found.shared else -1
