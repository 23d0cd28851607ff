"""Money of this year told from that over all years or of other years, where a head or one cell writes them together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isclose

from auditor.reading.forms.headings import funding_source, plain, time_of
from auditor.reading.forms.money import amount_wan, amounts_written, budget_wan, funding_parts
from auditor.reading.forms.nested_sources import outer_sources
from auditor.reading.forms.source_table import is_sum
from auditor.reading.grid import Grid

_TIME = r"(?P<time>20\d\d\s*年度?|本年度?|当年度?|今年|年度|全年)"
_GIVEN = r"(?:内|拟|计划|预计|需|安排|预算|申请|投入|投资|使用|支出|支付|下达|资金|经费|金额|总额|数|额|为|约|共|是|[:：\s])*"
_OF_TIME = re.compile(rf"(?:^|[，,；;。、（(:：\s]|其中)\s*(?:计划|拟|预计)?{_TIME}{_GIVEN}$")
_WHOLE = re.compile(r"总投资|总概算|概算总|总额|总金额|总经费|总预算|总资金|总规模|总造价|总费用|总需求")
_SUMMED = re.compile(r"(?:合计|共计|总计|总共|全年(?:共|合计|预算)?|[=＝])\s*(?:为|约|[:：])?\s*$")
"""What stands before the sum of amounts that are written before it."""
_PARTS_FOLLOW = re.compile(r"其中|含|包括|构成|组成|[（(]")
"""What stands before the parts of the amount that is written before them."""
_PLUS = re.compile(r"[^\d。；;]*[+＋]\s*")
_CARRIED_OVER = re.compile(r"结转|结余|上年")
"""What stands beside this year's part of the year's own money."""
_PART_LABEL = re.compile(rf"(?:\d[.、])?其中(?:\d[.、])?{_TIME}{_GIVEN}")
_YEARS = re.compile(r"(?:预算|资金|项目|实施)?(?:年度|年份)")
_AMOUNT = re.compile(r"-?\d[\d,，]*(?:\.\d+)?\s*(?:亿元|万元|千元|元)?")
_OF_YEAR = re.compile(r"年度|当年|本年|全年|20\d\d年")
_ALL = re.compile(r"总(?:预算|投资|经费|资金|金额|额)")
_THIS_YEAR = re.compile(r"(?:项目)?(?:年度|当年|本年)")
_SENTENCE_END = re.compile(r"[。\n]")
_TIMES = ("current", "past", "future", "adjusted")
_APPROVED, _ASKED_FOR = re.compile("批复|核定|审定|下达"), re.compile("申报|申请")
_FEWEST = 2
_YEAR = re.compile(r"20\d\d")


@dataclass(frozen=True)
class Amounts:
    """Money in 万元 of this year and over all years; None for what is not told."""

    annual: float | None = None
    total: float | None = None


def amounts_in(text: str, unit: str, year: int | None, *, of_year: bool) -> Amounts:
    """What one cell tells: of 总投资1200万元，其中2026年500万元 the second amount is this year's.

    Args:
        text: the cell.
        unit: that of amounts without their own.
        year: that of the form, None where it is not known.
        of_year: its label says that it holds the year's money (年度资金总额): only what is called a total in it is none.
    """
    first = _whole_of(text, unit)
    written = list(amounts_written(text, unit))
    if len(written) < 2 or _CARRIED_OVER.search(text):
        return Amounts(first)
    whole = next((amount for before, amount in written if _WHOLE.search(before) and not _OF_TIME.search(before)), None)
    times = [(before, amount, found["time"]) for before, amount in written if (found := _OF_TIME.search(before))]
    own = [(before, amount) for before, amount, time in times if _is_this_year(time, year)]
    if year is None and not own and len(times) == 1:
        own = [times[0][:2]]
    told = whole is not None or len(times) > len(own) or (not of_year and any("其中" in before for before, _ in own))
    if len({amount for _, amount in own}) == 1 and told:
        over_all = whole if whole is not None else first if not _OF_TIME.search(written[0][0]) else None
        return Amounts(own[0][1], over_all)
    unnamed = not written[0][0].strip("约共为：: ") and whole is not None
    return Amounts(first, whole if unnamed else None)


def _whole_of(text: str, unit: str) -> float | None:
    """The amount that a cell tells of all it speaks of: the one called a sum, the sum of named sources, else the first."""
    written = list(amounts_written(text, unit))
    sums = [amount for at, (before, amount) in enumerate(written) if _SUMMED.search(before) and not _added(written, at)]
    parts = [(part.source, part.amount_wan) for part in funding_parts(text)]
    if len(written) > 1 and len(sums) == 1:
        return sums[0]
    if len(written) > 1 and [amount for _, amount in parts] == [amount for _, amount in written]:
        return _sum_of(parts, written)
    return amount_wan(text, unit)


def _sum_of(parts: Sequence[tuple[str, float]], written: Sequence[tuple[str, float]]) -> float | None:
    """What named sources come to: the first where the others are parts of it, that which is the sum of all others, else their sum;
    None where it is not known which are parts of which.
    """
    amounts = [amount for _, amount in parts]
    if any(_PARTS_FOLLOW.search(before) for before, _ in written[1:]):
        return amounts[0]
    total = sum(amounts)
    whole = next((one for one in amounts if isclose(2 * one, total)), None) if len(amounts) > _FEWEST else None
    outer = outer_sources(parts)
    if whole is not None or outer is None:
        return whole
    return round(sum(amounts[place] for place in outer), 8)


def _added(written: Sequence[tuple[str, float]], at: int) -> bool:
    """Whether an amount is but the first of those that are added up behind the sum (120万元=80万元+40万元)."""
    return at + 1 < len(written) and _PLUS.fullmatch(written[at + 1][0]) is not None


def budget_in(text: str, year: int | None) -> float | None:
    """The budget that running text states, in 万元: of 总投资1200万元，2026年安排500万元 what is of this year."""
    for sentence in _SENTENCE_END.split(text):
        if _WHOLE.search(sentence) and (told := amounts_in(sentence, "万元", year, of_year=False)).total is not None:
            return told.annual
    return budget_wan(text)


def annual_part(grid: Grid, first: int, end: int, unit: str, year: int | None) -> Amounts:
    """The amount beside a label for this year's part of a total (其中：2026年), and that right before it where it is called one.

    Beside what was carried over from the year before it is a part of the year's own money, and nothing is returned.
    """
    texts = [(row, column, text) for row in range(first, end) for column, text in grid.printed(row)]
    if any(_CARRIED_OVER.search(text) for _, _, text in texts if len(text) < 20):
        return Amounts()
    total = None
    for row, column, text in texts:
        beside = next((cell for place, cell in grid.printed(row, column + 1)), "")
        amount = amount_wan(beside, unit) if _AMOUNT.fullmatch(beside) else None
        found = _PART_LABEL.fullmatch(plain(text)) if "其中" in text else None
        if found and amount is not None and _is_this_year(found["time"], year):
            return Amounts(amount, total)
        if amount is not None and _WHOLE.search(text):
            total = amount
    return Amounts()


@dataclass(frozen=True)
class YearAmounts:
    """Amounts of several years as written; ``annual`` is this year's and ``total`` their sum, "" where there is none."""

    annual: str
    total: str = ""


