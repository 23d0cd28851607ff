"""Learning from what an office's own people said of rows: tried on decisions that were kept back, and refused where it harms."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from auditor.classifier.corpus import LabelledRow
from auditor.classifier.features import FeatureReader
from auditor.classifier.train import TrainingData, linear, measurability_examples
from auditor.language.artefacts import Language

KEPT_BACK = 3
"""Every third decision, by its words, is kept back to try the model on."""
LEAST = 10
"""Decisions that must be kept back: with fewer a difference says nothing."""


@dataclass(frozen=True)
class DecisionTrial:
    """How many decisions were learnt from and kept back, and how many of the latter each model has right."""

    learnt: int
    kept_back: int
    right_before: int
    right_after: int

    @property
    def enough(self) -> bool:
        """Whether enough was kept back to tell."""
        return self.kept_back >= LEAST

    @property
    def worse(self) -> bool:
        """Whether the model that learnt from decisions has fewer of the others right."""
        return self.right_after < self.right_before


def try_decisions(
    corpus: Sequence[LabelledRow], decided: Sequence[LabelledRow], reader: FeatureReader, language: Language
) -> DecisionTrial:
    """Train without and with a part of the decisions, and try both on the rest.

    Args:
        corpus: what the shipped model learnt from.
        decided: rows that people labelled.
        reader: of features.
        language: the analyser of texts.
    """
    back = [row for row in decided if _is_kept_back(row)]
    learnt = [row for row in decided if not _is_kept_back(row)]
    if len(back) < LEAST:
        return DecisionTrial(len(learnt), len(back), 0, 0)
    tried = measurability_examples(back, reader, language)
    before = _right(measurability_examples(corpus, reader, language), tried)
    after = _right(measurability_examples([*corpus, *learnt], reader, language), tried)
    return DecisionTrial(len(learnt), len(back), before, after)


def _right(examples: TrainingData, tried: TrainingData) -> int:
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):
        model = linear(examples.label_weights).fit(examples.keys, examples.labels)
        said: NDArray[np.int64] = model.predict(tried.keys)
    return int((said == tried.labels).sum())


def _is_kept_back(row: LabelledRow) -> bool:
    one = row.indicator
    words = "\x1f".join((one.level1, one.level2, one.level3, one.description, one.target, one.basis))
    return hashlib.sha256(words.encode()).digest()[0] % KEPT_BACK == 0
