"""All repetition of a batch: repeated texts of every sort, and pairs of like projects."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from auditor.duplicates.clusters import copies_of
from auditor.duplicates.copied import statement_pairs
from auditor.duplicates.groups import CopyGroup, Grouped, NearTexts, find_groups, near_here
from auditor.duplicates.information import measure_information
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
    rows,
    whole_tables,
    with_worn,
)
from auditor.language.artefacts import Language
from auditor.pipeline.disk_cache import NO_SHELF, Shelf
from auditor.pipeline.parallel import parallel_map

Kind = Callable[[Corpus], list[TextUnit]]
"""Picks passages of one kind."""

PUBLISHED: tuple[Kind, ...] = (descriptions, names_with_targets, goals, purposes, narrative_texts, whole_tables)
"""The kinds whose copies the result tells, in its order; rows serve to find like projects."""

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
        shelf: where comparisons of projects that an earlier run has made lie, and those of this one are kept.
    """
    corpus = with_worn(corpus)
    tables, batch = corpus.tables, corpus.spread
    grouped = _grouped(corpus, workers, near_texts)
    copies = [one for kind in PUBLISHED for one in copies_of(grouped[kind], batch)]
    information = measure_information(tables, grouped[rows], (grouped[goals], grouped[whole_tables]), batch)
    statements = statement_pairs((grouped[kind] for kind in STATEMENTS), tables, batch)
    del grouped  # a third of the memory, and the rest of the work goes on without it
    pairs = project_pairs(tables, information, language, workers, shelf)
    return Repetition(copies, pairs, statements)


def _grouped(corpus: Corpus, workers: int, near_texts: NearTexts) -> dict[Kind, Grouped]:
    # the one with the fewest texts comes first: it is done before the work is spread; then the longest
    kinds = (narrative_texts, rows, whole_tables, descriptions, goals, purposes, names_with_targets)
    if workers == 1:
        return {kind: _in_process(kind, kind(corpus), near_texts) for kind in kinds}
    found = zip(kinds, parallel_map(corpus, _groups, kinds, workers, ahead=1), strict=True)
    return {kind: Grouped(groups, _in_groups(groups, kind(corpus))) for kind, groups in found}


def _in_process(kind: Kind, units: Sequence[TextUnit], near_texts: NearTexts) -> Grouped:
    groups = _searched(kind, [unit.compared for unit in units], near_texts)
    return Grouped(groups, _in_groups(groups, units))


def _groups(corpus: Corpus, kind: Kind) -> list[CopyGroup]:
    """The passages are gone while their texts are searched: another process has them."""
    return _searched(kind, [unit.compared for unit in kind(corpus)], near_here)


def _searched(kind: Kind, texts: Sequence[str], near_texts: NearTexts) -> list[CopyGroup]:
    return statement_groups(texts, near_texts) if kind in STATEMENTS else find_groups(texts, near_texts=near_texts)


def _in_groups(groups: Sequence[CopyGroup], units: Sequence[TextUnit]) -> dict[int, TextUnit]:
    return {number: units[number] for group in groups for number in group.numbers}
