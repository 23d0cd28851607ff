"""Formulas that name no other cell: their result is known although the file does not hold it, e.g. ``"≥"&90&"%"``."""

from __future__ import annotations

import re
from collections.abc import Callable

from auditor.reading.workbook.formats import number_format

Value = float | str

_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"]|"")*")|(?P<number>\d+(?:\.\d+)?(?:[eE][-+]?\d+)?)|(?P<name>[A-Z]+(?=\())|(?P<sign>[-+*/&%(),^]))',
    re.I,
)
_LONGEST = 1000


class _NotConstantError(Exception):
    """The formula needs more than its own constants."""


def constant_result(formula: str) -> Value | None:
    """The result of a formula of texts, numbers, ``& + - * / ^ %``, parentheses and TEXT; None for any other."""
    if len(formula) > _LONGEST:
        return None
    try:
        reader = _Reader(_tokens(formula.strip().removeprefix("=")))
        result = reader.joined()
        return result if reader.at_end else None
    except (_NotConstantError, ArithmeticError, ValueError, RecursionError):
        return None


def _tokens(formula: str) -> list[tuple[str, str]]:
    found, place = [], 0
    while place < len(formula.rstrip()):
        match = _TOKEN.match(formula, place)
        if match is None:
            raise _NotConstantError
        found.append((match.lastgroup or "", match[match.lastgroup or 0]))
        place = match.end()
    return found


class _Reader:
    """Reads tokens by descent; ``&`` binds weakest, then ``+ -``, ``* /``, ``^``, a sign, ``%``."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._place = 0

    @property
    def at_end(self) -> bool:
        return self._place == len(self._tokens)

    def joined(self) -> Value:
        value = self._sum()
        while self._takes("&"):
            value = _written(value) + _written(self._sum())
        return value

    def _takes(self, *signs: str) -> str:
        """The next token where it is one of these signs, else ""."""
        if not self.at_end and self._tokens[self._place][0] == "sign" and self._tokens[self._place][1] in signs:
            self._place += 1
            return self._tokens[self._place - 1][1]
        return ""

    def _sum(self) -> Value:
        return self._chain(self._product, {"+": lambda a, b: a + b, "-": lambda a, b: a - b})

    def _product(self) -> Value:
        return self._chain(self._power, {"*": lambda a, b: a * b, "/": lambda a, b: a / b})

    def _power(self) -> Value:
        return self._chain(self._signed, {"^": lambda a, b: float(a**b)})

    def _chain(self, part: Callable[[], Value], signs: dict[str, Callable[[float, float], float]]) -> Value:
        value = part()
        while sign := self._takes(*signs):
            value = signs[sign](_number(value), _number(part()))
        return value

    def _signed(self) -> Value:
        if self._takes("-"):
            return -_number(self._signed())
        if self._takes("+"):
            return self._signed()
        value = self._single()
        while self._takes("%"):
            value = _number(value) / 100
        return value

    def _single(self) -> Value:
        if self._takes("("):
            value = self.joined()
            self._needs(")")
            return value
        if self.at_end:
            raise _NotConstantError
        kind, token = self._tokens[self._place]
        self._place += 1
        if kind == "text":
            return token[1:-1].replace('""', '"')
        if kind == "number":
            return float(token)
        if kind == "name" and token.upper() == "TEXT":
            return self._formatted()
        raise _NotConstantError

    def _formatted(self) -> str:
        self._needs("(")
        value = self.joined()
        self._needs(",")
        form = self.joined()
        self._needs(")")
        return number_format(str(form)).shown(value) or ""

    def _needs(self, sign: str) -> None:
        if not self._takes(sign):
            raise _NotConstantError


def _number(value: Value) -> float:
    return value if isinstance(value, float) else float(value)


def _written(value: Value) -> str:
    return value if isinstance(value, str) else number_format("").shown(value) or ""
