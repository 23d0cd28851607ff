"""The shape of a submission: project codes, the basis column as a whole, satisfaction targets side by side."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from auditor.checks.protocol import Batch, CheckResult, Hit, ProjectView, Settings, Subject, Undecided
from auditor.checks.resting import INDICATORS, rests_on
from auditor.language.normalise import normalise
from auditor.model import Evidence

_SATISFACTION = ("满意度", "满意率")


@rests_on("project.code")
def code_pattern(batch: Batch, settings: Settings) -> CheckResult:
    """A project code whose length differs from that of all the others.

    Settings: ``min_projects``: with fewer codes there is no usual length.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for number in range(len(batch.submissions)):
        views = [view for view in batch.projects_of(number) if view.project.code]
        usual, holders = Counter(len(view.project.code) for view in views).most_common(1)[0] if views else (0, 0)
        if len(views) < settings["min_projects"] or holders * 2 <= len(views):
            undecided.extend((view.subject, "项目太少，看不出编码规律") for view in views)
            continue
        for position, view in enumerate(views):
            if len(view.project.code) != usual:
                hits.append(_code_hit(view, views, position, usual))
    examined = tuple(view.subject for view in batch.projects if view.project.code)
    return CheckResult(examined, tuple(hits), tuple(undecided))


def _code_hit(view: ProjectView, views: list[ProjectView], position: int, usual: int) -> Hit:
    code = view.project.code
    neighbours = [other.project.code for other in views[max(0, position - 1) : position + 2] if other is not view]
    regular = [other for other in neighbours if len(other) == usual]
    values = {
        "usual": str(usual),
        "example": "、".join(regular) or views[0].project.code,
        "expected": _between(neighbours, usual),
        "accused": code,
    }
    evidence = tuple(Evidence(text=other, project=other, field="code") for other in regular)
    return Hit(view.subject, "project.code", (0, len(code)), values, evidence)


def _between(neighbours: list[str], usual: int) -> str:
    """A remark naming the code that would stand between two regular neighbours, or nothing."""
    if len(neighbours) != 2 or not all(code.isdigit() and len(code) == usual for code in neighbours):
        return ""
    before, after = (int(code) for code in neighbours)
    return f"，按前后顺序应为 {before + 1:0{usual}d}" if after - before == 2 else ""


@rests_on("project.code", "project.name")
def code_repeated(batch: Batch, settings: Settings) -> CheckResult:
    """A project code that another project of the same submission already has."""
    first: dict[tuple[int, str], ProjectView] = {}
    hits: list[Hit] = []
    views = [view for view in batch.projects if view.project.code]
    for view in views:
        earlier = first.setdefault((view.subject.submission, view.project.code), view)
        if earlier is not view:
            evidence = (Evidence(text=f"{earlier.project.code} {earlier.project.name}", project=view.project.code),)
            values = {"other_name": earlier.project.name, "accused": view.project.code}
            hits.append(Hit(view.subject, "project.code", (0, len(view.project.code)), values, evidence))
    return CheckResult(tuple(view.subject for view in views), tuple(hits))


def one_basis(batch: Batch, settings: Settings) -> CheckResult:
    """One and the same basis for (nearly) every row of a table.

    Settings: ``min_rows`` of the table; ``min_share`` of rows with that basis, 0..1.
    """
    hits: list[Hit] = []
    undecided: list[Undecided] = []
    for view in batch.projects:
        texts = [row.indicator.basis for row in view.rows if normalise(row.indicator.basis)]
        if len(texts) < settings["min_rows"]:
            undecided.append((view.subject, "填写了依据的行太少"))
            continue
        usual, count = Counter(texts).most_common(1)[0]
        if count / len(view.rows) >= settings["min_share"]:
            evidence = (Evidence(text=usual, project=view.project.code, field="basis"),)
            values = {"basis_all": usual, "count": str(count), "accused": usual}
            hits.append(Hit(view.subject, None, None, values, evidence))
    return CheckResult(batch.project_subjects, tuple(hits), tuple(undecided))


@rests_on(INDICATORS, "level1", "level2", "level3", "target")
def satisfaction_spread(batch: Batch, settings: Settings) -> CheckResult:
    """Satisfaction targets of one submission that lie far apart.

    Settings: ``min_projects`` with such a target; ``min_spread`` in percentage points.
    """
    subjects, hits = [], []
    for number in range(len(batch.submissions)):
        targets = [found for view in batch.projects_of(number) if (found := _satisfaction(view)) is not None]
        if not targets:
            continue
        subjects.append(Subject(number))
        lowest, highest = min(targets), max(targets)
        if len(targets) >= settings["min_projects"] and highest[0] - lowest[0] >= settings["min_spread"]:
            hits.append(_spread_hit(Subject(number), lowest, highest))
    return CheckResult(tuple(subjects), tuple(hits))


def _satisfaction(view: ProjectView) -> tuple[Decimal, str, str] | None:
    """The project's lowest satisfaction target in percent, with its row's id and text."""
    found = [
        (Decimal(quantity.value), row.indicator.id, row.text("target"))
        for row in view.rows
        if row.cells.category == "satisfaction"
        and any(row.text(name).endswith(_SATISFACTION) for name in ("level3", "description"))
        for quantity in row.artefacts("target").quantities
        if quantity.dimension == "ratio"
    ]
    return min(found, default=None)


def _spread_hit(subject: Subject, lowest: tuple[Decimal, str, str], highest: tuple[Decimal, str, str]) -> Hit:
    evidence = tuple(Evidence(text=text, indicator=row, field="target") for _, row, text in (lowest, highest))
    spread = f"{(highest[0] - lowest[0]).normalize():f}"
    values = {"lowest": lowest[2], "highest": highest[2], "spread": spread, "accused": lowest[2] + highest[2]}
    return Hit(subject, values=values, evidence=evidence)
