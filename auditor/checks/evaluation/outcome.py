"""Target against actual (or forecast) value of one row: numbers, dates, grades and states.

A row is compared only where it is known which way is better; what may be read in two ways is ``sure=False``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.evaluation.direction import better
from auditor.checks.evaluation.figures import Figure, OtherUnit, figure
from auditor.checks.evaluation.states import degree_less, grade_met, says_none, unfinished
from auditor.checks.protocol import RowView
from auditor.language.artefacts import Artefacts
from auditor.language.dates import DateMention
from auditor.language.heads import Direction, head_noun
from auditor.language.normalise import normalise
from auditor.model import Quantity

_QUARTER = re.compile("季|半年|年[底末]")
_MERE_SHARE = re.compile(r"(?:占比|比例|比重|比率)$")
"""Names that do not say whether more or less is better."""

_CHANGE_RATE = re.compile(r"(?:变动|变化|增长|增减|增幅|升降|增加)(?:率|幅度|比例|比率)?$")
_FALL_IN_WORDS = re.compile(r"下降|降低|减少|压减|负增长|下浮|回落")
_ZERO_WORDS = re.compile(r"零|无|0|不发生|未发生")


class Outcome(NamedTuple):
    """How a row came out.

    ``share`` is the part of the target that was reached (1: all of it), None where no number says; ``excess`` the percent
    by which a lower bound was passed (0 where it is one piece more than a few); ``exact`` that both numbers are the same; ``worse_when_more`` the row's direction.
    """

    met: bool
    sure: bool = True
    share: Decimal | None = None
    excess: Decimal = Decimal(0)
    exact: bool = False
    worse_when_more: bool = False


def outcome(row: RowView, name: str = "actual") -> Outcome | OtherUnit | None:
    """How a row came out by one of its cells; None where target and cell cannot be compared."""
    text = row.text(name)
    if not text.strip() or not row.text("target").strip():
        return None
    if _CHANGE_RATE.search(row.text("level3")) and _FALL_IN_WORDS.search(text):
        return None
    targets = row.artefacts("target").quantities
    if not targets:
        return _without_number(row, text, name)
    if len(targets) > 2 or (len(targets) == 2 and targets[0].span != targets[1].span):
        return None
    if Decimal(targets[0].value) == 0 and targets[0].comparator not in ("≥", ">"):
        return _of_none(targets[0], text, row.artefacts(name))
    found = figure(targets[0], row.artefacts(name))
    if isinstance(found, Figure):
        return _of_range(targets, found, row) if len(targets) == 2 else _of_number(targets[0], found, row)
    if unfinished(text):
        return Outcome(met=False)
    return found


# --- numbers ------------------------------------------------------------------------------------------------------


def _of_number(target: Quantity, found: Figure, row: RowView) -> Outcome | None:
    wanted, reached = Decimal(target.value), found.value
    exact = wanted == reached
    direction = better(row, target)
    if direction == "either":
        return Outcome(met=True, exact=True, share=Decimal(1)) if exact else None
    if direction == "down":
        share = min(wanted / reached, Decimal(1)) if reached > 0 else Decimal(1)
        return Outcome(reached <= wanted, found.sure, share, exact=exact, worse_when_more=True)
    sure = found.sure and (target.comparator is not None or target.dimension != "ratio" or _names_a_rate(row))
    excess = (reached / wanted - 1) * 100 if wanted > 0 and not _one_more(target, reached) else Decimal(0)
    part = reached / wanted if wanted > 0 else None
    return Outcome(reached >= wanted, sure, part, excess, exact)


def _names_a_rate(row: RowView) -> bool:
    """Whether a name says itself which way is better: 合格率, and not 占比."""
    return head_noun(row.text("level3")) is not None and not _MERE_SHARE.search(row.text("level3"))


def _one_more(target: Quantity, reached: Decimal) -> bool:
    """Whether the whole excess is a single piece: 4次 of 3次."""
    return target.dimension in ("count", "bare") and reached - Decimal(target.value) == 1


def _of_range(targets: Sequence[Quantity], found: Figure, row: RowView) -> Outcome | None:
    """Inside a range all is well; outside of it only where it is the worse side."""
    low, high = (Decimal(one.value) for one in targets)
    if low <= found.value <= high:
        return Outcome(met=True, sure=found.sure, share=Decimal(1))
    direction: Direction = better(row, targets[0].model_copy(update={"comparator": None}))
    if direction == "up" and found.value < low:
        return Outcome(met=False, sure=found.sure, share=found.value / low if low else None)
    if direction == "down" and found.value > high:
        return Outcome(met=False, sure=found.sure, share=high / found.value, worse_when_more=True)
    return None


def _of_none(target: Quantity, text: str, known: Artefacts) -> Outcome | None:
    """A target of zero is met by zero, and by the word that there was none."""
    if says_none(text):
        return Outcome(met=True, exact=True, worse_when_more=True)
    found = figure(target, known)
    if not isinstance(found, Figure):
        return None
    none = found.value == 0 or (target.comparator in ("≤", "<") and found.value < 0)
    return Outcome(none, found.sure, exact=found.value == 0, worse_when_more=True)


# --- dates, grades, states ----------------------------------------------------------------------------------------


def _without_number(row: RowView, text: str, name: str) -> Outcome | None:
    deadline = _deadline(row.dates("target"))
    if deadline is not None:
        return _of_date(deadline, row, text, name)
    target = row.text("target")
    if _ZERO_WORDS.search(target) and says_none(target):
        return Outcome(met=True, exact=True) if says_none(text) else None
    good = grade_met(target, text)
    if good is not None:
        return Outcome(met=good, exact=normalise(target) == normalise(text))
    if unfinished(text):
        return Outcome(met=False)
    return Outcome(met=False, sure=False) if degree_less(target, text) else None


def deadline_of(row: RowView) -> date | None:
    """The one day by which a row is to be done, None where it names none or several."""
    return None if row.artefacts("target").quantities else _deadline(row.dates("target"))


def _deadline(mentions: Sequence[DateMention]) -> date | None:
    days = [one for one in mentions if one.kind in ("deadline", "day", "month")]
    return days[0].date if len(days) == 1 == len(mentions) and days[0].precise else None


def _of_date(deadline: date, row: RowView, text: str, name: str) -> Outcome | None:
    days = [one for one in row.dates(name) if one.kind in ("deadline", "day", "month") and one.date is not None]
    if not days:
        return Outcome(met=False) if unfinished(text) else None
    last = days[-1]
    if last.date is None or _earliest(last) <= deadline < last.date:
        return None
    sure = len(days) == 1 and not unfinished(text)
    return Outcome(met=last.date <= deadline, sure=sure, exact=last.date == deadline and last.kind != "month")


def _earliest(mention: DateMention) -> date:
    """The first day that a date may mean: of a month its first, of a quarter or half-year never later than its end."""
    when = mention.date or date.max
    if mention.kind == "day":
        return when
    if _QUARTER.search(mention.text):
        return date(when.year, max(when.month - 5, 1), 1)
    return when if re.search(r"[日号]|\d[-./]\d{1,2}[-./]\d", mention.text) else when.replace(day=1)
