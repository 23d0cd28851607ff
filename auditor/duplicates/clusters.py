"""Groups of copies as the result tells them: who says it, how alike, and whether it is a set phrase."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.duplicates.groups import Group, Grouped
from auditor.duplicates.keys import keys_of
from auditor.duplicates.passages import Passage
from auditor.duplicates.phrases import Spread, is_widespread, set_phrases
from auditor.model import Cluster, ClusterMember


def clusters_of(grouped: Grouped, batch: Spread) -> list[Cluster]:
    """Clusters of passages of several projects or items, not yet numbered."""
    found = ((group, grouped.members(group)) for group in grouped.groups)
    return [
        _cluster(group, grouped.passages[group.centre], members, batch)
        for group, members in found
        if spread_of(members).projects > 1
    ]


def numbered(clusters: Sequence[Cluster]) -> tuple[Cluster, ...]:
    """The clusters with their ids, C001 and on."""
    return tuple(cluster.model_copy(update={"id": f"C{number:03d}"}) for number, cluster in enumerate(clusters, 1))


def _cluster(group: Group, centre: Passage, members: Sequence[Passage], batch: Spread) -> Cluster:
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
    homes = [one.home for one in passages]
    return Spread(len({home.holder for home in homes}), len({home.department for home in homes}))


def _member(passage: Passage) -> ClusterMember:
    return ClusterMember(
        submission=passage.home.project.submission,
        project=passage.home.project.code,
        indicator=passage.indicator,
        field=passage.field,
        item=passage.item,
    )
