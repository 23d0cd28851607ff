"""Reading quantities and changes. Exact decimals throughout; offsets always refer to the text as given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Literal, NamedTuple

from auditor.language.numerals import MULTIPLIERS, plain_decimal
from auditor.language.runs import SHORT, without_long_runs
from auditor.language.scan import ScannedQuantity, scan
from auditor.language.width import plain_width
from auditor.model import Quantity, Span

REMEMBERED = 1 << 14
"""Distinct texts whose readings are kept: quantities, changes, masks and tokens of a text all come from the same ones."""

_RANGE_SIGN = re.compile(r"\s*(?:-{1,2}|~|至|到)\s*")
_NUMBER = re.compile(r"[\d一二两三四五六七八九十]")
_STEPS = {"千": 1000, "百": 100, "十": 10}
"""Places of a numeral below 万 and 亿; each may carry a digit of its own (2千5百万)."""
_CHANGE = re.compile(
    r"""
    (?=[较比与同环减下降压缩节少增提上涨升])
    (?P<verb>
        (?:(?:较|比|与)[^,。;、:\d]{1,10}?(?:相比)?|同比|环比)?
        (?: (?P<down>减少|下降|降低|压减|压缩|缩短|缩减|缩小|下调|下浮|节约|节省|降幅|减幅|(?<=[比年期均])[减降少])
            (?P<object>[^,。;、:!?\d到至达为率在和及≥≤<>=]{2,8})?
          | (?P<up>增长|增加|提高|提升|上升|上涨|上浮|上调|增幅|涨幅|增速|(?<=[比年期均])[增升]) )
        (?:了|率|幅度|比例|比率)?
    )[:=]?\s*$
    """,
    re.VERBOSE,
)
LONGEST_CHANGE = 32
"""Characters that the words of a change and what they are compared with have at most."""
_CHANGES = re.compile(r"[减降压缩下节少增提上涨升]")
"""Without one of these no text states a change."""


class RelativeChange(NamedTuple):
    """A change and its size: ``较上年减少40%`` is down by 40 percent. ``span`` covers the verb and the quantity."""

    direction: Literal["up", "down"]
    quantity: Quantity
    span: Span


def read_quantities(text: str, *, field: str) -> tuple[Quantity, ...]:
    """All quantities of a text, in order; a range such as ``80-90%`` is two, ≥ and ≤, that share their span.

    Args:
        text: any text; nothing is raised on any input.
        field: name of the field the text stands in, recorded on each quantity.

    Returns:
        Quantities with ``value`` in the base unit of ``dimension``: 元 (money), percent (ratio; ratio_points for
        百分点), metre, square metre, cubic metre, kilogram, kilowatt-hour, day; the number itself for count, score,
        age, grade, rank, proportion and bare. ``10万`` without 元 is ``money_or_count``. A rate
        (元/人·年, 每年12次) has ``_rate`` appended to its dimension; its value is the number above the line, and the
        unit of 每年12次 is 次/年.
    """
    return tuple([_quantity(text, reading, field) for reading in readings(text)])


def doubled_comparator(text: str) -> tuple[Span, ...]:
    """Spans of the quantities that state their comparison twice, such as ``≥95%以上`` or ``不少于3次以上``."""
    return tuple(reading.span for reading in readings(text) if reading.doubled)


def changes_among(quantities: Sequence[Quantity], text: str) -> tuple[RelativeChange, ...]:
    """The changes among the quantities that were read from a text."""
    if not quantities or _CHANGES.search(text) is None:
        return ()
    plain = plain_width(text)
    changes: list[RelativeChange] = []
    for quantity in quantities:
        match = _change_before(plain, quantity.span[0])
        if match is not None and not (match["object"] and quantity.comparator):
            direction: Literal["up", "down"] = "down" if match["down"] else "up"
            changes.append(RelativeChange(direction, quantity, (match.start("verb"), quantity.span[1])))
    return tuple(changes)


def _change_before(plain: str, place: int) -> re.Match[str] | None:
    """The change whose words end where a quantity begins; they are looked for no farther back than they can reach."""
    before = plain[max(0, place - SHORT) : place]
    blanks = len(before) - len(before.rstrip())
    return _CHANGE.search(plain, max(0, place - blanks - LONGEST_CHANGE), place)


def _quantity(text: str, reading: ScannedQuantity, field: str) -> Quantity:
    return Quantity(
        text=text[reading.span[0] : reading.span[1]],
        comparator=reading.comparator,
        value=plain_decimal(reading.value),
        unit=reading.unit,
        dimension=reading.dimension,
        field=field,
        span=reading.span,
    )


@lru_cache(maxsize=REMEMBERED)
def readings(text: str) -> tuple[ScannedQuantity, ...]:
    """The quantities of any text as they were read, in order, ranges joined; spans refer to the text as given."""
    plain = without_long_runs(plain_width(text))
    return tuple(_joined(plain, scan(plain)))


def _joined(plain: str, found: Iterable[ScannedQuantity]) -> Iterator[ScannedQuantity]:
    """The readings with ranges joined; numerals that count only in a range are dropped outside one."""
    waiting: ScannedQuantity | None = None
    for reading in _amounts_joined(found):
        bounds = _bounds(plain, waiting, reading) if waiting is not None else ()
        if bounds:
            yield from bounds
            waiting = None
            continue
        if waiting is not None and waiting.certain:
            yield waiting
        waiting = reading
    if waiting is not None and waiting.certain:
        yield waiting


def _amounts_joined(found: Iterable[ScannedQuantity]) -> Iterator[ScannedQuantity]:
    """The readings with amounts joined whose parts stand side by side: 2亿5000万元, 1亿2千5百万元; from their last part on."""
    joined: list[ScannedQuantity] = []
    for reading in reversed(tuple(found)):
        if joined and _continues(reading, joined[-1]):
            joined[-1] = _one_amount(reading, joined[-1])
        elif joined and _steps_down(reading, joined[-1]):
            joined[-1] = _one_chain(reading, joined[-1])
        else:
            joined.append(reading)
    return reversed(joined)


def _continues(head: ScannedQuantity, rest: ScannedQuantity) -> bool:
    """Whether a reading is the lower part of the number before it, which ends in 亿 or 万 and has no unit."""
    return (
        head.scale in ("亿", "万")
        and _stands_before(head, rest)
        and rest.dimension in ("money", "money_or_count", "count")
        and 0 < rest.number * MULTIPLIERS.get(rest.scale, 1) < MULTIPLIERS[head.scale]
    )


def _steps_down(head: ScannedQuantity, rest: ScannedQuantity) -> bool:
    """Whether a reading is the next lower digit of the number before it, as 5百万元 is behind 2千: both count 万."""
    return (
        head.scale in _STEPS
        and rest.scale[:1] in _STEPS
        and _STEPS[rest.scale[:1]] < _STEPS[head.scale]
        and _stands_before(head, rest)
        and head.number < 10
        and 0 < rest.number < Fraction(_STEPS[head.scale], _STEPS[rest.scale[:1]])
    )


def _stands_before(head: ScannedQuantity, rest: ScannedQuantity) -> bool:
    return (
        head.dimension == "money_or_count" and head.span[1] == rest.span[0] and rest.comparator in (None, "≤", "≥", "≈")
    )


def _one_amount(head: ScannedQuantity, rest: ScannedQuantity) -> ScannedQuantity:
    """Both parts as one reading, in the scale and unit of the lower part."""
    return _together(head, rest, Fraction(MULTIPLIERS[head.scale], MULTIPLIERS.get(rest.scale, 1)))


def _one_chain(head: ScannedQuantity, rest: ScannedQuantity) -> ScannedQuantity:
    return _together(head, rest, Fraction(_STEPS[head.scale], _STEPS[rest.scale[:1]]))


def _together(head: ScannedQuantity, rest: ScannedQuantity, times: Fraction) -> ScannedQuantity:
    """Both parts as one reading, one of the head being so many of the rest."""
    return rest._replace(
        span=(head.span[0], rest.span[1]),
        comparator=head.comparator or rest.comparator,
        number=rest.number + head.number * times,
    )


def _bounds(text: str, low: ScannedQuantity, high: ScannedQuantity) -> tuple[ScannedQuantity, ...]:
    """The two bounds of a range, or nothing where the two stand for themselves."""
    between = text[low.span[1] : high.span[0]]
    if _RANGE_SIGN.fullmatch(between) is None or not _starts_with_number(text, high):
        return ()
    low = _completed(low, high)
    if low.dimension != high.dimension or low.value >= high.value or not high.certain:
        return ()
    span = (low.span[0], high.span[1])
    return (
        low._replace(span=span, comparator="≥", unit=high.unit, certain=True, doubled=False),
        high._replace(span=span, comparator="≤", doubled=False),
    )


def _starts_with_number(text: str, reading: ScannedQuantity) -> bool:
    return _NUMBER.match(text, reading.span[0]) is not None


def _completed(low: ScannedQuantity, high: ScannedQuantity) -> ScannedQuantity:
    """The lower end with the scale and unit it shares with the upper: 2-3万元 is 2万元 to 3万元."""
    if low.dimension == "bare" and low.unit is None:
        scale = low.scale or high.scale
        return low._replace(scale=scale, unit=high.unit, factor=high.factor, dimension=high.dimension)
    if low.dimension == "money_or_count":
        return low._replace(unit=high.unit, factor=high.factor, dimension=high.dimension)
    if high.dimension == f"{low.dimension}_rate":
        return low._replace(unit=high.unit, dimension=high.dimension)
    return low
