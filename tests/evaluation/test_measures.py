"""Scores of predictions, counted by hand."""

import pytest

from auditor.evaluation.measures import Bin, Score, measure

ACTUAL = ["measurable", "measurable", "measurable", "vague", "vague", "pseudo_quantified"]
PREDICTED = ["measurable", "measurable", "vague", "vague", "measurable", "pseudo_quantified"]


def test_each_class_and_the_table_of_confusions():
    scores = measure(ACTUAL, PREDICTED)
    assert scores.labels == {
        "measurable": Score(0.6667, 0.6667, 0.6667, 3),
        "vague": Score(0.5, 0.5, 0.5, 2),
        "pseudo_quantified": Score(1.0, 1.0, 1.0, 1),
        "placeholder": Score(0.0, 0.0, 0.0, 0),
    }
    assert scores.confusion == ((2, 1, 0, 0), (1, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 0))
    assert (scores.rows, scores.accuracy, scores.two_way) == (6, 0.6667, Score(0.6667, 0.6667, 0.6667, 3))
    assert (scores.brier, scores.reliability) == (None, ())


def test_a_label_that_nobody_gave_counts_in_the_mean_as_nought():
    assert measure(ACTUAL, PREDICTED).macro_f1 == pytest.approx((2 / 3 + 1 / 2 + 1 + 0) / 4, abs=5e-5)


def test_claimed_probabilities_beside_what_was_right():
    scores = measure(["vague", "vague", "measurable"], ["vague", "measurable", "measurable"], [0.2, 0.95, 0.85])
    assert scores.brier == pytest.approx((0.8**2 + 0.95**2 + 0.15**2) / 3, abs=5e-5)
    assert scores.reliability == (Bin(0.2, 1.0, 1), Bin(0.9, 0.5, 2))
