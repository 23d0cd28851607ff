"""Tables without rules to grids by where their text stands: names and values set up the rows, labels of levels span them.

A label that belongs to several rows stands in their middle, between the lines of its rows, or beside the first of them. Of
all ways to share the rows of a page out among its labels the one is taken in which every label stands where it should.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from auditor.reading.forms.headings import HEAD_FIELDS, heading, is_signature
from auditor.reading.grid import Grid, Origin, cell_text
from auditor.reading.pdf.lines import PrintedLine

_SAME_LEFT = 3.0
_SLACK = 1.25
_WIDEST_STEP = 2.5
_NEARLY_ALL = 0.85
_SAME_ROW = 0.6
_FEWEST_COLUMNS = 4
_MOST_ASTRAY = 1.2
_OUTWARD = 0.2
_UNLABELLED = 5.0
_MOST_ROWS = 60
_CLOSING = ("总分", "合计", "总计", "小计")


@dataclass(frozen=True)
class TextBand:
    """Lines of text one right below the other: the text of a cell. Places in points, y downwards.

    ``centre`` is what its lines are centred on, None where nobody knows where they end.
    """

    text: str
    left: float
    top: float
    bottom: float
    height: float
    centre: float | None = None

    @property
    def middle(self) -> float:
        """Where its middle is."""
        return (self.top + self.bottom) / 2

    @property
    def right(self) -> float:
        """About where its widest line ends."""
        return self.left + self.height * max(map(len, self.text.split("\n")))


def banded_grid(pages: Sequence[tuple[int, Sequence[PrintedLine]]]) -> Grid | None:
    """The tables of pages as one grid; None where no row heads columns or some text fits into no row.

    Args:
        pages: page numbers, and the lines of their upright text without page headers and footers.
    """
    rows: list[tuple[int, tuple[str, ...]]] = []
    head: tuple[TextBand, ...] = ()
    for number, lines in pages:
        for part in _parts(_bands(lines), going_on=bool(head)):
            head = part.head or head
            if part.head and not any(texts == _texts(part.head) for _, texts in rows):
                rows.append((number, _texts(part.head)))
            found = _table_rows(part.body, head) if part.is_table else [_texts(row) for row in _lined_up(part.body)]
            if found is None:
                return None
            rows += [(number, texts) for texts in found]
    if not head:
        return None
    width = max(len(texts) for _, texts in rows)
    padded = tuple((*texts, *[""] * (width - len(texts))) for _, texts in rows)
    return Grid(None, padded, {}, tuple(Origin(page) for page, _ in rows))


@dataclass(frozen=True)
class _Part:
    """Bands of a page that make up the body of a table, below its ``head`` where that is printed here, or stand outside."""

    head: tuple[TextBand, ...]
    body: tuple[TextBand, ...]
    is_table: bool


def _bands(lines: Sequence[PrintedLine]) -> list[TextBand]:
    pieces = [piece for line in sorted(lines, key=lambda one: one.top) for piece in _pieces(line)]
    step = _line_step(pieces)
    bands: list[TextBand] = []
    for piece in pieces:
        above = _above(bands, piece)
        if above is None or piece.bottom - bands[above].bottom > step:
            bands.append(piece)
        else:
            band = bands[above]
            bands[above] = replace(band, text=f"{band.text}\n{piece.text}", bottom=piece.bottom)
    return sorted(bands, key=lambda band: (band.middle, band.left))


def _pieces(line: PrintedLine) -> Iterator[TextBand]:
    height = line.bottom - line.top
    for left, right, text in zip_longest(line.lefts, line.rights, line.pieces):
        yield TextBand(text, left, line.top, line.bottom, height, (left + right) / 2 if line.rights else None)


def _above(bands: Sequence[TextBand], piece: TextBand) -> int | None:
    """The last text that begins as far left, or is centred on the same place."""
    return next((place for place in range(len(bands) - 1, -1, -1) if _stand_below(bands[place], piece)), None)


def _stand_below(band: TextBand, piece: TextBand) -> bool:
    if abs(band.left - piece.left) <= _SAME_LEFT:
        return True
    return band.centre is not None and piece.centre is not None and abs(band.centre - piece.centre) <= _SAME_LEFT


def _line_step(pieces: Sequence[TextBand]) -> float:
    """How far apart the lines of a cell may be: as far as the nearest ones; 0 where nearly all are, as rows of one line are."""
    steps = []
    for place, piece in enumerate(pieces):
        above = _above(pieces[:place], piece)
        if above is not None:
            steps.append(piece.bottom - pieces[above].bottom)
    near = min((step for step in steps if step > 0), default=0.0) * _SLACK
    close = sum(step <= near for step in steps)
    heights = sorted(piece.height for piece in pieces)
    wrapped = bool(steps) and near <= _WIDEST_STEP * heights[len(heights) // 2] and close < _NEARLY_ALL * len(steps)
    return near if wrapped else 0.0


def _lined_up(bands: Sequence[TextBand]) -> list[tuple[TextBand, ...]]:
    """Bands whose middles are on one line, from top to bottom, each from left to right."""
    rows: list[list[TextBand]] = []
    for band in bands:
        if rows and abs(rows[-1][0].middle - band.middle) <= _SAME_ROW * band.height:
            rows[-1].append(band)
        else:
            rows.append([band])
    return [tuple(sorted(row, key=lambda band: band.left)) for row in rows]


def _parts(bands: Sequence[TextBand], *, going_on: bool) -> Iterator[_Part]:
    """What stands above a header, and each header with the body of its table and what stands below that."""
    head: tuple[TextBand, ...] = ()
    body: list[TextBand] = []
    inside = going_on
    for row in _lined_up(bands):
        if _is_header(row):
            yield _Part(head, tuple(body), inside)
            head, body, inside = row, [], True
            continue
        if inside and _ends_table(row):
            yield _Part(head, tuple(body), inside)
            head, body, inside = (), [], False
        body += row
    yield _Part(head, tuple(body), inside)


def _is_header(row: Sequence[TextBand]) -> bool:
    fields = [named.field for band in row if (named := heading(cell_text(band.text)))]
    return len(fields) >= _FEWEST_COLUMNS and {"level3", "target"} <= set(fields) and 2 * len(fields) > len(row)


def _ends_table(row: Sequence[TextBand]) -> bool:
    first = cell_text(row[0].text)
    named = heading(first)
    begins = named is not None and named.field in HEAD_FIELDS
    return begins or is_signature(first) or first.rstrip("：:") in _CLOSING


def _texts(row: Sequence[TextBand]) -> tuple[str, ...]:
    return tuple(cell_text(band.text) for band in row)


def _table_rows(bands: Sequence[TextBand], head: Sequence[TextBand]) -> list[tuple[str, ...]] | None:
    """The rows of a page, None where a text belongs to none of them or labels do not stand where they should."""
    columns: list[list[TextBand]] = [[] for _ in head]
    for band in bands:
        columns[_column(band, head)].append(band)
    fields = [named.field if (named := heading(cell_text(band.text))) else "" for band in head]
    names = columns[fields.index("level3")]
    texts = [[""] * len(head) for _ in names]
    for column, own in enumerate(columns):
        if column < fields.index("level3"):
            spans = _shared_out(own, names)
            if spans is None:
                return None
            pairs = [(row, label) for label, rows in zip(own, spans, strict=True) for row in rows]
        else:
            places = [_row_of(band, names) for band in own]
            if None in places or len(set(places)) < len(places):
                return None
            pairs = [(row, band) for row, band in zip(places, own, strict=True) if row is not None]
        for row, band in pairs:
            texts[row][column] = cell_text(band.text)
    return list(map(tuple, texts))


def _column(band: TextBand, head: Sequence[TextBand]) -> int:
    """The column whose heading begins where a text does, else the one whose heading lies above most of it."""
    flush = [place for place, one in enumerate(head) if abs(one.left - band.left) <= _SAME_LEFT]
    if flush:
        return flush[0]
    return max(range(len(head)), key=lambda n: min(band.right, head[n].right) - max(band.left, head[n].left))


def _row_of(band: TextBand, names: Sequence[TextBand]) -> int | None:
    """The row of a text: its middle is level with the name's, or its top is."""
    near = min(range(len(names)), key=lambda row: _apart(band, names[row]), default=None)
    return near if near is not None and _apart(band, names[near]) <= _SAME_ROW * band.height else None


