"""A result taken apart: what is told of the whole batch, and its submissions one at a time, from memory or from a file.

Reports are written in one pass over the submissions, so that a season needs no more memory than one submission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.model import Coverage, Duplicates, Result, Submission

OVERVIEW_PAGE = "report.html"
"""The web page of a batch; of a single submission it is the whole report."""


@dataclass(frozen=True)
class ResultParts:
    """``head`` is the result without its submissions, its totals those of the batch.

    ``first`` is the place (from 0) of the first of ``submissions`` in a batch of ``batch``.
    """

    head: Result
    submissions: Sequence[Submission]
    batch: int
    first: int = 0

    def section(self, start: int, stop: int) -> ResultParts:
        """Some of the submissions, by their places among these."""
        return replace(self, submissions=self.submissions[start:stop], first=self.first + start)


Take = Callable[[Submission], None]
"""Takes the next submission into a report."""

Writer = Callable[[ResultParts, Path], AbstractContextManager[Take]]
"""Opens a report in a folder, takes submissions in their order, and puts the file in its place at the end.

It may look at ``head``, ``first`` and ``batch`` beforehand, and leaves the submissions to whoever feeds it.
"""


def parts_of(result: Result) -> ResultParts:
    """A result in memory, taken apart."""
    head = result.model_copy(update={"submissions": ()})
    return ResultParts(head, result.submissions, len(result.submissions))


class ResultSlices:
    """What of a batch concerns one submission: its lines of the ledger, and the copies it has a share in."""

    def __init__(self, head: Result) -> None:
        self._head = head
        self._coverage: dict[str, list[Coverage]] = {}
        for line in head.coverage:
            self._coverage.setdefault(line.submission, []).append(line)
        self._pairs: dict[str, list[int]] = {}
        for number, pair in enumerate(head.duplicates.project_pairs):
            for source in dict.fromkeys((pair.a.submission, pair.b.submission)):
                self._pairs.setdefault(source, []).append(number)
        self._clusters: dict[str, list[int]] = {}
        for number, cluster in enumerate(head.duplicates.clusters):
            for source in dict.fromkeys(member.submission for member in cluster.members):
                self._clusters.setdefault(source, []).append(number)

    def coverage(self, source: str) -> tuple[Coverage, ...]:
        """The lines of the ledger on one submission."""
        return tuple(self._coverage.get(source, ()))

    def pairs(self, source: str) -> tuple[int, ...]:
        """The pairs of projects that one submission has a share in, by their places in the batch."""
        return tuple(self._pairs.get(source, ()))

    def clusters(self, source: str) -> tuple[int, ...]:
        """The groups of texts that one submission has a share in, by their places in the batch."""
        return tuple(self._clusters.get(source, ()))

    def of(self, submission: Submission) -> Result:
        """The result of one submission; totals, rules and tool stay those of the batch."""
        source, told = submission.source, self._head.duplicates
        duplicates = Duplicates(
            clusters=tuple(told.clusters[number] for number in self.clusters(source)),
            project_pairs=tuple(told.project_pairs[number] for number in self.pairs(source)),
        )
        parts = {"submissions": (submission,), "coverage": self.coverage(source), "duplicates": duplicates}
        return self._head.model_copy(update={**parts, "handling_notes": (), "trend": None})


def sections(number: int, size: int) -> Iterator[tuple[int, int]]:
    """``number`` things in sections of at most ``size``: where each starts and stops."""
    yield from ((start, min(start + size, number)) for start in range(0, number, size))
