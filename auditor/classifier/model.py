"""A trained model as plain arrays: no pickle, no scikit-learn at run time.

The model is linear, so a row's score is the sum of its parts' scores, and a part is scored once for all rows that have
it. Sums run in float64 in the order of the parts: a row's probability never depends on the rows beside it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.classifier.wording import WHOLE_ROW, Reason, in_words
from auditor.errors import ConfigurationError

MODEL_FILE = "model.npz"
VOCABULARY_FILE = "vocabulary.json"
REASONS = 3


class Loud(NamedTuple):
    """A feature that speaks for a label; sorted, the loudest comes first. ``softness`` is the negated weight."""

    softness: float
    column: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class PartScore:
    """What a part of a row says for each label (``sums``), and its features that can be told in words (``tellable``).

    ``loudest`` remembers, by label, the most that this part can contribute to a row's reasons.
    """

    sums: tuple[float, ...]
    tellable: tuple[int, ...]
    loudest: dict[int, tuple[Loud, ...]] = field(default_factory=dict)


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
                weights: NDArray[np.float32] = arrays["weights"]
                self._intercept: NDArray[np.float64] = arrays["intercept"].astype(np.float64)
                self._temperature = float(arrays["temperature"])
            words = json.loads((folder / VOCABULARY_FILE).read_text(encoding="utf-8"))
        except (OSError, KeyError, ValueError) as error:
            raise ConfigurationError("C003", name=title, reason=str(error)) from error
        if weights.shape != (len(words["labels"]), len(words["features"])):
            raise ConfigurationError("C003", name=title, reason="权重与词表不一致")
        self.labels: list[str] = words["labels"]
        self._names: list[str] = words["features"]
        self._weights: NDArray[np.float64] = np.ascontiguousarray(weights.T, dtype=np.float64)
        self._told: dict[int, Reason | None] = {}

    @cached_property
    def _columns(self) -> dict[str, int]:
        return {name: column for column, name in enumerate(self._names)}

    @cached_property
    def _pull(self) -> NDArray[np.float64]:
        """Of each feature, its weight for each label less the mean of its weights for the others."""
        others = len(self.labels) - 1
        pull: NDArray[np.float64] = self._weights - (self._weights.sum(axis=1, keepdims=True) - self._weights) / others
        return pull

    def score(self, keys: Iterable[str]) -> PartScore:
        """What features say for each label; those the model has not seen say nothing."""
        columns = self._columns
        known = [columns[key] for key in keys if key in columns]
        sums = self._weights[known].sum(axis=0)
        return PartScore(tuple(sums.tolist()), tuple(column for column in known if self._in_words(column)))

    def probabilities(self, rows: Sequence[Sequence[PartScore]], sizes: Sequence[int]) -> NDArray[np.float64]:
        """The calibrated probability of each label, a row of the array a row, labels in the order of ``labels``.

        Args:
            rows: the scored parts of each row, equally many a row.
            sizes: how many features each row has, known to the model or not.
        """
        flat = chain.from_iterable(part.sums for parts in rows for part in parts)
        sums = np.fromiter(flat, np.float64).reshape(len(rows), -1, len(self.labels))
        logits = np.zeros((len(rows), len(self.labels)))
        for number in range(sums.shape[1]):  # one part after the other: the order of summing is part of the result
            logits += sums[:, number]
        logits /= np.sqrt(np.maximum(np.asarray(sizes, dtype=np.float64), 1))[:, None]
        logits = (logits + self._intercept) / self._temperature
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares: NDArray[np.float64] = odds / odds.sum(axis=1, keepdims=True)
        return shares

    def reasons(self, parts: Iterable[PartScore], label: int) -> tuple[str, ...]:
        """The features of a row that spoke loudest for a label against the average of the others, loudest first."""
        loud = sorted(chain.from_iterable(self._loudest(part, label) for part in parts if part.tellable))
        return tuple(one.reason.words for one in _first_of_each(loud)) or (WHOLE_ROW,)

    def _loudest(self, part: PartScore, label: int) -> tuple[Loud, ...]:
        if label not in part.loudest:
            loud = sorted(self._loud(column, label) for column in part.tellable)
            part.loudest[label] = _first_of_each(one for one in loud if one.softness < 0)
        return part.loudest[label]

    def _loud(self, column: int, label: int) -> Loud:
        reason = self._in_words(column)
        assert reason is not None  # a tellable column
        return Loud(-self._pull.item(column, label), column, reason)

    def _in_words(self, column: int) -> Reason | None:
        if column not in self._told:
            self._told[column] = in_words(self._names[column])
        return self._told[column]


def _first_of_each(loud: Iterable[Loud]) -> tuple[Loud, ...]:
    """The loudest few about different things, of features sorted loudest first."""
    by_subject: dict[str, Loud] = {}
    for one in loud:
        by_subject.setdefault(one.reason.about, one)
        if len(by_subject) == REASONS:
            break
    return tuple(by_subject.values())
