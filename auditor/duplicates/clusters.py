"""Groups of copies as the result tells them: who says it, how alike, and whether it is a set phrase."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.duplicates.groups import Group, find_groups
from auditor.duplicates.keys import keys_of
from auditor.duplicates.passages import Passage
from auditor.duplicates.phrases import Spread, is_widespread, set_phrases
from auditor.model import Cluster, ClusterMember


def clusters_of(passages: Sequence[Passage], batch: Spread) -> list[Cluster]:
    """Clusters of passages of several holders, not yet numbered."""
    groups = find_groups([passage.text for passage in passages])
    return [_cluster(group, passages, batch) for group in groups if _holders(group, passages) > 1]


def numbered(clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """The clusters with their ids, C001 and on."""
    return tuple(cluster.model_copy(update={"id": f"C{number:03d}"}) for number, cluster in enumerate(clusters, 1))


def _holders(group: Group, passages: Sequence[Passage]) -> int:
    return len({passages[number].holder for number in group.numbers})


def _cluster(group: Group, passages: Sequence[Passage], batch: Spread) -> Cluster:
    centre, members = passages[group.centre], [passages[number] for number in group.numbers]
    spread = spread_of(members)
    listed = keys_of(centre.text).masked in set_phrases()
    return Cluster(
        id="",
        text=centre.shown,
        members=tuple(_member(passage) for passage in members),
        similarity=round(group.similarity, 4),
        kind=group.kind,
        common=centre.field != "indicators" and (listed or is_widespread(spread, batch)),
    )


def spread_of(passages: Sequence[Passage]) -> Spread:
    """In how many projects and departments these passages stand."""
    return Spread(len({one.holder for one in passages}), len({one.department for one in passages}))


def _member(passage: Passage) -> ClusterMember:
    return ClusterMember(
        submission=passage.submission.source,
        project=passage.project,
        indicator=passage.indicator,
        field=passage.field,
        item=passage.item,
    )
