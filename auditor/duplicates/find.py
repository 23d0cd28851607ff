"""All repetition of a batch: repeated texts of every sort, and pairs of like projects."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.duplicates.clusters import clusters_of, numbered
from auditor.duplicates.pairs import project_pairs
from auditor.duplicates.passages import (
    Table,
    descriptions,
    goals,
    names_with_targets,
    narrative_texts,
    tables_of,
    whole_tables,
)
from auditor.duplicates.phrases import Spread
from auditor.language.artefacts import Language
from auditor.model import Duplicates, Submission


def find_duplicates(submissions: Sequence[Submission], language: Language) -> Duplicates:
    """Clusters of repeated texts and pairs of projects, most in common first.

    Args:
        submissions: the batch, as read.
        language: cuts rows into words where two of them are told apart.
    """
    tables = tables_of(submissions)
    batch = _spread(tables)
    texts = (
        descriptions(tables),
        names_with_targets(tables),
        goals(tables),
        narrative_texts(submissions),
        whole_tables(tables),
    )
    clusters = [cluster for passages in texts for cluster in clusters_of(passages, batch)]
    return Duplicates(clusters=numbered(clusters), project_pairs=tuple(project_pairs(tables, batch, language)))


def _spread(tables: Sequence[Table]) -> Spread:
    departments = {table.submission.department or table.submission.source for table in tables}
    return Spread(projects=len(tables), departments=len(departments))
