"""What the pages of results are made of."""

from __future__ import annotations

import platform
from collections.abc import Iterable, Sequence
from os import cpu_count


def machine() -> str:
    """The machine in general words."""
    return f"{cpu_count()} 核 {platform.machine()}，{platform.system()}，Python {platform.python_version()}"


def table(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> list[str]:
    """A table whose first column is text and whose others are numbers, with a blank line before and after."""
    rule = ["---", *("---:" for _ in headings[1:])]
    return ["", *(f"| {' | '.join(line)} |" for line in (headings, rule, *lines)), ""]
