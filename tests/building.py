"""Small submissions for tests, built in one line each."""

from hashlib import sha256

from auditor.model import Funding, Indicator, NarrativeItem, Project, SpendingStep, Submission
from auditor.reading.forms.numbering import numbered

FIELDS = ("level1", "level2", "level3", "description", "target", "basis")


def row(project: str, number: int, *cells: str, doubts: tuple[str, ...] = ()) -> Indicator:
    texts = dict(zip(FIELDS, cells, strict=False))
    return Indicator(id=f"{project}/{number}", doubts=doubts, **texts)


def project(code: str, *rows: tuple[str, ...], name: str = "示例项目", **fields) -> Project:
    funding = tuple(Funding(source=key, amount_wan=value) for key, value in fields.pop("funding", {}).items())
    plan = tuple(SpendingStep(by=key, percent=value) for key, value in fields.pop("plan", {}).items())
    indicators = tuple(row(code, number, *cells) for number, cells in enumerate(rows, 1))
    return Project(code=code, name=name, indicators=indicators, funding=funding, spending_plan=plan, **fields)


def submission(*projects: Project, source: str = "样例.txt", narrative=(), year: int = 2025) -> Submission:
    items = tuple(NarrativeItem(**item) for item in narrative)
    projects = numbered(projects)
    return Submission(
        source=source,
        sha256=sha256(source.encode()).hexdigest(),
        status="audited",
        year=year,
        projects=projects,
        narrative=items,
    )


def brief(result) -> list[tuple[str, str, str, str]]:
    """The whole outcome: (project or empty, row or empty, field, rule), in the result's order."""
    return [
        (code, (finding.indicator or "").rpartition("/")[2], finding.field or "", finding.rule)
        for one in result.submissions
        for code, findings in [("", one.findings), *((p.code, p.findings) for p in one.projects)]
        for finding in findings
    ]


def submission_of(content, source: str = "样例") -> Submission:
    """What was read from a file, as the submission that is audited."""
    names = ("department", "year", "kind", "overall_goal", "narrative", "projects", "doubts", "forms")
    read = {name: getattr(content, name) for name in names}
    return Submission(source=source, sha256=sha256(source.encode()).hexdigest(), status="audited", **read)
