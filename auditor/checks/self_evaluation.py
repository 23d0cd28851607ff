"""Self-evaluation tables: actual against target, score against weight, and explanations that are missing.

A row is compared only where target and actual each state just one number of the same dimension, and where it is known
which way is better: by the comparator, or by what the name counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from auditor.checks.protocol import Batch, Examination, Hit, Row, Settings, Undecided
from auditor.language.heads import Direction, head_noun
from auditor.language.normalise import normalise
from auditor.model import Evidence, Quantity
from auditor.taxonomy import broad_category

SILENT = frozenset({"", "无", "没有", "无偏差", "不涉及"})
NOT_COMPARABLE = "目标值与完成值不能按数比较"


WORSE_WHEN_MORE = re.compile(
    r"事故|投诉|故障|差错|违规|违约|逾期|超标|流失|返贫|上访|火灾|污染|发案|发病|死亡|漏损|误差|偏差|变质|受害|成灾|争议|拖欠|能耗|排放"
)
"""Words of things of which less is better, where the name ends with none of the listed head nouns."""

BETTER_WHEN_HANDLED = re.compile(r"办结|处[理置]|化解|整改|查处|下降|减少|降低|控制|演练|排查|修复|回复|减排|赔付|救援")
"""Words that turn this round: 投诉办结率, 事故下降率."""


@dataclass(frozen=True)
class _Outcome:
    """Target and actual of a row as two numbers in one unit, and which way is better."""

    target: Quantity
    actual: Quantity
    better: Direction

    @property
    def met(self) -> bool:
        """Whether the actual value satisfies the target."""
        wanted, reached = Decimal(self.target.value), Decimal(self.actual.value)
        return reached <= wanted if self.better == "down" else reached >= wanted

    @property
    def excess(self) -> Decimal:
        """By how many percent the actual value lies above a lower bound; 0 for upper bounds and zero targets."""
        wanted = Decimal(self.target.value)
        if self.better == "down" or wanted <= 0:
            return Decimal(0)
        return (Decimal(self.actual.value) / wanted - 1) * 100


def _rows(batch: Batch) -> list[Row]:
    return [row for row in batch.rows if row.submission.kind == "self_evaluation"]


def _outcome(row: Row) -> _Outcome | None:
    """The two numbers of a row, None where they cannot be compared or nobody can say which way is better."""
    targets, actuals = (row.artefacts(name).quantities for name in ("target", "actual"))
    if not len(targets) == len(actuals) == 1 or targets[0].dimension != actuals[0].dimension:
        return None
    target, actual = targets[0], actuals[0]
    better = _better(row, target)
    if better == "either":
        return _Outcome(target, actual, "up") if Decimal(target.value) == Decimal(actual.value) else None
    return _Outcome(target, actual, better)


def _better(row: Row, target: Quantity) -> Direction:
    """Which way is better: as the comparator says, else as the name says; a cost or a duration may go either way."""
    if target.comparator in ("≤", "<"):
        return "down"
    if target.comparator in ("≥", ">"):
        return "up"
    name = row.text("level3")
    head = head_noun(name)
    if head is not None and head.direction != "up":
        return head.direction
    if WORSE_WHEN_MORE.search(name) and not BETTER_WHEN_HANDLED.search(name):
        return "down"
    if broad_category(row.category) == "cost" or (target.dimension in ("duration", "duration_rate") and head is None):
        return "either"
    return "up"


def _examined(batch: Batch, find: Callable[[Row, _Outcome], Hit | None]) -> Examination:
    """Look at every comparable row; the others are undecided."""
    rows = _rows(batch)
    outcomes = [(row, _outcome(row)) for row in rows]
    hits = [hit for row, outcome in outcomes if outcome is not None and (hit := find(row, outcome)) is not None]
    undecided = [Undecided(row.subject, NOT_COMPARABLE) for row, outcome in outcomes if outcome is None]
    return Examination(tuple(row.subject for row in rows), tuple(hits), tuple(undecided))


def _hit(row: Row, **values: str) -> Hit:
    actual = row.text("actual")
    evidence = Evidence(text=row.text("target"), indicator=row.indicator.id, project=row.project.code, field="target")
    return Hit(row.subject, "actual", (0, len(actual)), {**values, "accused": actual}, (evidence,))


def _unexplained(row: Row) -> bool:
    return normalise(row.text("deviation_reason")) in SILENT


def score_above_weight(batch: Batch, settings: Settings) -> Examination:
    """Rows whose score is higher than the points they carry."""
    rows = _rows(batch)
    scored = [row for row in rows if row.indicator.score is not None and row.indicator.weight is not None]
    undecided = [Undecided(row.subject, "没有分值或得分") for row in rows if row not in scored]
    hits = [
        _hit(row, score=f"{row.indicator.score:g}", weight=f"{row.indicator.weight:g}")
        for row in scored
        if (row.indicator.score or 0) > (row.indicator.weight or 0)
    ]
    return Examination(tuple(row.subject for row in rows), tuple(hits), tuple(undecided))


def full_marks_not_met(batch: Batch, settings: Settings) -> Examination:
    """Rows that missed their target and yet have all their points."""

    def find(row: Row, outcome: _Outcome) -> Hit | None:
        score, weight = row.indicator.score, row.indicator.weight
        if outcome.met or score is None or weight is None or score < weight:
            return None
        return _hit(row, score=f"{score:g}")

    return _examined(batch, find)


def far_above_target(batch: Batch, settings: Settings) -> Examination:
    """Rows far above their target without a word of explanation. Settings: ``min_excess_percent``."""

    def find(row: Row, outcome: _Outcome) -> Hit | None:
        if outcome.excess < settings["min_excess_percent"] or not _unexplained(row):
            return None
        return _hit(row, excess=f"{outcome.excess:.0f}%")

    return _examined(batch, find)


def shortfall_without_reason(batch: Batch, settings: Settings) -> Examination:
    """Rows that missed their target without a word of explanation."""
    return _examined(batch, lambda row, outcome: None if outcome.met or not _unexplained(row) else _hit(row))


def all_exactly_on_target(batch: Batch, settings: Settings) -> Examination:
    """Projects whose every comparable actual value equals its target. Settings: ``min_rows`` of them.

    100 % is a ceiling, not a coincidence, and does not count.
    """
    views = [view for view in batch.projects if view.submission.kind == "self_evaluation"]
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in views:
        outcomes = [one for row in view.rows if (one := _outcome(row)) is not None and not _full(one.target)]
        if len(outcomes) < settings["min_rows"]:
            undecided.append(Undecided(view.subject, "能按数比较的行太少"))
        elif all(Decimal(one.target.value) == Decimal(one.actual.value) for one in outcomes):
            hits.append(Hit(view.subject, values={"count": str(len(outcomes)), "accused": str(len(outcomes))}))
    return Examination(tuple(view.subject for view in views), tuple(hits), tuple(undecided))


def _full(target: Quantity) -> bool:
    return target.dimension == "ratio" and Decimal(target.value) == 100
