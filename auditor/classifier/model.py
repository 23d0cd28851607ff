"""A trained model as plain arrays: no pickle, no scikit-learn at run time."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from auditor.errors import ConfigurationError

MODEL_FILE = "model.npz"
VOCABULARY_FILE = "vocabulary.json"


class LinearModel:
    """A multinomial logistic regression over feature keys: ``labels``, ``features`` and a weight of each for each.

    ``trusted`` is, by label, the probability from which the model was right in 95 of 100 rows whose constructions it had
    not seen; 1 where it never was.

    Args:
        folder: where ``auditor train`` wrote the arrays and the vocabulary.
        title: what the model is called in an error sentence.

    Raises:
        ConfigurationError: C003 where the files are missing or do not belong together.
    """

    def __init__(self, folder: Path, title: str) -> None:
        try:
            with np.load(folder / MODEL_FILE, allow_pickle=False) as arrays:
                self.weights: NDArray[np.float32] = arrays["weights"]
                self._intercept: NDArray[np.float64] = arrays["intercept"].astype(np.float64)
                self._temperature = float(arrays["temperature"])
                self.trusted: NDArray[np.float32] = arrays["trusted"]
            words = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError) as error:
            raise ConfigurationError("C003", name=title, reason=str(error)) from error
        if self.weights.shape != (len(words["labels"]), len(words["features"])):
            raise ConfigurationError("C003", name=title, reason="权重与词表不一致")
        self.labels: list[str] = words["labels"]
        self.features: list[str] = words["features"]

    def probabilities(self, sums: NDArray[np.float64], sizes: NDArray[np.float64]) -> NDArray[np.float64]:
        """The calibrated probability of each label, one row of the array a row, in the order of ``labels``.

        Args:
            sums: the summed weights of each row's features, one column a label.
            sizes: how many features each row has, whether the model knows them or not.
        """
        scaled = sums / np.sqrt(np.maximum(sizes, 1))[:, None]
        logits = (scaled + self._intercept) / self._temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return shares
