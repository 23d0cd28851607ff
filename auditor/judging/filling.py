"""Texts of rules filled with what a hit says: quotation marks inside of quotation marks become single ones."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

_INNER = str.maketrans("“”", "‘’")
_PARSE = Formatter().parse


def filled(template: str, values: Mapping[str, str]) -> str:
    """A text with its ``{names}`` replaced.

    Args:
        template: of a rule; loading has checked its names.
        values: by name. A department's own “ ” become ‘ ’ where the text stands in quotation marks already.

    Raises:
        KeyError: for a name that has no value.
    """
    parts: list[str] = []
    depth = 0
    for literal, name, _, _ in _PARSE(template):
        parts.append(literal)
        depth += literal.count("“") - literal.count("”")
        if name is not None:
            value = values[name]
            parts.append(value.translate(_INNER) if depth > 0 else value)
    return _nested("".join(parts))


def _nested(text: str) -> str:
    """A text whose values brought quotation marks that ended up inside of others: the inner ones become single ones."""
    if "“" not in text or text.count("“") != text.count("”"):
        return text
    depth, chars = 0, list[str]()
    for char in text:
        depth -= char == "”"
        chars.append(char.translate(_INNER) if depth > 0 else char)
        depth += char == "“"
    return "".join(chars)
