"""Tables whose headings stand left of their values: an indicator a card, or an indicator a column (transposed)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from auditor.reading.forms.header import BESIDE_LEVELS, LEVELS
from auditor.reading.forms.headings import heading
from auditor.reading.forms.rebuilt import Line, source_unread, with_lines
from auditor.reading.grid import Grid
from auditor.taxonomy import level2_of

_FIELDS = frozenset({*LEVELS, *BESIDE_LEVELS})
_FEWEST = 2
_LONGEST = 20
_CARD_NUMBER = re.compile(r"\s*(?:绩效)?(?:指标)?\s*[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)、.．]?\s*")

Cell = tuple[int, int]


def upright(grid: Grid) -> Grid | None:
    """The grid with such a table in rows below headings; None where it holds none."""
    labelled = [row for row in range(len(grid.rows)) if _begins_with_label(grid, row)]
    if len(labelled) < _FEWEST:
        return None
    return _cards_upright(grid, labelled) or _columns_upright(grid, labelled) or _projects_upright(grid, labelled)


def _begins_with_label(grid: Grid, row: int) -> bool:
    text = next(filter(None, grid.rows[row]), "")
    return len(text) <= _LONGEST and (_field(text) is not None or _is_label(text))


# --- an indicator a card ------------------------------------------------------------------------------------------


def _cards_upright(grid: Grid, labelled: Sequence[int]) -> Grid | None:
    """Cards below each other: 一级指标｜产出指标｜二级指标｜数量指标, below it 三级指标｜…｜指标值｜…."""
    for run in _runs_of_pairs(grid, labelled):
        if lines := _lines_of_cards(grid, run):
            return with_lines(grid, min(run), max(run) + 1, lines)
    return None


def _runs_of_pairs(grid: Grid, labelled: Sequence[int]) -> Iterator[dict[int, list[tuple[str, str, Cell]]]]:
    """Rows of labels with their values that stand below each other, but for the numbers of cards between them."""
    run: dict[int, list[tuple[str, str, Cell]]] = {}
    for row, pairs in ((row, pairs) for row in labelled if (pairs := _pairs(grid, row))):
        if run and not all(_parts_cards(grid, one) for one in range(max(run) + 1, row)):
            yield run
            run = {}
        run[row] = pairs
    if run:
        yield run


def _lines_of_cards(grid: Grid, run: Mapping[int, list[tuple[str, str, Cell]]]) -> Sequence[Line]:
    """What is written in the place of cards, [] where they are none."""
    cards: list[dict[str, Cell]] = []
    labels: dict[str, str] = {}
    for field, label, value in (pair for pairs in run.values() for pair in pairs):
        if not cards or field in cards[-1]:
            cards.append({})
        cards[-1][field] = value
        labels.setdefault(field, label)
    full = [card for card in cards if _says(grid, card, "level3") and _says(grid, card, "target")]
    if len(full) < _FEWEST or 2 * len(full) <= len(cards):
        return []
    return [_headings(min(run), labels), *(_line(grid, card, labels) for card in cards)]


def _pairs(grid: Grid, row: int) -> list[tuple[str, str, Cell]]:
    """Field, label and place of the value of every label of a row of nothing but labels of a table each with its value.

    A label without a value has its own place; where none has a value the row heads columns, and nothing is returned.
    """
    printed = list(grid.printed(row))
    found: list[tuple[str, str, Cell]] = []
    while printed:
        column, text = printed.pop(0)
        field = _field(text)
        if field is None:
            return []
        has_value = bool(printed) and _field(printed[0][1]) is None
        found.append((field, text, (row, printed.pop(0)[0] if has_value else column)))
    return found if any(grid.rows[row][value[1]] != label for _, label, value in found) else []


def _parts_cards(grid: Grid, row: int) -> bool:
    """Whether a row is empty or holds nothing but the number of a card (指标1)."""
    texts = grid.texts(row)
    return not texts or (len(texts) == 1 and _CARD_NUMBER.fullmatch(texts[0]) is not None)


def _says(grid: Grid, card: Mapping[str, Cell], field: str) -> bool:
    return field in card and _field(grid.text(*card[field])) is None


def _line(grid: Grid, card: Mapping[str, Cell], labels: Mapping[str, str]) -> Line:
    texts = {field: grid.text(*place) for field, place in card.items() if _says(grid, card, field)}
    unread = {
        at: told for at, field in enumerate(labels) if field in card and (told := source_unread(grid, *card[field]))
    }
    row, column = card.get("level3", next(iter(card.values())))
    return Line(tuple(texts.get(field, "") for field in labels), row, column, unread)


def _headings(row: int, labels: Mapping[str, str]) -> Line:
    return Line(tuple(labels.values()), row)


# --- an indicator a column ----------------------------------------------------------------------------------------


def _columns_upright(grid: Grid, labelled: Sequence[int]) -> Grid | None:
    """Headings below each other in one column (一级指标, …, 指标值), and to their right a column an indicator."""
    for first in labelled:
        rows = _labelled_rows(grid, first)
        if "level3" not in rows or "target" not in rows:
            continue
        labels = {field: grid.rows[row][column] for field, (row, column) in rows.items()}
        start = max(column for _, column in rows.values()) + 1
        places = [place for place in range(start, len(grid.rows[first])) if _names_one(grid, rows, place)]
        if sum(bool(grid.text(rows["target"][0], place)) for place in places) >= _FEWEST:
            end = max(row for row, _ in rows.values()) + 1
            cards = [{field: (row, place) for field, (row, _) in rows.items()} for place in places]
            lines = [_line(grid, card, labels) for card in _filled(grid, cards)]
            return with_lines(grid, first, end, [_headings(first, labels), *lines])
    return None


def _labelled_rows(grid: Grid, first: int) -> dict[str, Cell]:
    """The labels that begin rows from one on, each followed by nothing but values, by field."""
    found: dict[str, Cell] = {}
    for row in range(first, len(grid.rows)):
        printed = list(grid.printed(row))
        field = _field(printed[0][1]) if printed else None
        if field is None or field in found or any(_field(text) for _, text in printed[1:]):
            break
        found[field] = (row, printed[0][0])
    return found


def _names_one(grid: Grid, rows: Mapping[str, Cell], place: int) -> bool:
    """Whether a column has the name of an indicator of its own."""
    name = (rows["level3"][0], place)
    return name not in grid.merged and bool(grid.rows[name[0]][place])


def _filled(grid: Grid, cards: Sequence[Mapping[str, Cell]]) -> Iterator[Mapping[str, Cell]]:
    """The cards, levels that are left empty being those to their left."""
    above: Mapping[str, Cell] = {}
    for card in cards:
        levels = {
            field: above[field]
            for field in ("level1", "level2")
            if field in above and field in card and not grid.text(*card[field])
        }
        above = {**card, **levels}
        yield above


# --- a project a column -------------------------------------------------------------------------------------------


def _projects_upright(grid: Grid, labelled: Sequence[int]) -> Grid | None:
    """Labels below each other in one column (项目名称, 预算金额, 数量指标, …), and to their right a column a project."""
    for first in labelled:
        printed = list(grid.printed(first))
        named = heading(printed[0][1]) if len(printed) > _FEWEST else None
        if named is None or named.field != "name":
            continue
        column = printed[0][0]
        rows = [first]
        while rows[-1] + 1 < len(grid.rows) and _is_label(grid.rows[rows[-1] + 1][column]):
            rows.append(rows[-1] + 1)
        if any(heading(text) for row in rows for place, text in grid.printed(row) if place > column):
            continue  # a form with its second levels in the first column
        labels = [grid.rows[row][column] for row in rows]
        if sum(_is_category(text) for text in labels) >= _FEWEST:
            lines = [Line(tuple(grid.text(row, place) for row in rows), first, place) for place, _ in printed]
            return with_lines(grid, first, rows[-1] + 1, lines)
    return None


def _is_label(text: str) -> bool:
    return bool(text) and (heading(text) is not None or _is_category(text))


def _is_category(text: str) -> bool:
    return text.endswith("指标") and level2_of(text) is not None


def _field(text: str) -> str | None:
    """The field of an indicator that a cell names, None where it names none."""
    named = heading(text)
    return named.field if named is not None and named.field in _FIELDS else None
