"""All repetition of a batch: repeated texts of every sort, and pairs of like projects."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from auditor.duplicates.clusters import copies_of
from auditor.duplicates.copied import statement_pairs
from auditor.duplicates.grouped import Grouped
from auditor.duplicates.groups import CopyGroup, NearTexts, find_groups, near_here
from auditor.duplicates.information import measure_information
from auditor.duplicates.known_groups import KnownGroups
from auditor.duplicates.pairs import project_pairs
from auditor.duplicates.repetition import Repetition
from auditor.duplicates.statements import statement_groups
from auditor.duplicates.text_units import (
    Corpus,
    TextUnit,
    descriptions,
    goals,
    names_with_targets,
    narrative_texts,
    purposes,
    row_texts,
    whole_tables,
    with_worn,
)
from auditor.language.artefacts import Language
from auditor.runtime.collector import collector_paused
from auditor.runtime.disk_cache import NO_SHELF, Shelf
from auditor.runtime.parallel import parallel_map

Kind = Callable[[Corpus], list[TextUnit]]
"""Picks passages of one kind."""

_Texts = dict[Kind | None, list[str]]
"""The texts of all passages of each kind, of rows by None."""

PUBLISHED: tuple[Kind, ...] = (descriptions, names_with_targets, goals, purposes, narrative_texts, whole_tables)
"""The kinds whose copies the result tells, in its order."""

STATEMENTS: tuple[Kind, ...] = (goals, purposes, narrative_texts)
"""The kinds that say what a project is for, those that tell most first."""


def find_repetition(
    corpus: Corpus,
    language: Language,
    workers: int = 1,
    near_texts: NearTexts = near_here,
    shelf: Shelf = NO_SHELF,
) -> Repetition:
    """Repeated texts and pairs of projects, most in common first.

    Args:
        corpus: the texts of a batch.
        language: cuts rows into words where two of them are told apart.
        workers: processes to use; what is found does not depend on it.
        near_texts: how texts worth a comparison are found, where one process is used; what is found is the same.
        shelf: where comparisons of projects and groups of statements that an earlier run has found lie, and those of this one
            are kept.
    """
    with collector_paused():
        corpus = with_worn(corpus)
        tables, batch = corpus.tables, corpus.spread
        row_groups, grouped = _grouped(corpus, workers, near_texts, KnownGroups(shelf))
        copies = [one for kind in PUBLISHED for one in copies_of(grouped[kind], batch)]
        information = measure_information(tables, row_groups, (grouped[goals], grouped[whole_tables]), batch)
        statements = statement_pairs((grouped[kind] for kind in STATEMENTS), tables, batch)
        del row_groups, grouped  # a third of the memory, and the rest of the work goes on without it
        pairs = project_pairs(tables, information, language, workers, shelf)
        return Repetition(copies, pairs, statements)


def _grouped(
    corpus: Corpus, workers: int, near_texts: NearTexts, kept: KnownGroups
) -> tuple[list[CopyGroup], dict[Kind, Grouped]]:
    """The groups of rows, which serve to find like projects, and those of every kind that is published."""
    # the one with the fewest texts comes first: it is done before the work is spread; then the longest
    kinds: tuple[Kind | None, ...] = (
        narrative_texts,
        None,
        whole_tables,
        descriptions,
        goals,
        purposes,
        names_with_targets,
    )
    units = {kind: kind(corpus) for kind in PUBLISHED}
    texts: _Texts = {None: row_texts(corpus)}
    texts.update((kind, [unit.compared for unit in some]) for kind, some in units.items())
    groups: dict[Kind | None, list[CopyGroup]] = {}
    groups.update((kind, known) for kind in STATEMENTS if (known := kept.of(texts[kind])) is not None)
    left = [kind for kind in kinds if kind not in groups]
    search = partial(_groups, near_texts=near_texts)
    for kind, found in zip(left, parallel_map(texts, search, left, workers, ahead=1), strict=True):
        groups[kind] = found
        if kind in STATEMENTS:
            kept.keep(texts[kind], found)
    return groups[None], {kind: Grouped(groups[kind], some) for kind, some in units.items()}


def _groups(texts: _Texts, kind: Kind | None, near_texts: NearTexts) -> list[CopyGroup]:
    search = statement_groups if kind in STATEMENTS else find_groups
    return search(texts[kind], near_texts=near_texts)