def beside_years(grid: Grid, row: int, column: int, end: int, year: int | None) -> YearAmounts | None:
    """The amounts that a label of money heads where each belongs to a year: years beside or above them, or a year a row.

    None where no years stand there.
    """
    return _years_across(grid, row, column, end, year) or _years_down(grid, row, column, end, year)


def sum_of_year(grid: Grid, first: int, end: int, year: int | None) -> YearAmounts | None:
    """The amounts below the heading of a sum beside those of sources, each in the row of its year; None where none stand there."""
    for row in range(first, end):
        printed = list(grid.printed(row))
        if not any(funding_source(text) for _, text in printed):
            continue
        sums = (column for column, text in printed if is_sum(text))
        if found := next((years for column in sums if (years := _years_down(grid, row, column, end, year))), None):
            return found
    return None


def row_of_year(grid: Grid, rows: list[int], column: int, year: int | None) -> list[int] | None:
    """Of rows each of which is a year's, told by a cell left of a column, that of this year; None where they are not of years."""
    times = {row: _time_left(grid, row, column) for row in rows}
    if not any(times.values()):
        return None
    return [row for row, time in times.items() if time and _is_this_year(time, year)]


def is_of_year(label: str) -> bool:
    """Whether a label of money or of a goal names the year (年度资金总额)."""
    return _OF_YEAR.search(plain(label)) is not None


