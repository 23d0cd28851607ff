"""Which model for the measurability classifier: ``python -m benchmarks.models``.

The shipped linear model, gradient boosting on structural features, and the mean of both, each on rows of seen sectors, of
sectors left out of training, and of constructions left out of training; then the variety of the corpus.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline

from auditor.classifier.corpus import LabelledRow
from auditor.classifier.features import FeatureReader
from auditor.classifier.splits import PROTOCOLS
from auditor.classifier.train import Keys, TrainingData, linear, measurability_examples, training_rows
from auditor.language.artefacts import Language
from auditor.resources import data_path
from auditor.rules.lexicon import load_lexicon

STRUCTURAL = re.compile(
    r"^(?:level2=|kind=|kind\+level2|kind\+list|target=|level3=|target:length|level3:length|"
    r"\w+:(?:has|ends|starts)=[a-z_]+$)"
)
MOST = 300
"""Structural features that the trees see, the commonest first."""


class StructureVectorizer(TransformerMixin, BaseEstimator):
    """The commonest structural features of rows as columns of 0 and 1."""

    def fit(self, keys: Keys, labels: object = None) -> Self:
        """Learn which features there are."""
        counts: dict[str, int] = {}
        for row in keys:
            for key in filter(STRUCTURAL.match, row):
                counts[key] = counts.get(key, 0) + 1
        self.features_ = sorted(counts, key=lambda key: (-counts[key], key))[:MOST]
        return self

    def transform(self, keys: Keys) -> NDArray[np.float32]:
        """One row of the array a row."""
        column = {name: number for number, name in enumerate(self.features_)}
        found = np.zeros((len(keys), len(column)), dtype=np.float32)
        for number, row in enumerate(keys):
            found[number, [column[key] for key in row if key in column]] = 1
        return found


def boosting() -> Any:
    """Gradient boosting on structure."""
    trees = HistGradientBoostingClassifier(max_iter=100, learning_rate=0.15, max_leaf_nodes=15, random_state=0)
    return make_pipeline(StructureVectorizer(), trees)


def main() -> None:
    """Print the comparison and the variety of the corpus."""
    rows = training_rows()
    reader = FeatureReader(load_lexicon(data_path("corpora", "lexicon")))
    examples = measurability_examples(rows, reader, Language())
    print(f"{len(rows)} rows, {len({row.sector for row in rows})} sectors, {_shapes(rows)} distinct sentence shapes")
    for protocol, title in PROTOCOLS.items():
        folds = examples.splits(protocol)
        said = [
            cross_val_predict(model, examples.keys, examples.labels, cv=folds, method="predict_proba")
            for model in (linear(), boosting())
        ]
        for name, shares in zip(("linear", "boosting", "stack"), (*said, sum(said)), strict=True):
            print(f"{title} {name:9} macro-F1 {_macro(examples, shares):.3f}")


def _macro(examples: TrainingData, shares: NDArray[np.float64]) -> float:
    return float(f1_score(examples.labels, shares.argmax(axis=1), average="macro"))


def _shapes(rows: Sequence[LabelledRow]) -> int:
    """Distinct shapes of name and target with numbers and nouns (words of two and more characters) masked."""
    language = Language()
    lexicon = load_lexicon(data_path("corpora", "lexicon"))
    kept = {word for name in ("vague_verbs", "vague_degrees", "vague_states", "countable_heads", "abstract_heads")
            for word in lexicon[name]}  # fmt: skip

    def shape(text: str) -> str:
        artefacts = language.analyse(text)
        numbers = {quantity.text for quantity in artefacts.quantities}
        return "".join(
            "#" if token in numbers or token[0].isdigit() else token if token in kept or len(token) == 1 else "N"
            for token in artefacts.tokens
        )

    return len({(row.indicator.level2, shape(row.indicator.level3), shape(row.indicator.target)) for row in rows})


if __name__ == "__main__":
    main()
