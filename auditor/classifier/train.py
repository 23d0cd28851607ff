"""Training the shipped classifiers from the labelled rows in ``corpora``: those of each sector, and the constructions.

Multinomial logistic regression (scikit-learn) on the binary features of ``features.py``, each row scaled to unit
length, calibrated by scikit-learn's temperature scaling on rows whose constructions were left out of training, so that
probabilities mean what they say on ways of writing that the model has not seen. The same rows in the same order give the
same bytes, however many processors there are.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin

from auditor.checks.protocol import RowView
from auditor.classifier.constructions import as_published, built_rows, load_constructions
from auditor.classifier.corpus import LABELS, LabelledRow, as_rows, read_labelled, same_saying
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import MODEL_FILE, VOCABULARY_FILE
from auditor.classifier.splits import HeldOutBy, Split, splits
from auditor.language.artefacts import Language
from auditor.language.normalise import normalise
from auditor.model import Label
from auditor.resources import data_path
from auditor.runtime.atomic import write_bytes, write_text
from auditor.taxonomy import ROW_CATEGORIES, broad_category

MIN_ROWS = 2
"""A feature seen in fewer rows is dropped: it names one row, not a kind of row."""

STRENGTH = 30.0
"""Inverse regularisation of the logistic regression, chosen by grouped cross-validation over sectors."""

PUBLISHED_SHARES: Mapping[Label, float] = {
    "measurable": 0.65,
    "vague": 0.20,
    "pseudo_quantified": 0.06,
    "placeholder": 0.09,
}
"""Shares of the labels among rows of published tables. The corpus shows rare faults oftener, and training weighs them back."""

TRUSTED_SHARE = 0.95
"""A category is named only above the probability at which so many were right on constructions left out of training."""

TRUSTED_ROWS = 50
"""Fewer rows than these prove no probability."""

Keys = Sequence[Sequence[str]]


@dataclass(frozen=True)
class TrainingData:
    """What a model learns from: features and label (a number into ``names``) of each row, and how rows are split.

    ``sectors`` and ``constructions`` group rows for cross-validation; rows of equal ``sayings`` are near-duplicates and
    never train for each other. ``shares`` are those of the labels where the model will be used; None: as in the rows.
    """

    names: tuple[str, ...]
    keys: Keys
    labels: NDArray[np.int64]
    sectors: Sequence[str]
    constructions: Sequence[str]
    sayings: Sequence[str]
    shares: Mapping[Label, float] | None = None

    @property
    def label_weights(self) -> dict[int, float] | None:
        """How much a row of each label weighs, so that labels count for their ``shares``."""
        if self.shares is None:
            return None
        shares, counts = dict(self.shares), np.bincount(self.labels, minlength=len(self.names))
        return {number: shares[name] * len(self.labels) / max(1, counts[number]) for number, name in enumerate(LABELS)}

    @property
    def digest(self) -> str:
        """SHA-256 of features, labels and groups: data that agree in it train the same model."""
        said = (self.names, self.keys, self.labels.tolist(), self.constructions, self.sayings, self.label_weights)
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()

    def splits(self, protocol: HeldOutBy) -> list[Split]:
        """The folds of a protocol."""
        return list(splits(protocol, sectors=self.sectors, constructions=self.constructions, sayings=self.sayings))


@dataclass(frozen=True)
class TrainedModel:
    """Arrays of a trained model; see ``LinearModel``. ``trained_on`` is the digest of its training data."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    temperature: float
    trusted: NDArray[np.float32]
    features: tuple[str, ...]
    trained_on: str


# --- examples -----------------------------------------------------------------------------------------------------------


def training_rows() -> list[LabelledRow]:
    """All rows of the shipped corpus: labelled by hand, as published tables show them, and built by construction."""
    labelled = read_labelled(sorted(data_path("corpora", "measurability").glob("*.tsv")))
    constructions, words = load_constructions(data_path("corpora", "constructions"))
    return [*as_published(labelled), *built_rows(constructions, words, labelled)]


def measurability_examples(labelled: Sequence[LabelledRow], reader: FeatureReader, language: Language) -> TrainingData:
    """Every labelled row with its measurability label."""
    rows = as_rows(labelled, language)
    return TrainingData(
        names=LABELS,
        keys=[reader.keys(row) for row in rows],
        labels=np.array([LABELS.index(item.label) for item in labelled]),
        sectors=[item.sector for item in labelled],
        constructions=[construction_of(item, row) for item, row in zip(labelled, rows, strict=True)],
        sayings=[same_saying(item) for item in labelled],
        shares=PUBLISHED_SHARES,
    )


def category_examples(labelled: Sequence[LabelledRow], reader: FeatureReader, language: Language) -> TrainingData:
    """The measurable rows with the second level they stand under; the others do not show what belongs there.

    Nor do rows of a construction that is built under several second levels.
    """
    placed = [
        (item, row, category)
        for item, row in zip(labelled, as_rows(labelled, language), strict=True)
        if item.label == "measurable" and (category := broad_category(row.category)) is not None
    ]
    homes = {(item.construction, category) for item, _, category in placed if item.construction}
    several = {name for name, count in Counter(name for name, _ in homes).items() if count > 1}
    chosen = [one for one in placed if one[0].construction not in several]
    return TrainingData(
        names=ROW_CATEGORIES,
        keys=[reader.content_keys(row) for _, row, _ in chosen],
        labels=np.array([ROW_CATEGORIES.index(category) for _, _, category in chosen]),
        sectors=[item.sector for item, _, _ in chosen],
        constructions=[construction_of(item, row) for item, row, _ in chosen],
        sayings=[same_saying(item) for item, _, _ in chosen],
    )


