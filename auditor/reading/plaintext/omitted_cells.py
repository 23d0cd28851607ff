"""Rows of a pasted table in which merged cells are left out: each cell is put into the column it can belong to.

What is copied out of a web page or a document keeps the first cell of a merged range only; the rows below it are shorter,
and everything in them stands too far to the left. Levels, quantities, weights and prose tell where a cell belongs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, pairwise

from auditor.reading.forms.header import BEFORE_LEVELS, LEVELS
from auditor.reading.forms.headings import heading, plain, stand_in
from auditor.reading.plaintext import cell_type_costs as evidence
from auditor.taxonomy import level1_of, level2_of

Texts = tuple[str, ...]

_NUMBER = re.compile(r"\d+(?:\.\d+)?\s*分?%?|[-—/]+")
_AMOUNT = re.compile(r"[\d,，.]+\s*(?:亿|万)?元?")
_SIGN = re.compile(r"[≥≤≧≦><=＞＜＝]{1,2}|[大小等]于(?:等于)?|定性|不[少低高大小]于|不超过")
_RANKS = ("section", "level1", "level2")
_PROJECT = frozenset({"code", "name", "department", "goal", "purpose", "budget", "longterm_goal"})
_COPIES = frozenset({"level3", "description"})
"""What some forms fill with the words to the left: 成本指标 | 成本指标."""
_LEFT_OUT = {"level3": 6.0, "target": 4.0, "weight": 2.0, "actual": 2.0, "score": 1.5}
_MERGED_OUT = 0.1
_LOWER_OUT = 1.2
_BLANK_OUT = 1.0
_UNNAMED = 0.5
_FAR = 4.0
_UNUSUAL_LEVEL1 = 3.0
_UNUSUAL_LEVEL2 = 2.0
_AS_GOOD = 0.5
_SECOND_LEVEL = 3.0
_DOUBTFUL = 0.8
_ODD = 6.0
_MOST_STEPS = 100_000
"""Columns looked at for one row, over all ways to leave some out: 5,000 ways in a table of 20 columns, fewer in a wider one."""


@dataclass(frozen=True)
class Aligned:
    """The cells of a row in their columns; ``certain`` is false where another way to place them is nearly as good."""

    cells: Texts
    certain: bool = True


def fields_of(headings: Sequence[str]) -> Texts:
    """What each column holds by its heading, or by what may stand for it; "" where the heading is unknown.

    Names of indicators stand behind their levels: what is called like them before (绩效指标｜一级指标｜…｜指标内容) heads the table.
    """
    named = [one.field if (one := heading(text)) else "" for text in headings]
    meant = [stand_in(text) for text in headings]
    levels = max((place for place, field in enumerate(named) if field in ("level1", "level2")), default=-1)
    names_after = [place for place, field in enumerate(meant) if field != "level3" or place > levels]
    for place in dict.fromkeys((*names_after, *range(len(headings)))):
        if (field := meant[place]) and field not in named:
            named[place] = field
    levels = min((place for place, field in enumerate(named) if field in LEVELS), default=0)
    for place, text in enumerate(headings[:levels]):
        named[place] = BEFORE_LEVELS.get(plain(text), named[place])
    return tuple(named)


def aligned(cells: Sequence[str], fields: Sequence[str]) -> Aligned:
    """A row of a table, each cell in its column.

    Args:
        cells: the cells as they are parted, none after the last filled one.
        fields: of the columns, as ``fields_of`` tells them.
    """
    width = len(fields)
    given = (*cells[:width], *[""] * (width - len(cells)))
    if len(cells) > width:
        return Aligned((*given[:-1], " ".join(filter(None, cells[width - 1 :]))), certain=False)
    if _is_sum(given, fields):
        return Aligned(tuple(given))
    kept = _without_outer_blanks(cells)
    ways = sorted(_ways(kept, fields))
    as_given = _as_given(given, fields)
    if not ways or as_given <= ways[0][0] + _AS_GOOD:
        others = [cost for cost, places in ways if len(cells) < width and places != tuple(range(len(cells)))]
        clear = as_given < _ODD and as_given + _DOUBTFUL <= min(others, default=_ODD + as_given)
        clear = clear and not _repeats_level(kept)
        return Aligned(tuple(given), certain=clear or len(kept) == len(cells) == width)
    best, places = ways[0]
    found = [""] * width
    for place, cell in zip(places, kept, strict=True):
        found[place] = cell
    rival = ways[1][0] if len(ways) > 1 else _ODD
    clear = rival - best >= _DOUBTFUL and best < _ODD and not _repeats_level(kept)
    return Aligned(tuple(found), certain=clear)


def _repeats_level(cells: Texts) -> bool:
    """Whether a level stands twice in a row (成本指标 | 成本指标): one of them is a name, or a level above is left out."""
    return any(one == other and _is_level(one) for one, other in pairwise(cells))


def _is_sum(cells: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether a row of a list holds a unit and its sum of money and nothing else, the project's name left blank."""
    filled = {field for field, cell in zip(fields, cells, strict=True) if cell}
    unit, money = (cells[fields.index(name)] if name in fields else "" for name in ("department", "budget"))
    return filled - {"code"} == {"department", "budget"} and bool(_AMOUNT.fullmatch(money)) and not _is_level(unit)


