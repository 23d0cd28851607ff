"""Comparisons of projects that an earlier run has made: tables of the same rows compare the same.

What a comparison finds depends on the rows of both tables alone. How much of a project it is does not: that is weighed by
how rare each row is in its batch, anew in every run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from pydantic_core import from_json, to_json

from auditor.duplicates.text_units import ProjectTexts
from auditor.runtime.disk_cache import Shelf

MOST_KEPT = 100_000
"""Of a batch with more pairs of projects to compare nothing is kept: it would take more memory than time."""

_DIGEST = 12
"""Bytes that tell tables apart."""

Numbers = tuple[int, int]
"""Two projects, by their numbers in the batch."""

Match = tuple[int, int, float]
"""Row of one project, row of the other, similarity."""

Words = tuple[tuple[str, ...], tuple[str, ...]]
"""What stands in one of two rows only, and in the other only."""


class ToldLikeness(NamedTuple):
    """What is told of a pair: the similarity of both tables, 0..1, and of each match the words that differ."""

    similarity: float
    words: Sequence[Words]


class RowComparison(NamedTuple):
    """The rows of two projects that correspond; ``told`` is None where they were too few to be told of."""

    matches: Sequence[Match]
    told: ToldLikeness | None


class KnownPairs:
    """Comparisons on disk, one entry a batch; the next run of the like of it takes over those of tables that stayed.

    Args:
        shelf: where they lie.
        tables: all projects of the batch.
        candidates: the pairs of them that are compared.
    """

    def __init__(self, shelf: Shelf, tables: Sequence[ProjectTexts], candidates: Sequence[Numbers]) -> None:
        self._shelf = shelf
        self._candidates = candidates
        self._digest = cache(lambda number: _digest_of(tables[number]))
        self.enabled = shelf.enabled and len(candidates) <= MOST_KEPT

    def load(self) -> dict[Numbers, RowComparison]:
        """Those of the candidates that are known."""
        entry = self._shelf.get() if self.enabled else None
        if entry is None:
            return {}
        try:
            known = _understood(from_json(entry))
        except (ValueError, TypeError, KeyError, IndexError):
            return {}
        pairs = ((pair, (self._digest(pair[0]), self._digest(pair[1]))) for pair in self._candidates)
        return {pair: known[tables] for pair, tables in pairs if tables in known}

    def keep(self, comparisons: Mapping[Numbers, RowComparison]) -> None:
        """Keep the comparisons of this batch in the place of those that were there."""
        if self.enabled:
            tables = sorted({number for pair in comparisons for number in pair})
            place = {number: place for place, number in enumerate(tables)}
            pairs = [(place[one], place[other], *found) for (one, other), found in comparisons.items()]
            self._shelf.put(to_json({"tables": list(map(self._digest, tables)), "pairs": pairs}))


def _understood(entry: Any) -> dict[tuple[str, str], RowComparison]:
    tables = entry["tables"]
    return {
        (tables[one], tables[other]): RowComparison(matches, None if told is None else ToldLikeness(*told))
        for one, other, matches, told in entry["pairs"]
    }


def _digest_of(table: ProjectTexts) -> str:
    said = "".join([row.said.digested for row in table.rows]).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(said, digest_size=_DIGEST).hexdigest()
