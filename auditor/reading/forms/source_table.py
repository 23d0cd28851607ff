"""A money table with a source a row and a book a column (项目总投资｜本年预算), its sum in a row of its own or in none."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from auditor.reading.forms.headings import funding_source, heading, plain
from auditor.reading.forms.money import amount_wan
from auditor.reading.forms.nested_sources import outer_sources
from auditor.reading.grid import Grid

_SUM = re.compile(r"(?:资金)?(?:合计|总计|总额|小计|共计)")
_PARTIAL = "小计"
"""What names the sum of some, where a list has that of all too."""
_AMOUNT = re.compile(r"-?\d[\d,，]*(?:\.\d+)?\s*(?:亿元|万元|千元|元)?")
_ANNUAL = re.compile(r"年度|当年|本年|全年|20\d\d年")
_PART = re.compile(r"\s*(?:其中|[（(]?\d[)）]?\s*其中)")
_FEWEST = 2


@dataclass(frozen=True)
class SourceTable:
    """Rows of sources below headings of books: ``columns["budget"]`` is this year's, ``total`` that over all years.

    ``rows`` are those of the sources; ``whole`` is the row of the sum, None where the table has none.
    """

    top: int
    rows: tuple[int, ...]
    columns: dict[str, int]
    whole: int | None = None
    total: int | None = None

    def amount_wan(self, grid: Grid, unit: str) -> float | None:
        """This year's money, None where neither a sum nor sources that are no parts of each other tell it."""
        return self._of(grid, self.columns["budget"], unit)

    def total_wan(self, grid: Grid, unit: str) -> float | None:
        """The money over all years, None where the table does not have it."""
        return self._of(grid, self.total, unit) if self.total is not None else None

    def _of(self, grid: Grid, column: int, unit: str) -> float | None:
        if self.whole is not None:
            return amount_wan(grid.text(self.whole, column), unit)
        labels = [text for row in self.rows for _, text in grid.printed(row) if funding_source(text)]
        amounts = [amount for row in self.rows if (amount := amount_wan(grid.text(row, column), unit)) is not None]
        if any(_PART.match(text) for text in labels) or len(amounts) != len(self.rows):
            return None
        names = [next(filter(None, map(funding_source, grid.texts(row))), "") for row in self.rows]
        outer = outer_sources(list(zip(names, amounts, strict=True)))
        return None if outer is None else round(sum(amounts[place] for place in outer), 8)


def is_sum(text: str) -> bool:
    """Whether a cell names the sum of several sources."""
    return _SUM.fullmatch(plain(text)) is not None


def sum_beside_sources(grid: Grid, first: int, end: int, unit: str) -> float | None:
    """The amount, in 万元, beside the label of a sum right above or below those of sources in its column; None without one.

    What is less than the amount of such a source is the sum of something else.
    """
    for row in range(first, end):
        printed = list(grid.printed(row))
        for (column, label), (_, value) in itertools.pairwise(printed):
            if not is_sum(label) or not _AMOUNT.fullmatch(value):
                continue
            beside = [one for one in (row - 1, row + 1) if first <= one < end]
            parts = [one for one in beside if funding_source(grid.rows[one][column])]
            known = [amount for one in parts for amount in _amounts_of_sources(grid, one, unit)]
            total = amount_wan(value, unit)
            if parts and total is not None and total >= max(known, default=0):
                return total
    return None


def _amounts_of_sources(grid: Grid, row: int, unit: str) -> list[float]:
    """The amounts, in 万元, each right of the label of a source in a row."""
    pairs = itertools.pairwise(grid.texts(row))
    amounts = (amount_wan(value, unit) for label, value in pairs if funding_source(label) and _AMOUNT.fullmatch(value))
    return [amount for amount in amounts if amount is not None]


def amounts_below(grid: Grid, row: int, column: int, end: int) -> tuple[int, ...]:
    """The rows right below a heading that hold nothing but an amount in its column, up to the row ``end``."""
    below = itertools.takewhile(lambda one: _AMOUNT.fullmatch(grid.text(one, column)), range(row + 1, end))
    return tuple(below)


def row_of_sum(grid: Grid, rows: Iterable[int]) -> int | None:
    """The only one of some rows that begins with the word for a sum, or for the sum of all where parts have theirs; else None."""
    named = {row: next((text for _, text in grid.printed(row)), "") for row in rows}
    sums = [row for row, text in named.items() if is_sum(text)]
    if len(sums) > 1:
        sums = [row for row in sums if _PARTIAL not in named[row]]
    return sums[0] if len(sums) == 1 else None


def find_source_table(grid: Grid, first: int, end: int) -> SourceTable | None:
    """The money table of this kind in the rows ``[first, end)``, None where there is none."""
    for top in range(first, end - 1):
        books = list(_books(grid, top))
        if not any(field == "budget" for _, _, field in books):
            continue
        below = ((row, _label(grid, row, books[0][0])) for row in range(top + 1, end))
        labels = dict(itertools.takewhile(lambda one: one[1], below))
        own = tuple(row for row, label in labels.items() if label == "source" and _has_amount(grid, row, books))
        if len(own) >= _FEWEST:
            whole = next((row for row, label in labels.items() if label == "sum"), None)
            budget, total = _this_year(books)
            return SourceTable(top, own, {"budget": budget}, whole, total)
    return None


def _books(grid: Grid, row: int) -> Iterator[tuple[int, str, str]]:
    """Column, text and field of the headings of books in a row: nothing but a heading stands behind each, none is the first."""
    printed = list(grid.printed(row))
    named = [(column, text, one.field if (one := heading(text)) else "") for column, text in printed]
    if any(_AMOUNT.fullmatch(text) for _, text in printed) or any(field == "executed" for _, _, field in named):
        return
    yield from (one for one in named[1:] if one[2] in ("budget", "longterm_budget"))


def _label(grid: Grid, row: int, before: int) -> str:
    """Whether a row is one of a source or of the sum, by a label left of the first book; "" for any other row."""
    texts = [grid.text(row, column) for column in range(before)]
    if any(funding_source(text) for text in texts if text):
        return "source"
    named = [one.field for text in texts[-1:] if text and (one := heading(text))]
    return "sum" if any(is_sum(text) for text in texts if text) or named == ["budget"] else ""


def _has_amount(grid: Grid, row: int, books: list[tuple[int, str, str]]) -> bool:
    return any(_AMOUNT.fullmatch(grid.text(row, column)) for column, _, _ in books)


def _this_year(books: list[tuple[int, str, str]]) -> tuple[int, int | None]:
    """The columns of this year's money and of the whole project's."""
    budgets = [(column, text) for column, text, field in books if field == "budget"]
    annual = next((column for column, text in reversed(budgets) if _ANNUAL.search(text)), budgets[-1][0])
    return annual, next((column for column, _, _ in books if column != annual), None)
