"""Where clauses and sentences of Chinese text begin and end."""

from __future__ import annotations

from auditor.model import Span

SENTENCE_ENDS = "。；;！!\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，,、"


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
    return _after_last(CLAUSE_ENDS, text, place)


def clause_end(text: str, place: int) -> int:
    """Where the clause that holds a place ends."""
    return _first(CLAUSE_ENDS, text, place)


def sentence_start(text: str, place: int) -> int:
    """Where the sentence that holds a place begins."""
    return _after_last(SENTENCE_ENDS, text, place)


def sentence_end(text: str, place: int) -> int:
    """Where the sentence that holds a place ends."""
    return _first(SENTENCE_ENDS, text, place)


def _after_last(marks: str, text: str, place: int) -> int:
    return max(text.rfind(mark, 0, place) for mark in marks) + 1


def _first(marks: str, text: str, place: int) -> int:
    return min((found for mark in marks if (found := text.find(mark, place)) >= 0), default=len(text))
