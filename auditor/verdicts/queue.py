"""The rows of which the model is least sure: what a person decides about them teaches it most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from auditor.model import INDICATOR_FIELDS, Indicator, Label, Measurability, Submission

SIZE = 80
"""Rows that a person can go through in half an hour."""


@dataclass(frozen=True)
class QueuedRow:
    """A row to be looked at, its department ("" where none is known), project and money in 万元, with what the model takes it for and the probability of it (0..1)."""

    department: str
    project: str
    budget_wan: float | None
    row: Indicator
    label: Label
    probability: float

    @property
    def wording(self) -> tuple[str, ...]:
        """What two rows must share to be the same question."""
        return wording(self.row)


def wording(row: Indicator) -> tuple[str, ...]:
    """The words of a row that its label depends on."""
    return tuple(getattr(row, name) for name in INDICATOR_FIELDS)


def review_queue(
    submissions: Iterable[Submission], decided: Set[tuple[str, ...]] = frozenset(), size: int = SIZE
) -> tuple[QueuedRow, ...]:
    """The rows of which the model is least sure, each wording once, the least sure first.

    Args:
        submissions: judged; only rows that were read without doubt are asked about.
        decided: wordings about which a person has said something already.
        size: rows at most.
    """
    return least_sure((one for submission in submissions for one in _questions(submission)), decided, size)


def least_sure(
    rows: Iterable[QueuedRow], decided: Set[tuple[str, ...]] = frozenset(), size: int = SIZE
) -> tuple[QueuedRow, ...]:
    """Of some rows those of which the model is least sure, as ``review_queue``."""
    found: dict[tuple[str, ...], QueuedRow] = {}
    for row in rows:
        if row.wording not in decided:
            found.setdefault(row.wording, row)
    return tuple(sorted(found.values(), key=lambda one: (one.probability, one.wording))[:size])


def _questions(submission: Submission) -> Iterator[QueuedRow]:
    for project in submission.projects:
        for row in project.indicators:
            asked = _asked(row.measurability)
            if asked is not None and not row.doubts:
                yield QueuedRow(submission.department or "", project.name, project.budget_wan, row, *asked)


def _asked(opinion: Measurability | None) -> tuple[Label, float] | None:
    """The label and the probability, where the model decided; a certain rule needs nobody."""
    return None if opinion is None or opinion.probability >= 1 else (opinion.label, opinion.probability)
