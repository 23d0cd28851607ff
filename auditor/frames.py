"""Results as tables of pandas: one row a thing, one column a fact. pandas is loaded by whoever asks for a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Literal, get_args

from auditor.model import (
    Category,
    Coverage,
    Finding,
    Grade,
    Indicator,
    Kind,
    Label,
    Project,
    Result,
    Severity,
    Submission,
)

if TYPE_CHECKING:
    from pandas import DataFrame

    from auditor.archive.entries import ArchiveEntry
    from auditor.rules.grammar import Rule

ArchiveFrameKind = Literal["submissions", "projects", "indicators", "quantities"]
FrameKind = Literal["findings", "indicators", "projects", "coverage", "pairs", "quantities"]
Record = dict[str, Any]

_CLOSED: dict[str, tuple[str, ...]] = {
    "severity": get_args(Severity),
    "category": get_args(Category),
    "label": get_args(Label),
    "grade": get_args(Grade),
    "kind": get_args(Kind),
    "baseline": ("new", "unchanged"),
    "comparator": ("≥", ">", "≤", "<", "=", "≈"),
}
"""Columns whose values come from a closed list, in its order."""

_OPEN = ("rule", "department", "dimension", "field", "level1", "level2")
"""Columns of which few values recur."""

_NUMBERS = {
    "Float64": (
        "probability", "weight", "score", "budget_wan", "amount_wan", "value", "share", "similarity", "confidence",
        "a_budget_wan", "b_budget_wan",
    ),
    "Int64": ("number", "projects", "year", "rows", "findings", "errors", "warnings", "infos", "examined", "found", "fine", "undecided", "start", "end"),
    "boolean": ("certain", "waived"),
}  # fmt: skip


def frame_of(result: Result, what: FrameKind) -> DataFrame:
    """One table of a result.

    Raises:
        ValueError: for a table that is not known.
    """
    columns, records = records_of(result, what)
    return _frame(records, columns)


def records_of(result: Result, what: FrameKind) -> tuple[tuple[str, ...], Iterator[Record]]:
    """The columns of one table of a result, and its lines; a line need not have every column.

    Raises:
        ValueError: for a table that is not known.
    """
    if what in _OF_SUBMISSIONS:
        columns, of_submissions = _OF_SUBMISSIONS[what]
        return columns, of_submissions(result.submissions)
    if what not in _TABLES:
        raise ValueError(f"{what!r} is none of {', '.join(get_args(FrameKind))}")
    columns, of_result = _TABLES[what]
    return columns, of_result(result)


def archive_frame(
    entries: Iterable[ArchiveEntry], submissions: Iterable[Submission], what: ArchiveFrameKind
) -> DataFrame:
    """One table of what an archive holds: its list, or what its submissions say, as they were added.

    Args:
        entries: the list.
        submissions: the submissions in the order of the list; not asked for where the list is wanted.
        what: submissions (the list), projects, indicators or quantities.

    Raises:
        ValueError: for a table that is not known.
    """
    if what not in get_args(ArchiveFrameKind):
        raise ValueError(f"{what!r} is none of {', '.join(get_args(ArchiveFrameKind))}")
    if what != "submissions":
        columns, records = _OF_SUBMISSIONS[what]
        return _frame(records(submissions), columns)
    return _frame(
        (
            {"number": one.number, "submission": one.source, "department": one.department, "year": one.year}
            | {"kind": one.kind, "projects": one.projects, "sha256": one.sha256}
            for one in entries
        ),
        ("number", "submission", "department", "year", "kind", "projects", "sha256"),
    )


def rules_frame(rules: Iterable[Rule]) -> DataFrame:
    """One row a rule."""
    columns = ("rule", "title", "category", "severity", "certain", "message", "why", "advice", "lowers")
    return _frame(
        (
            {name: getattr(rule, name) for name in columns if name not in ("rule", "certain", "lowers")}
            | {"rule": rule.id, "certain": rule.certainty == "certain", "lowers": "；".join(rule.lowers)}
            for rule in rules
        ),
        columns,
    )


def _frame(records: Iterable[Record], columns: Sequence[str]) -> DataFrame:
    from pandas import CategoricalDtype, DataFrame

    frame = DataFrame(list(records), columns=list(columns))
    numbers = {name: kind for kind, names in _NUMBERS.items() for name in names}
    for name in columns:
        if name in _CLOSED:
            ordered = name in ("severity", "grade")
            frame[name] = frame[name].astype(CategoricalDtype(list(_CLOSED[name]), ordered=ordered))
        else:
            frame[name] = frame[name].astype("category" if name in _OPEN else numbers.get(name, "string"))
    return frame


# --- records ----------------------------------------------------------------------------------------------------------


_OF_SUBMISSION = ("submission", "department", "year")
_OF_PROJECT = (*_OF_SUBMISSION, "project_code", "project")
_OF_ROW = (*_OF_PROJECT, "indicator", "level1", "level2", "level3")


def _about_submission(submission: Submission) -> Record:
    return {"submission": submission.source, "department": submission.department, "year": submission.year}


def _about_project(submission: Submission, project: Project) -> Record:
    return _about_submission(submission) | {"project_code": project.code, "project": project.name}


def _about_row(row: Indicator) -> Record:
    return {"indicator": row.id, "level1": row.level1, "level2": row.level2, "level3": row.level3}


def _projects(submissions: Iterable[Submission]) -> Iterator[tuple[Submission, Project]]:
    return ((submission, project) for submission in submissions for project in submission.projects)


def _project_records(submissions: Iterable[Submission]) -> Iterator[Record]:
    for submission, project in _projects(submissions):
        standing = [one.severity for one in project.findings if one.waived is None]
        yield _about_project(submission, project) | {
            "kind": submission.kind,
            "budget_wan": project.budget_wan,
            "rows": len(project.indicators),
            "errors": standing.count("error"),
            "warnings": standing.count("warning"),
            "infos": standing.count("info"),
            "score": project.score.total if project.score else None,
            "grade": project.score.grade if project.score else None,
        }


def _indicator_records(submissions: Iterable[Submission]) -> Iterator[Record]:
    for submission, project in _projects(submissions):
        for row in project.indicators:
            verdict = row.measurability
            yield (
                _about_project(submission, project)
                | _about_row(row)
                | {
                    "description": row.description,
                    "target": row.target,
                    "basis": row.basis,
                    "weight": row.weight,
                    "label": verdict.label if verdict else None,
                    "probability": verdict.probability if verdict else None,
                    "reasons": "；".join(verdict.reasons) if verdict else "",
                    "doubts": "；".join(row.doubts),
                    "findings": sum(one.indicator == row.id for one in project.findings),
                }
            )


def _quantity_records(submissions: Iterable[Submission]) -> Iterator[Record]:
    for submission, project in _projects(submissions):
        for row in project.indicators:
            for one in row.quantities:
                number = _number(one.value)
                yield (
                    _about_project(submission, project)
                    | _about_row(row)
                    | {
                        "field": one.field,
                        "text": one.text,
                        "comparator": one.comparator,
                        "value": None if number is None else float(number),
                        "amount_wan": _wan(number) if one.dimension == "money" else None,
                        "date": one.value if number is None else None,
                        "unit": one.unit,
                        "dimension": one.dimension,
                        "start": one.span[0],
                        "end": one.span[1],
                    }
                )


def _wan(yuan: Decimal | None) -> float | None:
    return None if yuan is None else float(yuan / 10000)


def _number(value: str) -> Decimal | None:
    """The number that a quantity has as its value, None where that is a date."""
    try:
        return Decimal(value)
    except InvalidOperation:
        return None


def _finding_records(result: Result) -> Iterator[Record]:
    for submission in result.submissions:
        for finding in submission.findings:
            yield _about_submission(submission) | _about_finding(finding)
        for project in submission.projects:
            rows = {row.id: row for row in project.indicators}
            for finding in project.findings:
                row = rows.get(finding.indicator or "")
                about = _about_row(row) if row else {}
                yield _about_project(submission, project) | about | _about_finding(finding)


def _about_finding(finding: Finding) -> Record:
    same = ("rule", "title", "category", "severity", "field", "message", "why", "suggestion", "standard", "confidence")
    return {name: getattr(finding, name) for name in same} | {
        "certain": finding.certain,
        "evidence": "；".join(one.text for one in finding.evidence),
        "waived": finding.waived is not None,
        "baseline": finding.baseline,
        "fingerprint": finding.fingerprint,
    }


def _coverage_records(result: Result) -> Iterator[Record]:
    same = ("submission", "rule", "examined", "found", "fine", "failed")
    for line in result.coverage:
        reasons = "；".join(f"{reason}（{count}）" for reason, count in line.undecided.items())
        record = {name: getattr(line, name) for name in same}
        yield record | {"undecided": _undecided(line), "reasons": reasons}


def _undecided(line: Coverage) -> int:
    return sum(line.undecided.values())


def _pair_records(result: Result) -> Iterator[Record]:
    for pair in result.duplicates.project_pairs:
        sides: Record = {}
        for side, one in (("a", pair.a), ("b", pair.b)):
            sides |= {f"{side}_submission": one.submission, f"{side}_code": one.code, f"{side}_name": one.name}
            sides[f"{side}_budget_wan"] = one.budget_wan
        yield sides | {
            "share": pair.share,
            "similarity": pair.similarity,
            "rows": len(pair.rows),
            "lawful": pair.lawful,
        }


_SIDES = tuple(f"{side}_{name}" for side in "ab" for name in ("submission", "code", "name", "budget_wan"))
_OF_SUBMISSIONS: dict[str, tuple[tuple[str, ...], Callable[[Iterable[Submission]], Iterator[Record]]]] = {
    "indicators": (
        (*_OF_ROW, "description", "target", "basis", "weight", "label", "probability", "reasons", "doubts", "findings"),
        _indicator_records,
    ),
    "projects": (
        (*_OF_PROJECT, "kind", "budget_wan", "rows", "errors", "warnings", "infos", "score", "grade"),
        _project_records,
    ),
    "quantities": (
        (
            *_OF_ROW, "field", "text", "comparator", "value", "amount_wan", "date", "unit", "dimension", "start", "end",
        ),
        _quantity_records,
    ),
}  # fmt: skip
_TABLES: dict[str, tuple[tuple[str, ...], Callable[[Result], Iterator[Record]]]] = {
    "findings": (
        (
            *_OF_ROW, "rule", "title", "category", "severity", "certain", "confidence", "field", "message", "why",
            "evidence", "standard", "suggestion", "waived", "baseline", "fingerprint",
        ),
        _finding_records,
    ),
    "coverage": (
        ("submission", "rule", "examined", "found", "fine", "undecided", "reasons", "failed"),
        _coverage_records,
    ),
    "pairs": ((*_SIDES, "share", "similarity", "rows", "lawful"), _pair_records),
}  # fmt: skip
