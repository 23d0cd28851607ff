"""What of a batch's repetition concerns one submission, so that submissions can be judged one at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.model import Cluster, Duplicates, ProjectPair, Submission


@dataclass(frozen=True)
class Share:
    """The repetition that a submission takes part in, and the other submissions with those of their projects that it names."""

    duplicates: Duplicates
    outside: tuple[Submission, ...]


class Shares:
    """The repetition of a batch by submission.

    Args:
        duplicates: everything found.
        submissions: the batch.
        most_projects: a text that stands in more projects is nobody's copy and concerns no single submission.
    """

    def __init__(self, duplicates: Duplicates, submissions: Sequence[Submission], most_projects: int) -> None:
        self._submissions = {submission.source: submission for submission in submissions}
        self._clusters: dict[str, list[Cluster]] = defaultdict(list)
        self._pairs: dict[str, list[ProjectPair]] = defaultdict(list)
        for cluster in duplicates.clusters:
            if not cluster.common and len(_homes(cluster)) <= most_projects:
                for source in sorted({member.submission for member in cluster.members}):
                    self._clusters[source].append(cluster)
        for pair in duplicates.project_pairs:
            for source in sorted({pair.a.submission, pair.b.submission}):
                self._pairs[source].append(pair)

    def of(self, source: str) -> Share:
        """The share of one submission, named by its source."""
        clusters, pairs = self._clusters.get(source, []), self._pairs.get(source, [])
        named = {home for cluster in clusters for home in _homes(cluster)}
        named |= {(side.submission, side.code) for pair in pairs for side in (pair.a, pair.b)}
        return Share(
            Duplicates(clusters=tuple(clusters), project_pairs=tuple(pairs)), tuple(self._outside(named, source))
        )

    def _outside(self, named: Iterable[tuple[str, str]], source: str) -> Iterator[Submission]:
        codes: dict[str, set[str]] = defaultdict(set)
        for submission, code in named:
            codes[submission].add(code)
        for submission in sorted(codes.keys() - {source}):
            whole = self._submissions[submission]
            projects = tuple(project for project in whole.projects if project.code in codes[submission])
            yield whole.model_copy(update={"projects": projects, "narrative": (), "forms": ()})


def _homes(cluster: Cluster) -> set[tuple[str, str]]:
    return {(member.submission, member.project) for member in cluster.members}
