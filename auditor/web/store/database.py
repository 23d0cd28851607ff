"""The data base: SQLite in a file, or whichever an office names, with transactions that let nothing get lost."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from auditor.errors import AuditorError
from auditor.web.store.layout import lay_out

_BUSY_SECONDS = 30
_READS = "auditor_reads"


class Store:
    """Access to the data base; any number of threads may share one.

    A transaction that writes is alone on SQLite (BEGIN IMMEDIATE); on other data bases the version of what is changed
    tells whether somebody was faster.

    Args:
        url: SQLAlchemy's address.

    Raises:
        AuditorError: C031 where the data base cannot be used, C035 where another version has made its tables.
    """

    def __init__(self, url: str) -> None:
        try:
            address = make_url(url)
            self._sqlite = address.get_backend_name() == "sqlite"
            options: dict[str, Any] = (
                {"connect_args": {"timeout": _BUSY_SECONDS}} if self._sqlite else {"pool_pre_ping": True}
            )
            self._engine = create_engine(
                address, json_serializer=partial(json.dumps, ensure_ascii=False), hide_parameters=True, **options
            )
            if self._sqlite:
                event.listen(self._engine, "connect", _set_up)
                event.listen(self._engine, "begin", _begin)
            lay_out(self._engine)
        except (ArgumentError, NoSuchModuleError, ImportError) as error:
            raise AuditorError("C031", reason="地址写得不对，或者没有装它的驱动") from error
        except SQLAlchemyError as error:
            raise AuditorError("C031", reason="连不上，或者没有建表的权限") from error

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that may change things; it holds whole or not at all."""
        with Session(self._engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that sees one state of the data base from beginning to end."""
        options: dict[str, Any] = {_READS: True} if self._sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._engine.execution_options(**options).connect() as connection, Session(connection) as session:
            yield session

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def _set_up(connection: Any, _record: object) -> None:
    """Every commit reaches the disk before it is told; readers and a writer do not wait for each other."""
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    reads = connection.get_execution_options().get(_READS)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")
