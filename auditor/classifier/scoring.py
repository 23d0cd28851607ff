"""Parts of rows, scored for several linear models at once.

The models are linear, so a row's score is the sum of its parts' scores, and a part is scored once for all rows that have
it. Sums run in float64 in the order of the parts: a row's probability never depends on the rows beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from auditor.classifier.model import LinearModel
from auditor.classifier.wording import WHOLE_ROW, Reason, in_words

REASONS = 3

Loud = tuple[float, int, Reason]
"""A feature that speaks for a label: its pull with the sign turned (the loudest sorts first), its number, its words."""


class _Reasons(dict[int, Reason | None]):
    """The reason that each feature gives, by its number; put into words when first asked for."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names

    def __missing__(self, number: int) -> Reason | None:
        reason = self[number] = in_words(self._names[number])
        return reason


class PartScore(NamedTuple):
    """What a part of a row says.

    ``size``: how many features it has, known or not; ``sums``: their summed weights, one a column of the weights;
    ``tellable``: its features that words can be found for; ``loudest`` remembers, by column of the weights, those that
    may become reasons.
    """

    size: int
    sums: NDArray[np.float64]
    tellable: tuple[int, ...]
    loudest: dict[int, tuple[Loud, ...]]


class StackedModels:
    """Linear models over one vocabulary: a feature is looked up once and weighs for the labels of all of them.

    Args:
        models: asked for by their number, from 0. A feature that a model does not know weighs nothing for it.
    """

    def __init__(self, *models: LinearModel) -> None:
        self._models = models
        ends = list(accumulate(len(model.labels) for model in models))
        self._width = ends[-1]
        self._nothing = np.zeros(self._width)
        self._columns = [slice(end - len(model.labels), end) for model, end in zip(models, ends, strict=True)]

    def score(self, keys: Sequence[str]) -> PartScore:
        """What the features of one part say; those that no model has seen say nothing."""
        known = [number for number in map(self._numbers.get, keys) if number is not None]
        reasons = self._reasons
        return PartScore(
            size=len(keys),
            sums=self._weights.take(known, axis=0).sum(axis=0) if known else self._nothing,
            tellable=tuple([number for number in known if reasons[number]]),
            loudest={},
        )

    def probabilities(self, which: int, rows: Sequence[Sequence[PartScore]]) -> NDArray[np.float64]:
        """What a model makes of rows: the calibrated probability of each of its labels, one row of the array a row.

        Args:
            which: the model's number.
            rows: the parts of each row, equally many a row.
        """
        model = self._models[which]
        by_part = np.concatenate([part.sums for parts in rows for part in parts]).reshape(len(rows), -1, self._width)
        sums = np.zeros((len(rows), len(model.labels)))
        for number in range(by_part.shape[1]):  # one part after the other, whatever rows stand beside this one
            sums += by_part[:, number, self._columns[which]]
        sizes = np.array([sum([part.size for part in parts]) for parts in rows], dtype=np.float64)
        return model.probabilities(sums, sizes)

    def reasons(self, which: int, parts: Iterable[PartScore], label: int) -> tuple[str, ...]:
        """The features that spoke loudest for a label of a model against the average of its others, loudest first."""
        column = self._columns[which].start + label
        loud = sorted(chain.from_iterable([self._loudest(part, column) for part in parts if part.tellable]))
        return tuple([reason.words for _, _, reason in _first_of_each(loud)]) or (WHOLE_ROW,)

    def _loudest(self, part: PartScore, column: int) -> tuple[Loud, ...]:
        known = part.loudest.get(column)
        if known is None:
            pulls = sorted([(-self._pull.item(number, column), number) for number in part.tellable])
            loud = [(softness, n, reason) for softness, n in pulls if softness < 0 and (reason := self._reasons[n])]
            known = part.loudest[column] = _first_of_each(loud)
        return known

    @cached_property
    def _numbers(self) -> dict[str, int]:
        names = dict.fromkeys(chain.from_iterable(model.features for model in self._models))
        return dict(zip(names, range(len(names)), strict=True))

    @cached_property
    def _reasons(self) -> _Reasons:
        return _Reasons(list(self._numbers))

    @cached_property
    def _weights(self) -> NDArray[np.float64]:
        """One row a feature, one column a label, the models' labels side by side."""
        weights = np.zeros((len(self._numbers), self._width))
        for model, columns in zip(self._models, self._columns, strict=True):
            weights[list(map(self._numbers.__getitem__, model.features)), columns] = model.weights.T
        return weights

    @cached_property
    def _pull(self) -> NDArray[np.float64]:
        """Of each feature, its weight for each label less the mean of its weights for the model's other labels."""
        pull = self._weights.copy()
        for columns in self._columns:
            own = self._weights[:, columns]
            pull[:, columns] -= (own.sum(axis=1, keepdims=True) - own) / (own.shape[1] - 1)
        return pull


def _first_of_each(loud: Iterable[Loud]) -> tuple[Loud, ...]:
    """The loudest few about different things, of features sorted loudest first."""
    by_subject: dict[str, Loud] = {}
    for one in loud:
        if one[2].about not in by_subject:
            by_subject[one[2].about] = one
            if len(by_subject) == REASONS:
                break
    return tuple(by_subject.values())
