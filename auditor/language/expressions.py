"""Regular expressions of rules, run so that no text can make one run away.

Python's own engine is exact and quick on ordinary cells. RE2 takes time with the length of the text whatever the
expression, and serves where that matters: on long texts, and where a repeated group repeats again. It reads Python's
grammar only in part, and its classes are ASCII, so an expression is translated, or stays with Python where that cannot
be done without changing what it finds. What RE2 does not know and might run away is found by ``regex`` within a limit of
time; all else on long texts is looked for without their run-away stretches.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from auditor.language.dialects import translated
from auditor.language.runs import BLANK, SHORT, without_long_runs
from auditor.language.timed_expressions import TimedExpression
from auditor.model import Span

_BLANKS = r"\x{9}-\x{d}\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}"
"""What ``\\s`` means to Python."""
_PIECE = re.compile(
    r"\\u(?P<code>[0-9a-fA-F]{4})|\\(?P<escaped>[\s\S])|\(\?(?P<special>P?<?[=!:#]?)|\{,|[*+?}]\+|[\s\S]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Halves of characters, which UTF-8 has no way to write."""
_AS_IT_IS = frozenset("nrtfv")
_SPECIAL = frozenset({":", "P<"})
_BARE = re.compile(r"\\[\s\S]|\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]")
_STRUCTURE = re.compile(
    r"(?P<open>\()(?:\?(?:P?<\w+>|P?<?[=!:>]))?|(?P<close>\))|(?P<branch>\|)|(?P<repeat>[*+?]|\{\d*(?:,\d*)?\})(?P<keeps>\+)?\??"
)
_COUNTS = re.compile(r"\{(?P<least>\d*),(?P<most>\d*)\}")
_SIDE_BY_SIDE = re.compile(r"(?:[\w.][*+]\??){3}")
_MOST_WAYS = SHORT**2
"""Ways to spread the repeats of an expression over a text, from each of its places, that Python's engine may try."""
_REPEATED_GROUP = re.compile(r"\)(?:[*+]|\{\d*,\d*\})")
_GROUP_SO_OFTEN = re.compile(r"\)\{\d+\}")
"""A group repeated a fixed number of times: dangerous only where what is in it may be spread in many ways."""


REMEMBERED = 1 << 10
"""Expressions that are remembered; the shipped rules have a hundred."""


class RunawayExpressionError(ValueError):
    """An expression that may take for ever on some text."""


class SafeExpression:
    """One expression. Its matches are those of Python's ``re`` on every text without run-away stretches.

    Args:
        written: in Python's grammar.

    Raises:
        re.error: what is written is no expression.
        RunawayExpressionError: it repeats a group, or three things side by side, that may be repeated in many ways, and
            says what RE2 does not know; or its repeats may be spread in many ways and neither RE2 nor ``regex`` can
            find what Python's engine finds.
    """

    def __init__(self, written: str) -> None:
        self._written = written
        self._exact = re.compile(written)
        bare = _BARE.sub("x", written)
        ways = _ways(bare)
        many = ways > _MOST_WAYS
        shown = (_REPEATED_GROUP, _SIDE_BY_SIDE, _GROUP_SO_OFTEN) if many else (_REPEATED_GROUP, _SIDE_BY_SIDE)
        shaped = any(shape.search(bare) for shape in shown)
        self._risky = shaped or many
        self._repeats = ways >= SHORT
        if (shaped and self._linear is None) or (many and self._linear is None and self._timed is None):
            raise RunawayExpressionError(written)

    def spans(self, text: str) -> list[Span]:
        """Where it stands in a text, in order.

        Raises:
            ExpressionLimitError: finding out takes too long.
        """
        if self._risky or len(text) > SHORT:
            return [match.span() for match in self._matches(text)]
        found = self._exact.search(text)  # as nearly all are asked, most of them in vain
        return [] if found is None else [match.span() for match in self._exact.finditer(text, found.start())]

    def found_in(self, text: str) -> bool:
        """Whether it stands anywhere in a text.

        Raises:
            ExpressionLimitError: finding out takes too long.
        """
        return next(iter(self._matches(text)), None) is not None

    def _matches(self, text: str) -> Iterator[Any]:
        is_long = len(text) > SHORT
        if self._linear is not None and (self._risky or (is_long and not text.endswith("\n"))):
            return self._linear(_SURROGATE.sub(BLANK, text))  # before a last \n Python sees an end, RE2 none
        if self._linear is None and (self._risky or (is_long and self._repeats)) and self._timed is not None:
            return self._timed.finditer(without_long_runs(text))
        return self._exact.finditer(without_long_runs(text))

    @cached_property
    def _timed(self) -> TimedExpression | None:
        """It under a limit of time; None where ``regex`` may read it differently."""
        try:
            return TimedExpression(self._written)
        except ValueError:
            return None

    @cached_property
    def _linear(self) -> Callable[[str], Iterator[Any]] | None:
        """Its matches as found in time with the length of the text; None where RE2 cannot say the same."""
        translated = translate(self._written)
        if translated is None:
            return None
        import re2

        options = re2.Options()
        options.log_errors = False
        try:
            compiled = re2.compile(translated, options)
        except re2.error:
            return None
        finditer: Callable[[str], Iterator[Any]] = compiled.finditer
        return None if compiled.search("") else finditer  # engines differ in where they find nothing


