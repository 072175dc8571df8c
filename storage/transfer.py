"""All rows from one database into another, whatever the two engines are."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Table, func, insert, select

from storage import schema
from storage.database import Database
from storage.faults import told_apart
from storage.tables import metadata

_BATCH = 500  # rows


class NotEmpty(Exception):
    """The target holds rows; nothing was copied."""


class CountsDiffer(Exception):
    """The target does not hold what the source holds; nothing was kept. Names the tables."""


def transfer(source: Database, target: Database) -> Mapping[str, int]:
    """Rows by table. The source is read as of one moment, the target filled in one transaction:
    it holds everything afterwards, or is as empty as before.

    Creates the target's tables. Raises NotEmpty, CountsDiffer, SchemaProblem (the source is not
    of this version, or the target of another) and DatabaseUnavailable."""
    schema.check(source)
    schema.upgrade(target)
    with (
        told_apart(),
        source.reading.connect() as reading,
        reading.begin(),
        target.writing.connect() as writing,
        writing.begin(),
    ):
        if any(count(writing).values()):
            raise NotEmpty
        for table in metadata.sorted_tables:
            _copy(table, reading, writing)
        return _compared(count(reading), count(writing))


def count(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        table.name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def _copy(table: Table, reading: Connection, writing: Connection) -> None:
    statement = select(table).order_by(*table.primary_key.columns)
    rows = reading.execution_options(yield_per=_BATCH).execute(statement)
    for batch in rows.mappings().partitions():
        writing.execute(insert(table), [dict(row) for row in batch])
    if writing.dialect.name == "postgresql" and "id" in table.c:
        _count_on(table, writing)


def _count_on(table: Table, writing: Connection) -> None:
    """The next id of PostgreSQL comes after those that were copied. Tables whose id is a name
    have no sequence."""
    name = writing.dialect.identifier_preparer.format_table(table)
    sequence = select(func.pg_get_serial_sequence(name, "id"))
    if (found := writing.execute(sequence).scalar_one()) is None:
        return
    last = writing.execute(select(func.max(table.c.id))).scalar_one()
    if last is not None:
        writing.execute(select(func.setval(found, last)))


def _compared(there: Mapping[str, int], here: Mapping[str, int]) -> Mapping[str, int]:
    different = [name for name, rows in there.items() if here[name] != rows]
    if different:
        raise CountsDiffer(", ".join(different))
    return here
