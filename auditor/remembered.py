"""Answers kept for questions that recur, so that memory does not grow with the season."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Question = TypeVar("Question", bound=Hashable)
Answer = TypeVar("Answer")


class Remembered(dict[Question, Answer], Generic[Question, Answer]):
    """Answers by question: ``known[question]`` works out what is not known. What was not asked for lately is forgotten.

    Args:
        work_out: from a question to its answer.
        most: answers that are kept at least; twice as many at most.
    """

    def __init__(self, work_out: Callable[[Question], Answer], most: int) -> None:
        super().__init__()
        self._work_out = work_out
        self._most = most
        self._before: dict[Question, Answer] = {}

    def __missing__(self, question: Question) -> Answer:
        if len(self) >= self._most:
            self._before = dict(self)
            self.clear()
        known = self._before.pop(question, None)
        answer = self[question] = self._work_out(question) if known is None else known
        return answer
