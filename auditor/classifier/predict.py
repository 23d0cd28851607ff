"""Verdicts on rows by the two shipped models: how measurable they are, and where they belong.

Both models read the same features, so a part of a row is read once and scored for both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from auditor.checks.protocol import Fit, RowView
from auditor.classifier.features import FeatureReader, Part, amounts_of
from auditor.classifier.model import LinearModel
from auditor.classifier.scoring import PartScore, StackedModels
from auditor.language.artefacts import Cells
from auditor.model import Label, Measurability
from auditor.runtime.caching import CACHE_BYTES, bounded_cache, texts_bytes
from auditor.taxonomy import RowCategory, broad_category

MEASURABILITY, CATEGORY = 0, 1
"""The models' numbers in the stack."""

MOST = 0.99
"""A statistical verdict is never certain; 1 is kept for rules."""

BLOCK = 1 << 13
"""Rows weighed at a time: enough to work on arrays, few enough that memory does not grow with the batch."""

_PART = texts_bytes(1000, 4)
"""Bytes that the score of a part takes."""

T = TypeVar("T")
Answers = dict[float | None, T]
"""Answers on rows that read alike, by the budget of their project where that decides too."""


class RowClassifier:
    """Says how measurable rows are, and under which second level they belong by their words alone.

    Args:
        reader: the feature reader both models were trained with.
        measurability: the model in ``corpora/measurability``.
        category: the model in ``corpora/category_fit``.
        max_bytes: what scores remembered may take in memory; answers are forgotten with the cells they are about.
    """

    def __init__(
        self,
        reader: FeatureReader,
        *,
        measurability: LinearModel,
        category: LinearModel,
        max_bytes: int = CACHE_BYTES // 12,
    ) -> None:
        self._reader = reader
        self._models = StackedModels(measurability, category)
        self._labels = cast(list[Label], measurability.labels)
        self._categories = cast(list[RowCategory], category.labels)
        self._trusted: list[float] = category.trusted.tolist()
        self._known = bounded_cache(_unscored, max_bytes, _PART)

    def predict(self, rows: Sequence[RowView]) -> list[Measurability]:
        """One verdict a row, in order, with the calibrated probability and the features that weighed most."""
        return _once(rows, self._known_verdicts, self._verdicts)

    def fits(self, rows: Sequence[RowView]) -> list[Fit | None]:
        """One answer a row, in order; None where the row's own second level is not known, or the model is not sure enough."""
        placed = [row for row in rows if row.cells.category is not None]
        answers = iter(_once(placed, self._known_fits, self._fits))
        return [None if row.cells.category is None else next(answers) for row in rows]

    def probabilities(self, row: RowView) -> dict[str, float]:
        """How likely each label is for one row, 0..1, together 1."""
        shares = self._models.probabilities(MEASURABILITY, [self._scored(row, self._reader.parts(row))])
        return dict(zip(self._labels, shares[0].tolist(), strict=True))

    def _verdicts(self, rows: Sequence[RowView]) -> list[Measurability]:
        parts = [self._scored(row, self._reader.parts(row)) for row in rows]
        shares = self._models.probabilities(MEASURABILITY, parts)
        return [
            Measurability(
                label=self._labels[best],
                probability=_claimed(by_label[best]),
                reasons=self._models.reasons(MEASURABILITY, about, best),
            )
            for about, best, by_label in zip(parts, shares.argmax(axis=1).tolist(), shares.tolist(), strict=True)
        ]

    def _fits(self, rows: Sequence[RowView]) -> list[Fit | None]:
        parts = [self._scored(row, self._reader.content_parts(row)) for row in rows]
        shares = self._models.probabilities(CATEGORY, parts)
        stated = [self._categories.index(cast(RowCategory, broad_category(row.cells.category))) for row in rows]
        return [
            Fit(
                stated=by_label[own],
                belongs=self._categories[best],
                probability=_claimed(by_label[best]),
                reasons=self._models.reasons(CATEGORY, about, best),
            )
            if by_label[best] >= self._trusted[best]
            else None
            for own, about, best, by_label in zip(
                stated, parts, shares.argmax(axis=1).tolist(), shares.tolist(), strict=True
            )
        ]

    def _known_verdicts(self, cells: Cells) -> Answers[Measurability]:
        return {}

    def _known_fits(self, cells: Cells) -> Answers[Fit | None]:
        return {}

    def _scored(self, row: RowView, parts: Sequence[Part]) -> list[PartScore]:
        known = self._known
        return [(known(part) or self._score(part, row))[0] for part in parts]

    def _score(self, part: Part, row: RowView) -> list[PartScore]:
        known = self._known(part)
        known.append(self._models.score(self._reader.keys_of(part, row)))
        return known


def _unscored(part: Part) -> list[PartScore]:
    return []


def _claimed(probability: float) -> float:
    return min(MOST, round(probability, 4))


def _once(
    rows: Sequence[RowView], known: Callable[[Cells], Answers[T]], judge: Callable[[Sequence[RowView]], list[T]]
) -> list[T]:
    """The answers for rows, each worked out once for all rows that agree in what the features read."""
    answers = [(row.cells.cached(known), _budget_of(row)) for row in rows]
    new = {
        (id(by_budget), budget): row
        for row, (by_budget, budget) in zip(rows, answers, strict=True)
        if budget not in by_budget
    }
    different = list(new.values())
    for start in range(0, len(different), BLOCK):
        block = different[start : start + BLOCK]
        for row, judged in zip(block, judge(block), strict=True):
            row.cells.cached(known)[_budget_of(row)] = judged
    return [by_budget[budget] for by_budget, budget in answers]


def _budget_of(row: RowView) -> float | None:
    """The budget of a row's project where it decides an answer: where the target names money that it may be compared with."""
    return row.project.budget_wan if row.cells.cached(amounts_of) else None
