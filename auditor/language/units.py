"""Units and measure words: what they measure, and how many base units one of them is.

Base units: 元 for money, percent for ratios, metre, square metre, cubic metre, kilogram, kilowatt-hour, day.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import yaml

from auditor.resources import data_path


@dataclass(frozen=True)
class Unit:
    """One unit: its dimension and the factor to the base unit."""

    dimension: str
    factor: Decimal


@cache
def units() -> Mapping[str, Unit]:
    """All units by name, from ``corpora/lexicon/measure_words.yaml``."""
    text = data_path("corpora", "lexicon", "measure_words.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table: dict[str, Unit] = {}
    for dimension, entries in yaml.load(text, Loader=loader).items():
        for name, factor in entries.items():
            table[str(name)] = Unit(dimension, Decimal(str(factor)))
    return table