def construction_of(item: LabelledRow, row: RowView) -> str:
    """How a row is put together: the construction it was built by, or the head of its name beside the form of its value.

    A value without figures is its own form: all rows that say "稳步提升" are held out together.
    """
    if item.construction:
        return item.construction
    target = normalise(row.indicator.target)
    if not any(map(str.isdigit, target)):
        return f"{row.category}|{target}"
    return f"{normalise(row.indicator.level3)[-2:]}|{re.sub(r'[0-9.]+', '#', target)}"


# --- training -----------------------------------------------------------------------------------------------------------


class KeyVectorizer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Feature keys to a sparse matrix of the keys seen in ``MIN_ROWS`` rows, each row scaled by all keys it has."""

    def fit(self, keys: Keys, labels: object = None) -> Self:
        """Learn the vocabulary."""
        counts: dict[str, int] = {}
        for row in keys:
            for key in row:
                counts[key] = counts.get(key, 0) + 1
        self.features_ = tuple(sorted(key for key, count in counts.items() if count >= MIN_ROWS))
        return self

    def transform(self, keys: Keys) -> Any:
        """One row of the matrix a row."""
        from scipy.sparse import csr_matrix

        column = {name: number for number, name in enumerate(self.features_)}
        indices: list[int] = []
        pointers = [0]
        values: list[float] = []
        for row in keys:
            known = sorted(column[key] for key in row if key in column)
            indices.extend(known)
            values.extend([1 / np.sqrt(max(len(row), 1))] * len(known))
            pointers.append(len(indices))
        return csr_matrix((values, indices, pointers), shape=(len(keys), len(column)), dtype=np.float64)


class HeldOutLogits(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Stands for a model of which only the logits of rows are known."""

    def fit(self, logits: NDArray[np.float64], labels: NDArray[np.int64]) -> Self:
        """Learn which labels there are."""
        self.classes_ = np.unique(labels)
        return self

    def decision_function(self, logits: NDArray[np.float64]) -> NDArray[np.float64]:
        """The logits."""
        return logits

    def predict(self, logits: NDArray[np.float64]) -> NDArray[np.int64]:
        """The likeliest labels."""
        likeliest: NDArray[np.int64] = self.classes_[logits.argmax(axis=1)]
        return likeliest


def linear(label_weights: Mapping[int, float] | None = None) -> Any:
    """The regression that is shipped, untrained."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    regression = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-5, class_weight=label_weights)
    return make_pipeline(KeyVectorizer(), regression)


def train(examples: TrainingData) -> TrainedModel:
    """Train on rows of several sectors and constructions."""
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1):  # sums of several threads come out differently
        temperature, shares = calibrated(examples, "unseen_constructions")
        vectorizer, model = (
            step for _, step in linear(examples.label_weights).fit(examples.keys, examples.labels).steps
        )
    return TrainedModel(
        names=examples.names,
        weights=model.coef_.astype(np.float32),
        intercept=model.intercept_.astype(np.float32),
        temperature=temperature,
        trusted=trusted_probabilities(shares, examples.labels),
        features=vectorizer.features_,
        trained_on=examples.digest,
    )


def calibrated(examples: TrainingData, protocol: HeldOutBy) -> tuple[float, NDArray[np.float64]]:
    """The temperature, and the calibrated share of each label of each row by a model that did not train on it.

    Args:
        examples: all rows; everyone is held out once.
        protocol: what is held out with it.
    """
    from sklearn.calibration import CalibratedClassifierCV
    from sklearn.model_selection import cross_val_predict

    folds, model = examples.splits(protocol), linear(examples.label_weights)
    logits = cross_val_predict(model, examples.keys, examples.labels, cv=folds, method="decision_function")
    calibrated = CalibratedClassifierCV(HeldOutLogits(), method="temperature", cv=2, ensemble=False)
    calibrated.fit(logits, examples.labels)
    [fitted] = calibrated.calibrated_classifiers_
    [scaling] = fitted.calibrators
    return float(1 / scaling.beta_), calibrated.predict_proba(logits)


def trusted_probabilities(shares: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float32]:
    """Of each label the least probability from which ``TRUSTED_SHARE`` of the rows given it have it; 1 where none is.

    Args:
        shares: the probability of each label, one row of the array a row that did not train the model.
        labels: what the rows are.
    """
    best, claimed = shares.argmax(axis=1), shares.max(axis=1)
    least = np.ones(shares.shape[1], dtype=np.float32)
    for label in range(shares.shape[1]):
        given = np.flatnonzero(best == label)
        given = given[np.argsort(-claimed[given], kind="stable")]
        right = np.cumsum(labels[given] == label) / np.arange(1, len(given) + 1)
        if len(enough := np.flatnonzero(right[TRUSTED_ROWS - 1 :] >= TRUSTED_SHARE)):
            least[label] = claimed[given[enough[-1] + TRUSTED_ROWS - 1]]
    return least


def save(model: TrainedModel, folder: Path) -> None:
    """Write the model as arrays and a vocabulary; a file is replaced whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        weights=model.weights,
        intercept=model.intercept,
        temperature=np.float64(model.temperature),
        trusted=model.trusted,
    )
    words = {
        "labels": model.names,
        "trained_on": model.trained_on,
        "arrays": hashlib.sha256(buffer.getvalue()).hexdigest(),
        "features": model.features,
    }
    write_bytes(folder / MODEL_FILE, buffer.getvalue())
    write_text(folder / VOCABULARY_FILE, json.dumps(words, ensure_ascii=False, indent=0))
