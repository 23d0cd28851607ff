"""``report.html``: one self-contained page that works from a file, on screen and on A4."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.atomic import write_text
from auditor.model import Duplicates, Finding, Indicator, Project, Result, Severity, Submission
from auditor.reporting.marking import SEVERITY_ORDER, Piece, pieces
from auditor.reporting.outcomes import FAILED, count_outcomes
from auditor.reporting.places import place_of, place_of_evidence, place_of_finding
from auditor.reporting.season import copies_graph, grade_bars, heat_map, money_of, owner, worst_faults
from auditor.resources import data_path
from auditor.scoring.totals import totals_of
from auditor.wording import CATEGORY, LABEL, SEVERITY

if TYPE_CHECKING:
    from jinja2 import Environment

OVERVIEW_PAGE = "report.html"
PAGES = "pages"
WORST_SHOWN = 3
MOST_FAULTS = 15
MOST_PAIRS = 100
TABLE_FIELDS = ("level1", "level2", "level3", "description", "target", "basis")
QUOTES_SHOWN = 8
_UNSAFE = re.compile(r'[\\/:*?"<>|\s\x00-\x1f%#&]+')


def write_html(result: Result, folder: Path) -> Path:
    """Write ``report.html`` and return its path.

    Of a batch, ``report.html`` is the overview, and each submission has a page of its own in ``pages/``.
    """
    if len(result.submissions) == 1:
        return write_text(folder / "report.html", render(result))
    environment = _environment()
    names = page_names(result)
    (folder / PAGES).mkdir(parents=True, exist_ok=True)
    for submission, name in zip(result.submissions, names, strict=True):
        if submission.error is None:
            part = only_submission(result, submission)
            write_text(folder / PAGES / name, _page(environment, part, f"../{OVERVIEW_PAGE}"))
    return write_text(folder / OVERVIEW_PAGE, _overview(environment, result, names))


def render(result: Result) -> str:
    """The page for a result; the same result always gives the same text."""
    return _page(_environment(), result, home=None)


def page_names(result: Result) -> tuple[str, ...]:
    """A file name for each submission's page, safe on Windows, in order and each once."""
    return tuple(
        f"{number:03d}-{_UNSAFE.sub('_', _name(submission))[:60]}.html"
        for number, submission in enumerate(result.submissions, 1)
    )


def only_submission(result: Result, submission: Submission) -> Result:
    """The part of a result that concerns one submission, with the copies that it has a share in."""
    source = submission.source
    pairs = tuple(one for one in result.duplicates.project_pairs if source in (one.a.submission, one.b.submission))
    clusters = tuple(
        one for one in result.duplicates.clusters if any(member.submission == source for member in one.members)
    )
    return result.model_copy(
        update={
            "submissions": (submission,),
            "totals": totals_of((submission,)),
            "coverage": tuple(line for line in result.coverage if line.submission == source),
            "duplicates": Duplicates(clusters=clusters, project_pairs=pairs),
            "handling_notes": (),
            "trend": None,
        }
    )


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(data_path("reports", "templates")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(amount=amount, percent=percent, place=place_of, quote_place=place_of_evidence)
    environment.globals.update(
        label_names=LABEL,
        severity_names=SEVERITY,
        category_names=CATEGORY,
        severities=SEVERITY_ORDER,
        place_of_finding=place_of_finding,
        marked=marked,
        counts=counts,
        table_fields=TABLE_FIELDS,
        quotes_shown=QUOTES_SHOWN,
        failed=FAILED,
        empty_cell=Markup('<span class="empty">（空）</span>'),
    )
    return environment


def _overview(environment: Environment, result: Result, names: Sequence[str]) -> str:
    return environment.get_template("season.html").render(
        result=result,
        money=money_of(result),
        worst=worst_faults(result, MOST_FAULTS),
        heat=heat_map(result),
        grades=grade_bars(result),
        graph=copies_graph(result.duplicates.project_pairs),
        most_pairs=MOST_PAIRS,
        outcomes=count_outcomes(result),
        unread=[{"name": _name(one), "error": one.error} for one in result.submissions if one.error is not None],
        pages=[
            _listed(one, f"{PAGES}/{name}")
            for one, name in zip(result.submissions, names, strict=True)
            if one.error is None
        ],
    )


def _listed(submission: Submission, href: str) -> dict[str, Any]:
    """One line of the overview's list."""
    findings = [*submission.findings, *(one for project in submission.projects for one in project.findings)]
    scores = [project.score.total for project in submission.projects if project.score is not None]
    return {
        "href": href,
        "name": _name(submission),
        "department": submission.department or "",
        "projects": len(submission.projects),
        "budget": round(sum(project.budget_wan or 0 for project in submission.projects), 6),
        "counts": counts([finding for finding in findings if finding.waived is None]),
        "lowest": min(scores, default=None),
    }


def _name(submission: Submission) -> str:
    return Path(submission.source.replace("\\", "/")).name


def _page(environment: Environment, result: Result, home: str | None) -> str:
    single = len(result.submissions) == 1
    return environment.get_template("report.html").render(
        result=result,
        title=f"{owner(result.submissions[0])}　绩效目标质量审核报告" if single else "预算绩效目标质量审核报告",
        home=home,
        worst=worst_faults(result, WORST_SHOWN),
        sections=[_section(number, submission) for number, submission in enumerate(result.submissions)],
        outcomes=count_outcomes(result),
        unchecked=[line for line in result.coverage if line.undecided or line.failed],
        titles={rule.id: rule.title for rule in result.rules.rules},
        clusters=[cluster for cluster in result.duplicates.clusters if len(cluster.members) > 1],
    )


def _section(number: int, submission: Submission) -> dict[str, Any]:
    """One submission with an anchor for each project and its findings sorted to the rows they concern."""
    return {
        "anchor": f"s{number}",
        "submission": submission,
        "name": _name(submission),
        "projects": [
            {"anchor": f"p{number}-{index}", "project": project, **_by_row(project)}
            for index, project in enumerate(submission.projects)
        ],
    }


def _by_row(project: Project) -> dict[str, Any]:
    rows: dict[str, list[Finding]] = {}
    for finding in project.findings:
        rows.setdefault(finding.indicator or "", []).append(finding)
    return {"project_findings": rows.get("", []), "row_findings": rows}


def marked(holder: Indicator | Project, name: str, findings: Sequence[Finding]) -> tuple[Piece, ...]:
    """The text of one field of a row or a project, divided where findings accuse words of it."""
    accusing = [finding for finding in findings if (finding.field or "").removeprefix("project.") == name]
    return pieces(getattr(holder, name) or "", accusing)


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity, and how many of all are 疑点."""
    by_severity: Counter[Severity] = Counter(finding.severity for finding in findings)
    doubts = sum(finding.confidence < 1 for finding in findings)
    return {**{key: by_severity[key] for key in SEVERITY_ORDER}, "doubts": doubts}


def amount(value: float | None) -> str:
    """An amount in 万元 without idle zeros, or a dash."""
    return "—" if value is None else f"{value:,.6f}".rstrip("0").rstrip(".")


def percent(value: float) -> str:
    """A share 0..1 as a percentage."""
    return f"{value:.0%}"
