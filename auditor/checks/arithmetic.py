"""Calculations that a text spells out: factors against their product, summands against their sum, parts against the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from auditor.checks.history.statements import same_amount
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.language.artefacts import Artefacts, Cells
from auditor.language.clauses import sentence_end, sentence_start
from auditor.model import Evidence, Quantity, Span

FIELDS = ("project.purpose", "project.goal")
ROW_FIELDS = ("description", "basis")

_OPERATOR = re.compile(r"[×xX*＊✕+＋]")
_LINKS = re.compile(r"[=＝]|合计|共计|总计|其中")
_MAY_CALCULATE = re.compile(rf"{_OPERATOR.pattern}|{_LINKS.pattern}")
"""What a text holds that calculates anything or spells out parts; most texts do not, and are not looked at further."""

_WORDS = r"[^\d×xX*＊✕+＋=＝÷－，,。；;、（）()\n]"
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_TERM = rf"(?P<number>{_NUMBER})\s*(?P<scale>万|亿)?\s*(?P<mark>元|%|％)?{_WORDS}{{0,10}}"
_PLAIN_TERM = re.sub(r"\?P<\w+>", "?:", _TERM)
_EXPRESSION = re.compile(
    rf"(?P<terms>{_PLAIN_TERM}(?:[×xX*＊✕+＋]{_WORDS}{{0,6}}{_PLAIN_TERM})+)"
    rf"(?P<link>[=＝](?:共计?|合计)?|[，,]?\s*(?:合计|共计|总计|共))(?:人民币)?\s*(?P<result>{_NUMBER})\s*(?P<scale>万|亿)?元"
)
_ONE_TERM = re.compile(_TERM)
_CONTINUES = re.compile(rf"[×xX*＊✕+＋÷－/-]{_WORDS}{{0,10}}$")
_SCALES = {"万": Decimal(10**4), "亿": Decimal(10**8)}


class _Wrong(NamedTuple):
    """A calculation that does not come out: as written, what it gives in 元, the amount that is stated."""

    written: str
    right: Decimal
    stated: str
    span: Span


def text_arithmetic(batch: Batch, settings: Settings) -> CheckResult:
    """Calculations in purpose, goal, descriptions and bases whose stated result is another one."""
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        read: list[tuple[RowView | ProjectView, _Calculated]] = [(view, one) for one in _in_project(view)]
        read += [(row, one) for row in view.rows for one in row.cells.cached(_in_cells)]
        hits += [_hit(place, one.field, wrong) for place, one in read for wrong in one.wrong]
        if not any(one.spelled_out for _, one in read):
            undecided.append((view.subject, "文字里没有写出算式或者分项"))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


def _hit(place: RowView | ProjectView, name: str, wrong: _Wrong) -> Hit:
    right = f"{wrong.right / 10000:f}"
    values = {
        "written": wrong.written,
        "right": (right.rstrip("0").rstrip(".") if "." in right else right) + "万元",
        "stated": wrong.stated,
        "accused": wrong.stated,
    }
    field = name.removeprefix("project.")
    evidence = Evidence(text=place.text(name), indicator=place.row_id, project=place.project.code, field=field)
    return Hit(place.subject, name, wrong.span, values, (evidence,))


class _Calculated(NamedTuple):
    """What a field calculates: whether it spells anything out, and what of it does not come out."""

    field: str
    spelled_out: bool
    wrong: tuple[_Wrong, ...]


def _in_cells(cells: Cells) -> tuple[_Calculated, ...]:
    """The fields of a row that may calculate something."""
    return tuple(
        [_read(name, cells.artefacts[name]) for name in ROW_FIELDS if _MAY_CALCULATE.search(cells.texts[name])]
    )


def _in_project(view: ProjectView) -> Iterator[_Calculated]:
    """The fields of a project that may calculate something."""
    for name in FIELDS:
        if _MAY_CALCULATE.search(view.text(name)):
            sources = name == "project.purpose" and view.project.funding  # they are compared with the budget elsewhere
            yield _read(name, view.artefacts(name), with_parts=not sources)


def _read(name: str, known: Artefacts, *, with_parts: bool = True) -> _Calculated:
    parts = _parts_above_whole(known.text, known.quantities) if with_parts else ()
    return _Calculated(name, _LINKS.search(known.text) is not None, (*_expressions(known.text), *parts))


def _expressions(text: str) -> Iterator[_Wrong]:
    """Sums and products of plain numbers that are followed by another amount as their result."""
    if not _OPERATOR.search(text):
        return
    for match in _EXPRESSION.finditer(text):
        if _CONTINUES.search(text[: match.start()]):
            continue  # the beginning of the calculation was not understood
        right = _value(match["terms"])
        stated = _amount(match["result"], match["scale"])
        if right is not None and not same_amount(right, stated):
            written = match["terms"].strip()
            yield _Wrong(written, right, match[0][match.start("result") - match.start() :], _span(match))


def _span(match: re.Match[str]) -> Span:
    return match.start("result"), match.end()


def _value(terms: str) -> Decimal | None:
    """What a sum of products gives in 元; None where a product has not exactly one amount of money."""
    total = Decimal(0)
    for product in re.split("[+＋]", terms):
        factors = [match for part in re.split("[×xX*＊✕]", product) for match in _ONE_TERM.finditer(part)]
        if len(factors) != len(re.split("[×xX*＊✕]", product)) or sum(one["mark"] == "元" for one in factors) != 1:
            return None
        value = Decimal(1)
        for one in factors:
            value *= _amount(one["number"], one["scale"]) / (100 if one["mark"] in ("%", "％") else 1)
        total += value
    return total


def _amount(number: str, scale: str | None) -> Decimal:
    return Decimal(number.replace(",", "")) * _SCALES.get(scale or "", Decimal(1))


def _parts_above_whole(text: str, quantities: Sequence[Quantity]) -> Iterator[_Wrong]:
    """Amounts after 其中 that together are more than the amount before it."""
    place = text.find("其中")
    if place < 0 or text.count("其中") > 1:
        return
    end = sentence_end(text, place)
    money = [one for one in quantities if one.dimension == "money" and one.comparator in (None, "=")]
    begin = sentence_start(text, place)
    wholes = [one for one in money if sentence_start(text, max(begin - 1, 0)) <= one.span[0] < place]
    parts = [one for one in money if place < one.span[0] < end]
    right = sum((Decimal(one.value) for one in parts), Decimal(0))
    if len(parts) < 2 or len(wholes) != 1:
        return
    whole = Decimal(wholes[0].value)
    if right > whole and not same_amount(right, whole):
        yield _Wrong(text[place : parts[-1].span[1]], right, wholes[0].text, wholes[0].span)
