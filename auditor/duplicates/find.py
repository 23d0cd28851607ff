"""All repetition of a batch: repeated texts of every sort, and pairs of like projects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from auditor.duplicates.clusters import clusters_of, numbered
from auditor.duplicates.groups import Group, Grouped, find_groups
from auditor.duplicates.information import measure_information
from auditor.duplicates.pairs import project_pairs
from auditor.duplicates.passages import (
    Gathered,
    Passage,
    Table,
    descriptions,
    gather,
    goals,
    names_with_targets,
    narrative_texts,
    rows,
    whole_tables,
)
from auditor.duplicates.phrases import Spread
from auditor.duplicates.shares import Repetition, quoted_rows
from auditor.language.artefacts import Language
from auditor.model import Duplicates, Submission
from auditor.workers import spread

Kind = Callable[[Gathered], list[Passage]]
"""Picks passages of one kind."""


def find_duplicates(gathered: Gathered, language: Language, workers: int = 1) -> Duplicates:
    """Clusters of repeated texts and pairs of projects, most in common first.

    Args:
        gathered: the texts of a batch.
        language: cuts rows into words where two of them are told apart.
        workers: processes to use; what is found does not depend on it.
    """
    tables, batch = gathered.tables, _spread(gathered.tables)
    told = (descriptions, names_with_targets, goals, narrative_texts, whole_tables)
    grouped = _grouped(gathered, (rows, *told), workers)
    clusters = [cluster for kind in told for cluster in clusters_of(grouped[kind], batch)]
    information = measure_information(tables, grouped[rows], (grouped[goals], grouped[whole_tables]), batch)
    pairs = project_pairs(tables, information, language, workers)
    return Duplicates(clusters=numbered(clusters), project_pairs=tuple(pairs))


def repetition_of(submissions: Iterable[Submission], language: Language) -> Repetition:
    """All repetition in a batch that is examined as one, with every row it names."""
    gathered = gather(submissions)
    duplicates = find_duplicates(gathered, language)
    return Repetition(duplicates, quoted_rows(duplicates, gathered.tables))


def _grouped(gathered: Gathered, kinds: Sequence[Kind], workers: int) -> dict[Kind, Grouped]:
    passages = [kind(gathered) for kind in kinds]
    texts = [[passage.text for passage in some] for some in passages]
    groups = spread(texts, _groups, range(len(kinds)), workers)
    return {kind: Grouped(some, found) for kind, some, found in zip(kinds, passages, groups, strict=True)}


def _groups(texts: Sequence[Sequence[str]], number: int) -> list[Group]:
    return find_groups(texts[number])


def _spread(tables: Sequence[Table]) -> Spread:
    return Spread(projects=len(tables), departments=len({table.home.department for table in tables}))