def _apart(band: TextBand, other: TextBand) -> float:
    return min(abs(band.middle - other.middle), abs(band.top - other.top))


def _shared_out(labels: Sequence[TextBand], rows: Sequence[TextBand]) -> list[range] | None:
    """The rows of each label: in their middle or beside the first; rows without a label go on from the page before."""
    if len(labels) > len(rows) or len(rows) > _MOST_ROWS:
        return None
    best: dict[int, tuple[float, list[range]]] = {start: (_UNLABELLED * (start > 0), []) for start in range(len(rows))}
    for label in labels:
        reached: dict[int, tuple[float, list[range]]] = {}
        for start, (cost, spans) in best.items():
            for own in (range(start, end) for end in range(start + 1, len(rows) + 1)):
                found = (cost + _astray(label, own, rows), [*spans, own])
                reached[own.stop] = min(reached.get(own.stop, found), found, key=_cost)
        best = reached
    if not labels:
        return []
    ends = [(cost + _UNLABELLED * (end < len(rows)), spans) for end, (cost, spans) in best.items()]
    _, spans = min(ends, key=_cost)
    astray = [_astray(label, own, rows) for label, own in zip(labels, spans, strict=True)]
    return spans if max(astray) <= _MOST_ASTRAY else None


def _cost(found: tuple[float, list[range]]) -> float:
    return found[0]


def _astray(label: TextBand, own: range, rows: Sequence[TextBand]) -> float:
    """How far a label is from where it should stand, in heights; less counts where its cell may go on over a page's edge."""
    first, last = rows[own.start], rows[own.stop - 1]
    middle = (first.middle + last.middle) / 2
    off = min(abs(label.middle - middle), abs(label.top - first.top)) / label.height
    begins, ends = own.start == 0, own.stop == len(rows)
    outward = (begins and label.middle < middle) or (ends and label.middle > middle)
    return off * _OUTWARD if outward else off
