"""Expressions that only an engine with backtracking can find, under a limit of time.

``regex`` knows what RE2 does not (look-around, back references) and stops when its time is over, which ``re`` cannot. Its
letters, digits and blanks are not quite those of ``re``, so an expression is translated; it is loaded where such an
expression meets a text on which it might run away, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from auditor.language.dialects import translated

SECONDS = 1.0
"""Processor time (on Windows: time) that one expression may take for one text; nearly all need a millionth of it."""

_BLANKS = r"\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_LETTERS = r"\p{L}\p{N}_"
_OUTSIDE = {
    "s": f"[{_BLANKS}]",
    "S": f"[^{_BLANKS}]",
    "w": f"[{_LETTERS}]",
    "W": f"[^{_LETTERS}]",
    "b": f"(?:(?<=[{_LETTERS}])(?![{_LETTERS}])|(?<![{_LETTERS}])(?=[{_LETTERS}]))",
}
_INSIDE = {"s": _BLANKS, "w": _LETTERS}
_ALIKE = frozenset("dDnrtfvuUxAZ0123456789")
"""Escaped letters and digits that both engines read alike, and back references."""
_PIECE = re.compile(
    r"\\(?P<escaped>[\s\S])|\(\?(?P<special>P?<?[=!:>#(]?|[a-zA-Z-]+)|\{(?P<count>(?=,?\d)\d*,?\d*\}|,\})?|[\s\S]"
)
_SPECIAL = frozenset({":", "P<", "P=", "=", "!", "<=", "<!", ">"})


class ExpressionLimitError(RuntimeError):
    """An expression was not found nor ruled out in its time; says so in Chinese."""


class TimedExpression:
    """An expression with the matches of Python's ``re``, or an error where finding them takes too long.

    Once it has taken too long it is not tried again: a batch may hold ten thousand such texts.

    Args:
        written: in Python's grammar.

    Raises:
        ValueError: it says something that the two engines may read differently.
    """

    def __init__(self, written: str) -> None:
        import regex

        translated = translate(written)
        if translated is None:
            raise ValueError(written)
        try:
            self._compiled: Any = regex.compile(translated, regex.VERSION0)
        except regex.error as error:
            raise ValueError(written) from error
        self._written = written
        self._is_over = False

    def finditer(self, text: str) -> Iterator[Any]:
        """Its matches in a text.

        Raises:
            ExpressionLimitError: it takes too long here, or took too long before.
        """
        if self._is_over:
            raise ExpressionLimitError(_told(self._written))
        try:
            yield from self._compiled.finditer(text, timeout=SECONDS)
        except TimeoutError:
            self._is_over = True
            raise ExpressionLimitError(_told(self._written)) from None


def _told(written: str) -> str:
    return f"正则表达式“{written}”在一段文字上找了{SECONDS:g}秒还没有找完，已经停下，这条规则没有审完；请改写表达式里的重复（*、+、{{}}）"


def translate(written: str) -> str | None:
    """An expression of Python's grammar for ``regex``, finding the same; None where it may be read differently."""
    return translated(written, _PIECE, _outside, lambda match: _escaped(match, _INSIDE))


def _outside(match: re.Match[str]) -> str | None:
    """One piece outside a class; flags, comments and conditions are left alone, a brace that counts nothing is no brace."""
    if match["special"] is not None and match["special"] not in _SPECIAL:
        return None
    if match[0] in ("{", "{,}"):
        return r"\{" if match[0] == "{" else "*"
    return _escaped(match, _OUTSIDE)


def _escaped(match: re.Match[str], known: dict[str, str]) -> str | None:
    letter = match["escaped"]
    if letter is None or letter in _ALIKE or not (letter.isascii() and letter.isalnum()):
        return match[0]
    return known.get(letter)
