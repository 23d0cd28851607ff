"""What of a batch's repetition concerns one submission, so that submissions can be judged one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypeVar

from auditor.duplicates.repetition import Copies, LikeProjects, LikeStatements, Repetition

Pair = TypeVar("Pair", LikeProjects, LikeStatements)


class DuplicatesBySubmission:
    """The repetition of a batch by submission.

    Args:
        repetition: everything found.
        most_projects: a text that stands in more projects is nobody's copy and concerns no single submission.
    """

    def __init__(self, repetition: Repetition, most_projects: int) -> None:
        self._copies: dict[str, list[Copies]] = defaultdict(list)
        for copies in repetition.copies:
            if not copies.common and copies.projects <= most_projects:
                for source in {member.origin.source for member in copies.members}:
                    self._copies[source].append(copies)
        self._pairs = _by_source(repetition.pairs)
        self._statements = _by_source(repetition.statements)

    def of(self, source: str) -> Repetition:
        """The share of one submission, named by its source: with the whole of a group of projects that one is in."""
        return Repetition(self._copies.get(source, ()), self._pairs.get(source, ()), self._statements.get(source, ()))


def _by_source(pairs: Sequence[Pair]) -> dict[str, list[Pair]]:
    """The pairs that concern each submission."""
    shares: dict[str, list[Pair]] = defaultdict(list)
    for together in _told_together(pairs):
        for source in {side.source for pair in together for side in (pair.one, pair.other)}:
            shares[source] += together
    return shares


def _told_together(pairs: Sequence[Pair]) -> Iterable[list[Pair]]:
    """Pairs of one policy in several places together, as they are told; all others by themselves."""
    groups: dict[object, list[Pair]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        groups[pair.policy or number].append(pair)
    return groups.values()
