"""One indicator table of a linearised text: from its characters to rows of cells.

The table is read three times. The first reading knows only what a cell looks like; each later one knows the widths,
habits and gaps that the reading before has found in the other rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from math import exp, log

from auditor.reading.char_stream import CharStream, Separator, Token
from auditor.reading.plaintext.blocks import ProjectBlock
from auditor.reading.plaintext.cell_boundaries import Hints, likely_boundaries
from auditor.reading.plaintext.cells import CellSpan, RowSegmentation, read_cells
from auditor.reading.plaintext.column_statistics import ColumnStatistics, WidthHistogram, width_histogram
from auditor.reading.plaintext.level_labels import Stretch, stretches
from auditor.reading.plaintext.segments import Known, Segments, Span, text_width

_READINGS = 3
_CERTAIN = 5.0
_USUALLY_EMPTY = {"level3": 0.002, "description": 0.12, "target": 0.02, "basis": 0.08}
_PRIOR_ROWS = 8.0
_PARTED = 2.5
_SOME = 0.2
_UNREAD = 99.0


@dataclass(frozen=True)
class LabelledStretch:
    """One labelled stretch of a table with its current reading; ``row`` is None where nothing stands behind the label."""

    stretch: Stretch
    row: Segments | None
    reading: RowSegmentation | None = None

    @cached_property
    def spans(self) -> tuple[tuple[str, Span], ...]:
        """Its filled cells as read, each with the name of its column."""
        if self.row is None or self.reading is None:
            return ()
        cells = [cell for row in self.reading.rows for cell in row if cell.first < cell.last]
        found = [(cell.column, self.row.span(cell.first, cell.last)) for cell in cells]
        return tuple((column, span) for column, span in found if span)


@dataclass(frozen=True)
class Table:
    """A table under work: its columns, the votes of its header, its stretches."""

    stream: CharStream
    columns: tuple[str, ...]
    known: Known
    header: dict[str, Span] = field(default_factory=dict)
    parts: tuple[LabelledStretch, ...] = ()


def read_tables(blocks: Sequence[ProjectBlock], known: Known) -> tuple[Table, ...]:
    """Read the tables of all blocks of a document together."""
    tables = tuple(_unread(block, known) for block in blocks)
    statistics = ColumnStatistics(parted=_first_parted_cost(tables))
    habits: dict[str, Counter[str]] = {}
    for number in range(_READINGS):
        if number == 1:
            tables = tuple(_rejoined(_with_boundaries(table, habits), statistics) for table in tables)
        tables = tuple(_read_again(table, statistics, habits) for table in tables)
        statistics, habits = _learn(tables)
    return tables


def _unread(block: ProjectBlock, known: Known) -> Table:
    stream = block.stream
    header = {}
    for column, (start, end) in zip(block.header.columns, block.header.words, strict=True):
        tokens = stream.tokens(start, end)
        span = Segments(stream, tokens, known).span(0, len(tokens))
        if span:
            header[column] = span
    found = stretches(stream, *block.table)
    widths = frozenset(width for span in header.values() if span.high for width in range(span.low, span.high))
    hints = Hints(widths, frozenset(), known.cut)
    parts = tuple(LabelledStretch(stretch, _row(stream, stretch, known, hints)) for stretch in found)
    return Table(stream, ("level3", *block.header.columns), known, header, parts)


def _row(stream: CharStream, stretch: Stretch, known: Known, hints: Hints) -> Segments | None:
    if stretch.start == stretch.end:
        return None
    tokens: list[Token] = []
    costs: dict[int, float] = {}
    before: list[int] = []
    for token in stream.tokens(stretch.start, stretch.end):
        before = [0] if token.separator is Separator.LINE else [*before, 0]
        text = stream.chars[token.start : token.end]
        found = {token.start + place: cost for place, cost in likely_boundaries(text, before, hints)}
        separators = [token.separator] + [Separator.NONE] * len(found)
        tokens += map(Token, [token.start, *found], [*found, token.end], separators)
        costs |= found
        before = [width + text_width(text) for width in before]
    return Segments(stream, tuple(tokens), known, costs)


def _read_again(table: Table, statistics: ColumnStatistics, habits: dict[str, Counter[str]]) -> Table:
    parts = []
    votes = {column: _votes(table, column) for column in table.columns}
    for part in table.parts:
        reading = part.reading
        if part.row and not _certain(part):
            reading = read_cells(part.row, table.columns, _statistics_for(part, votes, statistics, habits))
        parts.append(LabelledStretch(part.stretch, part.row, reading))
    return replace(table, parts=tuple(parts))


def _certain(part: LabelledStretch) -> bool:
    """Whether the last reading stood so far above its rivals that another would not change it."""
    return part.reading is not None and part.reading.margin >= _CERTAIN


def _with_boundaries(table: Table, habits: dict[str, Counter[str]]) -> Table:
    """The table with its pieces cut also where the first reading makes a seam likely."""
    widths = frozenset[int]().union(*(_votes(table, column).likely_widths() for column in table.columns))
    texts = (text for column in table.columns[1:] for text, times in habits.get(column, Counter()).items() if times > 1)
    hints = Hints(widths, frozenset(texts), table.known.cut)
    parts = []
    for part in table.parts:
        row = None if _certain(part) else _row(table.stream, part.stretch, table.known, hints)
        same = row is None or part.row is None or row.tokens == part.row.tokens
        parts.append(part if same else LabelledStretch(part.stretch, row))
    return replace(table, parts=tuple(parts))


def _rejoined(table: Table, statistics: ColumnStatistics) -> Table:
    """The table without labels that are better read as the first cell of one more row under the label above."""
    parts: list[LabelledStretch] = []
    for part in table.parts:
        joined = _joined(table, parts[-1], part, statistics) if parts and part.stretch.repeats else None
        if joined:
            parts[-1] = joined
        else:
            parts.append(part)
    return replace(table, parts=tuple(parts))


def _joined(
    table: Table, before: LabelledStretch, after: LabelledStretch, statistics: ColumnStatistics
) -> LabelledStretch | None:
    """Both parts as one, where that explains their text better than the label between them."""
    stretch = replace(before.stretch, end=after.stretch.end)
    row = _row(table.stream, stretch, table.known, Hints(frozenset(), frozenset(), table.known.cut))
    if row is None or before.row is None or after.row is None:
        return None
    readings = [read_cells(one, table.columns, statistics) for one in (row, before.row, after.row)]
    together, *apart = (reading.cost if reading else _UNREAD for reading in readings)
    return LabelledStretch(stretch, row) if together < sum(apart) else None


def _statistics_for(
    part: LabelledStretch,
    votes: Mapping[str, WidthHistogram],
    statistics: ColumnStatistics,
    habits: dict[str, Counter[str]],
) -> ColumnStatistics:
    """What all other rows teach about this one: what all teach, without its own share."""
    own = {column: width_histogram(span for name, span in part.spans if name == column) for column in votes}
    others = {column: all_votes.without(own[column]) for column, all_votes in votes.items()}
    return ColumnStatistics(others, habits, statistics.empty, statistics.parted, Counter(_texts(part)))


def _texts(part: LabelledStretch) -> Iterator[tuple[str, str]]:
    return ((column, span.text) for column, span in part.spans)


def _votes(table: Table, column: str) -> WidthHistogram:
    spans = [table.header[column]] if column in table.header else []
    spans += [span for part in table.parts for name, span in part.spans if name == column]
    return width_histogram(spans)


def _learn(tables: Sequence[Table]) -> tuple[ColumnStatistics, dict[str, Counter[str]]]:
    habits: dict[str, Counter[str]] = {}
    for table in tables:
        for part in table.parts:
            for column, text in _texts(part):
                habits.setdefault(column, Counter())[text] += 1
    rows = [row for table in tables for part in table.parts if part.reading for row in part.reading.rows]
    return ColumnStatistics(empty=_empty_costs(rows), parted=_parted_cost(tables)), habits


def _empty_costs(rows: Sequence[tuple[CellSpan, ...]]) -> dict[str, float]:
    empty = Counter(cell.column for row in rows for cell in row if cell.first == cell.last)
    share = {
        column: (empty[column] + prior * _PRIOR_ROWS) / (len(rows) + _PRIOR_ROWS)
        for column, prior in _USUALLY_EMPTY.items()
    }
    return {column: -log(max(part, _USUALLY_EMPTY[column] / 3)) for column, part in share.items()}


def _first_parted_cost(tables: Sequence[Table]) -> float:
    """The same before anything was read: where hardly a row has two pieces on a line, every cell has its own."""
    rows = [part.row for table in tables for part in table.parts if part.row]
    joined = sum(any(row.separator(piece) is Separator.BLANK for piece in range(1, row.size)) for row in rows)
    return _PARTED if joined > _SOME * len(rows) else 0.0


def _parted_cost(tables: Sequence[Table]) -> float:
    """Cost of a line end between two cells that fit on one line, from how often that happens in this document."""
    parted, joined = 0.5 * exp(-1.0), 0.5
    for table in tables:
        for part in table.parts:
            for separator in _single_separators(part):
                parted, joined = parted + (separator is Separator.LINE), joined + (separator is not Separator.LINE)
    return max(0.0, min(5.0, -log(parted / (parted + joined))))


def _single_separators(part: LabelledStretch) -> list[Separator]:
    if part.row is None or part.reading is None:
        return []
    separators = []
    for row in part.reading.rows:
        cells = [cell for cell in row if cell.first < cell.last]
        for before, after in pairwise(cells):
            spans = part.row.span(before.first, before.last), part.row.span(after.first, after.last)
            if all(span is not None and span.single for span in spans):
                separators.append(part.row.separator(after.first))
    return separators
