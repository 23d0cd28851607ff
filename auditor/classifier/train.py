"""Training the shipped classifiers from the labelled rows in ``corpora``: those of each sector, and the constructions.

Multinomial logistic regression (scikit-learn) on the binary features of ``features.py``, each row scaled to unit
length, calibrated by scikit-learn's temperature scaling on rows whose constructions were left out of training, so that
probabilities mean what they say on ways of writing that the model has not seen.
"""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin

from auditor.atomic import write_bytes, write_text
from auditor.checks.protocol import RowView
from auditor.classifier.constructions import as_published, built_rows, load_constructions
from auditor.classifier.corpus import LABELS, LabelledRow, as_rows, read_labelled, same_saying
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import MODEL_FILE, VOCABULARY_FILE
from auditor.classifier.splits import Protocol, Split, splits
from auditor.language.artefacts import Language
from auditor.language.normalise import normalise
from auditor.resources import data_path
from auditor.taxonomy import ROW_CATEGORIES, broad_category

MIN_ROWS = 2
"""A feature seen in fewer rows is dropped: it names one row, not a kind of row."""

STRENGTH = 30.0
"""Inverse regularisation of the logistic regression, chosen by grouped cross-validation over sectors."""

Keys = Sequence[Sequence[str]]


@dataclass(frozen=True)
class TrainingData:
    """What a model learns from: features and label (a number into ``names``) of each row, and how rows are split.

    ``sectors`` and ``constructions`` group rows for cross-validation; rows of equal ``sayings`` are near-duplicates and
    never train for each other.
    """

    names: tuple[str, ...]
    keys: Keys
    labels: NDArray[np.int64]
    sectors: Sequence[str]
    constructions: Sequence[str]
    sayings: Sequence[str]

    def splits(self, protocol: Protocol) -> list[Split]:
        """The folds of a protocol."""
        return list(splits(protocol, sectors=self.sectors, constructions=self.constructions, sayings=self.sayings))


@dataclass(frozen=True)
class TrainedModel:
    """Arrays of a trained model."""

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    temperature: float
    features: tuple[str, ...]


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


def linear() -> Any:
    """The regression that is shipped, untrained."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    return make_pipeline(KeyVectorizer(), LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-5))


def train(examples: TrainingData) -> TrainedModel:
    """Train on rows of several sectors and constructions; deterministic for the same rows in the same order."""
    from sklearn.calibration import CalibratedClassifierCV

    folds = examples.splits("unseen_constructions")
    calibrated = CalibratedClassifierCV(linear(), method="temperature", cv=folds, ensemble=False)
    [fitted] = calibrated.fit(examples.keys, examples.labels).calibrated_classifiers_
    vectorizer, model = (step for _, step in fitted.estimator.steps)
    [scaling] = fitted.calibrators
    return TrainedModel(
        names=examples.names,
        weights=model.coef_.astype(np.float32),
        intercept=model.intercept_.astype(np.float32),
        temperature=float(1 / scaling.beta_),
        features=vectorizer.features_,
    )


def save(model: TrainedModel, folder: Path) -> None:
    """Write the model as arrays and a vocabulary; a file is replaced whole or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer, weights=model.weights, intercept=model.intercept, temperature=np.float64(model.temperature)
    )
    words = {"labels": model.names, "features": model.features}
    write_bytes(folder / MODEL_FILE, buffer.getvalue())
    write_text(folder / VOCABULARY_FILE, json.dumps(words, ensure_ascii=False, indent=0))
