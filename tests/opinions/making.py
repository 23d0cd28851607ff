"""Findings made in one line each, and what became of them."""

from auditor.model import Citation, Evidence, Finding, Waiver
from auditor.opinions import compose
from tests.building import project, submission

CITATION = Citation(document="某办法", requirement="要求", binding="craft", verified=False)


def finding(
    rule, row=None, *, code="P1", field="target", remedy="fill", severity="error", certain=True, **more
) -> Finding:
    """A finding on a row (from 1) of a project, or on the project itself."""
    evidence = tuple(
        Evidence(text="x", indicator=f"{code}/{number}", project=code, field=field) for number in more.pop("rows", ())
    )
    key = more.pop("key", f"{rule}-{code}-{row}")
    return Finding(
        rule=rule, title=f"{rule}的标题", category=more.pop("category", "completeness"), severity=severity,
        indicator=None if row is None else f"{code}/{row}", field=field, span=None, message=more.pop("message", f"{rule}说第{row}行。"),
        why="y", evidence=more.pop("evidence", evidence), citation=CITATION, standard="标准", suggestion=more.pop("suggestion", f"{rule}的建议。"),
        remedy=remedy, confidence=1 if certain else 0.6, fingerprint=key, **more,
    )  # fmt: skip


ROWS = tuple(("产出指标", "数量指标", f"指标{number}", "描述", f"值{number}", "依据") for number in range(1, 7))


def table(code="P1", *found, name=None, rows=ROWS, **fields):
    """A project of six rows with findings."""
    return project(code, *rows, name=name or f"项目{code}", **fields).model_copy(update={"findings": found})


def material(*projects, findings=()):
    """A submission of judged projects, without opinions yet."""
    return submission(*projects).model_copy(update={"findings": findings})


def told(*projects, findings=()):
    """Each opinion as (scope, rule, {project: {row: (leading, notes, moot notes)}})."""
    one = material(*projects, findings=findings)
    rules = {each.fingerprint: each.rule for each in one.findings}
    rules |= {each.fingerprint: each.rule for project in one.projects for each in project.findings}
    return [
        (
            opinion.scope,
            opinion.rule,
            {
                place.code: {
                    row.row: (
                        rules[row.finding],
                        [rules[note.finding] for note in row.notes if not note.moot],
                        [rules[note.finding] for note in row.notes if note.moot],
                    )
                    for row in place.rows
                }
                for place in opinion.places
            },
        )
        for opinion in compose(one)
    ]


WAIVER = Waiver(reason="上级口径", by="某人", on="")
