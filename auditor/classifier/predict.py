"""Prediction with plain arrays: no pickle, no scikit-learn at run time."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from auditor.checks.protocol import Fit, Row
from auditor.classifier.features import FeatureReader
from auditor.errors import ConfigurationError
from auditor.model import Label, Measurability
from auditor.taxonomy import RowCategory, broad_category

MODEL_FILE = "model.npz"
VOCABULARY_FILE = "vocabulary.json"
REASONS = 3

MOST = 0.99
"""A statistical verdict is never certain; 1 is kept for rules."""


class LinearModel:
    """A multinomial logistic regression over feature keys.

    Args:
        folder: where ``auditor train`` wrote the arrays and the vocabulary.
        title: what the model is called in an error sentence.

    Raises:
        ConfigurationError: C003 where the files are missing or do not belong together.
    """

    def __init__(self, folder: Path, title: str) -> None:
        try:
            with np.load(folder / MODEL_FILE, allow_pickle=False) as arrays:
                self._weights: NDArray[np.float32] = arrays["weights"]
                self._intercept: NDArray[np.float32] = arrays["intercept"]
                self._temperature = float(arrays["temperature"])
            words = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError) as error:
            raise ConfigurationError("C003", name=title, reason=str(error)) from error
        if self._weights.shape != (len(words["labels"]), len(words["features"])):
            raise ConfigurationError("C003", name=title, reason="权重与词表不一致")
        self.labels: list[str] = words["labels"]
        self._names: list[str] = words["features"]

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self._names)}

    def probabilities(self, keys: Sequence[str]) -> NDArray[np.float64]:
        """The calibrated probability of each label, in the order of ``labels``."""
        known = self._known(keys)
        scale = 1 / np.sqrt(max(len(keys), 1))
        logits = (self._weights[:, known].sum(axis=1) * scale + self._intercept) / self._temperature
        odds: NDArray[np.float64] = np.exp(logits - logits.max())
        shares: NDArray[np.float64] = odds / odds.sum()
        return shares

    def reasons(self, keys: Sequence[str], best: int) -> tuple[str, ...]:
        """The features that spoke loudest for a label against the average of the others, in words."""
        columns = self._known(keys)
        if not columns:
            return ("整行的写法",)
        others = [number for number in range(len(self.labels)) if number != best]
        pull = self._weights[best, columns] - self._weights[others][:, columns].mean(axis=0)
        ranked = sorted(zip(pull.tolist(), columns, strict=True), key=lambda item: (-item[0], item[1]))
        told = (in_words(self._names[column]) for weight, column in ranked if weight > 0)
        by_quote = {word.partition("“")[2].rstrip("”结尾") or word: word for word in reversed(list(filter(None, told)))}
        return tuple(reversed(by_quote.values()))[:REASONS] or ("整行的写法",)

    def _known(self, keys: Sequence[str]) -> list[int]:
        return [self._columns[key] for key in keys if key in self._columns]


Signature = tuple[object, ...]
T = TypeVar("T")


def _once(known: dict[Signature, T], row: Row, judge: Callable[[Row], T]) -> T:
    """The answer for a row, worked out once for all rows that agree in what the features read."""
    indicator = row.indicator
    signature = (
        row.category, indicator.level3, indicator.description, indicator.target, row.project.budget_wan, row.submission.year
    )  # fmt: skip
    if signature not in known:
        known[signature] = judge(row)
    return known[signature]


class MeasurabilityClassifier:
    """Says how measurable rows are.

    Args:
        folder: of the model, ``corpora/measurability``.
        reader: the feature reader it was trained with.
    """

    def __init__(self, folder: Path, reader: FeatureReader) -> None:
        self._model = LinearModel(folder, "可衡量性模型")
        self._reader = reader

    def predict(self, rows: Sequence[Row]) -> list[Measurability]:
        """One verdict a row, in order, with the calibrated probability and the features that weighed most."""
        known: dict[Signature, Measurability] = {}
        return [_once(known, row, lambda row: self._verdict(self._reader.keys(row))) for row in rows]

    def _verdict(self, keys: Sequence[str]) -> Measurability:
        probabilities = self._model.probabilities(keys)
        best = int(probabilities.argmax())
        return Measurability(
            label=cast(Label, self._model.labels[best]),
            probability=min(MOST, round(float(probabilities[best]), 4)),
            reasons=self._model.reasons(keys, best),
        )


class CategoryClassifier:
    """Says under which second level rows belong by their words alone.

    Args:
        folder: of the model, ``corpora/category_fit``.
        reader: the feature reader it was trained with.
    """

    def __init__(self, folder: Path, reader: FeatureReader) -> None:
        self._model = LinearModel(folder, "指标类别模型")
        self._reader = reader

    def fits(self, rows: Sequence[Row]) -> list[Fit | None]:
        """One answer a row, in order; None where the row's own second level is not known."""
        known: dict[Signature, Fit | None] = {}
        return [_once(known, row, lambda row: self._fit(row, broad_category(row.category))) for row in rows]

    def _fit(self, row: Row, stated: RowCategory | None) -> Fit | None:
        if stated is None:
            return None
        keys = self._reader.content_keys(row)
        probabilities = self._model.probabilities(keys)
        best = int(probabilities.argmax())
        return Fit(
            stated=float(probabilities[self._model.labels.index(stated)]),
            belongs=cast(RowCategory, self._model.labels[best]),
            probability=min(MOST, round(float(probabilities[best]), 4)),
            reasons=self._model.reasons(keys, best),
        )


FIELD_WORDS = {"level3": "三级指标", "description": "描述", "target": "指标值"}
SHAPE_WORDS = {
    "target=level3": "指标值照抄指标名称",
    "target=description": "指标值照抄描述",
    "level3=label": "三级指标只写了类别名",
    "level3=amount": "三级指标只写了金额",
    "kind=empty": "指标值空白",
}


def in_words(key: str) -> str | None:
    """A feature key as a reader understands it, or None where it says nothing to a person."""
    if key in SHAPE_WORDS:
        return SHAPE_WORDS[key]
    field, _, rest = key.partition(":")
    kind, _, value = rest.partition("=")
    if field not in FIELD_WORDS or len(value) < 2 or not all("\u4e00" <= character <= "\u9fff" for character in value):
        return None
    if kind == "word":
        return f"{FIELD_WORDS[field]}中的“{value}”"
    if kind == "ends2" and field != "description":
        return f"{FIELD_WORDS[field]}以“{value}”结尾"
    return None
