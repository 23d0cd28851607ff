"""From the conditions of a rule file to one function that says where, if anywhere, a row or project breaks the rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from types import MappingProxyType
from typing import NamedTuple

from auditor.checks.protocol import Batch, ProjectView, Row
from auditor.model import Span
from auditor.rules import predicates
from auditor.rules.conditions import Bounds, Condition, FieldName, FitTest, RowsTest, TemplateTest, VerdictTest
from auditor.rules.grammar import Place
from auditor.rules.lexicon import Lexicon
from auditor.taxonomy import LEVEL1_OF, Level2
from auditor.wording import ROW_CATEGORY

Target = Row | ProjectView


class Mark(NamedTuple):
    """Words of a field that speak for a hit."""

    field: str
    span: Span


class Match(NamedTuple):
    """A condition that holds: the words that show it, and values for the message."""

    marks: tuple[Mark, ...] = ()
    values: Mapping[str, str] = MappingProxyType({})
    confidence: float = 1.0

    def together(self, other: Match) -> Match:
        """Both conditions hold."""
        return Match(self.marks + other.marks, {**self.values, **other.values}, min(self.confidence, other.confidence))


HOLDS = Match()
"""A condition that holds without particular words to show."""

Test = Callable[[Target, Batch], Match | None]


@dataclass(frozen=True)
class Compiler:
    """Compiles conditions; holds what they may refer to."""

    lexicon: Lexicon
    places: Mapping[str, Place]

    def compile(self, condition: Condition, accused: FieldName | None) -> Test:
        """One function for a condition.

        Args:
            condition: as written.
            accused: the field that tests look at when they name none.

        Raises:
            KeyError: an unknown word list or place, by name.
            ValueError: where there is no field to look at.
        """
        match condition.verb:
            case "all":
                return self._all(condition.all or (), accused)
            case "any":
                return self._any(condition.any or (), accused)
            case "not_":
                assert condition.not_ is not None
                return _negate(self.compile(condition.not_, accused))
            case "rows":
                assert condition.rows is not None
                return self._rows(condition.rows)
            case "some_row":
                assert condition.some_row is not None
                return _some_row(self.compile(condition.some_row, accused))
            case "some_project":
                assert condition.some_project is not None
                return _some_project(self.compile(condition.some_project, accused))
            case "budget":
                assert condition.budget is not None
                return _budget(condition.budget)
            case "verdict":
                assert condition.verdict is not None
                return _verdict(condition.verdict)
            case "fit":
                assert condition.fit is not None
                return _fit(condition.fit)
            case "template":
                assert condition.template is not None
                return _template(condition.template)
            case verb:
                return self._field_test(verb, getattr(condition, verb), accused)

    def _all(self, conditions: tuple[Condition, ...], accused: FieldName | None) -> Test:
        tests = [self.compile(condition, accused) for condition in conditions]

        def test(target: Target, batch: Batch) -> Match | None:
            found = []
            for part in tests:
                one = part(target, batch)
                if one is None:
                    return None
                found.append(one)
            return reduce(Match.together, found, HOLDS)

        return test

    def _any(self, conditions: tuple[Condition, ...], accused: FieldName | None) -> Test:
        tests = [self.compile(condition, accused) for condition in conditions]

        def test(target: Target, batch: Batch) -> Match | None:
            for part in tests:
                found = part(target, batch)
                if found is not None:
                    return found
            return None

        return test

    def _field_test(self, verb: str, options: predicates.FieldOptions, accused: FieldName | None) -> Test:
        name = options.in_ or accused
        if name is None:
            raise ValueError("没有写明看哪个字段（given.field 或 in）")
        find = predicates.build(verb, options, self.lexicon)

        def test(target: Target, batch: Batch) -> Match | None:
            spans = find(target, name)
            if not spans:
                return None if spans is None else HOLDS
            return Match(tuple([Mark(name, span) for span in spans]))

        return test

    def _rows(self, options: RowsTest) -> Test:
        place = self.places[options.place]
        where = self.compile(options.where, None) if options.where else None
        inside = InPlace(place)

        def test(target: Target, batch: Batch) -> Match | None:
            if not isinstance(target, ProjectView):
                raise TypeError("rows 只能用于项目")
            rows = inside.rows(target.rows)
            holding = rows if where is None else [row for row in rows if where(row, batch) is not None]
            if not _counted(len(holding), len(rows), options):
                return None
            return Match(values={"rows": str(len(holding)), "rows_all": str(len(rows))})

        return test


def _counted(holding: int, total: int, options: RowsTest) -> bool:
    if options.count is not None and not predicates.within_count(holding, options.count):
        return False
    return options.min_share is None or (total > 0 and holding / total >= options.min_share)


def _negate(inner: Test) -> Test:
    return lambda target, batch: HOLDS if inner(target, batch) is None else None


def _some_row(inner: Test) -> Test:
    def among_rows(view: ProjectView, batch: Batch) -> bool:
        return any(inner(row, batch) is not None for row in view.rows)

    def test(target: Target, batch: Batch) -> Match | None:
        return HOLDS if batch.once(among_rows, batch.view_of(target.subject)) else None

    return test


def _some_project(inner: Test) -> Test:
    def test(target: Target, batch: Batch) -> Match | None:
        views = batch.projects_of(target.subject.submission)
        return HOLDS if any(inner(view, batch) is not None for view in views) else None

    return test


def _budget(options: Bounds) -> Test:
    def test(target: Target, batch: Batch) -> Match | None:
        yuan = target.budget_yuan
        return HOLDS if yuan is not None and predicates.bounded(yuan / 10000, options) else None

    return test


def _verdict(options: VerdictTest) -> Test:
    def test(target: Target, batch: Batch) -> Match | None:
        verdict = batch.verdicts.get(target.subject)
        if verdict is None or verdict.by_rule:
            return None
        said = verdict.measurability
        if said.label not in options.label or said.probability < options.min_probability:
            return None
        values = {"probability": f"{said.probability:.0%}", "reasons": "、".join(said.reasons)}
        return Match(values=values, confidence=said.probability)

    return test


def _fit(options: FitTest) -> Test:
    def test(target: Target, batch: Batch) -> Match | None:
        fit = batch.fits.get(target.subject)
        if fit is None or fit.belongs not in options.belongs:
            return None
        if fit.probability < options.min_probability or fit.stated > options.max_stated:
            return None
        values = {"belongs": ROW_CATEGORY[fit.belongs], "probability": f"{fit.probability:.0%}",
                  "reasons": "、".join(fit.reasons)}  # fmt: skip
        return Match(values=values, confidence=fit.probability)

    return test


def _template(options: TemplateTest) -> Test:
    def test(target: Target, batch: Batch) -> Match | None:
        return HOLDS if batch.view_of(target.subject).template in options.is_ else None

    return test


class InPlace:
    """Which rows or projects belong to a place.

    Args:
        place: as declared.
    """

    def __init__(self, place: Place) -> None:
        self.each = place.each
        self._kinds = place.kind
        self._categories = _categories(place)

    def rows(self, rows: Iterable[Row]) -> list[Row]:
        """Those of some rows that belong to it, in order."""
        kinds, categories = self._kinds, self._categories
        if kinds is not None:
            rows = [row for row in rows if row.submission.kind in kinds]
        return list(rows) if categories is None else [row for row in rows if row.cells.category in categories]

    def projects(self, views: Iterable[ProjectView]) -> list[ProjectView]:
        """Those of some projects that belong to it, in order."""
        return [view for view in views if self._kinds is None or view.submission.kind in self._kinds]


def _categories(place: Place) -> frozenset[Level2 | None] | None:
    """The second levels that rows of a place stand under, None where any will do."""
    if place.unrecognised:
        return frozenset({None})
    if place.level2 is None and place.level1 is None:
        return None
    return frozenset(
        level2
        for level2, level1 in LEVEL1_OF.items()
        if (place.level2 is None or level2 in place.level2) and (place.level1 is None or level1 in place.level1)
    )


def needs_verdicts(condition: Condition | None) -> bool:
    """Whether a condition asks for a classifier's word, so that it must run after the certain rules."""
    if condition is None:
        return False
    parts = (*(condition.all or ()), *(condition.any or ()), *((condition.not_,) if condition.not_ else ()))
    inner = (condition.rows.where if condition.rows else None, condition.some_row, condition.some_project)
    return (
        condition.verdict is not None
        or condition.fit is not None
        or any(needs_verdicts(part) for part in (*inner, *parts))
    )
