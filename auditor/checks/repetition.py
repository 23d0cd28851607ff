"""Repeated text across the projects of a batch: clusters of descriptions, and pairs of like projects.

Text that many projects share says little: every row weighs by how rare its text is among the projects (its
information), so a form's set phrases (通用表述) hardly count and copied substance does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Literal

from auditor.checks.protocol import Batch, ProjectView, Row
from auditor.checks.similarity import alike, differing_words, masked, near_pairs
from auditor.language.normalise import normalise
from auditor.model import Cluster, ClusterMember, Duplicates, PairRow, ProjectPair, ProjectRef

NEAR = 0.85
"""Edit similarity from which two descriptions count as the same text edited."""

ROW_ALIKE = 0.8
"""Similarity from which two rows of a pair of projects correspond."""

LEAST_SHARE = 0.35
"""Least share of information in common for a pair to be listed."""

COMMON_PROJECTS = 4
COMMON_PART = 0.25
"""A text in at least so many projects, and in this part of them, is a set phrase that everybody uses."""

LEAST_LENGTH = 8
"""Shorter descriptions are names, and names are expected to recur."""


@dataclass(frozen=True)
class Place:
    """One occurrence of a text."""

    row: Row
    text: str
    key: str


def find_duplicates(batch: Batch) -> Duplicates:
    """All repetition in a batch: clusters of descriptions and pairs of projects, most in common first."""
    return Duplicates(clusters=tuple(text_clusters(batch)), project_pairs=tuple(project_pairs(batch)))


# --- clusters -----------------------------------------------------------------------------------------------------


def text_clusters(batch: Batch) -> list[Cluster]:
    """Groups of descriptions of different projects that are identical, identical but for numbers, or edited.

    A member of an edited group is close to the group's first text; texts are never chained.
    """
    by_key = _occurrences(batch)
    keys = sorted(by_key)
    groups = _centred_groups(keys, near_pairs(keys, NEAR))
    clusters: list[Cluster] = []
    for centre, members in groups:
        places = [place for key in (centre, *members) for place in by_key[key]]
        if len({place.row.subject.project for place in places}) > 1 or len({_file(place) for place in places}) > 1:
            clusters.append(_cluster(len(clusters) + 1, centre, members, places, len(batch.projects)))
    return clusters


def _file(place: Place) -> int:
    return place.row.subject.submission


def _occurrences(batch: Batch) -> dict[str, list[Place]]:
    places: dict[str, list[Place]] = defaultdict(list)
    for row in batch.rows:
        text = row.indicator.description
        if len(normalise(text)) >= LEAST_LENGTH:
            places[masked(text)].append(Place(row, text, masked(text)))
    return places


def _centred_groups(keys: Sequence[str], pairs: Iterable[tuple[int, int, float]]) -> list[tuple[str, list[str]]]:
    """Each text joins the first earlier centre it is near to, else becomes a centre itself."""
    near: dict[int, list[int]] = defaultdict(list)
    for one, other, _ in pairs:
        near[other].append(one)
    centres: dict[int, list[str]] = {}
    for number, key in enumerate(keys):
        centre = next((other for other in near[number] if other in centres), None)
        if centre is None:
            centres[number] = []
        else:
            centres[centre].append(key)
    return [(keys[number], members) for number, members in centres.items()]


def _cluster(number: int, centre: str, members: Sequence[str], places: Sequence[Place], projects: int) -> Cluster:
    holders = {(place.row.subject.submission, place.row.subject.project) for place in places}
    return Cluster(
        id=f"C{number:03d}",
        text=places[0].text,
        members=tuple(
            ClusterMember(
                submission=place.row.submission.source,
                project=place.row.project.code,
                indicator=place.row.indicator.id,
                field="description",
            )
            for place in places
        ),
        similarity=round(min((alike(centre, member) for member in members), default=1.0), 4),
        kind=_kind(members, places),
        common=is_common(len(holders), projects),
    )


def _kind(members: Sequence[str], places: Sequence[Place]) -> Literal["identical", "masked", "edited"]:
    if members:
        return "edited"
    return "identical" if len({normalise(place.text) for place in places}) == 1 else "masked"


def is_common(holders: int, projects: int) -> bool:
    """Whether a text stands in so many projects that it is a set phrase rather than a copy."""
    return holders >= COMMON_PROJECTS and holders / projects >= COMMON_PART


# --- pairs of projects --------------------------------------------------------------------------------------------


def row_text(row: Row) -> str:
    """What a row says, for comparison between projects: name, description and target, numbers masked."""
    indicator = row.indicator
    return masked("，".join(dict.fromkeys((indicator.level3, indicator.description, indicator.target))))


def project_pairs(batch: Batch) -> list[ProjectPair]:
    """Pairs of projects that share much information, ranked.

    ``share`` is the information of corresponding rows over the information of all rows of the less informative project;
    a row's information is ``log(N / n)`` for a text that stands in n of N projects.
    """
    information = _information(batch)
    pairs = (_pair(one, other, information, batch) for one, other in _candidates(batch))
    found = [pair for pair in pairs if pair.share >= LEAST_SHARE]
    return sorted(found, key=lambda pair: (-pair.share, -pair.similarity, pair.a.code, pair.b.code))


def _information(batch: Batch) -> Mapping[str, float]:
    holders: Counter[str] = Counter()
    for view in batch.projects:
        holders.update({row_text(row) for row in view.rows})
    total = max(len(batch.projects), 2)
    return {text: max(log((total + 1) / count), 0.05) for text, count in holders.items()}


def _candidates(batch: Batch) -> list[tuple[ProjectView, ProjectView]]:
    """Pairs of projects that have at least one row text, or one goal, in common that is no set phrase."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, view in enumerate(batch.projects):
        for text in sorted({row_text(row) for row in view.rows} | {masked(view.project.goal)}):
            holders[text].append(number)
    pairs = {
        pair
        for numbers in holders.values()
        if len(numbers) > 1 and not is_common(len(numbers), len(batch.projects))
        for pair in combinations(numbers, 2)
    }
    views = [(batch.projects[one], batch.projects[other]) for one, other in sorted(pairs)]
    return [(one, other) for one, other in views if not _same_project(one, other)]


