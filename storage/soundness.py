"""Whether a database can be relied on: its settings, its tables, its file."""

from __future__ import annotations

from sqlalchemy import Connection

from storage.database import Database
from storage.faults import told_apart

_OTHERS = 0o077  # permission bits of group and others
_SQLITE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
_POSTGRES = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def settings_of(database: Database) -> dict[str, object]:
    """Those on which it depends that what was committed is kept, as they are for a writer.
    Raises DatabaseUnavailable."""
    with told_apart(), database.writing.connect() as connection:
        if database.dialect == "sqlite":
            return {name: _first(connection, f"PRAGMA {name}") for name in _SQLITE}
        return {name: _first(connection, f"SHOW {name}") for name in _POSTGRES}


def unsafe(settings: dict[str, object]) -> list[str]:
    """ "name = value" of each that does not keep what it should."""
    wanted: dict[str, object] = {**_SQLITE, **_POSTGRES}
    return [f"{name} = {value}" for name, value in settings.items() if value != wanted[name]]


def damage(database: Database) -> str:
    """What SQLite finds broken in its file; "" when nothing is, and of PostgreSQL, which looks
    after that itself. Raises DatabaseUnavailable."""
    if database.dialect != "sqlite":
        return ""
    with told_apart(), database.reading.connect() as connection:
        said = str(_first(connection, "PRAGMA integrity_check(1)"))
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchmany(3)
    if said != "ok":
        return said
    return f"rows without their parent: {[tuple(row) for row in orphans]}" if orphans else ""


def readable_by_others(database: Database) -> bool:
    path = database.path
    return path is not None and bool(path.stat().st_mode & _OTHERS)


def _first(connection: Connection, statement: str) -> object:
    return connection.exec_driver_sql(statement).scalar()
