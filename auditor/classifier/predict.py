"""Verdicts on rows by the two shipped models: how measurable they are, and where they belong.

Both models read the same features, so a part of a row is read once and scored for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar, cast

from auditor.checks.protocol import Fit, Row
from auditor.classifier.features import FeatureReader, Part
from auditor.classifier.model import LinearModel, PartScore
from auditor.model import Label, Measurability
from auditor.taxonomy import RowCategory, broad_category

MOST = 0.99
"""A statistical verdict is never certain; 1 is kept for rules."""

BLOCK = 1 << 13
"""Rows weighed at a time: enough to work on arrays, few enough that memory does not grow with the batch."""

REMEMBERED = 1 << 16
"""Parts of rows whose scores are kept from block to block."""


@dataclass(frozen=True, slots=True)
class ScoredPart:
    """A part of a row: how many features it has, and what they say to each model."""

    size: int
    measurability: PartScore
    category: PartScore


Signature = tuple[object, ...]
T = TypeVar("T")


class RowClassifier:
    """Says how measurable rows are, and under which second level they belong by their words alone.

    Args:
        reader: the feature reader both models were trained with.
        measurability: the model in ``corpora/measurability``.
        category: the model in ``corpora/category_fit``.
    """

    def __init__(self, reader: FeatureReader, *, measurability: LinearModel, category: LinearModel) -> None:
        self._reader = reader
        self._measurability = measurability
        self._category = category
        self._known: dict[Part, ScoredPart] = {}

    def predict(self, rows: Sequence[Row]) -> list[Measurability]:
        """One verdict a row, in order, with the calibrated probability and the features that weighed most."""
        return _once(rows, self._verdicts)

    def fits(self, rows: Sequence[Row]) -> list[Fit | None]:
        """One answer a row, in order; None where the row's own second level is not known."""
        placed = [row for row in rows if row.category is not None]
        answers = iter(_once(placed, self._fits))
        return [None if row.category is None else next(answers) for row in rows]

    def _verdicts(self, rows: Sequence[Row]) -> list[Measurability]:
        model = self._measurability
        scored = [self._scored(row, self._reader.parts(row)) for row in rows]
        told = [[part.measurability for part in parts] for parts in scored]
        shares = model.probabilities(told, _sizes(scored))
        return [
            Measurability(
                label=cast(Label, model.labels[best]),
                probability=_claimed(share),
                reasons=model.reasons(parts, best),
            )
            for parts, best, share in zip(told, shares.argmax(axis=1).tolist(), shares.max(axis=1).tolist(), strict=True)
        ]

    def _fits(self, rows: Sequence[Row]) -> list[Fit]:
        model = self._category
        scored = [self._scored(row, self._reader.content_parts(row)) for row in rows]
        told = [[part.category for part in parts] for parts in scored]
        shares = model.probabilities(told, _sizes(scored))
        return [
            Fit(
                stated=by_label[model.labels.index(cast(RowCategory, broad_category(row.category)))],
                belongs=cast(RowCategory, model.labels[best]),
                probability=_claimed(by_label[best]),
                reasons=model.reasons(parts, best),
            )
            for row, parts, best, by_label in zip(
                rows, told, shares.argmax(axis=1).tolist(), shares.tolist(), strict=True
            )
        ]

    def _scored(self, row: Row, parts: Sequence[Part]) -> list[ScoredPart]:
        return [self._known.get(part) or self._score(part, row) for part in parts]

    def _score(self, part: Part, row: Row) -> ScoredPart:
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        keys = self._reader.keys_of(part, row)
        scored = ScoredPart(len(keys), self._measurability.score(keys), self._category.score(keys))
        self._known[part] = scored
        return scored


def _sizes(scored: Sequence[Sequence[ScoredPart]]) -> list[int]:
    return [sum([part.size for part in parts]) for parts in scored]


def _claimed(probability: float) -> float:
    return min(MOST, round(probability, 4))


def _once(rows: Sequence[Row], judge: Callable[[Sequence[Row]], list[T]]) -> list[T]:
    """The answers for rows, each worked out once for all rows that agree in what the features read."""
    number_of: dict[Signature, int] = {}
    numbers = [number_of.setdefault(_signature(row), len(number_of)) for row in rows]
    different: list[Row] = []
    for row, number in zip(rows, numbers, strict=True):
        if number == len(different):
            different.append(row)
    answers = [one for start in range(0, len(different), BLOCK) for one in judge(different[start : start + BLOCK])]
    return [answers[number] for number in numbers]


def _signature(row: Row) -> Signature:
    about = row.indicator
    return row.category, about.level3, about.description, about.target, row.project.budget_wan, row.submission.year
