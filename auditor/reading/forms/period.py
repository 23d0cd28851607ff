"""Periods that a form or a text writes in one: when a project starts and ends, the years of a plan."""

from __future__ import annotations

import re

_TO = re.compile(r"\s*(?:至|到|--?|—+|–|~|～)\s*(?=\d{4}|[一二]?[〇零]|\d{1,2}\s*月)")

_YEARS = re.compile(r"(20\d\d)(?:\s*年)?\s*[-—–~～至到]+\s*20\d\d(?=\s*年)")


def with_first_year(text: str) -> str:
    """The text with the first year of a plan over several instead of all of them (2025—2027年规划 → 2025年规划)."""
    return _YEARS.sub(r"\1", text)


def start_and_end(text: str) -> tuple[str, str]:
    """The two ends of a period as written (2026年1月1日-2026年12月31日), two empty texts where it does not name both."""
    whole = _TO.split(text)
    return (whole[0], whole[1]) if len(whole) == 2 else ("", "")
