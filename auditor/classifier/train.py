"""Training the shipped classifiers from the labelled rows in ``corpora/measurability``.

Multinomial logistic regression (scikit-learn) on the binary features of ``features.py``, each row scaled to unit
length. The temperature is fitted on predictions for sectors left out of training, so that probabilities mean what they
say on departments the model has not seen (Guo et al. 2017, temperature scaling).
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.atomic import write_bytes, write_text
from auditor.classifier.corpus import LABELS, LabelledRow, as_rows, same_saying
from auditor.classifier.features import FeatureReader
from auditor.classifier.model import MODEL_FILE, VOCABULARY_FILE
from auditor.language.artefacts import Language
from auditor.taxonomy import ROW_CATEGORIES, broad_category

MIN_ROWS = 2
"""A feature seen in fewer rows is dropped: it names one row, not a kind of row."""

STRENGTH = 30.0
"""Inverse regularisation of the logistic regression, chosen by grouped cross-validation over sectors."""

FOLDS = 5

SURE = 0.8
"""Probability from which a statistical verdict is told as a 疑点."""


@dataclass(frozen=True)
class TrainingData:
    """What a model learns from: features and label (a number into ``names``) of each row, and how rows are split.

    ``sectors`` group rows for cross-validation; rows of equal ``sayings`` are near-duplicates and never train for each
    other.
    """

    names: tuple[str, ...]
    keys: list[Sequence[str]]
    labels: NDArray[np.int64]
    sectors: list[str]
    sayings: list[str]


@dataclass(frozen=True)
class TrainedModel:
    """Arrays of a trained model and how it did on sectors it had not seen (all figures 0..1).

    ``sure_precision`` and ``sure_share``: of the rows given a label with at least ``SURE``, how many are right; and how
    many of the rows of the label that reaches. ``SURE`` is where the likely rules (MEA901–903) begin to speak.
    """

    names: tuple[str, ...]
    weights: NDArray[np.float32]
    intercept: NDArray[np.float32]
    temperature: float
    features: tuple[str, ...]
    macro_f1: float
    label_f1: dict[str, float]
    accuracy: float
    sure_precision: dict[str, float]
    sure_share: dict[str, float]


def measurability_examples(labelled: Sequence[LabelledRow], reader: FeatureReader, language: Language) -> TrainingData:
    """Every labelled row with its measurability label."""
    return TrainingData(
        names=LABELS,
        keys=[reader.keys(row) for row in as_rows(labelled, language)],
        labels=np.array([LABELS.index(item.label) for item in labelled]),
        sectors=[item.sector for item in labelled],
        sayings=[same_saying(item) for item in labelled],
    )


def category_examples(labelled: Sequence[LabelledRow], reader: FeatureReader, language: Language) -> TrainingData:
    """The measurable rows with the second level they stand under; the others do not show what belongs there."""
    rows = zip(labelled, as_rows(labelled, language), strict=True)
    chosen = [
        (item, row, category)
        for item, row in rows
        if item.label == "measurable" and (category := broad_category(row.category)) is not None
    ]
    return TrainingData(
        names=ROW_CATEGORIES,
        keys=[reader.content_keys(row) for _, row, _ in chosen],
        labels=np.array([ROW_CATEGORIES.index(category) for _, _, category in chosen]),
        sectors=[item.sector for item, _, _ in chosen],
        sayings=[same_saying(item) for item, _, _ in chosen],
    )


def train(examples: TrainingData) -> TrainedModel:
    """Train on rows of at least ``FOLDS`` sectors; deterministic for the same rows in the same order."""
    from sklearn.metrics import accuracy_score, f1_score

    held_out = held_out_logits(examples, _logits_of)
    temperature = _temperature(held_out, examples.labels)
    sure = _softmax(held_out / temperature).max(axis=1) >= SURE
    guesses = held_out.argmax(axis=1)
    features = _vocabulary(examples.keys)
    model = _fit(_matrix(examples.keys, features), examples.labels)
    numbers = range(len(examples.names))
    per_label = f1_score(examples.labels, guesses, average=None, labels=numbers)
    return TrainedModel(
        names=examples.names,
        weights=model.coef_.astype(np.float32),
        intercept=model.intercept_.astype(np.float32),
        temperature=temperature,
        features=features,
        macro_f1=float(f1_score(examples.labels, guesses, average="macro")),
        label_f1=dict(zip(examples.names, map(float, per_label), strict=True)),
        accuracy=float(accuracy_score(examples.labels, guesses)),
        sure_precision=_by_label(examples, lambda n: _share(examples.labels[sure & (guesses == n)] == n)),
        sure_share=_by_label(examples, lambda n: _share((sure & (guesses == n))[examples.labels == n])),
    )


def _by_label(examples: TrainingData, measure: Callable[[int], float]) -> dict[str, float]:
    return {name: measure(number) for number, name in enumerate(examples.names)}


def _share(holds: NDArray[np.bool_]) -> float:
    return float(holds.mean()) if len(holds) else 0.0


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    odds: NDArray[np.float64] = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
    return shares


def _vocabulary(keys: Sequence[Sequence[str]]) -> tuple[str, ...]:
    counts: dict[str, int] = {}
    for row in keys:
        for key in row:
            counts[key] = counts.get(key, 0) + 1
    return tuple(sorted(key for key, count in counts.items() if count >= MIN_ROWS))


def _matrix(keys: Sequence[Sequence[str]], features: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix

    column = {name: number for number, name in enumerate(features)}
    indices: list[int] = []
    pointers = [0]
    values: list[float] = []
    for row in keys:
        known = sorted(column[key] for key in row if key in column)
        indices.extend(known)
        values.extend([1 / np.sqrt(max(len(row), 1))] * len(known))
        pointers.append(len(indices))
    return csr_matrix((values, indices, pointers), shape=(len(keys), len(features)), dtype=np.float64)


def _fit(matrix: Any, labels: NDArray[np.int64]) -> Any:
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-5).fit(matrix, labels)


Scorer = Callable[[list[Sequence[str]], NDArray[np.int64], list[Sequence[str]]], NDArray[np.float64]]
"""Trains on features and labels, and scores further features: one row of scores a row, one column a label."""


def held_out_logits(examples: TrainingData, score: Scorer) -> NDArray[np.float64]:
    """Scores for every row by a model that saw no row of its sector, and no row that says the same elsewhere."""
    from sklearn.model_selection import GroupKFold

    keys, labels, said = examples.keys, examples.labels, examples.sayings
    logits = np.zeros((len(keys), len(examples.names)))
    for seen, unseen in GroupKFold(n_splits=FOLDS).split(labels, groups=examples.sectors):
        tested = {said[number] for number in unseen}
        clean = [number for number in seen if said[number] not in tested]
        logits[unseen] = score([keys[n] for n in clean], labels[clean], [keys[n] for n in unseen])
    return logits


def _logits_of(
    seen: list[Sequence[str]], labels: NDArray[np.int64], unseen: list[Sequence[str]]
) -> NDArray[np.float64]:
    features = _vocabulary(seen)
    model = _fit(_matrix(seen, features), labels)
    logits: NDArray[np.float64] = model.decision_function(_matrix(unseen, features))
    return logits


def _temperature(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """The divisor of the logits with the least log loss on held-out rows."""
    candidates = np.geomspace(0.3, 5.0, 60)
    losses = [_log_loss(logits / candidate, labels) for candidate in candidates]
    return float(candidates[int(np.argmin(losses))])


def _log_loss(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-log_probabilities[np.arange(len(labels)), labels].mean())


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
