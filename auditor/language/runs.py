"""Run-away stretches of a text: a thousand digits, brackets or blanks in a row, which no reader needs to look through.

A cell of Excel holds 32,767 characters. Expressions that try every place of a text, and from each look ahead as far as
one kind of character goes, take time with the square of the length of such a stretch; between words they do not.
"""

from __future__ import annotations

import re

from auditor.language.numerals import ARABIC_MARKS, CHINESE_MARKS

BLANK = "\ufffc"
"""Stands for a character that is not to be looked at: neither a letter nor a digit, a blank or a punctuation mark of ours."""

SHORT = 500
"""Characters up to which a text is always looked at as it is."""

LONGEST_RUN = 64
"""Characters of one kind in a row that are still looked at; a number has thirty digits at most."""

LONGEST_WORDLESS = 256
"""Characters in a row, none of them a letter, that are still looked at."""

_RUN = re.compile(
    rf"""
    (?P<same>[\s\S])(?P=same){{{LONGEST_RUN},}}
  | \d{{{LONGEST_RUN + 1},}} | [{CHINESE_MARKS}]{{{LONGEST_RUN + 1},}}
  | \s{{{LONGEST_RUN + 1},}} | [A-Za-z]{{{LONGEST_RUN + 1},}}
    """,
    re.VERBOSE,
)
_STOPS = r"\s、。;!?_()《》【】…"
"""What ends a number or a date for certain, so that none beside a stretch loses a part of itself."""
_WORDLESS = re.compile(
    rf"[{_STOPS}](?:(?!{BLANK})[\W\d_]){{{LONGEST_WORDLESS - 1},}}[{_STOPS}]|[{ARABIC_MARKS}:/~+\-]{{{LONGEST_WORDLESS + 1},}}"
)


def without_long_runs(text: str) -> str:
    """The text with run-away stretches blanked out, character for character; any short text is itself."""
    if len(text) <= SHORT:
        return text
    return _WORDLESS.sub(_blanked, _RUN.sub(_blanked, text))


def _blanked(run: re.Match[str]) -> str:
    return BLANK * len(run[0])
