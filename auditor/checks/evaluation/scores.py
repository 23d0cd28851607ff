"""Points of a self-evaluation: of each row, of the parts of the form, and of the whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache

from auditor.checks.evaluation.examined import compared, of_projects, project_hit, row_hit, rows_of, views_of
from auditor.checks.evaluation.method import method_of
from auditor.checks.evaluation.outcome import Outcome
from auditor.checks.evaluation.reasons import row_explained
from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, RowView, Settings, Undecided
from auditor.checks.resting import INDICATORS, RESULTS, rests_on
from auditor.model import Evidence, Execution
from auditor.taxonomy import LABELS

_POINTS = re.compile(r"[（(]\s*(?P<points>\d{1,3}(?:\.\d+)?)\s*分?\s*[）)]|(?P<plain>\d{1,3}(?:\.\d+)?)\s*分$")
_FAR_ABOVE = Decimal(30)
"""Percent above a target from which forms take points off for a target set too low."""


@rests_on("score", "weight")
def score_above_weight(batch: Batch, settings: Settings) -> CheckResult:
    """Rows whose score is higher than the points they carry."""
    rows, hits, undecided = rows_of(batch, "self_evaluation"), list[Hit](), list[Undecided]()
    for _, row in rows:
        score, weight = row.indicator.score, row.indicator.weight
        if score is None or weight is None:
            undecided.append((row.subject, "没有分值或得分"))
        elif score > weight:
            hits.append(row_hit(row, score=f"{score:g}", weight=f"{weight:g}"))
    return CheckResult(tuple(row.subject for _, row in rows), tuple(hits), tuple(undecided))


@rests_on(*RESULTS, "score", "weight")
def deducted_though_met(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that met their target and lost points without a word that says why. Settings: ``min_points`` that were lost."""

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        score, weight = row.indicator.score, row.indicator.weight
        if not found.met or not found.sure or found.excess >= _FAR_ABOVE or score is None or weight is None:
            return None
        if _exact(weight) - _exact(score) < _exact(settings["min_points"]) or row_explained(view, row, short=False):
            return None
        confidence = 0.7 if _scored_by_value(row, score, weight) else 1.0
        return row_hit(row, confidence=confidence, score=f"{score:g}", weight=f"{weight:g}")

    return compared(batch, find, "self_evaluation")


@rests_on(*RESULTS, "score", "weight")
def score_above_share(batch: Batch, settings: Settings) -> CheckResult:
    """Rows that missed their target with more points than the form's method gives. Settings: ``max_points_off``.

    Where the form does not say how it scores, the usual proportion is only likely.
    """

    def find(view: ProjectView, row: RowView, found: Outcome) -> Hit | None:
        score, weight = row.indicator.score, row.indicator.weight
        if found.met or not found.sure or found.share is None or score is None or weight is None or score >= weight:
            return None
        method = method_of(view)
        most = method.most(_exact(weight), found.share)
        if _exact(score) - most <= _exact(settings["max_points_off"]):
            return None
        values = {"score": f"{score:g}", "weight": f"{weight:g}", "share": f"{found.share:.0%}", "most": _points(most)}
        return row_hit(row, confidence=1.0 if method.stated else 0.8, **values)

    return compared(batch, find, "self_evaluation")


def _scored_by_value(row: RowView, score: float, weight: float) -> bool:
    """Whether a rate itself was taken for the part of the points: 9.3 of 10 for 93 %."""
    rates = [Decimal(one.value) for one in row.artefacts("actual").quantities if one.dimension == "ratio"]
    return any(abs(_exact(score) - _exact(weight) * rate / 100) <= Decimal("0.06") for rate in rates)


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _points(value: Decimal) -> str:
    return f"{value.quantize(Decimal('0.01')).normalize():f}"


