"""Rows of an indicator table in a grid, with merged and left-out cells filled, as indicators."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from auditor.language.quantity import readings
from auditor.model import Indicator, Location
from auditor.reading.forms.columns import BEFORE_CHANGE
from auditor.reading.forms.fourth_level import names_with_third
from auditor.reading.forms.in_lines import lines_of_row, parts_of_row
from auditor.reading.forms.level_titles import HIGHER_LEVELS
from auditor.reading.forms.row_cells import cells_of_row, goes_on_above
from auditor.reading.forms.signatures import is_signature_row
from auditor.reading.grid import Grid, column_letters
from auditor.reading.rounded import is_coarse
from auditor.taxonomy import is_part_of_level

HIDDEN = "这一行在原表中是隐藏的"
_INHERITED = ("code", "name", "budget", "goal", "longterm_goal", "purpose", "department")
_WORD_SIGNS = {"大于等于": "≥", "小于等于": "≤", "大于": "＞", "小于": "＜", "等于": "＝"}
_SIGN = re.compile(r"[≥≤≧≦><=＞＜＝]{1,2}")
_OF_KIND = re.compile(r"(?:定量|定性|数值)(?:指标)?\s*[（(](.{1,4})[）)]")
_VALUE_TYPE = re.compile(r"定[性量]|是.?否|不适用|其[他它]")
_SIGNED = re.compile(r"\s*(?:[≥≤≧≦><=＞＜＝]|大于|小于|等于|不少于|不低于|不高于|不超过)")
_OPEN_NUMBER = re.compile(r"(?P<number>.*\d)(?P<bound>\s*(?:及?以[上下内]|左右|上下)?)", re.DOTALL)
"""A value whose last number has no unit behind it."""
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_RESTS_ON = {
    "comparator": "target",
    "target_in_words": "target",
    "unit": "target",
    "actual_unit": "actual",
    "budget": "project.budget_wan",
    "code": "project.code",
    "name": "project.name",
    "goal": "project.goal",
    "purpose": "project.purpose",
}
UNCHANGED = "调整后的指标值没有填，按调整前的读取，请核对"
_UNREAD_AMOUNTS = frozenset({"budget", "weight", "score"})
"""Columns in which an error value (#DIV/0!) would be taken for a number."""
_TEMPLATE_LINE = re.compile(
    r"\s*[/／\-—－]*\s*(?:(?:指标|目标)\s*(?:\d{0,2}|[一二三四五六七八九十])\s*)?[:：.、]?\s*(?:[.…·。]{2,}|…)?\s*"
)
"""A name that is still that of the blank form, or crossed out: 指标2：, ……, /"""
_STROKES = " \u3000\t\n/／-—－、〃″"
"""What a cell that is crossed out holds, or one that repeats the cell above."""
_DITTO = re.compile(r"\s*[（(]?\s*(?:同上|同前|[〃″\"“”])\s*[）)]?[。.]?\s*")
"""What says in a cell that the one above it goes on."""
_REST_OF_LEVEL = re.compile(r"\s*(?:[（(\[【]\s*\d+(?:\.\d+)?\s*[分%％]?\s*[）)\]】]|\d+(?:\.\d+)?\s*分|指标)\s*")
"""What stands below the name of a level and names none: its points, or its second half."""
_BROKEN_LEVEL = "“{text}”像是一个类别名称的一部分，其余的字可能没有读到"
_TELLING = ("target", "actual", "description", "weight", "score", "deviation_reason", "forecast")
_TEXT_FIELDS = ("level1", "level2", "level3", "description", "basis")


@dataclass(frozen=True)
class IndicatorRecord:
    """One row of the table: texts by field name; ``doubts`` are what a person should know of how it was read, ``unsure``
    why a field is not known at all; ``row`` is that of the grid.
    """

    texts: Mapping[str, str]
    location: Location
    doubts: tuple[str, ...] = ()
    unsure: Mapping[str, str] = field(default_factory=dict)
    row: int = 0


def read_records(
    grid: Grid,
    columns: Mapping[str, int],
    first: int,
    end: int,
    above: Mapping[str, str] | None = None,
    skipped: Container[int] = (),
    titles: Mapping[int, Mapping[str, str]] = MappingProxyType({}),
) -> Iterator[IndicatorRecord]:
    """The rows ``[first, end)`` that state an indicator; levels and project fields left out repeat those above.

    ``above`` is the last row of the same table where its header is printed again; ``skipped`` are rows left out, ``titles`` rows that hold
    but a level, with what the levels are below them.
    """
    above = above or {}
    names = names_with_third(grid, columns, range(first, end))
    for row in range(first, end):
        if row in titles:
            above = {**above, **_levels_in(grid, columns, row), **titles[row]}
        if row in skipped or row in titles or is_signature_row(grid.texts(row)) or goes_on_above(grid, columns, row):
            continue
        cells = cells_of_row(grid, columns, row, end)
        if cells is None:
            continue
        unsure = {**cells.unsure, **_unread(grid, columns, row)}
        texts = cells.texts | _amounts(grid, columns, row, unsure)
        texts |= _repeated(texts, above)
        texts |= _without_strokes(texts)
        unchanged = _unchanged(texts)
        texts |= unchanged
        texts["target"] = texts.get("target") or texts.pop("target_in_words", "")
        texts["level3"] = names.get(row) or texts.pop("level4", "") or texts.get("level3", "")
        own = {name: text for name, text in texts.items() if text}
        texts |= _handed_down(own, above)
        above = texts
        if own.get("level3") or own.get("target") or own.get("description") or unsure:
            place = columns.get("level3", columns.get("target", 0))
            unsure |= {name: told for name, told in _broken_levels(texts) if name not in unsure}
            told = (
                *([HIDDEN] if row in grid.hidden else ()),
                *([UNCHANGED] if "target" in unchanged else ()),
                *dict.fromkeys(unsure.values()),
                *_coarse(grid, columns, row),
            )
            parts = parts_of_row(texts, lines_of_row(grid, columns, row))
            told, unsure = (*told, *parts.told), {**parts.unsure, **unsure}
            yield from (IndicatorRecord(part, grid.location(row, place), told, unsure, row) for part in parts.rows)


def _amounts(grid: Grid, columns: Mapping[str, int], row: int, unsure: Mapping[str, str]) -> dict[str, str]:
    """The budget of a row as the cell holds it; no text of the amounts of which nothing is known."""
    budget = {"budget": grid.exact(row, columns["budget"])} if "budget" in columns else {}
    return budget | dict.fromkeys(columns.keys() & _of_columns(unsure), "")


def _levels_in(grid: Grid, columns: Mapping[str, int], row: int) -> dict[str, str]:
    """The levels that the columns for them name in a row."""
    named = ((name, grid.text(row, columns[name])) for name in HIGHER_LEVELS if name in columns)
    return {name: text for name, text in named if text}


def without_template_lines(records: Iterable[IndicatorRecord]) -> Iterator[IndicatorRecord]:
    """The rows without the unused lines of the blank form; where no line was used at all, every one of them."""
    unused: list[IndicatorRecord] = []
    used = False
    for row in records:
        if not _is_template_line(row):
            used = True
            yield row
        elif not used:
            unused.append(row)
    if not used:
        yield from unused


def _is_template_line(record: IndicatorRecord) -> bool:
    told = any(record.texts.get(name, "").strip(_STROKES) for name in _TELLING)
    name = record.texts.get("level3", "")
    return not told and not record.unsure and bool(not name.strip(_STROKES) or _TEMPLATE_LINE.fullmatch(name))


def holds_no_value(text: str) -> bool:
    """Whether a cell that is not empty is crossed out, or says that another is the same."""
    return bool(text) and (not text.strip(_STROKES) or _DITTO.fullmatch(text) is not None)


def _unchanged(texts: Mapping[str, str]) -> dict[str, str]:
    """What stood before a change of the budget, of fields whose cells for after it are empty."""
    before = {name.removesuffix(BEFORE_CHANGE): text for name, text in texts.items() if name.endswith(BEFORE_CHANGE)}
    return {name: text for name, text in before.items() if text and not texts.get(name)}


def _repeated(texts: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """Levels and fields of the project that are written as the same as above (同上), as they are there."""
    names = (name for name in (*_INHERITED, *HIGHER_LEVELS) if _DITTO.fullmatch(texts.get(name, "")))
    return {name: above.get(name, "") for name in names}


def _without_strokes(texts: Mapping[str, str]) -> dict[str, str]:
    """Levels whose cells hold but a stroke, or the rest of the cell above, empty: the level above goes on."""
    levels = ((name, texts.get(name, "")) for name in HIGHER_LEVELS)
    return {name: "" for name, text in levels if text and (not text.strip(_STROKES) or _REST_OF_LEVEL.fullmatch(text))}


def _unread(grid: Grid, columns: Mapping[str, int], row: int) -> dict[str, str]:
    """The fields of a row, as the guard names them, whose cells hold nothing that can be known, and why."""
    found: dict[str, str] = {}
    if not grid.unread:
        return found
    for name, column in columns.items():
        told = grid.not_known(row, column)
        if told is not None:
            own = name.removesuffix(BEFORE_CHANGE)
            found.setdefault(_RESTS_ON.get(own, own), told)
    return found


def _broken_levels(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The levels of which a row has but a part, as a page break or a narrow cell leaves it, and what to tell."""
    for name in HIGHER_LEVELS:
        if is_part_of_level(texts.get(name, "")):
            yield name, _BROKEN_LEVEL.format(text=texts[name])


def _of_columns(unsure: Mapping[str, str]) -> set[str]:
    """The columns that fields as the guard names them are read from."""
    return {name for name in _UNREAD_AMOUNTS if _RESTS_ON.get(name, name) in unsure}


def _coarse(grid: Grid, columns: Mapping[str, int], row: int) -> Iterator[str]:
    """A target that is shown far from the number that its cell holds."""
    if not grid.rounded or "target" not in columns:
        return
    shown, exact = grid.text(row, columns["target"]), grid.exact(row, columns["target"])
    if shown != exact and is_coarse(shown, exact):
        yield f"{column_letters(columns['target'])}{row + 1}单元格显示的是“{shown}”，里面存的是“{exact}”"


_OF_A_ROW = {*_TEXT_FIELDS, "id", "target", "weight", "actual", "score", "deviation_reason", "forecast", "possibility"}
_OF_A_ROW |= {"value_type", "location", "doubts", "unsure"}
"""What pydantic notes of a row read from a table, shared: one set a row would weigh as much as its texts."""


def indicator(record: IndicatorRecord) -> Indicator:
    """The record as an indicator without its id."""
    texts = record.texts
    row = Indicator(
        id="",
        **{name: texts.get(name, "") for name in _TEXT_FIELDS},
        target=target_text(texts.get("comparator", ""), texts.get("target", ""), texts.get("unit", "")),
        weight=_number(texts.get("weight", "")),
        actual=target_text("", texts.get("actual", ""), texts.get("actual_unit", "")) or None,
        score=_number(texts.get("score", "")),
        deviation_reason=texts.get("deviation_reason") or None,
        forecast=texts.get("forecast") or None,
        possibility=texts.get("possibility") or None,
        value_type=value_type(texts.get("comparator", "")),
        location=record.location,
        doubts=record.doubts,
        unsure=dict(record.unsure),
    )
    object.__setattr__(row, "__pydantic_fields_set__", _OF_A_ROW)
    return row


def target_text(comparator: str, value: str, unit: str) -> str:
    """A target that a form spreads over three cells, in one: ≥, 95 and % → ≥95%."""
    if not value:
        return ""
    bare = _OF_KIND.sub(r"\1", comparator.strip())
    sign = _WORD_SIGNS.get(bare, bare)
    before = sign if _SIGN.fullmatch(sign) and not _SIGNED.match(value) else ""
    return before + (value if unit in ("", "无", "/", "-") else _with_unit(value, unit))


def _with_unit(value: str, unit: str) -> str:
    """A value with the unit that stands in a column of its own, behind its number; a date, or what has a unit, is as it is."""
    if open_number := _OPEN_NUMBER.fullmatch(value):
        return f"{open_number['number']}{unit}{open_number['bound']}"
    if not _NUMBER.search(value) or value.endswith(unit):
        return value
    found = readings(value)
    is_open = found and all(one.dimension in ("bare", "money_or_count") for one in found)
    return value + unit if is_open else value


def value_type(comparator: str) -> str:
    """What a cell of the column of comparators says of the kind of value, "" where it holds a comparator or nothing."""
    told = comparator.strip()
    return "" if _SIGN.fullmatch(told) or told in _WORD_SIGNS or not _VALUE_TYPE.search(told) else told


def _handed_down(own: Mapping[str, str], above: Mapping[str, str]) -> dict[str, str]:
    """What a row takes over from the row above it: only up to the first level that changes."""
    if any(name in own and own[name] != above.get(name) for name in ("code", "name")):
        return {}
    taken = {name: above[name] for name in _INHERITED if name in above and name not in own}
    if "level1" not in own and "level1" in above:
        taken["level1"] = above["level1"]
    same_level1 = "level1" not in own or own["level1"] == above.get("level1")
    if "level2" not in own and "level2" in above and same_level1:
        taken["level2"] = above["level2"]
    return taken


def _number(text: str) -> float | None:
    match = None if text.startswith("#") else _NUMBER.search(text)
    return float(match[0].replace(",", "")) if match else None
