"""How models and baselines do on the shipped corpus, rows held out of training in three ways, the easiest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from auditor.checks.protocol import Batch, RowView, build_batch
from auditor.classifier.corpus import LABELS, LabelledRow, as_submission
from auditor.classifier.features import FeatureReader
from auditor.classifier.splits import PROTOCOLS, HeldOutBy
from auditor.classifier.train import (
    TrainingData,
    calibrated,
    category_examples,
    measurability_examples,
    trusted_probabilities,
)
from auditor.evaluation.baselines import ALONE, BOTH, NO_NUMBER, RULES, VAGUE_WORD, has_vague_word, says_no_number
from auditor.evaluation.measures import Bin, reliability
from auditor.evaluation.structure import boosting
from auditor.judging.run import judge
from auditor.model import Label
from auditor.pipeline.engine import EngineCore
from auditor.taxonomy import ROW_CATEGORIES, RowCategory

BOOSTING, STACK = "结构上的提升树", "线性模型与提升树取平均"

AT_ONCE = 200
"""Rows that the rules are asked about at a time: some look through all projects of a submission."""

Shares = NDArray[np.float64]
Progress = Callable[[str], None]


@dataclass(frozen=True)
class HeldOutScore:
    """Scores of one way to judge on rows held out, fractions 0..1.

    ``macro_f1`` is None for a baseline that only tells measurable rows from others; ``published_f1`` is that of the
    measurable rows with labels weighed as frequently as published tables show them.
    """

    macro_f1: float | None
    measurable_f1: float
    published_f1: float


@dataclass(frozen=True)
class HardConstruction:
    """A way of writing on which the linear model does badly when it was never shown it: share right, and of how many."""

    name: str
    label: Label
    right: float
    rows: int


@dataclass(frozen=True)
class TrustedCategory:
    """How surely a second level is named for rows of unseen constructions.

    ``probability``: from which on it is named; ``named``: rows it is named for; ``right``: the share that belong there.
    """

    category: RowCategory
    probability: float
    named: int
    right: float


@dataclass(frozen=True)
class HeldOutComparison:
    """Scores by way to judge and protocol, and what is known of the linear model on unseen constructions.

    ``by_origin`` scores rows labelled one by one apart from built ones.
    """

    rows: int
    sectors: int
    constructions: int
    scores: Mapping[str, Mapping[HeldOutBy, HeldOutScore]]
    by_origin: Mapping[str, HeldOutScore]
    hardest: tuple[HardConstruction, ...]
    reliability: tuple[Bin, ...]
    categories: tuple[TrustedCategory, ...]


def compare_held_out(labelled: Sequence[LabelledRow], engine: EngineCore, progress: Progress) -> HeldOutComparison:
    """Judge every row by models that were not shown it.

    Args:
        labelled: the rows of the corpus.
        engine: rules as shipped, and the reader of features.
        progress: told what is worked on.
    """
    reader = FeatureReader(engine.pack.lexicon)
    progress("读出特征")
    examples = measurability_examples(labelled, reader, engine.language)
    progress("按规则判断")
    baselines = _baselines(labelled, engine)
    certain = baselines.pop(BOTH)
    scores: dict[str, dict[HeldOutBy, HeldOutScore]] = defaultdict(dict)
    for protocol, title in PROTOCOLS.items():
        progress(f"{title}：训练两种模型")
        shares = _models(examples, protocol)
        said = {name: one.argmax(axis=1) for name, one in shares.items()}
        said[BOTH] = np.where(certain >= 0, certain, said[ALONE])
        for name in (BOTH, ALONE, BOOSTING, STACK):
            scores[name][protocol] = _score(examples, said[name])
        for name, one in baselines.items():
            scores[name][protocol] = _score(examples, one, two_way=name != RULES)
    progress("指标类别：训练")
    return HeldOutComparison(
        rows=len(labelled),
        sectors=len(set(examples.sectors)),
        constructions=len(set(examples.constructions)),
        scores=scores,
        by_origin=_by_origin(labelled, examples, said[ALONE]),
        hardest=_hardest(labelled, examples, said[ALONE]),
        reliability=_reliability(examples, shares[ALONE]),
        categories=_categories(category_examples(labelled, reader, engine.language)),
    )


# --- who judges ---------------------------------------------------------------------------------------------------------


def _models(examples: TrainingData, protocol: HeldOutBy) -> dict[str, Shares]:
    """What each model makes of rows that did not train it: the share of each label, one row of the array a row."""
    from sklearn.model_selection import cross_val_predict

    _, one = calibrated(examples, protocol)
    trees, folds = boosting(examples.label_weights), examples.splits(protocol)
    other: Shares = cross_val_predict(trees, examples.keys, examples.labels, cv=folds, method="predict_proba")
    return {ALONE: one, BOOSTING: other, STACK: (one + other) / 2}


def _baselines(labelled: Sequence[LabelledRow], engine: EngineCore) -> dict[str, NDArray[np.int64]]:
    """Labels (numbers into ``LABELS``) of the ways that learn nothing; of ``BOTH`` those of certain rules, else -1."""
    rows: list[RowView] = []
    certain: list[int] = []
    for start in range(0, len(labelled), AT_ONCE):
        batch = build_batch((as_submission(labelled[start : start + AT_ONCE]),), engine.language)
        rows += batch.rows
        certain += _certain(batch, engine)
    settled = np.array(certain)
    measurable, vague = LABELS.index("measurable"), LABELS.index("vague")
    return {
        BOTH: settled,
        RULES: np.where(settled >= 0, settled, measurable),
        VAGUE_WORD: np.array([vague if has_vague_word(row, engine.pack.lexicon) else measurable for row in rows]),
        NO_NUMBER: np.array([vague if says_no_number(row) else measurable for row in rows]),
    }


def _certain(batch: Batch, engine: EngineCore) -> list[int]:
    verdicts = judge(batch, engine.pack, engine.models).verdicts
    said = (verdicts[row.subject] for row in batch.rows)
    return [LABELS.index(one.label) if one.probability == 1 else -1 for one in said]


# --- how well -----------------------------------------------------------------------------------------------------------


def _score(examples: TrainingData, said: NDArray[np.int64], *, two_way: bool = False) -> HeldOutScore:
    from sklearn.metrics import f1_score

    measurable, labels = LABELS.index("measurable"), examples.labels
    by_label = examples.label_weights or {}
    weights = [by_label.get(label, 1.0) for label in labels.tolist()]
    actual, given = labels == measurable, said == measurable
    macro = f1_score(labels, said, labels=range(len(LABELS)), average="macro", zero_division=0)
    return HeldOutScore(
        macro_f1=None if two_way else round(float(macro), 4),
        measurable_f1=round(float(f1_score(actual, given)), 4),
        published_f1=round(float(f1_score(actual, given, sample_weight=weights)), 4),
    )


def _by_origin(
    labelled: Sequence[LabelledRow], examples: TrainingData, said: NDArray[np.int64]
) -> dict[str, HeldOutScore]:
    built = np.array([bool(item.construction) for item in labelled])
    parts = {"逐行标注的": np.flatnonzero(~built), "按写法造的": np.flatnonzero(built)}
    return {name: _score(_some(examples, rows), said[rows]) for name, rows in parts.items() if len(rows)}


def _some(examples: TrainingData, rows: NDArray[np.int64]) -> TrainingData:
    """The examples of some rows."""
    return replace(examples, labels=examples.labels[rows])


HARDEST = 12
"""Constructions told, those with most mistakes first."""


def _hardest(
    labelled: Sequence[LabelledRow], examples: TrainingData, said: NDArray[np.int64]
) -> tuple[HardConstruction, ...]:
    rows: defaultdict[str, list[int]] = defaultdict(list)
    for number, item in enumerate(labelled):
        if item.construction:
            rows[item.construction].append(number)
    right = examples.labels == said
    found = [
        HardConstruction(name, labelled[some[0]].label, round(float(right[some].mean()), 4), len(some))
        for name, some in rows.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.right, one.name))[:HARDEST])


def _reliability(examples: TrainingData, shares: Shares) -> tuple[Bin, ...]:
    return reliability(shares.max(axis=1).tolist(), (shares.argmax(axis=1) == examples.labels).tolist())


def _categories(examples: TrainingData) -> tuple[TrustedCategory, ...]:
    _, shares = calibrated(examples, "unseen_constructions")
    least = trusted_probabilities(shares, examples.labels)
    best, claimed = shares.argmax(axis=1), shares.max(axis=1)
    found = []
    for number, category in enumerate(ROW_CATEGORIES):
        named = (best == number) & (claimed >= least[number])
        right = float((examples.labels[named] == number).mean()) if named.any() else 0.0
        found.append(TrustedCategory(category, round(float(least[number]), 4), int(named.sum()), round(right, 4)))
    return tuple(found)
