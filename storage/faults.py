"""What can go wrong with a database, told apart: out of reach just now, or wrong for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

# Primary result codes of SQLite that say nothing about the statement itself.
_SQLITE_REASONS = {
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_PROTOCOL: "locked",
    sqlite3.SQLITE_READONLY: "read_only",
    sqlite3.SQLITE_FULL: "full",
    sqlite3.SQLITE_IOERR: "disk",
    sqlite3.SQLITE_CANTOPEN: "disk",
    sqlite3.SQLITE_NOMEM: "disk",
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
}
# SQLSTATE classes and codes of PostgreSQL (Appendix A of its manual).
_POSTGRES_REASONS = {"25006": "read_only", "53100": "full", "55P03": "locked", "40P01": "locked"}
_LOST = {"OperationalError", "ConnectionTimeout", "InterfaceError"}
_POSTGRES_CLASSES = {"08", "40", "53", "55", "57", "58", "XX"}


class DatabaseUnavailable(Exception):
    """The database cannot do its work just now. Nothing was committed; try again later.

    `reason` is one of locked, full, read_only, disk, damaged, gone."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the database is unavailable: {reason}")
        self.reason = reason


class SchemaProblem(Exception):
    """The tables are not those this program knows.

    `code` is one of missing (no tables yet), older (to be upgraded), newer (made by a later
    version), half_migrated (tables and recorded version do not belong together)."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"schema {code}" + (f": {detail}" if detail else ""))
        self.code = code
        self.detail = detail


class AlreadyRunning(Exception):
    """Another process holds the bot's lock on this database."""


def unavailable(error: BaseException) -> DatabaseUnavailable | None:
    """`error` as DatabaseUnavailable, or None when the statement or the program is at fault."""
    if isinstance(error, DatabaseUnavailable):
        return error
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, sqlite3.Error):
        code = getattr(original, "sqlite_errorcode", 0)  # absent on errors of the module itself
        reason = _SQLITE_REASONS.get(code & 0xFF, "")
    else:
        reason = _reason_of_postgres(original)
    return DatabaseUnavailable(reason) if reason else None


def _reason_of_postgres(original: BaseException | None) -> str:
    state = getattr(original, "sqlstate", "")  # psycopg.Error has it
    if state is None:  # there was no server to give one
        return "gone" if type(original).__name__ in _LOST else ""
    return _POSTGRES_REASONS.get(state, "gone" if state[:2] in _POSTGRES_CLASSES else "")


@contextmanager
def told_apart() -> Iterator[None]:
    """Raises DatabaseUnavailable in place of the errors that mean it; lets all others through."""
    try:
        yield
    except Exception as error:
        problem = unavailable(error)
        if problem is None or problem is error:
            raise
        raise problem from error


@contextmanager
def on_disk() -> Iterator[None]:
    """For files beside the database: raises DatabaseUnavailable in place of OSError."""
    try:
        yield
    except OSError as error:
        raise DatabaseUnavailable("disk") from error