@rests_on("actual", "score", "target", "weight")
def blank_scores(batch: Batch, settings: Settings) -> CheckResult:
    """Projects in which rows with points and a result have no score."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        rows = [row for row in view.rows if row.text("target").strip() and row.text("actual").strip()]
        weighed = any(row.indicator.weight is not None for row in rows)
        scored = any(row.indicator.score is not None for row in rows)
        if not weighed and not scored:
            return "表里没有分值和得分"
        blank = [row for row in rows if row.indicator.score is None and (row.indicator.weight or scored)]
        if not blank:
            return None
        names = "、".join(f"“{row.text('level3')}”" for row in blank[:3])
        more = f"等{len(blank)}行" if len(blank) > 3 else ""
        return project_hit(view, names, names=names + more)

    return of_projects(views_of(batch, "self_evaluation"), find)


@rests_on(INDICATORS, "project.execution", "score")
def total_score(batch: Batch, settings: Settings) -> CheckResult:
    """A stated total that is not the sum of the rows' scores and the points for execution."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        scores = [row.indicator.score for row in view.rows]
        known = [Decimal(str(score)) for score in scores if score is not None]
        if stated.total_score is None or len(known) != len(scores):
            return "没有总分，或者有的行没有得分"
        total, rows = Decimal(str(stated.total_score)), sum(known, Decimal(0))
        with_execution = rows + Decimal(str(stated.score or 0))
        if any(abs(total - one) <= Decimal("0.011") for one in (rows, with_execution)):
            return None
        said = f"{stated.total_score:g}"
        return Hit(view.subject, values={"total": said, "sum": f"{with_execution.normalize():f}", "accused": said})

    return of_projects(views_of(batch, "self_evaluation"), find)


_NEAR_A_LINE = 5
"""Points from a line within which a place may draw it elsewhere."""


@rests_on("project.execution")
def grade_against_total(batch: Batch, settings: Settings) -> CheckResult:
    """A stated grade that is not that of the total. Settings: ``excellent``, ``good``, ``fair``: least points of 优, 良, 中."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        if stated.grade is None or stated.total_score is None:
            return "没有写等次或者总分"
        lines = (("优", settings["excellent"]), ("良", settings["good"]), ("中", settings["fair"]))
        right = next((grade for grade, least in lines if stated.total_score >= least), "差")
        if right == stated.grade:
            return None
        near = min(abs(stated.total_score - line) for _, line in lines) < _NEAR_A_LINE
        confidence = 0.7 if near else 1.0  # lines differ a little from place to place
        return project_hit(
            view, stated.grade, confidence, total=f"{stated.total_score:g}", grade=stated.grade, right=right
        )

    return of_projects(views_of(batch, "self_evaluation"), find)


@rests_on(INDICATORS, "level1", "level2", "score", "weight")
def section_points(batch: Batch, settings: Settings) -> CheckResult:
    """Points printed in a heading of a first or second level that are not those of its rows."""

    def find(view: ProjectView, stated: Execution) -> Hit | str | None:
        sections = list(_sections(view))
        if not sections:
            return "标题里没有写分值"
        wrong = next((one for one in sections if one[2] is not None and one[1] != one[2]), None)
        if wrong is not None:
            return _section_hit(view, *wrong[:2], f"{_points(wrong[2])}分" if wrong[2] is not None else "")
        over = next((one for one in sections if one[2] is None and one[3] > one[1]), None)
        return _section_hit(view, *over[:2], f"{_points(over[3])}分（得分）") if over is not None else None

    return of_projects(list(batch.projects), find)


def _section_hit(view: ProjectView, name: str, points: Decimal, rows: str) -> Hit:
    evidence = (Evidence(text=name, project=view.project.code),)
    return Hit(
        view.subject, None, None, {"section": name, "points": _points(points), "rows": rows, "accused": name}, evidence
    )


def _sections(view: ProjectView) -> Iterator[tuple[str, Decimal, Decimal | None, Decimal]]:
    """Headings with points: as printed, their points, the weights of their rows (None where one has none), and the scores."""
    labels = {row.cells.texts[name] for row in view.rows for name in ("level1", "level2")}
    if not any(map(_has_points, labels)):
        return
    names: tuple[Callable[[RowView], str], ...] = (_level1, _levels)
    for name in names:
        groups: dict[str, list[RowView]] = {}
        for row in view.rows:
            groups.setdefault(name(row), []).append(row)
        for rows in groups.values():
            text = rows[0].text("level1" if name is _level1 else "level2").strip()
            found = _POINTS.search(text)
            if found:
                weights = [row.indicator.weight for row in rows]
                known = [Decimal(str(one)) for one in weights if one is not None]
                scores = sum((Decimal(str(row.indicator.score or 0)) for row in rows), Decimal(0))
                yield text, Decimal(found["points"] or found["plain"]), _sum(known, weights), scores


@lru_cache(maxsize=LABELS)
def _has_points(label: str) -> bool:
    """Whether a label prints the points of its section."""
    return _POINTS.search(label.strip()) is not None


def _sum(known: list[Decimal], weights: list[float | None]) -> Decimal | None:
    return sum(known, Decimal(0)) if len(known) == len(weights) else None


def _level1(row: RowView) -> str:
    return row.text("level1")


def _levels(row: RowView) -> str:
    return f"{row.text('level1')}\n{row.text('level2')}"