def is_later(label: str, before: str, year: int | None) -> bool:
    """Whether a label of a budget is of this year where the one before is of another or of all, or that of the budget as it was
    changed or granted where the one before is of what was asked for.
    """
    named, other = _year_in(label), _year_in(before)
    if year is not None and named == year and other not in (None, year):
        return True
    if is_of_all(before) and _THIS_YEAR.match(plain(label)):
        return True
    if _APPROVED.search(label) and _ASKED_FOR.search(before):
        return True
    return "调整后" in label and "调整后" not in before and named == other


def is_of_all(label: str) -> bool:
    """Whether a label of money names the whole of it and no year (项目总预算)."""
    return not is_of_year(label) and _ALL.search(plain(label)) is not None


def of_other_year(label: str, year: int | None) -> str:
    """Why the money below a label may be that of another year than the form's (2025年预算 in a form of 2026), "" where it is not."""
    named = {int(one) for one in _YEAR.findall(label)}
    if year is None or not named or year in named:
        return ""
    return f"表是{year}年度的，“{label}”写的是别的年度"


def _year_in(label: str) -> int | None:
    """The year that a label names (2026年预算数), None where it names none."""
    found = _YEAR.search(label)
    return int(found[0]) if found else None


def _years_across(grid: Grid, row: int, column: int, end: int, year: int | None) -> YearAmounts | None:
    """Amounts in a row below their years: the years stand beside the label, or in the row above it."""
    for heads, amounts in ((row, row + 1), (row - 1, row)):
        if heads < 0 or amounts >= end:
            continue
        places = {place: text for place, text in grid.printed(heads, column + 1) if _is_year(text)}
        filled = [place for place in places if _AMOUNT.fullmatch(grid.text(amounts, place))]
        own = next((place for place in filled if _is_this_year(places[place], year)), None)
        if len(filled) >= _FEWEST or (own is not None and heads == row):
            return YearAmounts(grid.text(amounts, own) if own is not None else "")
    return None


def _years_down(grid: Grid, row: int, column: int, end: int, year: int | None) -> YearAmounts | None:
    """Amounts below a label, each in the row of its year."""
    below = rows_of_years(grid, row, column, end)
    own = row_of_year(grid, below, column, year)
    if own is None or len(below) < _FEWEST:
        return None
    sums = (one for one in below if any(is_sum(text) for _, text in grid.printed(one)))
    total = next(sums, None)
    return YearAmounts(grid.text(own[0], column) if own else "", grid.text(total, column) if total is not None else "")


def rows_of_years(grid: Grid, row: int, column: int, end: int) -> list[int]:
    """The rows right below a heading that name a year or a sum left of it; [] where the first names none."""
    found: list[int] = []
    for one in range(row + 1, end):
        summed = any(is_sum(text) for place, text in grid.printed(one) if place < column)
        if not summed and not _time_left(grid, one, column):
            break
        found.append(one)
    return found


def _time_left(grid: Grid, row: int, column: int) -> str:
    """The year in a row left of a column: written as one (2026年), or below a heading for years; "" where none stands there."""
    for place, text in grid.printed(row):
        if place >= column:
            return ""
        headed = range(max(row - 12, 0), row)
        if _is_year(text) and ("年" in text or any(_YEARS.fullmatch(plain(grid.text(one, place))) for one in headed)):
            return text
    return ""


def _is_year(text: str) -> bool:
    time = time_of(text)
    return time is not None and not time.field and (time.year is not None or time.period in _TIMES)


def _is_this_year(time: str, year: int | None) -> bool:
    named = _year_in(time)
    if named is not None:
        return named == year
    known = time_of(time)
    return known is not None and known.period in ("current", "adjusted")
