"""A submission as rows: kept whole, and taken apart for look-up."""

from __future__ import annotations

import zlib
from sqlite3 import Connection

from pydantic import TypeAdapter

from auditor.checks.history.keys import code_tail, department_key, name_key, yearless
from auditor.checks.history.unit_cost import main_output
from auditor.model import NarrativeItem, Project, Submission
from auditor.taxonomy import level2_of

_items = TypeAdapter(tuple[NarrativeItem, ...])
_OWN = {"findings": (), "score": None}
"""What was judged at the time is kept with the submission, not with what is looked up."""


def packed(submission: Submission) -> bytes:
    """A submission as it is stored."""
    return zlib.compress(submission.model_dump_json().encode("utf-8"))


def unpacked(content: bytes) -> Submission:
    """A stored submission."""
    return Submission.model_validate_json(zlib.decompress(content))


def insert_submission(connection: Connection, submission: Submission) -> int:
    """Store a submission with its projects and rows; returns its number."""
    cursor = connection.execute(
        "INSERT INTO submission (sha256, source, department, department_key, year, kind, content)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            submission.sha256,
            submission.source,
            submission.department,
            department_key(submission.department),
            submission.year,
            submission.kind,
            packed(submission),
        ),
    )
    number = int(cursor.lastrowid or 0)
    insert_projects(connection, number, submission)
    return number


def fill_lookup(connection: Connection) -> None:
    """Work out anew, from the submissions, everything they are looked up by."""
    connection.execute("DELETE FROM project")
    for number, content in connection.execute("SELECT id, content FROM submission ORDER BY id").fetchall():
        insert_projects(connection, number, unpacked(content))


def insert_projects(connection: Connection, number: int, submission: Submission) -> None:
    """Store what a submission's projects are looked up by."""
    for position, project in enumerate(submission.projects):
        cursor = connection.execute(
            "INSERT INTO project (submission, position, code, code_tail, name, name_key, goal_key, department_key,"
            " year, kind, budget_wan, content, narrative) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                number,
                position,
                project.code,
                code_tail(project.code),
                project.name,
                name_key(project.name),
                yearless(project.goal),
                department_key(submission.department),
                submission.year,
                submission.kind,
                project.budget_wan,
                zlib.compress(_bare(project).model_dump_json(exclude_defaults=True).encode("utf-8")),
                _items.dump_json(submission.items_of(project), exclude_defaults=True).decode("utf-8"),
            ),
        )
        _insert_rows(connection, int(cursor.lastrowid or 0), project)


def _insert_rows(connection: Connection, key: int, project: Project) -> None:
    output = main_output(project)
    connection.executemany(
        "INSERT INTO indicator (project, position, level2, name_key, target, main_measure) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (
                key,
                position,
                level2_of(row.level2) or row.level2,
                name_key(row.level3),
                row.target,
                output.measure if output is not None and row is output.row else None,
            )
            for position, row in enumerate(project.indicators)
        ],
    )


def project_of(content: bytes) -> Project:
    """A stored project."""
    return Project.model_validate_json(zlib.decompress(content))


def narrative_of(content: str) -> tuple[NarrativeItem, ...]:
    """What the narrative said of a stored project."""
    return _items.validate_json(content)


def _bare(project: Project) -> Project:
    rows = tuple(row.model_copy(update={"quantities": (), "measurability": None}) for row in project.indicators)
    return project.model_copy(update={**_OWN, "indicators": rows})