@lru_cache(maxsize=REMEMBERED)
def safe_expression(written: str) -> SafeExpression:
    """The expression as written, made once for all that use it: a rule's is asked for when it is checked and when it is used.

    Raises:
        re.error, RunawayExpressionError: as ``SafeExpression``.
    """
    return SafeExpression(written)


def _ways(bare: str) -> int:
    """In how many ways its repeats can be spread over a short text, at most: the product of those that follow each other.

    Args:
        bare: the expression with its classes and escaped letters replaced by a letter.
    """
    open_ = [(1, 1)]  # of each group that is open: ways of the worst branch before, and of this one
    group, end = 1, 0  # of the group closed last
    for match in _STRUCTURE.finditer(bare):
        before, here = open_[-1]
        if match["open"]:
            open_.append((1, 1))
        elif match["branch"]:
            open_[-1] = (max(before, here), 1)
        elif match["close"] and len(open_) > 1:
            open_.pop()
            group, end = max(before, here), match.end()
            open_[-1] = (open_[-1][0], open_[-1][1] * group)
        elif match["repeat"]:
            again = group ** _more_times(match["repeat"]) if match.start() == end else 1
            open_[-1] = (before, here * (1 if match["keeps"] else _counts(match["repeat"])) * again)
    return max(open_[0])


def _more_times(repeat: str) -> int:
    """How often a repeat of a fixed number (``{4}``) goes through what it repeats beyond the first time; few are enough to be many."""
    fixed = re.fullmatch(r"\{(\d+)\}", repeat)
    return min(max(int(fixed[1]) - 1, 0), 9) if fixed else 0


def _counts(repeat: str) -> int:
    """How many counts a repeat may come to in a short text."""
    if repeat in "*+?":
        return 2 if repeat == "?" else SHORT
    found = _COUNTS.fullmatch(repeat)
    return min(int(found["most"] or SHORT), SHORT) - int(found["least"] or 0) + 1 if found else 1


def translate(written: str) -> str | None:
    """An expression of Python's grammar in RE2's, finding the same; None where it says something RE2 does not know."""
    return translated(written, _PIECE, _outside, lambda match: _letter(match, in_class=True))


def _outside(match: re.Match[str]) -> str | None:
    """One piece outside a class; look-around, flags, possessive and open repeats are not known to RE2."""
    if match["special"] is not None and match["special"] not in _SPECIAL:
        return None
    if len(match[0]) == 2 and match[0][0] in "{*+?}":
        return None
    return _letter(match, in_class=False)


def _letter(match: re.Match[str], *, in_class: bool) -> str | None:
    if match["code"]:
        return re.escape(chr(int(match["code"], 16)))
    return _escaped(match["escaped"], in_class) if match["escaped"] else match[0]


def _escaped(letter: str, in_class: bool) -> str | None:
    if letter in "dD":
        return rf"\{'p' if letter == 'd' else 'P'}{{Nd}}"
    if letter == "s" or (letter == "S" and not in_class):
        return _BLANKS if in_class else f"[{'^' if letter == 'S' else ''}{_BLANKS}]"
    return f"\\{letter}" if letter in _AS_IT_IS or not letter.isalnum() else None
