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
    from sklearn.metrics import precision_recall_fscore_support

    *fractions, _ = precision_recall_fscore_support(actual, predicted, labels=[True], zero_division=0)
    precision, recall, f1 = (round(float(one[0]), 4) for one in fractions)
    return Score(precision, recall, f1, sum(actual))


def measure(
    actual: Sequence[Label], predicted: Sequence[Label], probabilities: Sequence[float] | None = None
) -> Scores:
    """Score predictions. A label that neither a reviewer nor the predictor gave counts in macro-F1, with 0.

    Args:
        actual: the reviewer's label of each row, one row at least.
        predicted: the predictor's.
        probabilities: claimed for each predicted label, or None.
    """
    from sklearn.metrics import accuracy_score, confusion_matrix, f1_score

    right = [a == p for a, p in zip(actual, predicted, strict=True)]
    macro = f1_score(actual, predicted, labels=LABELS, average="macro", zero_division=0)
    return Scores(
        rows=len(actual),
        labels={label: score_of([a == label for a in actual], [p == label for p in predicted]) for label in LABELS},
        confusion=tuple(map(tuple, confusion_matrix(actual, predicted, labels=LABELS).tolist())),
        macro_f1=round(float(macro), 4),
        accuracy=round(float(accuracy_score(actual, predicted)), 4),
        two_way=score_of([a != "measurable" for a in actual], [p != "measurable" for p in predicted]),
        measurable=score_of([a == "measurable" for a in actual], [p == "measurable" for p in predicted]),
        brier=None if probabilities is None else _brier(probabilities, right),
        reliability=() if probabilities is None else reliability(probabilities, right),
    )


def _brier(probabilities: Sequence[float], right: Sequence[bool]) -> float:
    from sklearn.metrics import mean_squared_error

    return round(float(mean_squared_error(right, probabilities)), 4)


def reliability(probabilities: Sequence[float], right: Sequence[bool]) -> tuple[Bin, ...]:
    """Means over bins of equal width, the upper edge within; bins without rows are left out.

    Args:
        probabilities: claimed for what was said of each row, 0..1.
        right: whether it was right.
    """
    import pandas as pd

    frame = pd.DataFrame({"claimed": probabilities, "right": right})
    bins = pd.cut(frame["claimed"], [number / BINS for number in range(BINS + 1)], include_lowest=True)
    means = frame.groupby(bins, observed=True).agg(
        claimed=("claimed", "mean"), right=("right", "mean"), rows=("right", "size")
    )
    return tuple(Bin(round(one.claimed, 4), round(one.right, 4), int(one.rows)) for one in means.itertuples())
