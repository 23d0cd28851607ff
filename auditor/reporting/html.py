"""``report.html``: one self-contained page that works from a file, on screen and on A4."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from auditor.atomic import write_text
from auditor.model import Finding, Indicator, Project, Result, Severity, Submission
from auditor.reporting.marking import SEVERITY_ORDER, Piece, pieces
from auditor.reporting.outcomes import FAILED, count_outcomes
from auditor.reporting.places import place_of, place_of_evidence, place_of_finding
from auditor.resources import data_path
from auditor.wording import CATEGORY, LABEL, SEVERITY

TABLE_FIELDS = ("level1", "level2", "level3", "description", "target", "basis")
QUOTES_SHOWN = 8


def write_html(result: Result, folder: Path) -> Path:
    """Write ``report.html`` and return its path."""
    return write_text(folder / "report.html", render(result))


def render(result: Result) -> str:
    """The page for a result; the same result always gives the same text."""
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
    return environment.get_template("report.html").render(
        result=result,
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
        "name": Path(submission.source.replace("\\", "/")).name,
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
