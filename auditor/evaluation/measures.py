"""Scores of predicted labels against a reviewer's labels. All are fractions 0..1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.classifier.corpus import LABELS
from auditor.model import Label

BINS = 5


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 of one class, and how many rows have it."""

    precision: float
    recall: float
    f1: float
    support: int


@dataclass(frozen=True)
class Bin:
    """One bin of the reliability plot: mean probability claimed, share that was right, rows in it."""

    claimed: float
    right: float
    rows: int


@dataclass(frozen=True)
class Scores:
    """Everything measured of one predictor on one set of rows.

    ``confusion[i][j]`` counts rows labelled ``LABELS[i]`` and predicted ``LABELS[j]``. ``two_way`` scores the class
    "not measurable" (the one that accuses) and ``measurable`` its opposite. ``brier`` is the mean squared error of the
    claimed probability of the predicted label (None for predictors without probabilities).
    """

    rows: int
    labels: Mapping[Label, Score]
    confusion: tuple[tuple[int, ...], ...]
    macro_f1: float
    accuracy: float
    two_way: Score
    measurable: Score
    brier: float | None
    reliability: tuple[Bin, ...]


def score_of(actual: Sequence[bool], predicted: Sequence[bool]) -> Score:
    """Precision, recall and F1 of one class given membership of each row; 0 where undefined."""
    both = sum(a and p for a, p in zip(actual, predicted, strict=True))
    precision = both / sum(predicted) if any(predicted) else 0.0
    recall = both / sum(actual) if any(actual) else 0.0
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return Score(round(precision, 4), round(recall, 4), round(f1, 4), sum(actual))


def measure(
    actual: Sequence[Label], predicted: Sequence[Label], probabilities: Sequence[float] | None = None
) -> Scores:
    """Score predictions.

    Args:
        actual: the reviewer's label of each row.
        predicted: the predictor's.
        probabilities: claimed for each predicted label, or None.
    """
    right = [a == p for a, p in zip(actual, predicted, strict=True)]
    per_label = {label: score_of([a == label for a in actual], [p == label for p in predicted]) for label in LABELS}
    present = [score.f1 for score in per_label.values() if score.support]
    return Scores(
        rows=len(actual),
        labels=per_label,
        confusion=tuple(tuple(_count(actual, predicted, a, p) for p in LABELS) for a in LABELS),
        macro_f1=round(sum(present) / max(len(present), 1), 4),
        accuracy=round(sum(right) / max(len(right), 1), 4),
        two_way=score_of([a != "measurable" for a in actual], [p != "measurable" for p in predicted]),
        measurable=score_of([a == "measurable" for a in actual], [p == "measurable" for p in predicted]),
        brier=None if probabilities is None else _brier(probabilities, right),
        reliability=() if probabilities is None else _reliability(probabilities, right),
    )


def _count(actual: Sequence[Label], predicted: Sequence[Label], a: Label, p: Label) -> int:
    return sum(one == a and two == p for one, two in zip(actual, predicted, strict=True))


def _brier(probabilities: Sequence[float], right: Sequence[bool]) -> float:
    errors = [(probability - hit) ** 2 for probability, hit in zip(probabilities, right, strict=True)]
    return round(sum(errors) / max(len(errors), 1), 4)


def _reliability(probabilities: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    bins = []
    for number in range(BINS):
        low, high = number / BINS, (number + 1) / BINS
        inside = [
            (p, hit) for p, hit in zip(probabilities, right, strict=True) if low < p <= high or (number == 0 and p == 0)
        ]
        if inside:
            claimed = sum(p for p, _ in inside) / len(inside)
            bins.append(Bin(round(claimed, 4), round(sum(h for _, h in inside) / len(inside), 4), len(inside)))
    return tuple(bins)
