"""A number in a section of a format: digits into their places, thousands, scaling, percent, fractions, exponents."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from auditor.reading.workbook.formats.numerals import in_digits, in_words
from auditor.reading.workbook.formats.parts import FormatPart, Section

_DIGITS_KEPT = 15
_MOST_PLACES = 300
_EVERY_FIGURE = Context(prec=400)
"""Room for all figures of the largest number that a cell can hold, 1.8E308."""


def general(value: float) -> str:
    """A number as it is: whole without a point, else to ten decimals."""
    if value.is_integer():
        return str(int(value))
    return repr(round(value, 10)) if abs(value) >= 1e-9 else repr(value)


def number_text(value: float, section: Section) -> str:
    """What a section shows for a number that is not negative."""
    if section.is_general:
        shown = _in_numerals(general(value), section.numerals)
        return "".join(shown if part.kind == "general" else part.text for part in section.parts)
    percents = sum(part.kind == "percent" for part in section.parts)
    exact = Decimal(format(value, f".{_DIGITS_KEPT}g")).scaleb(2 * percents)
    if not any(part.kind == "digit" for part in section.parts):
        return "".join(part.text for part in section.parts if part.kind in ("text", "percent"))
    if _divides(section.parts):
        return _fraction(exact, section)
    if any(part.kind == "exponent" for part in section.parts):
        return _scientific(exact, section)
    return _decimal(exact, section)


def _in_numerals(figures: str, style: int) -> str:
    """Figures with a decimal point or without, in Chinese numerals where a style is asked for."""
    whole, point, decimals = figures.partition(".")
    if not style or not whole.isdigit():
        return figures
    return in_words(int(whole), style) + ("点" + in_digits(decimals, style) if point else "")


# --- decimals -----------------------------------------------------------------------------------------------------


def _decimal(value: Decimal, section: Section) -> str:
    parts = section.parts
    point = next((place for place, part in enumerate(parts) if part.kind == "point"), len(parts))
    grouped, scale, plain = _commas(parts)
    value = value.scaleb(-3 * scale)
    places = sum(part.kind == "digit" for part in parts[point:])
    figures = str(value.quantize(Decimal(1).scaleb(-min(places, _MOST_PLACES)), ROUND_HALF_UP, context=_EVERY_FIGURE))
    whole, _, decimals = figures.partition(".")
    whole = whole.lstrip("0")
    spoken = section.numerals and not grouped and _one_run(parts[:point])
    if spoken:
        words = in_words(int(whole or "0"), section.numerals)
        before = _with_words(parts[:point], words)
    else:
        before = in_digits(_whole(parts[:point], whole, grouped, plain), section.numerals)
    after = in_digits(_decimals(parts[point + 1 :], decimals), section.numerals)
    shows_point = point < len(parts) and any(
        char.isdigit() for char in _decimals(_digits_only(parts[point + 1 :]), decimals)
    )
    mark = ("点" if spoken else ".") if shows_point else ""
    return before + mark + after


def _digits_only(parts: Sequence[FormatPart]) -> list[FormatPart]:
    return [part for part in parts if part.kind == "digit"]


def _commas(parts: Sequence[FormatPart]) -> tuple[bool, int, frozenset[int]]:
    """Whether thousands are parted, by how many thousands the number is divided, and the commas that are only marks."""
    digits = [place for place, part in enumerate(parts) if part.kind == "digit"]
    commas = [place for place, part in enumerate(parts) if part.kind == "comma"]
    if not digits:
        return False, 0, frozenset(commas)
    point = next((place for place, part in enumerate(parts) if part.kind == "point"), len(parts))
    ends = {max((one for one in digits if one < point), default=-1), digits[-1]}
    scaling = set()
    for end in ends:
        place = end + 1
        while place in commas:
            scaling.add(place)
            place += 1
    grouping = {one for one in commas if one not in scaling and digits[0] < one < digits[-1] and one < point}
    return bool(grouping), len(scaling), frozenset(set(commas) - scaling - grouping)


def _one_run(parts: Sequence[FormatPart]) -> bool:
    """Whether the digits stand together, so that the number can be spoken as a whole."""
    places = [place for place, part in enumerate(parts) if part.kind == "digit"]
    return bool(places) and places[-1] - places[0] == len(places) - 1


def _with_words(parts: Sequence[FormatPart], words: str) -> str:
    shown, said = "", False
    for part in parts:
        if part.kind == "digit":
            shown, said = shown + ("" if said else words), True
        elif part.kind in ("text", "percent"):
            shown += part.text
    return shown


def _whole(parts: Sequence[FormatPart], figures: str, grouped: bool, plain: frozenset[int]) -> str:
    """The figures before the point in their places; those for which there is no place stand in the first."""
    places = sum(part.kind == "digit" for part in parts)
    shown, left = "", places
    if not places:
        return "".join(part.text for part in parts if part.kind in ("text", "percent")) + figures
    for number, part in enumerate(parts):
        if part.kind == "digit":
            ahead = len(figures) - left if left == places and len(figures) > left else 0
            for rank in range(left + ahead - 1, left - 2, -1):
                shown += _figure(part, figures[-rank - 1] if rank < len(figures) else None)
                if grouped and rank and rank % 3 == 0 and shown[-1:].isdigit():
                    shown += ","
            left -= 1
        elif part.kind in ("text", "percent", "slash") or number in plain:
            shown += part.text
    return shown


def _figure(part: FormatPart, figure: str | None) -> str:
    return figure if figure is not None else {"0": "0", "?": " "}.get(part.text, "")


def _decimals(parts: Sequence[FormatPart], figures: str) -> str:
    """The figures after the point; zeros at the end only where the format insists on them."""
    significant = len(figures.rstrip("0"))
    shown, place = "", 0
    for part in parts:
        if part.kind == "digit":
            needed = part.text == "0" or place < significant
            shown += figures[place] if needed else ""
            place += 1
        elif part.kind in ("text", "percent", "slash"):
            shown += part.text
    return shown


# --- fractions and exponents --------------------------------------------------------------------------------------


def _divides(parts: Sequence[FormatPart]) -> bool:
    """Whether a section shows a fraction: a stroke with places for figures before it and figures after it."""
    slash = next((place for place, part in enumerate(parts) if part.kind == "slash"), None)
    if slash is None or not any(part.kind == "digit" for part in parts[:slash]):
        return False
    return bool(_below(parts[slash + 1 :]))


def _below(parts: Sequence[FormatPart]) -> str:
    """What stands right below the stroke: places, or a number of its own."""
    run = ""
    for part in parts:
        if part.kind != "digit" and not (part.kind == "text" and part.text.isdigit()):
            break
        run += part.text
    return run


def _fraction(value: Decimal, section: Section) -> str:
    parts = section.parts
    slash = next(place for place, part in enumerate(parts) if part.kind == "slash")
    below = _below(parts[slash + 1 :])
    first = slash
    while first and parts[first - 1].kind == "digit":
        first -= 1
    before, after = parts[:first], parts[slash + 1 + len(below) :]
    apart = any(part.kind == "digit" for part in before)
    whole = int(value) if apart else 0
    rest = _nearest(Fraction(value) - whole, below)
    if apart and rest == 1:
        whole, rest = whole + 1, Fraction(0)
    shown = _fraction_text(rest, below) if rest or not apart else ""
    head = "".join(part.text for part in before if part.kind == "text" and part.text.strip())
    said = str(whole) if apart and (whole or not rest) else ""
    tail = "".join(part.text for part in after if part.kind in ("text", "percent"))
    return head + " ".join(piece for piece in (said, shown) if piece) + tail


def _nearest(value: Fraction, below: str) -> Fraction:
    own = int(below) if below.isdigit() and int(below) else 0
    return Fraction(round(value * own), own) if own else value.limit_denominator(10 ** min(len(below), 9) - 1)


def _fraction_text(value: Fraction, below: str) -> str:
    own = int(below) if below.isdigit() and int(below) else value.denominator
    return f"{value * own}/{own}"


def _scientific(value: Decimal, section: Section) -> str:
    parts = section.parts
    mark = next(place for place, part in enumerate(parts) if part.kind == "exponent")
    point = next((place for place, part in enumerate(parts[:mark]) if part.kind == "point"), mark)
    step = max(sum(part.kind == "digit" for part in parts[:point]), 1)
    power = value.adjusted() // step * step if value else 0
    mantissa = _decimal(value.scaleb(-power), Section(parts[:mark]))
    tail = parts[mark + 1 :]
    width = sum(part.kind == "digit" for part in tail)
    sign = "-" if power < 0 else parts[mark].text[1].replace("-", "")
    return f"{mantissa}E{sign}{abs(power):0{width}d}" + "".join(part.text for part in tail if part.kind == "text")
