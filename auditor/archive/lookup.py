"""What of an archive matters for a submission: last year's and this year's projects of its department, and the like of them.

Limits here only keep the rest of a large archive out; whether a project is alike is for the checks to say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from pathlib import Path
from sqlite3 import Connection

from auditor.archive.rows import narrative_of, project_of
from auditor.archive.store import opened
from auditor.checks.history.keys import department_key, name_key, yearless
from auditor.checks.history.past import ArchivedProject, ArchivedProjects
from auditor.checks.history.unit_cost import main_output
from auditor.model import Project, Submission

LEAST_GOAL = 75
LEAST_NAME = 75
"""Similarity (0..100) of goals and of names of main indicators from which on a project is fetched."""

SHORTEST_GOAL = 8
MOST_PEERS = 200
"""Projects fetched at most for one name of a main indicator, the latest first."""

_PARTS = 500


@dataclass(frozen=True)
class HistoryLookup:
    """Looks up, submission by submission, what an archive knows; any process can, and gets the same answer.

    What is added to the archive while a batch is judged does not count.

    Args:
        path: the archive.
        newest: number of the last submission in it that counts.
        own: sha256 of the files of the batch, which are not compared with themselves.
    """

    path: Path
    newest: int
    own: frozenset[str] = frozenset()

    def without(self, own: Iterable[str]) -> HistoryLookup:
        """The same for a batch of these files (sha256)."""
        return replace(self, own=frozenset(own))

    def __call__(self, submission: Submission) -> ArchivedProjects:
        """What matters for a submission.

        Raises:
            AuditorError: as ``opened``.
        """
        with opened(self.path) as connection:
            return archived_projects(connection, submission, own=self.own, newest=self.newest)


def load_history(path: Path) -> HistoryLookup:
    """Make ready to look up in an archive; one that cannot be used is told now.

    Raises:
        AuditorError: as ``opened``.
    """
    with opened(path) as connection:
        (newest,) = connection.execute("SELECT coalesce(max(id), 0) FROM submission").fetchone()
    return HistoryLookup(path, newest)


def archived_projects(
    connection: Connection, submission: Submission, *, own: frozenset[str] = frozenset(), newest: int | None = None
) -> ArchivedProjects:
    """What of an open archive matters for a submission, which is not compared with itself.

    Args:
        connection: to the archive.
        submission: department, year and projects decide what is fetched.
        own: sha256 of further files that are left out.
        newest: number of the last submission in the archive that counts; None: all do.
    """
    connection.execute("BEGIN")
    try:
        wanted = sorted(set(_wanted(connection, submission)))
        found = _loaded(connection, wanted, own | {submission.sha256})
        return ArchivedProjects(tuple(one for one in found if newest is None or one.number <= newest))
    finally:
        connection.execute("ROLLBACK")


def _wanted(connection: Connection, submission: Submission) -> Iterator[int]:
    owner, year = department_key(submission.department), submission.year
    if owner is not None and year is not None:
        yield from _keys(
            connection, "SELECT id FROM project WHERE department_key = ? AND year IN (?, ?)", (owner, year, year - 1)
        )
        yield from _same_goals(connection, owner, year, submission.projects)
    for project in submission.projects:
        yield from _peers(connection, project)


def _same_goals(connection: Connection, owner: str, year: int, projects: Iterable[Project]) -> Iterator[int]:
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract_iter

    goals = {goal for project in projects if len(goal := yearless(project.goal)) >= SHORTEST_GOAL}
    known: dict[str, list[int]] = {}
    for key, goal in connection.execute(
        "SELECT id, goal_key FROM project WHERE year = ? AND kind = 'target_declaration' AND department_key <> ?"
        " AND length(goal_key) >= ? ORDER BY id",
        (year, owner, SHORTEST_GOAL),
    ):
        known.setdefault(goal, []).append(key)
    for goal in sorted(goals):
        for found, _, _ in extract_iter(goal, list(known), score_cutoff=LEAST_GOAL, scorer=ratio):
            yield from known[found]


def _peers(connection: Connection, project: Project) -> Iterator[int]:
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import extract

    output = main_output(project)
    if output is None:
        return
    names = [
        row[0]
        for row in connection.execute(
            "SELECT DISTINCT name_key FROM indicator WHERE main_measure = ? ORDER BY name_key", (output.measure,)
        )
    ]
    for name, _, _ in extract(name_key(output.row.level3), names, score_cutoff=LEAST_NAME, limit=None, scorer=ratio):
        yield from _keys(
            connection,
            "SELECT project FROM indicator WHERE main_measure = ? AND name_key = ? ORDER BY project DESC LIMIT ?",
            (output.measure, name, MOST_PEERS),
        )


def _keys(connection: Connection, query: str, values: tuple[object, ...]) -> Iterator[int]:
    for (key,) in connection.execute(query, values):
        yield key


def _loaded(connection: Connection, keys: list[int], own: Set[str]) -> Iterator[ArchivedProject]:
    for start in range(0, len(keys), _PARTS):
        part = keys[start : start + _PARTS]
        for number, source, sha256, department, year, kind, content, narrative in connection.execute(
            "SELECT s.id, s.source, s.sha256, s.department, s.year, s.kind, p.content, p.narrative FROM project p"
            f" JOIN submission s ON s.id = p.submission WHERE p.id IN ({','.join('?' * len(part))}) ORDER BY p.id",
            part,
        ):
            if department is not None and year is not None and sha256 not in own:
                project, items = project_of(content), narrative_of(narrative)
                yield ArchivedProject(number, source, department, year, kind, project, items)
