"""Targets that ask for less than last year's target, or than what was reached last year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.before import NO_COUNTERPART, Counterpart, counterparts, quoted
from auditor.checks.history.matching import match_rows
from auditor.checks.history.past import ArchivedProject, ArchivedProjects
from auditor.checks.history.targets import comparable, more_is_better, shortfall, single
from auditor.checks.protocol import Batch, CheckResult, Hit, RowView, Settings, Subject
from auditor.model import Evidence, Indicator, Kind, Quantity

NOT_COMPARABLE = "今年和上年的数值不能按数比较"
EARLIER: tuple[tuple[Kind, str, str], ...] = (
    ("target_declaration", "target", "目标"),
    ("self_evaluation", "actual", "实际"),
)
"""Where last year's figures stand: what was handed in, the field, and its name in a message."""


class _Earlier(NamedTuple):
    """One figure of last year for a row of this year."""

    said: str
    drop: Decimal
    evidence: Evidence
    sureness: float


def lower_than_last_year(batch: Batch, past: ArchivedProjects, settings: Settings) -> CheckResult:
    """Rows whose one number is easier to reach than last year's target or actual value.

    A count may fall as far as the budget fell. Settings: ``min_drop_percent`` below last year's target,
    ``min_drop_from_actual_percent`` below last year's actual value.
    """
    least = {
        "target": Decimal(str(settings["min_drop_percent"])),
        "actual": Decimal(str(settings["min_drop_from_actual_percent"])),
    }
    views = [view for view in batch.projects if view.submission.kind == "target_declaration"]
    rows = {row.subject: row for view in views for row in view.rows}
    figures: dict[Subject, list[_Earlier]] = defaultdict(list)
    reasons: dict[Subject, str] = {}
    for kind, name, word in EARLIER:
        known = counterparts(batch, past, ("target_declaration",), years_back=1, past_kind=kind)
        why = dict(known.undecided)
        reasons = {row.subject: why.get(view.subject, NO_COUNTERPART) for view in views for row in view.rows} | reasons
        for one in known.found:
            for row, earlier in _earlier_rows(one):
                reasons[row.subject] = NOT_COMPARABLE
                figures[row.subject] += _figure(row, earlier, one, name, word)
    hits = [
        hit
        for subject, found in figures.items()
        if (hit := _hit(rows[subject], [one for one in found if one.drop >= least[one.evidence.field or ""]]))
    ]
    undecided = tuple((subject, reasons[subject]) for subject in rows if not figures.get(subject))
    return CheckResult(tuple(rows), tuple(hits), undecided)


def _earlier_rows(one: Counterpart) -> list[tuple[RowView, tuple[Indicator, float]]]:
    old = one.past.project.indicators
    matches = match_rows(old, one.view.project.indicators)
    return [(one.view.rows[match.new], (old[match.old], match.sureness)) for match in matches]


def _figure(
    row: RowView, earlier: tuple[Indicator, float], one: Counterpart, name: str, word: str
) -> Iterator[_Earlier]:
    """Last year's figure of a row; nothing where the two cannot be compared as numbers."""
    old, sure = earlier
    text = getattr(old, name) or ""
    before = single(row.language.analyse(text).quantities)
    now = single(row.artefacts("target").quantities)
    if before is None or now is None or not comparable(before, now):
        return
    better = more_is_better(now, row.indicator.level3)
    if name == "target" and better != more_is_better(before, old.level3):
        return
    drop = shortfall(before, now, more_better=better)
    if better and _follows_budget(row, one.past, before, now):
        drop = Decimal(0)
    sureness = min(one.sureness, sure)
    evidence = quoted(one.past, text, name, row=old, sure=sureness)
    yield _Earlier(f"{one.past.year}年{word}“{text}”", drop, evidence, sureness)


def _follows_budget(row: RowView, past: ArchivedProject, before: Quantity, now: Quantity) -> bool:
    """Whether an amount of work fell no further than the money for it."""
    old, new = past.project.budget_wan, row.project.budget_wan
    if not old or not new or now.dimension == "ratio":
        return False
    return Decimal(now.value) / Decimal(before.value) >= Decimal(str(new)) / Decimal(str(old))


def _hit(row: RowView, figures: list[_Earlier]) -> Hit | None:
    if not figures:
        return None
    target = row.text("target")
    values = {"before": "、".join(one.said for one in figures), "accused": target}
    confidence = min(one.sureness for one in figures)
    return Hit(row.subject, "target", (0, len(target)), values, tuple(one.evidence for one in figures), confidence)
