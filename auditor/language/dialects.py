"""Regular expressions of Python's grammar in that of another engine, piece by piece."""

from __future__ import annotations

import re
from collections.abc import Callable

PieceIn = Callable[["re.Match[str]"], "str | None"]
"""From one piece of an expression to the same in another grammar; None where that is read in another way there."""


def translated(written: str, pieces: re.Pattern[str], outside: PieceIn, in_class: PieceIn) -> str | None:
    """An expression in another grammar, finding the same; None where a piece of it has no counterpart.

    A bracket that stands for itself in a class has none: engines read it in different ways.

    Args:
        written: in Python's grammar.
        pieces: takes an expression apart.
        outside: for a piece outside a class.
        in_class: for a piece of a class.
    """
    found: list[str] = []
    within = False
    for match in pieces.finditer(written):
        mark = match[0]
        if within and (mark == "[" or (mark == "]" and found[-1] in ("[", "^"))):
            return None
        piece = in_class(match) if within else outside(match)
        if piece is None:
            return None
        within = mark == "[" or (within and mark != "]")
        found.append(piece)
    return "".join(found)
