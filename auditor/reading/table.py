"""One indicator table of a linearised text: from its characters to rows of cells.

The table is read three times. The first reading knows only what a cell looks like; each later one knows the widths,
habits and gaps that the reading before has found in the other rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from math import exp, log

from auditor.reading.blocks import Block
from auditor.reading.cells import Cell, Reading, read_cells
from auditor.reading.columns import Lessons, Votes, count_votes
from auditor.reading.glue import seams
from auditor.reading.labels import Stretch, stretches
from auditor.reading.pieces import Known, Row, Span
from auditor.reading.stream import Atom, Gap, Stream

_READINGS = 3
_CERTAIN = 7.0
_USUALLY_EMPTY = {"level3": 0.002, "description": 0.12, "target": 0.02, "basis": 0.08}
_PRIOR_ROWS = 8.0


@dataclass(frozen=True)
class Part:
    """One labelled stretch of a table with its current reading; ``row`` is None where nothing stands behind the label."""

    stretch: Stretch
    row: Row | None
    reading: Reading | None = None


@dataclass(frozen=True)
class Table:
    """A table under work: its columns, the votes of its header, its stretches."""

    stream: Stream
    columns: tuple[str, ...]
    known: Known
    header: dict[str, Span] = field(default_factory=dict)
    parts: tuple[Part, ...] = ()


def read_tables(blocks: Sequence[Block], known: Known) -> tuple[Table, ...]:
    """Read the tables of all blocks of a document together."""
    tables = tuple(_unread(block, known) for block in blocks)
    lessons = Lessons()
    habits: dict[str, Counter[str]] = {}
    for number in range(_READINGS):
        if number == 1:
            tables = tuple(map(_with_seams, tables))
        tables = tuple(_read_again(table, lessons, habits) for table in tables)
        lessons, habits = _learn(tables)
    return tables


def _unread(block: Block, known: Known) -> Table:
    stream = block.stream
    header = {}
    for column, (start, end) in zip(block.header.columns, block.header.words, strict=True):
        atoms = stream.atoms(start, end)
        span = Row(stream, atoms, known).span(0, len(atoms))
        if span:
            header[column] = span
    found = stretches(stream, *block.table)
    widths = {width for span in header.values() if span.high for width in range(span.low, span.high)}
    parts = tuple(Part(stretch, _row(stream, stretch, known, widths)) for stretch in found)
    return Table(stream, ("level3", *block.header.columns), known, header, parts)


def _row(stream: Stream, stretch: Stretch, known: Known, widths: Collection[int]) -> Row | None:
    if stretch.start == stretch.end:
        return None
    atoms: list[Atom] = []
    costs: dict[int, float] = {}
    for atom in stream.atoms(stretch.start, stretch.end):
        found = {
            atom.start + place: cost for place, cost in seams(stream.chars[atom.start : atom.end], widths, known.cut)
        }
        starts = [atom.start, *found]
        gaps = [atom.gap] + [Gap.NONE] * len(found)
        atoms += map(Atom, starts, [*found, atom.end], gaps)
        costs |= found
    return Row(stream, tuple(atoms), known, costs)


def _read_again(table: Table, lessons: Lessons, habits: dict[str, Counter[str]]) -> Table:
    parts = []
    for part in table.parts:
        reading = part.reading
        if part.row and (reading is None or reading.margin < _CERTAIN):
            reading = read_cells(part.row, table.columns, _lessons_for(part, table, lessons, habits))
        parts.append(Part(part.stretch, part.row, reading))
    return replace(table, parts=tuple(parts))


def _with_seams(table: Table) -> Table:
    """The table with its pieces cut also where a cell fills a column of the width the first reading has found."""
    widths = frozenset[int]().union(*(_votes(table, column, None).likely_widths() for column in table.columns))
    parts = []
    for part in table.parts:
        row = _row(table.stream, part.stretch, table.known, widths)
        same = row is None or part.row is None or row.size == part.row.size
        parts.append(part if same else Part(part.stretch, row))
    return replace(table, parts=tuple(parts))


def _lessons_for(part: Part, table: Table, lessons: Lessons, habits: dict[str, Counter[str]]) -> Lessons:
    """What all other rows teach about this one."""
    own = Counter((column, span.text) for column, span in _spans(part))
    seen = {
        column: Counter({text: n - own[column, text] for text, n in texts.items()}) for column, texts in habits.items()
    }
    votes = {column: _votes(table, column, part) for column in table.columns}
    return Lessons(votes, seen, lessons.empty, lessons.parted)


def _votes(table: Table, column: str, but: Part | None) -> Votes:
    spans = [table.header[column]] if column in table.header else []
    spans += [span for part in table.parts if part is not but for name, span in _spans(part) if name == column]
    return count_votes(spans)


def _spans(part: Part) -> list[tuple[str, Span]]:
    if part.row is None or part.reading is None:
        return []
    cells = [cell for row in part.reading.rows for cell in row if cell.first < cell.last]
    found = [(cell.column, part.row.span(cell.first, cell.last)) for cell in cells]
    return [(column, span) for column, span in found if span]


def _learn(tables: Sequence[Table]) -> tuple[Lessons, dict[str, Counter[str]]]:
    habits: dict[str, Counter[str]] = {}
    for table in tables:
        for part in table.parts:
            for column, span in _spans(part):
                habits.setdefault(column, Counter())[span.text] += 1
    rows = [row for table in tables for part in table.parts if part.reading for row in part.reading.rows]
    return Lessons(empty=_empty_costs(rows), parted=_parted_cost(tables)), habits


def _empty_costs(rows: Sequence[tuple[Cell, ...]]) -> dict[str, float]:
    empty = Counter(cell.column for row in rows for cell in row if cell.first == cell.last)
    share = {
        column: (empty[column] + prior * _PRIOR_ROWS) / (len(rows) + _PRIOR_ROWS)
        for column, prior in _USUALLY_EMPTY.items()
    }
    return {column: -log(max(part, _USUALLY_EMPTY[column] / 3)) for column, part in share.items()}


def _parted_cost(tables: Sequence[Table]) -> float:
    """Cost of a line end between two cells that fit on one line, from how often that happens in this document."""
    parted, joined = 0.5 * exp(-1.0), 0.5
    for table in tables:
        for part in table.parts:
            for gap in _single_gaps(part):
                parted, joined = parted + (gap is Gap.LINE), joined + (gap is not Gap.LINE)
    return max(0.0, min(5.0, -log(parted / (parted + joined))))


def _single_gaps(part: Part) -> list[Gap]:
    if part.row is None or part.reading is None:
        return []
    gaps = []
    for row in part.reading.rows:
        cells = [cell for cell in row if cell.first < cell.last]
        for before, after in zip(cells, cells[1:], strict=False):
            spans = part.row.span(before.first, before.last), part.row.span(after.first, after.last)
            if all(span is not None and span.single for span in spans):
                gaps.append(part.row.gap(after.first))
    return gaps
