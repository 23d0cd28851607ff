"""Where clauses and sentences of Chinese text begin and end."""

from __future__ import annotations

import re

from auditor.model import Span

SENTENCE_ENDS = "。；;！!\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，,、"
_SENTENCE_END, _CLAUSE_END = (re.compile(f"[{marks}]") for marks in (SENTENCE_ENDS, CLAUSE_ENDS))
_TO_LAST_SENTENCE_END, _TO_LAST_CLAUSE_END = (
    re.compile(f".*[{marks}]", re.DOTALL) for marks in (SENTENCE_ENDS, CLAUSE_ENDS)
)


def clause(text: str, span: Span) -> str:
    """The clause around a span; where it holds little beside the number, together with the one before it."""
    start, end = span
    left, right = clause_start(text, start), clause_end(text, end)
    own = text[left:right]
    if len(own) - (end - start) < 3 and left > 1:
        own = text[clause_start(text, left - 1) : right]
    return own.strip(CLAUSE_ENDS + " ")


def clause_start(text: str, place: int) -> int:
    """Where the clause that holds a place begins."""
    return _after_last(_TO_LAST_CLAUSE_END, text, place)


def clause_end(text: str, place: int) -> int:
    """Where the clause that holds a place ends."""
    return _first(_CLAUSE_END, text, place)


def sentence_start(text: str, place: int) -> int:
    """Where the sentence that holds a place begins."""
    return _after_last(_TO_LAST_SENTENCE_END, text, place)


def sentence_end(text: str, place: int) -> int:
    """Where the sentence that holds a place ends."""
    return _first(_SENTENCE_END, text, place)


def _after_last(to_last: re.Pattern[str], text: str, place: int) -> int:
    found = to_last.match(text, 0, place)
    return found.end() if found else 0


def _first(mark: re.Pattern[str], text: str, place: int) -> int:
    found = mark.search(text, place)
    return found.start() if found else len(text)
