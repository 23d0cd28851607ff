"""Texts of rules filled with what a hit says: quotation marks inside of quotation marks become single ones."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from string import Formatter

_INNER = str.maketrans("“”", "‘’")
_QUOTE = re.compile("[“”]")
_INSIDE = re.compile("“[^”]*“")
"""Quotation marks opened where others are open already."""

_TEMPLATES = 1 << 12
"""Templates kept taken apart; a pack has a few hundred."""


def filled(template: str, values: Mapping[str, str]) -> str:
    """A text with its ``{names}`` replaced.

    Args:
        template: of a rule; loading has checked its names.
        values: by name. A department's own “ ” become ‘ ’ where the text stands in quotation marks already.

    Raises:
        KeyError: for a name that has no value.
    """
    pieces, rest = _taken_apart(template)
    if not pieces:
        return rest
    filled_in = [
        literal + (values[name].translate(_INNER) if quoted else values[name]) for literal, name, quoted in pieces
    ]
    return _nested("".join(filled_in) + rest)


@lru_cache(maxsize=_TEMPLATES)
def _taken_apart(template: str) -> tuple[tuple[tuple[str, str, bool], ...], str]:
    """Each name of a template with what stands before it, and whether it stands in quotation marks; and what follows them."""
    pieces: list[tuple[str, str, bool]] = []
    rest, depth = "", 0
    for literal, name, _, _ in Formatter().parse(template):
        depth += literal.count("“") - literal.count("”")
        rest += literal
        if name is not None:
            pieces.append((rest, name, depth > 0))
            rest = ""
    return tuple(pieces), rest if pieces else _nested(rest)


def _nested(text: str) -> str:
    """A text whose values brought quotation marks that ended up inside of others: the inner ones become single ones."""
    if _INSIDE.search(text) is None or text.count("“") != text.count("”"):
        return text
    depth = 0

    def single(quote: re.Match[str]) -> str:
        nonlocal depth
        if quote[0] == "“":
            depth += 1
            return "“" if depth <= 1 else "‘"
        depth -= 1
        return "’" if depth > 0 else "”"

    return _QUOTE.sub(single, text)
