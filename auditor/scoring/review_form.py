"""工具初评: findings turned into the eight items of the review form (绩效目标审核表).

Points follow the form annexed to 财预〔2015〕88号 (20/30/30/20 over four subjects) and stand in
``rules/review_form.yaml`` so that a bureau can put its own form there. The outcome is the tool's own first assessment
and is never to be printed as an official score.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from auditor.model import Finding, Grade, ReviewForm, ReviewItem, Severity
from auditor.resources import data_path
from auditor.rules.grammar import ReviewItemName
from auditor.rules.options import Strict
from auditor.rules.source import parse, read_yaml

_STEP = 0.1
"""The least difference between two scores."""


class FormItem(Strict):
    """One line of the form and the points it carries."""

    item: ReviewItemName
    subject: str
    points: float


class GradeBand(Strict):
    """A grade and the least total that earns it."""

    grade: Grade
    at_least: float


class FormSettings(Strict):
    """The form: its items, how much a finding takes (percent of an item's points), and the grades, best first.

    ``repeat`` is the factor for the second and every further finding of one rule on the same project.
    """

    items: tuple[FormItem, ...]
    deduct: dict[Severity, float]
    repeat: float
    grades: tuple[GradeBand, ...]


def load_form(path: Path) -> FormSettings:
    """The form settings of a file.

    Raises:
        ConfigurationError: C001 where the file is malformed.
    """
    return parse(FormSettings, read_yaml(path), path)


@lru_cache(maxsize=1)
def shipped_form() -> FormSettings:
    """The form that comes with the program, in which a bureau may have written its own points."""
    return load_form(data_path("rules", "review_form.yaml"))


def assess(findings: Sequence[Finding], form: FormSettings, rows: Collection[str] = ()) -> ReviewForm:
    """Score one project.

    Args:
        findings: of the project and its rows; waived ones take nothing.
        form: points and deductions.
        rows: the ids of the project's rows; a project whose rows all have an error or a warning never gets the best grade.

    Returns:
        The items with the points left (never below 0), the total (0..100 with the national form) and the grade.
    """
    losses: dict[str, _Loss] = {item.item: _Loss() for item in form.items}
    standing = [finding for finding in findings if finding.waived is None]
    for finding in standing:
        for name in finding.lowers:
            if name in losses:
                losses[name].take(finding, form)
    items = tuple(_item(item, losses[item.item]) for item in form.items)
    if rows and _faulty_rows(standing) >= set(rows):
        items = _held_below(form.grades[0].at_least, items)
    total = round(sum(item.score for item in items), 1)
    grade = next(band.grade for band in form.grades if total >= band.at_least)
    return ReviewForm(items=items, total=total, grade=grade)


def _faulty_rows(standing: Sequence[Finding]) -> set[str]:
    """Rows with an error or a warning; a finding told once a project stands for all rows of its evidence."""
    grave = [finding for finding in standing if finding.severity != "info" and finding.indicator is not None]
    quoted = {item.indicator for one in grave for item in one.evidence if item.indicator and item.field == one.field}
    return {one.indicator for one in grave if one.indicator} | quoted


def _held_below(best: float, items: tuple[ReviewItem, ...]) -> tuple[ReviewItem, ...]:
    """The items with so much less that the total misses the best grade; it is taken where findings took most already."""
    excess = round(sum(item.score for item in items) - best + _STEP, 1)
    if excess <= 0:
        return items
    worst = min(items, key=lambda item: (item.score / item.points if item.points else 1, -item.points))
    less = min(excess, worst.score)
    return tuple(
        item.model_copy(update={"score": round(item.score - less, 1)}) if item is worst else item for item in items
    )


@dataclass
class _Loss:
    """What findings take from one item, in percent of its points, and the rules they belong to."""

    percent: float = 0.0
    rules: list[str] = field(default_factory=list)

    def take(self, finding: Finding, form: FormSettings) -> None:
        repeated = finding.rule in self.rules
        self.percent += form.deduct[finding.severity] * finding.confidence * (form.repeat if repeated else 1)
        if not repeated:
            self.rules.append(finding.rule)


def _item(item: FormItem, loss: _Loss) -> ReviewItem:
    score = round(max(0.0, item.points * (1 - loss.percent / 100)), 1)
    return ReviewItem(
        item=item.item, subject=item.subject, points=item.points, score=score, lowered_by=tuple(loss.rules)
    )
