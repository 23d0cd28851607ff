"""A document that flows (Word, web page): its paragraphs and tables in order, and the grids they make together."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.reading.char_stream import NumberedLine
from auditor.reading.forms.captions import is_caption, labelled_cells, project_named_above
from auditor.reading.forms.department import is_of_whole_department
from auditor.reading.forms.headings import heading
from auditor.reading.forms.level_titles import is_level_title
from auditor.reading.forms.tables import holds_table
from auditor.reading.grid import Grid, Origin
from auditor.reading.radicals import unified

_TITLE = re.compile(r".*表(?:[（(].*[）)])?")
_PASSED_OVER = re.compile(
    r"[（(]?续\s*表?.{0,3}[）)]?|[（(]?[接续]\s*上\s*[页表].{0,2}|[^，。；]{0,30}表\s*[（(]\s*续\s*[\d一二三四五]?\s*[）)]|[（(]?.{0,4}单位[:：].{0,3}元[）)]?|备?注[:：\d].*|[-—\d\s]+"
)
_CHAPTER = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}\s*、|第[一二三四五六七八九十]+部分)")
_FEW_LINES = 3
_MOST_CAPTIONS = 12


@dataclass(frozen=True)
class Flow:
    """Lines of text (``str``) and tables, as they follow each other; ``doubts`` says what was decided in reading them, ``lost`` why some of
    it may be missing, "" where nothing tells that.

    A table is a grid whose origins name its number in the document.
    """

    items: tuple[str | Grid, ...]
    doubts: tuple[str, ...] = ()
    lost: str = ""


@dataclass(frozen=True)
class _Part:
    """A table, the filled lines since the table before it, and those of them right above that speak of it."""

    lines: tuple[NumberedLine, ...]
    captions: tuple[NumberedLine, ...]
    table: Grid
    holds_indicators: bool


def numbered_tables(items: Iterable[str | Grid]) -> Iterator[str | Grid]:
    """The items, each table with its number in the document, from 1; radicals in the lines are characters (in cells they are).

    Tables without rows are counted and left out.
    """
    number = 0
    for item in items:
        if isinstance(item, Grid):
            number += 1
            if item.rows:
                yield replace(item, origins=tuple(replace(origin, table=number) for origin in item.origins))
        else:
            yield unified(item)


def grids(flow: Flow) -> tuple[Grid, ...]:
    """The tables with the lines right above them as rows; a form made of several tables becomes one grid."""
    return tuple(map(_stacked, _runs(flow)))


def prose(flow: Flow) -> str:
    """The lines outside of tables; from the first chapter on, the captions of indicator tables are left blank."""
    numbers = [place for place, item in enumerate(flow.items) if isinstance(item, str) and _CHAPTER.match(item)]
    first_chapter = min(numbers, default=None)
    captions: set[int] = (
        set()
        if first_chapter is None
        else {
            line.number
            for run in _runs(flow)
            if any(part.holds_indicators for part in run)
            for part in run
            for line in part.captions
            if line.number > first_chapter
        }
    )
    lines = ((place, item) for place, item in enumerate(flow.items) if isinstance(item, str))
    return "\n".join("" if place in captions else line for place, line in lines)


def without_lines(flow: Flow, numbers: Container[int]) -> Flow:
    """The flow with the lines of these numbers (from 1, tables counted too) empty."""
    items = ("" if isinstance(item, str) and place in numbers else item for place, item in enumerate(flow.items, 1))
    return replace(flow, items=tuple(items))


def whole_text(flow: Flow) -> str:
    """Everything in order, the cells of a row parted by tabs."""
    lines: list[str] = []
    for item in flow.items:
        lines += [item] if isinstance(item, str) else ["\t".join(row) for row in item.rows]
    return "\n".join(lines)


def _runs(flow: Flow) -> list[list[_Part]]:
    """Tables that make up one form, or several forms that nothing parts."""
    runs: list[list[_Part]] = []
    for part in _parts(flow):
        if runs and _goes_with(runs[-1], part):
            runs[-1].append(part)
        else:
            runs.append([part])
    return runs


def _parts(flow: Flow) -> Iterator[_Part]:
    lines: list[NumberedLine] = []
    for place, item in enumerate(flow.items):
        if isinstance(item, Grid):
            captions = _captions(lines)
            yield _Part(tuple(lines), captions, item, _holds_indicators(captions, item))
            lines = []
        elif item.strip():
            lines.append(NumberedLine(place, item))


def _holds_indicators(captions: Sequence[NumberedLine], table: Grid) -> bool:
    """Whether a table is one of indicators, by itself or because the line right above it names their level."""
    if holds_table(table):
        return True
    if not captions or not is_level_title(captions[-1].text):
        return False
    title = (captions[-1].text.strip(),)
    return holds_table(Grid(None, (title, *table.rows[:1]), {}))


def _captions(lines: Sequence[NumberedLine]) -> tuple[NumberedLine, ...]:
    """The lines right above a table that are titles or labels."""
    found: list[NumberedLine] = []
    for line in reversed(lines[-_MOST_CAPTIONS:]):
        if not is_caption(line.text):
            break
        found.append(line)
    return tuple(reversed(found))


def _goes_with(run: Sequence[_Part], part: _Part) -> bool:
    """Whether a table belongs to the form under way: as the rest of its indicators, or as they follow its head."""
    told = [text for line in part.lines if not _goes_on(text := line.text.strip())]
    if any(one.holds_indicators for one in run):
        return not told
    return len(told) <= _FEW_LINES and not any(map(_TITLE.fullmatch, told))


def _goes_on(text: str) -> bool:
    """Whether a line between two tables of one form says nothing but that it goes on, or with which level."""
    return _PASSED_OVER.fullmatch(text) is not None or is_level_title(text)


def _stacked(run: Sequence[_Part]) -> Grid:
    named = _names_project(run)
    above = [_caption_rows(part, named=named) for part in run]
    width = max(len(row) for part, rows in zip(run, above, strict=True) for row in (*rows, *part.table.rows[:1]))
    rows: list[tuple[str, ...]] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    origins: list[Origin] = []
    unread: dict[tuple[int, int], str] = {}
    lines: dict[tuple[int, int], tuple[str, ...]] = {}
    for part, captions in zip(run, above, strict=True):
        for cells in captions:
            if len(cells) == 1:
                merged |= {(len(rows), column): (len(rows), 0) for column in range(1, width)}
            rows.append(_padded(cells, width))
            origins.append(Origin(None, part.table.origins[0].table))
        start = len(rows)
        merged |= {
            (start + row, column): (start + top, left) for (row, column), (top, left) in part.table.merged.items()
        }
        unread |= {(start + row, column): told for (row, column), told in part.table.unread.items()}
        lines |= {(start + row, column): own for (row, column), own in part.table.lines.items()}
        rows += [_padded(row, width) for row in part.table.rows]
        origins += part.table.origins
    return Grid(None, tuple(rows), merged, origins=tuple(origins), unread=unread, lines=lines)


def _padded(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return cells + ("",) * (width - len(cells))


def _caption_rows(part: _Part, *, named: bool) -> list[tuple[str, ...]]:
    """The captions of a table, labels apart from their values; the project's name where only a heading gives it."""
    rows = [labelled_cells(line.text) or (line.text.strip(),) for line in part.captions]
    if not named and (labels := _labels_above(part)):
        return [*labels, *rows]
    name = None if named else project_named_above([line.text for line in part.lines])
    return [*rows, ("项目名称", name)] if name else rows


def _labels_above(part: _Part) -> list[tuple[str, ...]]:
    """The labels with their values from the only line on that names a project, where text parts them from a table's captions."""
    lines = part.lines[: len(part.lines) - len(part.captions)]
    labelled = [cells for line in lines if (cells := labelled_cells(line.text))]
    naming = [place for place, cells in enumerate(labelled) if any(map(_is_name, cells[::2]))]
    return labelled[naming[0] :] if len(naming) == 1 else []


def _is_name(text: str) -> bool:
    found = heading(text)
    return found is not None and found.field == "name"


def _names_project(run: Sequence[_Part]) -> bool:
    """Whether a label in the tables or above them says which project it is, or a title that it is a whole department."""
    if any(is_of_whole_department(line.text) for part in run for line in part.captions):
        return True
    texts = [text for part in run for row in part.table.rows for text in row]
    texts += [cell for part in run for line in part.captions for cell in labelled_cells(line.text)]
    return any((found := heading(text)) is not None and found.field in ("name", "code") for text in texts)
