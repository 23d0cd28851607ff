"""Rows of an indicator table in a grid, with merged and left-out cells filled, as indicators."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from auditor.model import Indicator, Location
from auditor.reading.forms.enumerated import PARTED, parted
from auditor.reading.grid import Grid, column_letters

HIDDEN = "这一行在原表中是隐藏的"
_INHERITED = ("code", "name", "budget", "goal", "longterm_goal", "purpose", "department")
_WORD_SIGNS = {"大于等于": "≥", "小于等于": "≤", "大于": "＞", "小于": "＜", "等于": "＝"}
_SIGN = re.compile(r"[≥≤≧≦><=＞＜＝]{1,2}")
_SIGNED = re.compile(r"\s*(?:[≥≤≧≦><=＞＜＝]|大于|小于|等于|不少于|不低于|不高于|不超过)")
_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_TEXT_FIELDS = ("level1", "level2", "level3", "description", "basis")


@dataclass(frozen=True)
class Record:
    """One row of the table: texts by field name; ``doubts`` are what a person should know of how it was read."""

    texts: Mapping[str, str]
    location: Location
    doubts: tuple[str, ...] = ()


def read_records(
    grid: Grid,
    columns: Mapping[str, int],
    first: int,
    end: int,
    above: Mapping[str, str] | None = None,
    skipped: Container[int] = (),
) -> Iterator[Record]:
    """The rows ``[first, end)`` that state an indicator; levels and project fields left out repeat those above.

    ``above`` is the last row of the same table where its header is printed again; ``skipped`` are rows left out.
    """
    above = above or {}
    for row in range(first, end):
        if row in skipped:
            continue
        texts = {name: grid.text(row, column) for name, column in columns.items()}
        own = {name: text for name, text in texts.items() if text}
        texts |= _handed_down(own, above)
        above = texts
        unread = tuple(_unread(grid, columns, row))
        if own.get("level3") or own.get("target") or own.get("description") or unread:
            place = columns.get("level3", columns.get("target", 0))
            hidden = (HIDDEN, *unread) if row in grid.hidden else unread
            parts = parted(texts)
            told = (*hidden, PARTED) if len(parts) > 1 else hidden
            yield from (Record(part, grid.location(row, place), told) for part in parts)


def _unread(grid: Grid, columns: Mapping[str, int], row: int) -> Iterator[str]:
    """What is not known of the cells of a row, each with its place."""
    if not grid.unread:
        return
    for column in dict.fromkeys(columns.values()):
        place = grid.merged.get((row, column), (row, column))
        if place in grid.unread:
            yield f"{column_letters(place[1])}{place[0] + 1}单元格{grid.unread[place]}"


def indicator(record: Record) -> Indicator:
    """The record as an indicator without its id."""
    texts = record.texts
    return Indicator(
        id="",
        **{name: texts.get(name, "") for name in _TEXT_FIELDS},
        target=target_text(texts.get("comparator", ""), texts.get("target", ""), texts.get("unit", "")),
        weight=_number(texts.get("weight", "")),
        actual=texts.get("actual") or None,
        score=_number(texts.get("score", "")),
        deviation_reason=texts.get("deviation_reason") or None,
        forecast=texts.get("forecast") or None,
        possibility=texts.get("possibility") or None,
        location=record.location,
        doubts=record.doubts,
    )


def target_text(comparator: str, value: str, unit: str) -> str:
    """A target that a form spreads over three cells, in one: ≥, 95 and % → ≥95%."""
    if not value:
        return ""
    sign = _WORD_SIGNS.get(comparator.strip(), comparator.strip())
    before = sign if _SIGN.fullmatch(sign) and not _SIGNED.match(value) else ""
    after = unit if unit and unit not in ("无", "/", "-") and _NUMBER.search(value) and not value.endswith(unit) else ""
    return before + value + after


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
