"""What of a batch's repetition concerns one submission, so that submissions can be judged one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from auditor.duplicates.names import without_places
from auditor.duplicates.passages import Home, Said, Table
from auditor.language.normalise import normalise
from auditor.model import Cluster, Duplicates, ProjectPair

RowName = tuple[str, str]
"""The source of a row's submission, and the row's id."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A row that may be quoted from afar, with the project it stands in."""

    home: Home
    row: Said


@dataclass(frozen=True)
class Repetition:
    """Repetition among projects, and the rows it names, which may stand in submissions that are not at hand."""

    duplicates: Duplicates
    quoted: Mapping[RowName, Quoted]


NO_REPETITION = Repetition(Duplicates(), {})


class Shares:
    """The repetition of a batch by submission.

    Args:
        duplicates: everything found.
        tables: the tables of the batch.
        most_projects: a text that stands in more projects is nobody's copy and concerns no single submission.
    """

    def __init__(self, duplicates: Duplicates, tables: Iterable[Table], most_projects: int) -> None:
        self._clusters: dict[str, list[Cluster]] = defaultdict(list)
        self._pairs: dict[str, list[ProjectPair]] = defaultdict(list)
        concerning = [one for one in duplicates.clusters if not one.common and _homes(one) <= most_projects]
        for cluster in concerning:
            for source in sorted({member.submission for member in cluster.members}):
                self._clusters[source].append(cluster)
        for pairs in _told_together(duplicates.project_pairs):
            for source in sorted({side.submission for pair in pairs for side in (pair.a, pair.b)}):
                self._pairs[source] += pairs
        self._quoted = quoted_rows(
            Duplicates(clusters=tuple(concerning), project_pairs=duplicates.project_pairs), tables
        )

    def of(self, source: str) -> Repetition:
        """The share of one submission, named by its source: with the whole of a group of projects that one is in."""
        clusters, pairs = self._clusters.get(source, []), self._pairs.get(source, [])
        return Repetition(Duplicates(clusters=tuple(clusters), project_pairs=tuple(pairs)), self._quoted)


def quoted_rows(duplicates: Duplicates, tables: Iterable[Table]) -> dict[RowName, Quoted]:
    """The rows that a finding of repetition may quote."""
    named = {
        (member.submission, member.indicator)
        for cluster in duplicates.clusters
        for member in cluster.members
        if member.field == "description"
    }
    for pair in duplicates.project_pairs:
        named.update((pair.a.submission, row.a) for row in pair.rows)
        named.update((pair.b.submission, row.b) for row in pair.rows)
    places = ((table.home.project.submission, table.home, row) for table in tables for row in table.rows)
    return {
        (source, row.indicator): Quoted(home, row) for source, home, row in places if (source, row.indicator) in named
    }


def policy_of(pair: ProjectPair) -> str | None:
    """What a pair that may be as it should carries out in two places, by the name without the place; else None."""
    return without_places(normalise(pair.a.name)) if pair.lawful else None


def _told_together(pairs: Sequence[ProjectPair]) -> Iterable[list[ProjectPair]]:
    """Pairs of one policy in several places together, as they are told; all others by themselves."""
    groups: dict[object, list[ProjectPair]] = defaultdict(list)
    for number, pair in enumerate(pairs):
        groups[policy_of(pair) or number].append(pair)
    return groups.values()


def _homes(cluster: Cluster) -> int:
    """In how many projects a repeated text stands."""
    return len({(member.submission, member.project) for member in cluster.members})
