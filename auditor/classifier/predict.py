"""Prediction with plain arrays: no pickle, no scikit-learn at run time."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.checks.protocol import Row
from auditor.classifier.features import FeatureReader
from auditor.errors import ConfigurationError
from auditor.model import Label, Measurability

MODEL_FILE = "model.npz"
VOCABULARY_FILE = "vocabulary.json"
REASONS = 3

MOST = 0.99
"""A statistical verdict is never certain; 1 is kept for rules."""


class LinearClassifier:
    """A multinomial logistic regression over feature keys.

    Args:
        folder: where ``auditor train`` wrote the arrays and the vocabulary.
        reader: the feature reader it was trained with.

    Raises:
        ConfigurationError: C003 where the files are missing or do not belong together.
    """

    def __init__(self, folder: Path, reader: FeatureReader) -> None:
        try:
            with np.load(folder / MODEL_FILE, allow_pickle=False) as arrays:
                self._weights: NDArray[np.float32] = arrays["weights"]
                self._intercept: NDArray[np.float32] = arrays["intercept"]
                self._temperature = float(arrays["temperature"])
            words = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError) as error:
            raise ConfigurationError("C003", name="可衡量性模型", reason=str(error)) from error
        if self._weights.shape != (len(words["labels"]), len(words["features"])):
            raise ConfigurationError("C003", name="可衡量性模型", reason="权重与词表不一致")
        self._labels: list[Label] = words["labels"]
        self._names: list[str] = words["features"]
        self._reader = reader

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self._names)}

    def predict(self, rows: Sequence[Row]) -> list[Measurability]:
        """One verdict a row, in order, with the calibrated probability and the features that weighed most."""
        return [self._verdict(self._reader.keys(row)) for row in rows]

    def _verdict(self, keys: Sequence[str]) -> Measurability:
        known = [self._columns[key] for key in keys if key in self._columns]
        scale = 1 / np.sqrt(max(len(keys), 1))
        logits = (self._weights[:, known].sum(axis=1) * scale + self._intercept) / self._temperature
        odds = np.exp(logits - logits.max())
        probabilities = odds / odds.sum()
        best = int(probabilities.argmax())
        return Measurability(
            label=self._labels[best],
            probability=min(MOST, round(float(probabilities[best]), 4)),
            reasons=self._reasons(known, best),
        )

    def _reasons(self, columns: Sequence[int], best: int) -> tuple[str, ...]:
        """The features that spoke loudest for the label against the average of the others, in words."""
        if not columns:
            return ("整行的写法",)
        others = [number for number in range(len(self._labels)) if number != best]
        pull = self._weights[best, columns] - self._weights[others][:, columns].mean(axis=0)
        ranked = sorted(zip(pull.tolist(), columns, strict=True), key=lambda item: (-item[0], item[1]))
        told = (in_words(self._names[column]) for weight, column in ranked if weight > 0)
        by_quote = {word.partition("“")[2].rstrip("”结尾") or word: word for word in reversed(list(filter(None, told)))}
        return tuple(reversed(by_quote.values()))[:REASONS] or ("整行的写法",)


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
