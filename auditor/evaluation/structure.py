"""The model that the shipped one is compared with: gradient boosting on what rows look like, without their words."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from auditor.classifier.train import Keys

STRUCTURAL = re.compile(
    r"^(?:level2=|kind=|kind\+level2|kind\+list|target=|level3=|target:length|level3:length|"
    r"\w+:(?:has|ends|starts)=[a-z_]+$)"
)

MOST = 300
"""Structural features that the trees see, the commonest first."""


class StructureVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The commonest structural features of rows as columns of 0 and 1."""

    def fit(self, keys: Keys, labels: object = None) -> Self:
        """Learn which features there are."""
        counts = Counter(key for row in keys for key in filter(STRUCTURAL.match, row))
        self.features_ = sorted(counts, key=lambda key: (-counts[key], key))[:MOST]
        return self

    def transform(self, keys: Keys) -> NDArray[np.float32]:
        """One row of the array a row."""
        column = {name: number for number, name in enumerate(self.features_)}
        found = np.zeros((len(keys), len(column)), dtype=np.float32)
        for number, row in enumerate(keys):
            found[number, [column[key] for key in row if key in column]] = 1
        return found


def boosting(label_weights: dict[int, float] | None = None) -> Any:
    """Gradient boosting on structure, untrained."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.pipeline import make_pipeline

    trees = HistGradientBoostingClassifier(
        max_iter=100, learning_rate=0.15, max_leaf_nodes=15, class_weight=label_weights, random_state=0
    )
    return make_pipeline(StructureVectorizer(), trees)
