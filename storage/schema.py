"""Brings the tables to the version this program knows, or says why that is not possible."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, inspect

from storage.database import Database, driver
from storage.failpoints import reach
from storage.faults import SchemaProblem, on_disk, told_apart
from storage.tables import metadata

_MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION_TABLE = "alembic_version"


def check(database: Database) -> None:
    """Raises SchemaProblem unless the tables are exactly those of this program, and
    DatabaseUnavailable when it cannot look."""
    problem = _look(database)
    if problem is not None:
        raise problem


def upgrade(database: Database) -> None:
    """Creates or upgrades the tables in one transaction; refuses a newer or half-migrated schema
    with SchemaProblem. Does nothing when all is well."""
    if database.path is not None:
        with on_disk():
            _make_file(database.path)
    problem = _look(database)
    if problem is None:
        return
    if problem.code not in ("missing", "older"):
        raise problem
    migrate(database, "head")
    check(database)


def _make_file(path: Path) -> None:
    """What people report is nobody else's on the machine; -wal and -shm take after the file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)


def migrate(database: Database, revision: str) -> None:
    """Moves to `revision` ("head", "base", "-1", …), up or down, whatever the tables are now."""
    with told_apart(), database.writing.connect() as connection:
        if database.dialect == "sqlite":
            # A table that is rebuilt must not take its children along; checked before the commit
            # instead. By the driver, as the setting has no effect inside a transaction.
            driver(connection).execute("PRAGMA foreign_keys=OFF")
        _migrate(database, connection, revision)


def _migrate(database: Database, connection: Connection, revision: str) -> None:
    # Imported where it is needed: an ordinary start only looks, and is to be quick and small.
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    with connection.begin():
        if database.dialect == "postgresql":
            connection.exec_driver_sql(f"CREATE SCHEMA IF NOT EXISTS {database.schema}")
        if revision == "base" or revision.startswith("-"):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)
        if database.dialect == "sqlite":
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise SchemaProblem("half_migrated", f"rows without their parent: {broken[:3]}")
        reach("before_migration_commit")


def _look(database: Database) -> SchemaProblem | None:
    with told_apart(), database.writing.connect() as connection:
        tables = set(inspect(connection).get_table_names())
        found: Sequence[str] = ()
        if _VERSION_TABLE in tables:
            query = f"SELECT version_num FROM {_VERSION_TABLE}"  # noqa: S608 - our own name
            found = connection.exec_driver_sql(query).scalars().all()
    return _judge(tables - {_VERSION_TABLE}, found)


def _judge(tables: set[str], found: Sequence[str]) -> SchemaProblem | None:
    known = _revisions()
    if not found and not tables:
        return SchemaProblem("missing")
    if len(found) != 1 or any(name.startswith("_alembic_tmp_") for name in tables):
        return SchemaProblem("half_migrated", f"recorded version: {', '.join(found) or 'none'}")
    if found[0] not in known:
        return SchemaProblem("newer", found[0])
    if found[0] != known[-1]:
        return SchemaProblem("older", found[0])
    missing = set(metadata.tables) - tables
    return SchemaProblem("half_migrated", ", ".join(sorted(missing))) if missing else None


def _revisions() -> list[str]:
    """Oldest first, from the names of the steps: v0001_people.py is revision 0001."""
    steps = sorted((_MIGRATIONS / "versions").glob("v*.py"))
    return [step.stem.split("_")[0][1:] for step in steps]
