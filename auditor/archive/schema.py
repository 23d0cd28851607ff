"""The tables of an archive, version by version. A version once released is never changed, only followed by another.

Version 1 kept submissions and listed their projects; version 2 holds each project with the keys it is looked up by,
and its indicator rows. Only submissions are kept for good: the other tables are worked out from them and filled anew
after a migration.
"""

from __future__ import annotations

from collections.abc import Callable
from sqlite3 import Connection

APPLICATION = 0x41554454
"""``AUDT``: marks a database file as an archive of ours."""

VERSION_1 = """
CREATE TABLE submission (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL,
    department TEXT,
    department_key TEXT,
    year INTEGER,
    kind TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE project (
    submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (submission, position)
);
"""
VERSION_2 = """
DROP TABLE project;
CREATE TABLE project (
    id INTEGER PRIMARY KEY,
    submission INTEGER NOT NULL REFERENCES submission (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    code_tail TEXT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    goal_key TEXT NOT NULL,
    department_key TEXT,
    year INTEGER,
    kind TEXT NOT NULL,
    budget_wan REAL,
    content BLOB NOT NULL,
    narrative TEXT NOT NULL,
    UNIQUE (submission, position)
);
CREATE INDEX project_by_season ON project (department_key, year, kind);
CREATE INDEX project_by_year ON project (year, kind, department_key, goal_key);
CREATE TABLE indicator (
    project INTEGER NOT NULL REFERENCES project (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    level2 TEXT NOT NULL,
    name_key TEXT NOT NULL,
    target TEXT NOT NULL,
    main_measure TEXT,
    PRIMARY KEY (project, position)
) WITHOUT ROWID;
CREATE INDEX indicator_by_measure ON indicator (main_measure, name_key) WHERE main_measure IS NOT NULL;
"""


def _to_1(connection: Connection) -> None:
    _execute(connection, VERSION_1)


def _to_2(connection: Connection) -> None:
    _execute(connection, VERSION_2)


def _execute(connection: Connection, statements: str) -> None:
    """Several statements inside the transaction at hand (``executescript`` would end it)."""
    for statement in filter(str.strip, statements.split(";")):
        connection.execute(statement)


MIGRATIONS: tuple[Callable[[Connection], None], ...] = (_to_1, _to_2)
"""What lifts an archive from each version to the next; version 0 is an empty file."""
