"""Units and measure words: what they measure, and how many base units one of them is.

The table is ``corpora/lexicon/measure_words.yaml``. Base units: 元, percent, metre, square metre, cubic metre,
kilogram, kilowatt-hour, kilowatt, day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any, NamedTuple

from auditor.errors import ConfigurationError
from auditor.language.numerals import Exact
from auditor.language.width import plain_width
from auditor.shipped_yaml import shipped_yaml

_TABLE = ("corpora", "lexicon", "measure_words.yaml")
REMEMBERED = 1 << 12
"""Units as written that are remembered."""

_NOT_INSIDE_LATIN = r"(?<![A-Za-z0-9](?=[A-Za-z0-9]))"
"""After a unit: no letter or digit both before and behind this place."""

_SAME_UNITS = (
    frozenset({"人", "名", "位"}),
    frozenset({"次", "场", "场次", "期", "轮"}),
    frozenset({"个", "处", "座"}),
    frozenset({"户", "家"}),
    frozenset({"台", "套", "台套", "台(套)"}),
    frozenset({"件", "起", "宗"}),
    frozenset({"份", "本", "册"}),
)
"""Measure words that may stand for each other."""


class Unit(NamedTuple):
    """One unit: its dimension and the exact factor to the base unit of the dimension."""

    dimension: str
    factor: Exact


class UnitTable(NamedTuple):
    """All units by name, and the patterns that find them in a text of plain width.

    ``pattern`` finds any unit, ``spoken`` those that may follow a Chinese numeral without a comparator, ``per`` what
    stands below the line of a rate, ``set_phrases`` fixed words that contain a numeral and a measure word.
    """

    units: Mapping[str, Unit]
    pattern: str
    spoken: str
    per: str
    set_phrases: tuple[str, ...]


@cache
def unit_table() -> UnitTable:
    """The shipped table, read once.

    Raises:
        ConfigurationError: C003 where the file is missing or malformed.
    """
    written = shipped_yaml(*_TABLE)
    try:
        return _table(written)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ConfigurationError("C003", name="/".join(_TABLE), reason=str(error)) from error


def _table(raw: Mapping[str, Any]) -> UnitTable:
    units = {plain_width(name): unit for name, unit in _units(raw)}
    guards = raw["not_before"]
    unknown = sorted(set(guards) - set(units)) + sorted(set(raw["spoken"]) - set(units))
    if unknown:
        raise ValueError(f"不是单位：{'、'.join(unknown)}")
    return UnitTable(
        units=units,
        pattern=_alternation(units, guards),
        spoken=_alternation(raw["spoken"], guards),
        per=_alternation({**dict.fromkeys(raw["denominators"]), **units}, {}),
        set_phrases=tuple(raw["set_phrases"]),
    )


def interchangeable(one: str | None, other: str | None) -> bool:
    """Whether two measure words count the same things: 人 and 名 do, 人 and 户 do not."""
    return one == other or any_alike(one) == any_alike(other)


@lru_cache(maxsize=REMEMBERED)
def any_alike(name: str | None) -> str | None:
    """One measure word for all that count the same things; a unit that none stands for is itself."""
    if name is None:
        return None
    plain = plain_width(name)
    return next((min(group) for group in _SAME_UNITS if plain in group), plain)


def _units(raw: Mapping[str, Any]) -> Iterator[tuple[str, Unit]]:
    for dimension, entries in raw["scaled"].items():
        for name, factor in entries.items():
            exact = Fraction(factor)
            yield str(name), Unit(dimension, int(exact) if exact.denominator == 1 else exact)
    for names in raw["count"].values():
        for name in names:
            yield name, Unit("count", 1)


def _alternation(names: Iterable[str], guards: Mapping[str, str]) -> str:
    """Longest name first; a name is not a unit before the characters that guard it, nor inside a Latin word."""
    guarded = "|".join(_guarded(name, guards) for name in sorted(names, key=lambda name: (-len(name), name)))
    return f"(?:{guarded}){_NOT_INSIDE_LATIN}"


def _guarded(name: str, guards: Mapping[str, str]) -> str:
    return re.escape(name) + (f"(?![{re.escape(guards[name])}])" if guards.get(name) else "")
