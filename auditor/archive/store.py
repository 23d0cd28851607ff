"""Opening an archive, and transactions on it. A rollback journal, not a write-ahead log: it also works on a share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from auditor.archive.rows import fill_lookup
from auditor.archive.schema import APPLICATION, MIGRATIONS
from auditor.errors import AuditorError

BUSY_SECONDS = 15
"""How long to wait while another person writes."""

_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
_DAMAGED = "文件已经损坏"


@contextmanager
def opened(path: Path, *, create: bool = False, patience: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
    """An archive, lifted to the present version where it is older.

    Args:
        path: the file.
        create: make it where there is none.
        patience: seconds to wait for another writer.

    Raises:
        AuditorError: C019 no such file, C021 no archive or damaged, C022 in use by another, C017 of a newer version.
    """
    if not create and not path.is_file():
        raise AuditorError("C019", path=path)
    try:
        with closing(_connected(path, patience)) as connection:
            _lift(connection, path)
            yield connection
    except sqlite3.DatabaseError as error:
        raise _told(error, path, patience) from error
    except (
        UnicodeDecodeError
    ) as error:  # SQLite quotes the damaged place, which sqlite3 then cannot put into its message
        raise AuditorError("C021", path=path, reason=_DAMAGED) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing, whatever happens to the process."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=patience, isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    return connection


def _lift(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to the present version, in one transaction."""
    if _version(connection, path) == len(MIGRATIONS):
        return
    with transaction(connection):
        for migrate in MIGRATIONS[_version(connection, path) :]:
            migrate(connection)
        fill_lookup(connection)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


def _version(connection: sqlite3.Connection, path: Path) -> int:
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    empty = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if application != APPLICATION and not empty:
        raise AuditorError("C021", path=path, reason="这是别的程序的数据库")
    if version > len(MIGRATIONS):
        raise AuditorError("C017", path=path, found=version, known=len(MIGRATIONS))
    return int(version)


def _told(error: sqlite3.DatabaseError, path: Path, patience: float) -> AuditorError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in _BUSY:
        return AuditorError("C022", path=path, seconds=f"{patience:g}")
    reasons = {
        sqlite3.SQLITE_NOTADB: "不是档案文件",
        sqlite3.SQLITE_CORRUPT: _DAMAGED,
        sqlite3.SQLITE_READONLY: "没有写入权限",
        sqlite3.SQLITE_CANTOPEN: "打不开这个文件或它所在的文件夹",
        sqlite3.SQLITE_FULL: "磁盘已满",
    }
    return AuditorError("C021", path=path, reason=reasons.get(code, str(error)))