def _without_outer_blanks(cells: Sequence[str]) -> Texts:
    filled = [place for place, cell in enumerate(cells) if cell]
    return tuple(cells[filled[0] : filled[-1] + 1]) if filled else ()


def _ways(cells: Texts, fields: Sequence[str]) -> list[tuple[float, tuple[int, ...]]]:
    """Every way to leave columns out, with how odd it is; all cells stay in their order. Of very many only the first."""
    places = islice(combinations(range(len(fields)), len(cells)), _MOST_STEPS // max(len(fields), 1))
    return [(_cost_of(cells, fields, taken), taken) for taken in places]


def _cost_of(cells: Sequence[str], fields: Sequence[str], places: Sequence[int]) -> float:
    filled = {place: cell for place, cell in zip(places, cells, strict=True) if cell}
    cost = _SECOND_LEVEL if _is_second_level(filled, fields) else 0.0
    higher = False
    before = ""
    for place, field in enumerate(fields):
        if place not in filled:
            cost += _LOWER_OUT if higher and field in _RANKS else _left_out(field)
        elif field not in _COPIES or filled[place] != before:
            cost += _cell_cost(field, filled[place])
        higher = higher or (field in _RANKS and place in filled)
        before = filled.get(place, before)
    return cost


def _is_second_level(filled: Mapping[int, str], fields: Sequence[str]) -> bool:
    """Whether a first level that is called as a second one (成本指标) stands without one: that is left out with it only."""
    if "level1" not in fields or "level2" not in fields or fields.index("level2") in filled:
        return False
    text = filled.get(fields.index("level1"), "")
    return level1_of(text) == level2_of(text) == "cost"


def _as_given(cells: Sequence[str], fields: Sequence[str]) -> float:
    """How odd a row is with its cells where they are; blanks are what they seem, but for a name and a value."""
    pairs = tuple(zip(fields, cells, strict=True))
    lacking = sum(_LEFT_OUT[field] for field, cell in pairs if not cell and field in ("level3", "target"))
    return lacking + sum(_cell_cost(field, cell) for field, cell in pairs if cell)


def _left_out(field: str) -> float:
    if field in _RANKS or field in _PROJECT:
        return _MERGED_OUT
    return _LEFT_OUT.get(field, _BLANK_OUT)


def _cell_cost(field: str, text: str) -> float:
    """How unlike its column a text is: 0 is what is expected there."""
    judge = _COSTS.get(field)
    return judge(text) if judge else _UNNAMED + (_FAR if _is_level(text) else 0.0)


def _is_level(text: str) -> bool:
    return text.endswith("指标") and (level1_of(text) is not None or level2_of(text) is not None)


def _level1(text: str) -> float:
    return 0.0 if level1_of(text) else _UNUSUAL_LEVEL1 + evidence.level3_cost(text)


def _level2(text: str) -> float:
    return 0.0 if level2_of(text) else _UNUSUAL_LEVEL2 + evidence.level3_cost(text) + (_FAR if level1_of(text) else 0.0)


def _level3(text: str) -> float:
    return evidence.level3_cost(text) + (_FAR if _is_level(text) else 0.0)


def _value(text: str) -> float:
    return evidence.target_cost(text) + (_FAR if _is_level(text) else 0.0)


def _matching(pattern: re.Pattern[str]) -> Callable[[str], float]:
    return lambda text: 0.0 if pattern.fullmatch(text) else _FAR


def _short(text: str) -> float:
    return 0.0 if not re.search(r"\d", text) and len(text) <= len("平方米/人次") else _FAR


def _prose(text: str) -> float:
    return _UNNAMED + (_FAR if _is_level(text) else 0.0)


_COSTS: dict[str, Callable[[str], float]] = {
    "section": lambda text: 0.0 if heading(text) else _FAR,
    "level1": _level1,
    "level2": _level2,
    "level3": _level3,
    "target": _value,
    "actual": _value,
    "weight": _matching(_NUMBER),
    "score": _matching(_NUMBER),
    "budget": _matching(_AMOUNT),
    "comparator": _matching(_SIGN),
    "unit": _short,
    "description": lambda text: evidence.description_cost(text) + (_FAR if _is_level(text) else 0.0),
    "basis": lambda text: evidence.basis_cost(text) + (_FAR if _is_level(text) else 0.0),
    "name": _prose,
    "goal": _prose,
    "purpose": _prose,
    "department": _prose,
}