def _same_project(one: ProjectView, other: ProjectView) -> bool:
    """Whether two files hold the same project, as when a submission was sent in twice."""
    apart = one.subject.submission != other.subject.submission
    return apart and (one.project.code, one.project.name) == (other.project.code, other.project.name)


def _pair(one: ProjectView, other: ProjectView, information: Mapping[str, float], batch: Batch) -> ProjectPair:
    rows = _corresponding(one, other)
    worth_one = sum(information[row_text(row)] for row in one.rows)
    worth_other = sum(information[row_text(row)] for row in other.rows)
    shared = sum(similarity * (information[row_text(a)] + information[row_text(b)]) / 2 for a, b, similarity in rows)
    tables = [" ".join(row_text(row) for row in view.rows) for view in (one, other)]
    return ProjectPair(
        a=_reference(one),
        b=_reference(other),
        share=round(min(1.0, shared / max(min(worth_one, worth_other), 0.01)), 4),
        similarity=round(alike(tables[0], tables[1]), 4),
        rows=tuple(_pair_row(a, b, similarity, batch) for a, b, similarity in rows),
    )


def _corresponding(one: ProjectView, other: ProjectView) -> list[tuple[Row, Row, float]]:
    """Rows of the same category that say nearly the same, each used once, in table order."""
    free = list(other.rows)
    matched = []
    for row in one.rows:
        scored = [(alike(row_text(row), row_text(candidate)), candidate) for candidate in free
                  if candidate.category == row.category]  # fmt: skip
        best = max(scored, key=lambda item: item[0], default=None)
        if best is not None and best[0] >= ROW_ALIKE:
            free.remove(best[1])
            matched.append((row, best[1], best[0]))
    return matched


def _pair_row(a: Row, b: Row, similarity: float, batch: Batch) -> PairRow:
    texts = [f"{row.indicator.level3}，{row.indicator.description}，{row.indicator.target}" for row in (a, b)]
    only_a, only_b = differing_words(texts[0], texts[1], batch.language)
    return PairRow(a=a.indicator.id, b=b.indicator.id, similarity=round(similarity, 4), only_a=only_a, only_b=only_b)


def _reference(view: ProjectView) -> ProjectRef:
    project = view.project
    return ProjectRef(
        submission=view.submission.source, code=project.code, name=project.name, budget_wan=project.budget_wan
    )
