"""Whether the tables of a data base are those that this version works with."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, insert, inspect, select

from auditor.errors import AuditorError
from auditor.web.store.tables import LAYOUT, LayoutRecord, StoreBase

_OLDER, _NEWER = "更早", "更新"


def lay_out(engine: Engine) -> None:
    """Make what tables are missing and note their version; a data base from before versions were noted is taken over where
    its tables are the same.

    Raises:
        AuditorError: C035 where its tables are older or newer ones; nothing in it is changed then.
        SQLAlchemyError: where it cannot be used.
    """
    with engine.begin() as connection:
        version = _version(connection)
        if version is not None and version != LAYOUT:
            raise AuditorError("C035", which=_NEWER if version > LAYOUT else _OLDER)
        if version is None and not _same_columns(connection):
            raise AuditorError("C035", which=_OLDER)
        StoreBase.metadata.create_all(connection)
        if version is None:
            connection.execute(insert(LayoutRecord).values(version=LAYOUT))


def _version(connection: Connection) -> int | None:
    """The noted version, None where none is."""
    if not inspect(connection).has_table(LayoutRecord.__tablename__):
        return None
    return connection.scalars(select(LayoutRecord.version).order_by(LayoutRecord.version.desc())).first()


def _same_columns(connection: Connection) -> bool:
    """Whether the tables that are there have the columns that they have here."""
    found = inspect(connection)
    there = set(found.get_table_names())
    return all(
        {column["name"] for column in found.get_columns(table.name)} == {column.name for column in table.columns}
        for table in StoreBase.metadata.sorted_tables
        if table.name in there
    )
