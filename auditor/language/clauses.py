"""Where clauses and sentences of Chinese text begin and end."""

from __future__ import annotations

import re

from auditor.model import Span

SENTENCE_ENDS = "。；;！!\n"
CLAUSE_ENDS = SENTENCE_ENDS + "，,、"
FARTHEST = 400
"""Characters within which a piece begins and ends, seen from any place in it: no clause or sentence is meant to be longer."""


class Ends:
    """Marks at which a piece of text ends.

    Args:
        marks: single characters.
    """

    def __init__(self, marks: str) -> None:
        self._next = re.compile(f"[{marks}]")
        self._up_to_last = re.compile(f".*[{marks}]", re.DOTALL)

    def start(self, text: str, place: int) -> int:
        """Where the piece that holds a place begins."""
        nearest = place - FARTHEST if place > FARTHEST else 0
        found = self._up_to_last.match(text, nearest, place)
        return found.end() if found else nearest

    def end(self, text: str, place: int) -> int:
        """Where the piece that holds a place ends."""
        farthest = min(len(text), place + FARTHEST)
        found = self._next.search(text, place, farthest)
        return found.start() if found else farthest


_CLAUSES, _SENTENCES = Ends(CLAUSE_ENDS), Ends(SENTENCE_ENDS)

clause_start, clause_end = _CLAUSES.start, _CLAUSES.end
"""Where the clause that holds a place of a text begins, and where it ends."""

sentence_start, sentence_end = _SENTENCES.start, _SENTENCES.end
"""Where the sentence that holds a place of a text begins, and where it ends."""


def clause(text: str, span: Span) -> str:
    """The clause around a span; where it holds little beside the number, together with the one before it."""
    start, end = span
    left, right = clause_start(text, start), clause_end(text, end)
    own = text[left:right]
    if len(own) - (end - start) < 3 and left > 1:
        own = text[clause_start(text, left - 1) : right]
    return own.strip(CLAUSE_ENDS + " ")
