"""What people do with an archive: add, list, remove, take out again."""

from __future__ import annotations

from dataclasses import dataclass
from sqlite3 import Connection

from auditor.archive.rows import insert_submission, unpacked
from auditor.archive.store import transaction
from auditor.errors import AuditorError
from auditor.model import Kind, Submission


@dataclass(frozen=True)
class Added:
    """The number under which a submission is kept; ``known`` where it was there already."""

    number: int
    known: bool


@dataclass(frozen=True)
class ArchiveEntry:
    """One line of the list of what an archive holds."""

    number: int
    department: str | None
    year: int | None
    kind: Kind
    projects: int
    source: str
    sha256: str


def add(connection: Connection, submission: Submission) -> Added:
    """Keep a submission, whole or not at all. The same file (by sha256) is kept once."""
    with transaction(connection):
        row = connection.execute("SELECT id FROM submission WHERE sha256 = ?", (submission.sha256,)).fetchone()
        if row is not None:
            return Added(row[0], known=True)
        return Added(insert_submission(connection, submission), known=False)


def entries(connection: Connection) -> tuple[ArchiveEntry, ...]:
    """Everything that is kept, in the order in which it was added."""
    rows = connection.execute(
        "SELECT id, department, year, kind, (SELECT count(*) FROM project WHERE submission = submission.id), source,"
        " sha256 FROM submission ORDER BY id"
    )
    return tuple(ArchiveEntry(*row) for row in rows)


def remove(connection: Connection, number: int) -> None:
    """Forget a submission.

    Raises:
        AuditorError: C018 where there is none of that number.
    """
    with transaction(connection):
        if connection.execute("DELETE FROM submission WHERE id = ?", (number,)).rowcount == 0:
            raise AuditorError("C018", number=number)


def taken_out(connection: Connection, number: int) -> Submission:
    """A submission as it was added.

    Raises:
        AuditorError: C018 where there is none of that number.
    """
    row = connection.execute("SELECT content FROM submission WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise AuditorError("C018", number=number)
    return unpacked(row[0])
