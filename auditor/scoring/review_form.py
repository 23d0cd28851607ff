"""工具初评: findings turned into the eight items of the review form (绩效目标审核表).

Points follow the form annexed to 财预〔2015〕88号 (20/30/30/20 over four subjects) and stand in
``rules/review_form.yaml`` so that a bureau can put its own form there. The outcome is the tool's own first assessment
and is never to be printed as an official score.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from auditor.model import Finding, Grade, ReviewForm, ReviewItem, Severity
from auditor.rules.grammar import ReviewItemName
from auditor.rules.options import Strict
from auditor.rules.source import parse, read_yaml


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


def assess(findings: Sequence[Finding], form: FormSettings) -> ReviewForm:
    """Score one project.

    Args:
        findings: of the project and its rows; waived ones take nothing.
        form: points and deductions.

    Returns:
        The items with the points left (never below 0), the total (0..100 with the national form) and the grade.
    """
    losses: dict[str, _Loss] = {item.item: _Loss() for item in form.items}
    for finding in findings:
        if finding.waived is None:
            for name in finding.lowers:
                if name in losses:
                    losses[name].take(finding, form)
    items = tuple(_item(item, losses[item.item]) for item in form.items)
    total = round(sum(item.score for item in items), 1)
    grade = next(band.grade for band in form.grades if total >= band.at_least)
    return ReviewForm(items=items, total=total, grade=grade)


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
